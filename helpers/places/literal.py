"""Literal or metonymic: is the ground meant, or a government, an army, a people?

The rules are rows of ``data/literal_rules.csv``, tried from the top: the first whose patterns fit
the words before and behind a name decides. ``applies`` is ``state`` (countries, capitals and
political ideas), ``short`` (names like "US" that double as adjectives) or ``any``. ``{names}`` in a
pattern stands for other names in a row ("in Iraq, Lebanon and ...").
"""

from __future__ import annotations

import csv
import re
from functools import lru_cache

from helpers.places.gazetteer import DATA

_NAMES = (
    r"(?:(?:the\s+)?[A-Z][\w’'.-]*(?:\s+[A-Z][\w’'.-]*)*(?:\s*\(\w+\))?\s*(?:,|and|or|–|-)\s*)*"
)
_STATES = ("country", "capital", "idea")


@lru_cache(maxsize=1)
def _rules():
    with (DATA / "literal_rules.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        before = row["before"].replace("{names}", _NAMES)
        yes, patterns = row["literal"] == "yes", (re.compile(before), re.compile(row["after"]))
        rows[rows.index(row)] = (row["applies"], *patterns, yes, row["reason"])
    return rows


def is_literal(text, start, end, kind=None):
    """Decide whether a place name is literal, and say by which rule.

    Parameters
    ----------
    text : str
    start, end : int
        The span of the name.
    kind : str, optional
        Kind of the place; countries and capitals often stand for their governments.

    Returns
    -------
    tuple of (bool, str)

    Examples
    --------
    >>> is_literal("Russia had stepped in", 0, 6, "country")
    (False, 'it stands for a government, an army or a people')
    >>> is_literal("clashes in north eastern Syria", 25, 30, "country")
    (True, 'a word of place stands before it')
    """
    before = text[max(0, start - 120) : start]
    before = before[max(before.rfind(mark) for mark in ("\n\n", ". ", "; ")) + 1 :]
    after = text[end : end + 80].split("\n")[0]
    name = text[start:end].replace(".", "")
    applies = {"any"} | ({"state"} if kind in _STATES else set())
    if name.isupper() and len(name) < 4:
        applies.add("short")
    for who, behind, ahead, literal, reason in _rules():
        if who in applies and behind.search(before) and ahead.match(after):
            return literal, reason
    raise AssertionError("the last rule of data/literal_rules.csv fits every name")
