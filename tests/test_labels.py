"""Agreement of labels: percent, kappa and alpha, and a sentence that says what they mean."""

import pytest

from helpers.agreement import alpha, compare_labels, kappa

# the worked example of K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011)
FOUR_READERS = ["123321412...", "12332241 25.3", ".3332342251.", "12332441251."]


def test_alpha_of_the_published_example():
    rows = [[None if c == "." else c for c in row.replace(" ", "")] for row in FOUR_READERS]
    assert alpha(rows) == pytest.approx(0.743, abs=0.0005)


@pytest.mark.parametrize(
    "a, b, expected",
    [
        ("xxyy", "xxyy", 1.0),
        ("xxyy", "xxyx", 0.5),
        ("xyxy", "yxyx", -1.0),
        ("xxxx", "xxxx", None),
        ("", "", None),
        (["x", None, "y"], ["x", "y", "y"], 1.0),
    ],
)
def test_kappa(a, b, expected):
    assert kappa(a, b) == expected


def test_two_lists_of_unlike_length_are_refused():
    with pytest.raises(ValueError):
        kappa("xy", "x")


@pytest.mark.parametrize(
    "a, b, words",
    [
        ({}, {1: "x"}, "Nothing"),
        ({1: "x"}, {1: "x"}, "single label"),
        ({1: "x", 2: "y"}, {1: "y", 2: "x"}, "no more than chance"),
        ({1: "x", 2: "y", 3: "y"}, {1: "x", 2: "y", 3: "x"}, "can be luck"),
        ({i: i % 2 for i in range(30)}, {i: i % 2 for i in range(30)}, "one may build on it"),
    ],
)
def test_the_figure_in_a_sentence(a, b, words):
    assert words in compare_labels(a, b)["meaning"]
