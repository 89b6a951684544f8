"""Panels for judging a machine: its errors in four drawers, and one pattern to mend some."""

from __future__ import annotations

import ipywidgets as ipw
import pandas as pd

from helpers.agreement import score_spans
from helpers.keys import change_answers, load_answers, save_answers
from helpers.tables import errors_table, find_pattern, pattern_table, put_over
from helpers.widgets.base import WIDE, Panel, numbered, row_of, table_html, tick

DRAWERS = {
    "wrong label": "Both marked the same words and called them different things.",
    "wrong edge": "The marks overlap, and one begins or ends elsewhere.",
    "missed": "The reader marked something there and the machine nothing.",
    "invented": "The machine marked something there and the reader nothing.",
}


class ErrorSorter(Panel):
    """Put a machine's errors into four drawers, one by one; then see all of them sorted.

    Parameters
    ----------
    articles : list of Article
    sets : dict
        Name of a machine to its marks.
    key : list of Mention
    """

    def __init__(self, articles, sets, key):
        self._scores = {k: score_spans(found, key, articles) for k, found in sets.items()}
        self.machine = ipw.Dropdown(options=list(sets), description="Marks of")
        self.drawer = ipw.Dropdown(options=["all errors", *DRAWERS], description="Show")
        self.picker = ipw.Dropdown(description="Error", layout=WIDE)
        self.card, self.lines, self.all = ipw.HTML(), ipw.HTML(), tick("show them sorted")
        self.buttons = [self.button(kind, lambda k=kind: self._sort(k)) for kind in DRAWERS]
        parts = [row_of(self.machine, self.picker), self.card, row_of(*self.buttons)]
        below = [row_of(self.all, self.drawer), self.lines]
        redraw = [self.picker, self.all, self.drawer]
        super().__init__(parts, "Error sorter", below, redraw=redraw)
        self.on(self.machine, "value", self.fill)
        self.fill()

    def _errors(self):
        return self._scores[self.machine.value].errors

    def table(self):
        """Give the errors of the chosen machine, those of the chosen drawer if one is chosen."""
        frame, drawer = errors_table(self._scores[self.machine.value]), self.drawer.value
        return frame if drawer == "all errors" else frame[frame["kind"] == drawer]

    def fill(self, _=None):
        """List the errors of the chosen machine."""
        marks = (
            (e.article_id, (e.found or e.expected).rpartition(" [")[0]) for e in self._errors()
        )
        self.offer(self.picker, numbered(f"{article}: {words}" for article, words in marks))
        self.draw()

    def draw(self):
        """Show one error, its sentence and the two marks; all of them where they are asked for."""
        table, machine = self.table(), self.machine.value
        caption = f"{machine}, {self.drawer.value}: {len(table)}"
        self.lines.value = table_html(table, caption) if self.all.value else ""
        if self.picker.value is None:
            self.card.value = "<p><b>No errors to sort.</b></p>"
            return
        e = self._errors()[self.picker.value]
        rows = [("sentence", e.sentence), ("the reader marked", e.expected or "nothing")]
        rows.append((f"{machine} marked", e.found or "nothing"))
        self.card.value = table_html(pd.DataFrame(rows, columns=["", "words"]), "Which drawer?")

    def _sort(self, kind):
        if self.picker.value is None:
            return
        e = self._errors()[self.picker.value]
        error = f"{self.machine.value}: {e.article_id} {e.start}-{e.end}"
        done = change_answers("02-sorted", lambda a: a.update({error: [kind, kind == e.kind]}))
        right = sum(fits for _, fits in done.values())
        words = f"Yes: {kind}. " if kind == e.kind else f"Not yet. You chose {kind}: "
        self.say(f"{words}{DRAWERS[kind]} Sorted {len(done)}, {right} of them right.")


class PatternPanel(Panel):
    """Let a learner write one pattern; precision and recall follow every key stroke.

    Parameters
    ----------
    articles : list of Article
    targets : list of Mention
        Every place the pattern should fit, from ``names_only``.
    bare, key : list of Mention
        A machine's marks, to see what the pattern adds to them, and the reader's.
    """

    def __init__(self, articles, targets, bare, key):
        self._articles, self._targets = list(articles), list(targets)
        self._bare, self._key = list(bare), list(key)
        self._before = score_spans(self._bare, self._key).figure()
        start = load_answers("02-pattern").get("pattern", "al-Tanf")
        self.pattern, self.lines = ipw.Text(start, description="Pattern", layout=WIDE), ipw.HTML()
        super().__init__([self.pattern], "One pattern", [self.lines], redraw=[self.pattern])
        self.draw()

    def table(self):
        """List every offset that matters: what should be found there and what was."""
        return pattern_table(self.pattern.value, self._articles, self._targets)

    def draw(self):
        """Score the pattern as it stands."""
        try:
            found = find_pattern(self.pattern.value, self._articles)
        except ValueError as error:  # half a pattern is no failure of the view
            self.lines.value = ""
            self.say(str(error))
            return
        save_answers("02-pattern", {"pattern": self.pattern.value})
        row = score_spans(found, self._targets).rows[0]
        after = score_spans(put_over(self._bare, found), self._key).figure()
        self.lines.value = table_html(self.table(), "Every offset, one by one")
        end = "Every spelling, and nothing else. " if row["f1"] == 1 else ""
        self.say(
            f"{end}Found {row['found']}, right {row['right']} of {row['key']}: precision "
            f"{row['precision'] or 0:.2f}, recall {row['recall'] or 0:.2f}. F1 of all marks, with "
            f"the model’s: {self._before:.3f} before, {after:.3f} with your pattern."
        )
