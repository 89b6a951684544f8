"""The map in plain rows: a table for reading, GeoJSON for any other map program."""

from __future__ import annotations

import pandas as pd

from helpers.maps.base import GROUP

COLUMNS = ["place_id", "place", "kind", "mentions", "names", "articles", "lat", "lon"]
COLUMNS += ["precision_km", "source", "source_id", "why", "passage"]


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
    return pd.DataFrame(count_places(place_mentions, articles, literal_only), columns=COLUMNS)


def count_places(place_mentions, articles=None, literal_only=True):
    """Give the rows of ``places_table`` as plain dicts."""
    texts, places = {article.id: article.text for article in articles or ()}, {}
    for m in place_mentions:
        if not m.literal and literal_only:
            continue
        known = places.setdefault(m.place_id or f"? {m.text}", [])
        known.append(m)
    rows = [_row(ms, texts.get(ms[0].article_id, "")) for ms in places.values()]
    return sorted(rows, key=lambda r: (r["lat"] is None, -r["mentions"], r["place"]))


def _row(mentions, text):
    """Sum up the mentions of one place; ``text`` is where the first stands."""
    m = mentions[0]
    facts = ("place_id", "lat", "lon", "precision_km", "source", "source_id", "why")
    return {name: getattr(m, name) for name in facts} | {
        "place": m.name or m.text,
        "kind": GROUP.get(m.kind, "region") if m.place_id else "not known",
        "mentions": len(mentions),
        "names": ", ".join(dict.fromkeys(m.text for m in mentions)),
        "articles": ", ".join(dict.fromkeys(m.article_id for m in mentions)),
        "passage": _sentence(text, m),
    }


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
    rows = []
    for row in count_places(place_mentions, literal_only=literal_only):
        point, _ = [row.pop("lon"), row.pop("lat")], row.pop("passage")
        if None not in point:
            point = {"type": "Point", "coordinates": point}
            rows.append({"type": "Feature", "geometry": point, "properties": row})
    return {"type": "FeatureCollection", "features": rows}
