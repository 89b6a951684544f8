"""Statements a map can test: sentence -> verdict, with the kilometres and bearings."""

from dataclasses import replace

import pytest

from helpers.geography import check_statements
from helpers.geography.judges import degrees, measure, to_km
from helpers.places import locate, lookup
from tests.test_places import mark

STATEMENTS = [  # sentence, its places, kind, verdict, km, bearing
    ("Palmyra lies north of Aleppo.", "Palmyra Aleppo", "direction", "disagrees", 208, 150),
    ("Aleppo, north of Homs, is old.", "Aleppo Homs", "direction", "agrees", 169, 13),
    ("Qimishli, north eastern Syria, slept.", "Qimishli Syria", "direction", "agrees", 333, 47),
    ("The Al-Tanf base in the north-east grows.", "Al-Tanf", "direction", "disagrees", 169, 176),
    ("Al-Tanf region in Syria’s south", "Al-Tanf Syria", "direction", "agrees", 169, 176),
    ("the northern city of Idlib", "Idlib", "direction", "agrees", 197, 301),
    ("pushed north of Palmyra towards Arak oil field", "Palmyra Arak", "direction", "disagrees", 28, 69),
    ("al-Mayadeen and southwest towards al-Bu Kamal", "al-Mayadeen al-Bu_Kamal", "direction", "disagrees", 76, 146),
    ("moved east of Palmyra towards the Iraqi border", "Palmyra", "direction", "agrees", 252, 91),
    ("Homs, 160 km north of Damascus, fell.", "Homs Damascus", "distance", "agrees", 140, 16),
    ("Homs, 400 km from Damascus, fell.", "Homs Damascus", "distance", "disagrees", 140, 16),
    ("peace talks in Astana, Kazakhstan, last week", "Astana Kazakhstan", "containment", "agrees", None, None),
    ("talks in Mosul, Syria, last week", "Mosul Syria", "containment", "disagrees", None, None),
    ("a farm near Peoria, Illinois, burnt", "Peoria Illinois", "containment", "agrees", None, None),
    ("close to the Iraqi border, in Palmyra", "Palmyra", "adjacency", "too vague", None, None),
    ("In Al-Bukamal, near the Iraqi border, it rained", "Al-Bukamal", "adjacency", "agrees", 7, None),
    ("In Latakia, near the Iraqi border, it rained", "Latakia", "adjacency", "disagrees", 364, None),
    ("a road between Iraq, Syria and Lebanon", "Iraq Syria Lebanon", "route", "agrees", 834, None),
    ("the Iraq-Syria border", "Iraq Syria", "adjacency", "agrees", None, None),
    ("the Iran-Syria border", "Iran Syria", "adjacency", "disagrees", None, None),
    ("from Tehran through Baghdad and Damascus to Beirut", "Tehran Baghdad Damascus Beirut", "route", "agrees", 1534, None),
    ("from Tehran through Beirut to Baghdad", "Tehran Beirut Baghdad", "route", "disagrees", 2297, None),
    ("troops 70 km north of Al-Tanf rest", "Al-Tanf", "distance", "too vague", 70, None),
    ("a 55-km radius around the camp", "", "distance", "too vague", 55, None),
    ("have covered almost 200 miles", "", "distance", "too vague", 322, None),
    ("clashes in eastern Syria", "Syria", "direction", "too vague", None, None),
]  # fmt: skip


def check(text, places):
    mentions, docs = mark(text, *(name.replace("_", " ") for name in places.split()))
    return check_statements(docs, locate(mentions, docs))


@pytest.mark.parametrize("text, places, kind, verdict, km, bearing", STATEMENTS)
def test_statement_and_verdict(text, places, kind, verdict, km, bearing):
    (test,) = check(text, places)
    assert (test.kind, test.verdict) == (kind, verdict), test.why
    assert text[test.start : test.end] == test.text
    assert (test.km and round(test.km)) == km
    assert (test.bearing and round(test.bearing)) == bearing


NOTHING = [
    ("Russia, Turkey, and Iran met.", "Russia Turkey Iran"),
    ("Damascus and Homs are cities.", "Damascus Homs"),
    ("North Korea spoke.", ""),
    ("He is from Aleppo.", "Aleppo"),
    ("The southern wind blew.", ""),
    ("West is late, East is early.", ""),
    ("The West is late.", ""),
    ("About 900 personnel are there.", ""),
]


@pytest.mark.parametrize("text, places", NOTHING)
def test_no_statement_no_test(text, places):
    assert check(text, places) == []


def test_a_bare_direction_is_no_place_to_measure_from():
    text = "They grew in Syria, both in the West and in the East."
    mentions, docs = mark(text, "Syria", "West/LOC")
    places = locate([mentions[0], replace(mentions[1], entity_id="western-syria")], docs)
    assert places[1].place_id == "western-syria"
    (test,) = check_statements(docs, places)
    assert (test.text, test.verdict) == ("in the West and in the East", "too vague")


def test_why_names_the_reference_and_the_figures():
    (test,) = check("Palmyra lies north of Aleppo.", "Palmyra Aleppo")
    assert test.why == (
        "From Aleppo, Palmyra (Tadmur) lies 208 km to the south-east (bearing 150°); "
        "the text says north, which is 150° off."
    )


@pytest.mark.parametrize(
    "words, figure",
    [
        ("north", 0),
        ("North-East", 45),
        ("south eastern", 135),
        ("southwest", 225),
        ("western", 270),
    ],
)
def test_directions_in_words(words, figure):
    assert degrees(words) == figure


def test_units():
    assert to_km("1,200", "miles") == pytest.approx(1931.2, abs=0.1)
    km, bearing = measure(lookup("Damascus")[0].place, lookup("Baghdad")[0].place)
    assert (round(km), round(bearing)) == (754, 89)
