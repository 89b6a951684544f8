"""Files a reader chooses, a pasted text, a class's hand-ins: their mark-up is text, nothing runs."""

import json
import os

import pytest

from tests.browser.labkit import Browser, serve, wanted

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(os.name == "nt", reason="Windows has no < or > in file names"),
]
BAD = "<img src=x onerror=\"window.ran='{0}'\"><script>window.ran='{0}'</script>"
CODE = [
    """from helpers import find_claims, find_mentions, load_entities, locate, parse
from helpers.lessons import guess_table, read_hand_ins, split_items, study
from helpers.tables import in_context, provenance, said_table
from helpers.widgets import ArticleReader, ClaimPanel, EntityPanel, LoaderPanel, PlacePanel
from helpers.widgets import show_charts
show_charts()
loader = globals().get("loader") or LoaderPanel()  # a second run keeps what was chosen
loader""",
    """articles = loader.articles or study("mine")
docs = parse(articles)
mentions = find_mentions(docs)
claims, places = find_claims(docs, mentions), locate(mentions, docs)
ArticleReader(articles)""",
    "loader.table()",
    "provenance(articles)",
    "EntityPanel(articles, mentions, load_entities(mentions))",
    "ClaimPanel(articles, claims)",
    "PlacePanel(articles, places)",
    "display(in_context(mentions, articles), said_table(claims, articles))",
    """answers, report = read_hand_ins("class")
display(report, answers, guess_table(answers), split_items(answers))""",
]


def story(where):
    bad = BAD.format(where)
    return (
        f"{bad} The goat is gone\nAnn {bad} Baker said that “the goat {bad} left” Leeds.\n"
        f"Tom Reed of {bad} told the Mill Post that it was seen in Damascus.\n"
    )


def notebook(folder):
    """A notebook with a folder of articles and one of hand-ins beside it, hostile throughout."""
    from nbformat import v4, write

    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    cells = [v4.new_code_cell(code) for code in CODE]
    (folder / "mine").mkdir(parents=True)
    (folder / "class").mkdir()
    name = "<img src=x onerror=window.ran=1>.txt"
    (folder / "mine" / name).write_text(story("folder"), encoding="utf-8")
    facts = {"text": "A goat left Leeds.", "title": BAD.format("title"), "id": BAD.format("id")}
    (folder / "mine/rows.jsonl").write_text(json.dumps(facts), encoding="utf-8")
    work = {"answers": {"01-open": BAD.format("answer")}, "guesses": {"01-open": BAD.format("g")}}
    sheet = {"schema": "side-by-side/hand-in/1", "name": BAD.format("name"), "work": {"01": work}}
    (folder / "class/<b onclick=1>.json").write_text(json.dumps(sheet), encoding="utf-8")
    (folder / "class/<i>.json").write_text("{", encoding="utf-8")
    write(v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), folder / "bad.ipynb")
    return folder


def quiet(browser, since):
    """Nothing ran, no element was made of a text, and no console, kernel or network complains."""
    page = browser.page
    assert page.evaluate("window.ran") is None, since
    found = page.locator('.jp-OutputArea img[src="x"], .jp-OutputArea script')
    assert not [e for e in found.all() if "window.ran" in e.evaluate("e => e.outerHTML")], since
    assert not browser.trouble(), since


def test_mark_up_in_files_texts_and_hand_ins_comes_out_as_text(tmp_path):
    wanted()
    with serve(notebook(tmp_path / "notebooks")) as (url, _), Browser() as browser:
        page = browser.open(url, "bad.ipynb")
        browser.run_all()
        browser.whole_height()
        quiet(browser, "a folder and a class")
        shown = page.locator(".jp-Notebook").inner_text()
        for where in ("folder", "title", "id", "answer", "g", "name"):
            assert f"window.ran='{where}'" in shown, where
        assert "<b onclick=1>.json" in shown

        files = [
            {"name": "<img src=x onerror=window.ran=2>.txt", "mimeType": "text/plain",
             "buffer": story("upload").encode()},
            {"name": "goat.md", "mimeType": "text/markdown",
             "buffer": f"# {BAD.format('heading')}\n\nThe goat has left Leeds and it is not back.".encode()},
            {"name": "broken<script>.pdf", "mimeType": "application/pdf", "buffer": b"no pdf"},
            {"name": "empty.txt", "mimeType": "text/plain", "buffer": b""},
        ]  # fmt: skip
        with page.expect_file_chooser() as chooser:
            page.get_by_role("button", name="Choose files").click()
        chooser.value.set_files(files)
        page.get_by_text("2 of 4 read.").wait_for()
        page.get_by_label("Name", exact=True).fill(BAD.format("named"))
        page.get_by_label("Text", exact=True).fill(story("pasted"))
        page.get_by_role("button", name="Add this text").click()
        page.get_by_text("3 of 5 read.").wait_for()
        quiet(browser, "an upload and a pasted text")
        report = page.get_by_role("table", name="What was read", exact=True).inner_text()
        assert "broken<script>.pdf" in report and "empty: not a word in it." in report
        assert "onerror=window.ran=2>.txt" in report

        browser.run_all()
        page.locator(".jp-OutputArea td", has_text="window.ran='pasted'").first.wait_for()
        browser.settle(60)
        browser.whole_height()
        quiet(browser, "the views of what was uploaded")
        shown = page.locator(".jp-Notebook").inner_text()
        for where in ("upload", "heading", "pasted"):
            assert f"window.ran='{where}'" in shown, where
