"""Choose the entity a mention names, where one spelling serves several."""

from __future__ import annotations

import re
from functools import lru_cache

from helpers.entities.edges import words
from helpers.entities.names import fold, known_names, load_entities, slug
from helpers.lexicon import load_table


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
    people, last, ids = {}, {}, []
    for start, end, label in spans:
        if label == "PERSON" and " " in (name := text[start:end]):
            known = candidates.get((start, end))
            people.setdefault(re.split(r"[\s-]", name)[-1], known[0].id if known else slug(name))
    for start, end, label in spans:
        name, entities = text[start:end], candidates.get((start, end)) or _inside(text, start, end)
        fitting = [e for e in entities if e.label == label]
        if fitting:
            id = _by_context(text, start, end, fitting, last) if fitting[1:] else fitting[0].id
        elif label == "PERSON" and " " not in name:
            id = people.get(re.split(r"[\s-]", name)[-1], slug(name))
        else:
            id = _of_a_country(text, start, end) or slug(name)
        ids.append(id)
    return ids


def _inside(text, start, end):
    """All entities a longer span may stand for: of the name that ends it, or that begins it."""
    parts = known_names(text[start:end])
    if len(parts) > 1 and parts[-1][1] == end - start:
        return parts[-1][2]
    return parts[0][2] if parts and parts[0][0] == 0 else ()


def _of_a_country(text, start, end):
    """The id of "Russia’s Ministry of Defense", known as "Russian Ministry of Defense"."""
    owner = re.search(r"(\w+)[’']s $", text[max(0, start - 40) : start])
    stem = fold(owner.group(1))[:4] if owner else None
    for adjective in (e.name for e in load_entities() if e.label == "NORP" and e.id[:4] == stem):
        name = f"{adjective} {text[start:end]}"
        for s, e, entities in known_names(name):
            if (s, e) == (0, len(name)):
                return entities[0].id
    return None


@lru_cache(maxsize=1)
def _rules():
    rules = []
    for row in load_table("entity_rules"):
        pattern = re.sub(r"\{([a-z]+)\}", lambda m: "|".join(words()[m[1]]), row["pattern"])
        rules.append((row["among"], row["take"], re.compile(pattern)))
    return rules


def _by_context(text, start, end, entities, last):
    """Take the entity that the first fitting row of ``data/entity_rules.csv`` names.

    A row reads the name in angles with what stands around it. A family of entities no row decides
    is what it was the last time in this text.
    """
    family = tuple(e.id for e in entities)
    before = text[max(0, start - 60) : start].rpartition("\n")[2]
    around = f"{before}<{text[start:end]}>{text[end : end + 40]}"
    for among, take, pattern in _rules():
        if any(id.endswith(among) for id in family) and pattern.search(around):
            fits = [id for id in family if id.endswith(take or among) == bool(take)]
            last[family] = next(iter(fits), family[0])
            break
    return last.get(family, family[0])
