"""Reading by hand: fill a row of the matrix yourself; read two claims side by side, time first."""

from __future__ import annotations

import html

import ipywidgets as ipw
import pandas as pd

from helpers.compare.reading import PAIR_LABELS, apart_in_time, pair_name
from helpers.keys import change_answers, load_answers
from helpers.widgets.base import Panel, note, table_html
from helpers.widgets.panels import article_picker
from helpers.widgets.text_view import TextView

TIMES = ("yes, each at its own time", "no, even then only one could", "I cannot tell")


def _keep(notebook, shelf, name, value):
    change_answers(notebook, lambda answers: answers.setdefault(shelf, {}).update({name: value}))


class RowSheet(Panel):
    """Answer one question by hand: mark the passage in each article, or say that it is silent.

    What is marked is kept on disk and comes back.

    Parameters
    ----------
    articles : list of Article
    question : Question
    beside : callable, optional
        The kept answers to a DataFrame that is shown once every article is done.
    notebook : str
    """

    def __init__(self, articles, question, beside=None, notebook="06"):
        self._articles = {a.id: a for a in articles}
        self._shelf, self._notebook = f"row {question.id}", notebook
        self.article_picker = article_picker(articles, description="Read")
        self.view = TextView(mode="mark", height="360px")
        self.take = ipw.Button(description="This answers it", button_style="primary")
        self.silent = ipw.Button(description="It is silent")
        self.sheet, self._beside = ipw.HTML(), beside
        buttons = ipw.HBox([self.take, self.silent])
        head = note(f"{question.question}\n{question.hint}", "quiet")
        super().__init__([head, self.article_picker, self.view, buttons, self.sheet], "Your row")
        self.on(self.article_picker, "value", self.draw)
        self.on_click(self.take, self._take)
        self.on_click(self.silent, lambda: self._write("silent"))
        self.draw()

    def answers(self):
        """Give what is kept: article id to ``[start, end]`` or ``"silent"``."""
        return load_answers(self._notebook).get(self._shelf, {})

    def table(self):
        """Give the row as a DataFrame: one line an article."""
        kept = self.answers()
        rows = [(name, self._words(name, kept.get(name))) for name in self._articles]
        return pd.DataFrame(rows, columns=["article_id", "your answer"])

    def _words(self, article_id, kept):
        if kept is None or kept == "silent":
            return kept or "not yet read"
        return self._articles[article_id].text[kept[0] : kept[1]]

    def _take(self):
        if len(self.view.selected) != 2 or self.view.selected[0] >= self.view.selected[1]:
            self.say("Mark the words first: with the mouse, or with Shift and the arrow keys.")
            return
        self._write(list(self.view.selected))

    def _write(self, value):
        _keep(self._notebook, self._shelf, self.article_picker.value, value)
        self.draw()

    def draw(self, _=None):
        """Show the chosen article and the row so far."""
        article, kept = self._articles[self.article_picker.value], self.answers()
        mine = kept.get(article.id)
        marks = []
        if isinstance(mine, list):
            marks = [{"id": "mine", "start": mine[0], "end": mine[1], "style": "hit",
                      "label": "your answer", "title": ""}]  # fmt: skip
        self.view.show(article, marks)
        done = self._beside and len(kept) == len(self._articles)
        name = "Your row, the machine’s and a reader’s" if done else "Your row"
        self.sheet.value = table_html(self._beside(kept) if done else self.table(), name)
        self.say(f"{len(kept)} of {len(self._articles)} articles done.")


