"""The map of places: symbols for spots, outlines for areas, lines for rivers."""

from __future__ import annotations

from functools import lru_cache

import altair as alt

from helpers.maps import base
from helpers.maps.base import SHAPES
from helpers.maps.labels import leaders, place_labels, symbol_box, text_width, texts
from helpers.maps.table import count_places

_TIPS = ["place:N", "kind:N", "mentions:Q", "names:N", "articles:N", "passage:N", "source:N"]
_MOST = 8  # mentions from which a symbol grows no further
_FAR = 7  # lines of the list beside the small map of the world
_AREA, _RIVER = "#6a3d6a", "#2f7cab"
_USES = {True: "literal uses", False: "all uses, also where a government is meant"}
_SMALL = base.Frame(15, 30, 40, 260, 190)


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
    rows, frame = located(place_mentions, articles, literal_only), base.region(width, height)
    columns = 2 if frame.width >= 620 and not aside else 1
    data = place_data(rows, frame, selected) | _far_data(rows, frame, columns)
    count, uses = sum(row["mentions"] for row in rows), _USES[bool(literal_only)]
    about = (
        f"Map of {len(rows)} places, {count} mentions, {uses}. places_table() gives the same as "
    )
    drawing = _drawing(frame, uses, columns, aside)
    return base.finish(drawing, f"{about}a table.", data)


def located(place_mentions, articles=None, literal_only=True):
    """Count the places that have a point."""
    rows = count_places(place_mentions, articles, literal_only)
    return [row for row in rows if row["lat"] is not None]


@lru_cache(maxsize=8)
def _drawing(frame, uses, columns, aside):
    """The map without its data: the same for every choice of articles."""
    main = base.sheet(place_layers(frame), frame, "Places named", f"Counted: {uses}")
    dots = base.layer("far").mark_point(filled=True, size=22, color="#1a1a1a", clip=True)
    layers = [
        base.geo("world", fill=base.LAND, stroke="#a89b84", strokeWidth=0.4),
        base.geo("box", fill=None, stroke="#D55E00", strokeWidth=1.5),
        base.at(dots, tooltip=_TIPS, opacity=alt.value(1)),
        *base.words("numbers", 12, align="left", fontWeight="bold"),
    ]
    world = base.sheet(layers, _SMALL, "Elsewhere", "The box is the large map")
    wide, high = (_SMALL.width, 150) if aside else (frame.width - 290, _SMALL.height)
    x, y = (alt.Scale(domain=domain) for domain in ([0, columns], [_FAR, 0]))
    key = base.layer("key").mark_text(align="left", baseline="middle", fontSize=14)
    key = key.encode(alt.X("x:Q", axis=None, scale=x), alt.Y("y:Q", axis=None, scale=y))
    view = alt.ViewBackground(stroke=None)
    key = key.encode(text="text:N").properties(width=wide, height=high, view=view)
    if aside:
        chart = alt.hconcat(main, alt.vconcat(world, key, spacing=8), spacing=14)
    else:
        chart = alt.vconcat(main, alt.hconcat(world, key, spacing=14), spacing=8)
    return chart.resolve_scale(color="independent", shape="independent", size="independent")


def place_layers(frame, prefix="", legend=True):
    """Layers for places of every kind; ``place_data`` with the same prefix fills them."""
    dash = {"stroke": _AREA, "strokeWidth": 1, "strokeDash": [5, 3]}
    spots = base.layer(f"{prefix}spots").mark_point(
        filled=True, stroke="white", strokeWidth=0.8, clip=True
    )
    shapes, colours = ([look[i] for look in SHAPES.values()] for i in (1, 0))
    kinds = alt.Legend(title="Kind", columns=5 if frame.width > 520 else 2) if legend else None
    steps = alt.Legend(title="Mentions", values=[1, 4, _MOST]) if legend else None
    size = alt.Scale(domain=[0, _MOST], range=[40, 300], clamp=True)
    spots = base.at(
        spots,
        color=alt.Color("kind:N", legend=kinds).scale(domain=list(SHAPES), range=colours),
        shape=alt.Shape("kind:N", legend=kinds).scale(domain=list(SHAPES), range=shapes),
        size=alt.Size("mentions:Q", scale=size, legend=steps),
        opacity=alt.value(1),
        tooltip=_TIPS,
    )
    if legend:
        pick = alt.selection_point(name="place", fields=["place_id"])
        area = alt.selection_interval(name="area", encodings=["longitude", "latitude"])
        spots = spots.encode(opacity=alt.condition(pick, alt.value(1), alt.value(0.35)))
        spots = spots.add_params(pick, area)
    ring = base.layer(f"{prefix}ring").mark_point(size=500, stroke="#111", strokeWidth=2, clip=True)
    return [
        *base.ground(),
        base.geo(f"{prefix}areas", fill=_AREA, fillOpacity=0.07, **dash),
        base.geo(f"{prefix}courses", fill=None, stroke=_RIVER, strokeWidth=3.5),
        *base.words(f"{prefix}names", 14, fontStyle="italic", color="#6e6345"),
        *base.words(f"{prefix}waters", 12, fontStyle="italic", color="#2b6a94"),
        base.geo(f"{prefix}leaders", stroke="#444", strokeWidth=0.7, filled=False),
        *base.words(f"{prefix}notes", 12, align="left", color=_AREA, fontStyle="italic"),
        *base.words(f"{prefix}labels", frame.type, align="left"),
        spots,
        base.at(ring),
    ]


