"""Panels without a browser: a choice changes what is shown, and an error is said, not lost."""

import pytest

from helpers.articles import article_from_text
from helpers.records import Claim, Entity, Mention
from helpers.widgets import ArticleReader, ClaimMarker, ClaimPanel, EntityPanel, Panel, TextView

GOAT = article_from_text("The <b>goat</b> left\nPepper left. Tom saw Pepper.", id="goat")
HEN = article_from_text("The hen stayed\nPepper is no hen.", id="hen")
ENTITIES = [Entity("pepper", "Pepper", "PERSON"), Entity("tom", "Tom", "PERSON")]


def mention(article, name, entity, after=0):
    start = article.text.index(name, after)
    return Mention(article.id, start, start + len(name), name, "PERSON", entity)


MENTIONS = [
    mention(GOAT, "Pepper", "pepper"),
    mention(GOAT, "Tom", "tom"),
    mention(GOAT, "Pepper", "pepper", 35),
    mention(HEN, "Pepper", "pepper"),
]


def test_reader_shows_the_picked_article():
    panel = ArticleReader([GOAT, HEN])
    panel.article_picker.value = "hen"
    assert panel.view.text == HEN.text
    assert panel.view.heading.startswith("hen: The hen stayed")


def test_entity_panel_marks_and_lists_the_choice():
    panel = EntityPanel([GOAT, HEN], MENTIONS, ENTITIES)
    assert panel.entity_picker.options[0] == ("Pepper (3)", "pepper")
    assert len(panel.table()) == 3
    panel.only.value = True
    assert len(panel.view.marks) == 2
    panel.entity_picker.value = "tom"
    assert panel.table()["text"].tolist() == ["Tom"]


def test_click_on_a_mark_picks_its_entity():
    panel = EntityPanel([GOAT, HEN], MENTIONS, ENTITIES)
    tom = MENTIONS[1]
    panel.view.picked = f"{tom.start}-{tom.end}"
    assert panel.entity_picker.value == "tom"


def test_claim_panel_shows_the_parts():
    start = GOAT.text.index("Tom saw Pepper")
    claim = Claim("c1", "goat", start, start + 14, "Tom saw Pepper", "indirect", "named person")
    panel = ClaimPanel([GOAT, HEN], [claim])
    assert "named person" in panel.detail.value
    panel.article_picker.value = "hen"
    assert "No attributed claim" in panel.message.value


def test_claim_marker_waits_for_all_parts_then_compares(tmp_path, monkeypatch):
    monkeypatch.setenv("SIDE_BY_SIDE_WORK", str(tmp_path))
    start = GOAT.text.index("Tom saw Pepper")
    claim = Claim("c1", "goat", start, start + 14, "Tom saw Pepper", "indirect", "named person")
    panel = ClaimMarker([GOAT, HEN], [claim], [])
    panel.compare.click()
    assert "Please mark" in panel.message.value and not panel.result.value
    panel.buttons["cue"].click()
    assert "select some words" in panel.message.value
    for part, words in (("content", "Tom saw Pepper"), ("cue", "saw")):
        at = GOAT.text.index(words)
        panel.view.selected = [at, at + len(words)]
        panel.buttons[part].click()
    panel.nobody.click()
    panel.rung.value = "vague group"
    panel.compare.click()
    assert panel.problem_details is None
    panel_said = ["Tom saw Pepper", "saw", "nobody named", "vague group"]
    assert panel.table()["you"].tolist() == panel_said
    assert panel.table()["key"].tolist() == ["nothing marked"] * 4
    panel.article_picker.value = "hen"
    assert panel.parts == {} and not panel.result.value
    again = ClaimMarker([GOAT, HEN], [claim], [])  # as after a restart of the kernel
    assert again.rung.value == "vague group" and len(again.view.marks) == 2
    again.compare.click()
    assert again.table()["you"].tolist() == panel_said


def test_a_panel_has_a_name_and_a_line_that_is_read_out():
    panel = EntityPanel([GOAT, HEN], MENTIONS, ENTITIES)
    assert panel.children[-1].panel == "Entities"  # keys.js makes it a group, the line a status
    assert "sbs-message" in panel.message._dom_classes and "2 times" in panel.message.value


def test_error_in_a_callback_is_said_in_plain_words():
    panel, view = Panel(label="x"), TextView()

    def fail(_):
        raise ValueError("<script>no such thing</script>")

    panel.on(view, "picked", fail)
    view.picked = "7"
    assert 'role="alert"' in panel.message.value
    assert "&lt;script&gt;" in panel.message.value and "<script>" not in panel.message.value
    assert "ValueError" in panel.problem_details


def test_html_tables_are_escaped():
    panel = EntityPanel([GOAT], [mention(GOAT, "goat", "pepper")], ENTITIES)
    assert "&lt;b&gt;" in panel.lines.value and "<b>goat" not in panel.lines.value


@pytest.mark.parametrize("name", ["article", "entity"])
def test_pickers_have_a_visible_name(name):
    panel = EntityPanel([GOAT], MENTIONS[:2], ENTITIES)
    assert getattr(panel, f"{name}_picker").description
