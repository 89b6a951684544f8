"""The whole chain over arbitrary text: no exception, every span its text, nothing as mark-up."""

import html
import os
import re
import socket
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers import (
    article_from_text,
    check_statements,
    find_claims,
    find_mentions,
    load_report,
    locate,
    pair_claims,
    parse,
    to_frame,
)
from helpers.agreement import compare_labels, score_spans
from helpers.articles import FORMATS, paragraphs
from helpers.charts import matrix_chart, strip_chart
from helpers.compare import claim_matrix, load_questions, statements, sums_in
from helpers.maps import place_map
from helpers.tables import (
    find_pattern,
    in_context,
    names_table,
    provenance,
    said_table,
    silent_table,
    weight_table,
    write_csv,
)
from helpers.tables.brief import brief_page
from helpers.widgets.base import table_html

SIGNS = list("\"'“”‘’«»„‟‹›`´()[]{}<>&;:,.!?…-–—_*#@/\\|%$€0123456789")
ODD = ["\u00a0", "\u202f", "\u200b", "\u200f", "\u202e", "\ufeff", "\0", "\x0b", "\x0c", "\x1b",
       "\x85", "\u2028", "\r", "\n", "\r\n", "\t", "\U0001f410", "\U0001f468\u200d\U0001f469",
       "e\u0301", "\ud800", "\u0627\u0644\u0639\u0646\u0632\u0629", "\u5c71\u7f8a"]  # fmt: skip
