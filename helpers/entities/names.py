"""The who's who: which spelling names which person, group, body, outlet, place or event."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import chain

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
    """First word, or the first two -> [(words, casing, needs "the", entities)], longest first."""
    spellings = {}
    for entity in _table():
        name = re.sub(r" \(.*\)$", "", entity.name)
        described = entity.label in ("GPE", "ORG") and name.split()[-1].islower()
        for alias in entity.aliases if described else (name, *entity.aliases):
            for form in {alias, re.sub(r"['’]", "", alias)}:
                bare = form.removeprefix("the ")
                words = _WORD.findall(bare)
                key = tuple(fold(w) for w in words)
                case = tuple(
                    "exact"
                    if w.isupper() and len(w) < 7
                    else ""
                    if w[0].islower() or fold(w) in _ARTICLES
                    else "first"
                    for w in words
                )
                slot = spellings.setdefault((key, bare != form), ([], case, words))
                if entity not in slot[0]:
                    slot[0].append(entity)
    index = {}
    for (key, the), (entities, case, words) in spellings.items():
        index.setdefault(key[:2], []).append((key, case, words, the, tuple(entities)))
    for rows in index.values():
        rows.sort(key=lambda row: (-len(row[0]), row[0]))
    return index


def _fits(words, case, wanted):
    return all(
        word == want if how == "exact" else how == "" or not word[0].islower()
        for word, how, want in zip(words, case, wanted, strict=True)
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
    folded = [fold(w.group()) for w in words]
    found, i, index = [], 0, _index()
    while i < len(words):
        step = 1
        rows = chain(index.get(tuple(folded[i : i + 2]), ()), index.get((folded[i],), ()))
        for key, case, wanted, the, entities in rows:
            n = len(key)
            here = words[i : i + n]
            if tuple(folded[i : i + n]) != key or not _fits(
                [w.group() for w in here], case, wanted
            ):
                continue
            gaps = [text[a.end() : b.start()] for a, b in zip(here, here[1:], strict=False)]
            if not all(_GAP.fullmatch(g) for g in gaps):
                continue
            follows = re.match(r" [A-Z]", text[here[-1].end() :][:2])  # "the West Virginia"
            if the and (i == 0 or folded[i - 1] != "the" or follows):
                continue
            start, end = here[0].start(), here[-1].end()
            if n > 1 and len(here[-1].group()) == 1 and text[end : end + 1] == ".":
                end += 1  # the last point of "U.S." belongs to it
            found.append((start, end, entities))
            step = n
            break
        i += step
    return found
