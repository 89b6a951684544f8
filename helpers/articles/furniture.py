"""Page furniture: the parts of a page that are not the article, found by rule and never cut."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from pathlib import Path

from helpers.records import Furniture

_RULES = Path(__file__).parents[1] / "data" / "furniture.csv"
LINE = re.compile(r"[^\r\n]+")
_SMALL_WORDS = re.compile(
    r"\b(an?|and|are|as|at|be|by|for|from|ha[sv]e?|how|in|into|is|its?|near|not?|of|on|or|that|the|"
    r"their|this|to|was|were|wh(at|en|ere|o|y)|will|with)\b",
    re.IGNORECASE,
)


@lru_cache(maxsize=1)
def _furniture_rules():
    with _RULES.open(encoding="utf-8", newline="") as file:
        return [
            (re.compile(row["pattern"], re.IGNORECASE), row["where"], row["reason"])
            for row in csv.DictReader(file)
        ]


def _looks_like_label(line):
    """Tell a section label or tag list from a headline: no sentence, no small words."""
    words = re.findall(r"[^\W\d_]+", line)
    if len(words) <= 1 and line.count(",") >= 2:
        return True
    if line.rstrip()[-1:] in ".?!:;”\"'’" or _SMALL_WORDS.search(line):
        return False
    return all(w[0].isupper() for w in words) and not 2 < len(words) < 8


def find_furniture(text):
    """Find the parts of a page that are not the article.

    Rules of three kinds: labels and tag lists above the headline; lines of known wording
    (``data/furniture.csv``); and whatever follows the first comment form or voting widget when
    no further paragraph of 25 words does.

    Parameters
    ----------
    text : str

    Returns
    -------
    tuple of Furniture
        In order of appearance, not overlapping, each a whole line without its line break.

    Examples
    --------
    >>> text = "A headline about the sea\\nIt is blue.\\nLeave a Reply\\nOther news"
    >>> [(text[f.start : f.end], f.reason) for f in find_furniture(text)]
    [('Leave a Reply', 'comment form'), ('Other news', 'after the end of the article')]
    """
    lines = [m for m in LINE.finditer(text) if m.group().strip()]
    found, headline_seen, tail = [], False, False
    last_long = max((i for i, m in enumerate(lines) if len(m.group().split()) >= 25), default=-1)
    for i, match in enumerate(lines):
        line, reason = match.group().strip(), None
        for pattern, where, why in _furniture_rules():
            if pattern.fullmatch(line):
                reason, tail = why, tail or (where == "tail" and i > last_long)
                break
        if reason is None and tail:
            reason = "after the end of the article"
        if reason is None and not headline_seen:
            if len(lines) > i + 1 and _looks_like_label(line):
                reason = "section label or tag list"
            else:
                headline_seen = True
        if reason:
            found.append(Furniture(match.start(), match.end(), reason))
    return tuple(found)


def paragraphs(article):
    """List the spans of an article's lines that are not furniture.

    Examples
    --------
    >>> from helpers.articles import article_from_text
    >>> paragraphs(article_from_text("One line\\n\\nTwo of them"))
    [(0, 8), (10, 21)]
    """
    hidden = {part.start for part in article.furniture}
    return [
        m.span()
        for m in LINE.finditer(article.text)
        if m.group().strip() and m.start() not in hidden
    ]
