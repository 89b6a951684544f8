"""Quotations: joined to what the cues found, and given a speaker where the parse gave none."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict

from helpers.claims.frames import source_of
from helpers.claims.page import Attribution
from helpers.lexicon import word_groups

_NAMED = re.compile(r"[\"“]?((?:[A-Z][\w.’'-]*\s?){1,3}):\s(?=\S+\s\S+\s\S)")
_STOP = re.compile(r"(?<!\b[A-Z])(?<!\b[A-Z]\w)(?<!\b[A-Z]\w\w)[.?!](?=\s|$)")
_SIGNED = re.compile(r"\s*[―—–-]+\s*((?:[^\W\d_][\w.’'-]*,?\s?){1,6})(?=[\r\n(,]|$)")
_REACH = 600  # characters: a verb of speech further off belongs to something else


def _goes_on(page, speech, last, quote):
    """Tell whether a quotation goes on with the one before: only its speaker stands between."""
    between = page.text[last.end : quote.start].rstrip()
    said = last.end <= speech.cue[0] and speech.cue[1] <= quote.start
    if between and not (said and between[-1] in ".,:;—–-”"):
        return False
    (low, high), (first, _) = page.line(quote.start), page.line(last.start)
    whole = quote.start - low < 2 and high - quote.end < 2  # a paragraph that is all quotation
    return first == low or (whole and page.line(low - 2)[0] == first)


def _verbs_of_speech(page, table):
    rows = ((t.i, table.get((t.lemma_.lower(), t.pos_), ())) for t in page.doc)
    spoken = [i for i, cues in rows if any("quote" in c[1] and not c[0] for c in cues)]
    return [i for i in spoken if not page.is_quoted(page.offsets[i])]


def _lead(page, start, since):
    """Give the words before a position: its sentence, or the line before that ends in a colon."""
    text, (low, _) = page.text, page.line(start)
    if not text[low:start].strip():
        before, high = page.line(max(low - 1, 0))
        low = before if text[before:high].rstrip()[-1:] in (":", ",") else start
    low = max(low, since, start - _REACH)
    stops = [m.end() for m in _STOP.finditer(text, low, start)]
    return (stops[-1] if stops else low), start


def _within(page, verbs, low, high):
    """Give the verbs of speech in a stretch of the text."""
    return verbs[bisect_left(verbs, low, key=page.at) : bisect_left(verbs, high, key=page.at)]


def _cue_of(page, verbs, quote, before):
    """Give the verb of speech nearest to a quotation, after it or before; and what leads in."""
    text, n = page.text, bisect_right(page.quotes, quote)
    later = (q.start for q in page.quotes[n : n + 8] if text.count(" ", *q[:2]) > 1)  # no nickname
    limit = min(next(later, len(text)), page.line(quote.start)[1], quote.end + _REACH)
    stop = _STOP.search(text, quote.end, limit)
    right = _within(page, verbs, quote.end, stop.start() if stop else limit)
    low, high = _lead(page, quote.start, before.end if before else 0)
    left, lead = _within(page, verbs, low, high), text[low:high].rstrip()[-1:]
    if lead == ":" and not right and not left:  # a colon makes any verb one of speech
        words = page.doc[page.token_at(low) : page.token_at(high)]
        left = [t.i for t in words if t.pos_ == "VERB" and t.tag_ != "VBN" and t.idx >= low][:1]
    verb = next(iter([*right[:1], *left[-1:]]), None)
    return (None if verb is None else page.doc[verb]), lead in (",", ":")


def _spoken(page, verb, start, end, frame="quote"):
    speaker = source_of(verb)
    source, at = (page.naming(speaker), speaker.i) if speaker is not None else (None, None)
    return Attribution(start, end, page.chars(verb.i, verb.i), source, at, frame)


def join_quotes(page, found, table):
    """Join quotations to what was found; give those still without a cue the nearest one."""
    text, verbs, speech, last = page.text, _verbs_of_speech(page, table), None, None
    waiting, near, cues = sorted(found, key=lambda a: -a.start), [], defaultdict(list)
    for a in found:
        cues[a.cue[0]].append(a)
    for before, quote in zip([None, *page.quotes], page.quotes, strict=False):
        start, end, _ = quote
        while waiting and waiting[-1].start < end:
            near.append(waiting.pop())
        near = [a for a in near if start < a.end]  # quotations come in order: the rest is past
        held = [a for a in near if a.start < end and not start < a.cue[0] < end]
        for a in held:
            a.start, a.end = min(a.start, start), max(a.end, end)
        if held:
            speech, last = min(held, key=lambda a: a.end - a.start), quote
            continue
        words, signed = re.findall(r"\w[\w’']*", text[start:end]), _SIGNED.match(text, end)
        if len(words) >= 4 and signed:
            name, speech = signed.span(1), None
            cue = end + len(text[end : name[0]].rstrip()) - 1
            at = page.token_at(name[0])
            found.append(Attribution(start, end, (cue, cue + 1), name, at, "signed"))
            continue
        verb, opened = _cue_of(page, verbs, quote, before)
        new = verb and _spoken(page, verb, start, end)
        same = new and next(iter(cues[new.cue[0]]), None)
        if speech and (not new or same is speech) and _goes_on(page, speech, last, quote):
            speech.end, last = end, quote
            continue
        marked = new and text[end - 2] in ",?!"
        if not new or (len(words) < 4 and not marked and (len(words) < 2 or not opened)):
            if (
                speech
                and start > speech.cue[0]
                and not all(w[0].isupper() or len(w) < 4 for w in words)
            ):
                speech = None  # neither a nickname before the cue nor a title
            continue
        if same and same.end <= start and not opened:
            same.end, speech, last = end, same, quote
            continue
        if same and same.frame not in ("clause", "around"):
            for some in (found, near, waiting, cues[same.cue[0]]):
                some[:] = [a for a in some if a is not same]
        found.append(new)
        near.append(new)
        cues[new.cue[0]].append(new)
        speech, last = new, quote
    _blocks(page, found, verbs)
    _names_first(page, found)


def _blocks(page, found, verbs):
    """A line that ends in "would note:" gives the paragraph after it, marks or none."""
    cues = {a.cue[0] for a in found}
    for line, after in zip(page.lines, page.lines[1:], strict=False):
        if page.text[slice(*line)].rstrip()[-1:] == ":":
            near = _within(page, verbs, *_lead(page, after[0], line[0]))
            if near and page.offsets[near[-1]] not in cues:
                found.append(_spoken(page, page.doc[near[-1]], *page.trim(*after), "block"))


def _names_first(page, found):
    """A headline or a transcript: "Weber: The dam is closed", where the name is tagged as one."""
    for low, high in page.lines:
        m = _NAMED.match(page.text, low, high)
        if m and not any(a.start <= m.start(1) < a.end for a in found):
            at, (_, colon) = page.token_at(m.end(1) - 1), m.span(1)
            report = page.doc[at].lemma_.lower() in word_groups("source_words")["document"]
            if page.doc[at].ent_type_ in ("PERSON", "ORG") or m[1].isupper() or report:
                content = page.trim(m.end(), high)
                found.append(Attribution(*content, (colon, colon + 1), m.span(1), at, "signed"))
