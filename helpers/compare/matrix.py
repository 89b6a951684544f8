"""The claim matrix: questions against articles; each cell holds claims, or is silent."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from helpers.articles import paragraphs
from helpers.compare.differ import reasons
from helpers.compare.questions import load_questions
from helpers.compare.scorer import ENOUGH, Scorer
from helpers.lexicon import hedges_in
from helpers.records import Cell, Claim

_DATES = ("earliest", "latest", "date_from")
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
        chosen, scores = defaultdict(list), [round(s, 4) for s in scorer.answers(question).tolist()]
        enough = max(ENOUGH, _OF_BEST * max(scores, default=0.0))
        fit = (i for i, score in enumerate(scores) if score >= enough)
        for i in sorted(fit, key=lambda i: -scores[i]):
            here = chosen[claims[i].article_id]
            free = len(here) < most and not any(_overlap(claims[i], claims[j]) for j in here)
            here += [i] if free else []
        for name in ids:
            here = sorted(chosen[name], key=lambda i: claims[i].start)
            said = [_cell(question, claims[i], scores[i], articles.get(name)) for i in here]
            cells += said or [Cell(question.id, name)]
    dates = {name: {d: getattr(a, d) for d in _DATES} for name, a in articles.items()}
    return [replace(cell, **dates.get(cell.article_id, {})) for cell in cells]


def _cell(question, claim, score, article):
    told = claim.source_start is not None and article
    source = article.text[claim.source_start : claim.source_end] if told else None
    why = reasons(question.question, question.terms, claim.text)
    hedges = claim.hedges or hedges_in(claim.text)
    span = claim.id, claim.start, claim.end, claim.text, claim.holder, claim.rung, source
    dates = claim.earliest, claim.latest
    return Cell(question.id, claim.article_id, *span, hedges, score, why, *dates)


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
    by_article, found = defaultdict(list), []
    for claim in claims:
        by_article[claim.article_id].append(claim)
    for article in articles:
        here, near = by_article.pop(article.id, []), []
        waiting = sorted(here, key=lambda c: -c.start)
        for match in (
            m for span in paragraphs(article) for m in _SENTENCE.finditer(article.text, *span)
        ):
            (start, end), text = match.span(), match.group()
            while waiting and waiting[-1].start < end:
                near.append(waiting.pop())
            near = [c for c in near if c.end > start]
            told = max((min(end, c.end) - max(start, c.start) for c in near), default=0)
            if text != article.title and len(text.split()) > 2 and told <= (end - start) / 2:
                dates = {"earliest": article.earliest, "latest": article.latest}
                here.append(Claim(f"{article.id}-{start}", article.id, start, end, text, **dates))
        found += sorted(here, key=lambda c: (c.start, -c.end))
    return found + [c for rest in by_article.values() for c in rest]


_SENTENCE = re.compile(r"\S(?:.*?[.!?][”\"’)]?(?=\s+[“\"]?[A-Z]|\s*$)|.+$)", re.DOTALL)
