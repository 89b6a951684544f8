"""Marking by hand, errors in drawers, one pattern, the alias board, who is called what."""

import json
import re

import pytest

from helpers.agreement import score_spans
from helpers.articles import article_from_text
from helpers.charts import merging_chart, naming_chart
from helpers.entities import bare_mentions, find_mentions, load_entities
from helpers.keys import load_key
from helpers.lessons import load_exercise
from helpers.records import Claim, Mention
from helpers.tables import errors_table, find_pattern, names_only, names_table, naming_table
from helpers.widgets import (
    AliasBoard,
    ErrorSorter,
    MarkingPanel,
    MarksBeside,
    NamingPanel,
    PatternPanel,
    load_marks,
)

GOAT = article_from_text("The goat left Mill Farm.\nTom Reed saw Pepper. Reed ran.", id="goat")
HEN = article_from_text("The hen of Mill Farm base stayed.", id="hen")
TANF = {"al-tanf", "al-tanf-crossing", "al-tanf-base"}


def mark(words, label, article=GOAT, entity=None):
    start = article.text.index(words)
    return Mention(article.id, start, start + len(words), words, label, entity)


KEY = [mark("Mill Farm", "FAC"), mark("Tom Reed", "PERSON"), mark("Pepper", "PERSON"), mark("Mill Farm base", "FAC", HEN)]  # fmt: skip


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("SIDE_BY_SIDE_WORK", str(tmp_path))
    return tmp_path


@pytest.fixture
def panel():
    return MarkingPanel([GOAT, HEN], KEY)


def add(panel, words, label):
    start = panel.article.text.index(words)
    panel.view.selected = [start, start + len(words)]
    panel.label_picker.value = label
    panel.add.click()
    assert panel.problem_details is None


def test_a_mark_is_on_disk_at_once_and_found_again(panel, own_folder):
    add(panel, "Tom Reed", "PERSON")
    kept = json.loads((own_folder / "02-marks.json").read_text())["marks"]
    assert kept == [["goat", 25, 33, "PERSON"]]
    assert MarkingPanel([GOAT, HEN], KEY).table()["text"].tolist() == ["Tom Reed"]
    assert load_marks([GOAT])[0].text == "Tom Reed"
    (own_folder / "neighbour.json").write_text((own_folder / "02-marks.json").read_text())
    assert score_spans(load_marks([GOAT]), load_marks([GOAT], "neighbour")).figure() == 1.0
    assert "Tom Reed, PERSON" in panel.message.value


def test_marks_stay_flat_and_can_be_removed(panel):
    add(panel, "Reed", "ORG")
    add(panel, "Tom Reed", "PERSON")
    assert [(m.text, m.label) for m in panel.marks()] == [("Tom Reed", "PERSON")]
    panel.view.selected = [25, 28]
    panel.remove.click()
    assert panel.marks() == [] and load_marks([GOAT]) == []


@pytest.mark.parametrize(
    "words, said",
    [(None, "Select a name"), ("Farm.\nTom", "end of a paragraph")],
)
def test_what_cannot_be_marked_is_said_kindly(panel, words, said):
    start = GOAT.text.index(words) if words else 0
    panel.view.selected = [start, start + len(words)] if words else []
    panel.add.click()
    assert said in panel.message.value and panel.marks() == []


def test_own_marks_are_scored_in_the_paragraphs_marked(panel):
    panel.score.click()
    assert "Mark a name" in panel.message.value
    add(panel, "Tom Reed", "PERSON")
    add(panel, "Pepper", "ORG")
    scores = panel.scores()  # the first paragraph, with Mill Farm, is not counted
    assert scores.figure(name="precision") == scores.figure(name="recall") == 0.5
    panel.score.click()
    assert "precision 0.50" in panel.message.value and "wrong label" in panel.result.value
    panel.article_picker.value = "hen"
    assert "Your marks in hen: 0" in panel.message.value and panel.result.value == ""


def test_marks_of_another_text_are_kept_and_not_shown(panel, own_folder):
    rows = [["other", 0, 3, "ORG"], ["goat", 0, 999, "ORG"]]
    (own_folder / "02-marks.json").write_text(json.dumps({"marks": rows}))
    panel = MarkingPanel([GOAT], KEY)
    assert panel.marks() == []
    add(panel, "Pepper", "PERSON")
    kept = json.loads((own_folder / "02-marks.json").read_text())["marks"]
    assert ["other", 0, 3, "ORG"] in kept and len(kept) == 2


