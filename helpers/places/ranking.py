"""Choose among the places a name may mean: every name of a text at once, in two passes."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from functools import lru_cache
from typing import NamedTuple

from helpers.places.gazetteer import by_id, lookup, lookup_near
from helpers.places.names import fold

# What each feature is worth: a softmax over candidates fitted on the LGL corpus (local news),
# rounded; capitals and curated places are kept as they were, the corpus being about small towns.
FIRST = {
    "size": 1.15, "country": 1.5, "province": 1.5, "county": 5.0, "city": 0.8, "physical": 3.0,
    "capital": 0.5, "curated": 4.5, "alias": -2.0, "later": -2.0, "within": 6.0, "cue": 4.0,
    "named": 4.0,
}  # fmt: skip
SECOND = FIRST | {
    "alias": -3.0, "same_country": 2.5, "same_province": 3.5, "near": 4.0, "around": 1.5,
}  # fmt: skip
_WITHIN = re.compile(r"\s*(?:,|\(|, in|in)\s+((?:[A-Z][\w.'’-]*\s?){1,3})")
_HEADS = (
    r"(?:military |air |oil |gas |border |prison |refugee |detention )*(?:bases?|garrison|camps?|"
    r"airport|airfield|crossings?|crossing point|checkpoint|fields?|oilfields?|roads?|highway|"
    r"buffer|zone|bridge|dam|prison|river|valley|desert)"
)
HEAD = re.compile(rf"(?:\s+[a-z]+)?\s+({_HEADS})$", re.IGNORECASE)
_WORDS = {  # what calls for a kind of place
    "province": ("province", "state", "governorate", "region", "oblast"),
    "county": ("county", "parish"),
    "city": ("city", "town", "village", "suburb"),
    "physical": ("lake", "river", "sea", "gulf"),
}


class Choice(NamedTuple):
    """What a span may mean, best first, and how sure that is."""

    ranked: tuple  # of (Candidate, share between 0 and 1)
    how: str  # "exact", "head", "consonants" or "none"


@lru_cache(maxsize=1 << 15)
def km_between(a, b):
    """Great-circle distance in kilometres, good enough for ranking.

    Examples
    --------
    >>> round(km_between((33.51, 36.29), (33.34, 44.40)))
    753
    """
    p, q = math.radians(a[0]), math.radians(b[0])
    d = math.radians(b[1] - a[1])
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(d / 2) ** 2
    return 12742.0176 * math.asin(math.sqrt(min(1.0, h)))


def find_candidates(name, id_=None):
    """Look a name up as it stands, then without its head noun, then without a plural.

    A curated place of the given id comes first, whatever the name.

    Examples
    --------
    >>> found, how = find_candidates("Palmyra road")
    >>> found[0].place.name, how
    ('Palmyra (Tadmur)', 'head')
    """
    named = list(by_id(id_))
    for tried, how in ((name, "exact"), (HEAD.sub("", name), "head"), (name.rstrip("s"), "exact")):
        found = lookup(tried)
        if found:
            ids = {candidate.place.id for candidate in found}
            return [c for c in named if c.place.id not in ids] + found, how
    return named, "exact" if named else "none"


_NAME = r"(?:[a-z]{2,4}[- ])?[A-Z][\w'’-]*(?:[ -][A-Z][\w'’-]*)*"
_SEP = r"\s*(?:,|and|or|–|-|/)\s*"


@lru_cache(maxsize=256)
def _cue_rules(cues):
    words = "|".join(map(re.escape, sorted(cues, key=len, reverse=True)))
    inside = re.compile(rf"\b(?:{words})s?$", re.IGNORECASE)
    behind = re.compile(rf"(?:{_SEP}(?:the )?{_NAME})*[\s-]+(?:[a-z]+ )?(?:{words})\b")
    ahead = re.compile(rf"\b(?:{words})(?: (?:of|at|in))?(?: the)? (?:{_NAME}{_SEP})*$")
    return inside, behind, ahead


@lru_cache(maxsize=256)  # asked again for each candidate of a name
def _called_for(cues, name, before, after):
    """Tell whether a word calls for a place: inside its name, beside it or beside its row."""
    inside, behind, ahead = _cue_rules(cues)
    return bool(inside.search(name) or behind.match(after) or ahead.search(before))


def _group(place):
    kind = place.kind
    if kind in ("lake", "river", "desert", "sea", "continent", "region", "area", "idea"):
        return "physical"
    return kind if kind in ("country", "province", "county", "capital") else "city"


def _container(text, end):
    """Read what stands behind a name as its country or province: "Gainesville, Ga."."""
    found = _WITHIN.match(text, end)
    words = found.group(1).split() if found else []
    for size in range(len(words), 0, -1):
        places = lookup(" ".join(words[:size]).rstrip(".,"))
        holders = {
            (c.place.country, "" if c.place.kind == "country" else c.admin1)
            for c in places
            if c.place.kind in ("country", "province")
        }
        if holders:
            return frozenset(holders)
    return None


def _holds(container, candidate):
    here = candidate.place.country
    return any(c == here and a in ("", candidate.admin1) for c, a in container or ())


def _called(candidate, name, before, after):
    """Tell whether the text calls for a candidate: a cue beside the name, or inside it."""
    cues = candidate.cues or _WORDS.get(_group(candidate.place), ())
    short = name.endswith(".") and candidate.alias and candidate.place.kind == "province"  # "Kan."
    return short or bool(cues) and _called_for(cues, name, before, after)


def _is_town_of(other, province):
    """Tell a town of the same name in a province, as Aleppo is in Aleppo."""
    a, b = other.place, province.place
    if _group(a) not in ("city", "capital") or a.country != b.country:
        return False
    return other.admin1 == province.admin1 or km_between((a.lat, a.lon), (b.lat, b.lon)) < 50


def _features(candidate, others, container, called, label):
    """Describe a candidate by what it is; its kind counts in the index only."""
    place = candidate.place
    group = "curated" if candidate.curated else _group(place)
    town = group == "province" and any(_is_town_of(other, candidate) for other in others)
    fits = (label == "FAC") == (place.kind in ("base", "crossing", "field", "building", "road"))
    return {
        "size": math.log10(candidate.population + 10) - 1 if candidate.population else 0.0,
        group: 1.0,
        "alias": float(candidate.alias),
        "later": float(candidate.curated and candidate is not others[0] or town),
        "within": float(_holds(container, candidate)),
        "cue": called + (0.5 if label and candidate.curated and fits else 0.0),
    }


def _shares(scores):
    top = max(scores, default=0.0)
    weights = [math.exp(score - top) for score in scores]
    return [weight / sum(weights) for weight in weights]


def _dot(weights, features):
    return sum(weights.get(name, 0.0) * value for name, value in features.items())


def rank(text, spans, labels=None, ids=None):
    """Rank the candidates of every span, first one by one, then in the light of each other.

    In the first pass a candidate is worth what it is: its kind, its population, whether the text
    names its country or province behind it, whether a word beside it calls for it. In the second
    pass it is also worth the company it keeps: places in the same country and province, and near.

    Parameters
    ----------
    text : str
    spans : iterable of (int, int)
    labels : sequence of str, optional
        A label for each span; "FAC" prefers bases, crossings and fields.
    ids : sequence of str, optional
        What each span was found to name, where that is known: prefers the place of that id.

    Returns
    -------
    list of Choice
        One for each span, in order.

    Examples
    --------
    >>> text = "From Aleppo to Damascus, and on to Palmyra."
    >>> spans = [(5, 11), (15, 23), (35, 42)]
    >>> [choice.ranked[0][0].place.name for choice in rank(text, spans)]
    ['Aleppo', 'Damascus', 'Palmyra (Tadmur)']
    """
    spans = list(spans)
    labels, ids = (list(x) if x is not None else [None] * len(spans) for x in (labels, ids))
    names = [text[start:end] for start, end in spans]
    known = {pair: find_candidates(*pair) for pair in dict.fromkeys(zip(names, ids, strict=True))}
    found = [known[pair][0] for pair in zip(names, ids, strict=True)]
    groups = _describe(text, spans, names, found, labels, ids)
    first = [_shares([_dot(FIRST, row) for row in rows]) for rows in groups]
    second = _together(names, found, groups, first)
    countries = Counter()
    for candidates, shares in zip(found, second, strict=True):
        for candidate, share in zip(candidates, shares, strict=True):
            countries[candidate.place.country] += share
    main = {c for c, n in countries.items() if c and n >= 0.1 * sum(countries.values())}
    out = []
    for i, name in enumerate(names):
        candidates, shares, how = found[i], second[i], known[name, ids[i]][1]
        if how == "none":
            candidates = lookup_near(HEAD.sub("", name), main)
            shares, how = _shares([1.0 + c.curated for c in candidates]), "consonants"
        order = sorted(range(len(candidates)), key=lambda i: (-shares[i], i))
        ranked = tuple((candidates[i], shares[i]) for i in order)
        out.append(Choice(ranked, how if ranked else "none"))
    return out


def _describe(text, spans, names, found, labels, ids):
    """Describe every candidate of every span by what it is and by the words around the name."""
    holders, own = defaultdict(Counter), [_container(text, end) for _, end in spans]
    for name, candidates, container in zip(names, found, own, strict=True):
        if container and any(_holds(container, c) for c in candidates):
            holders[fold(name)][container] += 1
    calls, elsewhere = [], Counter()
    for (start, end), name, candidates in zip(spans, names, found, strict=True):
        around = name, text[max(0, start - 60) : start], text[end : end + 60]
        calls.append([_called(candidate, *around) for candidate in candidates])
        for candidate, called in zip(candidates, calls[-1], strict=True):
            elsewhere[candidate.place.id] += called
    groups = []
    for i, name in enumerate(names):
        held = holders[fold(name)]
        container = own[i] if own[i] in held else next(iter(held)) if len(held) == 1 else None
        rows = []
        for candidate, called in zip(found[i], calls[i], strict=True):
            called = 1.0 if called else 0.4 * bool(elsewhere[candidate.place.id])
            row = _features(candidate, found[i], container, called, labels[i])
            rows.append(row | {"named": float(candidate.place.id == ids[i])})
        groups.append(rows)
    return groups


def _together(names, found, groups, first):
    """Second pass: add what a candidate shares with the likely places of the other names."""
    likely = {}  # one likely place a name, so that a name said often does not shout
    for name, candidates, shares in zip(names, found, first, strict=True):
        best = max(zip(shares, range(len(shares)), strict=True), default=None)
        if best and (fold(name) not in likely or best[0] > likely[fold(name)][1]):
            likely[fold(name)] = candidates[best[1]], best[0]
    second, known = [], {}
    for name, candidates, rows in zip(names, found, groups, strict=True):
        if (pair := (fold(name), *(c.place.id for c in candidates))) not in known:
            others = [other for key, other in likely.items() if key != fold(name)]
            known[pair] = _company(candidates, others)
        rows = zip(rows, known[pair], strict=True)
        second.append(_shares([_dot(SECOND, row | company) for row, company in rows]))
    return second


def _company(candidates, others):
    """Describe candidates by the company they keep: shares of the other names, and the nearest."""
    total, rows = sum(share for _, share in others) or 1.0, []
    others = [(o.place, o.admin1, _group(o.place), share) for o, share in others]
    for candidate in candidates:
        place, same, state, near, around = candidate.place, 0.0, 0.0, 0.0, 0.0
        here = (place.lat, place.lon)
        for other, admin1, group, share in others:
            if other.country == place.country and place.country:
                same += share
                if admin1 == candidate.admin1 != "":
                    state += share
            pointlike = group not in ("country", "physical")
            if pointlike and place.lat is not None and other.lat is not None:
                km = km_between(here, (other.lat, other.lon))
                near = max(near, share * math.exp(-km / 50))
                around += share * math.exp(-km / 300)
        company = {"same_country": same / total, "same_province": state / total}
        rows.append(company | {"near": near, "around": around / total})
    return rows
