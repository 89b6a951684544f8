"""Reading by hand: fill a row of the matrix yourself; read two claims side by side, time first."""

from __future__ import annotations

import html

import ipywidgets as ipw
import pandas as pd

from helpers.compare.reading import PAIR_LABELS, apart_in_time, pair_name
from helpers.keys import change_answers, load_answers
from helpers.tables import in_context
from helpers.widgets.base import Panel, note, numbered, row_of, table_html
from helpers.widgets.text_view import mark

TIMES = ("yes, each at its own time", "no, even then only one could", "I cannot tell")


class _Kept(Panel):
    """A panel whose answers stand on one shelf of the file of notebook 06."""

    def kept(self):
        """Give what is kept."""
        return load_answers("06").get(self._shelf, {})

    def keep(self, name, value):
        """Keep one answer."""
        change_answers("06", lambda a: a.setdefault(self._shelf, {}).update({name: value}))


class RowSheet(_Kept):
    """Answer one question by hand: mark the passage in each article, or say that it is silent.

    What is marked is kept on disk and comes back.

    Parameters
    ----------
    articles : list of Article
    question : Question
    beside : callable, optional
        The kept answers to a DataFrame that is shown once every article is done.
    """

    def __init__(self, articles, question, beside=None):
        picker, view = self.reads(articles, "Read", mode="mark", height="360px")
        self._shelf = f"row {question.id}"
        self.take = self.button("This answers it", self._take, main=True)
        self.silent = self.button("It is silent", lambda: self._write("silent"))
        self.sheet, self._beside = ipw.HTML(), beside
        head = note(f"{question.question}\n{question.hint}", "quiet")
        parts = [head, picker, view, row_of(self.take, self.silent), self.sheet]
        super().__init__(parts, "Your row", redraw=[picker])
        self.draw()

    def table(self):
        """Give the row as a DataFrame: one line an article."""
        rows = [(a.id, self._words(a, self.kept().get(a.id))) for a in self._articles.values()]
        return pd.DataFrame(rows, columns=["article_id", "your answer"])

    def _words(self, article, kept):
        return article.text[slice(*kept)] if isinstance(kept, list) else kept or "not yet read"

    def _take(self):
        if len(self.view.selected) != 2 or self.view.selected[0] >= self.view.selected[1]:
            self.say("Mark the words first: with the mouse, or with Shift and the arrow keys.")
        else:
            self._write(list(self.view.selected))

    def _write(self, value):
        self.keep(self.article.id, value)
        self.draw()

    def draw(self):
        """Show the chosen article and the row so far."""
        kept = self.kept()
        mine = kept.get(self.article.id)
        marks = [mark(*mine, "hit", "your answer", id="mine")] if isinstance(mine, list) else []
        self.view.show(self.article, marks)
        done = self._beside and len(kept) == len(self._articles)
        name = "Your row, the machine’s and a reader’s" if done else "Your row"
        self.sheet.value = table_html(self._beside(kept) if done else self.table(), name)
        self.say(f"{len(kept)} of {len(self._articles)} articles done.")


