"""Every notebook runs from a fresh kernel, top to bottom, without a warning, offline."""

import json
import os
import shutil
import time
from pathlib import Path

import pytest

from tests.offline import environment

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
BAD_WORDS = ("sbs-problem", "side-by-side-error")


def hidden_errors(book):
    """Errors that do not fail a run: those kept in the state of widgets."""
    states = book.metadata.get("widgets", {})
    models = states.get("application/vnd.jupyter.widget-state+json", {}).get("state", {})
    for model in models.values():
        state = model["state"]
        for output in state.get("outputs", ()):
            if output.get("output_type") == "error" or output.get("name") == "stderr":
                yield json.dumps(output)[:500]
        if any(word in str(state.get("value", "")) for word in BAD_WORDS):
            yield state["value"][:500]


@pytest.mark.parametrize(
    "state, found",
    [
        ({"outputs": [{"output_type": "error", "ename": "ValueError"}]}, 1),
        ({"outputs": [{"output_type": "stream", "name": "stderr", "text": "a warning"}]}, 1),
        ({"outputs": [{"output_type": "stream", "name": "stdout", "text": "fine"}]}, 0),
        ({"value": '<div role="alert" class="sbs-problem">This view could not be drawn</div>'}, 1),
        ({"value": "<p>an error of judgement</p>"}, 0),
        ({}, 0),
    ],
)
def test_errors_hidden_in_widgets_are_seen(state, found):
    from nbformat import v4

    states = {"application/vnd.jupyter.widget-state+json": {"state": {"id": {"state": state}}}}
    book = v4.new_notebook(metadata={"widgets": states})
    assert len(list(hidden_errors(book))) == found


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs_clean(path, tmp_path, monkeypatch, capsys):
    import nbformat
    from nbclient import NotebookClient

    for name, value in environment(tmp_path).items():
        monkeypatch.setitem(os.environ, name, value)
    shutil.copytree(path.parent, tmp_path / "notebooks")
    book = nbformat.read(path, as_version=4)
    start = time.monotonic()
    NotebookClient(
        book, timeout=240, resources={"metadata": {"path": str(tmp_path / "notebooks")}}
    ).execute()
    with capsys.disabled():
        print(f" {path.stem} {time.monotonic() - start:.1f} s", end="")
    for cell in book.cells:
        for output in cell.get("outputs", ()):
            assert output.get("name") != "stderr", output["text"]
            assert output["output_type"] != "error"
    assert not list(hidden_errors(book))


def prose(path):
    book = json.loads(path.read_text(encoding="utf-8"))
    return ["".join(c["source"]) for c in book["cells"] if c["cell_type"] == "markdown"]


LESSONS = [path for path in NOTEBOOKS if path.stem != "teacher"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_has_one_title_and_no_skipped_level(path):
    levels = [
        len(line) - len(line.lstrip("#"))
        for cell in prose(path)
        for line in cell.splitlines()
        if line.startswith("#")
    ]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(b - a <= 1 for a, b in zip(levels, levels[1:], strict=False))


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_lesson_predicts_checks_and_admits_a_limit(path):
    text, code = "\n".join(prose(path)), path.read_text(encoding="utf-8")
    assert "You will be able to" in text and "| Time |" in text
    assert "Where the method is wrong" in text
    if path.stem[:2] != "07":
        assert "predict(" in code and "check(" in code


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_imports_stand_in_the_first_code_cell(path):
    book = json.loads(path.read_text(encoding="utf-8"))
    code = ["".join(c["source"]) for c in book["cells"] if c["cell_type"] == "code"]
    assert "import" in code[0]
    assert not any(
        line.startswith(("import ", "from ")) for c in code[1:] for line in c.split("\n")
    )
