"""Panels for judging a machine: its errors in four drawers, and one pattern to mend some."""

from __future__ import annotations

import ipywidgets as ipw
import pandas as pd

from helpers.agreement import score_spans
from helpers.keys import change_answers, load_answers, save_answers
from helpers.tables import errors_table, find_pattern
from helpers.widgets.base import Panel, row_of, table_html

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
    name : str
        Name of the file of answers.
    """

    def __init__(self, articles, sets, key, name="02-sorted"):
        self._scores = {k: score_spans(found, key, articles) for k, found in sets.items()}
        self._name = name
        self.machine = ipw.Dropdown(options=list(sets), description="Marks of")
        self.drawer = ipw.Dropdown(options=["all errors", *DRAWERS], description="Show")
        self.picker = ipw.Dropdown(description="Error", layout=ipw.Layout(width="480px"))
        self.card, self.lines = ipw.HTML(), ipw.HTML()
        self.all = ipw.Checkbox(False, description="show them sorted", indent=False)
        self.buttons = [ipw.Button(description=name) for name in DRAWERS]
        controls = row_of(self.machine, self.picker)
        below = [row_of(self.all, self.drawer), self.lines]
        super().__init__([controls, self.card, row_of(*self.buttons)], "Error sorter", below)
        self.on(self.machine, "value", self.fill)
        self.on(self.picker, "value", self.draw)
        for widget in (self.all, self.drawer):
            self.on(widget, "value", self._list)
        for button in self.buttons:
            self.on_click(button, lambda kind=button.description: self._sort(kind))
        self.fill()

    def table(self):
        """Give the errors of the chosen machine, those of the chosen drawer if one is chosen."""
        frame = errors_table(self._scores[self.machine.value])
        if self.drawer.value == "all errors":
            return frame
        return frame[frame["kind"] == self.drawer.value]

    def _all(self):
        return self._scores[self.machine.value].errors

    def fill(self, _=None):
        """List the errors of the chosen machine."""
        self.picker.options = [
            (f"{n}. {e.article_id}: {(e.found or e.expected).rpartition(' [')[0]}", n - 1)
            for n, e in enumerate(self._all(), 1)
        ]
        self.picker.value = 0 if self._all() else None
        self.draw()
        self._list()

    def draw(self, _=None):
        """Show one error: its sentence and the two marks."""
        if self.picker.value is None:
            self.card.value = table_html(self.table(), "No errors to sort")
            return
        e = self._all()[self.picker.value]
        rows = [("sentence", e.sentence), ("the reader marked", e.expected or "nothing"),
                (f"{self.machine.value} marked", e.found or "nothing")]  # fmt: skip
        self.card.value = table_html(pd.DataFrame(rows, columns=["", "words"]), "Which drawer?")

    def _list(self, _=None):
        table = self.table()
        caption = f"{self.machine.value}, {self.drawer.value}: {len(table)}"
        self.lines.value = table_html(table, caption) if self.all.value else ""

    def _sort(self, kind):
        if self.picker.value is None:
            return
        e = self._all()[self.picker.value]
        error = f"{self.machine.value}: {e.article_id} {e.start}-{e.end}"
        done = change_answers(self._name, lambda a: a.update({error: [kind, kind == e.kind]}))
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

    def __init__(self, articles, targets, bare, key, name="02-pattern"):
        self._articles, self._targets = list(articles), list(targets)
        self._bare, self._key, self._name = list(bare), list(key), name
        self._before = score_spans(self._bare, self._key).figure()
        start = load_answers(name).get("pattern", "al-Tanf")
        self.pattern = ipw.Text(start, description="Pattern", layout=ipw.Layout(width="480px"))
        self.lines = ipw.HTML()
        super().__init__([self.pattern], "One pattern", [self.lines])
        self.on(self.pattern, "value", self.draw)
        self.draw()

    def scores(self):
        """Score what the pattern finds against every place it should find."""
        found = find_pattern(self.pattern.value, self._articles)
        return score_spans(found, self._targets, self._articles)

    def table(self):
        """List every offset that matters: what should be found there and what was."""
        errors = self.scores().errors
        wrong = {(e.article_id, e.start) for e in errors}
        found = find_pattern(self.pattern.value, self._articles)
        right = [m for m in found if (m.article_id, m.start) not in wrong]
        rows = [("right", m.text, m.text, m.article_id, m.start) for m in right]
        rows += [
            (e.kind, *((w or "–").rpartition(" [")[0] or "–" for w in (e.expected, e.found)),
             e.article_id, e.start) for e in errors
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=["verdict", "should be", "found", "article_id", "start"])

    def draw(self, _=None):
        """Score the pattern as it stands."""
        try:
            scores = self.scores()
        except ValueError as error:  # half a pattern is no failure of the view
            self.lines.value = ""
            self.say(str(error))
            return
        save_answers(self._name, {"pattern": self.pattern.value})
        row = next(r for r in scores.rows if (r["label"], r["match"]) == ("all", "exact"))
        found = find_pattern(self.pattern.value, self._articles)
        places = {(m.article_id, i) for m in found for i in range(m.start, m.end)}
        rest = [m for m in self._bare
                if not any((m.article_id, i) in places for i in range(m.start, m.end))]  # fmt: skip
        after = score_spans(found + rest, self._key).figure()
        self.lines.value = table_html(self.table(), "Every offset, one by one")
        end = "Every spelling, and nothing else. " if row["f1"] == 1 else ""
        self.say(
            f"{end}Found {row['found']}, right {row['right']} of {row['key']}: precision "
            f"{row['precision'] or 0:.2f}, recall {row['recall'] or 0:.2f}. F1 of all marks, with "
            f"the model’s: {self._before:.3f} before, {after:.3f} with your pattern."
        )
