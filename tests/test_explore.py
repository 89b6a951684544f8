"""Explore: whatever is picked, the rest follows; a view is one line; what is shown can be saved."""

import csv
import json

import pytest

from helpers import find_claims, find_mentions, load_entities, locate
from helpers.widgets import Explorer


@pytest.fixture(scope="module")
def records(articles, docs):
    mentions = find_mentions(docs)
    places, claims = locate(mentions, docs), find_claims(docs, mentions)
    return articles, mentions, load_entities(), places, claims


@pytest.fixture
def explorer(records, tmp_path, monkeypatch):
    monkeypatch.setenv("SIDE_BY_SIDE_WORK", str(tmp_path))
    return Explorer(*records)


def test_a_name_changes_lines_claims_place_and_marks(explorer):
    explorer.entity_picker.value = "raqqa"
    assert explorer.place_picker.value == "raqqa"
    assert {row[3] for row in explorer.lines.rows} == {"Raqqah"}
    assert explorer.map.chart.datasets["ring"].rows[0]["place_id"] == "raqqa"
    explorer.entity_picker.value = "isis"
    assert explorer.place_picker.value == "" and not explorer.map.chart.datasets["ring"].rows
    said = {c.id: c for c in explorer._claims}
    assert all("isis" in said[row[0]].entity_ids for row in explorer.claims.rows)
    assert explorer.problem_details is None


def test_a_place_picked_in_a_list_or_on_the_map_is_a_name(explorer):
    explorer.place_picker.value = "al-tanf"
    assert explorer.entity_picker.value == "al-tanf"
    explorer.map.picked = {"place": {"place_id": ["damascus"]}}
    assert explorer.entity_picker.value == explorer.place_picker.value == "damascus"


def test_a_row_leads_to_its_passage(explorer, records):
    explorer.entity_picker.value = "isis"
    claim = next(c for c in records[-1] if "isis" in c.entity_ids and c.article_id == "derail")
    explorer.claims.picked = claim.id
    assert explorer.article_picker.value == "derail" and explorer.layer.value == "claims"
    assert (explorer.view.picked, explorer.view.scroll_to) == (claim.id, claim.start)
    key = explorer.lines.rows[0][0]
    explorer.lines.picked = key
    article, _, start = key.partition("-")[0].partition(":")
    assert explorer.article_picker.value == article and explorer.view.scroll_to == int(start)
    assert explorer.layer.value == "names" and explorer.problem_details is None


def test_a_mark_in_the_text_chooses_without_moving_it(explorer):
    before = explorer.view.scroll_to
    mark = next(m for m in explorer.view.marks if m["title"] == "russia")
    explorer.view.picked = mark["id"]
    assert explorer.entity_picker.value == "russia" and explorer.view.picked == mark["id"]
    assert explorer.view.scroll_to in (before, mark["start"])


def test_an_area_on_the_map_narrows_claims_and_places(explorer):
    explorer.map.picked = {"area": {"place_id": ["al-tanf"]}}
    assert explorer.claims.rows and "area drawn" in explorer.claims.caption
    assert set(explorer.selection()["places"]["place_id"]) == {"al-tanf"}
    explorer.map.picked = {}
    assert "area" not in explorer.claims.caption


def test_a_view_is_one_line(explorer, records):
    explorer.article_picker.value, explorer.scope.value = "comeback", "one"
    explorer.entity_picker.value = "isis"
    explorer.lines.picked = explorer.lines.rows[-1][0]
    again = Explorer(*records, state=explorer.state)
    assert again.state == explorer.state and again.claims.rows == explorer.claims.rows
    assert Explorer(*records).state == explorer.state  # found again when the notebook is reopened
    explorer.link.value = "article=battles&name=raqqa&of=all"
    assert (explorer.article_picker.value, explorer.entity_picker.value) == ("battles", "raqqa")


@pytest.mark.parametrize("state", ["article=none&name=<b>&at=zz", "&&==%", "place=x", "at=5-9"])
def test_a_line_that_leads_nowhere_harms_nothing(records, tmp_path, monkeypatch, state):
    monkeypatch.setenv("SIDE_BY_SIDE_WORK", str(tmp_path))
    assert Explorer(*records, state=state).problem_details is None


def test_the_app_keeps_nothing_and_reads_its_address(records, tmp_path, monkeypatch):
    monkeypatch.setenv("SIDE_BY_SIDE_WORK", str(tmp_path / "work"))
    monkeypatch.setenv("VOILA_REQUEST_URL", "http://127.0.0.1/")
    monkeypatch.setenv("QUERY_STRING", "article=derail&name=isis")
    app = Explorer(*records)
    assert (app.article_picker.value, app.entity_picker.value) == ("derail", "isis")
    app.save.click()
    assert app.problem_details is None and not (tmp_path / "work").exists()


def test_what_is_shown_is_saved(explorer, records, tmp_path):
    explorer.entity_picker.value, explorer.scope.value = "raqqa", "one"
    explorer.article_picker.value = "battles"
    explorer.save.click()
    folder = tmp_path / "explore"
    mentions = list(csv.DictReader((folder / "mentions.csv").open(encoding="utf-8-sig")))
    assert len(mentions) == len(explorer.lines.rows)
    spots = json.loads((folder / "places.geojson").read_text("utf-8"))["features"]
    assert spots and all("battles" in spot["properties"]["articles"] for spot in spots)
    brief = (folder / "brief.html").read_text("utf-8")
    for row in explorer.claims.rows:
        claim = next(c for c in records[-1] if c.id == row[0])
        name = f"battles-{claim.start}-{claim.end}"
        assert f'href="#{name}"' in brief and f'id="{name}"' in brief
