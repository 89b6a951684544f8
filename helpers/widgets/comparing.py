"""One question, five answers: pick a question, or type one, and read each answer in its place."""

from __future__ import annotations

import ipywidgets as ipw

from helpers.compare import ask, claim_matrix
from helpers.tables import answers_table
from helpers.widgets.base import Panel, table_html
from helpers.widgets.panels import article_picker
from helpers.widgets.text_view import TextView


class MatrixPanel(Panel):
    """Put one question to all articles; silence is an answer too."""

    def __init__(self, articles, claims, questions):
        self._articles, self._claims = {a.id: a for a in articles}, list(claims)
        self._questions = {q.id: q for q in questions}
        wide = ipw.Layout(width="480px", max_width="100%")
        options = [(q.question, q.id) for q in questions]
        self.question_picker = ipw.Dropdown(options=options, description="Question", layout=wide)
        self.typed = ipw.Text(description="Or type one", layout=wide)
        self.ask = ipw.Button(description="Ask")
        self.article_picker = article_picker(articles, description="Read in")
        self.answers, self.view = ipw.HTML(), TextView(height="360px")
        controls = ipw.HBox([self.question_picker, self.typed, self.ask])
        controls.layout.flex_flow = "row wrap"
        super().__init__([controls, self.answers, self.article_picker, self.view], "Matrix")
        self.on(self.question_picker, "value", self._pick)
        self.on(self.article_picker, "value", self.read)
        self.on_click(self.ask, self._ask)
        self._pick(self.question_picker.value)

    def table(self):
        """Give the answers to the question as a DataFrame, one row a passage or a silence."""
        return answers_table(self.cells)

    def _pick(self, question_id):
        self.draw(self._questions[question_id])

    def _ask(self):
        if len(self.typed.value.split()) < 2:
            self.say("Type a question of a few words first.")
            return
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
        article = self._articles[self.article_picker.value]
        here = [c for c in self.cells if c.article_id == article.id and not c.silent]
        marks = [
            {
                "id": cell.claim_id,
                "start": cell.start,
                "end": cell.end,
                "style": "hit",
                "label": "answer?",
                "title": "; ".join(cell.why),
            }
            for cell in here
        ]
        self.view.show(article, marks)
        if here:
            self.view.scroll_to = here[0].start
