"""Keys become records; answers survive a crash and a broken file."""

import json
import os
import subprocess
import sys

import pytest

from helpers.keys import (
    KEYS,
    BadKey,
    change_answers,
    load_answers,
    load_key,
    load_message,
    save_answers,
    work_folder,
)
from helpers.records import LABELS

THERE = sorted(path.stem for path in KEYS.glob("*.csv"))


@pytest.fixture
def work(tmp_path, monkeypatch):
    monkeypatch.setenv("SIDE_BY_SIDE_WORK", str(tmp_path / "work"))
    return tmp_path / "work"


def test_work_folder_is_named_by_the_environment_and_made(work):
    assert work_folder() == work and work.is_dir()


def test_answers_come_back_and_no_draft_stays(work):
    path = save_answers("02", {"marks": [1, 2], "word": "Šarif"})
    assert load_answers("02") == {"marks": [1, 2], "word": "Šarif"}
    assert os.listdir(work) == [path.name] == ["02.json"]
    assert load_answers("03") == {} and load_message("02") is None


def test_what_json_cannot_hold_leaves_the_old_file_whole(work):
    save_answers("02", {"a": 1})
    for bad in ({"a": {1, 2}}, [1]):
        with pytest.raises(TypeError):
            save_answers("02", bad)
    assert load_answers("02") == {"a": 1} and os.listdir(work) == ["02.json"]


@pytest.mark.parametrize("broken", [b'{"a": ', b"[1]", b"\xff\xfe"])
def test_a_broken_file_is_set_aside_and_never_overwritten(work, broken):
    for number in (1, 2):
        (work_folder() / "02.json").write_bytes(broken)
        assert load_answers("02") == {}
        assert f"02.broken-{number}.json" in load_message("02")
        save_answers("02", {"a": number})
        assert (work / f"02.broken-{number}.json").read_bytes() == broken
    assert json.loads((work / "02.json").read_text()) == {"a": 2}


WRITER = """
import sys
from helpers.keys import change_answers
for i in range(60):
    change_answers("02", lambda a: a.setdefault("answers", {}).update({f"{sys.argv[1]}-{i}": i}))
"""


def test_two_kernels_that_write_at_once_lose_nothing(work):
    """As when the same notebook is open twice: each item is kept, whoever wrote the file last."""
    work_folder()
    both = [subprocess.Popen([sys.executable, "-c", WRITER, name]) for name in ("one", "two")]
    assert [process.wait(60) for process in both] == [0, 0]
    assert len(load_answers("02")["answers"]) == 120
    change_answers("02", lambda a: a["answers"].update({"one-0": "later"}))
    assert load_answers("02")["answers"]["one-0"] == "later"
    assert sorted(path.name for path in work.glob("*")) == [".02.lock", "02.json"]


@pytest.mark.parametrize("name", ["", "../02", "a/b", ".hidden"])
def test_a_name_stays_in_the_folder(work, name):
    with pytest.raises(ValueError):
        save_answers(name, {})


@pytest.mark.parametrize("kind", THERE)
def test_every_span_of_a_key_is_its_text(kind, articles):
    texts = {a.id: a.text for a in articles}
    for record in load_key(kind):
        if kind == "pairs":
            continue
        part = record if isinstance(record, dict) else {k: getattr(record, k) for k in _SPAN}
        if part.get("start") is not None:
            assert texts[part["article_id"]][part["start"] : part["end"]] == part["text"]


_SPAN = ("article_id", "start", "end", "text")


def test_key_of_entities_marks_alternatives(articles):
    key = load_key("entities")
    main = {(m.article_id, f"{m.start}-{m.end}") for m in key if m.alternative_of is None}
    others = [m for m in key if m.alternative_of]
    assert others and all((m.article_id, m.alternative_of) in main for m in others)
    assert {m.label for m in key} <= {*LABELS, "none"}


def test_errors_name_the_file_and_the_line(work):
    with pytest.raises(FileNotFoundError, match="entities, places"):
        load_key("entitys")
    with pytest.raises(FileNotFoundError, match="entities.anna.csv"):
        load_key("entities", reader="anna")
    head = "file,start,end,text,label,entity_id,alternative,note\n"
    (work_folder() / "entities.anna.csv").write_text(head + "no.txt,1,2,x,ORG,x,,\n")
    with pytest.raises(BadKey, match="entities.anna.csv, line 2.*no.txt"):
        load_key("entities", reader="anna")
