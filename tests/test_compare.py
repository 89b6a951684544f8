"""Comparing: what two claims share and how they differ; suggestions and matrix beside the key."""

import math
from collections import Counter

import numpy as np
import pytest

from helpers.compare import ask, claim_matrix, load_questions, pair_claims, statements
from helpers.compare.differ import differences, shared
from helpers.compare.reading import score_cells, sums_in
from helpers.compare.scorer import Scorer
from helpers.keys import load_key
from helpers.lexicon import quantities
from helpers.records import RUNGS, Claim

LABELS = {
    "agree",
    "contradict",
    "differ in degree",
    "differ in framing",
    "adds detail",
    "another time",
}


def said(text, article="a", **more):
    return Claim(f"{article}:{text[:20]}", article, 0, len(text), text, **more)


@pytest.fixture(scope="module")
def sentences(articles):
    return statements([], articles)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("almost 200 miles away", [(321.8688, "km")]),
        ("a 55-km radius", [(55, "km")]),
        ("released 1 500 ISIS fighters", [(1500, "people")]),
        ("These include 2,000 foreigners", [(2000, "people")]),
        ("up to $2.2 billion worth", [(2.2e9, "US dollars")]),
        ("more than 700 million dollars on AK-47 rifles", [(7e8, "US dollars")]),
        ("occupy 90% of the oil", [(90, "share")]),
        ("The majority of Syria’s oil", [(50, "share")]),
        ("started in September 2015", []),
        ("one of them", []),
    ],
)
def test_amounts_with_their_units(text, expected):
    assert [(q.low, q.unit) for q in quantities(text)] == expected


@pytest.mark.parametrize(
    "left, right, both, apart",
    [
        ("They hold 90% of the oil", "The majority of the oil is held", "number", "number"),
        ("a base 322 km away", "a base 200 miles away", "number: 322 km and 200 miles", None),
        ("the region in the south", "the base in the north", None, "place: south"),
        ("ISIS is beaten", "ISIS is not beaten", "who: ISIS", "denial: none / a word of denial"),
        ("It may fall", "It will fall", "words: fall", "hedges: may / none"),
        ("Daesh has grown", "the Islamic State is back", "who: ISIS", None),
        ("It began in 2011", "It began in 2015", None, "year named: 2011 / 2015"),
    ],
)
def test_what_two_claims_share_and_how_they_differ(left, right, both, apart):
    a, b = said(left), said(right, "b")
    if both:
        assert any(line.startswith(both) for line in shared(a, b)), shared(a, b)
    if apart:
        assert any(line.startswith(apart) for line in differences(a, b)), differences(a, b)


def test_dates_and_rungs_are_told_apart():
    a = said("The oil is gone", earliest="2017-06-01", rung="named person")
    b = said("The oil is there", "b", earliest="2024-11-01", rung="author")
    assert differences(a, b)[-2:] == (
        "source: named person / author",
        "published: 2017-06 / 2024-11 (could both hold at their own time?)",
    )


def test_pairs_join_two_articles_once_and_best_first(sentences):
    pairs, of = pair_claims(sentences), {c.id: c.article_id for c in sentences}
    assert all(of[p.left_id] != of[p.right_id] for p in pairs)
    assert len({frozenset((p.left_id, p.right_id)) for p in pairs}) == len(pairs)
    assert [p.score for p in pairs] == sorted((p.score for p in pairs), reverse=True)
    assert pairs == pair_claims(sentences)
    given = Counter((one, of[two]) for p in pairs for one, two in both_ways(p))
    assert min(given[c.id, o] for c in sentences for o in set(of.values()) - {c.article_id}) >= 5


def both_ways(pair):
    return (pair.left_id, pair.right_id), (pair.right_id, pair.left_id)


@pytest.mark.parametrize("claims", [[], [said("Alone")], [said(""), said("", "b")]])
def test_nothing_to_pair(claims):
    assert all(p.score >= 0 for p in pair_claims(claims))


def test_a_thousand_articles_are_not_compared_all_with_all(sentences):
    many = [
        Claim(f"{n}-{c.id}", f"{n}-{c.article_id}", c.start, c.end, c.text)
        for n in range(6)
        for c in sentences
    ]
    pairs = pair_claims(many, most=10)
    assert len(pairs) <= 10 * len(many)


# --- beside the reader's key ---------------------------------------------------------------------


