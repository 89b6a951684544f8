"""Attributions in one parsed text: passes over cues, "according to" and quotation marks."""

from __future__ import annotations

import re
from functools import lru_cache

from helpers.claims.frames import child, content_of, is_withheld, load_cues, source_of
from helpers.claims.page import Attribution
from helpers.claims.speech import join_quotes
from helpers.lexicon import hedges_in

_WHICH = re.compile(r", (?:which|who|where|whose) [^,]*$")
_PHRASES = ("np", "pair", "prep", "inf")


def _cue_hits(page, table):
    """Yield ``(token, last token of the cue, frames, class)``; never inside quotation marks."""
    for token in page.doc:
        rows = table.get((token.lemma_.lower(), token.pos_))
        if rows is None and _before_that(token):
            rows = table.get((token.lemma_.lower(), "VERB"))
        if rows is None or page.is_quoted(token.idx):
            continue
        for more, frames, cue_class in rows:
            words = (
                {t.lower_: t.i for t in token.subtree if token.i < t.i <= token.i + 4}
                if more
                else {}
            )
            if all(w in words for w in more):
                yield token, max([token.i, *(words[w] for w in more)]), frames, cue_class


def _to_the_end(page, last, stop, table):
    """Take in what trails behind a content, unless it is a clause or brings a cue of its own."""
    _, end = page.sentence(last)
    for token in page.doc[last + 1 : end + 1]:
        if token.tag_ in ("VBD", "VBZ", "VBP", "MD"):
            return stop
        if token.tag_ == "VBG" and (token.lemma_, "VERB") in table:
            return stop
    return page.chars(last, end)[1]


def _without_comment(page, frame, start, stop):
    """Cut off a last ", which ..." unless it may be part of what is said."""
    tail = _WHICH.search(page.text, start, stop)
    if not tail or any(q.start < tail.start() < q.end for q in page.quotes):
        return stop
    return tail.start() if frame in _PHRASES or hedges_in(tail.group(), "distancing") else stop


def _before_that(token):
    """Tell a word right before "that", as "allege" in "they allege that", whatever its tag."""
    return token.i + 1 < len(token.doc) and token.nbor().lower_ == "that"


def _name_before(page, i):
    """Give the name that ends right before a word, for where the parse has lost the subject."""
    low, doc = i, page.doc
    while low > page.sentence(i)[0] and doc[low - 1].text not in (",", ";", ":"):
        if doc[low - 1].pos_ in ("VERB", "AUX", "SCONJ", "ADP"):
            break
        low -= 1
    nouns = [t for t in doc[low:i] if t.pos_ in ("NOUN", "PROPN", "PRON")]
    return (nouns[0], page.chars(low, nouns[-1].i)) if nouns else (None, None)


def _by_cues(page, table):
    doc, done = page.doc, set()
    for token, last, frames, cue_class in _cue_hits(page, table):
        if token.i in done or is_withheld(token, frames):
            continue
        lost = (token.lemma_.lower(), token.pos_) not in table  # a verb, but not tagged as one
        got = None if lost else content_of(token, frames)
        if got is None and "clause" in frames and _before_that(token):
            got = "clause", token.i + 2, page.sentence(token.i)[1]
        if got is None or got[1] >= len(doc):  # nothing, or a text that stops at its cue
            continue
        done.add(token.i)
        frame, first, end = got
        if frame in ("prep", "pair") and doc[last + 1].pos_ in ("ADP", "SCONJ"):
            last += doc[last + 1].lower_ != "by"  # "called for", "described as"
            first = first if first < token.i else max(first, last + 1)
        elif frame == "noun":  # "released details"
            last = child(token, "dobj").i
        cue, speaker = page.chars(token.i, last), source_of(token)
        source = speaker and page.naming(speaker)
        if lost or (source and ":" in page.text[source[1] : cue[0]]):  # "Border: US calls for ..."
            speaker, source = _name_before(page, token.i)
        start, stop = page.chars(first, end)
        if frame == "around":  # the cue stands inside or beside what it reports
            low, high = page.chars(token.left_edge.i, token.right_edge.i)
            if low <= start:
                start = high
            else:  # in the middle: "The dam, he said, is closed"
                stop = page.chars(*page.sentence(token.i))[1]
        elif quote := page.quote_at(start, cue[0]):  # "...," he said, and left the room
            stop = quote.end
        elif frame != "clause" and cue[0] < start:
            stop = _to_the_end(page, end, stop, table)
        if token.dep_ == "relcl":  # "The report, which says that it leaks, was withdrawn"
            tail = re.search(r", (?:is|was|are|were|has|had|have)\b", page.text[start:stop])
            stop = start + tail.start() if tail else stop
        start, stop = page.trim(start, _without_comment(page, frame, start, stop))
        if stop - start > 2:
            present = token.lemma_ == "report" and token.tag_ in ("VBZ", "VBP")
            at = speaker and speaker.i
            yield Attribution(start, stop, cue, source, at, frame, cue_class, present=present)


@lru_cache(maxsize=2)
def _phrases(keys):
    words = [word for word, pos in keys if pos == "PREP"]
    return re.compile(r"\b(?:" + "|".join(words) + r")\b", re.IGNORECASE)


def _stands_alone(page, start, end):
    """Tell a stretch that holds a clause: a verb with a tense and a subject."""
    words = page.doc[page.token_at(start) : page.token_at(end - 1) + 1]
    verbs = (t for t in words if t.pos_ in ("VERB", "AUX") and t.morph.get("VerbForm") == ["Fin"])
    return any(child(verb, "nsubj", "nsubjpass") is not None for verb in verbs)


def _according(page, table):
    doc, text = page.doc, page.text
    for m in _phrases(tuple(sorted(table))).finditer(text):
        first, last = page.token_at(m.start()), page.token_at(m.end() - 1)
        noun = child(doc[last], "pobj")
        if noun is None or (noun.tag_ == "NN" and next(noun.children, None) is None):
            continue  # no person, body or document: "according to plan"
        cue, source = page.chars(first, last), page.naming(noun)
        joined = text[source[1] : source[1] + 1] == ","
        if not joined and text[source[1] : source[1] + 1] != ".":
            comma = text.find(", ", *source)  # "According to X, the fall of Y was": no apposition
            source = (source[0], comma if comma > 0 else source[1])
        (low, high), (above, below) = page.chars(*page.sentence(first)), page.line(cue[0])
        before = page.trim(max(low, above), cue[0])
        after = page.trim(source[1], min(high, below))
        if before[1] - before[0] < 4:
            spans = [after]
        elif after[1] - after[0] < 4:
            spans = [before]
        elif joined and _stands_alone(page, *before) and _stands_alone(page, *after):
            spans = [before, after]  # which of the two it governs nobody can tell
        else:
            spans = [(before[0], after[1])]
        for n, span in enumerate(spans):
            yield Attribution(*span, cue, source, noun.i, "according to", other=n > 0)


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
    found = [*_by_cues(page, table), *_according(page, table)]
    join_quotes(page, found, table)
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
