"""The who's who: which spelling names which person, group, body, outlet, place or event."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from helpers.lexicon import load_table
from helpers.records import LABELS, Entity

_WORD = re.compile(r"[^\W_]+")
_ARTICLES = frozenset(["al", "ad", "an", "ar", "as", "ash", "at", "az", "ez"])
_GAP = re.compile(r"[ \xa0]?[ \xa0\-–‑’'‘`ʿʾ][ \xa0]?|\.[ \xa0]?")


@lru_cache(maxsize=1)
def _table():
    entities = []
    for number, row in enumerate(load_table("entities"), 2):
        if row["label"] not in LABELS or not row["id"]:
            raise ValueError(
                f"entities.csv, line {number}: label {row['label']!r}, "
                f"expected one of {', '.join(LABELS)}, and an id."
            )
        aliases = tuple(a.strip() for a in row["aliases"].split(";") if a.strip())
        entities.append(Entity(row["id"], row["name"], row["label"], aliases, row["note"] or None))
    return tuple(entities)


def load_entities(mentions=()):
    """Load the who's who of the Syria and Iraq conflict (``data/entities.csv``).

    Parameters
    ----------
    mentions : iterable of Mention, optional
        Names found in articles; those the table does not know are added, noted as such.

    Returns
    -------
    list of Entity
        Ids are unique. One spelling may stand under several: "Washington" is a city and, where
        it acts, the US government.

    Examples
    --------
    >>> [e.id for e in load_entities() if "Daesh" in e.aliases]
    ['isis']
    """
    known = {entity.id: entity for entity in _table()}
    for mention in sorted(mentions, key=lambda m: (-len(m.text), m.article_id, m.start)):
        if mention.entity_id and mention.entity_id not in known:
            known[mention.entity_id] = Entity(
                mention.entity_id, mention.text, mention.label, note="not in the who's who"
            )
    return list(known.values())


@lru_cache(maxsize=8192)
def fold(text):
    """Fold case, accents and the article el/al away, so that spellings can be compared.

    Examples
    --------
    >>> fold("El-Hāsaka")
    'al-hasaka'
    """
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in plain if not unicodedata.combining(c) and c not in "ʿʾ")
    return re.sub(r"\bel\b", "al", plain.casefold())


def slug(text):
    """Make an id of a name.

    Examples
    --------
    >>> slug("Jabhat al-Nuṣra")
    'jabhat-al-nusra'
    """
    return "-".join(_WORD.findall(fold(text)))


@lru_cache(maxsize=1)
def _index():
    """First word -> [(words, spelling, needs "the", entities)], longest first."""
    spellings, index = {}, {}
    for entity in _table():
        name = re.sub(r" \(.*\)$", "", entity.name)
        described = entity.label in ("GPE", "ORG") and name.split()[-1].islower()
        forms = entity.aliases if described else (name, *entity.aliases)
        for form in [*forms, *(re.sub(r"['’]", "", form) for form in forms)]:
            bare = form.removeprefix("the ")
            spelling = _WORD.findall(bare)
            at = tuple(map(fold, spelling)), bare != form
            known = spellings.setdefault(at, (spelling, []))[1]
            known += [] if entity in known else [entity]
    for (key, the), (spelling, entities) in spellings.items():
        index.setdefault(key[0], []).append((key, spelling, the, tuple(entities)))
    for rows in index.values():
        rows.sort(key=lambda row: (-len(row[0]), row[0]))
    return index


def _same_case(word, wanted):
    if wanted.isupper() and len(wanted) < 7:
        return word == wanted
    return wanted[0].islower() or fold(wanted) in _ARTICLES or not word[0].islower()


def _stands(text, words, folded, i, row):
    """Tell whether a spelling of the index stands at the i-th word of a text."""
    key, spelling, the, _ = row
    here = words[i : i + len(key)]
    if tuple(folded[i : i + len(key)]) != key:
        return False
    gaps = (text[a.end() : b.start()] for a, b in zip(here, here[1:], strict=False))
    follows = re.match(r" [A-Z]", text[here[-1].end() :][:2])  # "the West Virginia"
    return (
        all(_same_case(w.group(), wanted) for w, wanted in zip(here, spelling, strict=True))
        and all(_GAP.fullmatch(gap) for gap in gaps)
        and not (the and (i == 0 or folded[i - 1] != "the" or follows))
    )


def known_names(text):
    """Find the spellings of the who's who in a text: longest first, no overlap, hyphens split.

    Returns
    -------
    list of (int, int, tuple of Entity)
        Start, end and all entities the spelling may name.

    Examples
    --------
    >>> [(s, e, c[0].id) for s, e, c in known_names("US-backed Kurds in Deir Ez Zor")]
    [(0, 2, 'united-states'), (10, 15, 'kurdish'), (19, 30, 'deir-ez-zor')]
    """
    words = list(_WORD.finditer(text))
    folded, found, i = [fold(w.group()) for w in words], [], 0
    while i < len(words):
        rows = _index().get(folded[i], ())
        row = next((row for row in rows if _stands(text, words, folded, i, row)), None)
        if row:
            last = words[i + len(row[0]) - 1]
            point = (
                row[0][1:] and len(last.group()) == 1 and text[last.end() : last.end() + 1] == "."
            )
            found.append((words[i].start(), last.end() + bool(point), row[3]))  # "U.S." with it
        i += len(row[0]) if row else 1
    return found
