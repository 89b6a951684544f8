"""The matrix to take away: one HTML page that opens anywhere."""

from __future__ import annotations

from html import escape

_STYLE = """
body{font:16px/1.45 "Liberation Sans",Arial,sans-serif;margin:1.5rem;color:#1c1c1c}
table{border-collapse:collapse}caption{text-align:left;padding:.4rem 0}
th,td{border:1px solid #999;padding:.5rem;vertical-align:top;text-align:left;min-width:13rem}
thead th{position:sticky;top:0;background:#eee}blockquote{margin:0 0 .3rem}
p{margin:.2rem 0 .7rem}.silent{color:#555;font-style:italic}small{color:#444}
"""
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>One question, five answers</title><style>{style}</style></head><body>
<h1>Who says what?</h1><p>Each cell holds what an article says, who says it there and on which rung
of the ladder, or that it is silent. The articles are of different years. Nothing here says who is
right.</p><table><caption>Questions by articles</caption>
<thead><tr><th scope="col">Question</th>{head}</tr></thead><tbody>
{rows}</tbody></table></body></html>
"""


def matrix_page(cells, questions, articles, names=None):
    """Write the matrix as one HTML page without scripts; nothing in it is fetched.

    Parameters
    ----------
    cells : iterable of Cell
    questions : iterable of Question
    articles : iterable of Article
    names : dict, optional
        Entity id to the name shown.

    Returns
    -------
    str
        All text of articles is escaped.

    Examples
    --------
    >>> from helpers.articles import article_from_text
    >>> from helpers.compare import ask
    >>> from helpers.records import Cell
    >>> goat = article_from_text("The goat is <b>gone</b>", id="goat")
    >>> page = matrix_page([Cell("which-goat", "goat")], [ask("Which goat?")], [goat])
    >>> "silent" in page, "<b>" in page
    (True, False)
    """
    cells, articles, names, rows = list(cells), list(articles), names or {}, ""
    for question in questions:
        row = [c for c in cells if c.question_id == question.id]
        said = (_answers([c for c in row if c.article_id == a.id], names) for a in articles)
        body = "".join(f"<td>{answers}</td>" for answers in said)
        rows += f'<tr><th scope="row">{escape(question.question)}</th>{body}</tr>\n' if row else ""
    head = "".join(f'<th scope="col">{_article(article)}</th>' for article in articles)
    return _PAGE.format(style=_STYLE, head=head, rows=rows)


def _article(article):
    dates = " to ".join(d for d in (article.earliest, article.latest) if d) or "date not known"
    known = f"; known from: {article.date_from}" if article.date_from else ""
    shown = escape(article.title or "no title"), escape(dates + known)
    return f"{escape(article.id)}<br><small>{'<br>'.join(shown)}</small>"


def _answers(cells, names):
    parts = []
    for cell in (cell for cell in cells if not cell.silent):
        who = names.get(cell.holder) or cell.source
        who = ": ".join(filter(None, (cell.rung, who)))
        hedged = f"; weakened by: {', '.join(cell.hedges)}" if cell.hedges else ""
        parts.append(
            f"<blockquote>{escape(cell.text)}</blockquote><p><small>{escape(who + hedged)}; "
            f"characters {cell.start}–{cell.end}</small></p>"
        )
    return "".join(parts) or '<span class="silent">silent</span>'
