"""What a claim's words say: topics, words, quantities with units, negation, hedges, years."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"
_SMALL = frozenset((DATA / "small_words.txt").read_text(encoding="utf-8").split())
_HEDGES = re.compile(
    r"\b(?:alleged(?:ly)?|apparently|appears?|can|could|expected to|generally|if|in theory|likely|"
    r"may|maybe|might|nearly|perhaps|possibl[ey]|potentially|probably|reported(?:ly)?|seems?|"
    r"should|so-called|suggests?|supposed(?:ly)?|unclear|unspecified|would)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:no|not|never|none|nobody|nothing|without|neither|nor|cannot|fail(?:s|ed|ure)?|"
    r"far from|refus(?:e|es|ed)|unsuccessful|ceas(?:e|ed)|stopp?(?:ed|s)?|prevent(?:s|ed|ing)?)\b"
    r"|n[’']t\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?|\d+")
_MANY = {"": 1, "thousand": 1e3, "million": 1e6, "billion": 1e9, "dozen": 12}
_ONES = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "ten": 10}
_NUMBER = re.compile(
    r"(?<![\w.-])(?P<sign>\$\s?)?(?P<digits>\d{1,3}(?:[,\s]\d{3})+|\d+(?:\.\d+)?|"
    rf"(?:{'|'.join(_ONES)}|one)(?=\W))(?:[\s-]*(?P<many>thousand|million|billion|dozen)\b)?"
    r"(?P<rest>\s?%|(?:[\s-]*[^\W\d_]+){0,4})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount in a text: from ``low`` to ``high`` in ``unit`` (may be empty), at ``start``."""

    text: str
    low: float
    high: float
    unit: str
    start: int


@lru_cache(maxsize=1)
def load_topics():
    """Load the table of topics: (name, kind, compiled pattern) each.

    ``data/topics.csv`` lists words that speak of one matter; ``*`` stands for any ending, ``?``
    for one letter, words in capitals are matched as they stand.

    Examples
    --------
    >>> next(kind for name, kind, _ in load_topics() if name == "oil")
    'topic'
    """
    with (DATA / "topics.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            (row["topic"], row["kind"], _pattern(row["words"])) for row in csv.DictReader(file)
        )


def _pattern(words):
    parts = []
    for word in filter(None, map(str.strip, words.split(";"))):
        part = re.escape(word).replace(r"\*", r"\w*").replace(r"\?", r"\w")
        part = part.replace(r"\ ", r"[\s-]+").replace("’", "[’']")
        parts.append(f"(?-i:{part})" if word.isupper() else part)
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _units():
    with (DATA / "quantities.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [r for r in rows if r["factor"]], [r for r in rows if not r["factor"]]


@lru_cache(maxsize=100_000)
def topics_in(text):
    """Name the topics of a text, in the order of the table.

    Examples
    --------
    >>> topics_in("ISIS held the Arak oil field")
    ('ISIS', 'armed groups', 'oil', 'control', 'Palmyra')
    """
    return tuple(name for name, _, pattern in load_topics() if pattern.search(text))


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
        if word.lower() not in _SMALL and len(word) > 1:
            found.setdefault(_stem(word.lower()), word)
    return found


@lru_cache(maxsize=100_000)
def _stem(word):
    for ending in ("ations", "ation", "ings", "ing", "ed", "ies", "es", "s", "ers", "er", "ment",
                   "ly", "ions", "ion"):  # fmt: skip
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)][:7]
    return word[:7].rstrip("e") if len(word) > 3 else word


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
    exact, vague = _units()
    found = []
    for match in _NUMBER.finditer(text):
        digits, many = match["digits"].lower(), (match["many"] or "").lower()
        if _YEAR.fullmatch(digits) and not many:
            continue
        number = _ONES.get(digits) or (
            1 if digits == "one" else float(re.sub(r"[,\s]", "", digits))
        )
        end, unit, factor = match.start("rest"), "", 1.0
        rest = match["rest"].lower()
        for row in exact:
            at = 0 if row["word"] == "$" and match["sign"] else rest.find(row["word"])
            if at >= 0 and (row["unit"] == "people" or not rest[:at].strip(" -\xa0")):
                unit, factor = row["unit"], float(row["factor"])
                if row["word"] != "$":
                    end = re.compile(r"\w*").match(text, end + at + len(row["word"])).end()
                break
        if unit or many or digits[0].isdigit():
            value = number * _MANY[many] * factor
            shown = text[match.start() : end].strip()
            found.append(Quantity(shown, value, value, unit, match.start()))
    for row in vague:
        if match := re.search(rf"\b{row['word']}\b", text, re.IGNORECASE):
            size = float(row["low"]), float(row["high"])
            found.append(Quantity(row["word"], *size, row["unit"], match.start()))
    return tuple(found)


@lru_cache(maxsize=100_000)
def hedges_in(text):
    """List the words that weaken a text.

    Examples
    --------
    >>> hedges_in("It could allegedly happen")
    ('could', 'allegedly')
    """
    return tuple(match.group().lower() for match in _HEDGES.finditer(text))


@lru_cache(maxsize=100_000)
def denies(text):
    """Tell whether a text holds a word of denial.

    Examples
    --------
    >>> denies("far from combating ISIS"), denies("its mission is to combat ISIS")
    (True, False)
    """
    return bool(_NOT.search(text))


def years_in(text):
    """List the years named in a text.

    Examples
    --------
    >>> years_in("started in 2011")
    ('2011',)
    """
    return tuple(dict.fromkeys(_YEAR.findall(text)))
