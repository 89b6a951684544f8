"""Questions: neutral, from a table a teacher edits, or typed by a reader."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass

from helpers.lexicon import DATA, stems, topics_in

MANY = re.compile(r"\bhow (?:many|much|far)((?: \w+){1,3})", re.IGNORECASE)
_NAME = re.compile(r"(?<=\s)(?:al-)?[A-Z][\w-]*")  # not the first word: Who, How


class BadQuestion(ValueError):
    """A question cannot be used; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Question:
    """A neutral question. ``terms`` are words an answer may hold; ``expects`` is what it must."""

    id: str
    question: str
    hint: str = ""
    terms: tuple[str, ...] = ()
    expects: str = "text"


def load_questions(path=DATA / "questions.csv"):
    """Load the questions of the kit, or of a table a teacher made.

    Parameters
    ----------
    path : path, optional
        A csv with the columns ``id, question, hint, terms, expects``; terms parted by ``;``.

    Returns
    -------
    list of Question

    Raises
    ------
    BadQuestion
        A line has no id or question, or an id stands twice.

    Examples
    --------
    >>> load_questions()[2].question
    'How many US troops are in Syria?'
    """
    questions = {}
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            known = {name: row[name] for name in Question.__slots__ if row.get(name)}
            if not {"id", "question"} <= known.keys() or known["id"] in questions:
                raise BadQuestion(f"{path}: needs an id of its own and a question: {row}")
            known["terms"] = tuple(filter(None, known.get("terms", "").split(";")))
            questions[known["id"]] = Question(**known)
    return list(questions.values())


def questions_for(articles, mentions, names):
    """Give those of ``load_questions`` that fit these articles, or some made of their names.

    A question fits when every name in it (Syria, al-Tanf, US) stands somewhere in the articles.

    Parameters
    ----------
    articles : iterable of Article
    mentions : iterable of Mention
    names : dict
        Entity id to the name shown.

    Returns
    -------
    list of Question
        Where fewer than five fit, first what is said of each of the five entities named most.
    """
    words = set(re.findall(r"[\w-]+", " ".join(article.reading for article in articles)))
    questions = load_questions()
    fitting = [q for q in questions if words.issuperset(_NAME.findall(q.question))]
    often = Counter(m.entity_id for m in mentions if m.entity_id).most_common(5)
    about = [(who, names.get(who, who)) for who, _ in often]
    made = [
        Question(f"about-{who}", f"What is said of {name}?", terms=(name,)) for who, name in about
    ]
    return fitting if len(fitting) >= 5 else made + fitting or questions


def ask(text):
    """Make a question of what a reader typed.

    Examples
    --------
    >>> ask("How many soldiers are there?").expects
    'number'
    """
    if not (stems(text) or topics_in(text)):
        raise BadQuestion(
            "Please type a question with at least one word that says what it is about."
        )
    slug = re.sub(r"\W+", "-", text.lower()).strip("-")[:40]
    return Question(slug, text.strip(), expects="number" if MANY.search(text) else "text")
