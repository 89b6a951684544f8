"""The claim matrix: questions against articles; each cell holds claims, or is silent."""

from __future__ import annotations

import re
from collections import defaultdict

from helpers.articles import paragraphs
from helpers.compare.differ import reasons
from helpers.compare.questions import load_questions
from helpers.compare.scorer import ENOUGH, Scorer
from helpers.compare.signals import hedges_in
from helpers.records import Cell, Claim

_OF_BEST = 0.45  # nor is a claim an answer that reaches less than this of the best one


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
    >>> from helpers.compare import ask
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
        chosen, scores = defaultdict(list), scorer.answers(question)
        enough = max(ENOUGH, _OF_BEST * max(scores, default=0.0))
        for i in sorted(range(len(claims)), key=lambda i: (-scores[i], i)):
            here = chosen[claims[i].article_id]
            if scores[i] < enough:
                break
            if len(here) < most and not any(_overlap(claims[i], claims[j]) for j in here):
                here.append(i)
        for article_id in ids:
            article, here = articles.get(article_id), chosen[article_id]
            if not here:
                cells.append(Cell(question.id, article_id, **_dates(article)))
            for i in sorted(here, key=lambda i: claims[i].start):
                cells.append(_cell(question, claims[i], round(float(scores[i]), 4), article))
    return cells


def _dates(article):
    names = ("earliest", "latest", "date_from")
    return {name: getattr(article, name) for name in names} if article else {}


def _cell(question, claim, score, article):
    dates = {"earliest": claim.earliest, "latest": claim.latest} | _dates(article)
    source = None
    if article and claim.source_start is not None:
        source = article.text[claim.source_start : claim.source_end]
    return Cell(
        question.id, claim.article_id, claim.id, claim.start, claim.end, claim.text, claim.holder,
        claim.rung, source, tuple(claim.hedges) or hedges_in(claim.text), score,
        reasons(question.question, question.terms, claim.text), **dates,
    )  # fmt: skip


def _overlap(a, b):
    return a.start < b.end and b.start < a.end


def statements(claims, articles):
    """Add to the claims every sentence that none of them holds half of, as the author's own words.

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
        claims_here = by_article.pop(article.id, [])
        here = list(claims_here)
        for start, end in paragraphs(article):
            for match in _SENTENCE.finditer(article.text, start, end):
                a, b = match.span()
                told = max((min(b, c.end) - max(a, c.start) for c in claims_here), default=0)
                short = match.group() == article.title or len(match.group().split()) < 3
                if short or told > (b - a) / 2:
                    continue
                dates = {"earliest": article.earliest, "latest": article.latest}
                here.append(Claim(f"{article.id}-{a}", article.id, a, b, match.group(), **dates))
        found += sorted(here, key=lambda c: (c.start, -c.end))
    return found + [c for rest in by_article.values() for c in rest]


_SENTENCE = re.compile(r"\S(?:.*?[.!?][”\"’)]?(?=\s+[“\"]?[A-Z]|\s*$)|.+$)", re.DOTALL)
