"""A row by hand and pair cards: what is chosen is kept, and time comes first."""

import pandas as pd
import pytest

from helpers.agreement import compare_labels
from helpers.articles import article_from_text
from helpers.compare import Question
from helpers.keys import load_answers
from helpers.records import Claim, Pair
from helpers.widgets.cards import TIMES, PairCards, RowSheet

OLD = article_from_text(
    "Goats\nThe <b>goat</b> is white.", id="old", earliest="2017-06-01", latest="2017-06-30"
)
NEW = article_from_text(
    "Goats\nThe goat is brown.", id="new", earliest="2023-09-01", latest="2023-09-30"
)
QUESTION = Question("colour", "Which colour is the goat?")


def claim(article, dated=True):
    dates = {"earliest": article.earliest, "latest": article.latest} if dated else {}
    return Claim(
        article.id, article.id, 6, len(article.text), article.text[6:], rung="author", **dates
    )


PAIR = Pair("old", "new", 1.0, ("question: Which colour is the goat?",))


@pytest.fixture(autouse=True)
def work(tmp_path, monkeypatch):
    monkeypatch.setenv("SIDE_BY_SIDE_WORK", str(tmp_path))


def offered(panel):
    return [value for _, value in panel.stand.options]


def test_contradict_is_offered_only_after_time_is_ruled_out():
    panel = PairCards([OLD, NEW], [claim(OLD), claim(NEW)], [PAIR])
    assert "contradict" not in offered(panel)
    panel.time.value = TIMES[0]
    assert "contradict" not in offered(panel)
    panel.time.value = TIMES[1]
    assert "contradict" in offered(panel)
    panel.stand.value = "contradict"
    panel.time.value = TIMES[0]
    assert panel.stand.value == ""


def test_pairs_of_one_time_offer_every_label():
    panel = PairCards([OLD, NEW], [claim(OLD, False), claim(NEW, False)], [PAIR])
    assert "contradict" in offered(panel) and panel.time.layout.display == "none"


def test_a_label_is_kept_and_comes_back():
    panel = PairCards([OLD, NEW], [claim(OLD), claim(NEW)], [PAIR])
    panel.go_on.click()
    assert "Time first" in panel.message.value
    panel.time.value = TIMES[0]
    panel.go_on.click()
    assert "Choose" in panel.message.value and panel.labels() == {}
    panel.stand.value, panel.why.value = "another time", "six years"
    panel.go_on.click()
    again = PairCards([OLD, NEW], [claim(OLD), claim(NEW)], [PAIR])
    assert (again.stand.value, again.why.value) == ("another time", "six years")
    assert again.table()[["label", "time", "why"]].values.tolist() == [
        ["another time", TIMES[0], "six years"]
    ]
    assert compare_labels(again.labels(), again.labels())["percent"] == 100


def test_a_card_shows_text_as_text():
    panel = PairCards([OLD, NEW], [claim(OLD), claim(NEW)], [PAIR])
    assert "&lt;b&gt;goat&lt;/b&gt;" in panel.card.value and "<b>goat" not in panel.card.value


def test_a_row_by_hand():
    sheet = RowSheet([OLD, NEW], QUESTION, lambda kept: pd.DataFrame({"key": ["unseen so far"]}))
    sheet.take.click()
    assert "Mark the words first" in sheet.message.value
    sheet.view.selected = [10, 15]
    sheet.take.click()
    sheet.article_picker.value = "new"
    assert "unseen so far" not in sheet.sheet.value
    sheet.silent.click()
    assert "unseen so far" in sheet.sheet.value
    assert sheet.table()["your answer"].tolist() == [OLD.text[10:15], "silent"]
    assert load_answers("06") == {"row colour": {"old": [10, 15], "new": "silent"}}
    assert RowSheet([OLD, NEW], QUESTION).view.marks[0]["start"] == 10
