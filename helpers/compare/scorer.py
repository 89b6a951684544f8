"""The scorer: how near texts are to one another, and how far each answers a question."""

from __future__ import annotations

import math
from collections import Counter
from functools import lru_cache
from pathlib import Path

import numpy as np

from helpers.compare.questions import MANY
from helpers.lexicon import load_topics, quantities, stems, topics_in

_WEIGHTS = (1.0, 0.3, 0.35, 0.5)  # topics, words, vectors, questions: set on the reader's pairs
ENOUGH = 0.5  # a text below it does not speak to a question: set on the reader's matrix


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
        self.texts, more = list(texts), more or [()] * len(texts)
        topics = [{*topics_in(t), *m} for t, m in zip(self.texts, more, strict=True)]
        kinds = {name: 1.5 if kind == "actor" else 1.0 for name, (kind, _) in load_topics().items()}
        self.topics = Bags(topics, lambda name: kinds.get(name, 0.5))
        self.words = Bags([set(stems(text)) for text in self.texts], lambda stem: 1.0)
        self.vectors = _embed(self.texts)
        rows = [self.answers(question) for question in questions]
        self.answered = np.maximum(rows, 0).T if rows else np.zeros((len(self.texts), 1))
        norm = np.sqrt(np.linalg.norm(self.answered, axis=1, keepdims=True))
        self._damped = self.answered / np.maximum(norm, 1e-9)

    def score(self, i, others):
        """Score text ``i`` against others: an array as long as ``others``."""
        a, b, c, d = _WEIGHTS
        bags = [a * self.topics.overlap(i, j) + b * self.words.overlap(i, j) for j in others]
        near = self.vectors[others] @ self.vectors[i]
        return np.array(bags) + c * near + d * (self._damped[others] @ self._damped[i])

    def answers(self, question):
        """Score how far each text speaks to a question: its topics, its words, its vector."""
        words = " ; ".join((question.question, *question.terms))
        asked = set(topics_in(question.question))
        scores = 0.5 * (self.vectors @ _embed([words])[0])
        scores += self.topics.holding({t: 1.0 if t in asked else 0.3 for t in topics_in(words)})
        scores += self.words.holding(dict.fromkeys(stems(words), 1.0))
        if question.expects == "number":
            thing = MANY.search(question.question)
            thing = set(topics_in(thing[1])) if thing else set()
            for i, text in enumerate(self.texts):
                if not any(_counts(amount, asked, thing) for amount in quantities(text)):
                    scores[i] = 0.0
        return scores


class Bags:
    """Features of texts, weighed by their kind and by how rare they are.

    ``rare`` holds the weight of each feature (at most 1), ``damp`` the root of each text's norm.
    """

    def __init__(self, bags, kind):
        count, size = Counter(f for bag in bags for f in bag), math.log(1 + len(bags)) or 1.0
        self.bags = bags
        self.rare = {
            f: (kind(f) * math.log(1 + len(bags) / n) / size) ** 2 for f, n in count.items()
        }
        self.damp = [math.sqrt(math.sqrt(self._sum(bag))) or 1.0 for bag in bags]

    def _sum(self, features):
        return math.fsum(map(self.rare.get, features))

    def overlap(self, i, j):
        """Measure what two texts share."""
        return self._sum(self.bags[i] & self.bags[j]) / (self.damp[i] * self.damp[j])

    def holding(self, wanted):
        """Measure how much of some weighed features each text holds, from 0 to almost 1."""
        weight = {f: n * self.rare.get(f, 0) for f, n in wanted.items()}
        total = (
            math.fsum(weight.values()) + 0.1
        )  # to hold the only topic asked for is no full answer
        return (
            np.array([math.fsum(map(weight.get, bag & weight.keys())) for bag in self.bags]) / total
        )


def _counts(amount, asked, thing):
    """Tell whether an amount can be the one asked for: “29 Russian soldiers” are no Americans."""
    actors = set(topics_in(amount.text, "actor"))
    counted = set(topics_in(amount.text))
    return not (actors and actors.isdisjoint(asked)) and (not thing or bool(counted & thing))
