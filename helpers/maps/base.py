"""The ground of every map: projection, base layers, colours, circles and sectors, label places.

Positions of labels are worked out here in pixels (Mercator), so that no two collide.
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
GROUP |= {kind: "town" for kind in ("town", "city", "capital", "building")}
GROUP |= {kind: kind for kind in ("country", "province", "river")}
GROUP |= {kind: "region" for kind in ("region", "desert", "continent", "idea", "lake", "county")}
SHAPES = {  # colours that colour-blind eyes tell apart; shapes, told apart in grey
    "town": ("#1a1a1a", "circle"),
    "base": ("#D55E00", "square"),
    "crossing": ("#0072B2", "diamond"),
    "oil or gas field": ("#8f5d00", "triangle-up"),
    "area": ("#6a3d6a", "cross"),
}
AREA, RIVER = "#6a3d6a", "#2f7cab"
FILES = ("countries", "province_lines", "lakes", "rivers", "world")


class Frame(NamedTuple):
    """What part of the world a map shows: middle (degrees), Mercator scale, size in pixels."""

    lon: float
    lat: float
    scale: float
    width: int
    height: int

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

    def shows(self, lat, lon, margin=0):
        """Tell whether a point is inside, ``margin`` pixels from the edge."""
        x, y = self.xy(lat, lon)
        return margin <= x <= self.width - margin and margin <= y <= self.height - margin


def _merc(lat):
    return math.log(math.tan(math.pi / 4 + math.radians(max(-85, min(85, lat))) / 2))


def region(width, height):
    """Syria and western Iraq, as large as the picture allows."""
    return Frame(40.6, 34.1, min(width / 820 * 3700, height / 600 * 3700), width, height)


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
    return json.loads((DATA / "basemap" / f"{name}.geojson").read_text(encoding="utf-8"))[
        "features"
    ]


@lru_cache(maxsize=1)
def label_points():
    """Read the label points of countries and provinces."""
    with (DATA / "basemap" / "labels.csv").open(encoding="utf-8", newline="") as file:
        return [
            row | {"lat": float(row["lat"]), "lon": float(row["lon"])}
            for row in csv.DictReader(file)
        ]


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


def words(name, size=12, **look):
    """Write the ``text`` of each row at its ``lat`` and ``lon``, a white edge around it."""
    style = {"fontSize": size, "baseline": "middle", "clip": True} | look
    edge = style | {"color": "white", "stroke": "white", "strokeWidth": 3, "opacity": 0.8}
    return [at(layer(name).mark_text(**mark), text="text:N") for mark in (edge, style)]


def at(chart, **encoding):
    """Put marks at the ``lat`` and ``lon`` of their rows."""
    return chart.encode(longitude="lon:Q", latitude="lat:Q", **encoding)


def texts(placed):
    """Rows for ``words`` from rows that ``place_labels`` has placed."""
    return [
        {"lat": row["label_lat"], "lon": row["label_lon"], "text": row["label"]}
        for row in placed
        if row["label_lat"] is not None
    ]


def sheet(layers, frame, title, subtitle=""):
    """Put layers on the sea, in a frame, under a title."""
    view = alt.ViewBackground(fill=SEA, stroke="#999")
    head = alt.Title(title, subtitle=subtitle, subtitleColor="#555", anchor="start")
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


def circle(lat, lon, km, first=0, last=360):
    """Build the outline of a circle, or of a sector between two bearings, on the ellipsoid."""
    steps = [first + (last - first) * i / 60 for i in range(61)]
    ring = [Geodesic.WGS84.Direct(lat, lon, bearing, km * 1000) for bearing in steps]
    ring = [[round(point["lon2"], 4), round(point["lat2"], 4)] for point in ring]
    if last - first < 360:
        ring = [[lon, lat], *ring, [lon, lat]]
    return {  # clockwise, as Vega wants it
        "type": "Feature",
        "properties": {},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def line(*points):
    """Build a line through points (lat, lon)."""
    shape = {"type": "LineString", "coordinates": [[lon, lat] for lat, lon in points]}
    return {"type": "Feature", "properties": {}, "geometry": shape}


def place_labels(rows, frame, size=12, taken=()):
    """Find a spot for the label of each row where it covers no symbol and no other label.

    Parameters
    ----------
    rows : list of dict
        With ``lat``, ``lon``, ``label`` and ``r`` (radius of the symbol in pixels); the important
        ones first.
    frame : Frame
    size : float
        Font size in pixels.
    taken : iterable of (x0, y0, x1, y1)
        Boxes that are taken already.

    Returns
    -------
    list of dict
        The rows with ``label_lat`` and ``label_lon``: the left end of the label, half-way up; both
        ``None`` where no room is found. ``leader`` tells a label that stands far from its symbol.

    Examples
    --------
    >>> frame = Frame(40, 35, 3000, 400, 400)
    >>> rows = [{"lat": 35, "lon": 40, "label": "A", "r": 4}] * 2
    >>> one, two = place_labels(rows, frame)
    >>> (one["label_lat"], one["label_lon"]) != (two["label_lat"], two["label_lon"])
    True
    """
    boxes = [*taken, *(symbol_box(row, frame) for row in rows)]
    done = []
    for row in rows:
        x, y = frame.xy(row["lat"], row["lon"])
        wide, half = text_width(row["label"], size) + 2, size * 0.62
        spot = None
        for gap in (3, 8, 16, 28, 44):
            r = row["r"] + gap
            options = [(r, 0), (-r - wide, 0), (0.7 * r, -r), (0.7 * r, r), (-0.7 * r - wide, -r)]
            options += [(-0.7 * r - wide, r), (-wide / 2, -r - 3), (-wide / 2, r + 3)]
            if not row["r"]:  # no symbol: the label itself marks the place
                options = [(-wide / 2, k * gap) for k in (0, 1, -1, 2, -2)] + options
            for dx, dy in options:
                box = (x + dx, y + dy - half, x + dx + wide, y + dy + half)
                inside = (
                    box[0] > 2
                    and box[1] > 2
                    and box[2] < frame.width - 2
                    and box[3] < frame.height - 2
                )
                if inside and not any(_overlap(box, other) for other in boxes):
                    spot = (x + dx, y + dy)
                    break
            if spot:
                break
        row = row | {"leader": bool(spot) and gap > 8 and row["r"] > 0}
        where = frame.latlon(*spot) if spot else (None, None)
        if spot:
            boxes.append((spot[0], spot[1] - half, spot[0] + wide, spot[1] + half))
        done.append(row | {"label_lat": where[0], "label_lon": where[1]})
    return done


def text_width(text, size):
    """Estimate how wide a text is in pixels, in a sans-serif face like Arial."""
    wide = {**dict.fromkeys("ijl'’.,:;|!() -·ft", 0.3), **dict.fromkeys("mwMW", 0.85)}
    return size * sum(wide.get(c, 0.7 if c.isupper() else 0.55) for c in text)


def symbol_box(row, frame):
    """The box a symbol takes, in pixels."""
    (x, y), r = frame.xy(row["lat"], row["lon"]), row["r"]
    return (x - r, y - r, x + r, y + r)


def label_box(row, frame, size):
    """The box a placed label takes, in pixels."""
    x, y = frame.xy(row["label_lat"], row["label_lon"])
    return (x, y - size * 0.62, x + text_width(row["label"], size) + 2, y + size * 0.62)


def _overlap(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
