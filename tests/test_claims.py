"""Claims: tables of sentences, each with what is said, by which word, by whom."""

import pytest

from helpers.articles import article_from_text, load_articles
from helpers.charts import cites_chart, strip_chart
from helpers.claims import attributions, find_claims, find_quotes, hedges_in, numbers_in
from helpers.claims.page import Page
from helpers.entities import find_mentions
from helpers.keys import load_key
from helpers.language import parse
from helpers.lessons import load_exercise
from helpers.lexicon import load_table
from helpers.records import CLAIM_KINDS, RUNGS
from helpers.tables import beside_table, cites_table, weight_table


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


FRAMES = {  # construction: [(sentence, content, cue, source)]; each sentence has nothing else
    "clause": [
        ("The mayor said that the dam is closed.", "the dam is closed", "said", "The mayor"),
        ("Engineers told reporters the bridge had been unsafe for years.", "the bridge had been unsafe for years", "told", "Engineers"),
        ("The dam is closed, the mayor said.", "The dam is closed", "said", "the mayor"),
        ("The dam, the mayor said, is closed.", "The dam, the mayor said, is closed", "said", "the mayor"),
        ("The dam is closed, The Mountain Herald reports.", "The dam is closed", "reports", "The Mountain Herald"),
        ("Officials from the water board denied that the well was poisoned.", "the well was poisoned", "denied", "Officials from the water board"),
        ("The mayor went on to say that the dam was safe.", "the dam was safe", "say", "The mayor"),
    ],
    "quotation": [
        ("“The dam is closed and it will stay closed,” the mayor said.", "“The dam is closed and it will stay closed,”", "said", "the mayor"),
        ("The mayor said: “The dam is closed. It will stay closed.”", "“The dam is closed. It will stay closed.”", "said", "The mayor"),
        ("“We will rebuild the mill,” said Anna Weber, the mayor of Lindau.", "“We will rebuild the mill,”", "said", "Anna Weber, the mayor of Lindau"),
        ("Anna Weber: The dam must stay closed.", "The dam must stay closed", ":", "Anna Weber"),
        ("“The mill was the heart of our valley.” ― Anna Weber", "“The mill was the heart of our valley.”", "―", "Anna Weber"),
        ("“I would,” Weber said to the camera. “I would, Anna.”", "“I would,” Weber said to the camera. “I would, Anna.”", "said", "Weber"),
        ("“It stays closed,” Anna “Cia” Weber said on “Good Morning.” “It leaks.”", "“It stays closed,” Anna “Cia” Weber said on “Good Morning.” “It leaks.”", "said", "Anna “Cia” Weber"),
        ("“It is closed,” she said, and went on about the “old” dam.", "“It is closed,”", "said", "she"),
        ("Children marching through the village chanted “What school?”", "“What school?”", "chanted", "Children"),
        ("Weber called the plan “a gift to the town”.", "the plan “a gift to the town”", "called", "Weber"),
    ],
    "according to": [
        ("According to the mayor, the dam is closed.", "the dam is closed", "According to", "the mayor"),
        ("The dam is closed, according to the mayor.", "The dam is closed", "according to", "the mayor"),
        ("Three boats, according to local sources, sank.", "Three boats, according to local sources, sank", "according to", "local sources"),
        ("In the words of the mayor, the dam is safe.", "the dam is safe", "In the words of", "the mayor"),
    ],
    "phrase": [
        ("The council called for an inquiry into the flood.", "an inquiry into the flood", "called for", "The council"),
        ("The union demanded a pay rise of five percent.", "a pay rise of five percent", "demanded", "The union"),
        ("The ministry confirmed the death of two divers.", "the death of two divers", "confirmed", "The ministry"),
        ("The ministry has released details about the flood of May.", "the flood of May", "released details", "The ministry"),
        ("The council called for an end to the noise, which began in May.", "an end to the noise", "called for", "The council"),
        ("The party called for Weber to resign.", "Weber to resign", "called for", "The party"),
        ("She called on the mayor to leave.", "the mayor to leave", "called on", "She"),
    ],
    "pair": [
        ("The minister accused the council of hiding the report.", "the council of hiding the report", "accused", "The minister"),
        ("Critics portrayed the mayor as a coward.", "the mayor as a coward", "portrayed", "Critics"),
        ("The farmer was accused by his neighbour of stealing two goats.", "The farmer was accused by his neighbour of stealing two goats", "accused", "his neighbour"),
        ("The village is widely described as a safe haven.", "The village is widely described as a safe haven", "described as", None),
    ],
    "infinitive": [
        ("The army promised to repair the bridge.", "to repair the bridge", "promised", "The army"),
        ("Despite claiming to have no money, the club bought a striker.", "to have no money", "claiming", "the club"),
    ],
    "passive": [
        ("It was reported that the dam had burst.", "the dam had burst", "reported", None),
        ("The mill is said to be haunted.", "The mill is said to be haunted", "said", None),
        ("As was noted by the inspector, the dam leaks at night.", "the dam leaks at night", "noted", "the inspector"),
        ("Also reported by the Evening Star was a second fire at the mill.", "a second fire at the mill", "reported", "the Evening Star"),
        ("The goat, as reported by the Evening Star, is back.", "The goat, as reported by the Evening Star, is back", "reported", "the Evening Star"),
    ],
    "noun cue": [
        ("The river rose despite claims that the dam would hold.", "the dam would hold", "claims", None),
        ("The company rejected claims that it had poisoned the river.", "it had poisoned the river", "claims", None),
        ("A report by the Water Institute shows that the river is clean.", "the river is clean", "shows", "A report by the Water Institute"),
        ("The report, which says that the dam leaks, was withdrawn.", "the dam leaks", "says", "The report"),
        ("The mayor's claim that the river is clean surprised nobody.", "the river is clean", "claim", "The mayor"),
        ("His statement that the dam leaks made headlines.", "the dam leaks", "statement", "His"),
    ],
}  # fmt: skip
FRAMES = [row for rows in FRAMES.values() for row in rows]


