"""Attributions in one parsed text: passes over cues, "according to" and quotation marks."""

from __future__ import annotations

from bisect import bisect_right

from helpers.claims.frames import (
    child,
    load_cues,
    noun_content,
    noun_source,
    noun_span,
    source_of,
    verb_content,
)
from helpers.claims.page import Attribution
from helpers.claims.speech import join_quotes


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
