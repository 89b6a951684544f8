"""Pairs: for a claim, the claims of other articles that may answer the same question, with why."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from functools import lru_cache
from itertools import combinations
from pathlib import Path

import numpy as np

from helpers.compare.differ import differences, shared
from helpers.compare.signals import load_topics, stems, topics_in
from helpers.records import Pair

_WEIGHTS = (1.0, 0.3, 0.35)  # topics, words, sentence vectors: set on the reader's pairs
_KIND = {"actor": 1.5, "topic": 1.0, "place": 1.0}
_MEET = 400  # how many others a claim is compared with, those sharing its rarest features first


@lru_cache(maxsize=1)
def _vectors():
    import wordllama

    folder = Path(wordllama.__file__).parent
    return wordllama.WordLlama.load(cache_dir=folder, disable_download=True)


def _embed(texts):
    """Give one vector of length 1 a text; zeros where there is no word."""
    rows = _vectors().embed(texts) if texts else np.zeros((0, 256))
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


class Scorer:
    """Measure how near texts are by shared topics, shared words and sentence vectors.

    How rare a topic or a word is among the texts decides its weight. Long texts are damped by the
    square root of their weight only: a claim that says much meets much.

    Parameters
    ----------
    texts : list of str
    more : list of tuple of str, optional
        Further topics of each text, such as entity ids.
    """

    def __init__(self, texts, more=None):
        kinds = {name: _KIND[kind] for name, kind, _ in load_topics()}
        more = more or [()] * len(texts)
        topics = [{*topics_in(t), *m} for t, m in zip(texts, more, strict=True)]
        self.topics = _weigh(topics, lambda name: kinds.get(name, 0.5))
        self.words = _weigh([set(stems(text)) for text in texts], lambda name: 1.0)
        self.vectors = _embed(list(texts))

    def near(self, text):
        """Give the cosine of each text's vector with that of a further text."""
        return self.vectors @ _embed([text])[0]

    def score(self, i, others):
        """Score text ``i`` against others: an array as long as ``others``."""
        a, b, c = _WEIGHTS
        near = self.vectors[others] @ self.vectors[i]
        return c * near + np.array(
            [a * _overlap(self.topics, i, j) + b * _overlap(self.words, i, j) for j in others]
        )


def _weigh(bags, kind):
    """Give each bag its feature weights (kind × rarity, at most 1) and the root of its norm."""
    count, size = Counter(f for bag in bags for f in bag), math.log(1 + len(bags)) or 1.0
    rare = {f: (kind(f) * math.log(1 + len(bags) / n) / size) ** 2 for f, n in count.items()}
    return rare, bags, [math.sqrt(math.sqrt(sum(map(rare.get, bag)))) or 1.0 for bag in bags]


def _overlap(weighed, i, j):
    rare, bags, norm = weighed
    return sum(rare[f] for f in bags[i] & bags[j]) / (norm[i] * norm[j])


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


def pair_claims(claims, per_article=5, most=40):
    """Suggest, for every claim, the claims of other articles that may answer the same question.

    Parameters
    ----------
    claims : iterable of Claim
        ``id``, ``article_id`` and ``text`` are enough; more is used if known.
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
    scorer = Scorer([c.text for c in claims], [c.entity_ids for c in claims])
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
            shared(claims[i], claims[j]),
            differences(claims[i], claims[j]),
        )
        for (i, j), score in kept.items()
    ]
    return sorted(pairs, key=lambda p: (-p.score, p.left_id, p.right_id))
