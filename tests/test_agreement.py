"""Agreement on spans: exact and overlap, alternatives, four drawers of errors."""

import pytest

from helpers.agreement import score_spans
from helpers.articles import article_from_text
from helpers.keys import load_key
from helpers.records import Mention

TEXT = "Dr. J. Rook left. The Syrian army met the SDF near Mill Farm base. A goat slept."


def mark(text, label, nth=0, **more):
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(text, start + 1)
    return Mention("goat", start, start + len(text), text, label, **more)


KEY = [mark("Rook", "PERSON"), mark("Syrian", "NORP"), mark("SDF", "ORG"), mark("Mill Farm base", "FAC")]  # fmt: skip
CASES = [
    (KEY, 1.0, 1.0, []),
    ([], None, 0.0, ["missed"] * 4),
    ([*KEY, mark("goat", "PERSON")], 0.8, 1.0, ["invented"]),
    ([*KEY[:2], mark("SDF", "GPE"), KEY[3]], 0.75, 0.75, ["wrong label"]),
    ([*KEY[:3], mark("Mill Farm", "FAC")], 0.75, 0.75, ["wrong edge"]),
    ([*KEY[:3], mark("Mill", "FAC"), mark("Farm", "FAC")], 0.6, 0.75, ["wrong edge", "invented"]),
    ([*KEY, KEY[0]], 1.0, 1.0, []),
]


@pytest.mark.parametrize("found, precision, recall, kinds", CASES)
def test_scores_and_drawers(found, precision, recall, kinds):
    scores = score_spans(found, KEY, [article_from_text(TEXT, id="goat")])
    assert scores.figure(name="precision") == precision
    assert scores.figure(name="recall") == recall
    assert [e.kind for e in scores.errors] == kinds
    for error in scores.errors:
        assert error.sentence in TEXT and TEXT[error.start : error.end] in error.sentence


def test_overlap_forgives_edges_and_swapping_sides_swaps_the_figures():
    found = [*KEY[:3], mark("Mill Farm", "FAC"), mark("goat", "ORG")]
    there, back = score_spans(found, KEY), score_spans(KEY, found)
    assert (
        there.figure("FAC", "exact", "right") == 0 and there.figure("FAC", "overlap", "right") == 1
    )
    for match in ("exact", "overlap"):
        assert there.figure("all", match) == back.figure("all", match)
        assert there.figure("all", match, "recall") == back.figure("all", match, "precision")
    swapped = {"missed": "invented", "invented": "missed"}
    assert sorted(swapped.get(e.kind, e.kind) for e in there.errors) == sorted(e.kind for e in back.errors)  # fmt: skip


def test_an_alternative_reading_counts_once_and_is_no_error():
    where = f"{KEY[1].start}-{KEY[1].end}"
    army = mark("Syrian army", "ORG", alternative_of=where)
    nothing = mark("Syrian", "none", alternative_of=where)
    for found in ([KEY[1]], [mark("Syrian army", "ORG")]):
        assert score_spans(found, [KEY[1], army]).figure() == 1.0
    assert score_spans([], [KEY[1], army]).figure() == 0.0
    assert score_spans([KEY[0]], [KEY[0], KEY[1], army, nothing]).figure() == 1.0
    pieces = [
        mark("Syrian", "GPE", alternative_of="18-30"),
        mark("army", "ORG", alternative_of="18-30"),
    ]
    whole = Mention("goat", 18, 30, TEXT[18:30], "ORG")
    assert score_spans(pieces, [whole, *pieces]).figure("all", "exact", "right") == 2


def test_the_key_scores_full_against_itself_and_others_articles_do_not_count():
    key = load_key("entities")
    main = [m for m in key if m.alternative_of is None]
    stray = Mention("elsewhere", 0, 3, "SDF", "ORG")
    scores = score_spans([*main, stray], key)
    assert scores.figure() == 1.0 and not scores.errors
    assert scores.figure("all", "exact", "key") == len(main) == 489
