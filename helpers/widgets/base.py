"""What every panel shares: pickers that redraw it, keys that stay in place, errors said plainly."""

from __future__ import annotations

import html
import traceback
from collections import Counter
from pathlib import Path

import anywidget
import ipywidgets as ipw
import traitlets

from helpers.widgets.text_view import TextView

STATIC = Path(__file__).parent / "static"
WIDE = ipw.Layout(width="480px", max_width="100%")


class KeysToWidgets(anywidget.AnyWidget):
    """Invisible; keeps arrow and letter keys in a focused control (ipywidgets issue 3912).

    It also tells a screen reader the name of the ``panel`` and that its messages are to be read.
    """

    _esm = STATIC / "keys.js"
    _css = STATIC / "panel.css"
    panel = traitlets.Unicode().tag(sync=True)


class Panel(ipw.VBox):
    """A box of controls and views with one line for messages, which a screen reader hears.

    A panel holds what is chosen, calls plain functions and shows what they give: a change of one
    of the controls in ``redraw`` calls ``draw()``. What is ``below`` stands under the message.

    An exception in a callback does not vanish: ``problem`` shows it in plain words (role ``alert``)
    and keeps the traceback in ``problem_details`` for whoever mends it.
    """

    def __init__(self, children=(), label="Panel", below=(), redraw=()):
        self.message, self.problem_details, self._quiet = ipw.HTML(), None, False
        super().__init__([*children, self.message, *below, KeysToWidgets(panel=label)])
        self.add_class("sbs-panel")
        self.message.add_class("sbs-message")
        for control in redraw:
            self.on(control, "value", lambda _: self.draw())

    def reads(self, articles, description="Article", **look):
        """Make the two parts of a panel about one article: its picker and its text."""
        self._articles = {article.id: article for article in articles}
        self.article_picker = article_picker(articles, description)
        self.view = TextView(**look)
        return self.article_picker, self.view

    @property
    def article(self):
        """The article shown."""
        return self._articles[self.article_picker.value]

    def here(self, records):
        """Keep the records of the article shown."""
        return [r for r in records if r.article_id == self.article_picker.value]

    def problem(self, error):
        """Show an error of a callback in plain words."""
        self.problem_details = "".join(traceback.format_exception(error))
        self.message.value = (
            '<div role="alert" class="sbs-note sbs-problem">This view could not be drawn: '
            f"<b>{html.escape(type(error).__name__)}: {html.escape(str(error))}</b>. "
            "Choose something else, or run the cell again.</div>"
        )

    def say(self, text):
        """Show one plain line below the views."""
        self.message.value = f'<div class="sbs-status">{html.escape(text)}</div>'

    def _try(self, function, *values):
        try:
            if not self._quiet:
                function(*values)
        except Exception as error:  # a view never hides an error
            self.problem(error)

    def on(self, widget, trait, function):
        """Call ``function(new value)`` when a trait changes; errors are shown, not lost."""
        widget.observe(lambda change: self._try(function, change["new"]), names=trait)

    def on_click(self, button, function):
        """Call ``function()`` when a button is pressed; errors are shown, not lost."""
        button.on_click(lambda _: self._try(function))

    def button(self, words, function, main=False):
        """Make a button that calls ``function()``."""
        made = ipw.Button(description=words, button_style="primary" if main else "")
        self.on_click(made, function)
        return made

    def choose(self, picker, value):
        """Choose the option of a value, the first where no option has it."""
        values = [value for _, value in picker.options]
        picker.index = values.index(value) if value in values else 0

    def offer(self, picker, options):
        """Offer other options, the first of them chosen, and draw nothing in between."""
        self._quiet = True
        picker.options = options
        picker.index = 0 if picker.options else None
        self._quiet = False


def row_of(*widgets):
    """Put controls in a row that wraps where the page is narrow."""
    return ipw.HBox(widgets, layout=ipw.Layout(flex_flow="row wrap", align_items="center"))


def tick(words, value=False):
    """Make a box to tick."""
    return ipw.Checkbox(value, description=words, indent=False)


def numbered(titles):
    """Make options of titles: "1. title", "2. title"; the values count from 0."""
    return [(f"{n}. {title}", n - 1) for n, title in enumerate(titles, 1)]


def article_picker(articles, description="Article"):
    """Make a drop-down list of articles; its value is an article id."""
    options = [(f"{n} · {a.id}: {a.title or ''}"[:90], a.id) for n, a in enumerate(articles, 1)]
    return ipw.Dropdown(options=options, description=description, layout=WIDE)


def by_count(ids, names):
    """Make options of the things counted, most first: "name (count)"."""
    order = sorted(Counter(ids).items(), key=lambda pair: (-pair[1], names.get(pair[0], pair[0])))
    return [(f"{names.get(id_, id_)} ({count})", id_) for id_, count in order]


def entity_picker(mentions, entities, description="Entity"):
    """Make a drop-down list of the entities named, most named first; its value is an entity id."""
    ids = (m.entity_id for m in mentions if m.entity_id)
    options = by_count(ids, {e.id: e.name for e in entities})
    return ipw.Dropdown(options=options, description=description, layout=WIDE)


def note(text, kind="plain"):
    """Make a paragraph of text (escaped) for a panel; ``kind`` is plain, good, think or quiet."""
    body = html.escape(text).replace("\n", "<br>")
    return ipw.HTML(f'<div class="sbs-note sbs-{kind}">{body}</div>')


def table_html(frame, caption, limit=200, look="sbs-table"):
    """Write a DataFrame as an escaped HTML table with a caption and header cells."""
    words = html.escape(caption)
    if frame.empty:
        return f"<p><b>{words}</b>: nothing found.</p>"
    if len(frame) > limit:
        words += f" (the first {limit} of {len(frame)} rows)"

    def row(cells, tag):
        cells = ("" if cell is None else html.escape(str(cell)) for cell in cells)
        return "<tr>" + "".join(f"<{tag}>{cell}</{tag[:2]}>" for cell in cells) + "</tr>"

    rows = "".join(row(r, "td") for r in frame.head(limit).itertuples(index=False))
    head = row(frame.columns, 'th scope="col"')
    return (
        f'<div tabindex="0" role="region" aria-label="{words}" class="sbs-scroll"><table '
        f'class="{look}"><caption>{words}</caption><thead>{head}</thead><tbody>{rows}</tbody>'
        "</table></div>"
    )


def lines_html(frame, caption):
    """Write the frame of ``tables.in_context`` as a concordance: the names stand in one column."""
    frame = frame.reindex(columns=["article_id", "before", "text", "after"])
    return table_html(frame.rename(columns={"article_id": "article"}), caption, 999, "sbs-lines")
