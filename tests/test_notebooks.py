"""Every notebook runs from a fresh kernel, top to bottom, without a warning, offline."""

import json
import os
import re
import shutil
import time
from pathlib import Path

import pytest

from helpers.articles import load_articles
from helpers.lessons import judge, load_exercises
from helpers.lessons.exercises import EXERCISES
from tests.offline import environment
from tests.test_lessons import is_guess, secrets

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


def exercises(path):
    """The items of a notebook; none where it has no file of exercises."""
    file = EXERCISES / f"{path.stem[:2]}.json"
    return list(load_exercises(file.stem).values()) if file.exists() else []


def with_solutions(book, items):
    """After each cell with a some-code variant: its solution, the answer printed, the cell again."""
    from nbformat import v4

    cells = []
    for cell in book.cells:
        cells.append(cell)
        for item in items:
            code = item.get("code", {})
            if code.get("cell") != cell["id"]:
                continue
            assert cell.source.count(code["change"]) == 1, item["id"]
            solved = cell.source.replace(code["change"], code["to"])
            assert solved != cell.source and "some code" in cell.source.lower(), item["id"]
            read = f"item = {item!r}\nprint('solved', item['id'], json.dumps({code['gives']}))"
            cells += map(v4.new_code_cell, (solved, f"import json\n{read}", cell.source))
    book.cells = cells


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs_clean_and_some_code_leads_to_the_same_answers(
    path, tmp_path, monkeypatch, capsys
):
    import nbformat
    from nbclient import NotebookClient

    for name, value in environment(tmp_path).items():
        monkeypatch.setitem(os.environ, name, value)
    shutil.copytree(path.parent, tmp_path / "notebooks")
    book, items = nbformat.read(path, as_version=4), exercises(path)
    with_solutions(book, items)
    start = time.monotonic()
    NotebookClient(
        book, timeout=240, resources={"metadata": {"path": str(tmp_path / "notebooks")}}
    ).execute()
    with capsys.disabled():
        print(f" {path.stem} {time.monotonic() - start:.1f} s", end="")
    outputs = [output for cell in book.cells for output in cell.get("outputs", ())]
    for output in outputs:
        assert output.get("name") != "stderr", output["text"]
        assert output["output_type"] != "error"
    assert not list(hidden_errors(book))
    answers = re.findall(r"^solved (\S+) (.*)$", "".join(o.get("text", "") for o in outputs), re.M)
    answers = {name: json.loads(answer) for name, answer in answers}
    assert answers.keys() == {item["id"] for item in items if "code" in item}
    for item in items:
        if item["id"] in answers:  # an open question has no wrong answer, but takes no empty one
            right = judge(item, answers[item["id"]])[0]
            assert right or (right is None and answers[item["id"]]), (item["id"], answers)
    saved = json.dumps(book.metadata["widgets"], ensure_ascii=False)
    for item in items:
        for words in secrets(item):
            assert words not in saved, f"{item['id']} gives away: {words}"


def prose(path):
    book = json.loads(path.read_text(encoding="utf-8"))
    return ["".join(c["source"]) for c in book["cells"] if c["cell_type"] == "markdown"]


LESSONS = [path for path in NOTEBOOKS if path.stem[:2].isdigit()]
by_lesson = pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
EVERY = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
WIDGET = re.compile(
    r"^(?:\w+ = )?(\w+(?:Panel|Reader|Board|Sorter|Beside|Marker|Sheet|Cards))\(", re.M
)
ASKS = re.compile(r"^(?:check|predict|reveal)\(", re.M)


def cells(path):
    """(kind, source) of each cell."""
    book = json.loads(path.read_text(encoding="utf-8"))
    return [(c["cell_type"], "".join(c["source"])) for c in book["cells"]]


@EVERY
def test_notebook_has_one_title_and_no_skipped_level(path):
    levels = [
        len(line) - len(line.lstrip("#"))
        for cell in prose(path)
        for line in cell.splitlines()
        if line.startswith("#")
    ]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(b - a <= 1 for a, b in zip(levels, levels[1:], strict=False))


@by_lesson
def test_header_says_goal_minutes_difficulty_needs_and_step(path):
    head = prose(path)[0]
    assert "**You will be able to**" in head
    for row in ("Time", "Difficulty", "You need", "Where this is in the chain"):
        assert re.search(rf"^\| {row} \| \S.* \|$", head, re.M), row
    assert 25 <= int(re.search(r"\| Time \| (\d+) minutes", head)[1]) <= 45
    assert "Run → Run All Cells" in head


