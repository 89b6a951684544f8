"""Reading pairs: a key's marks become claims, its pairs cards, and a reader's labels a table."""

from __future__ import annotations

from dataclasses import replace

from helpers.compare.differ import differences, shared
from helpers.records import Claim

PAIR_LABELS = (
    "agree",
    "contradict",
    "differ in degree",
    "differ in framing",
    "adds detail",
    "another time",
)


def key_claims(rows, articles):
    """Make claims of the rows of a matrix key; a claim's id is its ``article:start-end``.

    Parameters
    ----------
    rows : list of dict
        From ``load_key("matrix")``; silent rows are left out, a span named twice is one claim.
    articles : iterable of Article
        Their dates become the claims' dates.

    Returns
    -------
    list of Claim

    Examples
    --------
    >>> from helpers.articles import load_articles
    >>> from helpers.keys import load_key
    >>> key_claims(load_key("matrix"), load_articles())[0].holder
    'kenneth-mckenzie'
    """
    dates = {a.id: {"earliest": a.earliest, "latest": a.latest} for a in articles}
    claims = {}
    for row in rows:
        if "start" in row:
            article, start, end = row["article_id"], row["start"], row["end"]
            name = f"{article}:{start}-{end}"
            claims[name] = Claim(
                name, article, start, end, row["text"], rung=row["rung"], holder=row["holder"],
                kind="author" if row["rung"] == "author" else "indirect", **dates.get(article, {}),
            )  # fmt: skip
    return list(claims.values())


def explain(pairs, claims, questions=()):
    """Fill in what the two claims of each pair share and in what they differ.

    Parameters
    ----------
    pairs : iterable of Pair
        A key's: its first ``shared`` may be the id of a question, which is then written out.
    claims : iterable of Claim
        Both sides of every pair; a pair with a side that is not there is left out.
    questions : iterable of Question, optional

    Returns
    -------
    list of Pair
        The labels of a key are not shown: ``differs`` is what the words differ in.
    """
    by_id, asked = {claim.id: claim for claim in claims}, {q.id: q.question for q in questions}
    filled = []
    for pair in pairs:
        if pair.left_id in by_id and pair.right_id in by_id:
            left, right = by_id[pair.left_id], by_id[pair.right_id]
            about = [f"question: {asked[name]}" for name in pair.shared if name in asked]
            both = (*about, *shared(left, right))
            filled.append(replace(pair, shared=both, differs=differences(left, right)))
    return filled


def pair_name(pair):
    """Name a pair in one line, as labels are kept under it."""
    question = next((s for s in pair.shared if s.startswith("question: ")), "")
    return " | ".join(filter(None, (pair.left_id, pair.right_id, question[10:])))


def key_labels(pairs, questions):
    """Give the labels of a key by ``pair_name``, to set beside a reader's own.

    Parameters
    ----------
    pairs : iterable of Pair
        From ``load_key("pairs")``.
    questions : iterable of Question

    Returns
    -------
    dict
    """
    asked = {question.id: f"question: {question.question}" for question in questions}
    return {
        pair_name(replace(p, shared=tuple(asked.get(s, s) for s in p.shared))): p.differs[0]
        for p in pairs
    }


def apart_in_time(left, right):
    """Tell whether two claims' articles are of different times, as far as that is known.

    Examples
    --------
    >>> old = Claim("a", "a", 0, 1, "x", earliest="2017-06", latest="2017-09")
    >>> new = Claim("b", "b", 0, 1, "x", earliest="2023-09", latest="2023-09")
    >>> apart_in_time(old, new), apart_in_time(old, old)
    (True, False)
    """
    if not (left.earliest and left.latest and right.earliest and right.latest):
        return False
    return left.latest < right.earliest or right.latest < left.earliest
