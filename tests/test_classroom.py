"""The teacher's tables: every file is told of, broken ones do not stop the rest."""

import json
import os

from helpers.lessons import demo_class, guess_table, read_hand_ins, split_items
from helpers.lessons.classroom import _items

ITEMS = list(_items())


def test_thirty_files_with_three_broken_ones(tmp_path):
    demo_class(tmp_path, learners=30)
    (tmp_path / "x1.json").write_text("{not json", encoding="utf-8")
    (tmp_path / "x2.json").write_text('{"schema": "something-else/9"}', encoding="utf-8")
    (tmp_path / "x3.json").write_bytes((tmp_path / "hand-in-01.json").read_bytes())
    answers, report = read_hand_ins(tmp_path)
    assert len(report) == 33
    assert (report["status"] == "read").sum() == 30
    status = report.set_index("file")["status"]
    assert "not readable as JSON" in status["x1.json"]
    assert "field schema" in status["x2.json"]
    assert "the same as hand-in-01.json" in status["x3.json"]
    assert answers["learner"].nunique() == 30


def test_most_divided_item_comes_first(tmp_path):
    demo_class(tmp_path)
    table = split_items(read_hand_ins(tmp_path)[0])
    assert table["split"].is_monotonic_decreasing
    assert table["split"].between(0, 1).all()
    assert (table["right"] <= table["answered"]).all()


def test_guesses_are_counted(tmp_path):
    demo_class(tmp_path, learners=12)
    table = guess_table(read_hand_ins(tmp_path)[0])
    assert table.groupby("exercise")["learners"].sum().eq(12).all()


def test_hostile_hand_in_is_only_data(tmp_path):
    sheet = {
        "schema": "side-by-side/hand-in/1",
        "name": "<script>alert(1)</script>",
        "work": {"00": {"answers": {"00-source": ["no", "such"], "zz": 1}}, "bad": 7},
    }
    (tmp_path / "a.json").write_text(json.dumps(sheet), encoding="utf-8")
    answers, report = read_hand_ins(tmp_path)
    assert answers.empty
    assert "2 answers to exercises unknown here" in report["status"].item()


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
