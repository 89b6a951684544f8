"""The tagger's map beside the reader's map: what a bare model shows, and what it misses."""

from __future__ import annotations

import altair as alt
import pandas as pd

from helpers.maps import base
from helpers.maps.symbols import layers
from helpers.maps.table import places_table
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
    left = places_table(tagger, literal_only=False)
    right = places_table(reader, literal_only=True)
    left, right = left[left.lat.notna()], right[right.lat.notna()]
    rows, used = [], set()
    for row in right.itertuples():
        near = [other for other in left.itertuples() if _same(row, other)]
        used |= {other.Index for other in near}
        count = sum(other.mentions for other in near)
        rows.append((row.place, count, row.mentions, "both" if near else "missed by the tagger"))
    for row in left.itertuples():
        if row.Index not in used:
            rows.append((row.place, row.mentions, 0, "only the tagger"))
    return pd.DataFrame(rows, columns=["place", "tagger", "reader", "verdict"])


def _same(a, b):
    """Tell one place in two maps: the same id, or the same kind of place next door."""
    close = a.kind == b.kind and km_between((a.lat, a.lon), (b.lat, b.lon)) < 20
    return a.place_id == b.place_id or close


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
    frame, table = base.region(width, height), beside_table(tagger, reader)
    counts = table.verdict.value_counts()
    left = _dots(places_table(tagger, literal_only=False), frame)
    right = places_table(reader, literal_only=True)
    right = layers(right[right.lat.notna()], frame, legend=False)
    missed = f"{counts.get('missed by the tagger', 0)} places of the reader are missing"
    extra = f"{counts.get('only the tagger', 0)} dots are the tagger's alone, some off this map"
    maps = [base.sheet(left, frame, "The tagger’s map", [missed, extra])]
    note = ["Literal uses; bases, crossings and fields from a table;", "areas and rivers as such"]
    maps.append(base.sheet(right, frame, "The reader’s map", note))
    chart = alt.hconcat(*maps, spacing=12).resolve_scale(color="independent", shape="independent")
    return base.finish(chart, f"Two maps: {missed}; {extra}. Table: beside_table().")


def _dots(table, frame):
    """A naive map: one plain dot a name, countries too."""
    rows = [
        row
        | {"r": 3 + min(row["mentions"], 40) ** 0.5, "label": f"{row['place']} {row['mentions']}"}
        for row in table[table.lat.notna()].to_dict("records")
        if frame.shows(row["lat"], row["lon"])
    ]
    for row in rows:
        row["size"] = 3.14 * row["r"] ** 2
    placed = [row for row in base.place_labels(rows, frame, 12) if row["label_lat"] is not None]
    texts = [{"lat": r["label_lat"], "lon": r["label_lon"], "text": r["label"]} for r in placed]
    data = alt.Chart(
        alt.Data(values=[{k: r[k] for k in ("lat", "lon", "size", "place")} for r in rows])
    )
    dots = data.mark_point(filled=True, color="#1a1a1a", opacity=0.8, stroke="white", clip=True)
    size = alt.Size("size:Q", scale=None, legend=None)
    dots = dots.encode(longitude="lon:Q", latitude="lat:Q", size=size, tooltip="place:N")
    return [*base.ground(), dots, *base.words(texts, 12, align="left")]
