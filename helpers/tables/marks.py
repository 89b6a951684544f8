"""Tables of marks: a pattern found, marks scored, errors with their sentences."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd

from helpers.agreement import score_spans
from helpers.records import Mention


def find_pattern(pattern, articles, label="LOC"):
    """Find where a pattern fits whole words of the articles; capitals do not matter.

    Parameters
    ----------
    pattern : str
        A regular expression: ``?`` the sign before may be missing, ``|`` or, ``( )`` a group.
    articles : iterable of Article
    label : str
        The label the marks get.

    Returns
    -------
    list of Mention
        Never in furniture.

    Raises
    ------
    ValueError
        The pattern is not finished or not understood.

    Examples
    --------
    >>> from helpers.articles import article_from_text
    >>> goat = article_from_text("Mill Farm, the old mill and the Mills", id="goat")
    >>> [(m.start, m.text) for m in find_pattern("Mill( Farm)?", [goat])]
    [(0, 'Mill Farm'), (19, 'mill')]
    """
    try:
        fits = re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)
    except re.error as error:
        raise ValueError(f"The pattern is not finished or not understood: {error.msg}.") from error
    return [
        Mention(article.id, m.start(), m.end(), article.text[m.start() : m.end()], label)
        for article in articles
        for m in fits.finditer(article.reading)
        if m.group().strip()
    ]


def pattern_table(pattern, articles, targets):
    """List every offset that matters to a pattern: what should be found there and what was.

    Returns
    -------
    pandas.DataFrame
        Columns ``verdict``, ``should be``, ``found``, ``article_id``, ``start``.
    """
    found = find_pattern(pattern, articles)
    errors = score_spans(found, targets, articles).errors
    wrong = {(e.article_id, e.start) for e in errors}
    rows = [
        ("right", m.text, m.text, m.article_id, m.start)
        for m in found
        if (m.article_id, m.start) not in wrong
    ]
    for e in errors:
        words = [(w or "–").rpartition(" [")[0] or "–" for w in (e.expected, e.found)]
        rows.append((e.kind, *words, e.article_id, e.start))
    return pd.DataFrame(rows, columns=["verdict", "should be", "found", "article_id", "start"])


def put_over(marks, better):
    """Put better marks in the place of those they touch."""
    taken = {(m.article_id, i) for m in better for i in range(m.start, m.end)}
    kept = [m for m in marks if not any((m.article_id, i) in taken for i in range(m.start, m.end))]
    return [*better, *kept]


def names_only(mentions, entity_ids, label="LOC"):
    """Cut marks of some entities down to the name: "Mill Farm base" gives "Mill Farm".

    All get one label, so that spellings can be scored whatever kind of place each names; other
    readings (``alternative_of``) are left out.
    """
    kept = [m for m in mentions if m.entity_id in entity_ids and not m.alternative_of]
    names = [re.sub(r"( [a-z]+)+$", "", m.text) for m in kept]
    return [
        replace(m, text=name, end=m.start + len(name), label=label)
        for m, name in zip(kept, names, strict=True)
    ]


def scores_table(sets, key):
    """Score several sets of marks against one key, by article and by label.

    Parameters
    ----------
    sets : dict
        Name of a set to its mentions.
    key : list of Mention

    Returns
    -------
    pandas.DataFrame
        Columns ``marks article_id label precision recall f1``; ``all`` stands for all articles
        or labels. A mark is right when span and label are those of the key.
    """
    ids = list(dict.fromkeys(mark.article_id for mark in key))
    rows = []
    for name, mentions in sets.items():
        for part in ("all", *ids):
            here = [mark for mark in key if part in ("all", mark.article_id)]
            rows += [
                (name, part, row["label"], row["precision"], row["recall"], row["f1"])
                for row in score_spans(mentions, here).rows
                if row["match"] == "exact"
            ]
    names = ["marks", "article_id", "label", "precision", "recall", "f1"]
    return pd.DataFrame(rows, columns=names).round(2)


def errors_table(scores):
    """List the errors of ``score_spans``: drawer, the key's mark, the mark judged, the sentence."""
    names = ["kind", "expected", "found", "sentence", "article_id"]
    rows = [[getattr(e, n) or "nothing" for n in names] for e in scores.errors]
    return pd.DataFrame(rows, columns=names)