def place_data(rows, frame, selected=None, prefix=""):
    """Rows for ``place_layers``: what a frame shows of the places counted, labels placed."""
    rows = [row for row in rows if _shown(row, frame)]

    def of(*kinds):
        return [row for row in rows if row["kind"] in kinds]

    order, spots, large = list(SHAPES).index, of(*SHAPES), of("province") + of("region")
    spots = [
        row | {"label": row["place"], "r": 3.5 + 6 * (min(row["mentions"], _MOST) / _MOST) ** 0.5}
        for row in sorted(spots, key=lambda row: (-row["mentions"], order(row["kind"])))
    ]
    names = (f"{row['place']} · {row['mentions']}" for row in large)
    names = (name.replace(" Governorate", " province") for name in names)
    large = [row | {"label": name, "r": 0} for row, name in zip(large, names, strict=True)]
    written = _names(frame, {row["place"]: row["mentions"] for row in of("country")})
    taken = [box for boxes in written.values() for _, box in boxes]
    labels = place_labels(spots, frame, frame.type, taken)
    taken += [row["box"] for row in labels] + [symbol_box(row, frame) for row in spots]
    notes = [row for row in place_labels(large, frame, 12, taken) if not row["far"]]
    ids, rivers = {r["source_id"] for r in of("province")}, {r["place"] for r in of("river")}
    areas = [f for f in base.features("provinces") if str(f["properties"]["geonames"]) in ids]
    areas += [base.circle(r["lat"], r["lon"], r["precision_km"]) for r in of("area")]
    data = {
        "areas": areas,
        "courses": [f for f in base.features("rivers") if f["properties"]["name"] in rivers],
        "names": [row for row, _ in written["country"]],
        "waters": [row for row, _ in written["river"]],
        "leaders": leaders(labels, frame),
        "notes": texts(notes, frame),
        "labels": texts(labels, frame),
        "spots": spots,
        "ring": [row for row in spots if row["place_id"] == selected],
    }
    return {f"{prefix}{name}": rows for name, rows in data.items()}


def _shown(row, frame):
    """Tell whether the frame shows a place: a country where its name has room."""
    kind, *named = base.names().get(row["place"], ("", row["lat"], row["lon"]))
    return frame.shows(*(named if kind == "country" else (row["lat"], row["lon"])))


def _names(frame, counts):
    """Names of countries, with a count where one is named, and of rivers: rows and their boxes."""
    found = {"country": [], "river": []}
    for name, (kind, lat, lon) in base.names().items():
        if frame.shows(lat, lon):
            text = name.upper() if kind == "country" else name
            text += f" · {counts[name]}" if name in counts else ""
            half = text_width(text, 14 if kind == "country" else 12) / 2 + 3
            x, y = frame.xy(lat, lon)
            x = max(half, min(x, frame.width - half))  # at the edge a name moves inside
            lat, lon = frame.latlon(x, y)
            row, box = {"lat": lat, "lon": lon, "text": text}, (x - half, y - 9, x + half, y + 9)
            found[kind].append((row, box))
    return found


def _far_data(rows, frame, columns):
    """Rows for the small map of the world: numbers, and what they stand for."""
    rows = [row for row in rows if not _shown(row, frame) and row["kind"] != "region"]
    far = [row | {"r": 2.5, "label": str(n)} for n, row in enumerate(rows[: _FAR * columns], 1)]
    w, h = frame.width, frame.height
    corners = (frame.latlon(*corner) for corner in ((0, 0), (w, 0), (w, h), (0, h), (0, 0)))
    key = [f"{row['label']}  {row['place']} · {row['mentions']}" for row in far]
    return {
        "box": [base.line(*corners)],
        "far": far,
        "numbers": texts(place_labels(far, _SMALL, 12), _SMALL),
        "key": [{"x": i // _FAR, "y": i % _FAR + 0.5, "text": text} for i, text in enumerate(key)],
    }
