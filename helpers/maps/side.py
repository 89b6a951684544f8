"""The tagger's map beside the reader's map: what a bare model shows, and what it misses."""

from __future__ import annotations

import altair as alt
import pandas as pd

from helpers.maps import base
from helpers.maps.labels import place_labels, texts
from helpers.maps.symbols import located, place_data, place_layers
from helpers.places.ranking import km_between


def beside_table(tagger, reader):
    """Compare two sets of located mentions, place by place.

    Parameters
    ----------
    tagger, reader : iterable of PlaceMention
        Every mention of the tagger counts, as a bare tagger tells no government from the ground;
        of the reader the literal ones.

    Returns
    -------
    pandas.DataFrame
        Columns ``place tagger reader verdict``: how often each has the place (or a dot of the same
        kind within 20 km), and "both", "only the tagger" or "missed by the tagger".

    Examples
    --------
    >>> beside_table([], []).columns.tolist()
    ['place', 'tagger', 'reader', 'verdict']
    """
    left, right = located(tagger, literal_only=False), located(reader)
    rows, used = [], set()
    for row in right:
        near = [other for other in left if _same(row, other)]
        used |= {other["place_id"] for other in near}
        count = sum(other["mentions"] for other in near)
        verdict = "both" if near else "missed by the tagger"
        rows.append((row["place"], count, row["mentions"], verdict))
    alone = [row for row in left if row["place_id"] not in used]
    rows += [(row["place"], row["mentions"], 0, "only the tagger") for row in alone]
    return pd.DataFrame(rows, columns=["place", "tagger", "reader", "verdict"])


def _same(a, b):
    """Tell one place in two maps: the same id, or the same kind of place next door."""
    points = [(place["lat"], place["lon"]) for place in (a, b)]
    return a["place_id"] == b["place_id"] or a["kind"] == b["kind"] and km_between(*points) < 20


def beside(tagger, reader, width=520, height=420):
    """Draw the tagger's map and the reader's map side by side.

    Parameters
    ----------
    tagger : iterable of PlaceMention
        From ``locate_naively``: what a bare model calls a place, each a dot.
    reader : iterable of PlaceMention
        From ``locate``, or a reader's key: literal uses, areas as areas.
    width, height : int
        Size of each map.

    Returns
    -------
    altair.Chart
        The twin is ``beside_table``.

    Examples
    --------
    >>> [part["title"]["text"] for part in beside([], []).to_dict()["hconcat"]]
    ['The tagger’s map', 'The reader’s map']
    """
    frame, counts = base.region(width, height), beside_table(tagger, reader).verdict.value_counts()
    data = place_data(located(reader), frame, prefix="reader_")
    data |= _dot_data(located(tagger, literal_only=False), frame)
    missed = f"{counts.get('missed by the tagger', 0)} places of the reader are missing"
    extra = f"{counts.get('only the tagger', 0)} dots are the tagger’s alone, some off this map"
    dots = base.layer("dots").mark_point(filled=True, color="#1a1a1a", stroke="white", clip=True)
    size, look = alt.Size("size:Q", scale=None, legend=None), alt.value(0.8)
    left = [*base.ground(), base.at(dots, size=size, opacity=look, tooltip="place:N")]
    left += base.words("dot_labels", frame.type, align="left")
    maps = [base.sheet(left, frame, "The tagger’s map", [missed, extra])]
    note = ["Literal uses; bases, crossings and fields from a table;", "areas and rivers as such"]
    maps.append(
        base.sheet(place_layers(frame, "reader_", legend=False), frame, "The reader’s map", note)
    )
    chart = alt.hconcat(*maps, spacing=12).resolve_scale(color="independent", shape="independent")
    return base.finish(chart, f"Two maps: {missed}; {extra}. Table: beside_table().", data)


def _dot_data(rows, frame):
    """A naive map: one plain dot a name, countries too."""
    dots = []
    for row in rows:
        if frame.shows(row["lat"], row["lon"]):
            r, label = 3 + min(row["mentions"], 40) ** 0.5, f"{row['place']} {row['mentions']}"
            spot = {name: row[name] for name in ("lat", "lon", "place")}
            dots.append(spot | {"r": r, "size": 3.14 * r**2, "label": label})
    return {"dots": dots, "dot_labels": texts(place_labels(dots, frame, frame.type), frame)}
