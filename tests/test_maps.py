"""Maps: valid charts, labels that do not collide, nothing invented, the table tells the same."""

import itertools
import json

import pytest

from helpers import maps
from helpers.geography import check_statements
from helpers.maps import base
from helpers.maps.labels import place_labels
from helpers.places import load_places, locate, locate_naively
from helpers.records import PlaceMention
from tests.test_places import mark

TEXT = (
    "Clashes in Palmyra and Deir ez-Zor, in the Al-Tanf military base and in Idlib, Syria. The US "
    "sent troops from Baghdad along the Euphrates. Palmyra lies north of Aleppo. <b>Homs</b> fell."
)
NAMES = ["Palmyra", "Deir ez-Zor", "Al-Tanf military base/FAC", "Idlib", "Syria", "US", "Baghdad"]
NAMES += ["Euphrates/LOC", "Aleppo", "Homs"]


@pytest.fixture(scope="module")
def placed():
    mentions, docs = mark(TEXT, *NAMES)
    return docs, locate(mentions, docs)


def texts(spec):
    """Every text a chart writes."""
    rows = list(itertools.chain.from_iterable(v for v in spec["datasets"].values()))
    return {row["text"] for row in rows if "text" in row}


def test_the_map_is_valid_small_and_named(placed):
    docs, found = placed
    spec = maps.place_map(found, [doc.user_data["article"] for doc in docs]).to_dict()
    assert len(json.dumps(spec)) < 400_000  # the base map is in there once
    assert "places_table" in spec["description"]
    assert {p["name"] for p in spec["params"]} >= {"place", "area"}


def test_countries_get_a_count_and_no_dot(placed):
    spec = maps.place_map(placed[1]).to_dict()
    assert "SYRIA · 1" in texts(spec)
    kinds = {row["kind"] for rows in spec["datasets"].values() for row in rows if "mentions" in row}
    assert "country" not in kinds and "base" in kinds


@pytest.mark.parametrize("width, height", [(820, 600), (560, 440), (410, 380)])
def test_a_named_country_never_loses_its_name(width, height):
    named = [
        PlaceMention(
            "n", 0, 4, name, name, "found", True, 32.0, 35.0, "", name=name, kind="country"
        )
        for name in ("Israel", "Palestine", "Lebanon", "Iran", "Turkey")
    ]
    spec = maps.place_map(named, width=width, height=height).to_dict()
    assert {f"{m.name.upper()} · 1" for m in named} <= texts(spec)


def test_metonyms_stay_off_unless_asked_for(placed):
    literal, everything = (maps.places_table(placed[1], literal_only=x) for x in (True, False))
    assert "United States" not in set(literal.place)
    assert "United States" in set(everything.place)
    assert literal.mentions.sum() == sum(m.literal for m in placed[1])


def test_table_quotes_the_passage(placed):
    docs, found = placed
    table = maps.places_table(found, [doc.user_data["article"] for doc in docs]).set_index("place")
    assert table.loc["Baghdad", "passage"].startswith("“The US sent troops from Baghdad")


def test_unknown_places_are_in_the_table_and_on_no_map():
    lost = PlaceMention("note", 0, 4, "Zyx", None, "unknown", True, None, None, "not found")
    table = maps.places_table([lost])
    assert table[["place", "kind"]].values.tolist() == [["Zyx", "not known"]]
    assert maps.to_geojson([lost])["features"] == []
    maps.place_map([lost]).to_dict()


def test_labels_never_overlap_each_other_or_a_symbol():
    frame = base.region(820, 600)
    rows = [
        {"lat": p.lat, "lon": p.lon, "label": p.name, "r": 6}
        for p in load_places()
        if p.lat is not None and frame.shows(p.lat, p.lon)
    ]
    placed = place_labels(rows, frame)
    assert len(placed) > 0.7 * len(rows)  # all sixty at once is more than a lesson ever shows
    boxes = [row["box"] for row in placed]
    for a, b in itertools.combinations(boxes, 2):
        assert (
            a[2] <= b[0] + 1e-6 or b[2] <= a[0] + 1e-6 or a[3] <= b[1] + 1e-6 or b[3] <= a[1] + 1e-6
        )


def test_projection_goes_there_and_back():
    frame = base.region(820, 600)
    assert frame.latlon(*frame.xy(33.5, 38.6)) == pytest.approx((33.5, 38.6))


def test_circles_are_wound_for_vega():
    ring = base.circle(33.5, 38.6, 55)["geometry"]["coordinates"][0]
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring))
    assert area < 0  # clockwise: the other way Vega fills the rest of the world


def test_base_map_is_wound_for_vega():
    for name in ("countries", "world", "provinces", "lakes"):
        for feature in base.features(name):
            shape = feature["geometry"]
            parts = (
                shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
            )
            for rings in parts:
                ring = rings[0]
                assert sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring)) < 0


def test_geojson_is_points_with_their_source(placed):
    features = maps.to_geojson(placed[1])["features"]
    base_row = next(f for f in features if f["properties"]["place_id"] == "al-tanf-base")
    assert base_row["geometry"]["coordinates"] == [38.61778, 33.50583]
    assert base_row["properties"]["source"] == "Wikipedia"
    json.dumps(features)


def test_statement_map_draws_a_sector_and_says_the_figures(placed):
    docs, found = placed
    test = next(t for t in check_statements(docs, found) if "Aleppo" in t.text)
    spec = maps.statement_map(test, found).to_dict()
    assert spec["title"]["text"] == "The map disagrees: “Palmyra lies north of Aleppo”"
    assert "208 km" in " ".join(spec["title"]["subtitle"])


def test_each_article_speaks_or_is_silent(placed):
    docs, found = placed
    tests = check_statements(docs, found)
    articles = [doc.user_data["article"] for doc in docs]
    titles = [
        maps.where_each_article_puts(id_, tests, found, articles).to_dict()["concat"][0]["title"]
        for id_ in ("palmyra", "baghdad", "beirut")
    ]
    assert [t["text"] for t in titles] == ["note", "note: named, but not placed", "note: silent"]


def test_taggers_map_counts_metonyms_and_the_table_says_what_is_missing(placed):
    docs, found = placed
    table = maps.beside_table(locate_naively(docs), found).set_index("place")
    assert table.loc["Al-Tanf garrison", "verdict"] == "missed by the tagger"
    assert maps.beside(locate_naively(docs), found).to_dict()["hconcat"]
