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

_MEET = 200  # a claim is compared with so many others at most: those that share most with it
_COMMON = 2000  # what more claims than these hold leads nowhere


def _meetings(claims, scorer):
    """Give for each claim the claims of other articles it is compared with (an inverted index)."""
    weights, posts = [_weights(scorer, i) for i in range(len(claims))], defaultdict(list)
    for i, bag in enumerate(weights):
        for feature in bag:
            posts[feature].append(i)
    posts = {f: np.array(found) for f, found in posts.items() if 1 < len(found) <= _COMMON}
    number = {name: k for k, name in enumerate(dict.fromkeys(c.article_id for c in claims))}
    home, damp = np.array([number[c.article_id] for c in claims]), np.array(scorer.topics.damp)
    for i, bag in enumerate(weights):
        met, others = np.zeros(len(claims)), np.flatnonzero(home != home[i])
        if len(others) > _MEET:
            for feature in sorted(bag.keys() & posts.keys(), key=str):
                met[posts[feature]] += bag[feature]
            least = (-met / damp)[others]
            others = np.sort(others[np.argpartition(least, _MEET)[:_MEET]])
        yield i, others


def _weights(scorer, i):
    """Give the features of a claim their weights: topics, words, and pairs of topics."""
    topic, word = scorer.topics.rare, scorer.words.rare
    topics = sorted(scorer.topics.bags[i])
    return (
        {name: topic[name] for name in topics}
        | {f"word {stem}": 0.3 * word[stem] for stem in scorer.words.bags[i]}
        | {(a, b): math.sqrt(topic[a] * topic[b]) for a, b in combinations(topics, 2)}
    )


def pair_claims(claims, questions=None, per_article=5, most=20):
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
        How many it gets in all.

    Returns
    -------
    list of Pair
        Each two claims once, best first; the earlier article (in order of ``claims``) is left.
        ``shared`` and ``differs`` say why in plain words. Nothing is said of who is right.

    Notes
    -----
    A claim is compared with 200 others at most, found by the topics, pairs of topics and words
    they share: the cost grows with the number of claims, not with its square.

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
        taken, score = Counter(), scorer.score(i, others)
        for k in np.argsort(-score, kind="stable"):
            j = int(others[k])
            if taken.total() < most and taken[claims[j].article_id] < per_article:
                taken[claims[j].article_id] += 1
                kept[min(i, j), max(i, j)] = round(float(score[k]), 4)
    pairs = []
    for (i, j), score in kept.items():
        a, b = claims[i], claims[j]
        why = (*_asked(scorer, questions, i, j), *shared(a, b))
        pairs.append(Pair(a.id, b.id, score, why, differences(a, b)))
    return sorted(pairs, key=lambda p: (-p.score, p.left_id, p.right_id))


def _asked(scorer, questions, i, j):
    """Name the question that both speak to most, if both speak to it enough to be an answer."""
    both = np.minimum(scorer.answered[i], scorer.answered[j])
    k = int(np.argmax(both))
    return (f"question: {questions[k].question}",) if questions and both[k] >= ENOUGH else ()
