"""The author's own voice: clauses that state a checkable fact. Precision before recall."""

from __future__ import annotations

import re

from helpers.claims.frames import child
from helpers.lexicon import word_groups

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
_FORECAST = re.compile(r"\b(?:may|might|could|would|will)\b")
_JOINT = re.compile(r"(?:,?\s+(?:and|but|or|while|so))+$")


def _has(verb, group, deps=()):
    """Tell whether a verb or a child of it is one of a group of words."""
    near = (c for c in verb.children if not deps or c.dep_ in deps)
    return any(c.lemma_.lower() in word_groups("opinion_words")[group] for c in near)


def _heads(verb):
    """Yield a main verb and each clause joined to it that can stand alone or is a forecast."""
    dummy = child(verb, "nsubj", "nsubjpass", "expl")
    said = child(verb, "ccomp") if dummy is not None and dummy.lower_ == "it" else None
    if said is not None:  # "it should be noted that X": X is the author's
        yield from () if _has(verb, "opinion") else _heads(said)
        return
    yield verb
    for c in verb.children:
        joined = c.dep_ in ("conj", "parataxis") or (c.dep_ == "ccomp" and child(c, "mark") is None)
        if joined and (child(c, *_SUBJECTS) is not None or _has(c, "modal", ("aux",))):
            yield from _heads(c)


def _states_fact(page, head, first, last, names):
    words, opinion = page.doc[first : last + 1], word_groups("opinion_words")
    tense = any(
        t.tag_ in ("VBD", "VBZ", "VBP")
        for t in (head, *head.children)
        if t is head or t.dep_ in ("aux", "auxpass")
    )
    if not tense or head.lemma_.lower() in opinion["opinion"] or _has(head, "opinion"):
        return False
    if any(t.lower_ in ("if", "whether") for t in words):
        return False
    if any(t.lower_ in opinion["personal"] and t.text != "US" for t in words):
        return False
    start, end = page.chars(first, last)
    return any(t.like_num for t in words) or any(start <= n[0] and n[1] <= end for n in names)


def own_claims(page, found, names, author=None):
    """List the spans of what the article asserts in its own voice.

    Left out: questions, forecasts and wishes (modal or "expected"), opinion words, first and
    second person, lines without a full stop, clauses without a name or a number, what is said of
    the author, and whatever an attribution covers or reports.

    Parameters
    ----------
    page : Page
    found : list of Attribution
    names : list of tuple
        ``(start, end, label, entity id)`` of the names in the text.
    author : str, optional
        Name of the article's author.

    Returns
    -------
    list of tuple of int
        ``(start, end)`` in order of the text.
    """
    text, out = page.text, []
    cues, covered = {a.cue[0] for a in found}, bytearray(len(text))
    for a in found:
        covered[a.start : a.end] = b"\1" * (a.end - a.start)
    for sentence in page.doc.sents:
        root, first, last, parts = sentence.root, sentence.start, sentence.end - 1, []
        whole = text[slice(*page.chars(first, last))].strip()
        if not whole.rstrip("”\"'").endswith((".", "!")) or (author and whole.startswith(author)):
            continue
        heads = sorted(_heads(root), key=lambda t: t.i)
        for k, head in enumerate(heads):
            low = max(head.left_edge.i, heads[k - 1].i + 1) if k else head.left_edge.i
            low = first if head is heads[0] is root else low
            high = last if k + 1 == len(heads) else max(heads[k + 1].left_edge.i - 1, head.i)
            a, b = page.trim(*page.chars(low, high))
            b = a + len(_JOINT.sub("", text[a:b]))
            tails = [m.start() for m in re.finditer(r"[,–] ", text[a:b])]  # a forecast that trails
            tails = [a + tail for tail in tails if _FORECAST.search(text, a + tail, b)]
            b = page.trim(a, tails[-1])[1] if tails and page.offsets[head.i] < tails[-1] else b
            free = sum(covered[a:b]) * 2 <= b - a and page.offsets[head.i] not in cues
            if free and b - a >= 20 and _states_fact(page, head, low, high, names):
                joined = parts and a - parts[-1][1] < 8
                parts[-1:] = [(parts[-1][0], b)] if joined else [*parts[-1:], (a, b)]
        out += parts
    return out
