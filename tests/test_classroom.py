"""The teacher's tables: every file is told of, broken ones do not stop the rest."""

import json

from helpers.lessons import demo_class, guess_table, read_hand_ins, split_items


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
