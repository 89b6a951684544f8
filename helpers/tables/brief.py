"""The brief: a page of statements, each linked to the passages it rests on."""

from __future__ import annotations

import html
from pathlib import Path

from helpers.articles import paragraphs
from helpers.disk import write_whole
from helpers.keys import work_folder

_HEAD = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>body{font:17px/1.5 Georgia,serif;max-width:44em;margin:2em auto;padding:0 1em;color:#1c1c1c}
mark{background:#ffe9a8} :target+mark{outline:3px solid #a65a00} small{color:#444}</style>
"""


def brief_page(statements, articles, title="Brief"):
    """Write a page in which every statement links to its passages in the articles.

    Parameters
    ----------
    statements : list of (str, list of records)
        Your sentence and the spans it rests on: claims, mentions, places, one or more.
    articles : list of Article
    title : str

    Returns
    -------
    str
        HTML without a script; every character of articles and statements is escaped.

    Raises
    ------
    ValueError
        A statement rests on nothing, or a span is not a passage of these articles.

    Examples
    --------
    >>> from helpers.articles import article_from_text
    >>> from helpers.records import Mention
    >>> goat = article_from_text("A goat left Mill Farm.", id="goat")
    >>> farm = Mention("goat", 12, 21, "Mill Farm", "FAC")
    >>> page = brief_page([("It had a home.", [farm])], [goat])
    >>> '<a href="#goat-12-21">' in page, '<a id="goat-12-21"></a><mark>Mill Farm<' in page
    (True, True)
    """
    known, used, items = {a.id: a for a in articles}, {}, []
    for sentence, spans in statements:
        if not spans:
            raise ValueError(f"Nothing is said to prove {sentence!r}: name at least one passage.")
        links = []
        for span in spans:
            article = known.get(span.article_id)
            if article is None or article.text[span.start : span.end] != span.text or not span.text:
                raise ValueError(f"{span.text!r} is no passage of {span.article_id!r} there.")
            used.setdefault(span.article_id, set()).add((span.start, span.end))
            name = _name(span.article_id, span.start, span.end)
            passage = html.escape(" ".join(span.text.split()))
            links.append(f'<a href="#{name}">“{passage}” ({html.escape(span.article_id)})</a>')
        items.append(f"<li>{html.escape(sentence)}<br><small>{'<br>'.join(links)}</small></li>")
    texts = "".join(_text(known[id], sorted(spans)) for id, spans in used.items())
    head = f"{_HEAD}<title>{html.escape(title)}</title></head><body><h1>{html.escape(title)}</h1>"
    return f"{head}<ol>{''.join(items)}</ol><h2>The articles</h2>{texts}</body></html>\n"


def _name(id, start, end):
    return html.escape(f"{id}-{start}-{end}".replace(" ", "_"))


def _text(article, spans):
    """Write an article with its passages marked; each begins with the anchor links lead to."""
    lines = []
    for first, last in paragraphs(article):
        out, cuts = "", {first, last} | {c for span in spans for c in span if first < c < last}
        places = sorted(cuts)
        for a, b in zip(places, places[1:], strict=False):
            begin = [_name(article.id, *span) for span in spans if span[0] == a]
            marked = any(start <= a and b <= end for start, end in spans)
            anchors = "".join(f'<a id="{name}"></a>' for name in begin)
            words = html.escape(article.text[a:b])
            out += f"{anchors}<mark>{words}</mark>" if marked else words
        lines.append(f"<p>{out}</p>")
    facts = " · ".join(f for f in (article.author, article.outlet, article.latest) if f)
    about = html.escape(facts or "author, outlet and date not known")
    return f"<h3>{html.escape(article.id)}</h3><p><small>{about}</small></p>{''.join(lines)}"


def save_brief(statements, articles, title="Brief", folder=None):
    """Save ``brief_page`` as ``brief.html`` in a folder, that of the learner's work by default.

    Returns
    -------
    pathlib.Path
    """
    path = Path(folder or work_folder()) / "brief.html"
    return write_whole(path, brief_page(statements, articles, title))
