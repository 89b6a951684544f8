"""Choose among the places a name may mean: every name of a text at once, in two passes."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from functools import cache, lru_cache
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


class _Name:
    """A name of the text while it is settled what it means."""

    def __init__(self, text, span, label, id_, candidates, how):
        start, end = span
        self.text, self.label, self.id = text[start:end], label, id_
        self.key, self.candidates, self.how = fold(self.text), candidates, how
        self.container, self.shares = _container(text, end), []
        around = self.text, text[max(0, start - 60) : start], text[end : end + 60]
        self.called = [_called(candidate, *around) for candidate in candidates]


def _features(name, candidate, container, called):
    """Describe a candidate by what it is; its kind counts in the index only."""
    place, others = candidate.place, name.candidates
    group = "curated" if candidate.curated else _group(place)
    town = group == "province" and any(_is_town_of(other, candidate) for other in others)
    fits = (name.label == "FAC") == (
        place.kind in ("base", "crossing", "field", "building", "road")
    )
    return {
        "size": math.log10(candidate.population + 10) - 1 if candidate.population else 0.0,
        group: 1.0,
        "alias": float(candidate.alias),
        "later": float(candidate.curated and candidate is not others[0] or town),
        "within": float(_holds(container, candidate)),
        "cue": called + (0.5 if name.label and candidate.curated and fits else 0.0),
        "named": float(place.id == name.id),
    }


def _shares(scores):
    top = max(scores, default=0.0)
    weights = [math.exp(score - top) for score in scores]
    return [weight / sum(weights) for weight in weights]


def _weigh(weights, rows):
    """Turn rows of features into shares that sum up to 1."""
    return _shares([sum(weights.get(k, 0.0) * value for k, value in row.items()) for row in rows])


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
    spans, find = list(spans), cache(find_candidates)
    about = zip(spans, labels or [None] * len(spans), ids or [None] * len(spans), strict=True)
    names = [_Name(text, *one, *find(text[slice(*one[0])], one[2])) for one in about]
    described = _describe(names)
    for name, rows in zip(names, described, strict=True):
        name.shares = _weigh(FIRST, rows)
    for name, shares in zip(names, _together(names, described), strict=True):
        name.shares = shares
    countries = Counter()
    for name in names:
        for candidate, share in zip(name.candidates, name.shares, strict=True):
            countries[candidate.place.country] += share
    main = {c for c, n in countries.items() if c and n >= 0.1 * sum(countries.values())}
    return [_choice(name, main) for name in names]


def _choice(name, main):
    """Rank what a name may mean; an unknown one by its consonants, in the main countries."""
    candidates, shares, how = name.candidates, name.shares, name.how
    if how == "none":
        candidates, how = lookup_near(HEAD.sub("", name.text), main), "consonants"
        shares = _shares([1.0 + candidate.curated for candidate in candidates])
    ranked = sorted(zip(candidates, shares, strict=True), key=lambda pair: -pair[1])
    return Choice(tuple(ranked), how if ranked else "none")


def _describe(names):
    """Describe every candidate of every name by what it is and by the words around the name."""
    holders, elsewhere, groups = defaultdict(set), Counter(), []
    for name in names:
        if name.container and any(_holds(name.container, c) for c in name.candidates):
            holders[name.key].add(name.container)
        for candidate, called in zip(name.candidates, name.called, strict=True):
            elsewhere[candidate.place.id] += called
    for name in names:
        held, container = holders[name.key], name.container
        if container not in held:
            container = next(iter(held)) if len(held) == 1 else None
        pairs = zip(name.candidates, name.called, strict=True)
        calls = [(c, 1.0 if called else 0.4 * bool(elsewhere[c.place.id])) for c, called in pairs]
        groups.append([_features(name, c, container, called) for c, called in calls])
    return groups


def _together(names, described):
    """Second pass: add what a candidate shares with the likely places of the other names."""
    likely = {}  # one likely place a name, so that a name said often does not shout
    for name in names:
        share, at = max(zip(name.shares, range(len(name.shares)), strict=True), default=(0, None))
        if at is not None and (name.key not in likely or share > likely[name.key][1]):
            likely[name.key] = name.candidates[at], share
    known = {}
    for name, rows in zip(names, described, strict=True):
        if (pair := (name.key, *(c.place.id for c in name.candidates))) not in known:
            others = [other for key, other in likely.items() if key != name.key]
            known[pair] = _company(name.candidates, others)
        rows = zip(rows, known[pair], strict=True)
        yield _weigh(SECOND, [row | company for row, company in rows])


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
