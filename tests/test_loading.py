"""The loader: every file of a folder is read or reported, never a traceback, never a silence."""

import csv
import io
import os
import zipfile

import pytest

from helpers.articles import (
    ArticleError,
    article_from_text,
    guess_language,
    load_articles,
    load_report,
    read_articles,
)

STORY = (
    "The goat of Mill Farm is gone\n"
    "A goat left Mill Farm on Monday, said Ann Baker, who owns the farm and the mill.\n"
    "She went up the hill and was not seen again in the valley.\n"
)
GERMAN = "Die Ziege ist weg\nDie Ziege hat den Hof am Montag verlassen und ist nicht mehr da.\n"
ARABIC = "\u0627\u0644\u0639\u0646\u0632\u0629 \u063a\u0627\u062f\u0631\u062a"


def told(n):
    return STORY.replace("Monday", f"day {n}")


WORDS = len(told(1).split())
BAD = {  # name: (bytes, words of the report, or "yes")
    ".hidden.txt": (STORY.encode(), "hidden"),
    "README.md": (STORY.encode(), "a note about the folder"),
    "archive.zip": (b"PK\x03\x04", "archive"),
    "bare.bin": (b"\0\1", "not read. Kinds that are"),
    "binary.txt": (b"goat\0goat", "zero byte at 4"),
    "bom.txt": (b"\xef\xbb\xbf" + told(1).encode(), "yes"),
    "broken.docx": (b"no zip", "broken, or no .docx"),
    "broken.jsonl": (b'{"text": "The goat"\n', "line 1: not JSON"),
    "broken.pdf": (b"%PDF-1.7 and no more", "broken, or no .pdf"),
    "copy.txt": (told(1).replace(" ", "  ").encode(), "duplicate: the same text as bom.txt"),
    "empty.txt": (b"", "empty"),
    "german.txt": (GERMAN.encode(), "looks like German"),
    "arabic.txt": ((ARABIC * 9).encode(), "looks like Arabic script"),
    "hidden-zip.txt": (b"PK\x03\x04rest", "an archive, whatever its name"),
    "huge.txt": (b"goat " * 1200, "0.006 MB, more than the limit of 0.005 MB"),
    "latin.txt": (("caf\xe9 " + STORY).encode("latin-1"), "not UTF-8 at byte 3"),
    "list.jsonl": (b"[1, 2]\n", "no object with named fields"),
    "nothing.csv": (b"a,b\n1,2\n", "no column of texts"),
    "old.doc": (b"\xd0\xcf\x11\xe0", "not read. Kinds that are"),
    "signs.txt": ("\u200f \U0001f410 --- ...\n".encode(), "not a word"),
    "spaces.txt": (b" \r\n \t", "empty"),
    "utf16.txt": (told(2).encode("utf-16"), "yes"),
    "windows.txt": (told(3).replace("\n", "\r\n").encode(), "yes"),
}


def test_a_folder_of_bad_files_gives_one_clear_line_each(tmp_path):
    for name, (data, _) in BAD.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "inside").mkdir()
    articles, report = load_report(tmp_path, max_mb=0.005)
    assert len(report) == len(BAD) + 1
    lines = report.set_index("file")
    for name, (_, words) in BAD.items():
        name = name if name in lines.index else f"{name}, row 1"
        if words == "yes":
            assert lines.loc[name, "read"] == "yes" and lines.loc[name, "why"] == ""
            assert lines.loc[name, "language"] == "English" and lines.loc[name, "words"] == WORDS
        else:
            assert lines.loc[name, "read"] == "no"
            why = lines.loc[name, "why"]
            assert words in why or "[formats]" in why, (name, why)  # a library may be missing
    assert "folder inside" in lines.loc["inside", "why"]
    assert [a.file for a in articles] == ["bom.txt", "utf16.txt", "windows.txt"]
    assert articles[2].text == told(3).replace("\n", "\r\n")


