"""The map in plain rows: a table for reading, GeoJSON for any other map program."""

from __future__ import annotations

import pandas as pd

from helpers.maps.base import GROUP


def places_table(place_mentions, articles=None, literal_only=True):
    """Count the mentions of each place: the table twin of ``place_map``.

    Parameters
    ----------
    place_mentions : iterable of PlaceMention
    articles : iterable of Article, optional
        Where given, the column ``passage`` quotes the first mention in its sentence.
    literal_only : bool
        Leave out mentions that stand for a government, an army or a people.

    Returns
    -------
    pandas.DataFrame
        One row a place, most mentioned first; places without a point come last, ``lat`` missing.

    Examples
    --------
    >>> from helpers.records import PlaceMention
    >>> mention = PlaceMention("note", 3, 7, "Homs", "homs", "found", True, 34.7, 36.7, "")
    >>> places_table([mention])[["place", "mentions", "articles"]].values.tolist()
    [['Homs', 1, 'note']]
    """
    texts = {article.id: article.text for article in articles or ()}
    places = {}
    for m in place_mentions:
        if literal_only and not m.literal:
            continue
        row = places.setdefault(
            m.place_id or f"? {m.text}",
            {
                "place_id": m.place_id,
                "place": m.name or m.text,
                "kind": GROUP.get(m.kind, "region") if m.place_id else "not known",
                "mentions": 0,
                "names": {},
                "articles": {},
                "lat": m.lat,
                "lon": m.lon,
                "precision_km": m.precision_km,
                "source": m.source,
                "source_id": m.source_id,
                "why": m.why,
                "passage": _sentence(texts.get(m.article_id, ""), m),
            },
        )
        row["mentions"] += 1
        row["names"][m.text] = row["articles"][m.article_id] = True
    rows = [r | {k: ", ".join(r[k]) for k in ("names", "articles")} for r in places.values()]
    rows.sort(key=lambda r: (r["lat"] is None, -r["mentions"], r["place"]))
    columns = ["place_id", "place", "kind", "mentions", "names", "articles", "lat", "lon"]
    return pd.DataFrame(
        rows, columns=[*columns, "precision_km", "source", "source_id", "why", "passage"]
    )


def _sentence(text, m):
    """Quote the words around a mention, from full stop to full stop, 200 characters at most."""
    start = max(text.rfind(mark, 0, m.start) for mark in (". ", "\n", "! ", "? ")) + 1
    ends = [at for at in (text.find(mark, m.end) for mark in (". ", "\n", "! ", "? ")) if at > 0]
    piece = text[max(start, m.start - 100) : min([*ends, m.end + 100])].strip()
    return f"“{piece}”" if piece else ""


def to_geojson(place_mentions, literal_only=True):
    """Turn located mentions into GeoJSON (RFC 7946): one point a place, for any map program.

    Examples
    --------
    >>> from helpers.records import PlaceMention
    >>> mention = PlaceMention("note", 3, 7, "Homs", "homs", "found", True, 34.7, 36.7, "")
    >>> to_geojson([mention])["features"][0]["geometry"]
    {'type': 'Point', 'coordinates': [36.7, 34.7]}
    """
    table = places_table(place_mentions, literal_only=literal_only)
    table = table[table.lat.notna()].drop(columns=["passage"])
    rows = []
    for row in table.astype(object).where(table.notna(), None).to_dict("records"):
        point = {"type": "Point", "coordinates": [row.pop("lon"), row.pop("lat")]}
        rows.append({"type": "Feature", "geometry": point, "properties": row})
    return {"type": "FeatureCollection", "features": rows}
