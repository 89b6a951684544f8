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
from helpers.widgets.panels import article_picker
from helpers.widgets.text_view import TextView, mention_marks

LABEL_WORDS = {
    "PERSON": "a person",
    "ORG": "a group, body, company or outlet",
    "GPE": "a country, province or town",
    "LOC": "a river, desert or region",
    "FAC": "a base, crossing, road, oil field",
    "NORP": "a people, faith or nationality, as in Syrian",
    "EVENT": "a named war, talks, operation",
}


def _figures(scores):
    names = ["label", "found", "key", "right", "precision", "recall", "f1"]
    rows = [[r[n] for n in names] for r in scores.rows if r["match"] == "exact"]
    frame = pd.DataFrame(rows, columns=["label", "yours", "reader’s", *names[3:]]).round(2)
    return frame.astype(object).where(frame.notna(), "–")


class MarksBeside(Panel):
    """Show one article with the marks of two readers, people or machines, side by side.

    Parameters
    ----------
    articles : list of Article
    sets : dict
        Name of a reader to a list of Mention.
    """

    def __init__(self, articles, sets):
        self._articles, self._sets = {a.id: a for a in articles}, dict(sets)
        names = list(self._sets)
        self.article_picker = article_picker(articles)
        self.left = ipw.Dropdown(options=names, description="Left")
        self.right = ipw.Dropdown(options=names, value=names[-1], description="Right")
        half = {"layout": ipw.Layout(flex="1 1 340px", min_width="0")}
        self.views = [TextView(height="420px", **half) for _ in range(2)]
        controls = row_of(self.article_picker, self.left, self.right)
        super().__init__([controls, row_of(*self.views)], "Marks side by side")
        for picker in (self.article_picker, self.left, self.right):
            self.on(picker, "value", self.draw)
        self.draw()

    def table(self):
        """Give what differs in the chosen article, the right side taken as the yardstick."""
        article = self._articles[self.article_picker.value]
        left, right = (
            [m for m in self._sets[side.value] if m.article_id == article.id]
            for side in (self.left, self.right)
        )
        return errors_table(score_spans(left, right, [article]))

    def draw(self, _=None):
        """Show the choice."""
        article = self._articles[self.article_picker.value]
        for view, side in zip(self.views, (self.left, self.right), strict=True):
            marks = [m for m in self._sets[side.value] if m.article_id == article.id]
            view.show(article, mention_marks(m for m in marks if not m.alternative_of))
        self.say(f"{self.left.value}, {self.right.value}: differences here: {len(self.table())}.")


def load_marks(articles, name="02-marks"):
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
    name : str
        Name of the file of answers.
    """

    def __init__(self, articles, key, name="02-marks"):
        self._articles, self._key, self._name = {a.id: a for a in articles}, list(key), name
        self.article_picker = article_picker(articles)
        self.view = TextView(mode="mark", height="380px")
        options = [(f"{label}: {words}", label) for label, words in LABEL_WORDS.items()]
        wide = ipw.Layout(width="420px", max_width="100%")
        self.label_picker = ipw.Dropdown(options=options, description="Label", layout=wide)
        self.add = ipw.Button(description="Add mark", button_style="primary")
        self.remove = ipw.Button(description="Remove mark")
        self.score = ipw.Button(description="Score my marks")
        self.result = ipw.HTML()
        controls = row_of(self.label_picker, self.add, self.remove, self.score)
        super().__init__([self.article_picker, self.view, controls], "Marking", [self.result])
        self._marks = load_marks(articles, name)
        self.on(self.article_picker, "value", self.draw)
        self.on(self.view, "selected", self._selected)
        self.on_click(self.add, self._add)
        self.on_click(self.remove, self._remove)
        self.on_click(self.score, self._score)
        self.draw()
        if trouble := load_message(name):
            self.say(trouble)

    @property
    def article(self):
        """The article shown."""
        return self._articles[self.article_picker.value]

    def marks(self):
        """Give the learner's marks in the article shown, in order of the text."""
        here = [m for m in self._marks if m.article_id == self.article.id]
        return sorted(here, key=lambda m: m.start)

    def table(self):
        """Give the learner's marks in the article shown as a DataFrame."""
        frame = to_frame(self.marks())
        return frame if frame.empty else frame[["text", "label", "start", "end"]]

    def scores(self):
        """Score the marks of this article in the paragraphs that hold any; ``SpanScores``."""
        lines = paragraphs(self.article)
        used = [(a, b) for a, b in lines if any(a <= m.start < b for m in self.marks())]
        key = [
            m
            for m in self._key
            if m.article_id == self.article.id and any(a <= m.start < b for a, b in used)
        ]
        return score_spans(self.marks(), key, [self.article])

    def draw(self, _=None):
        """Show the article and the marks in it."""
        self.view.show(self.article, mention_marks(self.marks()))
        self.result.value = ""
        self.say(f"Your marks in {self.article.id}: {len(self.marks())}.")

    def _selected(self, span):
        if span:
            self.say(f"Selected: {self.article.text[slice(*span)]}. Choose a label, then Add mark.")

    def _touched(self):
        start, end = self.view.selected or (0, 0)
        return [m for m in self.marks() if m.start < end and start < m.end]

    def _add(self):
        if not self.view.selected:
            self.say(
                "Select a name in the text first: with the mouse, or with arrow keys and Shift."
            )
            return
        start, end = self.view.selected
        text = self.article.text[start:end]
        if "\n" in text:
            self.say("A name does not run over the end of a paragraph. Select less.")
            return
        mark = Mention(self.article.id, start, end, text, self.label_picker.value)
        self._keep([[mark.article_id, start, end, mark.label]])
        self.say(f"Marked and kept: {text}, {mark.label}. Marks here: {len(self.marks())}.")

    def _remove(self):
        gone = self._touched()
        if not gone:
            self.say("Select a mark of yours first, or a part of it.")
            return
        self._keep([])
        self.say(f"Removed: {', '.join(m.text for m in gone)}. Marks here: {len(self.marks())}.")

    def _keep(self, new):
        """Put new marks in place of those the selection touches; all others on disk stay."""
        here, (start, end) = self.article.id, self.view.selected

        def change(answers):
            old = answers.get("marks", ())
            rest = [row for row in old if row[0] != here or row[2] <= start or end <= row[1]]
            answers["marks"] = sorted(rest + new)

        change_answers(self._name, change)
        self._marks = load_marks(self._articles.values(), self._name)
        with self.view.hold_sync():
            self.view.marks, self.view.selected = mention_marks(self.marks()), []
        self.result.value = ""

    def _score(self):
        if not self.marks():
            self.say("Mark a name or two first.")
            return
        scores = self.scores()
        row = next(r for r in scores.rows if (r["label"], r["match"]) == ("all", "exact"))
        if not row["key"]:
            self.say("The reader has no marks in these paragraphs.")
            return
        self.result.value = table_html(_figures(scores), "Your marks against the reader’s")
        if scores.errors:
            caption = "Where you and the reader differ (found is yours)"
            self.result.value += table_html(errors_table(scores), caption)
        self.say(
            f"{row['right']} of your {row['found']} marks are the reader’s (precision "
            f"{row['precision']:.2f}); you found {row['right']} of the reader’s {row['key']} "
            f"(recall {row['recall']:.2f}). Only paragraphs you marked something in count."
        )
