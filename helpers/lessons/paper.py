"""Paper: line-numbered articles, exercise sheets and the key as pages to print."""

from __future__ import annotations

import html
import json
import textwrap
from pathlib import Path

from helpers.articles import paragraphs
from helpers.disk import write_whole
from helpers.lessons.exercises import EXERCISES, article_of, fitted, load_exercises

_STYLE = """
@page { size: A4; margin: 18mm 20mm; }
body { font: 11.5pt/1.5 "Liberation Serif", Georgia, serif; color: #000; max-width: 170mm;
  margin: 0 auto; }
h1 { font-size: 16pt; margin: 0 0 2mm; } h2 { font-size: 13pt; margin: 6mm 0 2mm; }
section.sheet { break-before: page; } section.sheet:first-of-type { break-before: auto; }
ol.lines { list-style: none; padding: 0; margin: 0; }
ol.lines li { display: flex; } ol.lines li.new { margin-top: 2.5mm; }
ol.lines span { width: 11mm; flex: none; color: #444; font-size: 9pt; padding-top: 1mm; }
.item { break-inside: avoid; margin: 0 0 4mm; } .item p { margin: 0 0 1.2mm; line-height: 1.35; }
.item h2 { font-size: 11.5pt; margin: 0 0 1mm; break-after: avoid; } .item h2 small { color: #444; }
.box { display: inline-block; width: 3.6mm; height: 3.6mm; border: 1px solid #000;
  margin: 0 3mm 0 2mm; vertical-align: -0.5mm; }
.rule { border-bottom: 1px solid #777; height: 8mm; } .small { font-size: 9.5pt; color: #333; }
.name { display: flex; gap: 8mm; margin: 0 0 5mm; } .name span + span { flex: 1; }
.name span { flex: 3; border-bottom: 1px solid #777; }
"""


_NAME = '<div class="name"><span>Name</span><span>Date</span></div>'


def _page(title, body):
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{html.escape(title)}'
        f"</title><style>{_STYLE}</style></head><body>{body}</body></html>\n"
    )


def numbered_lines(article, width=86):
    """Cut an article into numbered lines for paper: (number, text, starts a paragraph).

    Examples
    --------
    >>> from helpers.articles import article_from_text
    >>> numbered_lines(article_from_text("The goat left at noon\\nIt came back."), width=12)
    [(1, 'The goat', True), (2, 'left at noon', False), (3, 'It came', True), (4, 'back.', False)]
    """
    rows = []
    for start, end in paragraphs(article):
        pieces = _cut(article.text[start:end], width)
        rows += [(len(rows) + i, piece, i == 1) for i, piece in enumerate(pieces, 1)]
    return rows


def _cut(text, width):
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)


def _article_sheet(article):
    lines = "".join(
        f'<li class="{"new" if new else ""}"><span>{n if n % 5 == 0 or n == 1 else ""}</span>'
        f"{html.escape(text)}</li>"
        for n, text, new in numbered_lines(article)
    )
    head = f"<h1>{html.escape(article.id)}</h1>"
    return f'<section class="sheet">{head}<ol class="lines">{lines}</ol></section>'


def line_of(article, offset, width=86):
    """Give the number of the line on paper that a character of an article stands in.

    Examples
    --------
    >>> from helpers.articles import article_from_text
    >>> line_of(article_from_text("The goat left at noon\\nIt came back."), 30, width=12)
    4
    """
    number = 0
    for start, end in paragraphs(article):
        words = len(article.text[start:offset].split())
        for piece in _cut(article.text[start:end], width):
            number, words = number + 1, words - len(piece.split())
            if offset < end and words < 0:
                return number
    return number


def _exercise(number, item, key):
    bonus = ", bonus" if item.get("bonus") else ""
    head = f"<h2>{number} <small>({html.escape(item['id'])}{bonus})</small></h2>"
    lines = item["prompt"].splitlines()
    if item["type"] == "span":
        lines.append("On paper: underline the passage and write down its line.")
    said = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    body = _feedback(item) if key else _room(item)
    return f'<div class="item">{head}{said}{body}</div>'


def _room(item):
    """Boxes to tick, or lines to write on."""
    boxes = (
        f'<p><span class="box"></span>{html.escape(o["text"])}</p>' for o in item.get("options", ())
    )
    return "".join(boxes) or '<div class="rule"></div>' * (3 if item["type"] == "text" else 1)


def _feedback(item):
    """What the key says to each answer, right and wrong."""
    said = [(o["text"], o["feedback"], o.get("right")) for o in item.get("options", ())]
    if item["id"].endswith("-guess") or said and not any(right for *_, right in said):
        return "<p>A guess, to be kept: the notebook works out what is in the text.</p>"
    if item["type"] == "number":
        said = [(item["answer"], item["right"], True)]
        said += [(w["value"], w["feedback"], False) for w in item["wrong"]]
    elif item["type"] == "span":
        article = article_of(item)
        for quote in item["quotes"]:
            line = line_of(article, article.text.index(quote))
            said.append((f"line {line} of {article.id}: {quote}", item["right"], True))
    elif item["type"] == "text":
        return f"<p>{html.escape(item['thanks'])}</p>"
    elif item["type"] == "set":
        said.insert(0, ("the right ones together", item["right"], None))
    rows = ((str(answer), " (right)" if right else "", words) for answer, words, right in said)
    return "".join(f"<p><b>{html.escape(a)}</b>{r}: {html.escape(w)}</p>" for a, r, w in rows)


def _title(path):
    """The title of the notebook that an exercise file belongs to."""
    for book in sorted(path.parent.parent.glob(f"{path.stem}*.ipynb")):
        cells = json.loads(book.read_text(encoding="utf-8"))["cells"]
        return "".join(cells[0]["source"]).partition("\n")[0].lstrip("# ")
    return f"Notebook {path.stem}"


def print_pack(folder, articles, exercises=None):
    """Write three pages to print from a browser: articles, exercise sheets, and the teacher's key.

    Parameters
    ----------
    folder : path
        Made if need be.
    articles : list of Article
        Furniture is left out, lines are numbered.
    exercises : path, optional
        A folder of exercise files.

    Returns
    -------
    list of pathlib.Path
    """
    folder = Path(folder)
    sheets = {"articles": "".join(map(_article_sheet, articles))}
    for name, key in (("exercises", False), ("key", True)):
        parts = []
        for path in sorted(Path(exercises or EXERCISES).glob("*.json")):
            items = load_exercises(path.stem, exercises).values()
            inside = "".join(_exercise(n, fitted(item), key) for n, item in enumerate(items, 1))
            head = f"<h1>{html.escape(_title(path))}</h1>" + ("" if key else _NAME)
            look = "" if key else ' class="sheet"'  # learners get one sheet each
            parts.append(f"<section{look}>{head}{inside}</section>")
        sheets[name] = "".join(parts)
    written = []
    for name, body in sheets.items():
        page = _page(f"Side by Side: {name}", body)
        written.append(write_whole(folder / f"{name}.html", page))
    return written
