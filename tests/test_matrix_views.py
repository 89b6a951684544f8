"""The matrix to look at and to take away: page, table, chart, and the sources behind a row."""

import csv
from html.parser import HTMLParser

import pytest

from helpers.charts import matrix_chart, sources_chart
from helpers.compare import (
    claim_matrix,
    independence,
    load_questions,
    matrix_page,
    sources_behind,
    statements,
)
from helpers.compare.reading import (
    PAIR_LABELS,
    apart_in_time,
    explain,
    key_claims,
    key_labels,
    pair_name,
)
from helpers.keys import load_key
from helpers.lessons import load_exercise
from helpers.records import Cell, Claim
from helpers.tables import to_frame, write_csv

HOSTILE = '<script src="http://x.example/a.js"></script>=1+1'


@pytest.fixture(scope="module")
def cells(articles):
    return claim_matrix(statements([], articles), articles=articles)


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen = []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))


def test_the_page_has_no_script_and_reaches_for_nothing(cells, articles):
    bad = Cell("oil-control", "derail", "x", 0, 5, HOSTILE, HOSTILE, "author", HOSTILE, (HOSTILE,))
    tags = Tags()
    tags.feed(matrix_page([*cells, bad], load_questions(), articles))
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in tags.seen}
    assert not any({"src", "href"} & attrs.keys() for _, attrs in tags.seen)
    heads = [attrs.get("scope") for tag, attrs in tags.seen if tag == "th"]
    assert heads.count("row") == len(load_questions()) and heads.count("col") == 6
    assert sum(tag == "td" for tag, _ in tags.seen) == 5 * len(load_questions())


def test_the_table_holds_every_cell_and_no_formula(tmp_path, cells, articles):
    bad = Cell("oil-control", "derail", "x", 0, 5, "=1+1", why=("+2", "b"))
    table = write_csv(to_frame([*cells, bad]), tmp_path / "matrix.csv")
    with table.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(cells) + 1
    assert rows[-1]["text"] == "'=1+1" and rows[-1]["why"] == "'+2; b"
    assert [r["text"] for r in rows[:-1]] == [c.text or "" for c in cells]


def test_the_chart_shows_silence_and_rung_in_words(cells, articles):
    spec = matrix_chart(cells, load_questions(), articles).to_dict()
    rows = next(iter(spec["datasets"].values()))
    troops = {r["article"]: r["shown"] for r in rows if "troops" in r["question"]}
    assert troops == dict.fromkeys(troops, "–") | {"ceasefire": "1 author"}
    assert spec["layer"][1]["encoding"]["text"]["field"] == "shown"


@pytest.mark.parametrize(
    "answers, named, shared",
    [
        ([("a", "miller", "named person"), ("b", "miller", "named person")], 1, ["The miller"]),
        ([("a", "miller", "named person"), ("b", "smith", "named person")], 2, []),
        ([("a", None, "vague group"), ("b", "author", "author")], 0, []),
        ([("a", None, None)], 0, []),
    ],
)
def test_five_say_so_is_not_five_sources(answers, named, shared):
    cells = [
        Cell("q", article, article, rung and 0, rung and 4, "Gone", holder, rung)
        for article, holder, rung in answers
    ]
    links = sources_behind(cells, names={"miller": "The miller"})
    result = independence(links, 2)
    assert (result["named"], result["shared"]) == (named, shared)


def test_two_people_heard_through_one_outlet_are_one_source():
    outer = Claim("o", "a", 0, 90, "...", holder="paper", rung="another outlet")
    inner = [
        Claim(name, "a", n, n + 4, "Gone", holder=name, rung="named person", parent_id="o")
        for n, name in ((5, "miller"), (15, "smith"))
    ]
    cells = [Cell("q", "a", c.id, c.start, c.end, c.text, c.holder, c.rung) for c in inner]
    links = sources_behind(cells, [outer, *inner])
    assert [link["via"] for link in links] == ["paper", "paper"]
    assert independence(links)["named"] == 1
    assert sources_chart(links).to_dict()["encoding"]["y"]["field"] == "label"


def test_every_pair_of_the_key_becomes_a_card_without_its_label(articles):
    questions, key = load_questions(), load_key("pairs")
    claims = key_claims(load_key("matrix"), articles)
    cards = explain(key, claims, questions)
    assert len(cards) == len(key)
    assert all(card.shared[0].startswith("question: ") for card in cards)
    assert not any(line in PAIR_LABELS for card in cards for line in card.differs)
    assert {pair_name(card) for card in cards} == set(key_labels(key, questions))


def test_of_two_dozen_pairs_that_clash_only_al_tanf_is_a_contradiction(articles):
    claims = {c.id: c for c in key_claims(load_key("matrix"), articles)}
    key = load_key("pairs")
    assert {p.shared[0] for p in key if p.differs == ("contradict",)} == {"al-tanf"}
    later = [p for p in key if p.differs == ("another time",)]
    assert len(later) > 24
    assert all(apart_in_time(claims[p.left_id], claims[p.right_id]) for p in later)


def test_figures_in_the_words_of_notebook_06(articles):
    """Its guess speaks of 145 pairs, seventeen questions, one true contradiction; its sum of 2.2."""
    prompt = load_exercise("06-clash")["prompt"]
    assert f"{len(load_key('pairs'))} pairs" in prompt and len(load_questions()) == 17
    assert "adds up: more than 700 million dollars spent" in load_exercise("06-sum")["prompt"]
    assert "demanded a 600 million dollar increase" in articles[4].reading
    assert (
        "more than 900 million dollars had been allocated for use up to 2022" in articles[4].reading
    )
    assert "OCCRP" in articles[4].text and "BIRN" in articles[4].text
