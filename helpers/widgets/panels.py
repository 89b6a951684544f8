"""Panels: one article and its marks, one entity, one place, one claim and its parts."""

from __future__ import annotations

import ipywidgets as ipw
import pandas as pd

from helpers.charts import counts_chart
from helpers.maps import place_map
from helpers.tables import in_context, parts_of, to_frame
from helpers.widgets.base import (
    Panel,
    by_count,
    entity_picker,
    lines_html,
    numbered,
    row_of,
    table_html,
    tick,
)
from helpers.widgets.chart_view import ChartView
from helpers.widgets.text_view import claim_marks, mention_marks, place_marks


class ArticleReader(Panel):
    """Pick an article and read it, with or without its page furniture."""

    def __init__(self, articles):
        picker, view = self.reads(articles)
        self.raw = tick("show page furniture")
        super().__init__([row_of(picker, self.raw), view], "Reader", redraw=[picker, self.raw])
        self.draw()

    def draw(self):
        """Show the chosen article."""
        self.view.show(self.article, furniture=self.raw.value)
        parts = len(self.article.furniture)
        self.say(f"{len(self.article.text.split())} words, {parts} pieces of page furniture.")


class EntityPanel(Panel):
    """Pick an article and an entity: see it marked in the text and in its lines elsewhere."""

    def __init__(self, articles, mentions, entities):
        picker, view = self.reads(articles, height="380px")
        self._mentions, self._names = list(mentions), {e.id: e.name for e in entities}
        self.entity_picker = entity_picker(mentions, entities)
        self.only, self.lines = tick("mark only this entity"), ipw.HTML()
        self.chart = ChartView()
        pickers = [picker, self.entity_picker, self.only]
        parts = [row_of(*pickers), view, self.lines, self.chart]
        super().__init__(parts, "Entities", redraw=pickers)
        self.on(view, "picked", self._picked)
        self.on(picker, "value", self._count)
        self._count()
        self.draw()

    def table(self):
        """Give the chosen entity's lines in all articles as a DataFrame."""
        chosen = [m for m in self._mentions if m.entity_id == self.entity_picker.value]
        return in_context(chosen, self._articles.values())

    def draw(self):
        """Show the choice in text and lines."""
        here, entity, table = self.here(self._mentions), self.entity_picker.value, self.table()
        one = [m for m in here if m.entity_id == entity]
        self.view.show(self.article, mention_marks(one if self.only.value else here))
        name = self._names.get(entity, entity)
        self.lines.value = lines_html(table, f"{name}: every mention in its line")
        self.say(f"{name}: {len(one)} times in {self.article.id}, {len(table)} times in all.")

    def _count(self, _=None):
        self.chart.chart = counts_chart(self.here(self._mentions), self._names)

    def _picked(self, mark):
        entity = {f"{m.start}-{m.end}": m.entity_id for m in self.here(self._mentions)}.get(mark)
        if entity:
            self.entity_picker.value = entity


class PlacePanel(Panel):
    """Pick an article and a place: see it on the map and in the text, each way."""

    def __init__(self, articles, place_mentions):
        picker, view = self.reads(articles, height="480px")
        self._places = list(place_mentions)
        self.place_picker = ipw.Dropdown(description="Place", layout=ipw.Layout(width="340px"))
        self.every = tick("also where it stands for somebody")
        self.map, self.lines = ChartView(), ipw.HTML()
        controls = row_of(picker, self.place_picker, self.every)
        super().__init__(
            [controls, self.map, self.lines, view], "Places", redraw=[self.place_picker]
        )
        for widget in (picker, self.every):
            self.on(widget, "value", self.fill)
        self.on(self.map, "picked", self._picked_on_map)
        self.on(view, "picked", self._picked_in_text)
        self.fill()

    def _shown(self, places):
        return [p for p in places if p.literal or self.every.value]

    def fill(self, _=None):
        """Show the chosen article on the map and in the text."""
        here = self._shown(self.here(self._places))
        known, literal = self._articles.values(), not self.every.value
        self.map.chart = place_map(here, known, literal, 560, 440, aside=True)
        self.view.show(self.article, place_marks(here))
        placed = [p for p in here if p.place_id]
        names = {p.place_id: p.name or p.text for p in placed}
        self.offer(self.place_picker, by_count((p.place_id for p in placed), names))
        self.draw()

    def table(self):
        """Give every line in which the chosen place is named, in all articles."""
        chosen = [p for p in self._shown(self._places) if p.place_id == self.place_picker.value]
        return in_context(chosen, self._articles.values())

    def draw(self):
        """Show the passages of the chosen place."""
        here = self._shown(self.here(self._places))
        first = next((p for p in here if p.place_id == self.place_picker.value), None)
        if self.place_picker.value is None or first is None:
            self.lines.value = ""
            self.say("No place to show in this article.")
            return
        name = first.name or first.text
        self.lines.value = lines_html(self.table(), f"{name}: every passage")
        self.view.scroll_to = first.start
        self.say(f"{name}: {first.why}")

    def _choose(self, place_id):
        if place_id in {value for _, value in self.place_picker.options}:
            self.place_picker.value = place_id

    def _picked_on_map(self, picked):
        for fields in picked.values():
            for place_id in fields.get("place_id", ()):
                self._choose(place_id)

    def _picked_in_text(self, mark):
        self._choose({f"{p.start}-{p.end}": p.place_id for p in self.here(self._places)}.get(mark))


class ClaimPanel(Panel):
    """Pick an article and a claim: see content, cue and source in the text, and the ladder."""

    def __init__(self, articles, claims):
        picker, view = self.reads(articles, height="380px")
        self._claims, self.author = list(claims), tick("also the author's own")
        self.claim_picker = ipw.Dropdown(description="Claim", layout=ipw.Layout(width="640px"))
        self.detail = ipw.HTML()
        controls = row_of(picker, self.author, self.claim_picker)
        super().__init__([controls, view, self.detail], "Claims", redraw=[self.claim_picker])
        for widget in (picker, self.author):
            self.on(widget, "value", self.fill)
        self.on(view, "picked", self._picked)
        self.fill()

    def _shown(self):
        return [c for c in self.here(self._claims) if self.author.value or c.kind != "author"]

    def table(self):
        """Give the claims of the chosen article as a DataFrame."""
        return to_frame(self._shown(), ["text", "kind", "rung", "holder", "hedges"])

    def fill(self, _=None):
        """List the claims of the chosen article and mark them."""
        shown = self._shown()
        self.view.show(self.article, claim_marks(shown))
        self.offer(self.claim_picker, numbered(f"{c.rung}: {c.text}"[:96] for c in shown))
        self.draw()

    def draw(self):
        """Show the parts of the chosen claim."""
        if self.claim_picker.value is None:
            self.detail.value = ""
            self.say("No attributed claim found in this article.")
            return
        shown = self._shown()
        claim = shown[self.claim_picker.value]
        rows = parts_of(claim, self.article.text)
        rows |= {"kind": claim.kind, "hedges": ", ".join(claim.hedges) or "none"}
        table = pd.DataFrame(rows.items(), columns=["part", "words"])
        self.detail.value = table_html(table, "The claim")
        self.view.scroll_to, self.view.picked = claim.start, claim.id
        self.say(f"{len(shown)} claims shown in {claim.article_id}.")

    def _picked(self, claim_id):
        ids = [c.id for c in self._shown()]
        if claim_id in ids:
            self.claim_picker.value = ids.index(claim_id)
