"""Agreement: how far two readers, or a reader and a machine, mark the same."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from operator import eq

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
    found = _in_order(m for m in found if m.article_id in read)
    key, rows = _best_reading(found, key), []
    for label in ("all", *sorted({m.label for m in (*found, *key)})):
        ours, theirs = ([m for m in side if label in ("all", m.label)] for side in (found, key))
        for match, same in (("exact", _same), ("overlap", _touch)):
            rows.append({"label": label, "match": match} | _figures(ours, theirs, same))
    return SpanScores(tuple(rows), tuple(_errors(found, key, {a.id: a.text for a in articles})))


def _place(mark):
    return (mark.article_id, mark.start, mark.end, mark.label)


def _in_order(marks):
    return sorted({_place(mark): mark for mark in marks}.values(), key=_place)


def _overlap(a, b):
    return a.article_id == b.article_id and a.start < b.end and b.start < a.end


def _same(a, b):
    return _place(a) == _place(b)


def _touch(a, b):
    return a.label == b.label and _overlap(a, b)


def _best_reading(found, key):
    """Replace marks of the key by their alternatives where those fit the marks better."""
    others, chosen = {}, []
    for mark in key:
        if mark.alternative_of:
            others.setdefault((mark.article_id, mark.alternative_of), []).append(mark)
    for mark in (m for m in key if not m.alternative_of):
        other = others.get((mark.article_id, f"{mark.start}-{mark.end}"), ())
        whole = [m for m in other if m.label != "none"]
        readings = [[mark], *([m] for m in whole)]
        if len({(m.start, m.end) for m in whole}) == len(whole) > 1:
            readings.insert(1, whole)  # pieces of one reading: each may stand for all
        if len(whole) < len(other):
            readings.append([])  # no mark at all is as good
        # differences between each reading and the marks that touch it: the fewest wins
        near = {_place(m) for m in found if _overlap(m, mark)}
        chosen += min(readings, key=lambda marks: len(near ^ {_place(m) for m in marks}))
    return _in_order(chosen)


def _pairs(ours, theirs, same):
    """Pair marks one to one, in order of the text."""
    left = list(theirs)
    for mark in ours:
        hit = next((other for other in left if same(mark, other)), None)
        if hit is not None:
            left.remove(hit)
            yield mark, hit


def _figures(ours, theirs, same):
    right, given, asked = len(list(_pairs(ours, theirs, same))), len(ours), len(theirs)
    shares = (right / n if n else None for n in (given, asked, (given + asked) / 2))
    names = ("found", "key", "right", "precision", "recall", "f1")
    return dict(zip(names, (given, asked, right, *shares), strict=True))


def _errors(found, key, texts):
    """Sort what differs into four drawers; a mark is used once."""
    right, errors = {_place(m) for m in found} & {_place(m) for m in key}, []
    ours, theirs = ([m for m in side if _place(m) not in right] for side in (found, key))
    for kind, same in (("wrong label", lambda a, b: _place(a)[:3] == _place(b)[:3]),
                       ("wrong edge", _overlap)):  # fmt: skip
        for mine, yours in list(_pairs(ours, theirs, same)):
            errors.append((kind, mine, yours))
            ours.remove(mine)
            theirs.remove(yours)
    errors += [("invented", mine, None) for mine in ours]
    errors += [("missed", None, yours) for yours in theirs]
    for kind, mine, yours in sorted(errors, key=lambda e: (_place(e[1] or e[2]), e[0])):
        mark = mine or yours
        span, sentence = _place(mark)[:3], _sentence(texts.get(mark.article_id), mark)
        yield SpanError(kind, *span, _show(yours), _show(mine), sentence)


def _show(mark):
    return mark and f"{mark.text} [{mark.label}]"


def _sentence(text, mark):
    """The sentence around a mark: from the last full stop or line break to the next."""
    if text is None:
        return None
    ends = [0, *(m.end() for m in _SENTENCE_END.finditer(text)), len(text)]
    return text[
        ends[bisect_right(ends, mark.start) - 1] : ends[bisect_left(ends, mark.end)]
    ].strip()


def kappa(a, b):
    """Compute Cohen's kappa of two readers' labels: agreement beyond what chance would give.

    Parameters
    ----------
    a, b : sequences of labels
        Of the same things in the same order, else ``ValueError``; ``None`` stands for a gap.

    Returns
    -------
    float or None
        1 where they always agree, 0 where no more than chance would; ``None`` where there is
        nothing to compare, or only one label was ever used.

    Notes
    -----
    J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological
    Measurement 20 (1960).

    Examples
    --------
    >>> kappa(["agree", "agree", "other", "other"], ["agree", "agree", "other", "agree"])
    0.5
    """
    pairs = [(x, y) for x, y in zip(a, b, strict=True) if x is not None and y is not None]
    if not pairs:
        return None
    same = sum(x == y for x, y in pairs) / len(pairs)
    first, second = Counter(x for x, _ in pairs), Counter(y for _, y in pairs)
    chance = sum(n * second[label] for label, n in first.items()) / len(pairs) ** 2
    return None if chance == 1 else (same - chance) / (1 - chance)


def alpha(ratings):
    """Compute Krippendorff's alpha of any number of readers' labels; gaps are allowed.

    Parameters
    ----------
    ratings : sequence of sequences
        One row a reader, one place a thing; ``None`` where a reader left it open.

    Returns
    -------
    float or None
        As ``kappa``; ``None`` where fewer than two readers met, or only one label was used.

    Notes
    -----
    For nominal data, as in K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011).

    Examples
    --------
    >>> round(alpha([["agree", "other", "agree", None], ["agree", "other", "other", "agree"]]), 2)
    0.44
    """
    things = [Counter(x for x in thing if x is not None) for thing in zip(*ratings, strict=True)]
    things = [thing for thing in things if thing.total() > 1]
    used = sum(things, Counter())

    def apart(counts):  # ordered pairs of unlike labels, by the number of partners each has
        n = counts.total()
        return sum(m * (n - m) for m in counts.values()) / (n - 1)

    return 1 - sum(map(apart, things)) / apart(used) if len(used) > 1 else None


def compare_labels(a, b):
    """Set two readers' labels side by side: percent agreement, kappa, alpha, and what they mean.

    Parameters
    ----------
    a, b : dict
        Thing to label; only what both labelled is compared.

    Returns
    -------
    dict
        ``compared, same, percent, kappa, alpha, meaning``.

    Examples
    --------
    >>> compare_labels({1: "agree", 2: "other"}, {1: "agree", 2: "other", 3: "agree"})["percent"]
    100.0
    """
    both = [thing for thing in a if thing in b]
    mine, yours = ([side[thing] for thing in both] for side in (a, b))
    n, same, value = len(mine), sum(map(eq, mine, yours)), kappa(mine, yours)
    return {
        "compared": n,
        "same": same,
        "percent": 100 * same / n if n else None,
        "kappa": value,
        "alpha": alpha([mine, yours]),
        "meaning": _meaning(n, same, value),
    }


def _meaning(n, same, value):
    if not n:
        return "Nothing was labelled by both."
    words = f"Both gave {same} of {n} the same label."
    if value is None:
        return words + " With a single label in use, chance alone would do as well."
    if value <= 0:
        return words + " That is no more than chance would give."
    words += f" Of what chance would have left apart, {100 * value:.0f} % was brought together"
    if n < 20:
        return words + "; with so few labels the figure can be luck."
    return words + "; from 80 % on one may build on it, below 67 % one should not (Krippendorff)."
