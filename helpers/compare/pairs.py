"""Pairs: for a claim, the claims of other articles that may answer the same question, with why."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from itertools import combinations

import numpy as np

from helpers.compare.differ import differences, shared
from helpers.compare.questions import load_questions
from helpers.compare.scorer import ENOUGH, Scorer
from helpers.records import Pair

_ALL = 400  # up to so many claims everything is compared with everything
_MEET = 200  # beyond, a claim meets so many others: those that share most with it
_COMMON = 2000  # what more claims than these hold leads nowhere


def _meetings(claims, scorer):
    """List for each claim the claims of other articles it is compared with (an inverted index)."""
    if len(claims) <= _ALL:
        for i, claim in enumerate(claims):
            yield i, [j for j, c in enumerate(claims) if c.article_id != claim.article_id]
        return
    weights = [_weights(scorer, i) for i in range(len(claims))]
    posts = defaultdict(list)
    for i, bag in enumerate(weights):
        for feature in bag:
            posts[feature].append(i)
    posts = {f: np.array(found) for f, found in posts.items() if 1 < len(found) <= _COMMON}
    number = {name: k for k, name in enumerate(dict.fromkeys(c.article_id for c in claims))}
    home = np.array([number[c.article_id] for c in claims])
    met, damped = np.zeros(len(claims)), np.array(scorer.topics[2])
    for i, bag in enumerate(weights):
        for feature in sorted(bag.keys() & posts.keys(), key=str):
            met[posts[feature]] += bag[feature]
        others = np.flatnonzero((met > 0) & (home != home[i]))
        order = np.argsort(-met[others] / damped[others], kind="stable")
        yield i, others[order][:_MEET].tolist()
        met[:] = 0


def _weights(scorer, i):
    """Give the features of a claim their weights: topics, words, and pairs of topics."""
    (rare, topics, _), (rare_word, words, _) = scorer.topics, scorer.words
    pairs = combinations(sorted(topics[i]), 2)
    return (
        {topic: rare[topic] for topic in topics[i]}
        | {f"word {word}": 0.3 * rare_word[word] for word in words[i]}
        | {pair: math.sqrt(rare[pair[0]] * rare[pair[1]]) for pair in pairs}
    )


def pair_claims(claims, questions=None, per_article=5, most=None):
    """Suggest, for every claim, the claims of other articles that may answer the same question.

    Parameters
    ----------
    claims : iterable of Claim
        ``id``, ``article_id`` and ``text`` are enough; more is used if known.
    questions : list of Question, optional
        Claims that answer the same ones are nearer; those of the kit by default.
    per_article : int
        How many suggestions a claim gets from each other article.
    most : int, optional
        How many it gets in all: 40, or 10 among more than 400 claims.

    Returns
    -------
    list of Pair
        Each two claims once, best first; the earlier article (in order of ``claims``) is left.
        ``shared`` and ``differs`` say why in plain words. Nothing is said of who is right.

    Notes
    -----
    Beyond 400 claims each is compared with 200 others at most, found by the topics, pairs of
    topics and words they share: the cost grows with the number of claims, not with its square.

    Examples
    --------
    >>> from helpers.records import Claim
    >>> said = ["SDF forces occupy 90% of the oil.", "The US controls the majority of the oil."]
    >>> pair, = pair_claims([Claim(t, t, 0, len(t), t) for t in said])
    >>> pair.differs[0]
    'number: 90% / majority (both are shares; they can hold together)'
    """
    claims = list(claims)
    most = most or (40 if len(claims) <= _ALL else 10)
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
