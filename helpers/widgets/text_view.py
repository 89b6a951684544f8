"""The text of an article with marks, read by eye or screen reader, marked by mouse or keyboard."""

from __future__ import annotations

import anywidget
import traitlets

from helpers.articles import paragraphs
from helpers.widgets.base import STATIC


class TextView(anywidget.AnyWidget):
    """Show an article as numbered paragraphs with marks; every character is shown as text.

    Traits
    ------
    marks : list of dict
        ``id start end style label title`` each; ``label`` is written out behind the mark.
    mode : str
        ``read``: a click, Enter or space on a mark sets ``picked`` to its id. ``mark``: a mouse
        selection, or arrow keys (with Shift to extend), sets ``selected`` to ``[start, end]``.
    scroll_to : int
        Offset to bring into view.

    Examples
    --------
    >>> from helpers.articles import article_from_text
    >>> view = TextView.of(article_from_text("A goat left.\\nIt came back.", id="goat"))
    >>> view.lines
    [[0, 12, ''], [13, 26, '']]
    """

    _esm = STATIC / "text_view.js"
    _css = STATIC / "text_view.css"
    text = traitlets.Unicode().tag(sync=True)
    heading = traitlets.Unicode().tag(sync=True)
    lines = traitlets.List().tag(sync=True)
    marks = traitlets.List().tag(sync=True)
    mode = traitlets.Enum(["read", "mark"], "read").tag(sync=True)
    height = traitlets.Unicode("460px").tag(sync=True)
    selected = traitlets.List().tag(sync=True)
    picked = traitlets.Unicode().tag(sync=True)
    scroll_to = traitlets.Int(-1).tag(sync=True)

    @classmethod
    def of(cls, article, marks=(), **traits):
        """Make a view of one article."""
        view = cls(**traits)
        view.show(article, marks)
        return view

    def show(self, article, marks=(), furniture=False):
        """Show another article; ``furniture=True`` shows the page furniture too, greyed."""
        lines = [[a, b, ""] for a, b in paragraphs(article)]
        if furniture:
            lines += [[f.start, f.end, f.reason] for f in article.furniture]
        with self.hold_sync():
            self.heading = f"{article.id}: {article.title or 'no title'}"
            self.text, self.lines = article.text, sorted(lines)
            self.marks, self.picked, self.selected = list(marks), "", []


def mention_marks(mentions):
    """Marks for mentions: the label in words behind each name."""
    return [
        {
            "id": f"{m.start}-{m.end}",
            "start": m.start,
            "end": m.end,
            "style": m.label,
            "label": m.label,
            "title": m.entity_id or "not in the who's who",
        }
        for m in mentions
    ]


def claim_marks(claims):
    """Marks for claims: content, cue and source, each with its word behind it."""
    marks = []
    for claim in claims:
        style = "author" if claim.kind == "author" else "content"
        parts = [
            (style, claim.start, claim.end),
            ("cue", claim.cue_start, claim.cue_end),
            ("source", claim.source_start, claim.source_end),
        ]
        marks += [
            {
                "id": claim.id,
                "start": start,
                "end": end,
                "style": name,
                "label": {"content": "said", "author": "author"}.get(name, name),
                "title": f"{claim.kind}, {claim.rung}",
            }
            for name, start, end in parts
            if start is not None
        ]
    return marks
