"""Statements on the map: a stated direction as a sector, a distance as a circle, the real place."""

from __future__ import annotations

from textwrap import wrap

import altair as alt

from helpers.geography import centre_of, country_of, stated
from helpers.maps import base
from helpers.maps.labels import place_labels, symbol_box, texts
from helpers.places import load_places
from helpers.records import Place

_LOOK = {  # by verdict: colour and dash, never colour alone
    "agrees": {"stroke": "#0072B2", "fill": "#0072B2", "strokeDash": [1, 0]},
    "disagrees": {"stroke": "#D55E00", "fill": "#D55E00", "strokeDash": [6, 3]},
    "too vague": {"stroke": "#666", "fill": "#999", "strokeDash": [2, 3]},
}
_TOWNS = ("town", "city", "capital")


def _known(place_mentions):
    placed = [m for m in place_mentions if m.lat is not None]
    found = {m.place_id: Place(m.place_id, m.name, m.kind, m.lat, m.lon) for m in placed}
    return found | {place.id: place for place in load_places()}


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
    verb = "cannot tell" if test.verdict == "too vague" else test.verdict
    title = title or f"The map {verb}: “{test.text}”"
    lines = wrap(title, width // 9, break_on_hyphens=False)
    why = wrap(test.why, width // 7, break_on_hyphens=False)
    chart = base.sheet(_layers(test.verdict), frame, lines if lines[1:] else title, why)
    return base.finish(chart, f"{title}. {test.why}", data)


def _layers(verdict, prefix=""):
    """Layers for a statement; ``_data`` with the same prefix fills them."""
    dots = base.layer(f"{prefix}dots").mark_point(filled=True, stroke="white", clip=True)
    look = {"color": alt.Color("ink:N", scale=None), "size": alt.Size("size:Q", scale=None)}
    return [
        *base.ground(),
        base.geo(f"{prefix}stated", fillOpacity=0.18, strokeWidth=1.5, **_LOOK[verdict]),
        base.geo(f"{prefix}way", filled=False, stroke="#111", strokeWidth=2),
        base.at(dots, opacity=alt.value(1), **look),
        *base.words(f"{prefix}labels", 14, align="left", fontWeight="bold"),
        *base.words(f"{prefix}near", 12, align="left", color="#555"),
    ]


def _data(test, places, width, height, frame=None, prefix=""):
    """Work out the frame and the rows of a statement: sector, circle, line, names."""
    subject, reference = places.get(test.place_id), places.get(test.reference_id)
    if test.kind == "direction" and subject and (reference is None or reference.kind == "country"):
        country = reference or country_of(subject.country)
        centre = centre_of(country.country) if country else None
        reference = Place("", f"centre of {country.name}", "", *centre) if centre else None
    degrees, far = stated(test.text)
    ends = [p for p in (reference, subject) if p is not None and p.lat is not None]
    shapes, reach = [], 1.3 * max(test.km or 0, far or 0) or 150
    if reference and test.kind == "direction" and degrees is not None:
        shapes.append(base.circle(reference.lat, reference.lon, reach, degrees - 45, degrees + 45))
    if reference and far:
        shapes.append(base.circle(reference.lat, reference.lon, far))
    points = [(p.lat, p.lon) for p in ends]
    way = [base.line(*points)] if ends[1:] and test.kind in ("direction", "distance") else []
    around = frame or base.region(width, height)
    if points and frame is None:
        rings = (shape["geometry"]["coordinates"][0] for shape in shapes)
        points += [(lat, lon) for ring in rings for lon, lat in ring]
        around = base.around(points, width, height)
    others = [] if frame else [p for p in places.values() if p.kind in _TOWNS and p not in ends]
    data = {"stated": shapes, "way": way} | _named(ends, around, others)
    return around, {f"{prefix}{name}": rows for name, rows in data.items()}


def _named(places, frame, others=()):
    """Rows for dots with names: the places spoken of, and in grey some others to go by."""

    def rows(places, **look):
        return [{"lat": p.lat, "lon": p.lon, "label": p.name, **look} for p in places]

    main = rows(places, r=5, ink="#111", size=70)
    near = rows([p for p in others if frame.shows(p.lat, p.lon)], r=3, ink="#777", size=25)[:8]
    labels = place_labels(main, frame, 14)
    taken = [row["box"] for row in labels] + [symbol_box(row, frame) for row in main]
    names = [row for row in place_labels(near, frame, 12, taken) if not row["far"]]
    return {"dots": near + main, "labels": texts(labels, frame), "near": texts(names, frame)}


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
    places, frame, small, data = _known(place_mentions), base.region(width, height), [], {}
    real = next(places[id_] for id_ in sorted(ids) if id_ in places)
    for article in articles:
        prefix = f"{article.id}_"
        here = [t for t in tests if t.article_id == article.id]
        said = [t for t in here if ids & {t.place_id, t.reference_id}]
        said.sort(
            key=lambda t: (t.place_id not in ids, t.kind == "route", t.verdict == "too vague")
        )
        names = {m.text for m in place_mentions if m.article_id == article.id and m.place_id in ids}
        about = [f"“{t.text}”: {t.verdict}" for t in said[:2]]
        about += ["called " + ", ".join(sorted(names))] if names else []
        about = [line for text in about for line in wrap(text, width // 7, break_on_hyphens=False)]
        if said:
            data |= _data(said[0], places, width, height, frame, prefix)[1]
        else:
            rows = {"stated": [], "way": []} | _named([real], frame)
            data |= {f"{prefix}{name}": part for name, part in rows.items()}
        word = "" if said else ": named, but not placed" if names else ": silent"
        verdict = said[0].verdict if said else "too vague"
        small.append((_layers(verdict, prefix), frame, article.id + word, about))
    for row in (small[n : n + 3] for n in range(0, len(small), 3)):
        most = max(len(about) for *_, about in row)
        for *_, about in row:  # the titles of a row stand in line
            about += [" "] * (most - len(about))
    chart = alt.concat(*(base.sheet(*parts) for parts in small), columns=3, spacing=14)
    return base.finish(chart, f"Where each article puts {real.name}.", data)
