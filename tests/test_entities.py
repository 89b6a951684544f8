"""Entities: sentence -> marks; on the articles every span is its text and leads somewhere."""

import pytest

from helpers.articles import article_from_text
from helpers.entities import bare_mentions, find_mentions, load_entities
from helpers.language import parse
from helpers.records import LABELS


@pytest.fixture(scope="module")
def mentions(docs):
    return find_mentions(docs)


def test_spans_are_their_text_in_order_and_flat(mentions, docs, articles):
    texts = {a.id: a.text for a in articles}
    order = [a.id for a in articles]
    assert mentions == sorted(mentions, key=lambda m: (order.index(m.article_id), m.start))
    for m in mentions:
        assert texts[m.article_id][m.start : m.end] == m.text and m.label in LABELS
    for a, b in zip(mentions, mentions[1:], strict=False):
        assert a.article_id != b.article_id or a.end <= b.start
    assert find_mentions(docs) == mentions


def test_nothing_is_marked_in_furniture(mentions, docs, articles):
    hidden = {a.id: a.furniture for a in articles}
    for m in [*mentions, *bare_mentions(docs)]:
        assert all(m.end <= f.start or m.start >= f.end for f in hidden[m.article_id])


def test_every_entity_id_leads_somewhere(mentions):
    known = {e.id for e in load_entities()}
    assert {m.entity_id for m in mentions} <= known
    assert len({e.id for e in load_entities()}) == len(load_entities())


SENTENCES = [
    ("The US-backed SDF left.", "US/GPE SDF/ORG"),
    ("In Russia’s Ministry of Defense they said so.", "Russia/GPE Ministry of Defense/ORG"),
    ("The Syrian army met US forces.", "Syrian/NORP US/GPE"),
    ("Later the Syrian Army met the Georgian Defense Ministry.", "Syrian Army/ORG Georgian Defense Ministry/ORG"),
    ("He saw pro-Iranian and ex-ISIS men.", "Iranian/NORP ISIS/ORG"),
    ("They hold al-Tanf base in the Homs province.", "al-Tanf base/FAC Homs/GPE"),
    ("He used a rocket-propelled grenade (RPG) there.", ""),
    ("It was reported by the Syrian Observatory for Human Rights (SOHR).", "Syrian Observatory for Human Rights/ORG SOHR/ORG"),
    ("It is what IS is.", "IS/ORG"),
    ("Give us a rest from the west wind.", ""),
]  # fmt: skip


def marked(text):
    docs = parse([article_from_text("A goat went home\n" + text)])
    return [(m.text, m.label) for m in find_mentions(docs)]


@pytest.mark.parametrize("sentence, marks", SENTENCES)
def test_sentence(sentence, marks):
    assert " ".join("/".join(m) for m in marked(sentence)) == marks
