"""Paper: all of each article stands on it, numbered, escaped; the sheet has no answers, the key has."""

from helpers.articles import article_from_text
from helpers.lessons.exercises import load_exercises
from helpers.lessons.paper import numbered_lines, print_pack


def test_no_word_of_an_article_is_lost(articles):
    for article in articles:
        words = " ".join(text for _, text, _ in numbered_lines(article)).split()
        assert words == article.reading.split()


def test_pages_are_escaped_and_the_sheet_leaks_nothing(tmp_path, articles):
    nasty = article_from_text("A <script>alert(1)</script> story\nIt is told.", id="<b>")
    paths = {p.stem: p.read_text("utf-8") for p in print_pack(tmp_path, [nasty, *articles])}
    assert "<script" not in paths["articles"] and "&lt;script&gt;" in paths["articles"]
    for item in load_exercises("00").values():
        for option in item.get("options", ()):
            if option["feedback"] != "Kept.":
                assert option["feedback"][:30] not in paths["exercises"].replace("&quot;", '"')
    assert "(right)" in paths["key"]
