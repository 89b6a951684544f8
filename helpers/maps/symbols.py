"""The map of places: symbols for spots, outlines for areas, lines for rivers."""

from __future__ import annotations

import altair as alt
import pandas as pd

from helpers.maps import base
from helpers.maps.base import AREA, RIVER, SHAPES
from helpers.maps.table import places_table

_TIPS = ["place:N", "kind:N", "mentions:Q", "names:N", "articles:N", "passage:N", "source:N"]


def place_map(
    place_mentions, articles=None, literal_only=True, width=820, height=600, selected=None
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

    Returns
    -------
    altair.Chart
        With a point selection ``place`` (field ``place_id``) and an interval selection ``area``.

    Examples
    --------
    >>> place_map([]).to_dict()["hconcat"][0]["title"]["text"]
    'Places named'
    """
    table = places_table(place_mentions, articles, literal_only)
    table = table[table.lat.notna()]
    frame = base.region(width, height)
    uses = "literal uses" if literal_only else "all uses, also where a government is meant"
    main = base.sheet(layers(table, frame, selected), frame, "Places named", f"Counted: {uses}")
    chart = alt.hconcat(main, _elsewhere(table, frame), spacing=12)
    about = f"Map of {len(table)} places, {int(table.mentions.sum())} mentions, {uses}."
    chart = chart.resolve_scale(color="independent", shape="independent", size="independent")
    return base.finish(chart, f"{about} places_table() gives the same as a table.", "world")


def layers(table, frame, selected=None, legend=True):
    """Draw a table of places in a frame, each kind in its way, labels where they collide least."""
    inside = table[_shown(table, frame)]
    rows = {kind: part.to_dict("records") for kind, part in inside.groupby("kind")}
    counts = {row["place"]: row["mentions"] for row in rows.get("country", [])}
    spots = [row for kind in SHAPES for row in rows.get(kind, [])]
    spots.sort(key=lambda row: -row["mentions"])
    top = max([row["mentions"] for row in spots], default=1)
    for row in spots:
        row["r"], row["label"] = 3.5 + 6 * (row["mentions"] / max(top, 8)) ** 0.5, row["place"]
    large = rows.get("province", []) + rows.get("region", [])
    for row in large:
        name = row["place"].replace(" Governorate", " province")
        row["r"], row["label"] = 0, f"{name} · {row['mentions']}"
    names, taken = _country_names(frame, counts)
    labels = base.place_labels(spots, frame, 12, taken)
    taken += [base.label_box(row, frame, 12) for row in labels if row["label_lat"] is not None]
    dots = [(*frame.xy(row["lat"], row["lon"]), row["r"]) for row in spots]
    taken += [(x - r, y - r, x + r, y + r) for x, y, r in dots]
    notes = base.place_labels(large, frame, 11, taken)
    drawn = (
        base.ground() + _areas(rows) + [*base.words(names, 13, fontStyle="italic", color="#857657")]
    )
    drawn += base.words(_river_names(frame), 11, fontStyle="italic", color="#3f7ea8")
    leaders = [_leader(row, frame) for row in labels if row["leader"]]
    drawn += [base.geo(leaders, stroke="#444", strokeWidth=0.7, filled=False)] if leaders else []
    for placed, size, look in (
        (notes, 11, {"color": AREA, "fontStyle": "italic"}),
        (labels, 12, {}),
    ):
        texts = [
            {"lat": row["label_lat"], "lon": row["label_lon"], "text": row["label"]}
            for row in placed
            if row["label_lat"] is not None
        ]
        drawn += base.words(texts, size, align="left", **look)
    return drawn + _symbols(spots, top, selected, legend)


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
    shown = [frame.shows(*point) for point in points]
    return pd.Series(shown, index=table.index, dtype=bool)


def _areas(rows):
    """Outlines of provinces, circles of areas, courses of rivers: what a dot would hide."""
    known = {row["source_id"]: row for row in rows.get("province", [])}
    outlines = [
        f | {"properties": {"place": known[str(f["properties"]["geonames"])]["place"]}}
        for f in base.features("provinces")
        if str(f["properties"]["geonames"]) in known
    ]
    dash = {"stroke": AREA, "strokeWidth": 1, "strokeDash": [5, 3]}
    found = [base.geo(outlines, fill=AREA, fillOpacity=0.07, **dash)] if outlines else []
    rings = [base.circle(r["lat"], r["lon"], r["precision_km"]) for r in rows.get("area", [])]
    found += [base.geo(rings, fill=AREA, fillOpacity=0.07, **dash)] if rings else []
    courses = {row["place"] for row in rows.get("river", [])}
    named = [f for f in base.features("rivers") if f["properties"]["name"] in courses]
    return found + ([base.geo(named, fill=None, stroke=RIVER, strokeWidth=3.5)] if named else [])


def _symbols(rows, top, selected, legend=True):
    columns = ["place_id", "place", "kind", "mentions", "names", "articles", "lat", "lon"]
    data = pd.DataFrame(rows, columns=[*columns, "precision_km", "source", "passage"])
    colours, shapes = ([look[i] for look in SHAPES.values()] for i in (0, 1))
    box = {"orient": "bottom-right", "fillColor": "white", "padding": 6, "strokeColor": "#ccc"}
    kinds = alt.Legend(title="Kind", **box) if legend else None
    steps = alt.Legend(title="Mentions", values=sorted({1, (top + 1) // 2, top}), format="d", **box)
    pick = alt.selection_point(name="place", fields=["place_id"])
    area = alt.selection_interval(name="area", encodings=["longitude", "latitude"])
    where = {"longitude": "lon:Q", "latitude": "lat:Q"}
    scale, size = alt.Scale(domain=list(SHAPES), range=colours), [40, 300]
    points = alt.Chart(data).mark_point(filled=True, stroke="white", strokeWidth=0.8, clip=True)
    points = points.encode(
        color=alt.Color("kind:N", scale=scale, legend=kinds),
        shape=alt.Shape("kind:N", scale=alt.Scale(domain=list(SHAPES), range=shapes), legend=kinds),
        size=alt.Size(
            "mentions:Q",
            scale=alt.Scale(domain=[0, max(top, 8)], range=size),
            legend=steps if legend else None,
        ),
        opacity=alt.condition(pick, alt.value(1), alt.value(0.35)),
        tooltip=_TIPS,
        **where,
    )
    points = points.add_params(pick, area) if legend else points.encode(opacity=alt.value(1))
    ring = alt.Chart(data[data.place_id == selected]).encode(**where)
    return [points, ring.mark_point(size=500, stroke="#111", strokeWidth=2, clip=True)]


_ROOM = {"SY": (34.45, 39.3), "IQ": (32.1, 42.6), "TR": (37.4, 38.6), "JO": (31.6, 36.9)}
_ROOM |= {"SA": (30.8, 40.6), "IR": (34.35, 46.35), "LB": (34.2, 35.75), "IL": (32.4, 34.95)}


def _name_at(row):
    """Where the name of a country stands: its label point, or where the region has room for it."""
    return _ROOM.get(row["iso"], (row["lat"], row["lon"]))


def _country_names(frame, counts):
    """Names of countries, with a count where one is named, and the boxes they take."""
    rows, taken = [], []
    for row in base.label_points():
        lat, lon = _name_at(row)
        if row["kind"] != "country" or row["iso"] in ("-99", "PS"):
            continue
        text = row["name"].upper()
        text += f" · {counts[row['name']]}" if row["name"] in counts else ""
        (x, y), half = frame.xy(lat, lon), base.text_width(text, 13) / 2
        if half < x < frame.width - half and 14 < y < frame.height - 14:
            taken.append((x - half, y - 9, x + half, y + 9))
            rows.append({"lat": lat, "lon": lon, "text": text})
    return rows, taken


def _river_names(frame):
    rows = [("Euphrates", 34.2, 42.75), ("Tigris", 35.35, 43.75), ("Khabur", 36.35, 40.5)]
    return [
        {"text": t, "lat": lat, "lon": lon} for t, lat, lon in rows if frame.shows(lat, lon, 20)
    ]


def _elsewhere(table, frame):
    """A small map of the world with numbers, and what the numbers stand for."""
    far = table[~_shown(table, frame) & (table.kind != "region")].head(14)
    small = base.Frame(15, 30, 40, 260, 190)
    rows = [
        row | {"r": 2.5, "label": str(i)} for i, row in enumerate(far.to_dict("records"), start=1)
    ]
    corners = [(0, 0), (frame.width, 0), (frame.width, frame.height), (0, frame.height), (0, 0)]
    box = base.line(*(frame.latlon(*corner) for corner in corners))
    drawn = [base.geo("world", fill=base.LAND, stroke="#a89b84", strokeWidth=0.4)]
    drawn.append(base.geo([box], fill=None, stroke="#D55E00", strokeWidth=1.5))
    data = alt.Chart(pd.DataFrame(rows, columns=[*table.columns, "r", "label"]))
    dots = data.mark_point(filled=True, size=22, color="#1a1a1a", opacity=1, clip=True)
    drawn.append(dots.encode(longitude="lon:Q", latitude="lat:Q", tooltip=_TIPS))
    numbers = [
        {"lat": row["label_lat"], "lon": row["label_lon"], "text": row["label"]}
        for row in base.place_labels(rows, small, 11)
        if row["label_lat"] is not None
    ]
    drawn += base.words(numbers, 11, align="left", fontWeight="bold")
    world = base.sheet(drawn, small, "Elsewhere", "The box is the map beside it")
    data = [
        {"y": i, "text": f"{r['label']}  {r['place']} · {r['mentions']}"}
        for i, r in enumerate(rows)
    ]
    key = alt.Chart(
        pd.DataFrame(data, columns=["y", "text"]), width=260, height=18 * max(1, len(rows))
    )
    key = key.mark_text(align="left", baseline="middle", fontSize=12, x=4).encode(
        y=alt.Y("y:O", axis=None), text="text:N"
    )
    return alt.vconcat(world, key.properties(view=alt.ViewBackground(stroke=None)), spacing=4)
