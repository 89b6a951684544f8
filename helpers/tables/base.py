"""Tables: any list of records becomes a DataFrame; the few tables that lessons show."""

from __future__ import annotations

from dataclasses import fields

import pandas as pd

from helpers.disk import write_whole

pd.set_option("display.max_colwidth", 200)  # a quotation cut short proves nothing


def to_frame(records, columns=None):
    """Turn records of one kind into a DataFrame, one row each, one column per field.

    Parameters
    ----------
    records : iterable of records
        Of one class; empty gives an empty frame.
    columns : list of str, optional
        Only these fields, in this order; there also when there are no records.

    Returns
    -------
    pandas.DataFrame

    Examples
    --------
    >>> from helpers.records import Mention
    >>> to_frame([Mention("goat", 0, 4, "Mill", "LOC")])[["text", "label"]].values.tolist()
    [['Mill', 'LOC']]
    """
    records = list(records)
    if not records:
        return pd.DataFrame(columns=columns, dtype=object)
    names = columns or [field.name for field in fields(records[0])]
    return pd.DataFrame(
        [[getattr(record, name) for name in names] for record in records], columns=names
    )


def provenance(articles):
    """Tell of each article what is known of it and how.

    Examples
    --------
    >>> from helpers.articles import load_articles
    >>> table = provenance(load_articles())
    >>> table.loc[(table.article_id == "ceasefire") & (table.fact == "author"), "value"].item()
    'not known'
    """
    facts = {"title": "title", "author": "author", "outlet": "outlet", "published": "date"}
    rows = []
    for article in articles:
        dates = " to ".join(d for d in (article.earliest, article.latest) if d)
        for fact, name in facts.items():
            value = dates if fact == "published" else getattr(article, name)
            known_from = getattr(article, f"{name}_from")
            rows.append((article.id, fact, value or "not known", known_from or "not known"))
    return pd.DataFrame(rows, columns=["article_id", "fact", "value", "known_from"])


def in_context(spans, articles, width=60):
    """Show spans in their line: the words before, the span, the words after (a concordance).

    Parameters
    ----------
    spans : iterable of records with ``article_id, start, end``
    articles : iterable of Article
    width : int
        Characters of context on each side; a line's edge ends it sooner.

    Returns
    -------
    pandas.DataFrame
        Columns ``article_id before text after start``.

    Examples
    --------
    >>> from helpers.articles import article_from_text
    >>> from helpers.records import Mention
    >>> goat = article_from_text("A goat left Mill Farm.", id="goat")
    >>> in_context([Mention("goat", 12, 21, "Mill Farm", "FAC")], [goat]).iloc[0, 1:4].tolist()
    ['A goat left ', 'Mill Farm', '.']
    """
    texts = {article.id: article.text for article in articles}
    rows = []
    for span in spans:
        text = texts[span.article_id]
        line, rest = text[: span.start].rpartition("\n")[2], text[span.end :].partition("\n")[0]
        before, after = line[-width:], rest[:width]
        if len(line) > width:  # whole words only
            before = "… " + before.partition(" ")[2]
        if len(rest) > width:
            after = after.rpartition(" ")[0] + " …"
        rows.append((span.article_id, before, text[span.start : span.end], after, span.start))
    return pd.DataFrame(rows, columns=["article_id", "before", "text", "after", "start"])


def said_table(claims, articles):
    """List attributed claims with the words of their source and cue.

    Returns
    -------
    pandas.DataFrame
        Columns ``article_id said cue source rung``; ``nobody named`` where there is no source.
    """
    texts = {article.id: article.text for article in articles}
    rows = []
    for claim in claims:
        if claim.kind != "author":
            parts = parts_of(claim, texts[claim.article_id])
            rows.append((claim.article_id, *parts.values()))
    return pd.DataFrame(rows, columns=["article_id", "said", "cue", "source", "rung"])


def parts_of(claim, text):
    """Give the words of a claim's content, cue and source, and its rung."""
    cue = "none" if claim.cue_start is None else text[claim.cue_start : claim.cue_end]
    source = text[claim.source_start : claim.source_end] if claim.source_end else "nobody named"
    said = text[claim.start : claim.end]
    return {"content": said, "cue": cue, "source": source, "rung": claim.rung}


def answers_table(cells):
    """List the cells of a claim matrix: who answers, on which rung, in which words, or is silent.

    Returns
    -------
    pandas.DataFrame
        Columns ``article_id published answer holder rung hedges why``.
    """
    rows = [
        (
            cell.article_id,
            " to ".join(day[:7] for day in (cell.earliest, cell.latest) if day) or "not known",
            "silent" if cell.silent else cell.text,
            cell.holder or "",
            cell.rung or "",
            ", ".join(cell.hedges),
            "; ".join(cell.why),
        )
        for cell in cells
    ]
    columns = ["article_id", "published", "answer", "holder", "rung", "hedges", "why"]
    return pd.DataFrame(rows, columns=columns)


def pairs_table(pairs, claims):
    """List suggested pairs with both texts, what they share and what differs.

    Returns
    -------
    pandas.DataFrame
        Columns ``left_article left right_article right shared differs``.
    """
    by_id = {claim.id: claim for claim in claims}
    rows = []
    for pair in pairs:
        left, right = by_id[pair.left_id], by_id[pair.right_id]
        shared, differs = "; ".join(pair.shared), "; ".join(pair.differs)
        rows.append((left.article_id, left.text, right.article_id, right.text, shared, differs))
    columns = ["left_article", "left", "right_article", "right", "shared", "differs"]
    return pd.DataFrame(rows, columns=columns)


def write_csv(frame, path):
    """Write a table for a spreadsheet, all or nothing; no cell can start a formula.

    Parameters
    ----------
    frame : pandas.DataFrame
    path : path
        Replaced when it is there.

    Returns
    -------
    pathlib.Path

    Examples
    --------
    >>> import tempfile
    >>> path = tempfile.mkdtemp() + "/goat.csv"
    >>> write_csv(pd.DataFrame({"said": ["=1+1", "The goat left."]}), path).read_text("utf-8-sig")
    "said\\n'=1+1\\nThe goat left.\\n"
    """

    def plain(value):
        if isinstance(value, (tuple, list)):
            value = "; ".join(map(str, value))
        formula = isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r"))
        return f"'{value}" if formula else value

    table = frame.map(plain).rename(columns=plain).to_csv(index=False, lineterminator="\n")
    return write_whole(path, table.encode("utf-8-sig"))


def row_table(mine, cells, rows, articles):
    """Set three readings of one question side by side: yours, the machine's, a reader's key.

    Parameters
    ----------
    mine : dict
        Article id to ``[start, end]`` or ``"silent"``.
    cells : iterable of Cell
        Of one question.
    rows : list of dict
        From ``load_key("matrix")``; only those of the same question are used.
    articles : iterable of Article

    Returns
    -------
    pandas.DataFrame
        Columns ``article_id yours machine key``.
    """
    cells = list(cells)
    asked = {cell.question_id for cell in cells}
    rows = [row for row in rows if row["question_id"] in asked and "start" in row]
    table = []
    for article in articles:
        own = mine.get(article.id, "not yet read")
        own = own if isinstance(own, str) else article.text[slice(*own)]
        found = [c.text for c in cells if c.article_id == article.id and not c.silent]
        key = [row["text"] for row in rows if row["article_id"] == article.id]
        table.append((article.id, own, " … ".join(found) or "silent", " … ".join(key) or "silent"))
    return pd.DataFrame(table, columns=["article_id", "yours", "machine", "key"])
