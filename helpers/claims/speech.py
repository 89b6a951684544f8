"""Quotations: joined to what the cues found, and given a speaker where the parse gave none."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from helpers.claims.frames import source_of
from helpers.claims.page import Attribution

_NAMED = re.compile(r"[\"“]?((?:[A-Z][\w.’'-]*\s?){1,3}):\s(?=\S+\s\S+\s\S)")
_STOP = re.compile(r"(?<!\b[A-Z])(?<!\b[A-Z]\w)(?<!\b[A-Z]\w\w)[.?!](?=\s|$)")
_SIGNED = re.compile(r"\s*[―—–-]+\s*((?:[^\W\d_][\w.’'-]*,?\s?){1,6})(?=[\r\n(,]|$)")


def _goes_on(page, speech, last, quote):
    """Tell whether a quotation goes on with the one before: only its speaker stands between."""
    between = page.text[last.end : quote.start]
    if "\n" in between:  # a paragraph that is all quotation
        low, high = page.line(quote.start)
        return not between.strip() and quote.start - low < 2 and high - quote.end < 2
    return not between.strip() or (last.end <= speech.cue[0] and speech.cue[1] <= quote.start)


def _verbs_of_speech(page, table):
    marks = [char for q in page.quotes for char in q[:2]]
    return [
        token.i
        for token in page.doc
        if any(
            "quote" in row[1] and not row[0]
            for row in table.get((token.lemma_.lower(), token.pos_), ())
        )
        and bisect_right(marks, token.idx) % 2 == 0
    ]


def _lead(page, start, since):
    """Give the words before a position: its sentence, or the line before that ends in a colon."""
    text, (low, _) = page.text, page.line(start)
    if not text[low:start].strip():
        n = bisect_right(page.lines, (low, low)) - 1
        while n >= 0 and not text[slice(*page.lines[n])].strip():
            n -= 1
        if n < 0 or text[slice(*page.lines[n])].rstrip()[-1:] not in ":,":
            return start, start
        low = page.lines[n][0]
    low = max(low, since, start - _REACH)
    stops = [m.end() for m in _STOP.finditer(text, low, start)]
    return (stops[-1] if stops else low), start


_REACH = 600  # characters: a verb of speech further off belongs to something else


def _cue_of(page, verbs, number):
    """Give the verb of speech nearest to a quotation: after it, or before if that leads in."""
    text, quotes, quote = page.text, page.quotes, page.quotes[number]
    near = quotes[number + 1 : number + 9]
    later = (q.start for q in near if text.count(" ", q.start, q.end) > 1)  # past a nickname
    limit = min(next(later, len(text)), page.line(quote.start)[1], quote.end + _REACH)
    stop = _STOP.search(text, quote.end, limit)
    right = quote.end, stop.start() if stop else limit
    left = _lead(page, quote.start, quotes[number - 1].end if number else 0)
    opened = text[slice(*left)].rstrip()[-1:] in (",", ":") or text.endswith(
        "that ", 0, quote.start
    )
    comma = text[quote.end - 2] in ",?!—–-…" or text[quote.end : quote.end + 1] == ","
    for side in (
        (left, right)
        if opened and not (comma and not text[slice(*left)].strip())
        else (right, left)
    ):
        low, high = page.token_at(side[0]), page.token_at(max(side[1] - 1, side[0]))
        near = verbs[bisect_left(verbs, low) : bisect_right(verbs, high)]
        near = [i for i in near if side[0] <= page.offsets[i] < side[1]]
        if near:
            return page.doc[near[0] if side is right else near[-1]], opened
    if text[slice(*left)].rstrip().endswith(":"):  # a colon makes any verb one of speech
        lead = page.doc[page.token_at(left[0]) : page.token_at(left[1])]
        spoken = [t for t in lead if t.pos_ == "VERB" and t.tag_ != "VBN" and t.idx >= left[0]]
        return (spoken[0] if spoken else None), opened
    return None, opened


def _spoken(page, verb, start, end):
    speaker = source_of(verb)
    source = page.naming(speaker) if speaker is not None else None
    cue = page.chars(verb.i, verb.i)
    return Attribution(start, end, cue, source, speaker.i if source else None, "quote")


def _names_first(page, found):
    """A headline or a transcript: "Weber: The dam is closed", where the name is tagged as one."""
    for line in page.lines:
        m = _NAMED.match(page.text, *line)
        if m is None or any(a.start < line[1] and a.end > line[0] for a in found):
            continue
        at = page.token_at(m.end(1) - 1)
        if page.doc[at].ent_type_ in ("PERSON", "ORG") or m.group(1).isupper():
            content = page.trim(m.end(), line[1])
            found.append(Attribution(*content, (m.end(1), m.end(1) + 1), m.span(1), at, "signed"))


def join_quotes(page, found, table):
    """Join quotations to what was found; give those still without a cue the nearest one."""
    text, verbs, speech = page.text, _verbs_of_speech(page, table), {}
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
            speech[number] = min(held, key=lambda a: a.end - a.start)
            continue
        words = len(re.findall(r"\w+", text[quote.start : quote.end]))
        if words >= 4 and (signed := _SIGNED.match(text, quote.end)):
            name = signed.span(1)
            cue = quote.end + len(text[quote.end : name[0]].rstrip()) - 1
            at = page.token_at(name[0])
            found.append(Attribution(*quote[:2], (cue, cue + 1), name, at, "signed"))
            continue
        verb, opened = _cue_of(page, verbs, number)
        before = speech.get(number - 1) if verb is None else None
        if before is not None and _goes_on(page, before, page.quotes[number - 1], quote):
            before.end = quote.end
            speech[number] = before
            continue
        speech_mark = text[quote.end - 2] in ",?!" and verb is not None and verb.idx > quote.end
        if verb is None or (words < 4 and not speech_mark and (words < 2 or not opened)):
            continue
        new = _spoken(page, verb, quote.start, quote.end)
        same = next((a for a in found if a.cue[0] == new.cue[0]), None)
        if same is not None and same.end <= quote.start and not opened:
            same.end = quote.end
            speech[number] = same
            continue
        if same is not None and same.frame not in ("clause", "around"):
            found.remove(same)
        found.append(new)
        speech[number] = new
    _blocks(page, found, verbs)
    _names_first(page, found)


def _blocks(page, found, verbs):
    """A line that ends in "would note:" gives the paragraph after it, marks or none."""
    cues = {a.cue[0] for a in found}
    filled = [line for line in page.lines if page.text[slice(*line)].strip()]
    for line, after in zip(filled, filled[1:], strict=False):
        if page.text[slice(*line)].rstrip()[-1:] != ":":
            continue
        low, high = _lead(page, after[0], line[0])
        near = verbs[
            bisect_left(verbs, page.token_at(low)) : bisect_right(verbs, page.token_at(high - 1))
        ]
        if near and page.offsets[near[-1]] not in cues:
            block = _spoken(page, page.doc[near[-1]], *page.trim(*after))
            block.frame = "block"
            found.append(block)
