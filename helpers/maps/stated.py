"""Statements on the map: a stated direction as a sector, a distance as a circle, the real place."""

from __future__ import annotations

import altair as alt

from helpers.geography import centre_of, country_of, stated
from helpers.maps import base
from helpers.places import load_places
from helpers.records import Place

_LOOK = {  # by verdict: colour and dash, never colour alone
    "agrees": {"stroke": "#0072B2", "fill": "#0072B2", "strokeDash": [1, 0]},
    "disagrees": {"stroke": "#D55E00", "fill": "#D55E00", "strokeDash": [6, 3]},
    "too vague": {"stroke": "#666", "fill": "#999", "strokeDash": [2, 3]},
}


def _known(place_mentions):
    places = {place.id: place for place in load_places()}
    for m in place_mentions:
        if m.place_id not in places and m.lat is not None:
            places[m.place_id] = Place(m.place_id, m.name, m.kind, m.lat, m.lon)
    return places


def statement_map(test, place_mentions=(), width=520, height=400, title=None):
    """Draw a tested statement: what the text says as a sector or circle, beside the real place.

    Parameters
    ----------
    test : GeographyTest
        From ``check_statements``.
    place_mentions : iterable of PlaceMention
        For the points of places that are not in the curated table.
    width, height : int
    title : str, optional
        Instead of the verdict.

    Returns
    -------
    altair.Chart
        The subtitle gives the figures in words. Without a place to measure from, a bare map.

    Examples
    --------
    >>> from helpers.records import GeographyTest
    >>> test = GeographyTest("note", 0, 28, "Palmyra lies north of Aleppo", "direction",
    ...                      "disagrees", 208.0, 150.0, "far off", "palmyra", "aleppo")
    >>> statement_map(test).to_dict()["title"]["text"]
    'The map disagrees: “Palmyra lies north of Aleppo”'
    """
    frame, data = _data(test, _known(place_mentions), width, height)
    title = title or f"The map {_VERB[test.verdict]}: “{test.text}”"
    chart = base.sheet(_layers(test.verdict), frame, title, _lines(test.why, width // 7))
    return base.finish(chart, f"{title}. {test.why}", data)


_VERB = {"agrees": "agrees", "disagrees": "disagrees", "too vague": "cannot tell"}


def _lines(text, width):
    """Break a text into lines for a subtitle."""
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _layers(verdict, prefix=""):
    """Layers for a statement; ``_data`` with the same prefix fills them."""
    dots = base.layer(f"{prefix}dots").mark_point(
        filled=True, size=70, color="#111", stroke="white"
    )
    return [
        *base.ground(),
        base.geo(f"{prefix}stated", fillOpacity=0.18, strokeWidth=1.5, **_LOOK[verdict]),
        base.geo(f"{prefix}way", filled=False, stroke="#111", strokeWidth=2),
        base.at(dots, opacity=alt.value(1)),
        *base.words(f"{prefix}labels", 13, align="left", fontWeight="bold"),
    ]


def _data(test, places, width, height, frame=None, prefix=""):
    """Work out the frame and the rows of a statement: sector, circle, line, names."""
    subject, reference = places.get(test.place_id), places.get(test.reference_id)
    if test.kind == "direction" and subject and (reference is None or reference.kind == "country"):
        country = reference or country_of(subject.country)
        centre = centre_of(country.country) if country else None
        reference = Place("", f"centre of {country.name}", "", *centre) if centre else None
    degrees, far = stated(test.text)
    points = [(p.lat, p.lon) for p in (subject, reference) if p is not None and p.lat is not None]
    shapes, reach = [], 1.3 * max(test.km or 0, far or 0) or 150
    if reference and test.kind == "direction" and degrees is not None:
        shapes.append(base.circle(reference.lat, reference.lon, reach, degrees - 45, degrees + 45))
    if reference and far:
        shapes.append(base.circle(reference.lat, reference.lon, far))
    points += [(lat, lon) for shape in shapes for lon, lat in shape["geometry"]["coordinates"][0]]
    if frame is None:
        frame = base.around(points, width, height) if points else base.region(width, height)
    way = []
    if subject and reference:
        way = [base.line((reference.lat, reference.lon), (subject.lat, subject.lon))]
    data = {"stated": shapes, "way": way} | _named([p for p in (reference, subject) if p], frame)
    return frame, {f"{prefix}{name}": rows for name, rows in data.items()}


def _named(places, frame):
    """Rows for dots with names."""
    rows = [{"lat": p.lat, "lon": p.lon, "label": p.name, "r": 5} for p in places if p.lat]
    return {"dots": rows, "labels": base.texts(base.place_labels(rows, frame, 13))}


def where_each_article_puts(place_ids, tests, place_mentions, articles, width=330, height=250):
    """Draw for each article where it puts one place: its own words as sectors, or its silence.

    Parameters
    ----------
    place_ids : str or iterable of str
        A place, or the ids of one place that is several things (``al-tanf``, ``al-tanf-base``).
    tests : iterable of GeographyTest
    place_mentions : iterable of PlaceMention
    articles : iterable of Article
    width, height : int
        Size of one small map.

    Returns
    -------
    altair.Chart
        One small map an article, in the order of the articles; the dot is where the gazetteer has
        the place.

    Examples
    --------
    >>> from helpers.articles import article_from_text
    >>> note = article_from_text("Nothing is said here.", id="note")
    >>> chart = where_each_article_puts("al-tanf", [], [], [note])
    >>> chart.to_dict()["concat"][0]["title"]["text"]
    'note: silent'
    """
    ids = {place_ids} if isinstance(place_ids, str) else set(place_ids)
    places, small, data = _known(place_mentions), [], {}
    real = next(places[id_] for id_ in sorted(ids) if id_ in places)
    frame = base.region(width, height)
    for article in articles:
        prefix = f"{article.id}_"
        names = [m.text for m in place_mentions if m.article_id == article.id and m.place_id in ids]
        said = [
            t for t in tests if t.article_id == article.id and ids & {t.place_id, t.reference_id}
        ]
        said.sort(
            key=lambda t: (t.place_id not in ids, t.kind == "route", t.verdict == "too vague")
        )
        about = [f"“{t.text}”: {t.verdict}" for t in said[:2]]
        about += ["called " + ", ".join(sorted(set(names)))] if names else []
        if said:
            data |= _data(said[0], places, width, height, frame, prefix)[1]
        else:
            rows = {"stated": [], "way": []} | _named([real], frame)
            data |= {f"{prefix}{name}": part for name, part in rows.items()}
        word = "" if said else ": named, but not placed" if names else ": silent"
        about = [part for text in about for part in _lines(text, width // 6)]
        layers = _layers(said[0].verdict if said else "too vague", prefix)
        small.append(base.sheet(layers, frame, article.id + word, about))
    chart = alt.concat(*small, columns=3, spacing=14)
    return base.finish(chart, f"Where each article puts {real.name}.", data)
