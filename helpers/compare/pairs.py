"""Pairs: for a claim, the claims of other articles that may answer the same question, with why."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations

import numpy as np

from helpers.compare.differ import differences, shared
from helpers.compare.questions import load_questions
from helpers.compare.scorer import ENOUGH, Scorer
from helpers.records import Pair

_MEET = 400  # how many others a claim is compared with, those sharing its rarest features first


def _meetings(claims, scorer):
    """List for each claim the claims of other articles it is compared with (an inverted index)."""
    if len(claims) <= _MEET:
        for i, claim in enumerate(claims):
            yield i, [j for j, c in enumerate(claims) if c.article_id != claim.article_id]
        return
    features = [
        scorer.topics[1][i] | scorer.words[1][i] | set(combinations(sorted(scorer.topics[1][i]), 2))
        for i in range(len(claims))
    ]
    posts = defaultdict(list)
    for i, bag in enumerate(features):
        for feature in bag:
            posts[feature].append(i)
    for i, bag in enumerate(features):
        seen = {}
        for feature in sorted(bag, key=lambda f: (len(posts[f]), str(f))):
            if len(seen) >= _MEET:
                break
            for j in posts[feature][: 5 * _MEET]:
                if claims[j].article_id != claims[i].article_id:
                    seen[j] = None
        yield i, list(seen)[:_MEET]


def pair_claims(claims, questions=None, per_article=5, most=40):
    """Suggest, for every claim, the claims of other articles that may answer the same question.

    Parameters
    ----------
    claims : iterable of Claim
        ``id``, ``article_id`` and ``text`` are enough; more is used if known.
    questions : list of Question, optional
        Claims that answer the same ones are nearer; those of the kit by default.
    per_article : int
        How many suggestions a claim gets from each other article.
    most : int
        How many it gets in all, whatever the number of articles.

    Returns
    -------
    list of Pair
        Each two claims once, best first; the earlier article (in order of ``claims``) is left.
        ``shared`` and ``differs`` say why in plain words. Nothing is said of who is right.

    Notes
    -----
    A claim is compared with at most 400 others, found by their rarest shared words and topics, so
    the cost grows with the number of claims and not with its square.

    Examples
    --------
    >>> from helpers.records import Claim
    >>> said = ["SDF forces occupy 90% of the oil.", "The US controls the majority of the oil."]
    >>> pair, = pair_claims([Claim(t, t, 0, len(t), t) for t in said])
    >>> pair.differs[0]
    'number: 90% / majority (both are shares; they can hold together)'
    """
    claims = list(claims)
    questions = load_questions() if questions is None else list(questions)
    scorer = Scorer([c.text for c in claims], [c.entity_ids for c in claims], questions)
    kept = {}
    for i, others in _meetings(claims, scorer):
        if not others:
            continue
        taken, score = Counter(), scorer.score(i, others)
        for k in np.argsort(-score, kind="stable"):
            j = others[k]
            if taken[claims[j].article_id] < per_article:
                taken[claims[j].article_id] += 1
                kept[min(i, j), max(i, j)] = float(score[k])
            if taken.total() >= most:
                break
    pairs = [
        Pair(
            claims[i].id,
            claims[j].id,
            round(score, 4),
            (*_asked(scorer, questions, i, j), *shared(claims[i], claims[j])),
            differences(claims[i], claims[j]),
        )
        for (i, j), score in kept.items()
    ]
    return sorted(pairs, key=lambda p: (-p.score, p.left_id, p.right_id))


def _asked(scorer, questions, i, j):
    """Name the question that both speak to most, if both speak to it enough to be an answer."""
    both = np.minimum(scorer.answered[i], scorer.answered[j])
    k = int(np.argmax(both))
    return (f"question: {questions[k].question}",) if questions and both[k] >= ENOUGH else ()
