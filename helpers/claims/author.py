"""The author's own voice: clauses that state a checkable fact. Precision before recall."""

from __future__ import annotations

import re

from helpers.claims.frames import child
from helpers.lexicon import word_groups

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
_LEAD = re.compile(
    r"(?:and|but|so|yet|or|moreover|in fact|in reality|of course|thus|yes),?\s+", re.I
)


_FORECAST = re.compile(r"\b(?:may|might|could|would|will)\b")


def _modal(verb):
    return any(
        c.dep_ == "aux" and c.lower_ in word_groups("opinion_words")["modal"] for c in verb.children
    )


def _heads(verb):
    """Yield a main verb and each clause joined to it that can stand alone or is a forecast."""
    dummy = child(verb, "nsubj", "nsubjpass", "expl")
    said = child(verb, "ccomp") if dummy is not None and dummy.lower_ == "it" else None
    if said is not None:  # "it should be noted that X": X is the author's
        if not any(c.lemma_ in word_groups("opinion_words")["opinion"] for c in verb.children):
            yield from _heads(said)
        return
    yield verb
    for c in verb.children:
        joined = c.dep_ in ("conj", "parataxis") or (c.dep_ == "ccomp" and child(c, "mark") is None)
        if joined and (child(c, *_SUBJECTS) is not None or _modal(c)):
            yield from _heads(c)


def _states_fact(page, head, first, last, names):
    doc, words = page.doc[first : last + 1], word_groups("opinion_words")
    forms = [head, *(c for c in head.children if c.dep_ in ("aux", "auxpass"))]
    if head.pos_ not in ("VERB", "AUX") or not any(f.tag_ in ("VBD", "VBZ", "VBP") for f in forms):
        return False
    if _modal(head) or child(head, *_SUBJECTS) is None:
        return False
    if any(c.lemma_.lower() in words["opinion"] for c in (head, *head.children)):
        return False
    if any(t.lower_ in ("if", "whether") for t in doc):
        return False
    if any(t.lower_ in words["personal"] and t.text != "US" for t in doc):
        return False
    start, end = page.chars(first, last)
    return any(t.like_num for t in doc) or any(start <= n[0] and n[1] <= end for n in names)


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
    doc, text, out = page.doc, page.text, []
    cues, covered = {a.cue[0] for a in found}, bytearray(len(text))
    for a in found:
        covered[a.start : a.end] = b"\1" * (a.end - a.start)
    for n, first in enumerate(page.sents):
        last = (page.sents[n + 1] if n + 1 < len(page.sents) else len(doc)) - 1
        whole = text[slice(*page.chars(first, last))].strip()
        root = next((t for t in doc[first : last + 1] if t.dep_ == "ROOT" and not t.is_space), None)
        if root is None or not whole.rstrip("”\"'").endswith((".", "!")):
            continue
        if author and whole.startswith(author):
            continue
        heads, parts = sorted(_heads(root), key=lambda t: t.i), []
        for k, head in enumerate(heads):
            edge = head.left_edge.i if heads[0] is not root or k else first
            low = max(edge, heads[k - 1].i + 1) if k else edge
            high = last if k + 1 == len(heads) else max(heads[k + 1].left_edge.i - 1, head.i)
            (a, b), tail = page.trim(*page.chars(low, high)), None
            if k and (m := _LEAD.match(text, a, b)):
                a = m.end()
            while m := re.search(r",?\s+(?:and|but|or|while|so)$", text[a:b]):
                b = a + m.start()
            for m in re.finditer(r"[,–] ", text[a:b]):  # a forecast that trails behind
                if _FORECAST.search(text, a + m.end(), b):
                    tail = a + m.start()
            b = page.trim(a, tail)[1] if tail and page.offsets[head.i] < tail else b
            free = sum(covered[a:b]) * 2 <= b - a and page.offsets[head.i] not in cues
            if free and b - a >= 20 and _states_fact(page, head, low, high, names):
                if parts and a - parts[-1][1] < 8:
                    parts[-1] = (parts[-1][0], b)
                else:
                    parts.append((a, b))
        out += parts
    return out
