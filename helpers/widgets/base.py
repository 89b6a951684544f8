"""What every panel shares: keys that stay in their control, and errors said in plain words."""

from __future__ import annotations

import functools
import html
import traceback
from pathlib import Path

import anywidget
import ipywidgets as ipw

STATIC = Path(__file__).parent / "static"


class KeysToWidgets(anywidget.AnyWidget):
    """Invisible; keeps arrow and letter keys in a focused control (ipywidgets issue 3912)."""

    _esm = STATIC / "keys.js"
    _css = STATIC / "panel.css"


class Panel(ipw.VBox):
    """A box of controls and views with one place for messages.

    An exception in a callback does not vanish: ``problem`` shows it in plain words (role ``alert``)
    and keeps the traceback in ``problem_details`` for whoever mends it. What is ``below`` stands
    under the messages.
    """

    def __init__(self, children=(), label="Panel", below=()):
        self.message = ipw.HTML()
        self.problem_details = None
        super().__init__([*children, self.message, *below, KeysToWidgets()])
        self.add_class("sbs-panel")
        self.label = label

    def problem(self, error):
        """Show an error of a callback in plain words."""
        self.problem_details = "".join(traceback.format_exception(error))
        self.message.value = (
            '<div role="alert" class="sbs-problem" style="border-left:4px solid #a32020;'
            'padding:4px 10px;background:#fdf3f3">This view could not be drawn: '
            f"<b>{html.escape(type(error).__name__)}: {html.escape(str(error))}</b>. "
            "Choose something else, or run the cell again.</div>"
        )

    def say(self, text):
        """Show one plain line below the views; a screen reader hears it."""
        self.message.value = f'<div role="status" class="sbs-status">{html.escape(text)}</div>'

    def on(self, widget, trait, function):
        """Call ``function(new value)`` when a trait changes; errors are shown, not lost."""

        @functools.wraps(function)
        def safely(change):
            try:
                function(change["new"])
            except Exception as error:  # a view never hides an error
                self.problem(error)

        widget.observe(safely, names=trait)

    def on_click(self, button, function):
        """Call ``function()`` when a button is pressed; errors are shown, not lost."""

        def safely(_):
            try:
                function()
            except Exception as error:  # a view never hides an error
                self.problem(error)

        button.on_click(safely)


def row_of(*widgets):
    """Put controls in a row that wraps where the page is narrow."""
    return ipw.HBox(widgets, layout=ipw.Layout(flex_flow="row wrap", align_items="center"))


def note(text, kind="plain"):
    """Make a paragraph of text (escaped) for a panel; ``kind`` is plain, good, think or quiet."""
    edge, fill = {
        "plain": ("#888", "#fafafa"),
        "good": ("#2a7a2a", "#f1f8f1"),
        "think": ("#a65a00", "#fdf6ee"),
        "quiet": ("#ddd", "#fff"),
    }[kind]
    body = html.escape(text).replace("\n", "<br>")
    return ipw.HTML(
        f'<div class="sbs-note" style="border-left:4px solid {edge};background:{fill};'
        f'padding:6px 12px;line-height:1.5;font-size:15px;color:#1c1c1c">{body}</div>'
    )


def table_html(frame, caption, limit=200):
    """Write a DataFrame as an escaped HTML table with a caption and header cells."""
    if frame.empty:
        return f"<p><b>{html.escape(caption)}</b>: nothing found.</p>"
    head = "".join(f'<th scope="col">{html.escape(str(name))}</th>' for name in frame.columns)
    rows = "".join(
        "<tr>"
        + "".join(f"<td>{html.escape('' if v is None else str(v))}</td>" for v in row)
        + "</tr>"
        for row in frame.head(limit).itertuples(index=False)
    )
    more = f" (the first {limit} of {len(frame)} rows)" if len(frame) > limit else ""
    return _scrolling(caption + more, head, rows)


def lines_html(frame, caption):
    """Write the frame of ``tables.in_context`` as a concordance: the names stand in one column."""
    rows = "".join(
        f"<tr><td>{html.escape(r.article_id)}</td>"
        f'<td class="sbs-before">{html.escape(r.before)}</td>'
        f"<th scope='row' style='white-space:nowrap'>{html.escape(r.text)}</th>"
        f'<td style="text-align:left">{html.escape(r.after)}</td></tr>'
        for r in frame.itertuples()
    )
    if not rows:
        return f"<p><b>{html.escape(caption)}</b>: nothing found.</p>"
    return _scrolling(caption, "<th scope='col'>article</th><td></td><td></td><td></td>", rows)


def _scrolling(caption, head, rows):
    words = html.escape(caption)
    return (
        f'<div tabindex="0" role="region" aria-label="{words}" style="overflow:auto;'
        'max-height:420px"><table class="sbs-table"><caption style="text-align:left;'
        f'font-weight:600;white-space:nowrap">{words}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )
