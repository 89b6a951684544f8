"""The map of places: symbols for spots, outlines for areas, lines for rivers."""

from __future__ import annotations

from functools import lru_cache

import altair as alt
import pandas as pd

from helpers.maps import base
from helpers.maps.base import AREA, RIVER, SHAPES
from helpers.maps.table import places_table

_TIPS = ["place:N", "kind:N", "mentions:Q", "names:N", "articles:N", "passage:N", "source:N"]
_MOST = 8  # mentions from which a symbol grows no further
_FAR = 7  # lines of the list beside the small map of the world
_ROOM = {"SY": (34.45, 39.3), "IQ": (32.1, 42.6), "TR": (37.4, 38.6), "JO": (31.6, 36.9)}
_ROOM |= {"SA": (30.8, 40.6), "IR": (34.35, 46.35), "LB": (34.2, 35.75), "IL": (32.4, 34.95)}
_RIVERS = [("Euphrates", 34.2, 42.75), ("Tigris", 35.35, 43.75), ("Khabur", 36.35, 40.5)]


def place_map(
    place_mentions,
    articles=None,
    literal_only=True,
    width=820,
    height=600,
    selected=None,
    aside=False,
):
    """Draw the places named: a symbol for a spot, an outline for an area, a line for a river.

    Countries carry a count beside their name and no dot: a dot would claim a spot nobody named.
    Places off the main map stand on a small map of the world.

    Parameters
    ----------
    place_mentions : iterable of PlaceMention
        From ``locate``; choose articles and entities by passing only theirs.
    articles : iterable of Article, optional
        For the passages in the tooltips.
    literal_only : bool
        Leave out mentions that stand for a government, an army or a people.
    width, height : int
        Size of the main map in pixels.
    selected : str, optional
        Id of a place to ring.
    aside : bool
        Put the small map of the world beside the main map, not below it: low and wide.

    Returns
    -------
    altair.VConcatChart or altair.HConcatChart
        With a point selection ``place`` (field ``place_id``) and an interval selection ``area``.
        Two maps of the same size differ in their data only.

    Examples
    --------
    >>> place_map([]).to_dict()["vconcat"][0]["title"]["text"]
    'Places named'
    """
    table = places_table(place_mentions, articles, literal_only)
    table = table[table.lat.notna()]
    frame, uses = base.region(width, height), _USES[bool(literal_only)]
    data = place_data(table, frame, selected) | _far_data(table, frame, _columns(frame, aside))
    about = f"Map of {len(table)} places, {int(table.mentions.sum())} mentions, {uses}."
    about += " places_table() gives the same as a table."
    return base.finish(_drawing(frame, bool(literal_only), aside), about, data)


_USES = {True: "literal uses", False: "all uses, also where a government is meant"}


@lru_cache(maxsize=8)
def _drawing(frame, literal_only, aside):
    """The map without its data: the same for every choice of articles."""
    main = base.sheet(place_layers(), frame, "Places named", f"Counted: {_USES[literal_only]}")
    small = _small()
    layers = [base.geo("world", fill=base.LAND, stroke="#a89b84", strokeWidth=0.4)]
    layers.append(base.geo("box", fill=None, stroke="#D55E00", strokeWidth=1.5))
    dots = base.layer("far").mark_point(filled=True, size=22, color="#1a1a1a", clip=True)
    layers.append(base.at(dots, tooltip=_TIPS, opacity=alt.value(1)))
    layers += base.words("numbers", 11, align="left", fontWeight="bold")
    world = base.sheet(layers, small, "Elsewhere", "The box is the large map")
    key = base.layer("key").mark_text(align="left", baseline="middle", fontSize=13)
    x, y = (alt.Scale(domain=to) for to in ([0, _columns(frame, aside)], [_FAR, 0]))
    key = key.encode(x=alt.X("x:Q", axis=None, scale=x), y=alt.Y("y:Q", axis=None, scale=y))
    size = (small.width, 130) if aside else (frame.width - 290, small.height)
    key = key.encode(text="text:N").properties(width=size[0], height=size[1])
    key = key.properties(view=alt.ViewBackground(stroke=None))
    if aside:
        chart = alt.hconcat(main, alt.vconcat(world, key, spacing=8), spacing=14)
    else:
        chart = alt.vconcat(main, alt.hconcat(world, key, spacing=14), spacing=8)
    return chart.resolve_scale(color="independent", shape="independent", size="independent")


def place_layers(prefix="", legend=True):
    """Layers for places of every kind; ``place_data`` with the same prefix fills them."""
    dash = {"stroke": AREA, "strokeWidth": 1, "strokeDash": [5, 3]}
    layers = [*base.ground(), base.geo(f"{prefix}areas", fill=AREA, fillOpacity=0.07, **dash)]
    layers.append(base.geo(f"{prefix}courses", fill=None, stroke=RIVER, strokeWidth=3.5))
    layers += base.words(f"{prefix}names", 13, fontStyle="italic", color="#857657")
    layers += base.words(f"{prefix}waters", 11, fontStyle="italic", color="#3f7ea8")
    layers.append(base.geo(f"{prefix}leaders", stroke="#444", strokeWidth=0.7, filled=False))
    layers += base.words(f"{prefix}notes", 11, align="left", color=AREA, fontStyle="italic")
    layers += base.words(f"{prefix}labels", 12, align="left")
    colours, shapes = ([look[i] for look in SHAPES.values()] for i in (0, 1))
    box = {"orient": "bottom-right", "fillColor": "white", "padding": 6, "strokeColor": "#ccc"}
    kinds = alt.Legend(title="Kind", **box) if legend else None
    steps = alt.Legend(title="Mentions", values=[1, 4, _MOST], **box) if legend else None
    size = alt.Scale(domain=[0, _MOST], range=[40, 300], clamp=True)
    points = base.layer(f"{prefix}spots").mark_point(
        filled=True, stroke="white", strokeWidth=0.8, clip=True
    )
    points = base.at(
        points,
        color=alt.Color(
            "kind:N", scale=alt.Scale(domain=list(SHAPES), range=colours), legend=kinds
        ),
        shape=alt.Shape("kind:N", scale=alt.Scale(domain=list(SHAPES), range=shapes), legend=kinds),
        size=alt.Size("mentions:Q", scale=size, legend=steps),
        opacity=alt.value(1),
        tooltip=_TIPS,
    )
    if legend:
        pick = alt.selection_point(name="place", fields=["place_id"])
        area = alt.selection_interval(name="area", encodings=["longitude", "latitude"])
        points = points.encode(opacity=alt.condition(pick, alt.value(1), alt.value(0.35)))
        points = points.add_params(pick, area)
    ring = base.layer(f"{prefix}ring").mark_point(size=500, stroke="#111", strokeWidth=2, clip=True)
    return [*layers, points, base.at(ring)]


def place_data(table, frame, selected=None, prefix=""):
    """Rows for ``place_layers``: what a frame shows of a table of places, labels placed."""
    rows = {
        kind: part.to_dict("records") for kind, part in table[_shown(table, frame)].groupby("kind")
    }
    counts = {row["place"]: row["mentions"] for row in rows.get("country", [])}
    spots = [row for kind in SHAPES for row in rows.get(kind, [])]
    spots.sort(key=lambda row: -row["mentions"])
    for row in spots:
        row["r"] = 3.5 + 6 * (min(row["mentions"], _MOST) / _MOST) ** 0.5
        row["label"] = row["place"]
    large = rows.get("province", []) + rows.get("region", [])
    for row in large:
        name = row["place"].replace(" Governorate", " province")
        row["r"], row["label"] = 0, f"{name} · {row['mentions']}"
    names, taken = _country_names(frame, counts)
    labels = base.place_labels(spots, frame, 12, taken)
    taken += [base.label_box(row, frame, 12) for row in labels if row["label_lat"] is not None]
    taken += [base.symbol_box(row, frame) for row in spots]
    courses = {row["place"] for row in rows.get("river", [])}
    data = {
        "areas": _areas(rows),
        "courses": [f for f in base.features("rivers") if f["properties"]["name"] in courses],
        "names": names,
        "waters": [
            {"text": text, "lat": lat, "lon": lon}
            for text, lat, lon in _RIVERS
            if frame.shows(lat, lon, 20)
        ],
        "leaders": [_leader(row, frame) for row in labels if row["leader"]],
        "notes": base.texts(base.place_labels(large, frame, 11, taken)),
        "labels": base.texts(labels),
        "spots": spots,
        "ring": [row for row in spots if row["place_id"] == selected],
    }
    return {f"{prefix}{name}": rows for name, rows in data.items()}


def _areas(rows):
    """Outlines of provinces and circles of areas: what a dot would hide."""
    known = {row["source_id"] for row in rows.get("province", [])}
    outlines = [f for f in base.features("provinces") if str(f["properties"]["geonames"]) in known]
    rings = [base.circle(r["lat"], r["lon"], r["precision_km"]) for r in rows.get("area", [])]
    return outlines + rings


def _leader(row, frame):
    """A line from a symbol to the nearer end of its label."""
    x, y = frame.xy(row["lat"], row["lon"])
    left, top, right, bottom = base.label_box(row, frame, 12)
    end = frame.latlon(max(left, min(x, right)), max(top, min(y, bottom)))
    return base.line((row["lat"], row["lon"]), end)


def _shown(table, frame):
    """Tell which places the frame shows; a country where its name has room."""
    room = {row["name"]: _name_at(row) for row in base.label_points() if row["kind"] == "country"}
    points = [room.get(r.place, (r.lat, r.lon)) for r in table.itertuples()]
    return pd.Series([frame.shows(*point) for point in points], index=table.index, dtype=bool)


def _name_at(row):
    """Where the name of a country stands: its label point, or where the region has room for it."""
    return _ROOM.get(row["iso"], (row["lat"], row["lon"]))


def _country_names(frame, counts):
    """Names of countries, with a count where one is named, and the boxes they take."""
    rows, taken = [], []
    for row in base.label_points():
        if row["kind"] != "country" or row["iso"] in ("-99", "PS"):
            continue
        lat, lon = _name_at(row)
        text = row["name"].upper()
        text += f" · {counts[row['name']]}" if row["name"] in counts else ""
        (x, y), half = frame.xy(lat, lon), base.text_width(text, 13) / 2
        if half < x < frame.width - half and 14 < y < frame.height - 14:
            taken.append((x - half, y - 9, x + half, y + 9))
            rows.append({"lat": lat, "lon": lon, "text": text})
    return rows, taken


def _columns(frame, aside):
    """How many columns of names have room beside the small map, or below it."""
    return 2 if frame.width >= 620 and not aside else 1


def _small():
    return base.Frame(15, 30, 40, 260, 190)


def _far_data(table, frame, columns):
    """Rows for the small map of the world: numbers, and what they stand for."""
    far = table[~_shown(table, frame) & (table.kind != "region")].head(_FAR * columns)
    rows = [
        row | {"r": 2.5, "label": str(i)} for i, row in enumerate(far.to_dict("records"), start=1)
    ]
    corners = [(0, 0), (frame.width, 0), (frame.width, frame.height), (0, frame.height), (0, 0)]
    return {
        "box": [base.line(*(frame.latlon(*corner) for corner in corners))],
        "far": rows,
        "numbers": base.texts(base.place_labels(rows, _small(), 11)),
        "key": [
            {
                "x": i // _FAR,
                "y": i % _FAR + 0.5,
                "text": f"{r['label']}  {r['place']} · {r['mentions']}",
            }
            for i, r in enumerate(rows)
        ],
    }
