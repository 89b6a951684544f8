"""A parsed text as the passes see it, and what they find in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from helpers.claims.frames import naming
from helpers.claims.quotes import find_quotes

_EDGE = " \t\r\n\xa0.,;:–—―|-"
_HEAD = re.compile(
    rf'(?:[{re.escape(_EDGE)})\]”’]|"(?= )|(?:(?:and |but )?that|because)\s)*', re.IGNORECASE
)


@dataclass(slots=True)
class Attribution:
    """One thing said, as positions in the text; ``speaker`` is the source's token, if any."""

    start: int
    end: int
    cue: tuple[int, int]
    source: tuple[int, int] | None
    speaker: int | None
    frame: str
    cue_class: str = "reporting"
    other: bool = False  # a second reading of the one before it
    present: bool = False  # "X reports": the tense in which news outlets are cited


class Page:
    """A parsed text with what the passes look up: offsets, sentences, paragraphs, quotations."""

    def __init__(self, doc):
        """Read the offsets once."""
        self.doc, self.text = doc, doc.text
        self.offsets = [t.idx for t in doc]
        self.quotes = find_quotes(self.text)
        self.sents = [s.start for s in doc.sents]
        self.lines = [m.span() for m in re.finditer(r"[^\r\n]*[^\s][^\r\n]*", self.text)]
        self.marks = [char for q in self.quotes for char in q[:2]]

    def at(self, i):
        """Give the first character of a token."""
        return self.offsets[i]

    def is_quoted(self, char):
        """Tell whether a character stands inside quotation marks."""
        return bisect_right(self.marks, char) % 2 == 1

    def quote_at(self, start, end):
        """Give the last quotation before ``end``, if a quotation begins at ``start``."""
        inside = [q for q in self.near(start - 1, end) if q.end <= end]
        return inside[-1] if inside and inside[0].start <= start + 1 else None

    def token_at(self, char):
        """Give the number of the token a character stands in."""
        return max(bisect_right(self.offsets, char) - 1, 0)

    def chars(self, first, last):
        """Give the characters from one token to another."""
        token = self.doc[last]
        return self.offsets[first], token.idx + len(token)

    def naming(self, noun):
        """Give the characters of a naming phrase; a person's name after its comma belongs to it."""
        first, last = naming(noun)
        after = self.doc[last + 1 : last + 12]
        if len(after) > 1 and after[0].text == "," and after[1].ent_type_ == "PERSON":
            rest = next((t.i for t in after[1:] if t.ent_type_ != "PERSON"), last + 1)
            if rest < len(self.doc) and self.doc[rest].text in (",", "."):
                last = rest - 1
        return self.chars(first, last)

    def sentence(self, i):
        """Give first and last token of the sentence token ``i`` stands in."""
        n = bisect_right(self.sents, i)
        return self.sents[n - 1], (self.sents[n] if n < len(self.sents) else len(self.doc)) - 1

    def line(self, char):
        """Give the paragraph a character stands in."""
        n = bisect_right(self.lines, (char, float("inf"))) - 1
        return self.lines[max(n, 0)]

    def near(self, start, end):
        """Give the quotations that begin in a stretch of the text."""
        return self.quotes[bisect_left(self.quotes, (start,)) : bisect_left(self.quotes, (end,))]

    def trim(self, start, end):
        """Cut white space, joints and "that" off a content, keep quotation marks that pair."""
        start = _HEAD.match(self.text, start, end).end()
        end = start + len(self.text[start:end].rstrip(_EDGE + "([“"))
        for q in self.near(
            start - 2, end + 2
        ):  # a mark just outside, whose partner is inside, belongs
            if q.start < start and q.end <= end + 2:
                start, end = q.start, max(end, q.end)
            if q.end - 2 <= end <= q.end and start <= q.start:
                end = q.end
        return start, end
