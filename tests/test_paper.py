"""Paper: all of each article stands on it, numbered, escaped; the sheet has no answers, the key has."""

from helpers.articles import article_from_text
from helpers.lessons.exercises import load_exercises
from helpers.lessons.paper import line_of, numbered_lines, print_pack


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


def test_a_passage_is_found_again_by_its_line(articles):
    for article in articles:
        lines = {number: text for number, text, _ in numbered_lines(article)}
        for number, text in lines.items():
            if (start := article.text.find(text)) >= 0 and article.text.count(text) == 1:
                assert line_of(article, start) == number


def test_every_notebook_has_a_sheet_and_a_key(tmp_path, articles):
    paths = {p.stem: p.read_text("utf-8") for p in print_pack(tmp_path, articles)}
    for number in ("00", "01", "02", "03", "04", "05", "06", "07"):
        for item in load_exercises(number).values():
            assert f"({item['id']}" in paths["exercises"] and f"({item['id']}" in paths["key"]
        assert f"<h1>{number} " in paths["exercises"] or number == "00"
    assert "of derail: Valeriy Kulikov" in paths["key"] and "Kulikov" not in paths["exercises"]
