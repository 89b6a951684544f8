"""The brief and the loader panel: every statement has its passage, every file its line."""

import pytest

from helpers import article_from_text
from helpers.lessons import brief_page, save_brief
from helpers.records import Mention
from helpers.widgets import LoaderPanel

GOAT = article_from_text("The <b>goat</b>\nIt left Mill Farm & went.", id="g")
FARM = Mention("g", 24, 33, "Mill Farm", "FAC")


def test_every_statement_leads_to_its_passage():
    page = brief_page([("It had a <i>home</i>.", [FARM])], [GOAT])
    assert '<a href="#g-24-33">' in page and '<a id="g-24-33"></a><mark>Mill Farm</mark>' in page
    assert "&lt;i&gt;home" in page and "&lt;b&gt;goat" in page and "<i>" not in page
    assert "default-src 'none'" in page and "<script" not in page


def test_passages_that_overlap_are_each_marked():
    left = Mention("g", 19, 33, "left Mill Farm", "EVENT")
    page = brief_page([("It left.", [left, FARM])], [GOAT])
    assert '<a id="g-19-33"></a><mark>left </mark><a id="g-24-33"></a><mark>Mill Farm' in page


def test_a_statement_without_a_passage_is_refused():
    with pytest.raises(ValueError, match="Nothing is said to prove 'It left.'"):
        brief_page([("It left.", [])], [GOAT])
    with pytest.raises(ValueError, match="no passage"):
        brief_page([("It left.", [Mention("g", 0, 4, "Mill", "FAC")])], [GOAT])


def test_a_brief_is_saved_whole(tmp_path, monkeypatch):
    monkeypatch.setenv("SIDE_BY_SIDE_WORK", str(tmp_path))
    path = save_brief([("It had a home.", [FARM])], [GOAT])
    assert path.read_text(encoding="utf-8").endswith("</html>\n")
    assert [p.name for p in tmp_path.iterdir()] == ["brief.html"]


def test_the_loader_reports_files_and_pasted_text():
    panel = LoaderPanel()
    assert panel.table().empty
    panel.take([{"name": "<b>.txt", "content": memoryview(b"Ann left the farm.")}])
    panel.pasted.value, panel.name.value = "The goat is back.", "note"
    panel.paste()
    panel.take([("a.zip", b"PK")])
    assert [a.id for a in panel.articles] == ["b", "note"]
    assert panel.table()["read"].tolist() == ["yes", "yes", "no"]
    assert "&lt;b&gt;.txt" in panel.report.value and "<b>" not in panel.report.value
    assert panel.problem_details is None
