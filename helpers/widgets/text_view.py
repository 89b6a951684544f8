"""The text of an article with marks, read by eye or screen reader, marked by mouse or keyboard."""

from __future__ import annotations

from pathlib import Path

import anywidget
import traitlets

from helpers.articles import paragraphs


class TextView(anywidget.AnyWidget):
    """Show an article as numbered paragraphs with marks; every character is shown as text.

    Traits
    ------
    marks : list of dict
        From ``mark``; the ``label`` of each is written out behind it.
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

    _esm = Path(__file__).parent / "static" / "text_view.js"
    _css = Path(__file__).parent / "static" / "text_view.css"
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


def mark(start, end, style, label, title="", id=None):
    """Make one mark for a ``TextView``."""
    id = id or f"{start}-{end}"
    return {"id": id, "start": start, "end": end, "style": style, "label": label, "title": title}


def mention_marks(mentions):
    """Marks for mentions: the label in words behind each name."""
    return [
        mark(m.start, m.end, m.label, m.label, m.entity_id or "not in the who's who")
        for m in mentions
    ]


def place_marks(place_mentions):
    """Marks for place mentions: the label says whether the name is about the ground."""
    looks = {True: ("GPE", "place"), False: ("ORG", "stands for somebody")}
    return [mark(p.start, p.end, *looks[p.literal], p.why) for p in place_mentions]


def claim_marks(claims):
    """Marks for claims: content, cue and source, each with its word behind it."""
    marks = []
    for c in claims:
        content = ("author", "author") if c.kind == "author" else ("content", "said")
        parts = [(c.start, c.end, *content), (c.cue_start, c.cue_end, "cue", "cue")]
        parts += [(c.source_start, c.source_end, "source", "source")]
        title = f"{c.kind}, {c.rung}"
        marks += [mark(*part, title, c.id) for part in parts if part[0] is not None]
    return marks
