"""Loading: what is article, what is page furniture, and what is known from where."""

import pytest

from helpers.articles import ArticleError, article_from_text, find_furniture, load_articles


def furniture_lines(article):
    return [article.text[part.start : part.end] for part in article.furniture]


def test_text_is_the_file(articles):
    from helpers.articles import SEEDS

    for article in articles:
        assert article.text == (SEEDS / article.file).read_bytes().decode("utf-8")
        assert len(article.reading) == len(article.text)


def test_facts_are_quoted_from_the_text_or_background_knowledge(articles):
    for article in articles:
        for fact in ("title", "author", "outlet", "date"):
            known_from = getattr(article, f"{fact}_from")
            assert known_from in (None, "background knowledge") or known_from in article.text
        assert article.earliest <= article.latest
        assert (article.author is None) == (article.author_from is None)


def test_furniture_of_the_comeback_article_hides_the_teasers(articles):
    comeback = articles[2]
    assert comeback.text.count("Israel") == 1
    assert "Israel" not in comeback.reading
    assert {"478 Points", "Written by WebAdmin", "in , , ,"} <= set(furniture_lines(comeback))


def test_author_box_stays_article(articles):
    offensive = articles[0]
    assert "Robert Inlakesh is a documentary filmmaker" in offensive.reading
    assert offensive.reading.strip().startswith("Is The US Preparing")


PAGES = {
    "a label, a headline, a story": (
        "World\nGoat leaves the farm\nA goat left the farm on Monday.",
        ["World"],
    ),
    "comments and teasers behind the end": (
        "Goat leaves the farm\nShe went away.\n12 Comments\nOther story of the day",
        ["12 Comments", "Other story of the day"],
    ),
    "a share line in the middle cuts nothing off": (
        "Goat leaves the farm\nShe went.\nShare this on your network\nShe came back.",
        ["Share this on your network"],
    ),
    "comment form above a long paragraph ends nothing": (
        "Goat leaves the farm\nLeave a comment\n" + "She went up the hill again. " * 6,
        ["Leave a comment"],
    ),
    "a plain story has none": ("Goat leaves the farm\nShe went to the mill.", []),
    "a byline is article": ("Goat leaves the farm\nMary Miller\nShe went.", []),
    "an empty text": ("", []),
}


@pytest.mark.parametrize("text, expected", PAGES.values(), ids=PAGES.keys())
def test_furniture_rules_on_other_pages(text, expected):
    assert [text[part.start : part.end] for part in find_furniture(text)] == expected


def test_bad_files_are_named(tmp_path):
    with pytest.raises(ArticleError, match="No .txt file"):
        load_articles(tmp_path)
    (tmp_path / "latin.txt").write_bytes("caf\xe9".encode("latin-1"))
    with pytest.raises(ArticleError, match=r"latin\.txt: not UTF-8 at byte 3"):
        load_articles(tmp_path)


def test_articles_of_one_line_and_of_none():
    assert article_from_text("").title is None
    assert article_from_text("Only this").title == "Only this"
