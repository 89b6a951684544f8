"""Reading and judging: a key beside the machine, pairs as cards, a sum done again."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import combinations
from math import isclose

from helpers.compare.differ import differences, shared
from helpers.lexicon import quantities
from helpers.records import Claim

PAIR_LABELS = ("agree", "contradict", "differ in degree", "differ in framing", "adds detail",
               "another time")  # fmt: skip


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
    dates, claims = {a.id: {"earliest": a.earliest, "latest": a.latest} for a in articles}, {}
    for row in rows:
        if "start" in row:
            span = {
                name: row[name] for name in ("article_id", "start", "end", "text", "rung", "holder")
            }
            name = f"{span['article_id']}:{span['start']}-{span['end']}"
            kind = "author" if span["rung"] == "author" else "indirect"
            claims[name] = Claim(name, kind=kind, **span, **dates.get(span["article_id"], {}))
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
    by_id, asked = {claim.id: claim for claim in claims}, _asked(questions)
    filled = []
    for pair in pairs:
        left, right = by_id.get(pair.left_id), by_id.get(pair.right_id)
        if left and right:
            both = (*(asked[name] for name in pair.shared if name in asked), *shared(left, right))
            filled.append(replace(pair, shared=both, differs=differences(left, right)))
    return filled


def _asked(questions):
    return {question.id: f"question: {question.question}" for question in questions}


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
    asked = _asked(questions)
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


def score_cells(cells, rows):
    """Set the machine's matrix beside a key: what it found, what it missed, where it kept silent.

    Parameters
    ----------
    cells : iterable of Cell
    rows : list of dict
        From ``load_key("matrix")``.

    Returns
    -------
    dict
        ``given`` passages of the machine, ``right`` of them (they overlap a passage of the key);
        ``asked`` passages of the key, ``found`` of them; ``cells`` in all, and ``spoken`` where
        both agree on whether the article says anything. Counts, not shares.
    """
    ours, theirs = defaultdict(list), defaultdict(list)
    for cell in cells:
        ours[cell.question_id, cell.article_id] += [] if cell.silent else [(cell.start, cell.end)]
    for row in rows:
        where = row["question_id"], row["article_id"]
        theirs[where] += [(row["start"], row["end"])] if "start" in row else []

    def met(some, others):
        pairs = [(a, others[where]) for where in theirs for a in some[where]]
        return sum(any(a[0] < b[1] and b[0] < a[1] for b in near) for a, near in pairs), len(pairs)

    counts = *met(ours, theirs), *met(theirs, ours), len(theirs)
    spoken = sum(bool(ours[where]) == bool(said) for where, said in theirs.items())
    names = ("right", "given", "found", "asked", "cells", "spoken")
    return dict(zip(names, (*counts, spoken), strict=True))


def sums_in(text, unit):
    """Find amounts that are the sum of others in the same text, with the words round each.

    Parameters
    ----------
    text : str
    unit : str
        As in ``data/quantities.csv``, for example ``US dollars``.

    Returns
    -------
    list of dict
        ``role amount value before after start``; ``role`` is ``total`` or ``part``, totals first.
        Whether the parts may be added up is for the reader to say: look at the words.

    Examples
    --------
    >>> text = "He earned 3 million dollars and hopes for 2 million dollars: 5 million dollars."
    >>> [(row["role"], row["amount"]) for row in sums_in(text, "US dollars")][:2]
    [('total', '5 million dollars'), ('part', '3 million dollars')]
    """
    amounts, rows = {q.low: q for q in quantities(text) if q.unit == unit and q.low == q.high}, []
    for total in amounts.values():
        smaller = [q for q in amounts.values() if q.low < total.low]
        for parts in (c for n in (2, 3, 4) for c in combinations(smaller, n)):
            if isclose(sum(q.low for q in parts), total.low, rel_tol=0.01):
                rows += [("total", total), *(("part", part) for part in parts)]
    return [
        {
            "role": role,
            "amount": amount.text,
            "value": amount.low,
            "before": text[max(0, amount.start - 70) : amount.start].rpartition("\n")[2],
            "after": text[amount.start + len(amount.text) :][:50].partition("\n")[0],
            "start": amount.start,
        }
        for role, amount in rows
    ]
