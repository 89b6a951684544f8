"""Panels about names: which are one thing, and who is called what by whom."""

from __future__ import annotations

import ipywidgets as ipw

from helpers.charts import naming_chart
from helpers.keys import change_answers, load_answers
from helpers.records import Mention
from helpers.tables import in_context
from helpers.widgets.base import WIDE, Panel, note, numbered, table_html, tick
from helpers.widgets.chart_view import ChartView

FILE, SIDES = "03-board", ("left", "right")


class AliasBoard(Panel):
    """Decide pair by pair whether two names are one thing, and why; checked, kept on disk.

    Parameters
    ----------
    articles : list of Article
    pairs : list of dict
        From ``load_key("aliases")``.
    """

    def __init__(self, articles, pairs):
        self._articles, self._pairs = list(articles), list(pairs)
        titles = [f"{p['left']['text']} / {p['right']['text']}" for p in pairs]
        self.picker = ipw.Dropdown(options=numbered(titles), description="Pair", layout=WIDE)
        self.card, self.reply = ipw.HTML(), ipw.VBox()
        verdicts = [("choose …", None), ("merge: one thing", True), ("keep apart: two", False)]
        reasons = sorted({pair["reason"] for pair in pairs})
        reasons = [("choose …", None), *zip(reasons, reasons, strict=True)]
        self.verdict = ipw.Dropdown(options=verdicts, description="Verdict")
        self.reason = ipw.Dropdown(options=reasons, description="Reason", layout=WIDE)
        self.check = self.button("Check this pair", self._check, main=True)
        self.reply.add_class("sbs-message")
        parts = [self.picker, self.card, self.verdict, self.reason, self.check, self.reply]
        super().__init__(parts, "Alias board", redraw=[self.picker])
        self.draw()

    @property
    def pair(self):
        """The pair shown."""
        return self._pairs[self.picker.value]

    def table(self):
        """Give the two names of the pair in their lines."""
        names = [Mention(**self.pair[side], label="") for side in SIDES]
        return in_context(names, self._articles, width=150).drop(columns="start")

    def _id(self):
        return " ".join("{article_id}:{start}".format(**self.pair[side]) for side in SIDES)

    def draw(self):
        """Show the pair and what was answered before."""
        self.card.value = table_html(self.table(), "The two names where they stand")
        verdict, reason, *_ = load_answers(FILE).get(self._id(), (None, None))
        self.choose(self.verdict, verdict)
        self.choose(self.reason, reason)
        self.reply.children = []
        self._count()

    def _check(self):
        pair, verdict, reason = self.pair, self.verdict.value, self.reason.value
        if verdict is None or reason is None:
            self.say("Choose a verdict and a reason first.")
            return
        right = verdict == pair["same"] and reason == pair["reason"]
        change_answers(FILE, lambda a: a.update({self._id(): [verdict, reason, right]}))
        words = f"Not yet. {pair['hint']}"
        if right:
            words = f"Yes. {pair['why']}"
        elif verdict == pair["same"]:
            words = f"The verdict is the reader’s, the reason is not yet. {pair['hint']}"
        self.reply.children = [note(words, "good" if right else "think")]
        self._count()

    def _count(self):
        done = load_answers(FILE).values()
        self.say(f"{sum(bool(a[2]) for a in done)} of {len(self._pairs)} pairs settled.")


class NamingPanel(Panel):
    """Pick somebody: see what each article calls them, in whose words, and each line it stands in.

    Parameters
    ----------
    articles : list of Article
    table : pandas.DataFrame
        From ``naming_table``.
    names : dict
        Entity id to the name shown.
    """

    def __init__(self, articles, table, names):
        self._articles, self._table, self._names = list(articles), table, names
        wordings = table[(table["kind"] != "name") & (table["word_for"] == "actor")]
        order = wordings["about"].value_counts().index
        options = [(f"{names.get(who, who)} ({sum(table.about == who)})", who) for who in order]
        self.picker = ipw.Dropdown(options=options, description="Who", layout=WIDE)
        self.deeds, self.lines = tick("also words for deeds"), ipw.HTML()
        self.chart = ChartView()
        parts = [self.picker, self.deeds, self.chart]
        super().__init__(parts, "Naming", [self.lines], redraw=[self.picker, self.deeds])
        self.draw()

    def _rows(self):
        rows = self._table[self._table["about"] == self.picker.value]
        actor = rows["word_for"] == "actor"
        return rows if self.deeds.value or not actor.any() else rows[actor]

    def table(self):
        """Give the wordings about the chosen one, each in its line, with who says it."""
        rows = self._rows()
        spans = zip(rows.article_id, rows.start, rows.end, rows.called, strict=True)
        lines = in_context([Mention(*span, "") for span in spans], self._articles)
        said = [self._names.get(by, by) for by in rows["by"]]
        return lines.drop(columns="start").assign(kind=list(rows["kind"]), by=said)

    def draw(self):
        """Show the choice in chart and lines."""
        name, table = self._names.get(self.picker.value, self.picker.value), self.table()
        title = f"{name}: who says what"
        self.chart.chart = naming_chart(self._rows(), self._articles, title)
        self.lines.value = table_html(table, "Every wording in its line")
        own = (table["kind"].isin(["loaded", "distancing"]) & (table["by"] == "author")).sum()
        self.say(f"{len(table)} wordings; {own} loaded or distancing in the article’s own voice.")
