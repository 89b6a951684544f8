"""Claims: tables of sentences, each with what is said, by which word, by whom."""

import pytest

from helpers.articles import article_from_text, load_articles
from helpers.claims import find_claims, find_quotes, hedges_in, numbers_in
from helpers.language import parse
from helpers.records import CLAIM_KINDS, RUNGS


def said(sentence, **kw):
    """Parse a story of one sentence; return its attributions as (content, cue, source)."""
    text = "The dam\n" + sentence
    claims = find_claims(parse([article_from_text(text)]), **kw)

    def cut(a, b):
        return None if a is None else text[a:b]

    return [
        (c.text, cut(c.cue_start, c.cue_end), cut(c.source_start, c.source_end))
        for c in claims
        if c.kind != "author"
    ]


FRAMES = [  # sentence, content, cue, source
    ("The mayor said that the dam is closed.", "the dam is closed", "said", "The mayor"),
    ("The dam is closed, the mayor said.", "The dam is closed", "said", "the mayor"),
    ("The dam, the mayor said, is closed.", "The dam, the mayor said, is closed", "said", "the mayor"),
    ("According to the mayor, the dam is closed.", "the dam is closed", "According to", "the mayor"),
    ("The dam is closed, according to the mayor.", "The dam is closed", "according to", "the mayor"),
    ("The dam, according to local sources, is closed.", "The dam, according to local sources, is closed", "according to", "local sources"),
    ("The minister accused the council of hiding the report.", "the council of hiding the report", "accused", "The minister"),
    ("The mayor described the dam as a ruin.", "the dam as a ruin", "described", "The mayor"),
    ("The council called for an inquiry into the flood.", "an inquiry into the flood", "called for", "The council"),
    ("The army promised to repair the bridge.", "to repair the bridge", "promised", "The army"),
    ("It was reported that the dam had burst.", "the dam had burst", "reported", None),
    ("The dam is closed, The Mountain Herald reports.", "The dam is closed", "reports", "The Mountain Herald"),
    ("“The dam is closed and it will stay closed,” the mayor said.", "“The dam is closed and it will stay closed,”", "said", "the mayor"),
    ("The mayor said: “The dam is closed. It will stay closed.”", "“The dam is closed. It will stay closed.”", "said", "The mayor"),
    ("The river rose despite claims that the dam would hold.", "the dam would hold", "claims", None),
]  # fmt: skip


@pytest.mark.parametrize("sentence, content, cue, source", FRAMES)
def test_each_frame_is_found(sentence, content, cue, source):
    assert (content, cue, source) in said(sentence)


NOTHING = [
    "The dam was built in 1960 and holds the river.",
    "The mayor opened the dam in May.",
    "The “old” dam was closed in 1990.",
    "The engineers hope to repair the dam.",
    "The report was lost in the flood.",
]


@pytest.mark.parametrize("sentence", NOTHING)
def test_what_nobody_says_is_no_attribution(sentence):
    assert said(sentence) == []


def test_attitudes_are_found_on_request():
    sentence = "The engineers hope that the dam will hold."
    assert said(sentence) == []
    wider = said(sentence, classes=("reporting", "attitude"))
    assert wider == [("the dam will hold", "hope", "The engineers")]


def test_one_odd_quotation_mark_loses_nothing():
    text = "The dam\n“The dam is open, said nobody.\nThe mayor said that the dam is closed."
    claims = find_claims(parse([article_from_text(text)]))
    assert "the dam is closed" in [c.text for c in claims]
    assert [q.status for q in find_quotes('a "b c\nd "e f" g')] == ["left open", "paired"]
    for odd in ("”", "“", '"', "‘", "a ” b", "“”“", '« " ”'):
        find_claims(parse([article_from_text("The dam\n" + odd)]))


@pytest.fixture(scope="module")
def seeds():
    articles = load_articles()
    return {a.id: a for a in articles}, find_claims(parse(articles))


def test_a_claim_is_a_span_of_its_article(seeds):
    articles, claims = seeds
    for claim in claims:
        article = articles[claim.article_id]
        assert article.text[claim.start : claim.end] == claim.text
        assert claim.kind in CLAIM_KINDS and claim.rung in RUNGS
        assert (claim.kind == "author") == (claim.cue_start is None)
        assert (claim.kind == "anonymous") == (
            claim.source_start is None and claim.kind != "author"
        )
        assert not any(p.start < claim.end and claim.start < p.end for p in article.furniture)
        assert (claim.earliest, claim.latest) == (article.earliest, article.latest)


def test_ids_are_single_and_lead_somewhere(seeds):
    _, claims = seeds
    by_id = {c.id: c for c in claims}
    assert len(by_id) == len(claims)
    for claim in claims:
        if claim.parent_id:
            parent = by_id[claim.parent_id]
            assert parent.start <= claim.start and claim.end <= parent.end
        if claim.alternative_of:
            assert by_id[claim.alternative_of].cue_start == claim.cue_start


def test_two_runs_are_equal(seeds):
    assert find_claims(parse(load_articles())) == seeds[1]


def test_the_comma_splice_has_two_readings(seeds):
    second = [c for c in seeds[1] if c.alternative_of]
    assert [c.text[:40] for c in second] == ["Washington’s troops regularly loot Syria"]


def test_hedges_and_numbers():
    assert hedges_in("It may well be, he supposedly said") == ("may well", "supposedly")
    assert hedges_in("Of course it is", kind="certainty") == ("Of course",)
    assert numbers_in("About 900 personnel, 2,000 foreigners in 2015") == (
        "900",
        "2,000 foreigners",
        "2015",
    )
