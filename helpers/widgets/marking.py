"""Panels for marking: two readers side by side, and marks of one's own."""

from __future__ import annotations

import ipywidgets as ipw
import pandas as pd

from helpers.agreement import score_spans
from helpers.articles import paragraphs
from helpers.keys import change_answers, load_answers, load_message
from helpers.records import Mention
from helpers.tables import errors_table, to_frame
from helpers.widgets.base import Panel, row_of, table_html
from helpers.widgets.text_view import TextView, mention_marks

FILE = "02-marks"
LABEL_WORDS = {
    "PERSON": "a person",
    "ORG": "a group, body, company or outlet",
    "GPE": "a country, province or town",
    "LOC": "a river, desert or region",
    "FAC": "a base, crossing, road, oil field",
    "NORP": "a people, faith or nationality, as in Syrian",
    "EVENT": "a named war, talks, operation",
}
FIGURES = {"label": "label", "found": "yours", "key": "reader’s", "right": "right"}
FIGURES |= {name: name for name in ("precision", "recall", "f1")}


class MarksBeside(Panel):
    """Show one article with the marks of two readers, people or machines, side by side.

    Parameters
    ----------
    articles : list of Article
    sets : dict
        Name of a reader to a list of Mention.
    """

    def __init__(self, articles, sets):
        half = {"height": "420px", "layout": ipw.Layout(flex="1 1 340px", min_width="0")}
        picker, view = self.reads(articles, **half)
        self._sets, self.views, names = dict(sets), [view, TextView(**half)], list(sets)
        self.left = ipw.Dropdown(options=names, description="Left")
        self.right = ipw.Dropdown(options=names, value=names[-1], description="Right")
        pickers = [picker, self.left, self.right]
        parts = [row_of(*pickers), row_of(*self.views)]
        super().__init__(parts, "Marks side by side", redraw=pickers)
        self.draw()

    def _marks(self):
        return [self.here(self._sets[side.value]) for side in (self.left, self.right)]

    def table(self):
        """Give what differs in the chosen article, the right side taken as the yardstick."""
        return errors_table(score_spans(*self._marks(), [self.article]))

    def draw(self):
        """Show the choice."""
        for view, marks in zip(self.views, self._marks(), strict=True):
            view.show(self.article, mention_marks(m for m in marks if not m.alternative_of))
        self.say(f"{self.left.value}, {self.right.value}: differences here: {len(self.table())}.")


def load_marks(articles, name=FILE):
    """Load a learner's own marks from disk, as mentions that can be scored like any others."""
    texts = {article.id: article.text for article in articles}
    return [
        Mention(a, start, end, texts[a][start:end], label)
        for a, start, end, label in load_answers(name).get("marks", ())
        if a in texts and 0 <= start < end <= len(texts[a])
    ]


class MarkingPanel(Panel):
    """Let a learner mark names by mouse or keyboard; each change is kept on disk at once.

    Parameters
    ----------
    articles : list of Article
    key : list of Mention
        The reader's marks; the learner's are scored in the paragraphs that hold any of theirs.
    """

    def __init__(self, articles, key):
        picker, view = self.reads(articles, mode="mark", height="380px")
        self._key, self._marks = list(key), load_marks(articles)
        options = [(f"{label}: {words}", label) for label, words in LABEL_WORDS.items()]
        wide = ipw.Layout(width="420px", max_width="100%")
        self.label_picker = ipw.Dropdown(options=options, description="Label", layout=wide)
        self.add = self.button("Add mark", self._add, main=True)
        self.remove = self.button("Remove mark", self._remove)
        self.score, self.result = self.button("Score my marks", self._score), ipw.HTML()
        controls = row_of(self.label_picker, self.add, self.remove, self.score)
        super().__init__([picker, view, controls], "Marking", [self.result], redraw=[picker])
        self.on(view, "selected", self._selected)
        self.draw()
        if trouble := load_message(FILE):
            self.say(trouble)

    def marks(self):
        """Give the learner's marks in the article shown, in order of the text."""
        return sorted(self.here(self._marks), key=lambda m: m.start)

    def table(self):
        """Give the learner's marks in the article shown as a DataFrame."""
        return to_frame(self.marks(), ["text", "label", "start", "end"])

    def scores(self):
        """Score the marks of this article in the paragraphs that hold any; ``SpanScores``."""
        marks, lines = self.marks(), paragraphs(self.article)
        used = [(a, b) for a, b in lines if any(a <= m.start < b for m in marks)]
        key = [m for m in self.here(self._key) if any(a <= m.start < b for a, b in used)]
        return score_spans(marks, key, [self.article])

    def draw(self):
        """Show the article and the marks in it."""
        self.view.show(self.article, mention_marks(self.marks()))
        self.result.value = ""
        self.say(f"Your marks in {self.article.id}: {len(self.marks())}.")

    def _selected(self, span):
        if span:
            self.say(f"Selected: {self.article.text[slice(*span)]}. Choose a label, then Add mark.")

    def _add(self):
        start, end = self.view.selected or (0, 0)
        text = self.article.text[start:end]
        if not text:
            self.say(
                "Select a name in the text first: with the mouse, or with arrow keys and Shift."
            )
        elif "\n" in text:
            self.say("A name does not run over the end of a paragraph. Select less.")
        else:
            label = self.label_picker.value
            new = [[self.article.id, start, end, label]]
            self._keep(f"Marked and kept: {text}, {label}", new)

    def _remove(self):
        start, end = self.view.selected or (0, 0)
        if gone := [m.text for m in self.marks() if m.start < end and start < m.end]:
            self._keep(f"Removed: {', '.join(gone)}", [])
        else:
            self.say("Select a mark of yours first, or a part of it.")

    def _keep(self, words, new):
        """Put new marks in place of those the selection touches; all others on disk stay."""
        here, (start, end) = self.article.id, self.view.selected

        def change(answers):
            old = answers.get("marks", ())
            rest = [row for row in old if row[0] != here or row[2] <= start or end <= row[1]]
            answers["marks"] = sorted(rest + new)

        change_answers(FILE, change)
        self._marks, self.result.value = load_marks(self._articles.values()), ""
        with self.view.hold_sync():
            self.view.marks, self.view.selected = mention_marks(self.marks()), []
        self.say(f"{words}. Marks here: {len(self.marks())}.")

    def _score(self):
        if not self.marks():
            self.say("Mark a name or two first.")
            return
        scores = self.scores()
        rows = [row for row in scores.rows if row["match"] == "exact"]
        row = next(row for row in rows if row["label"] == "all")
        if not row["key"]:
            self.say("The reader has no marks in these paragraphs.")
            return
        frame = pd.DataFrame(rows)[list(FIGURES)].rename(columns=FIGURES).round(2)
        frame = frame.astype(object).where(frame.notna(), "–")
        self.result.value = table_html(frame, "Your marks against the reader’s")
        if scores.errors:
            caption = "Where you and the reader differ (found is yours)"
            self.result.value += table_html(errors_table(scores), caption)
        self.say(
            f"{row['right']} of your {row['found']} marks are the reader’s (precision "
            f"{row['precision']:.2f}); you found {row['right']} of the reader’s {row['key']} "
            f"(recall {row['recall']:.2f}). Only paragraphs you marked something in count."
        )