class PairCards(_Kept):
    """Read two claims side by side, in context, and label how they stand to each other.

    Where the articles are of different times, "contradict" can be chosen only after the question
    whether both could be true, each at its own time. Labels and reasons are kept on disk.
    """

    _shelf, _apart = "pairs", False

    def __init__(self, articles, claims, pairs):
        self._articles = {a.id: a for a in articles}
        self._claims, self.pairs = {claim.id: claim for claim in claims}, list(pairs)
        wide, options = ipw.Layout(width="720px", max_width="100%"), map(self._title, self.pairs)
        self.picker = ipw.Dropdown(options=numbered(options), description="Pair", layout=wide)
        self.card, self.stand = ipw.HTML(), ipw.Dropdown(description="They")
        self.time = ipw.RadioButtons(
            options=TIMES, description="Could both be true?", layout=ipw.Layout(width="auto")
        )
        self.why = ipw.Text(description="Because", layout=wide)
        self.go_on = self.button("Keep and go on", self._keep, main=True)
        parts = [self.picker, self.card, self.time, self.stand, self.why, self.go_on]
        super().__init__(parts, "Pairs", redraw=[self.picker])
        self.on(self.time, "value", self._offer)
        self.draw()

    def _title(self, pair):
        left, right = self.sides(pair)
        about = next((s[10:] for s in pair.shared if s.startswith("question: ")), "")
        return f"{left.article_id} and {right.article_id}: {about}"

    @property
    def pair(self):
        """The pair shown."""
        return self.pairs[self.picker.value]

    def sides(self, pair):
        """Give the two claims of a pair."""
        return self._claims[pair.left_id], self._claims[pair.right_id]

    def labels(self):
        """Give what is kept: the name of a pair to its label."""
        return {name: answer["label"] for name, answer in self.kept().items()}

    def table(self):
        """Give the labels as a DataFrame with both texts."""
        kept, columns = self.kept(), ["label", "time", "why"]
        done = [(pair, kept[pair_name(pair)]) for pair in self.pairs if pair_name(pair) in kept]
        rows = [
            [c.text for c in self.sides(p)] + [answer[k] for k in columns] for p, answer in done
        ]
        return pd.DataFrame(rows, columns=["left", "right", *columns])

    def draw(self):
        """Show the chosen pair and what was said of it."""
        if not self.pairs:
            self.say("There are no two passages here that speak of one thing.")
            return
        left, right = self.sides(self.pair)
        self.card.value = (
            f'<div class="sbs-cards">{self._card(left)}{self._card(right)}</div>'
            f"{_list('They share', self.pair.shared)}{_list('They differ in', self.pair.differs)}"
        )
        kept = self.kept().get(pair_name(self.pair), {})
        self._apart = apart_in_time(left, right)
        self.time.layout.display = None if self._apart else "none"
        self.time.value, self.why.value = kept.get("time"), kept.get("why", "")
        self._offer(chosen=kept.get("label", ""))
        self.say(f"Labelled so far: {len(self.labels())}.")

    def _offer(self, _=None, chosen=None):
        """Offer the labels; "contradict" only once time is ruled out as the reason."""
        open_to_all = not self._apart or self.time.value == TIMES[1]
        names = [x for x in PAIR_LABELS if open_to_all or x != "contradict"]
        chosen = self.stand.value if chosen is None else chosen
        self.stand.options = [("choose", ""), *((name, name) for name in names)]
        self.choose(self.stand, chosen)

    def _card(self, claim):
        article = self._articles[claim.article_id]
        line = in_context([claim], [article], width=160).iloc[0]
        rung = claim.rung if claim.holder in (None, "author") else f"{claim.rung}: {claim.holder}"
        dates = f"{claim.earliest or '?'} to {claim.latest or '?'}"
        known = f"{dates} (known from: {article.date_from or 'not known'})"
        texts = (article.id, known, rung, line.before, line.text, line.after)
        name, known, rung, before, words, after = map(html.escape, texts)
        passage = f"<p>{before}<mark>{words}</mark>{after}</p>"
        return f"<div><b>{name}</b>, {known}<br>{rung}{passage}</div>"

    def _keep(self):
        if self._apart and self.time.value is None:
            self.say("Time first: could both be true, each at its own time?")
            return
        if not self.stand.value:
            self.say("Choose how the two stand to each other.")
            return
        answer = {"label": self.stand.value, "time": self.time.value, "why": self.why.value.strip()}
        self.keep(pair_name(self.pair), answer)
        if self.picker.value + 1 < len(self.pairs):
            self.picker.value += 1
        else:
            self.draw()


def _list(title, lines):
    items = "".join(f"<li>{html.escape(line)}</li>" for line in lines) or "<li>nothing found</li>"
    return f'<p style="margin:.6em 0 0"><b>{title}</b></p><ul style="margin:0">{items}</ul>'
