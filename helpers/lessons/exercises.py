"""Exercises as data: reading them, and judging an answer. No widget knows an answer."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from IPython.display import HTML, Markdown, display

from helpers.articles import ArticleError, load_articles, load_report
from helpers.widgets.base import table_html

EXERCISES = Path(__file__).resolve().parents[2] / "notebooks" / "exercises"
_NEEDS = {
    "choice": {"options"},
    "set": {"options", "right", "missing", "extra"},
    "number": {"answer", "right", "wrong", "other"},
    "span": {"article", "quotes", "right", "near", "other"},
    "text": {"thanks"},
}

NO_READER = Markdown(
    "*No reader has marked these articles, so there is nothing to compare with here. With the five "
    "articles this cell has something to show.*"
)
_other = {"articles": None}  # which other articles this kernel studies, if it does


class ExerciseError(ValueError):
    """An exercise file is not as it should be; the message names the file and the field."""


def load_exercises(notebook, folder=None):
    """Read the exercises of one notebook.

    Parameters
    ----------
    notebook : str
        Its number or name, as in ``01`` or ``explore``.
    folder : path, optional
        ``notebooks/exercises`` by default.

    Returns
    -------
    dict
        Item by id, in the order of the file.

    Raises
    ------
    ExerciseError
        No such file, not JSON, or an item without a field it needs.

    Examples
    --------
    >>> list(load_exercises("00"))[0]
    '00-guess'
    """
    path = Path(folder or EXERCISES) / f"{notebook}.json"
    try:
        items = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ExerciseError(f"{path.name}: no such file in {path.parent}.") from None
    except ValueError as error:
        raise ExerciseError(f"{path.name}: not JSON: {error}") from error
    for item in items:
        for field in {"id", "type", "prompt"} | _NEEDS.get(item.get("type"), set()):
            if field not in item:
                raise ExerciseError(
                    f"{path.name}: item {item.get('id', '?')}: field {field} is missing."
                )
    return {item["id"]: item for item in items}


def load_exercise(exercise_id, folder=None):
    """Read one exercise; the part of its id before the first ``-`` names the notebook."""
    items = load_exercises(exercise_id.partition("-")[0], folder)
    if exercise_id not in items:
        raise ExerciseError(f"No exercise {exercise_id!r}; there are {', '.join(items)}.")
    return items[exercise_id]


def study(source=None, home=None):
    """Load the articles a notebook is about; for others than its own, its checks turn open.

    Parameters
    ----------
    source : path, optional
        A folder or a file of your own, as in ``load_report``; the five articles by default.
    home : path, optional
        The articles that the checks of this notebook were made for; the five by default.

    Returns
    -------
    list of Article
        For other articles a report is shown, a line for each file, and what changes is said.

    Raises
    ------
    ArticleError
        Not one article could be read; the message says why.

    Examples
    --------
    >>> len(study())
    5
    """
    theirs = load_articles(home) if home else load_articles()
    articles, report = load_report(source) if source else (theirs, None)
    if not articles:
        lines = "\n".join(report["file"] + ": " + report["why"])
        raise ArticleError(f"No article could be read in {source}.\n{lines}")
    same = {(a.id, a.text) for a in articles} == {(a.id, a.text) for a in theirs}
    texts = sorted(a.text for a in articles)
    digest = hashlib.blake2b("\0".join(texts).encode(), digest_size=4).hexdigest()
    _other["articles"] = None if same else digest
    if not same:
        display(HTML(table_html(report, "What was read, and what was not", limit=5_000)))
        print(
            f"{len(articles)} read. These are not the articles this notebook was written for: its "
            "checks turn\ninto open questions, kept apart, and there is no reader to compare with."
        )
    return articles


def fitted(item):
    """Give an item as it is, or as an open question where its key is about other articles."""
    if not _other["articles"] or item.get("elsewhere") is True:
        return item
    return opened({item["id"]: item}, f"{item['id']}@{_other['articles']}")


def opened(items, exercise_id):
    """Give the item of an id; an id with a tail (``01-who@3fa9``) was asked of other articles.

    The field ``elsewhere`` of an item is what is asked there, ``true`` where the item fits any
    articles as it is.
    """
    item = items[exercise_id.partition("@")[0]]
    if "@" not in exercise_id:
        return item
    asked = item.get("elsewhere") or f"Of other articles was asked: “{item['prompt']}” In yours?"
    why = "An open question: the key to the one in this place is about other articles."
    thanks = "There is no key for your articles. Show your answer to somebody who has read them."
    words = {"label": "My words", "prompt": f"{asked}\n({why})", "thanks": thanks}
    return {"id": exercise_id, "type": "text"} | words


def judge(item, answer):
    """Judge an answer: is it right, and what does one say to it?

    Parameters
    ----------
    item : dict
        From ``load_exercise``.
    answer : str, list of str, float, [int, int]
        An option's text, several of them, a number, or the start and end of a passage.

    Returns
    -------
    (bool or None, str)
        ``None`` where there is no right answer; the feedback is kind and leaks no answer.

    Examples
    --------
    >>> item = {"type": "number", "answer": 2, "right": "Yes.", "other": "Count again.",
    ...         "wrong": [{"value": 3, "feedback": "That counts the teaser."}]}
    >>> judge(item, 3)
    (False, 'That counts the teaser.')
    """
    kind = item["type"]
    if kind == "text":
        return None, item["thanks"]
    if kind == "span":
        return _judge_span(item, *answer)
    if kind == "number":
        if abs(answer - item["answer"]) <= item.get("tolerance", 0):
            return True, item["right"]
        known = (w["feedback"] for w in item["wrong"] if abs(answer - w["value"]) < 1e-9)
        return False, next(known, item["other"])
    options = {option["text"]: option for option in item["options"]}
    if kind == "choice":
        chosen = options[answer]
        return chosen.get("right", False), chosen["feedback"]
    wanted = {text for text, option in options.items() if option.get("right")}
    given = set(answer)
    if given == wanted:
        return True, item["right"]
    wrong = [options[text]["feedback"] for text in options if text in given - wanted]
    words = wrong or [item["missing"]]
    return False, " ".join([item["extra"], *words] if wrong else words)


def article_of(item):
    """Give the article a span exercise is about."""
    return next(a for a in load_articles() if a.id == item["article"])


def _judge_span(item, start, end):
    """Right when the passage and a quoted one share half their characters, near when they touch."""
    text, best = article_of(item).text, 0.0
    for quote in item["quotes"]:
        a = text.index(quote)
        both = min(end, a + len(quote)) - max(start, a)
        best = max(best, both / (max(end, a + len(quote)) - min(start, a)))
    if best >= 0.5:
        return True, item["right"]
    return False, item["near"] if best > 0 else item["other"]