@pytest.mark.parametrize("sentence, content, cue, source", FRAMES)
def test_each_frame_is_found(sentence, content, cue, source):
    assert said(sentence) == [(content, cue, source)]


@pytest.mark.parametrize("row", load_table("frames"), ids=lambda row: row["example"])
def test_each_row_of_the_table_of_frames_finds_its_example(row):
    doc = parse([article_from_text("The dam\n" + row["example"] + ".")])[0]
    found = attributions(Page(doc), ("reporting", "attitude"))
    assert row["frame"] in [a.frame for a in found]


NOTHING = [
    "The dam was built in 1960 and holds the river.",
    "The “old” dam was closed in 1990.",
    "The goat’s 'great escape' amused the village.",
    "The engineers hope to repair the dam.",
    "She believes that the mill is haunted.",
    "The dam is expected to burst.",
    "The report was lost in the flood.",
    "It should be noted that the mill is old.",
    "It is clear that the mill is old.",
    "The insurance claim was settled in May.",
    "He made a statement.",
    "The minister called his wife.",
    "She called for a taxi.",
    "The guests called for the waiter.",
    "The army released two prisoners.",
    "The farmer noted the time.",
    "Everything went according to plan.",
    "Players were lined up according to height.",
    "The flood could indicate that the dam is old.",
]


@pytest.mark.parametrize("sentence", NOTHING)
def test_what_nobody_says_is_no_attribution(sentence):
    assert said(sentence) == []


def test_one_attribution_inside_another_points_to_it():
    text = "The dam\nThe mayor warned the dam may burst, the Evening Post reports."
    outer, inner = find_claims(parse([article_from_text(text)]))
    assert (outer.text, outer.parent_id) == ("The mayor warned the dam may burst", None)
    assert (inner.text, inner.parent_id, inner.hedges) == ("the dam may burst", outer.id, ("may",))


def test_a_quotation_goes_on_after_its_speaker_and_over_paragraphs():
    text = "The dam\n“It is closed,” the mayor said. “It stays closed.”\nThe end."
    assert "“It is closed,” the mayor said. “It stays closed.”" in [
        c.text for c in find_claims(parse([article_from_text(text)]))
    ]
    text = "The dam\nThe Herald would note:\n\nThe dam is closed. It leaks.\n\nNobody knows why."
    block = find_claims(parse([article_from_text(text)]))[0]
    assert (block.text, block.kind) == ("The dam is closed. It leaks", "direct")