@by_lesson
def test_lesson_predicts_first_defines_nothing_and_admits_a_limit(path):
    code = [source for kind, source in cells(path) if kind == "code"]
    predict = next(i for i, source in enumerate(code) if source.startswith("predict("))
    reveal = next(i for i, source in enumerate(code) if "reveal(" in source and i > 0)
    assert predict < reveal
    assert "## Where the method is wrong" in "\n".join(prose(path))
    assert not re.search(r"^\s*(def|class) ", "\n".join(code), re.M)


@by_lesson
def test_a_question_is_never_further_than_nine_cells_away(path):
    asked = [i for i, (_, source) in enumerate(cells(path)) if ASKS.search(source)]
    ends = [*asked, len(cells(path))]
    assert all(b - a <= 9 for a, b in zip(ends, ends[1:], strict=False)), asked


@by_lesson
def test_every_widget_comes_with_a_question_and_a_plain_twin_in_the_next_cell(path):
    all_cells, question, found = cells(path), "", 0
    for i, (kind, source) in enumerate(all_cells):
        if kind == "markdown":
            question = source
        elif WIDGET.search(source):
            found += 1
            assert "?" in question, f"no question before {source}"
            kind, twin = all_cells[i + 1]
            assert kind == "code" and not WIDGET.search(twin), f"no twin after {source}"
            assert "the same" in twin.lower(), f"the twin does not say that it is one: {twin}"
    assert found


@by_lesson
def test_four_core_exercises_each_with_a_some_code_variant_and_the_rest_bonus(path):
    items = [item for item in exercises(path) if not is_guess(item)]
    core = [item for item in items if not item.get("bonus")]
    assert len(core) == 4 and all("code" in item for item in core)
    source = "\n".join(source for _, source in cells(path))
    text = "\n".join(prose(path))
    for item in exercises(path):
        verb = "predict" if is_guess(item) else "check"
        assert source.count(f'{verb}("{item["id"]}")') == 1
    assert len(core) == len(items) or "onus" in text


@by_lesson
def test_each_acronym_is_spelled_out_once(path):
    """In the prose and the questions of a notebook, not in what the articles say."""
    asked = "\n".join(item["prompt"] for item in exercises(path))
    text = re.sub(r"`[^`]*`|“[^”]*”|\"[^\"]*\"", "", "\n".join(prose(path)) + "\n" + asked)
    for name in set(re.findall(r"\b[A-Z]{2,}\d?\b", text)):
        once = rf"[a-z]\*? \({name}\)|{name}\*{{0,2}} \(\*?[A-Z]?[a-z]|\*\*{name}\*\*[,:] "
        assert re.search(once, text), f"{name} is nowhere spelled out"


def plain(text):
    return re.sub(r"[\s“”‘’\"'*]+", " ", text).strip(" .,?").lower()


@by_lesson
def test_every_quotation_of_four_words_stands_in_an_article(path, articles):
    story = load_articles(path.parent / "warm-up")
    known = plain(" ".join(article.text for article in [*articles, *story]))
    said = [words for item in exercises(path) for words in secrets(item) | {item["prompt"]}]
    for text in [*prose(path), *said]:
        quoted = re.findall(r'(?<!\w)"([^"]+)"', text)
        quoted += re.findall(r"“([^”]+)”", re.sub(r'"[^"]+"', "", text))
        for part in "…".join(quoted).split("…"):
            assert len(part.split()) < 4 or plain(part) in known, part


LOADED = (
    r"regime|prox(?:y|ies)|puppet|loot|occup\w+|terror\w*|rebel|militant|liberat|illegal|so-called"
)


@by_lesson
def test_words_that_judge_an_actor_are_always_somebodys(path):
    """In our own voice they stand in quotation marks or italics, as words that are spoken about."""
    said = "\n".join(
        words for item in exercises(path) for words in secrets(item) | {item["prompt"]}
    )
    text = re.sub(
        r"`[^`]*`|“[^”]*”|\"[^\"]*\"|(?<!\*)\*[^*]+\*", "", "\n".join(prose(path)) + "\n" + said
    )
    assert not re.findall(rf"[^.\n]*\b(?:{LOADED})\b[^.\n]*", text, re.I)


@EVERY
def test_imports_stand_in_the_first_code_cell(path):
    code = [source for kind, source in cells(path) if kind == "code"]
    assert "import" in code[0]
    assert not any(
        line.startswith(("import ", "from ")) for c in code[1:] for line in c.split("\n")
    )