def nearest(span, claims):
    article, _, place = span.partition(":")
    a, b = map(int, place.split("-"))
    here = [c for c in claims if c.article_id == article]
    return max(here, key=lambda c: min(b, c.end) - max(a, c.start) - 0.01 * abs(c.end - c.start)).id


def recall(pairs, claims, first=5):
    """Share of the key's pairs whose partner is among the first suggestions from either side."""
    of, lists = {c.id: c.article_id for c in claims}, {}
    for p in sorted(pairs, key=lambda p: -p.score):
        for one, other in both_ways(p):
            lists.setdefault((one, of[other]), []).append(other)
    gold = [(nearest(p.left_id, claims), nearest(p.right_id, claims)) for p in load_key("pairs")]
    return np.mean(
        [
            b in lists.get((a, of[b]), [])[:first] or a in lists.get((b, of[a]), [])[:first]
            for a, b in gold
        ]
    )


def all_pairs(claims, near):
    from helpers.records import Pair

    return [
        Pair(a.id, b.id, float(near[i, j]))
        for i, a in enumerate(claims)
        for j, b in enumerate(claims)
        if i < j and a.article_id != b.article_id
    ]


def tfidf(claims):
    bags = [Counter(c.text.lower().split()) for c in claims]
    count = Counter(word for bag in bags for word in bag)
    place = {word: i for i, word in enumerate(count)}
    rows = np.zeros((len(bags), len(place)))
    for i, bag in enumerate(bags):
        for word, n in bag.items():
            rows[i, place[word]] = n * (1 + math.log((1 + len(bags)) / (1 + count[word])))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows @ rows.T


def test_suggestions_beside_two_baselines(sentences):
    vectors = Scorer([c.text for c in sentences]).vectors
    words = recall(all_pairs(sentences, tfidf(sentences)), sentences)
    static = recall(all_pairs(sentences, vectors @ vectors.T), sentences)
    ours = recall(pair_claims(sentences), sentences)
    print(f"\npartner in the first five: TF-IDF {words:.3f}, vectors {static:.3f}, ours {ours:.3f}")
    assert ours >= 0.88 and ours > static > words


def test_matrix_beside_the_key(sentences, articles):
    n = score_cells(claim_matrix(sentences, articles=articles), load_key("matrix"))
    print(f"\nmatrix beside the key: {n}")
    assert n["right"] / n["given"] > 0.65 and n["found"] / n["asked"] > 0.65
    assert n["cells"] == 5 * len(load_questions()) and n["spoken"] / n["cells"] > 0.9


def test_the_sum_of_derail_is_right_and_adds_unlike_things(articles):
    rows = sums_in(articles[4].reading, "US dollars")
    assert [r["role"] for r in rows] == ["total", "part", "part", "part"]
    assert sum(r["value"] for r in rows[1:]) == pytest.approx(rows[0]["value"])
    for row, word in zip(rows[1:], ("spent", "more than", "demanded"), strict=True):
        assert word in row["before"]


def test_the_key_holds_together(articles):
    texts = {a.id: a.text for a in articles}
    questions = {q.id for q in load_questions()}
    for row in load_key("matrix"):
        assert row["question_id"] in questions
        if "start" in row:
            assert texts[row["article_id"]][row["start"] : row["end"]] == row["text"]
            assert row["rung"] in RUNGS
        else:
            assert row["note"].startswith("silent")
    for pair in load_key("pairs"):
        assert pair.shared[0] in questions and pair.differs[0] in LABELS
    held = [p for p in load_key("pairs") if p.differs == ("contradict",)]
    assert {p.shared[0] for p in held} == {"al-tanf"}


def test_only_one_article_counts_us_troops(sentences, articles):
    row = [q for q in load_questions() if q.id == "us-troops"]
    told = [c.article_id for c in claim_matrix(sentences, row, articles) if not c.silent]
    assert told == ["ceasefire"]


def test_a_typed_question_finds_passages_and_silence(sentences, articles):
    cells = claim_matrix(sentences, [ask("What is said about night vision goggles?")], articles)
    assert {c.article_id for c in cells if not c.silent} == {"derail"}
    assert all(c.date_from for c in cells)


@pytest.mark.parametrize("text", ["", "?", "is it so"])
def test_an_empty_question_is_refused_kindly(text):
    with pytest.raises(ValueError, match="Please type"):
        ask(text)