LADDER = [
    ("Anna Weber, head of the council, said that the dam leaks.", "named person"),
    ("The head of the council, Anna Weber, said that the dam leaks.", "named person"),
    ("The Ministry of Defense said that the dam leaks.", "named institution"),
    ("Syria’s oil minister said that the dam leaks.", "named institution"),
    ("According to the BBC, the dam leaks.", "another outlet"),
    ("The Mountain Herald reports that the dam leaks.", "another outlet"),
    ("Most analysts argue that the dam leaks.", "vague group"),
    ("Local sources said that the dam leaks.", "vague group"),
    ("A general said that the dam leaks.", "vague group"),
    ("It was reported that the dam leaks.", "passive or no source"),
]


@pytest.mark.parametrize("sentence, rung", LADDER)
def test_the_ladder_reads_the_source(sentence, rung):
    claims = find_claims(parse([article_from_text("The dam\n" + sentence)]))
    assert [c.rung for c in claims if c.kind != "author"] == [rung]


HOLDERS = [
    ("Syria’s oil minister said that the dam leaks.", "syria-oil-minister"),
    ("According to local sources, the dam leaks.", "local-sources"),
    ("The West said that the dam leaks.", "the-west"),
    ("Washington said that the dam leaks.", "us-government"),
    ("It was reported that the dam leaks.", None),
    ("They said that the dam leaks.", None),
]


@pytest.mark.parametrize("sentence, holder", HOLDERS)
def test_a_source_without_a_name_is_held_by_its_own_words(sentence, holder):
    docs = parse([article_from_text("The dam\n" + sentence)])
    claims = find_claims(docs, find_mentions(docs))
    assert [c.holder for c in claims if c.kind != "author"] == [holder]


AUTHOR = [
    ("The dam in Lindau was closed in 1990.", True),
    ("Germany controls the dam.", True),
    ("Germany may close the dam in Lindau.", False),
    ("Is the dam in Lindau closed?", False),
    ("We should close the dam in Lindau.", False),
    ("The dam is beautiful.", False),
    ("Germany wants to close the dam.", False),
    ("The dam in Lindau is closed, Anna Weber said.", False),
]


@pytest.mark.parametrize("sentence, own", AUTHOR)
def test_the_author_speaks_in_plain_checkable_statements(sentence, own):
    claims = find_claims(parse([article_from_text("The dam\n" + sentence)]))
    assert [c.text for c in claims if c.kind == "author"] == ([sentence[:-1]] if own else [])


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
    text = "“He calls it “hell” there,” she said. “Odd.”"
    assert [text[q.start : q.end] for q in find_quotes(text)] == [
        "“He calls it “hell” there,”",
        "“Odd.”",
    ]
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


def test_facts_lesson_05_rests_on():
    articles = {a.id: a for a in load_articles()}
    key = load_key("attributions")
    count = {id: sum(k.article_id == id and not k.alternative_of for k in key) for id in articles}
    assert min(count, key=count.get) == "battles"
    outlets = {}
    for k in key:
        if k.rung == "another outlet":
            outlets.setdefault(k.holder, set()).add(k.article_id)
    assert max(map(len, outlets.values())) == 1 == 1 + load_exercise("05-shared")["answer"]
    assert sum(k.holder == "the-cradle" for k in key) == 2
    last = max(k.end for k in key if k.article_id == "ceasefire")
    tail = articles["ceasefire"].text[last:]
    assert all(word in tail for word in ("personnel", "oil", "CIA")) and "Khawla" not in tail
    assert "DeirEzzor24" in articles["ceasefire"].text[last - 220 : last]
    derail = list(articles.values())[4].text
    assert derail[1718:1831].startswith("the US was suspected of handing over “sensitive details”")


def test_tables_of_lesson_05(seeds):
    articles, claims = list(seeds[0].values()), seeds[1]
    links = cites_table(claims, articles)
    assert set(links["rung"]) <= set(RUNGS[:5]) and links["times"].min() == 1
    assert (links["source"] == "Politico").sum() == 1
    names = {layer["mark"]["type"] for layer in cites_chart(links).to_dict()["layer"]}
    assert names == {"rule", "text"}
    strip = strip_chart(claims, articles).to_dict()
    assert strip["spec"]["encoding"]["y"]["scale"]["domain"] == list(RUNGS)
    table = beside_table(articles[4], claims, load_key("attributions"), 1718, 1831)
    assert table.loc[1, "machine"] == table.loc[1, "key"] == "made clear"
    assert table.loc[2, "machine"] == "nobody named"
    assert weight_table(articles).set_index("article_id").loc["battles", "certainty"] > 3
