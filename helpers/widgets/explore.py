"""Explore: articles, entities, places and claims on one screen, each choice driving the others."""

from __future__ import annotations

import json
from pathlib import Path

import ipywidgets as ipw

from helpers.charts import rungs_chart
from helpers.keys import load_answers, save_answers, work_folder
from helpers.maps import place_map, to_geojson
from helpers.tables import in_context, to_frame, write_csv
from helpers.widgets.base import Panel, article_picker, entity_picker, lines_html, table_html
from helpers.widgets.chart_view import ChartView
from helpers.widgets.text_view import TextView, claim_marks, mention_marks

LAYERS = ("entities", "claims", "the chosen entity only")


class Explorer(Panel):
    """One screen for the self-guided: pick in a list, click in the text or on the map.

    Parameters
    ----------
    articles, mentions, entities, place_mentions, claims
        As the rooms give them.
    """

    def __init__(self, articles, mentions, entities, place_mentions, claims):
        self._articles = {a.id: a for a in articles}
        self._mentions, self._claims = list(mentions), list(claims)
        self._places = list(place_mentions)
        self._names = {e.id: e.name for e in entities}
        self.article_picker = article_picker(articles)
        self.entity_picker = entity_picker(mentions, entities)
        self.layer = ipw.Dropdown(options=LAYERS, description="Mark")
        self.scope = ipw.Dropdown(
            options=[("this article", "one"), ("all articles", "all")], description="Map of"
        )
        self.view = TextView(height="520px", layout=ipw.Layout(width="100%"))
        self.map = ChartView(self._map())
        self._area = None
        self._mapped = (self.article_picker.value, self.scope.value)
        self.lines, self.claims = ipw.HTML(), ipw.HTML()
        self.rungs = ChartView(rungs_chart(self._claims, articles))
        self.save = ipw.Button(description="Save what is chosen")
        self._restore()
        pickers = [self.article_picker, self.entity_picker, self.layer, self.scope]
        controls = ipw.HBox([*pickers, self.save])
        controls.layout.flex_flow = "row wrap"
        half = ipw.Layout(flex="1 1 460px", min_width="420px", padding="0 6px 0 0")
        left = ipw.VBox([self.view, self.lines], layout=half)
        right = ipw.VBox([self.map, self.rungs, self.claims], layout=half)
        both = ipw.HBox([left, right], layout=ipw.Layout(flex_flow="row wrap"))
        super().__init__([controls, both], "Explore")
        for widget in pickers:
            self.on(widget, "value", self._chosen)
        self.on_click(self.save, self._export)
        self.on(self.view, "picked", self._picked_in_text)
        self.on(self.map, "picked", self._picked_on_map)
        self.draw()

    def _on_map(self):
        one = self.scope.value == "one"
        return [p for p in self._places if not one or p.article_id == self.article_picker.value]

    def _map(self):
        return place_map(self._on_map(), self._articles.values(), width=470, height=440)

    def table(self):
        """Give the lines of the chosen entity as a DataFrame."""
        entity = self.entity_picker.value
        chosen = [m for m in self._mentions if m.entity_id == entity]
        return in_context(chosen, self._articles.values())

    def selection(self):
        """Give what is chosen, article by article: mentions, places and claims as DataFrames."""
        article, entity = self.article_picker.value, self.entity_picker.value
        chosen = {
            "mentions": [m for m in self._mentions if m.entity_id == entity],
            "places": [p for p in self._places if p.article_id == article],
            "claims": [c for c in self._claims if c.article_id == article],
        }
        return {name: to_frame(records) for name, records in chosen.items()}

    def export(self, folder):
        """Write what is chosen as CSV tables and the places as GeoJSON.

        Returns
        -------
        list of pathlib.Path
        """
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        paths = [
            write_csv(frame, folder / f"{name}.csv") for name, frame in self.selection().items()
        ]
        here = [p for p in self._places if p.article_id == self.article_picker.value]
        path = folder / "places.geojson"
        path.write_text(json.dumps(to_geojson(here), ensure_ascii=False), encoding="utf-8")
        return [*paths, path]

    def _export(self):
        paths = self.export(work_folder() / "explore")
        self.say(f"Saved {', '.join(path.name for path in paths)} in {paths[0].parent}.")

    def _restore(self):
        """Choose again what was chosen when the notebook was last open."""
        for name, value in load_answers("explore-state").items():
            picker = getattr(self, name, None)
            if isinstance(picker, ipw.Dropdown) and value in dict(picker.options).values():
                picker.value = value

    def _chosen(self, _):
        self.draw()
        names = ("article_picker", "entity_picker", "scope")
        save_answers("explore-state", {name: getattr(self, name).value for name in names})

    def draw(self, _=None):
        """Show the choice everywhere."""
        article, entity = self._articles[self.article_picker.value], self.entity_picker.value
        here = [m for m in self._mentions if m.article_id == article.id]
        one = [m for m in here if m.entity_id == entity]
        said = [c for c in self._claims if c.article_id == article.id and c.kind != "author"]
        marks = {
            LAYERS[0]: lambda: mention_marks(here),
            LAYERS[1]: lambda: claim_marks(said),
            LAYERS[2]: lambda: mention_marks(one),
        }
        self.view.show(article, marks[self.layer.value]())
        if one:
            self.view.scroll_to = one[0].start
        place = (article.id, self.scope.value)
        if place != self._mapped:  # another entity alone moves no dot
            self.map.chart, self._mapped = self._map(), place
        name = self._names.get(entity, entity)
        self.lines.value = lines_html(self.table(), f"{name}: every mention in its line")
        about = [c for c in said if entity in c.entity_ids]
        self._show_claims()
        self.say(
            f"{article.id}: {len(here)} marks, {len(one)} of them {name}; "
            f"{len(said)} attributed claims, {len(about)} about {name}."
        )

    def _picked_in_text(self, mark):
        for m in self._mentions:
            if (m.article_id, f"{m.start}-{m.end}") == (self.article_picker.value, mark):
                self._choose_entity(m.entity_id)

    def _picked_on_map(self, picked):
        area = picked.get("area", {}).get("place_id")
        if area != self._area:  # a brush: the claims that name a place within it
            self._area = area
            self._show_claims()
        for place_id in picked.get("place", {}).get("place_id", ()):
            for p in self._places:
                if p.place_id == place_id and p.entity_id:
                    self._choose_entity(p.entity_id)
                    return

    def _show_claims(self):
        article, entity = self.article_picker.value, self.entity_picker.value
        if self._area:
            chosen = self.claims_within(self._area)
            words = f"Claims that name a place in the area drawn on the map ({len(chosen)})"
        else:
            here = [c for c in self._claims if c.article_id == article and c.kind != "author"]
            chosen = [c for c in here if entity in c.entity_ids]
            words = f"Who says what about {self._names.get(entity, entity)} in {article}"
        frame = to_frame(chosen)
        frame = frame if frame.empty else frame[["article_id", "rung", "holder", "text"]]
        self.claims.value = table_html(frame, words)

    def claims_within(self, place_ids):
        """Give the claims, in the articles on the map, that name one of these places."""
        spots = [p for p in self._on_map() if p.place_id in set(place_ids)]
        return [
            c
            for c in self._claims
            if any(p.article_id == c.article_id and c.start <= p.start < c.end for p in spots)
        ]

    def _choose_entity(self, entity):
        if entity in {value for _, value in self.entity_picker.options}:
            self.entity_picker.value = entity
