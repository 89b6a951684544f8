"""Panels about names: which are one thing, and who is called what by whom."""

from __future__ import annotations

import html

import ipywidgets as ipw

from helpers.charts import naming_chart
from helpers.keys import change_answers, load_answers
from helpers.records import Mention
from helpers.tables import in_context
from helpers.widgets.base import Panel, table_html
from helpers.widgets.chart_view import ChartView

_WIDE = ipw.Layout(width="480px", max_width="100%")


class AliasBoard(Panel):
    """Decide pair by pair whether two names are one thing, and why; checked, kept on disk.

    Parameters
    ----------
    articles : list of Article
    pairs : list of dict
        From ``load_key("aliases")``.
    name : str
        Name of the file of answers.
    """

    def __init__(self, articles, pairs, name="03-board"):
        self._articles, self._pairs, self._name = list(articles), list(pairs), name
        names = [f"{n}. {p['left']['text']} / {p['right']['text']}" for n, p in enumerate(pairs, 1)]
        options = list(zip(names, range(len(names)), strict=True))
        self.picker = ipw.Dropdown(options=options, description="Pair", layout=_WIDE)
        self.card, self.reply = ipw.HTML(), ipw.HTML()
        self.verdict = ipw.Dropdown(
            options=[("choose …", None), ("merge: one thing", True), ("keep apart: two", False)],
            description="Verdict",
        )
        reasons = sorted({pair["reason"] for pair in pairs})
        self.reason = ipw.Dropdown(
            options=[("choose …", None), *((r, r) for r in reasons)],
            description="Reason",
            layout=_WIDE,
        )
        self.button = ipw.Button(description="Check this pair", button_style="primary")
        parts = [self.picker, self.card, self.verdict, self.reason, self.button, self.reply]
        super().__init__(parts, "Alias board")
        self.on(self.picker, "value", self.draw)
        self.on_click(self.button, self._check)
        self.draw()

    def table(self):
        """Give the two names of the pair in their lines."""
        pair = self._pairs[self.picker.value]
        sides = [Mention(**pair[side], label="") for side in ("left", "right")]
        return in_context(sides, self._articles, width=150).drop(columns="start")

    def _id(self):
        left, right = (self._pairs[self.picker.value][side] for side in ("left", "right"))
        return f"{left['article_id']}:{left['start']} {right['article_id']}:{right['start']}"

    def draw(self, _=None):
        """Show the pair and what was answered before."""
        self.card.value = table_html(self.table(), "The two names where they stand")
        kept = load_answers(self._name).get(self._id(), [None, None])
        reasons = {value for _, value in self.reason.options}
        self.verdict.value, self.reason.value = kept[0], kept[1] if kept[1] in reasons else None
        self.reply.value = ""
        self._count()

    def _check(self):
        pair, verdict, reason = (
            self._pairs[self.picker.value],
            self.verdict.value,
            self.reason.value,
        )
        if verdict is None or reason is None:
            self.say("Choose a verdict and a reason first.")
            return
        right = verdict == pair["same"] and reason == pair["reason"]
        change_answers(self._name, lambda a: a.update({self._id(): [verdict, reason, right]}))
        if right:
            words = f"Yes. {pair['why']}"
        elif verdict == pair["same"]:
            words = f"The verdict is the reader’s, the reason is not yet. {pair['hint']}"
        else:
            words = f"Not yet. {pair['hint']}"
        self.reply.value = f'<p role="status" style="font-size:15px">{html.escape(words)}</p>'
        self._count()

    def _count(self):
        done = load_answers(self._name).values()
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
        self.picker = ipw.Dropdown(options=options, description="Who", layout=_WIDE)
        self.deeds = ipw.Checkbox(False, description="also words for deeds", indent=False)
        self.chart = ChartView(self._draw_chart())
        self.lines = ipw.HTML()
        super().__init__([self.picker, self.deeds, self.chart], "Naming", [self.lines])
        self.on(self.picker, "value", self.draw)
        self.on(self.deeds, "value", self.draw)
        self.draw()

    def _rows(self):
        rows = self._table[self._table["about"] == self.picker.value]
        actor = rows["word_for"] == "actor"
        return rows if self.deeds.value or not actor.any() else rows[actor]

    def _draw_chart(self):
        who = self.picker.value
        title = f"{self._names.get(who, who)}: who says what"
        return naming_chart(self._rows(), self._articles, title)

    def table(self):
        """Give the wordings about the chosen one, each in its line, with who says it."""
        rows = self._rows()
        lines = in_context(
            [Mention(r.article_id, r.start, r.end, r.called, "") for r in rows.itertuples()],
            self._articles,
        )
        said = [self._names.get(by, by) for by in rows["by"]]
        return lines.drop(columns="start").assign(kind=list(rows["kind"]), by=said)

    def draw(self, _=None):
        """Show the choice in chart and lines."""
        self.chart.chart = self._draw_chart()
        table = self.table()
        self.lines.value = table_html(table, "Every wording in its line")
        own = (table["kind"].isin(["loaded", "distancing"]) & (table["by"] == "author")).sum()
        self.say(f"{len(table)} wordings; {own} loaded or distancing in the article’s own voice.")
