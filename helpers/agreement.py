"""Agreement: how far two readers, or a reader and a machine, mark the same."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_SENTENCE_END = re.compile(r"(?<!\b[A-Z])[.!?][”\"’)]*\s+(?=[A-Z“\"‘])|[\r\n]+")


@dataclass(frozen=True, slots=True)
class SpanError:
    """One disagreement: ``kind`` is wrong label, wrong edge, missed or invented.

    ``expected`` is the mark of the key and ``found`` the mark that was judged, each as
    ``text [LABEL]``, or ``None`` where there is none.
    """

    kind: str
    article_id: str
    start: int
    end: int
    expected: str | None
    found: str | None
    sentence: str | None = None


@dataclass(frozen=True, slots=True)
class SpanScores:
    """What ``score_spans`` gives.

    ``rows`` hold one dict for each label and one for ``all``: ``label match found key right
    precision recall f1``, where ``match`` is ``exact`` or ``overlap``; a figure is ``None``
    where there is nothing to divide by. ``errors`` is a tuple of ``SpanError`` in text order.
    """

    rows: tuple[dict, ...]
    errors: tuple[SpanError, ...]

    def figure(self, label="all", match="exact", name="f1"):
        """Give one figure of the table, such as ``figure("ORG", "overlap", "recall")``."""
        return next(r[name] for r in self.rows if (r["label"], r["match"]) == (label, match))


def score_spans(found, key, articles=()):
    """Score marks against a key: a student's, another reader's or a model's.

    Exact: the same span with the same label. Overlap: the same label on spans that share a
    character; each mark counts once. A mark of the key that has alternatives (``alternative_of``)
    is scored by the reading that fits the marks best; ``none`` among them means that leaving it
    out is no error either. Without alternatives the two sides may be swapped: precision and
    recall change places, F1 stays.

    Parameters
    ----------
    found, key : iterables of records with ``article_id start end text label``
        Only articles that occur in ``key`` are scored.
    articles : iterable of Article, optional
        Where the sentences of the errors are taken from.

    Returns
    -------
    SpanScores

    Examples
    --------
    >>> from helpers.records import Mention
    >>> key = [Mention("a", 0, 6, "Syrian", "NORP"), Mention("a", 12, 15, "SDF", "ORG")]
    >>> mine = [Mention("a", 0, 6, "Syrian", "GPE"), Mention("a", 12, 15, "SDF", "ORG")]
    >>> scores = score_spans(mine, key)
    >>> scores.figure(), scores.errors[0].kind
    (0.5, 'wrong label')
    """
    key = list(key)
    read = {mark.article_id for mark in key}
    found = sorted({_place(m): m for m in found if m.article_id in read}.values(), key=_place)
    key = _best_reading(found, key)
    rows = []
    for label in ("all", *sorted({m.label for m in (*found, *key)})):
        ours = [m for m in found if label in ("all", m.label)]
        theirs = [m for m in key if label in ("all", m.label)]
        for match, same in (("exact", _same), ("overlap", _touch)):
            rows.append({"label": label, "match": match} | _figures(ours, theirs, same))
    return SpanScores(tuple(rows), tuple(_errors(found, key, {a.id: a.text for a in articles})))


def _place(mark):
    return (mark.article_id, mark.start, mark.end, mark.label)


def _overlap(a, b):
    return a.article_id == b.article_id and a.start < b.end and b.start < a.end


def _same(a, b):
    return _place(a) == _place(b)


def _touch(a, b):
    return a.label == b.label and _overlap(a, b)


def _best_reading(found, key):
    """Replace marks of the key by their alternatives where those fit the marks better."""
    main = {(m.article_id, f"{m.start}-{m.end}"): m for m in key if not m.alternative_of}
    others = {}
    for mark in key:
        if mark.alternative_of:
            others.setdefault((mark.article_id, mark.alternative_of), []).append(mark)
    chosen = []
    for where, mark in main.items():
        readings = [[mark]]
        whole = [m for m in others.get(where, ()) if m.label != "none"]
        if len({(m.start, m.end) for m in whole}) == len(whole) > 1:
            readings.append(whole)  # pieces of one reading: each may stand for all
        readings += [[m] for m in whole]
        if len(whole) < len(others.get(where, ())):
            readings.append([])  # no mark at all is as good
        # differences between each reading and the marks that touch it: the fewest wins
        near = {_place(m) for m in found if _overlap(m, mark)}
        fits = [-len(near ^ {_place(m) for m in reading}) for reading in readings]
        chosen += readings[max(range(len(readings)), key=lambda i: (fits[i], -i))]
    return sorted({_place(m): m for m in chosen}.values(), key=_place)


def _pairs(ours, theirs, same):
    """Pair marks one to one, in order of the text."""
    left, pairs = list(theirs), []
    for mark in ours:
        hit = next((other for other in left if same(mark, other)), None)
        if hit is not None:
            left.remove(hit)
            pairs.append((mark, hit))
    return pairs


def _figures(ours, theirs, same):
    right = len(_pairs(ours, theirs, same))
    total = len(ours) + len(theirs)
    return {
        "found": len(ours),
        "key": len(theirs),
        "right": right,
        "precision": right / len(ours) if ours else None,
        "recall": right / len(theirs) if theirs else None,
        "f1": 2 * right / total if total else None,
    }


def _errors(found, key, texts):
    """Sort what differs into four drawers; a mark is used once."""
    right = {_place(m) for m in found} & {_place(m) for m in key}
    ours = [m for m in found if _place(m) not in right]
    theirs = [m for m in key if _place(m) not in right]
    errors = []
    for kind, same in (("wrong label", lambda a, b: _place(a)[:3] == _place(b)[:3]),
                       ("wrong edge", _overlap)):  # fmt: skip
        for mine, yours in _pairs(ours, theirs, same):
            errors.append((kind, mine, yours))
            ours.remove(mine)
            theirs.remove(yours)
    errors += [("invented", mine, None) for mine in ours]
    errors += [("missed", None, yours) for yours in theirs]
    errors.sort(key=lambda e: (_place(e[1] or e[2]), e[0]))
    for kind, mine, yours in errors:
        mark = mine or yours
        yield SpanError(
            kind, mark.article_id, mark.start, mark.end, _show(yours), _show(mine),
            _sentence(texts.get(mark.article_id), mark),
        )  # fmt: skip


def _show(mark):
    return mark and f"{mark.text} [{mark.label}]"


def _sentence(text, mark):
    """The sentence around a mark: from the last full stop or line break to the next."""
    if text is None:
        return None
    ends = [
        0,
        *(m.end() for m in re.finditer(r"(?<!\b[A-Z])[.!?][”\"’)]*\s+(?=[A-Z“\"‘])|[\r\n]+", text)),
    ]
    first = bisect_right(ends, mark.start) - 1
    after = [e for e in ends if e >= mark.end]
    return text[ends[first] : after[0] if after else len(text)].strip()
