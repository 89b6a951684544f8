"""Attributions in one parsed text: passes over cues, "according to" and quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from helpers.claims.frames import (
    child,
    load_cues,
    noun_content,
    noun_source,
    noun_span,
    source_of,
    verb_content,
)
from helpers.claims.quotes import find_quotes

_EDGE = " \t\r\n\xa0.,;:–—-―|"


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
        self.lines = [m.span() for m in re.finditer(r"[^\r\n]+", self.text)]

    def token_at(self, char):
        """Give the number of the token a character stands in."""
        return max(bisect_right(self.offsets, char) - 1, 0)

    def chars(self, first, last):
        """Give the characters from one token to another."""
        token = self.doc[last]
        return self.offsets[first], token.idx + len(token)

    def sentence(self, i):
        """Give first and last token of the sentence token ``i`` stands in."""
        n = bisect_right(self.sents, i)
        return self.sents[n - 1], (self.sents[n] if n < len(self.sents) else len(self.doc)) - 1

    def line(self, char):
        """Give the paragraph a character stands in."""
        n = bisect_right(self.lines, (char, float("inf"))) - 1
        return self.lines[max(n, 0)]

    def trim(self, start, end):
        """Cut white space, joints and "that" off a content, keep quotation marks that pair."""
        text = self.text
        while start < end:
            if text[start] in _EDGE + ")]”’" or (
                text[start] == '"' and text[start + 1 : start + 2] == " "
            ):
                start += 1
            elif m := re.match(r"(?:that|and that|but that|because|how)\s", text[start:end], re.I):
                if m.group().strip().lower() == "how":
                    break
                start += m.end()
            else:
                break
        while end > start and text[end - 1] in _EDGE + "([“":
            end -= 1
        for q in self.quotes:  # a mark just outside, whose partner is inside, belongs to it
            if q.start < start <= q.start + 2 and q.end <= end + 2:
                start, end = q.start, max(end, q.end)
            if q.end - 2 <= end <= q.end and start <= q.start:
                end = q.end
        return start, end


def _cue_hits(page, table):
    """Yield ``(token, last token of the cue, frames, class)``; never inside quotation marks."""
    marks = [char for q in page.quotes for char in q[:2]]
    for token in page.doc:
        rows = table.get((token.lemma_.lower(), token.pos_))
        if rows is None or bisect_right(marks, token.idx) % 2:
            continue
        for more, frames, cue_class in rows:
            words = (
                {t.lower_: t.i for t in token.subtree if token.i < t.i <= token.i + 4}
                if more
                else {}
            )
            if all(w in words for w in more):
                yield token, max([token.i, *(words[w] for w in more)]), frames, cue_class


def _by_cues(page, table):
    doc, done = page.doc, set()
    for token, last, frames, cue_class in _cue_hits(page, table):
        if token.i in done:
            continue
        if token.pos_ in ("VERB", "AUX"):
            got, speaker = verb_content(token, frames), source_of(token)
        else:
            got, speaker = noun_content(token, frames), noun_source(token)
            if token.pos_ == "ADJ":
                speaker = source_of(token.head)
        if got is None:
            continue
        done.add(token.i)
        frame, first, end = got
        if frame in ("prep", "pair") and token.pos_ == "VERB" and last + 1 < end:
            last += doc[last + 1].pos_ in ("ADP", "SCONJ")  # "called for", "described as"
        elif frame == "noun":  # "released details"
            last = child(token, "dobj").i
        cue = page.chars(token.i, last)
        source = None
        if speaker is not None and not (
            speaker.lower_ in ("it", "this", "that", "which") and speaker.dep_ == "nsubjpass"
        ):
            source = page.chars(*noun_span(speaker))
        else:
            speaker = None
        start, stop = page.chars(first, end)
        if frame == "around":  # the cue stands inside or beside what it reports
            low, high = page.chars(token.left_edge.i, token.right_edge.i)
            if low <= start:
                start = high
            elif high >= stop:
                stop = low
            else:  # in the middle: "The dam, he said, is closed"
                stop = page.chars(*page.sentence(token.i))[1]
        elif start < cue[0] < stop and frame == "clause":
            stop = page.chars(*page.sentence(token.i))[1]
        start, stop = page.trim(start, stop)
        if stop - start > 2:
            at = speaker.i if speaker is not None else None
            present = token.lemma_ == "report" and token.tag_ in ("VBZ", "VBP")
            yield Attribution(start, stop, cue, source, at, frame, cue_class, present=present)


def _according(page):
    doc = page.doc
    for token in doc:
        if (
            token.lower_ != "according"
            or token.i + 1 >= len(doc)
            or doc[token.i + 1].lower_ != "to"
        ):
            continue
        noun = child(token, "pobj") or next(
            (n for c in token.children if (n := child(c, "pobj")) is not None), None
        )
        if noun is None:
            continue
        first, last = page.sentence(token.i)
        source = page.chars(*noun_span(noun))
        cue = page.chars(token.i, token.i + 1)
        line = page.line(cue[0])
        start, stop = page.chars(first, last)
        start, stop = max(start, line[0]), min(stop, line[1])
        before, after = page.trim(start, cue[0]), page.trim(source[1], stop)
        verbs = [
            any(
                t.pos_ in ("VERB", "AUX")
                and t.morph.get("VerbForm") == ["Fin"]
                and child(t, "nsubj", "nsubjpass")
                for t in doc[page.token_at(a) : page.token_at(b - 1) + 1]
            )
            if b - a > 3
            else False
            for a, b in (before, after)
        ]
        joined = page.text[source[1] : source[1] + 1] == ","

        def made(span, other=False, cue=cue, source=source, noun=noun):
            return Attribution(*span, cue, source, noun.i, "according to", other=other)

        if before[1] - before[0] < 4 or page.text[: cue[0]].rstrip()[-4:].lower() in (
            " and",
            " but",
        ):
            yield made(after)
        elif after[1] - after[0] < 4:
            yield made(before)
        elif all(verbs) and joined:
            yield made(before)
            yield made(after, other=True)
        else:
            yield made((before[0], after[1]))


def _words(text):
    return len(re.findall(r"\w+", text))


def _goes_on(page, speech, last, quote):
    """Tell whether a quotation goes on with the one before: only its speaker stands between."""
    between = page.text[last.end : quote.start]
    if "\n" in between:  # a paragraph that is all quotation
        low, high = page.line(quote.start)
        return not between.strip() and quote.start - low < 2 and high - quote.end < 2
    return not between.strip() or (last.end <= speech.cue[0] and speech.cue[1] <= quote.start)


def _by_quotes(page, found, table):
    """Join quotations to what was found; give those still without a cue the nearest one."""
    text, doc = page.text, page.doc
    verbs = sorted(
        i
        for i, token in enumerate(doc)
        if token.pos_ == "VERB"
        and any("quote" in row[1] for row in table.get((token.lemma_.lower(), "VERB"), ()))
        and not any(q.start < token.idx < q.end for q in page.quotes)
    )
    direct = {}
    for number, quote in enumerate(page.quotes):
        held = [
            a
            for a in found
            if a.start < quote.end
            and a.end > quote.start
            and not quote.start < a.cue[0] < quote.end
        ]
        for a in held:
            a.start, a.end = min(a.start, quote.start), max(a.end, quote.end)
        if held:
            direct[number] = min(held, key=lambda a: a.end - a.start)
            continue
        if _words(text[quote.start : quote.end]) < 4:
            continue
        line = page.line(quote.start)
        last = page.quotes[number - 1].end if number else 0
        following = page.quotes[number + 1].start if number + 1 < len(page.quotes) else len(text)
        right = text[quote.end : min(following, line[1])]
        right = right[: m.start()] if (m := re.search(r"[.?!](\s|$)", right)) else right
        left = text[max(last, line[0]) : quote.start]
        left = left[m.end() :] if (m := re.search(r".*[.?!]\s", left, re.S)) else left
        ends_in_comma = text[quote.end - 2] in ",?!—–-…" or text[quote.end : quote.end + 1] == ","
        opened = left.rstrip()[-1:] in (",", ":") or left.rstrip()[-5:] == " that"
        sides = [("right", right, quote.end), ("left", left, quote.start - len(left))]
        if opened and not ends_in_comma or (opened and left.strip()):
            sides.reverse()
        chosen = None
        for side, stretch, at in sides:
            low, high = page.token_at(at), page.token_at(at + max(len(stretch) - 1, 0))
            near = verbs[bisect_left(verbs, low) : bisect_right(verbs, high)]
            if near and stretch.strip():
                chosen = doc[near[0] if side == "right" else near[-1]]
                break
        if chosen is None:
            previous = direct.get(number - 1)
            if previous is not None and _goes_on(page, previous, page.quotes[number - 1], quote):
                previous.end = quote.end
                direct[number] = previous
            continue
        cue = page.chars(chosen.i, chosen.i)
        same = next((a for a in found if a.cue[0] == cue[0]), None)
        if same is not None and same.end <= quote.start and not opened:
            same.end = quote.end
            direct[number] = same
            continue
        speaker = source_of(chosen)
        source = page.chars(*noun_span(speaker)) if speaker is not None else None
        new = Attribution(
            quote.start, quote.end, cue, source, speaker.i if speaker is not None else None, "quote"
        )
        if same is not None and same.frame not in ("clause", "around"):
            found.remove(same)
        found.append(new)
        direct[number] = new


def attributions(page, classes=("reporting",)):
    """Find who says what in one parsed text.

    Parameters
    ----------
    page : Page
        The parsed text.
    classes : tuple of str
        Classes of ``data/cues.csv`` to look for: ``reporting`` (words that report speech) or also
        ``attitude`` (words for what somebody thinks, wants or feels).

    Returns
    -------
    list of Attribution
        In order of the text.
    """
    table = load_cues(tuple(classes))
    found = [*_by_cues(page, table), *_according(page)]
    _by_quotes(page, found, table)
    seen, out = set(), []
    for a in sorted(found, key=lambda a: (a.start, -a.end, a.cue)):
        if a.cue_class == "attitude" and any(
            b is not a and b.start <= a.cue[0] < b.end and b.cue != a.cue for b in found
        ):
            continue  # an attitude inside what somebody else says or feels
        if (a.start, a.end) not in seen and a.end > a.start:
            seen.add((a.start, a.end))
            out.append(a)
    return out