class PairCards(Panel):
    """Read two claims side by side, in context, and label how they stand to each other.

    Where the articles are of different times, "contradict" can be chosen only after the question
    whether both could be true, each at its own time. Labels and reasons are kept on disk.
    """

    def __init__(self, articles, claims, pairs, notebook="06"):
        self._articles, self._notebook = {a.id: a for a in articles}, notebook
        self._claims = {claim.id: claim for claim in claims}
        self.pairs = list(pairs)
        wide = ipw.Layout(width="720px", max_width="100%")
        self.picker = ipw.Dropdown(
            options=[(f"{n}. {self._title(p)}", n - 1) for n, p in enumerate(self.pairs, 1)],
            description="Pair",
            layout=wide,
        )
        self.card = ipw.HTML()
        self.time = ipw.RadioButtons(
            options=TIMES, description="Could both be true?", layout=ipw.Layout(width="auto")
        )
        self.stand = ipw.Dropdown(description="They")
        self.why = ipw.Text(description="Because", layout=wide)
        self.keep = ipw.Button(description="Keep and go on", button_style="primary")
        super().__init__(
            [self.picker, self.card, self.time, self.stand, self.why, self.keep], "Pairs"
        )
        self.on(self.picker, "value", self.draw)
        self.on(self.time, "value", self._offer)
        self.on_click(self.keep, self._keep)
        self.draw()

    def _title(self, pair):
        left, right = self._claims[pair.left_id], self._claims[pair.right_id]
        about = next((s[10:] for s in pair.shared if s.startswith("question: ")), "")
        return f"{left.article_id} and {right.article_id}: {about}"

    @property
    def pair(self):
        """The pair shown."""
        return self.pairs[self.picker.value]

    def labels(self):
        """Give what is kept: the name of a pair to its label."""
        kept = load_answers(self._notebook).get("pairs", {})
        return {name: answer["label"] for name, answer in kept.items()}

    def table(self):
        """Give the labels as a DataFrame with both texts."""
        kept = load_answers(self._notebook).get("pairs", {})
        rows = [
            (self._claims[p.left_id].text, self._claims[p.right_id].text)
            + tuple(kept[pair_name(p)][part] for part in ("label", "time", "why"))
            for p in self.pairs
            if pair_name(p) in kept
        ]
        return pd.DataFrame(rows, columns=["left", "right", "label", "time", "why"])

    def draw(self, _=None):
        """Show the chosen pair and what was said of it."""
        left, right = self._claims[self.pair.left_id], self._claims[self.pair.right_id]
        self.card.value = "".join(
            [
                '<div style="display:flex;gap:12px;flex-wrap:wrap">',
                self._side(left),
                self._side(right),
                "</div>",
                _list("They share", self.pair.shared),
                _list("They differ in", self.pair.differs),
            ]
        )
        self._apart = apart_in_time(left, right)
        kept = load_answers(self._notebook).get("pairs", {}).get(pair_name(self.pair), {})
        self.time.layout.display = None if self._apart else "none"
        self.time.value = kept.get("time")
        self._offer()
        offered = [value for _, value in self.stand.options]
        self.stand.value = kept.get("label") if kept.get("label") in offered else ""
        self.why.value = kept.get("why", "")
        self.say(f"Labelled so far: {len(self.labels())}.")

    def _offer(self, _=None):
        """Offer the labels; "contradict" only once time is ruled out as the reason."""
        open_to_all = not self._apart or self.time.value == TIMES[1]
        names = [x for x in PAIR_LABELS if open_to_all or x != "contradict"]
        chosen = self.stand.value
        self.stand.options = [("choose", ""), *((name, name) for name in names)]
        self.stand.value = chosen if chosen in names else ""

    def _side(self, claim):
        article = self._articles[claim.article_id]
        text, dates = article.text, f"{claim.earliest or '?'} to {claim.latest or '?'}"
        before = text[max(0, claim.start - 160) : claim.start].rpartition("\n")[2]
        after = text[claim.end : claim.end + 160].partition("\n")[0]
        parts = [html.escape(part) for part in (before, claim.text, after)]
        holder = "" if claim.holder in (None, "author") else f": {claim.holder}"
        return (
            '<div style="flex:1 1 300px;border:1px solid #bbb;padding:8px 12px;line-height:1.5">'
            f"<b>{html.escape(claim.article_id)}</b>, {html.escape(dates)} "
            f"(known from: {html.escape(article.date_from or 'not known')})<br>"
            f"{html.escape(claim.rung + holder)}<p>…{parts[0]}<mark>{parts[1]}</mark>{parts[2]}…"
            "</p></div>"
        )

    def _keep(self):
        if self._apart and self.time.value is None:
            self.say("Time first: could both be true, each at its own time?")
            return
        if not self.stand.value:
            self.say("Choose how the two stand to each other.")
            return
        answer = {"label": self.stand.value, "time": self.time.value, "why": self.why.value.strip()}
        _keep(self._notebook, "pairs", pair_name(self.pair), answer)
        if self.picker.value + 1 < len(self.pairs):
            self.picker.value += 1
        else:
            self.draw()


def _list(title, lines):
    items = "".join(f"<li>{html.escape(line)}</li>" for line in lines) or "<li>nothing found</li>"
    return f'<p style="margin:.6em 0 0"><b>{title}</b></p><ul style="margin:0">{items}</ul>'
