"""Lessons: guesses are kept, answers get feedback of their own, nothing is lost or leaked."""

import json

import ipywidgets
import pytest

from helpers.agreement import score_spans
from helpers.entities import bare_mentions
from helpers.keys import load_key
from helpers.lessons import check, hand_in, judge, load_exercise, load_exercises, predict, reveal
from helpers.lessons.exercises import EXERCISES, ExerciseError, article_of
from helpers.lessons.views import kept

ITEMS = [
    item for path in sorted(EXERCISES.glob("*.json")) for item in load_exercises(path.stem).values()
]


def is_guess(item):
    """A guess has no right answer: whatever is said, it is kept."""
    options = item.get("options", ())
    return item.get("right") == "Kept." or {"Kept."} == {o.get("feedback") for o in options}


def secrets(item):
    """Everything that is said only after an answer."""
    said = [item.get(name) for name in ("right", "near", "missing", "extra", "other", "thanks")]
    said += [part["feedback"] for name in ("options", "wrong") for part in item.get(name, ())]
    return {words for words in said if words and words not in ("Kept.", "Yes.")}


def right_answer(item):
    """What a learner who knows answers."""
    if item["type"] == "span":
        text, quote = article_of(item).text, item["quotes"][0]
        return [text.index(quote), text.index(quote) + len(quote)]
    if item["type"] == "set":
        return [option["text"] for option in item["options"] if option.get("right")]
    if item["type"] == "choice":
        return next(option["text"] for option in item["options"] if option.get("right"))
    return float(item["answer"]) if item["type"] == "number" else "My own words."


by_id = pytest.mark.parametrize("item", ITEMS, ids=lambda item: item["id"])


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("SIDE_BY_SIDE_WORK", str(tmp_path))
    return tmp_path


@by_id
def test_solution_passes_and_each_wrong_answer_has_words_of_its_own(item):
    if item["type"] == "choice":
        said = [judge(item, option["text"]) for option in item["options"]]
        rights = sum(right for right, _ in said)
        assert rights == 1 or is_guess(item)
        assert is_guess(item) or len({words for _, words in said}) == len(said)
    elif item["type"] == "set":
        wanted = [o["text"] for o in item["options"] if o.get("right")]
        assert judge(item, wanted)[0] is True
        assert judge(item, wanted[:1])[0] is False
        for option in item["options"]:
            if not option.get("right"):
                assert item["extra"] in judge(item, [*wanted, option["text"]])[1]
                assert option["feedback"] in judge(item, [*wanted, option["text"]])[1]
    elif item["type"] == "number":
        assert judge(item, item["answer"])[0] is True
        assert is_guess(item) or item["wrong"]
        for wrong in item["wrong"]:
            assert judge(item, wrong["value"]) == (False, wrong["feedback"])
        assert item["right"] == "Kept." or judge(item, 987654)[0] is False
    elif item["type"] == "span":
        text = article_of(item).text
        for quote in item["quotes"]:
            assert text.count(quote) == 1
            start = text.index(quote)
            assert judge(item, [start, start + len(quote)]) == (True, item["right"])
            assert judge(item, [start, start + 3]) == (False, item["near"])
        assert judge(item, [0, 5]) == (False, item["other"])
    else:
        assert judge(item, "anything")[0] is None


@by_id
def test_widget_does_not_carry_the_answers(item):
    panel = check(item["id"])
    state = str([w.get_state() for w in [panel, *_below(panel)]])
    assert not [words for words in secrets(item) if words in state]
    assert ("Bonus." in state) == bool(item.get("bonus"))


def _below(widget):
    for child in getattr(widget, "children", ()):
        yield child
        yield from _below(child)


def _control(panel):
    return panel.children[1]


def test_a_guess_is_on_disk_at_once_and_found_again(own_folder):
    panel = predict("01-guess")
    _control(panel).value = "2"
    panel.press()
    assert json.loads((own_folder / "01.json").read_text())["guesses"] == {"01-guess": 2.0}
    assert _control(predict("01-guess")).value == "2"


def test_result_stays_hidden_until_the_guess_is_kept():
    calls = []
    panel = reveal("01-guess", lambda: calls.append(1) or ipywidgets.HTML("result"), "none do.")
    assert not calls
    guess = predict("01-guess")
    _control(guess).value = "3"
    guess.press()
    assert calls == [1]
    assert "Your guess: 3" in panel.children[0].children[0].value


