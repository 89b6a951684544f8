"""What two claims share and in what they differ, in plain words; never who is right."""

from __future__ import annotations

from functools import lru_cache

from helpers.compare.signals import (
    denies,
    hedges_in,
    load_topics,
    quantities,
    stems,
    topics_in,
    years_in,
)

_SIDES = ("north", "south", "east")


@lru_cache(maxsize=1)
def _kinds():
    return {name: kind for name, kind, _ in load_topics()}


def shared(left, right):
    """Say what two claims share: topics and names, numbers of one unit, words.

    Examples
    --------
    >>> from helpers.records import Claim
    >>> shared(Claim("a", "a", 0, 9, "ISIS holds oil"), Claim("b", "b", 0, 9, "the US has the oil"))
    ('topics: oil', 'words: oil')
    """
    both = [t for t in topics_in(left.text) if t in topics_in(right.text)]
    lines = []
    for name, kinds in (("who", "actor"), ("where", "place"), ("topics", "topic")):
        if some := [t for t in both if _kinds()[t] == kinds]:
            lines.append(f"{name}: {', '.join(some)}")
    for a, b in _numbers(left.text, right.text):
        if _meet(a, b):
            lines.append(f"number: {a.text} and {b.text} can be the same")
    if words := _common_words(left.text, right.text):
        lines.append(f"words: {', '.join(words)}")
    return tuple(lines)


def reasons(question, terms, text):
    """Say why a text was taken for an answer: topics, words of the question, amounts.

    Examples
    --------
    >>> reasons("How many US troops?", ("soldiers",), "About 900 US soldiers are there")
    ('topics: United States, troops', 'words: US, soldiers', 'number: 900 US soldiers')
    """
    asked = " ; ".join((question, *terms))
    both = [t for t in topics_in(text) if t in topics_in(asked)]
    lines = [f"topics: {', '.join(both)}"] if both else []
    if words := _common_words(text, asked):
        lines.append(f"words: {', '.join(words)}")
    if amounts := [q.text for q in quantities(text)]:
        lines.append(f"number: {', '.join(amounts)}")
    return tuple(lines)


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
    for a, b in _numbers(left.text, right.text):
        if not (a.unit in ("km", "share") and (a.low, a.high) == (b.low, b.high)):
            lines.append(f"number: {a.text} / {b.text} ({_relation(a, b)})")
    sides = [(t, set(topics_in(t))) for t in (left.text, right.text)]
    for name, kind in (("place", "place"), ("who", "actor")):
        only = [
            [t for t in topics_in(text) if _kinds()[t] == kind and t not in sides[1 - k][1]]
            for k, (text, _) in enumerate(sides)
        ]
        if all(only):
            lines.append(f"{name}: {', '.join(only[0])} / {', '.join(only[1])}")
    for name, read in (
        ("denial", lambda c: "a word of denial" if denies(c.text) else "none"),
        ("hedges", lambda c: ", ".join(dict.fromkeys(c.hedges or hedges_in(c.text))) or "none"),
        ("source", lambda c: c.rung),
        ("year named", lambda c: ", ".join(years_in(c.text)) or "none"),
    ):
        a, b = read(left), read(right)
        if a != b:
            lines.append(f"{name}: {a} / {b}")
    if left.earliest and right.earliest and left.earliest[:7] != right.earliest[:7]:
        lines.append(
            f"published: {left.earliest[:7]} / {right.earliest[:7]} "
            "(could both hold at their own time?)"
        )
    return tuple(lines)


def _numbers(left, right):
    """Pair off the amounts of one unit, nearest first, each used once."""
    rest = list(quantities(right))
    for a in quantities(left):
        same = [b for b in rest if b.unit == a.unit and a.unit]
        if same:
            b = min(same, key=lambda b: abs(b.low - a.low))
            rest.remove(b)
            yield a, b


def _meet(a, b):
    """Tell whether two amounts of one unit can be the same, 5 % of slack for rounding."""
    return a.low <= b.high * 1.05 and b.low <= a.high * 1.05


def _relation(a, b):
    if a.unit == "share":
        return "both are shares; they " + ("can" if _meet(a, b) else "cannot") + " hold together"
    if a.unit == "km":
        return f"{a.low:.0f} and {b.low:.0f} km"
    return f"both in {a.unit}"


def _common_words(left, right):
    """List the words of the left text whose stems are in the right one, as they stand there."""
    other = stems(right)
    return [word for stem, word in stems(left).items() if stem in other][:8]
