"""What two claims share and in what they differ, in plain words; never who is right."""

from __future__ import annotations

from helpers.lexicon import hedges_in, quantities, stems, topics_in, years_in

_READ = {  # what is read of a claim on either side
    "denial": lambda c: "a word of denial" if hedges_in(c.text, "denial") else "none",
    "hedges": lambda c: _listed(dict.fromkeys(map(str.lower, c.hedges or hedges_in(c.text)))),
    "source": lambda c: c.rung,
    "year named": lambda c: _listed(years_in(c.text)),
}


def _listed(words):
    return ", ".join(words) or "none"


def shared(left, right):
    """Say what two claims share: topics and names, numbers of one unit, words.

    Examples
    --------
    >>> from helpers.records import Claim
    >>> shared(Claim("a", "a", 0, 9, "ISIS holds oil"), Claim("b", "b", 0, 9, "the US has the oil"))
    ('topics: oil', 'words: oil')
    """
    lines = []
    for name, kind in (("who", "actor"), ("where", "place"), ("topics", "topic")):
        lines += _line(name, _both(topics_in(left.text, kind), topics_in(right.text, kind)))
    for a, b in _amounts(left.text, right.text):
        lines += [f"number: {a.text} and {b.text} can be the same"] if _meet(a, b) else []
    return (*lines, *_line("words", _common_words(left.text, right.text)))


def reasons(question, terms, text):
    """Say why a text was taken for an answer: topics, words of the question, amounts.

    Examples
    --------
    >>> reasons("How many US troops?", ("soldiers",), "About 900 US soldiers are there")
    ('topics: United States, troops', 'words: US, soldiers', 'number: 900 US soldiers')
    """
    asked = " ; ".join((question, *terms))
    return (
        *_line("topics", _both(topics_in(text), topics_in(asked))),
        *_line("words", _common_words(text, asked)),
        *_line("number", [q.text for q in quantities(text)]),
    )


def differences(left, right):
    """Say in what two claims differ: number, place, who, denial, hedge, source, dates.

    Parameters
    ----------
    left, right : Claim

    Returns
    -------
    tuple of str
        ``what: left / right`` each.

    Examples
    --------
    >>> from helpers.records import Claim
    >>> a = Claim("a", "a", 0, 9, "It is in the south", earliest="2021-04-01")
    >>> b = Claim("b", "b", 0, 9, "It is in the north", earliest="2024-11-01")
    >>> differences(a, b)
    ('place: south / north', 'published: 2021-04 / 2024-11 (could both hold at their own time?)')
    """
    lines = []
    for a, b in _amounts(left.text, right.text):
        if a.unit not in ("km", "share") or (a.low, a.high) != (b.low, b.high):
            lines.append(f"number: {a.text} / {b.text} ({_relation(a, b)})")
    for name, kind in (("place", "place"), ("who", "actor")):
        ours, theirs = topics_in(left.text, kind), topics_in(right.text, kind)
        only = [t for t in ours if t not in theirs], [t for t in theirs if t not in ours]
        lines += [f"{name}: {_listed(only[0])} / {_listed(only[1])}"] if all(only) else []
    for name, read in _READ.items():
        a, b = read(left), read(right)
        lines += [f"{name}: {a} / {b}"] if a != b else []
    a, b = (claim.earliest and claim.earliest[:7] for claim in (left, right))
    if a and b and a != b:
        lines.append(f"published: {a} / {b} (could both hold at their own time?)")
    return tuple(lines)


def _line(name, words):
    return [f"{name}: {', '.join(words)}"] if words else []


def _both(ours, theirs):
    return [name for name in ours if name in theirs]


def _amounts(left, right):
    """Pair off the amounts of one unit, nearest first, each used once."""
    rest = list(quantities(right))
    for a in quantities(left):
        if same := [b for b in rest if b.unit == a.unit and a.unit]:
            b = min(same, key=lambda b: abs(b.low - a.low))
            rest.remove(b)
            yield a, b


def _meet(a, b):
    """Tell whether two amounts of one unit can be the same, 5 % of slack for rounding."""
    return a.low <= b.high * 1.05 and b.low <= a.high * 1.05


def _relation(a, b):
    if a.unit == "share":
        return f"both are shares; they {'can' if _meet(a, b) else 'cannot'} hold together"
    return f"{a.low:.0f} and {b.low:.0f} km" if a.unit == "km" else f"both in {a.unit}"


def _common_words(left, right):
    """List the words of the left text whose stems are in the right one, as they stand there."""
    other = stems(right)
    return [word for stem, word in stems(left).items() if stem in other][:8]
