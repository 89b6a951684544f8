"""One question, five answers: pick a question, or type one, and read each answer in its place."""

from __future__ import annotations

import ipywidgets as ipw

from helpers.compare import ask, claim_matrix
from helpers.tables import answers_table
from helpers.widgets.base import WIDE, Panel, row_of, table_html
from helpers.widgets.text_view import mark


class MatrixPanel(Panel):
    """Put one question to all articles; silence is an answer too."""

    def __init__(self, articles, claims, questions):
        picker, view = self.reads(articles, "Read in", height="360px")
        self._claims, self._questions = list(claims), list(questions)
        options = [(q.question, n) for n, q in enumerate(self._questions)]
        self.question_picker = ipw.Dropdown(options=options, description="Question", layout=WIDE)
        self.typed = ipw.Text(description="Or type one", layout=WIDE)
        self.ask, self.answers = self.button("Ask", self._ask), ipw.HTML()
        controls = row_of(self.question_picker, self.typed, self.ask)
        super().__init__([controls, self.answers, picker, view], "Matrix")
        self.on(self.question_picker, "value", lambda n: self.draw(self._questions[n]))
        self.on(picker, "value", self.read)
        self.draw(self._questions[0])

    def table(self):
        """Give the answers to the question as a DataFrame, one row a passage or a silence."""
        return answers_table(self.cells)

    def _ask(self):
        if len(self.typed.value.split()) < 2:
            self.say("Type a question of a few words first.")
        else:
            self.draw(ask(self.typed.value))

    def draw(self, question):
        """Put a question to the articles."""
        self.cells = claim_matrix(self._claims, [question], self._articles.values())
        self.answers.value = table_html(self.table(), question.question)
        silent = [cell.article_id for cell in self.cells if cell.silent]
        self.say(f"Silent, as far as the machine can tell: {', '.join(silent) or 'none'}.")
        self.read()

    def read(self, _=None):
        """Show the answers in the text of the chosen article."""
        here = [c for c in self.here(self.cells) if not c.silent]
        marks = [mark(c.start, c.end, "hit", "answer?", "; ".join(c.why), c.claim_id) for c in here]
        self.view.show(self.article, marks)
        if here:
            self.view.scroll_to = here[0].start
