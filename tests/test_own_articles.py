"""Other articles than the five: every notebook runs on them, and no key is applied to them."""

import json
import os
import re
import shutil

import pytest
import vl_convert

from helpers import charts
from helpers.articles import ArticleError, article_from_text, load_articles
from helpers.compare import load_questions, questions_for
from helpers.keys import load_key, work_folder
from helpers.lessons import (
    check,
    exercises,
    hand_in,
    load_exercises,
    predict,
    read_hand_ins,
    reveal,
    study,
)
from helpers.lessons.exercises import EXERCISES
from helpers.lessons.views import kept
from helpers.records import Mention
from helpers.tables import cites_table
from tests.offline import environment
from tests.ten_articles import write
from tests.test_notebooks import NOTEBOOKS, hidden_errors


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("SIDE_BY_SIDE_WORK", str(tmp_path / "work"))
    yield tmp_path
    study()


@pytest.fixture
def mine(tmp_path, capsys):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "goat.txt").write_text("The goat\nA goat left, said Ann Baker.\n", encoding="utf-8")
    (folder / "zip.txt").write_bytes(b"PK\x03\x04")
    return folder


def test_other_articles_are_loaded_with_a_report(mine, capsys, monkeypatch):
    shown = []
    monkeypatch.setattr(exercises, "display", lambda page: shown.append(page.data))
    assert [a.id for a in study(mine)] == ["goat"]
    assert "<td>zip.txt</td><td>no</td><td>an archive, " in shown[0]
    assert "open questions" in capsys.readouterr().out


def test_the_notebooks_own_articles_are_not_announced(capsys):
    study()
    study(EXERCISES.parent / "warm-up", home=EXERCISES.parent / "warm-up")
    assert not capsys.readouterr().out


def test_nothing_to_read_is_told_in_one_line_a_file(mine):
    (mine / "goat.txt").write_bytes(b"")
    with pytest.raises(ArticleError, match="goat.txt: empty") as problem:
        study(mine)
    assert "Traceback" not in "".join(problem.value._render_traceback_())


def test_a_check_about_the_five_is_an_open_question_elsewhere(mine):
    panel = check("01-nobody")
    panel.children[1].value = "ceasefire"
    panel.press()
    study(mine)
    panel = check("01-nobody")
    assert panel.read() is None  # the answer about the five is not shown here
    panel.children[1].value = "the goat paper"
    panel.press()
    assert "Kept. There is no key" in panel.reply.children[0].value
    assert kept("01-nobody", "answers") == "ceasefire"
    study()
    assert check("01-nobody").read() == "ceasefire"


def test_a_guess_about_other_articles_reveals_there_only(mine):
    study(mine)
    guess = predict("01-guess")
    guess.children[1].value = "none"
    guess.press()
    shown = reveal("01-guess", "table", "")
    assert "Your guess: none" in shown.children[0].children[0].value
    study()
    assert "Keep your guess" in reveal("01-guess", "table", "").children[0].children[0].value


def test_answers_about_other_articles_are_handed_in(mine, tmp_path):
    study(mine)
    panel = check("05-shared")
    panel.children[1].value = "none"
    panel.press()
    frame = hand_in(notebooks=["05"])
    (row,) = frame[frame["exercise"].str.startswith("05-shared@")].to_dict("records")
    assert row["answered"] == "none" and "your articles" in row["question"]
    answers, report = read_hand_ins(tmp_path / "work")
    assert answers["value"].tolist() == ["none"] and answers["right"].isna().all()
    assert "read" in set(report["status"])


def test_questions_are_made_for_the_articles(articles, mine):
    assert questions_for(articles, [], {}) == load_questions()
    mentions = [Mention("goat", 27, 36, "Ann Baker", "PERSON", "ann-baker")]
    first, *rest = questions_for(load_articles(mine / "goat.txt"), mentions, {"ann-baker": "Ann"})
    assert first.question == "What is said of Ann?"
    assert not any("Syria" in question.question for question in rest)


ITEMS = [i for p in sorted(EXERCISES.glob("*.json")) for i in load_exercises(p.stem).values()]


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item["id"])
def test_every_exercise_says_what_it_asks_of_other_articles(item):
    if not item["id"].startswith("07"):
        assert item["elsewhere"] is True or len(item["elsewhere"]) > 20


def test_the_readers_key_is_for_the_articles_it_was_made_for(articles, mine, tmp_path):
    own = study(mine)
    for kind in ("entities", "attributions", "matrix", "terms", "aliases", "pairs", "hedges"):
        assert load_key(kind, articles=own) == []
        assert load_key(kind, articles=articles) == load_key(kind) != []
    some = load_key("entities", articles=articles[:1])
    assert {m.article_id for m in some} == {"offensive"}
    head = "file,start,end,text,label,entity_id,alternative,note\n"
    (work_folder() / "entities.me.csv").write_text(f"{head}goat.txt,27,36,Ann Baker,PERSON,,,\n")
    (mark,) = load_key("entities", "me", own)
    assert (mark.article_id, mark.label) == ("goat", "PERSON")
    assert json.dumps(own[0].text[27:36]) == '"Ann Baker"'


NOTHING = [article_from_text("Nothing.", id="a")]
READING = [path for path in NOTEBOOKS if path.stem != "teacher"]
ONE_LINE = re.compile(r'(articles = study\()(?=\))|(story = study\()"warm-up"|(FOLDER = )"warm-up"')


@pytest.mark.parametrize("path", READING, ids=lambda path: path.stem)
def test_one_line_chooses_the_articles(path):
    assert len(ONE_LINE.findall(path.read_text(encoding="utf-8").replace('\\"', '"'))) == 1


@pytest.mark.slow
@pytest.mark.parametrize("path", READING, ids=lambda path: path.stem)
def test_notebook_runs_on_ten_other_articles(path, tmp_path, monkeypatch):
    import nbformat
    from nbclient import NotebookClient

    for name, value in environment(tmp_path).items():
        monkeypatch.setitem(os.environ, name, value)
    folder = tmp_path / "notebooks"
    shutil.copytree(path.parent, folder)
    write(folder / "my-articles")
    book = nbformat.read(path, as_version=4)
    for cell in book.cells:
        if cell["cell_type"] == "code":
            cell.source = ONE_LINE.sub(
                lambda found: f'{found[1] or found[2] or found[3]}"my-articles"', cell.source
            )
    NotebookClient(book, timeout=240, resources={"metadata": {"path": str(folder)}}).execute()
    outputs = [output for cell in book.cells for output in cell.get("outputs", ())]
    assert not [o for o in outputs if o.get("name") == "stderr" or o["output_type"] == "error"]
    assert not list(hidden_errors(book))
    shown = json.dumps(outputs)
    assert "harbour" in shown and "derail" not in shown
    if path.stem[:2] != "07":
        assert "open questions" in shown


@pytest.mark.parametrize(
    "draw",
    [
        lambda: charts.sources_chart([]),
        lambda: charts.cites_chart(cites_table([], NOTHING, {})),
        lambda: charts.matrix_chart([], [], NOTHING),
        lambda: charts.strip_chart([], NOTHING),
        lambda: charts.rungs_chart([], NOTHING),
        lambda: charts.presence_chart([], NOTHING, [], {}),
    ],
)
def test_a_chart_of_nothing_keeps_its_size(draw):
    """A legend without entries makes Vega draw a picture without end, and the page goes blank."""
    drawn = vl_convert.vegalite_to_svg(draw().to_json())
    assert float(re.search(r'height="([\d.e+]+)"', drawn)[1]) < 1_000
