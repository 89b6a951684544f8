"""The ground of every map: projection, base layers, names, circles and sectors.

Positions of labels are worked out in pixels (Mercator), so that no two collide: see ``labels``.
"""

from __future__ import annotations

import copy
import csv
import json
import math
from functools import lru_cache
from typing import ClassVar, NamedTuple

import altair as alt
from geographiclib.geodesic import Geodesic

from helpers.places.gazetteer import DATA

SEA, LAND, HOME, LINE, WATER = "#dcebf5", "#f6f1e4", "#fdfbf3", "#7d6f5a", "#6fa3c8"
HOME_COUNTRIES = ("SY", "IQ")
# kind of place: the group it is shown as
GROUP = {"base": "base", "crossing": "crossing", "field": "oil or gas field", "area": "area"}
GROUP |= dict.fromkeys(("town", "city", "capital", "building"), "town")
GROUP |= {kind: kind for kind in ("country", "province", "river")}  # all others: region
SHAPES = {  # colours that colour-blind eyes tell apart; shapes, told apart in grey
    "town": ("#1a1a1a", "circle"),
    "base": ("#D55E00", "square"),
    "crossing": ("#0072B2", "diamond"),
    "oil or gas field": ("#8f5d00", "triangle-up"),
    "area": ("#6a3d6a", "cross"),
}
FILES = ("countries", "province_lines", "lakes", "rivers", "world")


class Frame(NamedTuple):
    """What part of the world a map shows: middle (degrees), Mercator scale, size in pixels."""

    lon: float
    lat: float
    scale: float
    width: int
    height: int

    @property
    def type(self):
        """The size of type that suits the picture, in pixels."""
        return 13 if self.width >= 600 else 12

    @property
    def projection(self):
        """The projection as Vega-Lite takes it."""
        centre, middle = [self.lon, self.lat], [self.width / 2, self.height / 2]
        return {"type": "mercator", "center": centre, "scale": self.scale, "translate": middle}

    def xy(self, lat, lon):
        """Degrees to pixels from the upper left corner."""
        x = self.width / 2 + self.scale * math.radians(lon - self.lon)
        return x, self.height / 2 - self.scale * (_merc(lat) - _merc(self.lat))

    def latlon(self, x, y):
        """Pixels to degrees."""
        lon = self.lon + math.degrees((x - self.width / 2) / self.scale)
        north = _merc(self.lat) + (self.height / 2 - y) / self.scale
        return math.degrees(2 * math.atan(math.exp(north)) - math.pi / 2), lon

    def holds(self, box):
        """Tell whether a box of pixels is inside."""
        return box[0] > 2 and box[1] > 2 and box[2] < self.width - 2 and box[3] < self.height - 2

    def shows(self, lat, lon):
        """Tell whether a point is inside."""
        x, y = self.xy(lat, lon)
        return 0 <= x <= self.width and 0 <= y <= self.height


def _merc(lat):
    return math.log(math.tan(math.pi / 4 + math.radians(max(-85, min(85, lat))) / 2))


def region(width, height):
    """Syria and western Iraq, as large as the picture allows."""
    return Frame(40.6, 34.1, 3700 * min(width / 820, height / 600), width, height)


