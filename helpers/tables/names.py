"""Tables of names: one thing under many names, and who is called what by whom."""

from __future__ import annotations

import pandas as pd


def most_named(mentions, wanted):
    """Give the id of the wanted entity, or where nobody names it of the one with most names.

    Examples
    --------
    >>> from helpers.records import Mention
    >>> most_named([Mention("a", 0, 5, "Leeds", "GPE", "leeds")], "isis")
    'leeds'
    """
    names = {}
    for m in mentions:
        names.setdefault(m.entity_id, []).append(m.text)
    if wanted in names or not names:
        return wanted
    return max(names, key=lambda who: (len(set(names[who])), len(names[who])))


def names_table(mentions, articles, entity_id):
    """Count the names of one entity, article by article, and all of them together.

    Returns
    -------
    pandas.DataFrame
        One row a name, most used first, then ``all names together``; one column an article.
    """
    ids = [article.id for article in articles]
    rows = [(m.text, m.article_id) for m in mentions if m.entity_id == entity_id]
    frame = pd.DataFrame(rows, columns=["name", "article_id"])
    table = pd.crosstab(frame["name"], frame["article_id"]).reindex(columns=ids, fill_value=0)
    table = table.loc[table.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    table.loc["all names together"] = table.sum()
    table.columns.name = None
    return table


def naming_table(mentions, terms, claims=()):
    """List who is called what, by whom: names from mentions, other wordings from a reader's terms.

    Parameters
    ----------
    mentions : iterable of Mention
        Those of entities that ``terms`` speak of are taken, as ``kind`` name.
    terms : iterable of dict
        From ``load_key("terms")``; ``kind`` is loaded, neutral or distancing.
    claims : iterable of Claim, optional
        A name inside a direct quotation is the word of its source.

    Returns
    -------
    pandas.DataFrame
        Columns ``about article_id called kind by word_for note start end``, in order of the text.
    """
    terms = list(terms)
    quoted = [c for c in claims if c.kind == "direct"]
    rows = [{"called" if k == "text" else k: v for k, v in term.items()} for term in terms]
    about = {term["about"]: [t for t in terms if t["about"] == term["about"]] for term in terms}
    for m in mentions:
        if m.entity_id not in about or any(  # "SDF" in "our SDF partners" is not counted twice
            (t["article_id"], t["start"] <= m.start, m.end <= t["end"])
            == (m.article_id, True, True)
            for t in about[m.entity_id]
        ):
            continue
        by = [c.holder for c in quoted if c.article_id == m.article_id
              and c.start <= m.start and m.end <= c.end]  # fmt: skip
        row = {"about": m.entity_id, "article_id": m.article_id, "called": m.text, "kind": "name"}
        row |= {"by": (by[-1] or "nobody named") if by else "author", "word_for": "actor"}
        rows.append(row | {"note": None, "start": m.start, "end": m.end})
    names = ["about", "article_id", "called", "kind", "by", "word_for", "note", "start", "end"]
    order = {a: n for n, a in enumerate(dict.fromkeys(t["article_id"] for t in terms))}
    rows.sort(key=lambda row: (order.get(row["article_id"], 99), row["start"]))
    return pd.DataFrame(rows, columns=names).fillna({"note": ""})


def naming_matrix(table, articles):
    """Count the wordings of each kind, actors against articles; a dash is a silence.

    Parameters
    ----------
    table : pandas.DataFrame
        From ``naming_table``.
    articles : iterable of Article

    Returns
    -------
    pandas.DataFrame
        Cells such as ``6 name, 1 neutral, 5 loaded``; those of most loaded words come first.
    """
    kinds = ["name", "neutral", "loaded", "distancing"]
    counts = table.groupby(["about", "article_id", "kind"]).size().unstack().reindex(columns=kinds)
    cells = counts.apply(
        lambda row: ", ".join(f"{n:.0f} {kind}" for kind, n in row.items() if n > 0), axis=1
    )
    order = counts["loaded"].groupby("about").sum().sort_values(ascending=False, kind="stable")
    wide = cells.unstack().reindex(index=order.index, columns=[a.id for a in articles])
    return wide.fillna("–").rename_axis(index=None, columns=None)
