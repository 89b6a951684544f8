"""The claim matrix: questions against articles; each cell holds claims, or is silent."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass

from helpers.articles import paragraphs
from helpers.compare.differ import reasons
from helpers.compare.pairs import Scorer
from helpers.compare.signals import DATA, hedges_in, load_topics, quantities, stems, topics_in
from helpers.records import Cell, Claim

_ENOUGH, _OF_BEST = 0.5, 0.45  # a claim below either is no answer; set on the reader's matrix


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


def load_questions(path=None):
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
    questions, path = {}, path or DATA / "questions.csv"
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if not row.get("id") or not row.get("question") or row["id"] in questions:
                raise BadQuestion(f"{path}: needs an id of its own and a question: {row}")
            terms = tuple(filter(None, (row.get("terms") or "").split(";")))
            questions[row["id"]] = Question(
                row["id"],
                row["question"],
                row.get("hint") or "",
                terms,
                row.get("expects") or "text",
            )
    return list(questions.values())


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
    expects = "number" if _MANY.search(text) else "text"
    slug = re.sub(r"\W+", "-", text.lower()).strip("-")
    return Question(slug[:40], text.strip(), expects=expects)


def claim_matrix(claims, questions=None, articles=(), most=4):
    """Set questions against articles: what each says, who says it there, or that it is silent.

    Parameters
    ----------
    claims : iterable of Claim
        From ``find_claims``, or ``statements`` for every sentence beside them.
    questions : iterable of Question, optional
        Those of the kit by default; ``ask`` makes one of a reader's words.
    articles : iterable of Article, optional
        Gives the order, the dates and how they are known; an article without a claim is silent.
    most : int
        Claims in a cell at most; of claims that overlap the best stays.

    Returns
    -------
    list of Cell
        By question, article and place in the text; a silent article has one cell without a span.

    Examples
    --------
    >>> said = [("a", "The US has 900 soldiers there."), ("b", "The soldiers left.")]
    >>> claims = [Claim(a, a, 0, len(t), t) for a, t in said]
    >>> [cell.silent for cell in claim_matrix(claims, [ask("How many soldiers are there?")])]
    [False, True]
    """
    claims, articles = list(claims), {a.id: a for a in articles}
    ids = list(dict.fromkeys([*articles, *(c.article_id for c in claims)]))
    scorer = Scorer([c.text for c in claims], [c.entity_ids for c in claims])
    cells = []
    for question in load_questions() if questions is None else questions:
        chosen = defaultdict(list)
        scores = _answers(question, claims, scorer)
        enough = max(_ENOUGH, _OF_BEST * max(scores, default=0.0))
        for i in sorted(range(len(claims)), key=lambda i: (-scores[i], i)):
            here = chosen[claims[i].article_id]
            if scores[i] < enough:
                break
            if len(here) < most and not any(_overlap(claims[i], claims[j]) for j in here):
                here.append(i)
        for article_id in ids:
            article = articles.get(article_id)
            known = {k: getattr(article, k) for k in _DATES} if article else {}
            here = sorted(chosen[article_id], key=lambda i: claims[i].start)
            if not here:
                cells.append(Cell(question.id, article_id, **known))
            for i in here:
                cells.append(_cell(question, claims[i], round(float(scores[i]), 4), known))
    return cells


_DATES = ("earliest", "latest", "date_from")


def _cell(question, claim, score, known):
    dates = {"earliest": claim.earliest, "latest": claim.latest} | known
    return Cell(
        question.id, claim.article_id, claim.id, claim.start, claim.end, claim.text, claim.holder,
        claim.rung, tuple(claim.hedges) or hedges_in(claim.text), score,
        reasons(question.question, question.terms, claim.text), **dates,
    )  # fmt: skip


def _overlap(a, b):
    return a.start < b.end and b.start < a.end


def _answers(question, claims, scorer):
    """Score each claim: the share of what is asked that it speaks to, in topics and in words."""
    text = " ; ".join((question.question, *question.terms))
    asked = set(topics_in(question.question))
    weight = {t: 1.0 if t in asked else 0.3 for t in topics_in(text)}
    words = set(stems(text))
    scores = 0.5 * scorer.near(text)
    for share, wanted, (rare, bags, _) in (
        (weight.get, weight, scorer.topics),
        (lambda _: 1.0, words, scorer.words),
    ):
        # the tenth: to hold the only topic asked for is no full answer yet
        total = sum(share(f) * rare.get(f, 0) for f in wanted) + 0.1
        for i, bag in enumerate(bags):
            scores[i] += sum(share(f) * rare[f] for f in bag & set(wanted)) / total
    if question.expects == "number":
        thing = _MANY.search(question.question)
        thing = set(topics_in(thing[1])) if thing else set()
        for i, claim in enumerate(claims):
            if not any(_counts(amount, asked, thing) for amount in quantities(claim.text)):
                scores[i] = 0.0
    return scores


_MANY = re.compile(r"\bhow (?:many|much|far)((?: \w+){1,3})", re.IGNORECASE)


def _counts(amount, asked, thing):
    """Tell whether an amount can be the one asked for: “29 Russian soldiers” are no Americans."""
    kinds = {name: kind for name, kind, _ in load_topics()}
    counted = set(topics_in(amount.text))
    actors = {t for t in counted if kinds[t] == "actor"}
    return not (actors and actors.isdisjoint(asked)) and (not thing or bool(counted & thing))


def statements(claims, articles):
    """Add to the claims every sentence that holds none, as the author's own words.

    Parameters
    ----------
    claims : iterable of Claim
    articles : iterable of Article

    Returns
    -------
    list of Claim
        By article and place in the text.

    Examples
    --------
    >>> from helpers.articles import article_from_text
    >>> text = "A headline\\nThe goat is gone now. Nobody knows where."
    >>> goat = article_from_text(text, id="goat")
    >>> [claim.text for claim in statements([], [goat])]
    ['The goat is gone now.', 'Nobody knows where.']
    """
    by_article = defaultdict(list)
    for claim in claims:
        by_article[claim.article_id].append(claim)
    found = []
    for article in articles:
        here = by_article.pop(article.id, [])
        for start, end in paragraphs(article):
            for match in _SENTENCE.finditer(article.text, start, end):
                a, b = match.span()
                taken = any(c.start < b and a < c.end for c in here)
                if taken or match.group() == article.title or len(match.group().split()) < 3:
                    continue
                dates = {"earliest": article.earliest, "latest": article.latest}
                here.append(Claim(f"{article.id}-{a}", article.id, a, b, match.group(), **dates))
        found += sorted(here, key=lambda c: (c.start, -c.end))
    return found + [c for rest in by_article.values() for c in rest]


_SENTENCE = re.compile(r"\S(?:.*?[.!?][”\"’)]?(?=\s+[“\"]?[A-Z]|\s*$)|.+$)", re.DOTALL)
