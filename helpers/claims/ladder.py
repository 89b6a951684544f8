"""The ladder: how strong a source is, who holds a claim, what weakens it, which numbers it has."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from pathlib import Path

from helpers.claims.frames import noun_span

_DATA = Path(__file__).parent.parent / "data"
_PERSON_PRONOUNS = {"he", "she", "his", "her", "him", "who", "whom", "whose"}
_PRONOUNS = _PERSON_PRONOUNS | {"it", "they", "its", "their", "them", "which", "that", "this"}
_GROUPS = {"ORG": "named institution", "GPE": "named institution", "FAC": "named institution"}
_MANY = {"most", "many", "some", "several", "other", "others", "few", "various", "numerous"}
_NUMBER = re.compile(r"(?<![\w.])(?:[$€£]\s?)?(?:\d{1,3}(?:[ ,\u00a0]\d{3})+(?!\d)|\d+(?:\.\d+)?)")
_UNIT = re.compile(
    r"\s?%|[\s-]*(?:(?:hundred|thousand|million|billion|trillion)\s?)?(?:per ?cent|km|kilomet\w+|"
    r"miles?|met(?:er|re)s?|(?:hundred|thousand|million|billion|trillion)\b)"
    r"|[\s-]+(?:\w+\s)?\w+s\b"
)


@lru_cache(maxsize=1)
def _groups():
    groups = {}
    with (_DATA / "source_words.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            groups.setdefault(row["group"], set()).add(row["word"])
    return groups


@lru_cache(maxsize=4)
def _word_rule(kind):
    with (_DATA / "hedges.csv").open(encoding="utf-8", newline="") as file:
        words = [row["word"] for row in csv.DictReader(file) if row["kind"] == kind]
    words.sort(key=lambda w: (-len(w), w))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b", re.IGNORECASE)


def hedges_in(text, kind="hedge"):
    """List the words that weaken a statement, from ``data/hedges.csv``.

    ``kind`` may also be ``certainty`` (words that harden it) or ``distancing``.

    Examples
    --------
    >>> hedges_in("US re-enforcements allegedly move in and may stay")
    ('allegedly', 'may')
    """
    return tuple(m.group() for m in _word_rule(kind).finditer(text))


def numbers_in(text):
    """List numbers with the unit or counted thing behind them, as they stand.

    Examples
    --------
    >>> numbers_in("24 trucks, $2.2 billion, 1 500 ISIS fighters and 90% of it")
    ('24 trucks', '$2.2 billion', '1 500 ISIS fighters', '90%')
    """
    found = []
    for m in _NUMBER.finditer(text):
        unit = _UNIT.match(text, m.end())
        found.append(text[m.start() : unit.end() if unit else m.end()])
    return tuple(found)


def resolve(doc, at, names):
    """Follow a pronoun to a name: back in its own sentence, then one sentence further.

    ``names`` are ``(start, end, label, entity id)`` in order. Only one candidate of the right
    kind, or the nearest subject, settles it; else ``None``.
    """
    token = doc[at]
    person = token.lower_ in _PERSON_PRONOUNS
    sents = list(doc[max(token.i - 120, 0) : token.i + 1].sents)
    for sentence in reversed(sents[-3:]):
        fit = [
            n
            for n in names
            if sentence.start_char <= n[0] < min(sentence.end_char, token.idx)
            and (n[2] == "PERSON") == person
            and n[2] in ("PERSON", "ORG", "GPE")
        ]
        if fit:
            return fit[-1] if person else fit[0]
    return None


def rung_of(doc, attribution, names):
    """Give ``(rung, entity id)`` of a source.

    Rules, in order: no source; a pronoun counts as what it stands for; a person named in the
    phrase; plural or vague words; a news outlet; an institution or an office; else vague.
    """
    if attribution.source is None or attribution.speaker is None:
        return "passive or no source", None
    head, groups = doc[attribution.speaker], _groups()
    if head.lower_ in _PRONOUNS:
        name = resolve(doc, head.i, names)
        if name is None:
            return "vague group", None
        return ("named person" if name[2] == "PERSON" else "named institution"), name[3]
    start, end = attribution.source
    inside = [n for n in names if start <= n[0] and n[1] <= end]
    words = {t.lemma_.lower() for t in doc[noun_span(head)[0] : noun_span(head)[1] + 1]}
    lemma = head.lemma_.lower()
    person = next((n for n in inside if n[2] == "PERSON"), None)
    at_head = next((n for n in inside if n[0] <= head.idx < n[1]), None)
    entity = (person or at_head or (inside[0] if inside else (0, 0, "", None)))[3]
    if person and (
        person is at_head or head.pos_ == "PROPN" or any(c.dep_ == "appos" for c in head.children)
    ):
        return "named person", person[3]
    if lemma in groups["vague"] or any(c.lower_ in _MANY for c in head.lefts):
        return "vague group", None
    if (words & groups["outlet"] and (head.pos_ == "PROPN" or lemma in groups["outlet"])) or (
        lemma in groups["document"]
    ):
        return "another outlet", entity
    if attribution.present and at_head is not None and at_head[2] != "GPE":
        return "another outlet", entity
    if lemma in groups["institution"] or (at_head is not None and at_head[2] in _GROUPS):
        return "named institution", entity
    if head.pos_ == "PROPN":
        return (
            ("named institution", entity) if at_head or len(words) > 1 else ("named person", entity)
        )
    definite = any(c.lower_ == "the" or c.dep_ == "poss" for c in head.lefts)
    if inside and definite and head.tag_ == "NN":
        return "named institution", inside[0][3]
    return "vague group", None
