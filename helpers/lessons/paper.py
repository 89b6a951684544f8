"""Paper: line-numbered articles, exercise sheets and the key as pages to print."""

from __future__ import annotations

import html
import textwrap
from pathlib import Path

from helpers.articles import paragraphs
from helpers.disk import write_whole
from helpers.lessons.exercises import EXERCISES, fitted, load_exercises

_STYLE = """
@page { size: A4; margin: 18mm 20mm; }
body { font: 11.5pt/1.5 "Liberation Serif", Georgia, serif; color: #000; max-width: 170mm;
  margin: 0 auto; }
h1 { font-size: 16pt; margin: 0 0 2mm; } h2 { font-size: 13pt; margin: 6mm 0 2mm; }
section.sheet { break-before: page; } section.sheet:first-of-type { break-before: auto; }
ol.lines { list-style: none; padding: 0; margin: 0; }
ol.lines li { display: flex; } ol.lines li.new { margin-top: 2.5mm; }
ol.lines span { width: 11mm; flex: none; color: #444; font-size: 9pt; padding-top: 1mm; }
.item { break-inside: avoid; margin: 0 0 5mm; } .box { display: inline-block; width: 4mm;
  height: 4mm; border: 1px solid #000; margin-right: 3mm; vertical-align: -0.5mm; }
.rule { border-bottom: 1px solid #777; height: 8mm; } .small { font-size: 9.5pt; color: #333; }
"""


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
    rows, cut = [], textwrap.TextWrapper(width, break_long_words=False, break_on_hyphens=False)
    for start, end in paragraphs(article):
        pieces = cut.wrap(article.text[start:end])
        rows += [(len(rows) + i, piece, i == 1) for i, piece in enumerate(pieces, 1)]
    return rows


def _article_sheet(article):
    lines = "".join(
        f'<li class="{"new" if new else ""}"><span>{n if n % 5 == 0 or n == 1 else ""}</span>'
        f"{html.escape(text)}</li>"
        for n, text, new in numbered_lines(article)
    )
    head = f"<h1>{html.escape(article.id)}</h1>"
    return f'<section class="sheet">{head}<ol class="lines">{lines}</ol></section>'


def _exercise(item, key):
    said = "".join(f"<p>{html.escape(line)}</p>" for line in item["prompt"].splitlines())
    options = item.get("options", ())
    if not key:
        answer = "".join(
            f'<p><span class="box"></span>{html.escape(o["text"])}</p>' for o in options
        ) or '<div class="rule"></div>' * (3 if item["type"] == "text" else 1)
    elif options:
        answer = "".join(
            f"<p><b>{html.escape(o['text'])}</b>{' (right)' if o.get('right') else ''}: "
            f"{html.escape(o['feedback'])}</p>"
            for o in options
        )
    else:
        right = f"<b>{html.escape(str(item['answer']))}</b>: " if "answer" in item else ""
        answer = f"<p>{right}{html.escape(item.get('right', item.get('thanks', '')))}</p>"
    return f'<div class="item"><h2>{html.escape(item["id"])}</h2>{said}{answer}</div>'


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
            inside = "".join(_exercise(fitted(item), key) for item in items)
            parts.append(f'<section class="sheet"><h1>Notebook {path.stem}</h1>{inside}</section>')
        sheets[name] = "".join(parts)
    written = []
    for name, body in sheets.items():
        page = _page(f"Side by Side: {name}", body)
        written.append(write_whole(folder / f"{name}.html", page))
    return written
