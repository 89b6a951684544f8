"""Quotation marks, paired per paragraph; what does not pair is reported and never raises."""

from __future__ import annotations

import re
from typing import NamedTuple

_MARK = re.compile(r"[“”„«»\"]|''|``|(?<!\w)‘(?=\w)|’(?=[\s.,;:!?)—–]|$)")
_OPEN, _CLOSE = "“„«``‘", "”»’"


class Quote(NamedTuple):
    """A quotation with its marks; ``status`` is ``paired``, ``wrong mark`` or ``left open``."""

    start: int
    end: int
    status: str


def _opens(line, match):
    """Tell an opening from a closing mark by its neighbours where its shape does not say."""
    before = line[match.start() - 1 : match.start()] if match.start() else " "
    after = line[match.end() : match.end() + 1] or " "
    if before.isspace() != after.isspace():
        return before.isspace()
    return before in "([—–-―" and not after.isspace()


def find_quotes(text):
    r"""Pair the quotation marks of a text, paragraph by paragraph.

    A mark that cannot open or close where it stands counts by its neighbours (a quotation closed
    by an opening mark is closed all the same). One left open runs to the end of its paragraph.
    Single quotation marks count outside double ones only.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of Quote
        In order, not nested, marks included.

    Examples
    --------
    >>> text = "There are “forces that want to destabilize“ it, he said.\n“It goes on."
    >>> [(text[q.start : q.end], q.status) for q in find_quotes(text)]
    [('“forces that want to destabilize“', 'wrong mark'), ('“It goes on.', 'left open')]
    """
    quotes = []
    for line in re.finditer(r"[^\r\n]+", text):
        open_at, shape, status, inner = None, "", "paired", 0
        for match in _MARK.finditer(line.group()):
            mark, opens = match.group(), _opens(line.group(), match)
            single = mark in "‘’"
            if open_at is None:
                inner = 0
                if mark in _CLOSE and not (opens and mark == "”"):
                    continue  # nothing to close: an apostrophe or a stray mark
                open_at, shape = match, mark
                status = "paired" if mark not in _CLOSE else "wrong mark"
            elif (shape == "‘") != single:
                if not single and opens:  # a double quotation begins: the single mark was stray
                    open_at, shape = match, mark
            elif mark == shape == "“" and opens:  # one inside another, if the line can close both
                rest = line.group()[match.start() :]
                inner += rest.count("”") > rest.count("“")
            elif inner and mark == "”":
                inner -= 1
            elif mark in _CLOSE or (not opens if mark in _OPEN else not opens or mark != shape):
                if mark in _OPEN:
                    status = "wrong mark"
                quotes.append(
                    Quote(line.start() + open_at.start(), line.start() + match.end(), status)
                )
                open_at = None
        if open_at is not None and shape != "‘":
            end = line.start() + len(line.group().rstrip())
            quotes.append(Quote(line.start() + open_at.start(), end, "left open"))
    return quotes
