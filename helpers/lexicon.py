"""The lexicon: the word tables of ``data/``, and what they find in a text without any parse."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

DATA = Path(__file__).resolve().parent / "data"
_DIGITS = r"\d{1,3}(?:[ ,\u00a0]\d{3})+(?!\d)|\d+(?:\.\d+)?"
_MANY = {"": 1, "dozen": 12, "hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_LARGE = r"(?:hundred|thousand|million|billion|trillion)"
_NUMBER = re.compile(
    rf"(?<![\w.])(?:[$€£]\s?)?(?:{_DIGITS})(?:\s?%|[\s-]*(?:{_LARGE}\s?)?(?:per ?cent|km|"
    rf"kilomet\w+|miles?|met(?:er|re)s?|{_LARGE}\b)|[\s-]+(?:\w+\s)?\w+s\b)?"
)
_AMOUNT = re.compile(
    rf"(?<![\w.-])(?P<sign>\$\s?)?(?P<digits>{_DIGITS}|(?:{'|'.join(_ONES)})(?=\W))"
    rf"(?:[\s-]*(?P<many>{'|'.join(filter(None, _MANY))})\b)?"
    r"(?P<rest>\s?%|(?:[\s-]*[^\W\d_]+){0,4})",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?|\d+")


@cache
def load_table(name):
    """Load ``data/NAME.csv``: a dict a row, values as they stand."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def word_groups(name):
    """Load a table that begins with the columns word and group: group to its words.

    Examples
    --------
    >>> sorted(word_groups("hedges"))
    ['certainty', 'denial', 'distancing', 'hedge']
    """
    groups = {}
    for word, group, *_ in (row.values() for row in load_table(name)):
        groups.setdefault(group, set()).add(word)
    return groups


def any_of(words):
    """Compile words to one pattern: ``*`` any letters, ``?`` one, capitals as they stand."""
    parts = []
    for word in sorted(words, key=lambda word: (-len(word), word)):
        part = re.escape(word).replace(r"\*", r"\w*").replace(r"\?", r"\w")
        part = part.replace(r"\ ", r"[\s-]+").replace("’", "[’']")
        parts.append(f"(?-i:{part})" if word.isupper() else part)
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


@cache
def _hedges(kind):
    return any_of(word_groups("hedges")[kind])


@lru_cache(maxsize=100_000)
def hedges_in(text, kind="hedge"):
    """List the words that weaken a statement, from ``data/hedges.csv``.

    ``kind`` may also be ``certainty`` (words that harden it), ``distancing`` or ``denial``.

    Examples
    --------
    >>> hedges_in("US re-enforcements allegedly move in and may stay")
    ('allegedly', 'may')
    >>> hedges_in("far from combating ISIS, they didn’t move", "denial")
    ('far from', 'didn’t')
    """
    return tuple(match.group() for match in _hedges(kind).finditer(text))


def numbers_in(text):
    """List numbers with the unit or counted thing behind them, as they stand.

    Examples
    --------
    >>> numbers_in("24 trucks, $2.2 billion, 1 500 ISIS fighters and 90% of it")
    ('24 trucks', '$2.2 billion', '1 500 ISIS fighters', '90%')
    """
    return tuple(match.group() for match in _NUMBER.finditer(text))


def years_in(text):
    """List the years named in a text.

    Examples
    --------
    >>> years_in("started in 2011")
    ('2011',)
    """
    return tuple(dict.fromkeys(_YEAR.findall(text)))


@lru_cache(maxsize=1)
def load_topics():
    """Load the table of topics: name to (kind, pattern).

    Examples
    --------
    >>> load_topics()["oil"][0]
    'topic'
    """
    rows = (
        (row, filter(None, map(str.strip, row["words"].split(";")))) for row in load_table("topics")
    )
    return {row["topic"]: (row["kind"], any_of(words)) for row, words in rows}


@lru_cache(maxsize=100_000)
def topics_in(text, kind=None):
    """Name the topics of a text (of one kind), in the order of the table.

    Examples
    --------
    >>> topics_in("ISIS held the Arak oil field")
    ('ISIS', 'armed groups', 'oil', 'control', 'Palmyra')
    """
    found = load_topics().items()
    return tuple(name for name, (of, words) in found if kind in (None, of) and words.search(text))


@lru_cache(maxsize=1)
def _small_words():
    return frozenset((DATA / "small_words.txt").read_text(encoding="utf-8").split())


@lru_cache(maxsize=100_000)
def stems(text):
    """Give the words of a text that carry meaning: stem to the word as it first stands.

    Examples
    --------
    >>> stems("The troops were stationed there")
    {'troop': 'troops', 'station': 'stationed'}
    """
    found = {}
    for word in _WORD.findall(text.replace("’s", "")):
        if len(word) > 1 and word.lower() not in _small_words():
            found.setdefault(_stem(word.lower()), word)
    return found


@lru_cache(maxsize=100_000)
def _stem(word):
    for ending in ("ations", "ation", "ings", "ing", "ed", "ies", "es", "s", "ers", "er", "ment",
                   "ly", "ions", "ion"):  # fmt: skip
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)][:7]
    return word[:7].rstrip("e") if len(word) > 3 else word


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount in a text: from ``low`` to ``high`` in ``unit`` (may be empty), at ``start``."""

    text: str
    low: float
    high: float
    unit: str
    start: int


@lru_cache(maxsize=100_000)
def quantities(text):
    """Read the amounts in a text, units understood: distances in km, money, shares, people.

    Parameters
    ----------
    text : str

    Returns
    -------
    tuple of Quantity
        Years are left out. A vague share ("the majority") is a range.

    Examples
    --------
    >>> [(q.text, q.low, q.high, q.unit) for q in quantities("90% of it, the majority of it")]
    [('90%', 90.0, 90.0, 'share'), ('majority', 50.0, 100.0, 'share')]
    >>> [round(quantities(t)[0].low) for t in ("322 km away", "200 miles away")]
    [322, 322]
    """
    found = []
    for match in _AMOUNT.finditer(text):
        sign, digits, many, rest = (part.lower() if part else "" for part in match.groups())
        unit, factor, length = ("US dollars", 1.0, 0) if sign else _unit(rest)
        if (unit or many or digits[0].isdigit()) and (many or not _YEAR.fullmatch(digits)):
            number = (
                _ONES.index(digits) + 1 if digits in _ONES else float(re.sub(r"[,\s]", "", digits))
            )
            value = number * _MANY[many] * factor
            shown = text[match.start() : match.start("rest") + length].strip()
            found.append(Quantity(shown, value, value, unit, match.start()))
    for row in load_table("quantities"):
        if row["low"] and (match := re.search(rf"\b{row['word']}\b", text, re.IGNORECASE)):
            size = float(row["low"]), float(row["high"])
            found.append(Quantity(row["word"], *size, row["unit"], match.start()))
    return tuple(found)


def _unit(rest):
    """Read the unit behind a number: its name, its size, and how many letters it takes."""
    for row in load_table("quantities"):
        at = rest.find(row["word"]) if row["factor"] else -1
        if at >= 0 and (row["unit"] == "people" or not rest[:at].strip(" -\xa0")):
            word = re.compile(r"\w*").match(rest, at + len(row["word"]))
            return row["unit"], float(row["factor"]), word.end()
    return "", 1.0, 0