def test_wrong_answer_gets_its_feedback_and_counts_a_try():
    panel = check("01-nobody")
    _control(panel).value = "battles"
    panel.press()
    assert "Not yet." in panel.reply.children[0].value
    assert "byline" in panel.reply.children[0].value
    assert kept("01-nobody", "tries") == 1


def test_two_open_tabs_do_not_overwrite_each_other(own_folder):
    first, second, other = check("01-nobody"), check("01-nobody"), check("01-israel")
    for panel, value in ((first, "battles"), (other, "1"), (second, "ceasefire")):
        _control(panel).value = value
        panel.press()
    kept = json.loads((own_folder / "01.json").read_text())
    assert kept["answers"] == {"01-nobody": "ceasefire", "01-israel": 1.0}
    assert kept["tries"] == {"01-nobody": 2, "01-israel": 1}


def test_a_broken_sheet_is_set_aside_and_said_so(own_folder):
    panel = check("01-nobody")
    (own_folder / "01.json").write_text('{"answers": ')
    _control(panel).value = "ceasefire"
    panel.press()
    assert "01.broken-1.json" in panel.message.value and "Yes." in panel.reply.children[0].value
    assert (own_folder / "01.broken-1.json").read_text() == '{"answers": '
    assert kept("01-nobody", "answers") == "ceasefire"


def test_a_passage_is_an_answer_too():
    item, panel = load_exercise("01-who"), check("01-who")
    start = article_of(item).text.index(item["quotes"][0])
    _control(panel).selected = [start, start + len(item["quotes"][0])]
    panel.press()
    assert "Yes." in panel.reply.children[0].value
    assert _control(check("01-who")).selected == [start, start + len(item["quotes"][0])]


def test_no_answer_is_asked_for_kindly():
    panel = check("01-israel")
    _control(panel).value = "many"
    panel.press()
    assert "type a number" in panel.message.value
    assert kept("01-israel", "answers") is None


def test_hand_in_holds_what_was_answered(own_folder):
    panel = check("00-evidence")
    _control(panel).value = "3"
    panel.press()
    frame = hand_in("Ada", notebooks=["00"])
    sheet = json.loads((own_folder / "hand-in.json").read_text())
    assert sheet["name"] == "Ada"
    assert sheet["work"]["00"]["answers"] == {"00-evidence": 3.0}
    assert frame.set_index("exercise").loc["00-evidence", "answered"] == 3.0
    assert frame.set_index("exercise").loc["00-source", "answered"] == ""


def test_broken_exercise_file_is_named(tmp_path):
    (tmp_path / "09.json").write_text('[{"id": "09-x", "type": "choice", "prompt": "?"}]')
    with pytest.raises(ExerciseError, match=r"09\.json: item 09-x: field options is missing"):
        load_exercise("09-x", tmp_path)
    with pytest.raises(ExerciseError, match="no such file"):
        load_exercises("77", tmp_path)


def test_facts_the_exercises_rest_on(articles):
    """Every quotation in a prompt stands in an article, every answer is counted there."""
    comeback = articles[2]
    assert comeback.reading.count("Israel") == load_exercise("01-israel")["answer"] == 0
    printed = [a for a in articles if a.date_from not in (None, "background knowledge")]
    assert len(printed) == load_exercise("01-guess")["answer"]
    nobody = [a.id for a in articles if not a.author and not a.outlet]
    right = [o["text"] for o in load_exercise("01-nobody")["options"] if o.get("right")]
    assert nobody == right
    for option in load_exercise("01-dating")["options"]:
        assert option["text"] in articles[0].text


def test_figures_of_the_recall_exercise(docs, articles):
    scores = score_spans(bare_mentions(docs), load_key("entities"), articles)
    [row] = [r for r in scores.rows if (r["label"], r["match"]) == ("PERSON", "exact")]
    item = load_exercise("02-recall")
    assert abs(100 * row["recall"] - item["answer"]) <= item["tolerance"]
    [every] = [r for r in scores.rows if (r["label"], r["match"]) == ("all", "exact")]
    wrong = [100 * row["precision"], row["recall"], 100 * row["f1"], 100 * every["recall"]]
    assert [round(x, 2 if x < 1 else 0) for x in wrong] == [w["value"] for w in item["wrong"]]
