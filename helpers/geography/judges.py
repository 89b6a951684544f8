"""What the map says to a statement: distances and bearings, parts of a country, borders, routes.

Every judge returns (verdict, kilometres or None, bearing or None, a sentence in plain words).
"""

from __future__ import annotations

import json
import re
from functools import lru_cache
from itertools import pairwise

from geographiclib.geodesic import Geodesic

from helpers.places import lookup
from helpers.places.gazetteer import DATA
from helpers.records import Place

DIRECTION = r"(?P<d>(?i:(?:north|south)[- ]?(?:east|west)|north|south|east|west)(?:ern)?)"
FAR = r"(?P<n>\d[\d,.]*)[- ]?(?P<u>km|kilomet(?:re|er)s?|miles?)\b"
_POINTS = ["north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"]


def to_km(number, unit):
    """Turn a distance in words of an article into kilometres."""
    value = float(number.replace(",", "").rstrip("."))
    return value * 1.609344 if unit.startswith("mile") else value


def degrees(direction):
    """Degrees clockwise from north of a direction in words, "north eastern" or "south-west"."""
    word = re.sub(r"[- ]", "", direction.lower()).removesuffix("ern")
    return _POINTS.index(re.sub(r"(?<=th)(?=east|west)", "-", word)) * 45


def stated(text):
    """Read the direction (degrees) and the distance (km) a statement gives, ``None`` for none.

    Examples
    --------
    >>> stated("70 km north of Al-Tanf"), stated("in the north-east")
    ((0, 70.0), (45, None))
    """
    direction, far = re.search(rf"\b{DIRECTION}", text), re.search(FAR, text)
    return direction and degrees(direction["d"]), far and to_km(far["n"], far["u"])


def turn(a, b):
    """Degrees between two bearings, 0 to 180."""
    return abs((a - b + 180) % 360 - 180)


def measure(a, b):
    """Measure from one place to another: kilometres and bearing in degrees from north.

    Examples
    --------
    >>> from helpers.places import lookup
    >>> palmyra, arak = lookup("Palmyra")[0].place, lookup("Arak oil field")[0].place
    >>> [round(value) for value in measure(palmyra, arak)]
    [28, 69]
    """
    line = Geodesic.WGS84.Inverse(a.lat, a.lon, b.lat, b.lon)
    return line["s12"] / 1000, line["azi1"] % 360


def towards(bearing):
    """Name a bearing by the nearest of eight points of the compass."""
    return _POINTS[round(bearing / 45) % 8]


@lru_cache(maxsize=1)
def _countries():
    """Countries of the base map: centre, extent and outline."""
    with (DATA / "basemap" / "countries.geojson").open(encoding="utf-8") as file:
        features = json.load(file)["features"]
    return {f["properties"]["iso"]: (f["properties"], _rings(f["geometry"])) for f in features}


def _rings(geometry):
    parts = geometry["coordinates"]
    parts = [parts] if geometry["type"] == "Polygon" else parts
    return [[tuple(point) for point in ring] for part in parts for ring in part]


def country_of(code):
    """The country with an ISO code, where the base map has it."""
    known = _countries().get(code)
    found = lookup(known[0]["name"]) if known else ()
    kind = "country", code
    return next((c.place for c in found if (c.place.kind, c.place.country) == kind), None)


def centre_of(country):
    """The centre (lat, lon) that "in the north of" a country is judged from, if the map has it."""
    known = _countries().get(country)
    return tuple(reversed(known[0]["centre"])) if known else None


def _border(a, b):
    """Points (lon, lat) that the outlines of two countries share; ``None`` off the base map."""
    known = [_countries().get(code) for code in (a, b)]
    if None in known:
        return None
    one, two = ({point for ring in rings for point in ring} for _, rings in known)
    return sorted(one & two)


def _ways(place, line):
    """Measure from a place to each point of a line."""
    return [measure(place, Place("", "", "point", lat, lon)) for lon, lat in line]


def _lies(subject, reference):
    """Measure where a place lies from another, and say so."""
    km, bearing = measure(reference, subject)
    where = f"{subject.name} lies {km:.0f} km to the {towards(bearing)} (bearing {bearing:.0f}°)"
    return km, bearing, f"From {reference.name}, {where}; the text says "


def _vague(why, km=None, bearing=None):
    return "too vague", km, bearing, why


def too_vague(reference, direction=None, far=None):
    """Say that a statement names too little to be tested."""
    said = f"{far:.0f} km " if far else ""
    said += f"{direction.lower().removesuffix('ern')} of " if direction else "from " if far else ""
    if reference is None:
        return _vague("No place on the map is named to measure from.", far)
    lies = f"lies {said}" if said else "goes with "
    return _vague(f"No place is named that {lies}{reference.name}.", far)


def in_direction(subject, reference, direction):
    """Judge "Arak, north of Palmyra", or "in the north" where the reference is a country."""
    if reference is None or subject.id == reference.id:
        return too_vague(reference, direction)
    if reference.kind == "country":
        return _part(subject, reference, direction)
    km, bearing, why = _lies(subject, reference)
    if km < max(subject.precision_km or 0, reference.precision_km or 0):
        names = f"{subject.name} and {reference.name}"
        return _vague(f"{names} are too close, or too large, to tell.", km, bearing)
    off = turn(bearing, degrees(direction))
    why += f"{direction.lower()}, which is {off:.0f}° off."
    return "agrees" if off <= 45 else "disagrees", km, bearing, why