def test_marks_made_in_two_tabs_are_all_kept(panel):
    other = MarkingPanel([GOAT, HEN], KEY)
    add(panel, "Tom Reed", "PERSON")
    add(other, "Mill Farm", "FAC")
    add(panel, "Mill Farm", "ORG")  # the later answer wins, for this mark alone
    assert [(m.text, m.label) for m in load_marks([GOAT])] == [
        ("Mill Farm", "ORG"),
        ("Tom Reed", "PERSON"),
    ]


def test_two_readers_side_by_side():
    found = [mark("Mill Farm", "ORG"), mark("Tom Reed", "PERSON")]
    panel = MarksBeside([GOAT, HEN], {"machine": found, "reader": KEY})
    assert panel.table()["kind"].tolist() == ["wrong label", "missed"]
    assert [len(view.marks) for view in panel.views] == [2, 3]
    panel.article_picker.value = "hen"
    assert "differences here: 1" in panel.message.value


def test_errors_go_into_drawers_one_by_one(own_folder):
    found = [mark("Mill Farm", "ORG"), mark("Reed", "PERSON"), mark("goat", "PERSON")]
    panel = ErrorSorter([GOAT, HEN], {"machine": found}, KEY)
    wrong, right = (
        next(b for b in panel.buttons if b.description == kind) for kind in ("missed", "invented")
    )
    assert "goat [PERSON]" in panel.card.value
    wrong.click()
    assert "Not yet" in panel.message.value
    right.click()
    assert "Sorted 1, 1 of them right" in panel.message.value
    assert list(json.loads((own_folder / "02-sorted.json").read_text()).values()) == [["invented", True]]  # fmt: skip
    assert panel.lines.value == ""  # nothing is given away before it is asked for
    panel.drawer.value, panel.all.value = "wrong edge", True
    assert panel.table()["found"].tolist() == ["Reed [PERSON]"]
    assert "Reed [PERSON]" in panel.lines.value


PATTERNS = [
    ("al-Tanf", 9, 9),
    ("al-Tana?f", 11, 11),
    ("(al-)?Tana?f", 12, 12),
    ("al-Tanf|al-Tanaf|Tanaf", 12, 12),
    ("Tana?f", 12, 1),
    ("al-Tan", 0, 0),
    ("", 0, 0),
]


@pytest.mark.parametrize("pattern, found, right", PATTERNS)
def test_pattern_is_checked_on_every_offset(articles, pattern, found, right):
    spots = names_only(load_key("entities"), TANF)
    assert len(spots) == sum(len(re.findall("Tana?f", a.reading)) for a in articles) == 12
    row = score_spans(find_pattern(pattern, articles), spots).rows[0]
    assert (row["found"], row["right"]) == (found, right)


def test_half_a_pattern_is_no_error_of_the_view(articles):
    key = load_key("entities")
    panel = PatternPanel(articles, names_only(key, TANF), [], key)
    panel.pattern.value = "(al-"
    assert "not finished" in panel.message.value and panel.problem_details is None
    panel.pattern.value = "(al-)?Tana?f"
    assert "Every spelling" in panel.message.value
    assert set(panel.table()["verdict"]) == {"right"} and len(panel.table()) == 12
    again = PatternPanel(articles, names_only(key, TANF), [], key)
    assert again.pattern.value == "(al-)?Tana?f"


def test_names_are_counted_before_and_after_merging(docs, articles):
    table = names_table(find_mentions(docs), articles, "isis")
    key = names_table(load_key("entities"), articles, "isis")
    assert table.loc["all names together"].tolist() == key.loc["all names together"].tolist()
    assert table.loc["ISIS"].tolist() == [1, 7, 13, 0, 6]
    assert table.loc["all names together"].tolist() == [3, 10, 13, 1, 7]
    chart = merging_chart(table, "ISIS").to_dict()
    assert chart["spec"]["layer"][0]["encoding"]["y"]["field"] == "article"


def test_board_is_settled_by_verdict_and_reason(articles, own_folder):
    board = AliasBoard(articles, load_key("aliases"))
    pair = load_key("aliases")[0]
    board.check.click()
    assert "Choose a verdict" in board.message.value
    for verdict, reason, said in [
        (not pair["same"], pair["reason"], pair["hint"]),
        (pair["same"], "they only look alike", "the reason is not yet"),
        (pair["same"], pair["reason"], "Yes."),
    ]:
        board.verdict.value, board.reason.value = verdict, reason
        board.check.click()
        assert said in board.reply.children[0].value
    assert "1 of 12 pairs settled" in board.message.value
    assert AliasBoard(articles, load_key("aliases")).verdict.value is pair["same"]
    assert pair["why"] not in json.dumps([str(w.get_state()) for w in board.children[:4]])


