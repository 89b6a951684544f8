"""Panels: one article and its marks, one entity across articles, one claim and its parts."""

from __future__ import annotations

import ipywidgets as ipw
import pandas as pd

from helpers.charts import counts_chart
from helpers.tables import in_context, to_frame
from helpers.widgets.base import Panel, lines_html, table_html
from helpers.widgets.chart_view import ChartView
from helpers.widgets.text_view import TextView, claim_marks, mention_marks

_WIDE = ipw.Layout(width="480px", max_width="100%")


def article_picker(articles, everything=False, description="Article"):
    """Make a drop-down list of articles; its value is an article id, or ``None`` for all."""
    options = [(f"{n} · {a.id}: {a.title or ''}"[:90], a.id) for n, a in enumerate(articles, 1)]
    if everything:
        options.insert(0, ("all articles", None))
    return ipw.Dropdown(options=options, description=description, layout=_WIDE)


def entity_picker(mentions, entities, description="Entity"):
    """Make a drop-down list of the entities named, most named first; its value is an entity id."""
    names = {e.id: e.name for e in entities}
    counts = {}
    for m in mentions:
        if m.entity_id:
            counts[m.entity_id] = counts.get(m.entity_id, 0) + 1
    order = sorted(counts, key=lambda key: (-counts[key], key))
    options = [(f"{names.get(key, key)} ({counts[key]})", key) for key in order]
    return ipw.Dropdown(options=options, description=description, layout=_WIDE)


class ArticleReader(Panel):
    """Pick an article and read it, with or without its page furniture.

    Parameters
    ----------
    articles : list of Article
    marks_of : callable, optional
        Article to marks for ``TextView``.
    """

    def __init__(self, articles, marks_of=None):
        self._articles = {a.id: a for a in articles}
        self._marks_of = marks_of or (lambda article: ())
        self.picker = article_picker(articles)
        self.raw = ipw.Checkbox(False, description="show page furniture", indent=False)
        self.view = TextView()
        super().__init__([ipw.HBox([self.picker, self.raw]), self.view], "Article reader")
        self.on(self.picker, "value", self.draw)
        self.on(self.raw, "value", self.draw)
        self.draw()

    @property
    def article(self):
        """The article shown."""
        return self._articles[self.picker.value]

    def draw(self, _=None):
        """Show the chosen article again."""
        self.view.show(self.article, self._marks_of(self.article), furniture=self.raw.value)
        parts = len(self.article.furniture)
        self.say(f"{len(self.article.text.split())} words, {parts} pieces of page furniture.")


class EntityPanel(Panel):
    """Pick an article and an entity: see it marked in the text and in its lines elsewhere."""

    def __init__(self, articles, mentions, entities):
        self._articles = {a.id: a for a in articles}
        self._mentions = list(mentions)
        names = {e.id: e.name for e in entities}
        self.article_picker = article_picker(articles)
        self.entity_picker = entity_picker(mentions, entities)
        self.only = ipw.Checkbox(False, description="mark only this entity", indent=False)
        self.view = TextView(height="380px")
        self.chart = ChartView(counts_chart(self._mentions, names))
        self.lines = ipw.HTML()
        controls = ipw.HBox([self.article_picker, self.entity_picker, self.only])
        controls.layout.flex_flow = "row wrap"
        super().__init__([controls, self.view, self.lines, self.chart], "Entities")
        for widget in (self.article_picker, self.entity_picker, self.only):
            self.on(widget, "value", self.draw)
        self.on(self.view, "picked", self._picked)
        self._names = names
        self.draw()

    def table(self):
        """Give the chosen entity's lines in all articles as a DataFrame."""
        chosen = [m for m in self._mentions if m.entity_id == self.entity_picker.value]
        return in_context(chosen, self._articles.values())

    def draw(self, _=None):
        """Show the choice in text, lines and chart."""
        article, entity = self._articles[self.article_picker.value], self.entity_picker.value
        here = [m for m in self._mentions if m.article_id == article.id]
        one = [m for m in here if m.entity_id == entity]
        self.view.show(article, mention_marks(one if self.only.value else here))
        table = self.table()
        name = self._names.get(entity, entity)
        self.lines.value = lines_html(table, f"{name}: every mention in its line")
        self.chart.chart = counts_chart([m for m in self._mentions if m in here], self._names)
        self.say(f"{name}: {len(one)} times in {article.id}, {len(table)} times in all.")

    def _picked(self, mark):
        known = {value for _, value in self.entity_picker.options}
        for m in self._mentions:
            if (m.article_id, f"{m.start}-{m.end}") == (self.article_picker.value, mark):
                if m.entity_id in known:
                    self.entity_picker.value = m.entity_id
                return


class ClaimPanel(Panel):
    """Pick an article and a claim: see content, cue and source in the text, and the ladder."""

    def __init__(self, articles, claims, author=False):
        self._articles = {a.id: a for a in articles}
        self._claims = list(claims)
        self.article_picker = article_picker(articles)
        self.author = ipw.Checkbox(author, description="also the author's own", indent=False)
        self.claim_picker = ipw.Dropdown(description="Claim", layout=ipw.Layout(width="640px"))
        self.view = TextView(height="380px")
        self.detail = ipw.HTML()
        controls = ipw.HBox([self.article_picker, self.author, self.claim_picker])
        controls.layout.flex_flow = "row wrap"
        super().__init__([controls, self.view, self.detail], "Claims")
        self.on(self.article_picker, "value", self.fill)
        self.on(self.author, "value", self.fill)
        self.on(self.claim_picker, "value", self.draw)
        self.on(self.view, "picked", self._picked)
        self.fill()

    def _here(self):
        return [
            c
            for c in self._claims
            if c.article_id == self.article_picker.value
            and (self.author.value or c.kind != "author")
        ]

    def fill(self, _=None):
        """List the claims of the chosen article and mark them."""
        here = self._here()
        self.view.show(self._articles[self.article_picker.value], claim_marks(here))
        self.claim_picker.options = [
            (f"{n}. {c.rung}: {c.text}"[:100], c.id) for n, c in enumerate(here, 1)
        ]
        self.claim_picker.value = here[0].id if here else None
        self.draw()

    def table(self):
        """Give the claims of the chosen article as a DataFrame."""
        frame = to_frame(self._here())
        return frame if frame.empty else frame[["text", "kind", "rung", "holder", "hedges"]]

    def draw(self, _=None):
        """Show the parts of the chosen claim."""
        claim = next((c for c in self._here() if c.id == self.claim_picker.value), None)
        if claim is None:
            self.detail.value = ""
            self.say("No attributed claim found in this article.")
            return
        text = self._articles[claim.article_id].text

        def part(start, end):
            return text[start:end] if start is not None else "nobody named"

        rows = [
            ("said", claim.text),
            ("cue", part(claim.cue_start, claim.cue_end)),
            ("source", part(claim.source_start, claim.source_end)),
            ("rung of the ladder", claim.rung),
            ("kind", claim.kind),
            ("hedges", ", ".join(claim.hedges) or "none"),
        ]
        self.detail.value = table_html(pd.DataFrame(rows, columns=["part", "words"]), "The claim")
        self.view.scroll_to, self.view.picked = claim.start, claim.id
        self.say(f"{len(self._here())} claims shown in {claim.article_id}.")

    def _picked(self, claim_id):
        if claim_id and claim_id != self.claim_picker.value:
            self.claim_picker.value = claim_id