def _part(subject, country, direction):
    """Judge "in the north of" a country: by its centroid, or by its outer third on that side."""
    known = _countries().get(country.country)
    if known is None or subject.country not in (None, country.country):
        return too_vague(country, direction)
    west, south, east, north = known[0]["extent"]
    centre = Place("", f"the centre of {country.name}", "centre", *centre_of(country.country))
    km, bearing, why = _lies(subject, centre)
    wanted = degrees(direction)
    off = turn(bearing, wanted)
    across = {0: (subject.lat - south) / (north - south), 90: (subject.lon - west) / (east - west)}
    across |= {180: 1 - across[0], 270: 1 - across[90]}
    third = all(across[p] > 2 / 3 for p in across if turn(p, wanted) < 90)
    verdict = "agrees" if off <= 45 or third else "disagrees" if off > 90 else "too vague"
    why += f"{direction.lower()}, which is {off:.0f}° off"
    why += ", but it is the outer third on that side." if third and off > 45 else "."
    return verdict, km, bearing, why


def at_distance(subject, reference, far, direction):
    """Judge "70 km north of", straight or by road, give or take what the points stand for."""
    if reference is None:
        return too_vague(None, direction, far)
    km, bearing, why = _lies(subject, reference)
    slack = (subject.precision_km or 0) + (reference.precision_km or 0)
    off = turn(bearing, degrees(direction)) if direction else 0
    near = far / 1.45 - slack <= km <= 1.1 * far + slack  # a road may be that much longer
    why += f"{far:.0f} km {(direction or '').lower()}".strip() + "."
    return "agrees" if near and off <= 45 else "disagrees", km, bearing, why


def contained(subject, reference, admin1):
    """Judge "Astana, Kazakhstan": does the gazetteer have the one in the other?

    ``admin1`` gives the code of the province of each place id.
    """
    if subject is None or reference is None:
        return too_vague(reference)
    if not subject.country or reference.kind not in ("country", "province"):
        return _vague(f"{reference.name} has no borders on record.")
    inside = subject.country == reference.country
    if reference.kind == "province":
        codes = [admin1.get(place.id) for place in (subject, reference)]
        inside = inside and codes[0] == codes[1]
        if not all(codes):
            return _vague(f"The gazetteer has no province for {subject.name}.")
    if inside:
        return "agrees", None, None, f"The gazetteer has {subject.name} in {reference.name}."
    why = f"The gazetteer does not have {subject.name} in {reference.name}"
    if reference.kind == "province" or subject.kind in ("capital", "province"):
        return _vague(f"{why}; it may be a list, or another place of that name.")
    return "disagrees", None, None, f"{why}."


def adjacent(subject, reference):
    """Judge "the Iraq-Syria border", or "close to the Iraqi border": what touches on the map?"""
    if reference is None or subject.country == reference.country:
        return too_vague(reference)
    line, names = (
        _border(subject.country, reference.country),
        f"{subject.name} and {reference.name}",
    )
    if line is None:
        return _vague("The base map does not reach that far.")
    if not line:
        return "disagrees", None, None, f"{names} share no border on the base map."
    if subject.kind == "country":
        return "agrees", None, None, f"{names} share a border."
    km = min(km for km, _ in _ways(subject, line))
    why = f"From {subject.name} it is {km:.0f} km to the border with {reference.name}."
    near = km <= 50 + (subject.precision_km or 0)
    return ("agrees" if near else "disagrees" if km > 150 else "too vague"), km, None, why


def border_ahead(reference, country, direction):
    """Judge "east of Palmyra towards the Iraqi border": is that border met in that direction?"""
    line, wanted = _border(reference.country, country.country), degrees(direction)
    if not line:
        return _vague(f"No border with {country.name} on the base map.")
    km, bearing = min(_ways(reference, line), key=lambda way: turn(way[1], wanted))
    why = (
        f"Going {direction.lower()} from {reference.name}, the border with {country.name} is met "
        f"after {km:.0f} km (bearing {bearing:.0f}°)."
    )
    return "agrees" if turn(bearing, wanted) <= 45 else "disagrees", km, bearing, why


def on_route(start, *stops):
    """Judge a route: are the stops on the way, in the order given?"""
    legs = list(pairwise((start, *stops)))
    apart = start.kind == "country" and not all(_border(a.country, b.country) for a, b in legs)
    if not stops or apart:
        return too_vague(start)
    straight, way = measure(start, stops[-1])[0], sum(measure(*leg)[0] for leg in legs)
    room = 1.35 * straight + sum(place.precision_km or 0 for place in stops[:-1])
    names = ", ".join(place.name for place in (start, *stops))
    why = f"{names}: {way:.0f} km in this order, {straight:.0f} km straight."
    return "agrees" if way <= room else "disagrees", way, None, why
