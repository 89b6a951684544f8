"""The scorer: how near texts are to one another, and how far each answers a question."""

from __future__ import annotations

import math
from collections import Counter
from functools import lru_cache
from pathlib import Path

import numpy as np

from helpers.compare.questions import MANY
from helpers.compare.signals import load_topics, quantities, stems, topics_in

_WEIGHTS = (1.0, 0.3, 0.35, 0.5)  # topics, words, vectors, questions: set on the reader's pairs
ENOUGH = 0.5  # a text below it does not speak to a question: set on the reader's matrix
_KIND = {"actor": 1.5, "topic": 1.0, "place": 1.0}


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
    """Measure how near texts are, and how far each answers each of some questions.

    Four signals: shared topics, shared words, nearness of sentence vectors, and questions that
    both speak to. How rare a topic or word is among the texts decides its weight. Long texts are
    damped by the root of their weight only: a claim that says much meets much.

    Parameters
    ----------
    texts : list of str
    more : list of tuple of str, optional
        Further topics of each text, such as entity ids.
    questions : list of Question, optional
    """

    def __init__(self, texts, more=None, questions=()):
        self.texts, kinds = list(texts), {name: _KIND[kind] for name, kind, _ in load_topics()}
        more = more or [()] * len(self.texts)
        topics = [{*topics_in(t), *m} for t, m in zip(self.texts, more, strict=True)]
        self.topics = _weigh(topics, lambda name: kinds.get(name, 0.5))
        self.words = _weigh([set(stems(text)) for text in self.texts], lambda name: 1.0)
        self.vectors = _embed(self.texts)
        rows = [self.answers(question) for question in questions]
        self.answered = np.maximum(rows, 0).T if rows else np.zeros((len(self.texts), 1))
        norm = np.sqrt(np.linalg.norm(self.answered, axis=1, keepdims=True))
        self._answered = self.answered / np.maximum(norm, 1e-9)

    def score(self, i, others):
        """Score text ``i`` against others: an array as long as ``others``."""
        a, b, c, d = _WEIGHTS
        bags = [a * _overlap(self.topics, i, j) + b * _overlap(self.words, i, j) for j in others]
        near = self.vectors[others] @ self.vectors[i]
        return np.array(bags) + c * near + d * (self._answered[others] @ self._answered[i])

    def answers(self, question):
        """Score how far each text speaks to a question: its topics, its words, its vector."""
        words = " ; ".join((question.question, *question.terms))
        asked = set(topics_in(question.question))
        scores = 0.5 * (self.vectors @ _embed([words])[0])
        for wanted, (rare, bags, _) in (
            ({t: 1.0 if t in asked else 0.3 for t in topics_in(words)}, self.topics),
            (dict.fromkeys(stems(words), 1.0), self.words),
        ):
            # the tenth: to hold the only topic asked for is no full answer yet
            total = math.fsum(n * rare.get(f, 0) for f, n in wanted.items()) + 0.1
            for i, bag in enumerate(bags):
                scores[i] += math.fsum(wanted[f] * rare[f] for f in bag & wanted.keys()) / total
        if question.expects == "number":
            thing = MANY.search(question.question)
            thing = set(topics_in(thing[1])) if thing else set()
            for i, text in enumerate(self.texts):
                if not any(_counts(amount, asked, thing) for amount in quantities(text)):
                    scores[i] = 0.0
        return scores


def _weigh(bags, kind):
    """Give each bag its feature weights (kind × rarity, at most 1) and the root of its norm."""
    count, size = Counter(f for bag in bags for f in bag), math.log(1 + len(bags)) or 1.0
    rare = {f: (kind(f) * math.log(1 + len(bags) / n) / size) ** 2 for f, n in count.items()}
    return rare, bags, [math.sqrt(math.sqrt(math.fsum(map(rare.get, bag)))) or 1.0 for bag in bags]


def _overlap(weighed, i, j):
    rare, bags, norm = weighed
    return math.fsum(rare[f] for f in bags[i] & bags[j]) / (norm[i] * norm[j])


def _counts(amount, asked, thing):
    """Tell whether an amount can be the one asked for: “29 Russian soldiers” are no Americans."""
    kinds = {name: kind for name, kind, _ in load_topics()}
    counted = set(topics_in(amount.text))
    actors = {t for t in counted if kinds[t] == "actor"}
    return not (actors and actors.isdisjoint(asked)) and (not thing or bool(counted & thing))
