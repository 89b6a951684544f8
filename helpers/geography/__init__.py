"""Geography: statements in a text that a map can test, and what the map says.

Rules over the words around located places find them; distances and bearings are computed on the
WGS 84 ellipsoid (geographiclib). Where one of the two places is not named the statement is
``too vague``: the map has nothing to say, and says so.

The rules are rows of ``data/geography_rules.csv``, tried from the top. In a pattern ``<s>`` is the
place that is placed, ``<r>`` the one it is placed by, ``<t>`` and ``<v>`` stops between; ``<S>``
and ``<R>`` the same said by a country's adjective; ``<d>`` a direction, ``<far>`` a distance.
``before`` names the part that is to be looked for in the words before.
"""

from __future__ import annotations

import csv
import re
from bisect import bisect_left
from functools import lru_cache

from helpers.geography import judges
from helpers.geography.judges import centre_of, country_of, measure, stated
from helpers.places import load_places, lookup
from helpers.places.gazetteer import DATA
from helpers.records import GeographyTest, Place

_PLACE, _ADJECTIVE, _FILL = "\ue000", "\ue002", "\ue001"  # signs that stand for names in a text
_HEAD = (
    r"(?:city|town|village|provinces?|governorate|region|area|crossing(?: point)?|road|camp|border|"
    r"desert|(?:military )?base)"
)
_THE = r"(?:(?:the|an?|its|their|this|besieged|occupied|rich|nearby|strategic) )*"
_FORCES = r"(?:\w+ (?:forces|troops) (?:stationed |based )?(?:in|at) )?"
_MACROS = {
    **{f"<{g}>": f"(?P<{g}>{_PLACE}{_FILL}*)" for g in "srtv"},
    **{f"<{g}>": f"(?P<{g}>{_ADJECTIVE}{_FILL}*)" for g in "SR"},
    "<d>": judges.DIRECTION,
    "<far>": judges.FAR,
    "<about>": r"(?:some|about|around|roughly|nearly|almost|over|than)",
    "<the>": _THE,
    "<of>": rf"{_THE}(?:{_HEAD} of (?:the )?)?{_FORCES}",
    "<tail>": rf"(?: (?:rich )?(?:oil )?(?:{_HEAD}|fields?))?",
}
_MISSING = {"subject before": "s", "reference before": "r", "start and stop before": "ts"}
_POINTS = ("town", "city", "capital", "base", "province", "area", "crossing", "field")


@lru_cache(maxsize=1)
def _rules():
    with (DATA / "geography_rules.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        for name, pattern in _MACROS.items():
            row["pattern"] = row["pattern"].replace(name, pattern)
    return [(row["kind"], re.compile(row["pattern"]), row["before"]) for row in rows]


def check_statements(docs, place_mentions):
    """Find statements about direction, distance, containment, neighbourhood and route; test them.

    Parameters
    ----------
    docs : iterable of spacy.tokens.Doc
        From ``parse``; they carry the articles.
    place_mentions : iterable of PlaceMention
        From ``locate``.

    Returns
    -------
    list of GeographyTest
        In order of appearance, not overlapping. A direction agrees within 45 degrees of the
        bearing; a place in a country is judged against the country's centroid, or by the third of
        the country it lies in. ``why`` names the reference, the figure and the verdict.

    Examples
    --------
    >>> from helpers.articles import article_from_text
    >>> from helpers.language import parse
    >>> from helpers.places import locate
    >>> from helpers.records import Mention
    >>> docs = parse([article_from_text("Palmyra lies north of Aleppo.", id="note")])
    >>> names = [Mention("note", 0, 7, "Palmyra", "GPE"), Mention("note", 22, 28, "Aleppo", "GPE")]
    >>> test = check_statements(docs, locate(names, docs))[0]
    >>> test.verdict, round(test.km), round(test.bearing)
    ('disagrees', 208, 150)
    """
    place_mentions, tests = list(place_mentions), []
    for doc in docs:
        article, found = doc.user_data["article"], []
        text, spots, admin1 = _mask(article.reading, place_mentions, article.id)
        free = bytearray(b"\1") * len(text)
        points = [at for at in sorted(spots) if spots[at].kind in _POINTS]
        around = [at for at in sorted(spots) if spots[at].kind in (*_POINTS, "country")]
        for kind, pattern, before in _rules():
            for match in pattern.finditer(text):
                span = slice(*match.span())
                if all(free[span]):
                    order = around if kind == "adjacency" else points
                    test = _test(kind, before, match, spots, order, admin1, article)
                    if test:
                        free[span] = bytes(len(match.group()))
                        found.append(test)
        tests += sorted(found, key=lambda test: test.start)
    return tests


def _mask(text, mentions, article_id):
    """Put one sign for each place and each adjective of a country; no offset moves.

    Returns the text, the place at each sign, and the province of each place.
    """
    spots, admin1, letters = {}, {}, list(text)
    known = {place.id: place for place in load_places()}
    for m in mentions:
        direction = re.fullmatch(judges.DIRECTION, m.text)  # "in the West": no spot to measure from
        if m.article_id == article_id and m.lat is not None and not direction:
            found = lookup(m.text)
            options = {c.place.id: c.place for c in found}
            admin1 |= {c.place.id: c.admin1 for c in found}
            bare = Place(m.place_id, m.name, m.kind, m.lat, m.lon, m.precision_km)
            spots[m.start] = (options | known).get(m.place_id, bare)
            letters[m.start : m.end] = _PLACE + _FILL * (m.end - m.start - 1)
    for word in re.finditer(r"\b[A-Z][a-z]+(?:i|n|sh|ese|ch)\b", "".join(letters)):
        places = [c.place for c in lookup(word.group()) if c.place.kind == "country"]
        if places and places[0].name != word.group():
            spots[word.start()] = places[0]
            letters[slice(*word.span())] = _ADJECTIVE + _FILL * (len(word.group()) - 1)
    return "".join(letters), spots, admin1


def _test(kind, before, match, spots, order, admin1, article):
    """Judge one match of a rule; ``None`` where it turns out to be no statement."""
    groups = {name: text for name, text in match.groupdict().items() if text}
    place = {g.lower(): spots[match.start(g)] for g in groups if g in "srtvSR"}
    last = bisect_left(order, match.start())
    for group in _MISSING.get(before, ""):  # the place named before, in the same paragraph
        last -= 1
        there = last >= 0 and article.text.find("\n", order[last], match.start()) < 0
        place[group] = spots[order[last]] if there else None
    s, r, direction = place.get("s"), place.get("r"), groups.get("d")
    if kind == "adjacency" and before and s and s.kind == "capital":
        s = judges.country_of(s.country)  # "Damascus" has the border of Syria
    if kind == "containment" and s and s.kind in ("country", "continent", "region"):
        return None  # a list of countries, not "Astana, Kazakhstan"
    far = judges.to_km(groups["n"], groups["u"]) if "n" in groups else None
    if kind == "border ahead":
        kind, found = "direction", judges.border_ahead(r, s, direction)
    elif s is None:
        found = judges.too_vague(r, direction, far)
    elif kind == "route":
        found = judges.on_route(*[place[g] for g in "stvr" if place.get(g)])
    elif kind == "distance":
        found = judges.at_distance(s, r, far, direction)
    elif kind == "direction":
        found = judges.in_direction(s, r or judges.country_of(s.country), direction)
    elif kind == "containment":
        found = judges.contained(s, r, admin1)
    else:
        found = judges.adjacent(s, r)
    span = (article.id, *match.span(), article.text[slice(*match.span())], kind)
    return GeographyTest(*span, *found, *(place and place.id for place in (s, r)))
