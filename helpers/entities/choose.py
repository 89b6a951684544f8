"""Choose the entity a mention names, where one spelling serves several."""

from __future__ import annotations

import re

from helpers.entities.edges import CAP, words
from helpers.entities.names import fold, known_names, load_entities, slug

_IN_PLACE = re.compile(
    r"\b(?i:in|into|inside|near|around|outside|through|towards?|at|within|opposite|reach(?:ed|ing)?|"
    r"(?:city|capital|outskirts|suburbs?|streets?|north|south|east|west|fall|centre|center) of|"
    r"(?:return|travel|flew|fly|flight|visit|went|go|came|come|arriv)\w*(?: back)? (?:to|from)|"
    r"from (?:[A-Z]\w+ (?:through|and) [^.\n]{0,40})?|downtown|central|"
    r"(?:from|through) [^.\n]{1,40} to)\s+(?:(?:[A-Z][\w-]+, )*[A-Z][\w-]+,? (?:and|or) )?$"
)


def choose(text, spans, candidates):
    """Give each span the id of the entity it names.

    Parameters
    ----------
    text : str
    spans : list of (int, int, str)
        Start, end and label, in order.
    candidates : dict
        (start, end) -> entities whose spelling stands there.

    Returns
    -------
    list of str
    """
    people = {}
    for start, end, label in spans:
        name = text[start:end]
        if label == "PERSON" and " " in name:
            known = candidates.get((start, end))
            people.setdefault(re.split(r"[\s-]", name)[-1], known[0].id if known else slug(name))
    last, ids = {}, []
    for start, end, label in spans:
        entities = candidates.get((start, end)) or _inside(text, start, end)
        fitting = [e for e in entities if e.label == label] or []
        if len(fitting) > 1:
            id = _by_context(text, start, end, fitting, last)
        elif fitting:
            id = fitting[0].id
        elif label == "PERSON" and " " not in text[start:end]:
            id = people.get(re.split(r"[\s-]", text[start:end])[-1], slug(text[start:end]))
        else:
            id = _of_a_country(text, start, end, label) or slug(text[start:end])
        ids.append(id)
    return ids


def _inside(text, start, end):
    """All entities a longer span may stand for: of the name that ends it, or that begins it."""
    parts = known_names(text[start:end])
    if len(parts) > 1 and parts[0][2][0].label in ("NORP", "GPE") and parts[-1][1] == end - start:
        return parts[-1][2]
    return parts[0][2] if parts and parts[0][0] == 0 else ()


def _of_a_country(text, start, end, label):
    """The id of "Russia’s Ministry of Defense", known as "Russian Ministry of Defense"."""
    owner = re.search(r"(\w+)[’']s $", text[max(0, start - 40) : start])
    if not owner or label != "ORG":
        return None
    stem = fold(owner.group(1))[:4]
    for adjective in (e.name for e in load_entities() if e.label == "NORP" and e.id[:4] == stem):
        name = f"{adjective} {text[start:end]}"
        for s, e, entities in known_names(name):
            if (s, e) == (0, len(name)):
                return entities[0].id
    return None


def _by_context(text, start, end, entities, last):
    family = tuple(e.id for e in entities)
    before, after = text[max(0, start - 60) : start], text[end : end + 40]
    roles = words()
    wanted = None
    if any(e.id.endswith("-government") for e in entities):
        line = before.rpartition("\n")[2]
        literal = re.search(r"\bfrom $", line) and re.match(r" (?:through|to|via|towards?) ", after)
        literal = literal or re.search(r"\b(?:road|line|route|highway) [A-Z]\w+[-–]$", line)
        acts = re.match(rf"[’']|[ \xa0](?:{'|'.join(roles['common'])})\b", after)
        dateline = not line.strip() and re.match(r" (?:by [A-Z]|[(—–-])", after)
        city = literal or dateline or (_IN_PLACE.search(line) and not acts)
        return next(e.id for e in entities if e.id.endswith("-government") != bool(city))
    if entities[0].label == "FAC":
        tail = text[start:end].lower()
        kind = "crossing" if "crossing" in tail or "crossing" in before[-25:] else "base"
        return next((e.id for e in entities if kind in e.id), entities[0].id)
    if any(e.id == "the-west" for e in entities):  # a pair of directions is no political West
        pair = re.search(r"\b(?:East|North|South)\b", before + after)
        return next(e.id for e in entities if (e.id == "the-west") != bool(pair))
    next_words = re.findall(r"[\w-]+", after.lower())[:3]
    prior = re.findall(r"[\w-]+", before.lower())[-3:]
    shared = re.match(rf"(?:(?:,| and| or| –) (?:al-)?{CAP})+ (\w+)", after)
    next_words = [shared.group(1)] if shared else next_words
    if set(next_words[:1] + prior) & roles["governorate"] or (
        prior and re.fullmatch(r"(?:north|south)?-?(?:north|south|east|west)(?:ern)?", prior[-1])
    ):
        wanted = "-governorate"
    elif set(next_words[:1] + prior) & roles["city"]:
        wanted = ""
    if wanted is None:
        return last.get(family, entities[0].id)
    id = next((e.id for e in entities if e.id.endswith("-governorate") == bool(wanted)), family[0])
    last[family] = id
    return id