WORDS = [
    "ISIS",
    "Daesh",
    "al-Tanf",
    "Al-Tanf",
    "Syria",
    "US",
    "U.S.",
    "US-backed",
    "Damascus",
    "Raqqah",
    "SDF",
    "(SDF)",
    "[CENTCOM]",
    "Mr",
    "General",
    "Kenneth",
    "McKenzie",
    "said",
    "told",
    "according",
    "to",
    "that",
    "reported",
    "accused",
    "of",
    "the",
    "a",
    "and",
    "of",
    "in",
    "from",
    "km",
    "70",
    "north-east",
    "1,500",
    "2.5",
    "90%",
    "“hold",
    "the",
    "line”",
    "He",
    "She",
    "it",
    "Monday",
    "who",
    "which",
    "claims",
    "says,",
    "Leave",
    "a",
    "Reply",
    "Comments",
    "12",
    "Comments",
    "Share",
    "<script>alert(1)</script>",
    "<b>",
    "&amp;",
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
]
TEXTS = st.one_of(
    st.text(st.characters(), max_size=300),
    st.lists(st.sampled_from(WORDS + SIGNS + ODD), max_size=60).map(" ".join),
    st.lists(st.sampled_from(WORDS + SIGNS + ODD), max_size=60).map("".join),
)
MANY = settings(
    max_examples=int(os.environ.get("SIDE_BY_SIDE_EXAMPLES", "25")),
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


def chain(articles):
    docs = parse(articles)
    mentions = find_mentions(docs)
    places, claims = locate(mentions, docs), find_claims(docs, mentions)
    return docs, mentions, places, claims, check_statements(docs, places)


def spans(record):
    yield record.start, record.end
    if hasattr(record, "cue_start"):
        for part in ("cue", "source"):
            if getattr(record, f"{part}_start") is not None:
                yield getattr(record, f"{part}_start"), getattr(record, f"{part}_end")


@given(st.lists(TEXTS, min_size=1, max_size=3))
@MANY
def test_every_span_of_any_text_is_its_text(texts):
    articles = [article_from_text(text, id=f"a{n}") for n, text in enumerate(texts)]
    whole = {a.id: a.text for a in articles}
    docs, *found = chain(articles)
    for article, doc in zip(articles, docs, strict=True):
        assert doc.text == article.reading and len(article.reading) == len(article.text)
        hidden = [(f.start, f.end) for f in article.furniture]
        assert hidden == sorted(hidden)
        assert all(a < b <= len(article.text) for a, b in hidden + paragraphs(article))
    for record in (r for records in found for r in records):
        text = whole[record.article_id]
        assert text[record.start : record.end] == record.text != ""
        assert all(0 <= a < b <= len(text) for a, b in spans(record))
    mentions, places, claims, _ = found
    pair_claims(claims)
    said = statements(claims, articles)
    for cell in claim_matrix(said, load_questions(), articles):
        assert cell.silent or whole[cell.article_id][cell.start : cell.end] == cell.text
    for article in articles:
        for amount in sums_in(article.reading, "US dollars"):
            assert amount
    score_spans(mentions, mentions, articles), compare_labels({}, {})
    names_table(mentions, articles, None), weight_table(articles), silent_table(mentions, claims)
    matrix_chart(claim_matrix(said, [], articles), [], articles).to_dict()
    strip_chart(claims, articles).to_dict(), place_map(places, articles).to_dict()
    assert all(a.text[m.start : m.end] == m.text for a in articles for m in find_pattern("a", [a]))
    in_context(mentions, articles), said_table(claims, articles), provenance(articles)
    assert [m for a in articles for m in chain([a])[1]] == mentions  # no article sways another


@given(
    st.lists(
        st.tuples(
            st.text(max_size=12),
            st.sampled_from([*FORMATS, ".zip", ".exe", ""]),
            st.binary(max_size=200) | TEXTS.map(lambda text: text.encode("utf-8", "replace")),
        ),
        max_size=4,
    )
)
@MANY
def test_any_bytes_under_any_name_give_a_row_each(files):
    articles, report = load_report([(name + ending, data) for name, ending, data in files])
    assert set(report["read"]) <= {"yes", "no"}
    assert ((report["why"] == "") == (report["read"] == "yes")).all()
    assert (report["read"] == "yes").sum() == len(articles)
    assert len({a.id for a in articles}) == len(articles)
    assert all("/" not in a.file for a in articles)


@given(st.lists(st.sampled_from(WORDS + SIGNS), min_size=1, max_size=12).map(" ".join))
@MANY
def test_text_is_never_markup(bad):
    article = article_from_text(f"{bad}\nAnn left.", id=bad, author=bad, outlet=bad)
    mentions = find_mentions(parse([article_from_text("Ann Baker left.", id="b")]))
    for page in (
        table_html(provenance([article]), bad),
        brief_page([(bad, mentions)], [article, article_from_text("Ann Baker left.", id="b")], bad),
    ):
        inside = re.sub(r"<[^<>]*>", "", page.partition("</style>")[2] or page)
        assert "<" not in inside and ">" not in inside
        assert "<script" not in page and "<b>" not in page
    assert html.escape(bad) in table_html(provenance([article]), "card")


@given(st.lists(TEXTS, min_size=1, max_size=3))
@MANY
def test_no_cell_of_a_spreadsheet_starts_a_formula(tmp_path_factory, texts):
    import csv

    frame = to_frame([article_from_text(text, id=f"a{n}") for n, text in enumerate(texts)])
    path = write_csv(frame, tmp_path_factory.mktemp("csv") / "t.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file):
            assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


LONG = {
    "prose": "Ann Baker of Raqqah said that 90% of the goats left al-Tanf on Monday. ",
    "names": "Al Bu Kamal ",
    "quotes": "“so ” ",
    "open quotes": '" ',
    "reports in reports": "he said that she said that ",
    "lines of furniture": "menu\n",
    "brackets": "Long Goat Name (LGN) ",
    "no space": "a",
    "opened again": "“ so ",
    "where things lie": "Palmyra lies 70 km north of Aleppo, said Ann. “So it is,” she told us. ",
    "numbers": "70 km north of 1,500 ",
    "dots": ". ",
}


@pytest.mark.slow
@pytest.mark.parametrize("piece", LONG.values(), ids=LONG)
def test_nothing_is_quadratic(piece):
    """Eight times the text in one paragraph takes less than 24 times as long, not 64 times."""
    chain([article_from_text(piece * 20)])
    times = []
    for size in (5_000, 40_000):
        article = article_from_text((piece * (size // len(piece) + 1))[:size])
        docs = parse([article])
        start = time.process_time()
        mentions = find_mentions(docs)
        claims, places = find_claims(docs, mentions), locate(mentions, docs)
        check_statements(docs, places), statements(claims, [article])
        times.append(time.process_time() - start)
    assert times[1] < 24 * max(times[0], 0.05), times


@pytest.mark.slow
def test_a_paragraph_of_a_million_signs_goes_through_the_whole_chain():
    """More than a model takes at once: it goes through in pieces, and every span is its text."""
    piece = "Ann Baker of Raqqah said that 90% left al-Tanf, 70 km north of Leeds. "
    text = (piece + f"https://example.org/{'goat' * 50} ") * 3_450
    (article,), report = load_report([("long.txt", text.encode())])
    _, mentions, *found = chain([article])
    assert len(article.text) > 1_000_000 and len(mentions) > 3_450
    for record in (r for records in (mentions, *found) for r in records):
        assert article.text[record.start : record.end] == record.text
    assert len(statements(found[1], [article])) >= len(found[1]) >= 3_400


def test_the_chain_opens_no_socket(articles, monkeypatch):
    def closed(*_, **__):
        raise AssertionError("the chain opened a socket")

    monkeypatch.setattr(socket, "socket", closed)
    monkeypatch.setattr(socket, "create_connection", closed)
    monkeypatch.setattr(socket, "getaddrinfo", closed)
    _, _, _, claims, _ = chain(articles)
    pair_claims(claims)
    load_report([("page.html", b"<p><img src='http://example.org/x.png'>Ann left the farm.</p>")])