def around(points, width, height, least_km=120):
    """A frame that holds some points (lat, lon) with room around them."""
    lats, lons = zip(*points, strict=True)
    middle = (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
    wide = math.radians(max(max(lons) - min(lons), least_km / 90))
    high = max(_merc(max(lats)) - _merc(min(lats)), math.radians(least_km / 90))
    return Frame(*middle, 0.62 * min(width / wide, height / high), width, height)


@lru_cache(maxsize=8)
def features(name):
    """Read the features of one file of the base map."""
    path = DATA / "basemap" / f"{name}.geojson"
    return json.loads(path.read_text(encoding="utf-8"))["features"]


@lru_cache(maxsize=1)
def names():
    """Read the names of countries and rivers: name to (kind, lat, lon)."""
    found = {}
    for file in ("labels", "names"):  # the second puts some where the region's map has room
        with (DATA / "basemap" / f"{file}.csv").open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                if row["kind"] != "province" and row.get("iso") != "-99":
                    found[row["name"]] = row["kind"], float(row["lat"]), float(row["lon"])
    return found


def layer(name):
    """Begin a layer that draws a named set of rows or shapes; ``finish`` hands the sets in.

    So the same drawing serves for any choice of articles, and only its data change.
    """
    return alt.Chart(alt.NamedData(name))


def geo(name, **mark):
    """One layer of shapes, cut at the frame."""
    return layer(name).mark_geoshape(clip=True, **mark)


def ground():
    """Draw land, home, province borders, lakes, rivers and borders, from below to above."""
    home = " || ".join(f"datum.properties.iso == '{iso}'" for iso in HOME_COUNTRIES)
    return [
        geo("countries", fill=LAND, stroke=None),
        geo("countries", fill=HOME, stroke=None).transform_filter(home),
        geo("province_lines", fill=None, stroke="#c9bda5", strokeWidth=0.7, strokeDash=[3, 2]),
        geo("lakes", fill="#cfe2ef", stroke="#8fb4cf", strokeWidth=0.5),
        geo("rivers", fill=None, stroke=WATER, strokeWidth=1.2),
        geo("countries", fill=None, stroke=LINE, strokeWidth=1.2),
    ]


def words(name, size=13, **look):
    """Write the ``text`` of each row at its ``lat`` and ``lon``, a white edge around it."""
    style = {"fontSize": size, "baseline": "middle", "clip": True} | look
    edge = style | {"color": "white", "stroke": "white", "strokeWidth": 3, "opacity": 0.8}
    return [at(layer(name).mark_text(**mark), text="text:N") for mark in (edge, style)]


def at(chart, **encoding):
    """Put marks at the ``lat`` and ``lon`` of their rows."""
    return chart.encode(longitude="lon:Q", latitude="lat:Q", **encoding)


def sheet(layers, frame, title, subtitle=""):
    """Put layers on the sea, in a frame, under a title."""
    view = alt.ViewBackground(fill=SEA, stroke="#999")
    head = alt.Title(title, subtitle=subtitle, subtitleColor="#444")
    chart = alt.layer(*layers).project(**frame.projection)
    return chart.properties(width=frame.width, height=frame.height, view=view, title=head)


class _Rows:
    """Rows on their way into a chart as they are: Altair need not look into each of them."""

    _schema: ClassVar = {"type": "array"}

    def __init__(self, rows):
        self.rows = rows

    def to_dict(self, *args, **kwargs):
        """Hand the rows over."""
        return self.rows


def finish(chart, description, data):
    """Hand a whole chart its description, its data and the base map, once each."""
    files = {name: features(name) for name in FILES} | data
    whole = copy.copy(chart)  # Altair's own ``copy`` would build every layer again
    object.__setattr__(whole, "_kwds", dict(chart._kwds))
    whole.description, whole.datasets = description, {k: _Rows(v) for k, v in files.items()}
    return whole


@lru_cache(maxsize=64)
def circle(lat, lon, km, first=0, last=360):
    """Build the outline of a circle, or of a sector between two bearings, on the ellipsoid."""
    steps = [first + (last - first) * i / 60 for i in range(61)]
    ring = [Geodesic.WGS84.Direct(lat, lon, bearing, km * 1000) for bearing in steps]
    ring = [[round(point["lon2"], 4), round(point["lat2"], 4)] for point in ring]
    if last - first < 360:
        ring = [[lon, lat], *ring, [lon, lat]]
    return _shape("Polygon", [ring])  # clockwise, as Vega wants it


def line(*points):
    """Build a line through points (lat, lon)."""
    return _shape("LineString", [[lon, lat] for lat, lon in points])


def _shape(kind, coordinates):
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": {}, "geometry": geometry}
