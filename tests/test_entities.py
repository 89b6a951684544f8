"""Entities: sentence -> marks; on the articles every span is its text and leads somewhere."""

import pytest

from helpers.agreement import score_spans
from helpers.articles import article_from_text
from helpers.entities import bare_mentions, find_mentions, load_entities
from helpers.keys import load_key
from helpers.language import parse
from helpers.lexicon import load_table
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
    # possessives, hyphen compounds, adjective or institution
    ("The US-backed SDF left.", "US/GPE SDF/ORG"),
    ("In Russia’s Ministry of Defense they said so.", "Russia/GPE Ministry of Defense/ORG"),
    ("They met in China’s State Council.", "China/GPE State Council/ORG"),
    ("The Syrian army met US forces.", "Syrian/NORP US/GPE"),
    ("Later the Syrian Army met the Georgian Defense Ministry.", "Syrian Army/ORG Georgian Defense Ministry/ORG"),
    ("He saw pro-Iranian and ex-ISIS men.", "Iranian/NORP ISIS/ORG"),
    ("The Syrian-Iraqi border lies on the Tanaf-Baghdad road.", "Syrian/NORP Iraqi/NORP Tanaf/LOC Baghdad/GPE"),
    ("It was a pro-Turkish Hamza Division.", "Turkish/NORP Hamza Division/ORG"),
    ("The Biden administration fell silent.", "Biden/PERSON"),
    ("The Kurdish SDF and the Kurdish-led YPG agreed.", "Kurdish/NORP SDF/ORG Kurdish/NORP YPG/ORG"),
    ("She met the Pentagon and the Georgian Defense Ministry.", "Pentagon/ORG Georgian Defense Ministry/ORG"),
    ("Fighters of the Quds Force of the IRGC came.", "Quds Force/ORG IRGC/ORG"),
    ("It left the UN Security Council.", "UN Security Council/ORG"),
    ("The United Arab Emirates paid.", "United Arab Emirates/GPE"),
    # generic heads: kept for built places and events, cut elsewhere
    ("They hold al-Tanf base in the Homs province.", "al-Tanf base/FAC Homs/GPE"),
    ("They closed the Bab al-Faraj crossing.", "Bab al-Faraj crossing/FAC"),
    ("It lies at the crossing point of Al-Tanf.", "Al-Tanf/FAC"),
    ("US bases in Syria were hit.", "US/GPE Syria/GPE"),
    ("The SDF prison camps were full.", "SDF/ORG"),
    ("The Syrian war outlasted the Astana talks.", "Syrian war/EVENT Astana talks/EVENT"),
    ("Foreign Policy magazine and the Islamic State group disagree.", "Foreign Policy/ORG Islamic State/ORG"),
    # titles, names, surnames
    ("General Rook spoke to Gen. Kenneth McKenzie.", "Rook/PERSON Kenneth McKenzie/PERSON"),
    ("Iran’s Foreign Minister, Mohammad Javad Zarif, spoke.", "Iran/GPE Mohammad Javad Zarif/PERSON"),
    ("US Central Command (CENTCOM) Commander General Rook left.", "US Central Command/ORG CENTCOM/ORG Rook/PERSON"),
    ("The General Staff met.", "General Staff/ORG"),
    # acronyms in brackets, of names and of things
    ("It was reported by the Red River Watch Group (RRWG).", "Red River Watch Group/ORG RRWG/ORG"),
    ("He used a rocket-propelled grenade (RPG) and an RPG launcher.", ""),
    # one spelling, several things
    ("Also reported by Al-Mayadeen news was this.", "Al-Mayadeen/ORG"),
    ("They fled to al-Mayadeen and the Euphrates.", "al-Mayadeen/GPE Euphrates/LOC"),
    ("The West went west, he says.", "West/LOC"),
    # nothing to mark
    ("It is what it is, and so is this.", ""),
    ("Give us a rest from the west wind.", ""),
    ("The opposition and the government held talks at the base.", ""),
]  # fmt: skip


def marked(text):
    docs = parse([article_from_text("A goat went home\n" + text)])
    return [(m.text, m.label) for m in find_mentions(docs)]


@pytest.mark.parametrize("sentence, marks", SENTENCES)
def test_sentence(sentence, marks):
    assert " ".join("/".join(m) for m in marked(sentence)) == marks


ENTITIES = [
    ("Washington said so.", "us-government"),
    ("They marched in Washington.", "washington"),
    ("Damascus and Baghdad agreed to close it.", "syrian-government iraqi-government"),
    ("A road from Tehran through Baghdad and Damascus to Beirut.", "tehran baghdad damascus beirut"),
    ("The Damascus regime fell.", "syrian-government"),
    ("He returned to Damascus.", "damascus"),
    ("Daesh, IS and ISIS and the Islamic State are one.", "isis isis isis isis"),
    ("The city of Deir Al-Zour is no Deir Ezzor region.", "deir-ez-zor deir-ez-zor-governorate"),
    ("In Raqqah and al-Hasaka provinces.", "raqqa-governorate al-hasakah-governorate"),
    ("The Al-Tanf base and the al-Tanaf crossing in Tanf.", "al-tanf-base al-tanf-crossing al-tanf"),
    ("Sergey Rudsky left; Rudskoy knew.", "sergey-rudskoy sergey-rudskoy"),
    ("The Free Syrian Army is not the Syrian Army.", "free-syrian-army syrian-army"),
    ("Then Peter Testrup met Paul Testrup in Oslo.", "peter-testrup paul-testrup oslo"),
    ("Then Peter Testrup spoke. Testrup left.", "peter-testrup peter-testrup"),
]  # fmt: skip


@pytest.mark.parametrize("sentence, ids", ENTITIES)
def test_entity_ids(sentence, ids):
    mentions = find_mentions(parse([article_from_text("A goat went home\n" + sentence)]))
    assert " ".join(m.entity_id for m in mentions) == ids
    known = {e.id for e in load_entities(mentions)}
    assert {m.entity_id for m in mentions} <= known


def test_whos_who_and_gazetteer_speak_of_the_same_places():
    from helpers.places import load_places

    known = {e.id: e for e in load_entities() if e.label in ("GPE", "LOC", "FAC")}
    named = {}
    for entity in known.values():
        for spelling in (entity.name, *entity.aliases):
            named.setdefault(spelling.casefold(), set()).add(entity.id)
    places = {place.id for place in load_places()}
    assert places <= known.keys()
    for row in load_table("places"):
        for spelling in row["spellings"].split(";"):
            ids = named.get(spelling.casefold(), set()) & places
            assert not ids or row["id"] in ids, spelling


def test_the_pipeline_reads_the_articles_nearly_as_the_reader_does(mentions, docs, articles):
    key = load_key("entities")
    assert score_spans(mentions, key).figure() >= 0.96
    assert score_spans(bare_mentions(docs), key).figure() < 0.85
    for article in articles:
        part = [m for m in key if m.article_id == article.id]
        assert score_spans(mentions, part).figure() >= 0.96, article.id
    reader = {(m.article_id, m.start, m.end): m.entity_id for m in key}
    same = [
        m.entity_id == reader.get((m.article_id, m.start, m.end), m.entity_id) for m in mentions
    ]
    assert sum(same) >= 0.96 * len(same)