def test_links_out_of_the_folder_are_not_opened(tmp_path):
    (tmp_path / "away.txt").write_text(STORY, encoding="utf-8")
    folder = tmp_path / "mine"
    folder.mkdir()
    try:
        (folder / "link.txt").symlink_to(tmp_path / "away.txt")
    except OSError:
        pytest.skip("Windows makes links for administrators only")
    (folder / "loop.txt").symlink_to(folder / "loop.txt")
    articles, report = load_report(folder)
    assert not articles
    assert "leads out of the folder" in report["why"][0]
    assert "cannot be opened" in report["why"][1] or "no file" in report["why"][1]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no pipes in folders")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert "no file that can be read" in load_report(tmp_path)[1]["why"][0]


def test_a_name_in_the_table_of_facts_opens_nothing_outside(tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    (tmp_path / "away.txt").write_text(STORY, encoding="utf-8")
    (folder / "articles.csv").write_text("file,id\n../away.txt,away\n", encoding="utf-8")
    articles, report = load_report(folder)
    assert not articles and "not in the folder" in report["why"][0]


def test_a_bad_line_of_a_table_costs_that_line_only():
    lines = [
        '{"text": "Ann left the farm."}',
        "{no json",
        "[1]",
        '{"title": "no text"}',
        "[" * 9_999,
    ]
    lines.append('{"text": "Ann came back to the farm."}')
    articles, report = load_report([("more.jsonl", "\n".join(lines).encode())])
    assert [a.text for a in articles] == ["Ann left the farm.", "Ann came back to the farm."]
    assert report["read"].tolist() == ["yes", "no", "no", "no", "no", "yes"]
    assert report["why"][1].startswith("line 2: not JSON")


def test_the_same_file_chosen_twice_is_told():
    articles, report = load_report([("goat.txt", STORY.encode())] * 2)
    assert len(articles) == 1 and "duplicate" in report["why"][1]


def test_a_paragraph_of_a_million_signs_and_more_in_every_kind_of_file():
    """A cell of a table and one line of text may be longer than any reader's usual limit."""
    long = ("Ann Baker left Mill Farm on Monday. " * 28_000)[:1_000_000]
    table = f"text\n{long}\n".encode()
    line = f'{{"text": "{long}"}}\n'.encode()
    for name, data in {"a.txt": long.encode(), "b.csv": table, "c.jsonl": line}.items():
        (article,), _ = load_report([(name, data)])
        assert len(article.text) >= 999_999


def test_an_upload_is_named_never_placed():
    articles, _ = load_report([{"name": "../../etc/goat.txt", "content": memoryview(b"Ann left.")}])
    assert articles[0].file == "goat.txt" and articles[0].id == "goat"


def test_another_encoding_can_be_named(tmp_path):
    (tmp_path / "latin.txt").write_bytes(f"The café\n{STORY}".encode("cp1252"))
    assert load_articles(tmp_path, encoding="cp1252")[0].title == "The café"
    assert "no encoding is called" in load_report(tmp_path, encoding="goat")[1]["why"][0]


def test_tables_of_articles(tmp_path):
    with (tmp_path / "many.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, delimiter=";")
        table.writerow(["Headline", "Body", "Published", "Source"])
        table.writerow(["Goat", told(1), "2020-03-04T10:00", "The Mill Post"])
        table.writerow(["Goat again", told(1), "", ""])
    (tmp_path / "more.jsonl").write_text(
        '{"text": "A goat \\ud800 left.", "id": "lone"}\n\n', encoding="utf-8"
    )
    articles, report = load_report(tmp_path)
    first, lone = articles
    assert (first.id, first.title, first.outlet) == ("many-1", "Goat", "The Mill Post")
    assert (first.earliest, first.latest, first.date_from) == ("2020-03-04",) * 2 + (
        "table, row 1",
    )
    assert "duplicate" in report["why"][1]
    assert (lone.id, lone.text) == ("lone", "A goat ? left.")


PAGE = """<html><head><title>The goat | The Mill Post</title>
<meta name="author" content="Mary Miller"><meta property="og:site_name" content="The Mill Post">
<meta property="article:published_time" content="2020-03-04T10:00:00Z"></head>
<body><nav><a href="/">Home</a></nav><article><h1>The goat</h1>{}</article></body></html>"""


def test_a_saved_page_gives_text_and_what_it_says_of_itself(tmp_path):
    lines = "".join(f"<p>{line}</p>" for line in STORY.splitlines()) + "<script>alert(1)</script>"
    (tmp_path / "page.html").write_text(PAGE.format(lines), encoding="utf-8")
    page = load_articles(tmp_path)[0]
    assert "Ann Baker" in page.text and "<p>" not in page.text and "alert" not in page.text
    assert (page.author, page.outlet) == ("Mary Miller", "The Mill Post")
    assert (page.earliest, page.date_from) == ("2020-03-04", "data in the page")


def test_a_word_document(tmp_path):
    import docx

    document = docx.Document()
    for line in STORY.splitlines():
        document.add_paragraph(line)
    document.core_properties.author = "Mary Miller"
    document.save(tmp_path / "goat.docx")
    article = load_articles(tmp_path)[0]
    assert article.text == STORY.strip()
    assert (article.author, article.author_from) == ("Mary Miller", "data in the document")


def test_a_word_document_that_unpacks_to_a_giant_is_refused():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as parts:
        for n in range(11):
            parts.writestr(f"part{n}", bytes(10_000_000))
    _, report = load_report([("bomb.docx", bomb.getvalue())])
    assert "unpacks to more than 100 MB" in report["why"][0]


def test_a_pdf(tmp_path):
    data = pdf(["A goat left Mill Farm on Monday, said Ann", "Baker, who owns it.", "She went."])
    articles, report = load_report([("goat.pdf", data), ("scan.pdf", pdf([]))])
    assert (
        articles[0].text
        == "A goat left Mill Farm on Monday, said Ann Baker, who owns it.\nShe went."
    )
    assert "pictures of pages" in report["why"][1]


def pdf(lines):
    """Write a PDF of one page by hand, a text line each."""
    shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
    stream = f"BT /F1 12 Tf 40 700 Td {shown} ET"
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    out += f"xref\n0 6\n0000000000 65535 f \n{table}"
    start = out.index("xref")
    return f"{out}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()


def test_strict_loading_names_the_first_bad_file(tmp_path):
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"goat\0")
    with pytest.raises(ArticleError, match=r"^b\.txt: binary"):
        load_articles(tmp_path)
    with pytest.raises(ArticleError, match="No .txt file"):
        load_articles(tmp_path / "nowhere")
    assert "no such file" in load_report(tmp_path / "nowhere")[1]["why"][0]


def test_a_folder_with_notes_and_a_table_beside_its_articles(tmp_path):
    for name in ("Goat story.txt", "goat-story.md"):
        (tmp_path / name).write_text(f"# {name}\n{STORY}", encoding="utf-8", newline="")
    (tmp_path / "README.md").write_text("notes", encoding="utf-8")
    (tmp_path / "numbers.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    articles = load_articles(tmp_path)
    assert [a.id for a in articles] == ["goat-story", "goat-story-2"]
    assert articles[1].title == "goat-story.md" and articles[1].title_from == "# goat-story.md"


def test_many_rows_of_one_name_get_names_of_their_own():
    rows = "text\n" + "".join(f"goat number {n}\n" for n in range(3000))
    data = "id," + rows.replace("goat number", "goat,The goat number")
    ids = [a.id for a, _ in read_articles([("goats.csv", data.encode())], any_language=True) if a]
    assert len(ids) == len(set(ids)) == 3000


@pytest.mark.parametrize(
    "text, language",
    [
        (STORY, "English"),
        (GERMAN, "German"),
        ("La chèvre a quitté la ferme lundi et elle n'est pas revenue dans la vallée.", "French"),
        (
            "La cabra se fue de la granja el lunes y no ha vuelto a ser vista en el valle.",
            "Spanish",
        ),
        ("Коза ушла с фермы в понедельник.", "Cyrillic script"),
        ("山羊离开了农场", "CJK script"),
        ("Baghdad, Mosul", "not known"),
        ("", "not known"),
    ],
)
def test_the_language_is_guessed_from_script_and_small_words(text, language):
    assert guess_language(text) == language


def test_the_five_articles_and_the_warm_up_look_english(articles):
    assert {guess_language(a.text) for a in articles} == {"English"}


def test_half_a_surrogate_pair_becomes_one_sign():
    assert article_from_text("a\ud800b").text == "a?b"
