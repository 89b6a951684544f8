"""Tables: any list of records becomes a DataFrame; the few tables that lessons show."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pandas as pd

from helpers.records import RUNGS

WEIGHTS = ("hedge", "certainty", "distancing")
pd.set_option("display.max_colwidth", 200)  # a quotation cut short proves nothing


def to_frame(records):
    """Turn records of one kind into a DataFrame, one row each, one column per field.

    Parameters
    ----------
    records : iterable of records
        Of one class; empty gives an empty frame.

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
        return pd.DataFrame()
    names = [field.name for field in fields(records[0])]
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
    rows = []
    for article in articles:
        dates = " to ".join(d for d in (article.earliest, article.latest) if d) or None
        for fact, value, known_from in (
            ("title", article.title, article.title_from),
            ("author", article.author, article.author_from),
            ("outlet", article.outlet, article.outlet_from),
            ("published", dates, article.date_from),
        ):
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

    def words(claim, start, end, otherwise):
        return otherwise if start is None else texts[claim.article_id][start:end]

    rows = [
        (
            claim.article_id,
            claim.text,
            words(claim, claim.cue_start, claim.cue_end, "none"),
            words(claim, claim.source_start, claim.source_end, "nobody named"),
            claim.rung,
        )
        for claim in claims
        if claim.kind != "author"
    ]
    return pd.DataFrame(rows, columns=["article_id", "said", "cue", "source", "rung"])


def cites_table(claims, articles, names=None):
    """List which article leans on which source, and how often; several claims make one row.

    Parameters
    ----------
    claims : list of Claim
    articles : list of Article
    names : dict, optional
        Entity id to the name shown; else the words of the text.

    Returns
    -------
    pandas.DataFrame
        Columns ``article_id source rung times``, by article, strongest rung first.
    """
    order, count = {a.id: (n, a.text) for n, a in enumerate(articles)}, {}
    for c in claims:
        if c.source_start is not None and c.article_id in order:
            place, text = order[c.article_id]
            words = (names or {}).get(c.holder) or " ".join(
                text[c.source_start : c.source_end].split()
            )
            key = (place, RUNGS.index(c.rung), words, c.article_id)
            count[key] = count.get(key, 0) + 1
    rows = [(id, words, RUNGS[rung], n) for (_, rung, words, id), n in sorted(count.items())]
    return pd.DataFrame(rows, columns=["article_id", "source", "rung", "times"])


def silent_table(mentions, claims, names=None, top=12):
    """List who is named most and never speaks: no claim of any article is theirs.

    Returns
    -------
    pandas.DataFrame
        Columns ``name times articles``.
    """
    speak = {c.holder for c in claims}
    count = {}
    for m in mentions:
        if m.label in ("PERSON", "ORG") and m.entity_id and m.entity_id not in speak:
            count.setdefault(m.entity_id, []).append(m.article_id)
    rows = [
        ((names or {}).get(key, key), len(ids), ", ".join(dict.fromkeys(ids)))
        for key, ids in sorted(count.items(), key=lambda item: (-len(item[1]), item[0]))
    ]
    return pd.DataFrame(rows[:top], columns=["name", "times", "articles"])


def weight_table(articles):
    """Count words that weaken (hedge), harden (certainty) or distance, by article.

    Returns
    -------
    pandas.DataFrame
        Columns ``article_id hedge certainty distancing words``; ``words`` lists each once.

    Examples
    --------
    >>> from helpers.articles import article_from_text
    >>> dam = article_from_text("A dam\\nThe dam may leak, of course.", id="dam")
    >>> row = weight_table([dam]).iloc[0]
    >>> int(row["hedge"]), int(row["certainty"]), row["words"]
    (1, 1, 'may, of course')
    """
    from helpers.claims import hedges_in  # here: most tables have no need of the language tools

    rows = []
    for article in articles:
        found = {kind: hedges_in(article.reading, kind) for kind in WEIGHTS}
        words = dict.fromkeys(word.lower() for kind in WEIGHTS for word in found[kind])
        rows.append((article.id, *(len(found[kind]) for kind in WEIGHTS), ", ".join(words)))
    return pd.DataFrame(rows, columns=["article_id", *WEIGHTS, "words"])


def beside_table(article, claims, key, start, end, mine=None):
    """Lay a reader's taking-apart of one claim beside the machine's and the key's.

    Parameters
    ----------
    article : Article
    claims, key : lists of Claim
        The one that shares most characters with ``start`` to ``end`` is taken from each.
    mine : dict, optional
        ``content cue source`` as spans and ``rung``, each may be missing.

    Returns
    -------
    pandas.DataFrame
        Rows content, cue, source, rung; columns ``part``, ``you`` if given, ``machine``, ``key``.
    """

    def best(records):
        here = [c for c in records if c.article_id == article.id and c.kind != "author"]
        shared = [(min(c.end, end) - max(c.start, start), c) for c in here]
        shared = [(n / max(c.end - c.start, end - start), c) for n, c in shared if n > 0]
        return max(shared, key=lambda pair: pair[0])[1] if shared else None

    def parts(c):
        if c is None:
            return ["nothing marked"] * 4
        spans = ((c.start, c.end), (c.cue_start, c.cue_end), (c.source_start, c.source_end))
        return [article.text[a:b] if a is not None else "nobody named" for a, b in spans] + [c.rung]

    columns = {"part": ["content", "cue", "source", "rung"]}
    if mine is not None:
        empty = {name: "nobody named" if name in mine else "not marked" for name in columns["part"]}
        columns["you"] = [
            article.text[slice(*mine[name])] if mine.get(name) else empty[name]
            for name in ("content", "cue", "source")
        ]
        columns["you"].append(mine.get("rung") or "not chosen")
    return pd.DataFrame(columns | {"machine": parts(best(claims)), "key": parts(best(key))})


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
    >>> path = Path(tempfile.mkdtemp(), "goat.csv")
    >>> write_csv(pd.DataFrame({"said": ["=1+1", "The goat left."]}), path).read_text("utf-8-sig")
    "said\\n'=1+1\\nThe goat left.\\n"
    """

    def plain(value):
        if isinstance(value, (tuple, list)):
            value = "; ".join(map(str, value))
        formula = isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r"))
        return f"'{value}" if formula else value

    path = Path(path)
    draft = path.with_name(f".{path.name}.part")
    frame.map(plain).to_csv(draft, index=False, encoding="utf-8-sig", lineterminator="\n")
    draft.replace(path)
    return path


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
    table = []
    for article in articles:
        own = mine.get(article.id, "not yet read")
        own = own if isinstance(own, str) else article.text[own[0] : own[1]]
        found = [c.text for c in cells if c.article_id == article.id and not c.silent]
        key = [
            row["text"]
            for row in rows
            if row["question_id"] in asked and row["article_id"] == article.id and "start" in row
        ]
        table.append((article.id, own, " … ".join(found) or "silent", " … ".join(key) or "silent"))
    return pd.DataFrame(table, columns=["article_id", "yours", "machine", "key"])
