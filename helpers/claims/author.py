"""The author's own voice: clauses that state a checkable fact. Precision before recall."""

from __future__ import annotations

from helpers.claims.frames import child

_MODAL = {
    "may",
    "might",
    "could",
    "should",
    "would",
    "will",
    "wo",
    "’ll",
    "'ll",
    "must",
    "shall",
    "can",
    "ca",
}
_OPINION = {
    "aim",
    "believe",
    "expect",
    "hope",
    "imperative",
    "indicate",
    "likely",
    "mean",
    "need",
    "seem",
    "should",
    "speculation",
    "surprise",
    "think",
    "want",
    "wish",
    "worry",
}
_PERSONAL = {"i", "we", "you", "my", "our", "your", "us", "me"}


def _finite(verb):
    if any(c.lower_ in _MODAL for c in verb.children if c.dep_ == "aux"):
        return False
    forms = [verb, *(c for c in verb.children if c.dep_ in ("aux", "auxpass"))]
    return any(f.tag_ in ("VBD", "VBZ", "VBP") for f in forms)


def _clauses(root):
    """Yield the main verb and every clause joined to it that has a subject of its own."""
    yield root
    for c in root.children:
        if c.dep_ in ("conj", "ccomp", "parataxis") and child(c, "nsubj", "nsubjpass") is not None:
            if c.dep_ == "ccomp" and child(c, "mark") is not None:
                continue
            yield from _clauses(c)


def _states_fact(page, root, first, last, names):
    doc = page.doc
    if root.pos_ not in ("VERB", "AUX") or not _finite(root):
        return False
    if child(root, "nsubj", "nsubjpass", "expl") is None:
        return False
    words = {t.lemma_.lower() for t in (root, *root.children)}
    if words & _OPINION:
        return False
    if any(doc[i].lower_ in _PERSONAL and doc[i].text != "US" for i in range(first, last + 1)):
        return False
    start, end = page.chars(first, last)
    number = any(doc[i].like_num for i in range(first, last + 1))
    return number or any(start <= n[0] and n[1] <= end for n in names)


def own_claims(page, found, names):
    """List the spans of what the article asserts in its own voice.

    Left out: questions, forecasts and wishes (modal or "expected"), opinion words, first and
    second person, headlines, clauses without a name or a number, and whatever an attribution
    already covers.

    Parameters
    ----------
    page : Page
    found : list of Attribution
    names : list of tuple
        ``(start, end, label, entity id)`` of the names in the text.

    Returns
    -------
    list of tuple of int
        ``(start, end)`` in order of the text.
    """
    doc, out = page.doc, []
    for n, first in enumerate(page.sents):
        last = (page.sents[n + 1] if n + 1 < len(page.sents) else len(doc)) - 1
        start, end = page.trim(*page.chars(first, last))
        whole = page.text[start : page.chars(first, last)[1]].rstrip("”\"' \r\n")
        if end - start < 20 or not whole.endswith((".", "!")):
            continue
        root = next((t for t in doc[first : last + 1] if t.dep_ == "ROOT" and not t.is_space), None)
        if root is None:
            continue
        heads = sorted(_clauses(root), key=lambda t: t.i)
        good = []
        for k, head in enumerate(heads):
            low = first if k == 0 else max(head.left_edge.i, heads[k - 1].i + 1)
            high = last if k + 1 == len(heads) else max(heads[k + 1].left_edge.i - 1, head.i)
            a, b = page.trim(*page.chars(low, high))
            taken = sum(max(0, min(b, f.end) - max(a, f.start)) for f in found)
            speaks = any(
                a <= f.cue[0] < b and f.frame != "noun" and taken * 3 > b - a for f in found
            )
            if taken * 2 <= b - a and not speaks and _states_fact(page, head, low, high, names):
                good.append((a, b))
        merged = []
        for a, b in good:
            if merged and a - merged[-1][1] < 8:
                merged[-1] = (merged[-1][0], b)
            else:
                merged.append((a, b))
        out += [(a, b) for a, b in merged if b - a >= 20]
    return out