def test_board_says_what_the_key_says(articles):
    ids = {(m.article_id, m.start, m.end): m.entity_id for m in load_key("entities")}
    pairs = load_key("aliases")
    for pair in pairs:
        one, two = (
            ids[s["article_id"], s["start"], s["end"]] for s in (pair["left"], pair["right"])
        )
        assert (one == two) is pair["same"], pair
    assert {True, False} == {pair["same"] for pair in pairs}


def test_every_term_is_a_span_of_its_article_about_somebody(articles):
    texts, known = {a.id: a.text for a in articles}, {e.id for e in load_entities()}
    terms = load_key("terms")
    for term in terms:
        assert texts[term["article_id"]][term["start"] : term["end"]] == term["text"]
        assert term["kind"] in ("neutral", "loaded", "distancing")
        assert term["word_for"] in ("actor", "deed")
        for who in (term["about"], term["by"]):  # an id, or words that look like none
            assert who in known or who == "author" or " " in who, who
    assert len({(t["article_id"], t["start"]) for t in terms}) == len(terms)


def test_a_loaded_or_distancing_word_of_the_key_of_hedges_is_in_the_table():
    terms = load_key("terms")
    for row in load_key("hedges"):
        if row["type"] in ("loaded", "distancing"):
            assert any(
                t["article_id"] == row["article_id"]
                and t["start"] < row["end"]
                and row["start"] < t["end"]
                for t in terms
            ), row


def test_naming_table_tells_the_voices_apart():
    terms = [{"article_id": "goat", "start": 45, "end": 53, "text": "Reed ran", "kind": "loaded",
              "about": "reed", "by": "author", "word_for": "deed", "note": None}]  # fmt: skip
    mentions = [mark("Tom Reed", "PERSON", entity="reed"), mark("Pepper", "PERSON", entity="pep"),
                Mention("goat", 46, 50, "Reed", "PERSON", "reed")]  # fmt: skip
    terms[0] |= {"start": 46, "end": 54}
    claim = Claim("c", "goat", 25, 45, "", "direct", "named person", holder="pep")
    table = naming_table(mentions, terms, [claim])
    assert table[["called", "kind", "by"]].values.tolist() == [
        ["Tom Reed", "name", "pep"],
        ["Reed ran", "loaded", "author"],
    ]


def test_naming_panel_and_chart(articles, docs):
    table = naming_table(find_mentions(docs), load_key("terms"))
    names = {e.id: e.name for e in load_entities()}
    panel = NamingPanel(articles, table, names)
    panel.picker.value = "syrian-government"
    lines = panel.table()
    regime = lines[lines["text"].str.contains("regime")]
    assert regime["by"].tolist() == ["Kenneth McKenzie", "author"]
    count = len(lines)
    panel.picker.value, panel.deeds.value = "us-military", True
    assert len(panel.table()) > count and panel.problem_details is None
    spec = naming_chart(table[table["about"] == "isis"], articles).to_dict()
    assert spec["layer"][0]["encoding"]["shape"]["field"] == "kind"


def test_facts_the_exercises_rest_on(docs, articles):
    key = load_key("entities")
    of_sdf = {m.article_id for m in key if m.entity_id == "syrian-democratic-forces"}
    assert len(of_sdf) == 4 and load_exercise("02-people")["answer"] == 1
    assert "a senior SDF commander" in next(a.text for a in articles if a.id == "ceasefire")
    errors = errors_table(score_spans(bare_mentions(docs), key, articles))
    row = errors[errors["expected"] == "al-Omar oil fields [FAC]"].iloc[0]
    assert (row["kind"], row["found"]) == ("wrong edge", "al-Omar [ORG]")
    count = names_table(key, articles, "isis")["offensive"]
    assert count["all names together"] == load_exercise("03-count")["answer"]
    assert names_table(key, articles, "isis").loc["all names together"].sum() == 34
    texts = [t["text"].replace("\xa0", " ") for t in load_key("terms") if t["about"] == "syrian-democratic-forces"]  # fmt: skip
    for option in load_exercise("03-neutral")["options"][2:]:
        assert option["text"] in texts
