"""The teacher's tables: every file is told of, broken ones do not stop the rest."""

import json
import os

import pytest

from helpers import load_key
from helpers.lessons import (
    demo_class,
    disputed_marks,
    guess_table,
    handed_in,
    marks_table,
    read_hand_ins,
    read_marks,
    split_items,
)
from helpers.lessons.classroom import _items
from helpers.records import Mention

ITEMS = list(_items())


def test_thirty_files_with_three_broken_ones(tmp_path):
    answers, report = read_hand_ins(demo_class(tmp_path, broken=True))
    assert len(report) == 33
    assert (report["status"] == "read").sum() == 30
    status = report.set_index("file")["status"]
    assert "not readable as JSON" in status["half.json"]
    assert "field schema" in status["homework.json"]
    assert "the same as hand-in-30.json" in status["sent-twice.json"]
    assert answers["learner"].nunique() == 30
    assert handed_in(answers).loc["all", "all"] == (answers["kind"] != "results").sum()


def write(folder, file, **sheet):
    sheet = {"schema": "side-by-side/hand-in/1", "name": "", "work": {}} | sheet
    (folder / f"{file}.json").write_text(json.dumps(sheet), encoding="utf-8")


def test_two_learners_of_one_name_are_kept_apart(tmp_path):
    for n, guess in enumerate(("both alike", "the Hill News")):
        write(tmp_path, n, name="Ann", work={"00": {"guesses": {"00-guess": guess}}})
    answers, report = read_hand_ins(tmp_path)
    assert answers["learner"].tolist() == ["Ann", "Ann (2)"]
    assert "2 files of this name" in report["status"].iloc[1]


def test_boards_and_cards_are_answers_too(tmp_path, articles):
    at = articles[1].text.index("Damascus")
    work = {
        "02-sorted": {f"bare model: battles {at}-{at + 8}": ["wrong edge", True]},
        "06": {"pairs": {f"battles:{at}-{at + 8} | x": {"label": "agree", "time": None}}},
    }
    write(tmp_path, "a", work=work)
    answers, _ = read_hand_ins(tmp_path)
    assert answers["value"].tolist() == ["wrong edge", "agree"]
    assert answers["exercise"].str.contains("“Damascus” (battles)", regex=False).all()
    assert answers["right"].tolist() == [True, None]


def test_most_divided_item_comes_first(tmp_path):
    demo_class(tmp_path)
    table = split_items(read_hand_ins(tmp_path)[0])
    assert table["split"].is_monotonic_decreasing
    assert table["split"].between(0, 1).all()
    assert (table["right"].dropna() <= table["answered"]).all()


def test_guesses_are_counted(tmp_path):
    demo_class(tmp_path, learners=12)
    table = guess_table(read_hand_ins(tmp_path)[0])
    assert table.groupby("exercise")["learners"].sum().eq(12).all()
    assert table["result"].eq("An invented result.").all()


def test_hostile_hand_in_is_only_data(tmp_path):
    sheet = {
        "schema": "side-by-side/hand-in/1",
        "name": "<script>alert(1)</script>",
        "work": {"00": {"answers": {"00-source": ["no", "such"], "zz": 1}, "tries": 5}, "bad": 7},
    }
    (tmp_path / "a.json").write_text(json.dumps(sheet), encoding="utf-8")
    answers, report = read_hand_ins(tmp_path)
    assert answers.empty
    assert "2 answers to exercises unknown here" in report["status"].item()


@pytest.mark.parametrize("page, key", [("02-marks", "entities"), ("05-marks", "attributions")])
def test_marks_are_scored_against_the_key_and_each_other(tmp_path, articles, page, key):
    marks = read_marks(demo_class(tmp_path, learners=6), articles, page)
    table = marks_table(marks, load_key(key), articles)
    assert table["learner"].tolist() == [*marks, "all"]
    assert (table["right"] <= table[["marks", "key", "touching"]].min(axis=1)).all()
    assert table[["precision", "recall", "with_others"]].stack().between(0, 1).all()
    disputed = disputed_marks(marks, load_key(key), articles)
    assert disputed["split"].is_monotonic_decreasing and disputed["split"].between(0, 1).all()
    assert (disputed["marked"] <= disputed["worked_there"]).all()


def test_a_learner_who_marks_as_the_key_does_has_it_all_right(articles):
    key = [m for m in load_key("entities") if m.article_id == "derail" and not m.alternative_of]
    table = marks_table({"a": key, "b": key}, load_key("entities"), articles)
    assert (table[["precision", "recall", "with_others"]] == 1).all(axis=None)
    assert disputed_marks({"a": key, "b": key}, key, articles)["split"].eq(0).all()


def test_marks_of_other_articles_or_of_no_sense_are_left_out(tmp_path, articles):
    rows = [["battles", 0, 3, "ORG"], ["mine", 0, 3, "ORG"], ["battles", 5, 2, "ORG"], "x", None]
    write(tmp_path, "a", work={"02-marks": {"marks": rows}, "05-marks": {"battles": {"cue": 7}}})
    [found] = read_marks(tmp_path, articles)["learner 1"]
    assert found == Mention("battles", 0, 3, articles[1].text[:3], "ORG")
    assert read_marks(tmp_path, articles, "05-marks") == {}
    assert marks_table({}, [], articles)["learner"].tolist() == ["all"]


def test_whatever_lies_in_the_folder_is_told_of_and_stops_nothing(tmp_path):
    demo_class(tmp_path, learners=1)
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "deep.json").write_text("[" * 100_000, encoding="utf-8")
    (tmp_path / "large.json").write_bytes(b" " * 3_000_000)
    if hasattr(os, "mkfifo"):  # Windows has none
        os.mkfifo(tmp_path / "pipe.json")
    values = ["x", 10**400, float("nan"), None, [], [1, "a"], {"a": []}, [0, 5, 9], "\ud800<b>"]
    work = {
        str(n): {"answers": dict.fromkeys(ITEMS, v), "tries": [v]} for n, v in enumerate(values)
    }
    sheet = {"schema": "side-by-side/hand-in/1", "name": "\ud800", "work": work}
    (tmp_path / "odd.json").write_text(json.dumps(sheet), encoding="utf-8")
    answers, report = read_hand_ins(tmp_path)
    assert set(report["file"]) == {path.name for path in tmp_path.iterdir()}
    status = report.set_index("file")["status"]
    assert "no file that can be read" in status["folder.json"]
    assert "more than the limit of 2 MB" in status["large.json"]
    assert "not readable as JSON" in status["deep.json"]
    for table in (answers, split_items(answers), guess_table(answers), report):
        table.to_html().encode("utf-8")
