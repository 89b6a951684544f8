"""Explore: articles, names, places and claims on one screen, each choice driving the others."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import ipywidgets as ipw

from helpers.disk import write_whole
from helpers.keys import load_answers, save_answers, work_folder
from helpers.maps import place_map, to_geojson
from helpers.tables import in_context, save_brief, to_frame, write_csv
from helpers.widgets.base import Panel, by_count, entity_picker
from helpers.widgets.chart_view import ChartView
from helpers.widgets.screen import RowList, Screen
from helpers.widgets.text_view import claim_marks, mention_marks

MARKS = ("names", "claims", "the chosen name only")
WHERE = (("all articles", "all"), ("this article", "one"))


class Explorer(Panel):
    """One screen for the self-guided: pick in a list, click in the text, a row or on the map.

    Parameters
    ----------
    articles, mentions, entities, place_mentions, claims
        As the rooms give them.
    state : str, optional
        What to choose at first, as ``explorer.state`` tells it. Without it: what the address of
        the page says (under Voila), or what was chosen when the notebook was last open.
    """

    def __init__(self, articles, mentions, entities, place_mentions, claims, state=None):
        picker, view = self.reads(articles)
        self._mentions, self._claims = list(mentions), list(claims)
        self._places = list(place_mentions)
        self._names = {e.id: e.name for e in entities}
        app = "VOILA_REQUEST_URL" in os.environ  # readers of an app share a folder: keep nothing
        self._keeps, self._area, self._at = not app, None, ""
        self.entity_picker = entity_picker(mentions, entities, "Name")
        self.place_picker = ipw.Dropdown(options=self._place_options(), description="Place")
        self.layer = ipw.Dropdown(options=[(m, m) for m in MARKS], description="Mark")
        self.scope = ipw.Dropdown(options=WHERE, description="Map and claims")
        self._pickers = {
            "article": picker,
            "name": self.entity_picker,
            "place": self.place_picker,
            "mark": self.layer,
            "of": self.scope,
        }
        self.screen = Screen(in_address=app)
        self.map = ChartView(self._map())
        self.lines = RowList(columns=["article", "before", "name and after"], link=2)
        self.claims = RowList(columns=["article", "who says so", "what is said"], link=2)
        self.lines.add_class("sbs-near")
        self.claims.add_class("sbs-said")
        self.save = self.button("Save what is chosen", self._export)
        self.save.layout.width = "auto"
        self.link = ipw.Text(description="This view", continuous_update=False)
        picks, here = ipw.Box(list(self._pickers.values())), ipw.Box([self.map])
        four = ipw.Box([view, here, self.lines, self.claims])
        foot = ipw.Box([self.save, *([] if app else [self.link]), self.screen])
        for part, name in ((picks, "picks"), (here, "map"), (four, "four"), (foot, "foot")):
            part.add_class(f"sbs-{name}")
        super().__init__([picks, four], "Explore", below=[foot])
        self.add_class("sbs-explore")
        if app:
            self.add_class("sbs-app")
        if state is None:
            kept = (
                {"state": os.environ.get("QUERY_STRING")} if app else load_answers("explore-state")
            )
            state = kept.get("state") or ""
        self._choose(**dict(parse_qsl(str(state))))
        for name, picker in self._pickers.items():
            self.on(picker, "value", lambda value, name=name: self._picked(name, value))
        self.on(self.view, "picked", self._picked_in_text)
        self.on(self.lines, "picked", self._go)
        self.on(self.claims, "picked", self._go)
        self.on(self.map, "picked", self._picked_on_map)
        self.on(self.screen, "room", self._draw_map)
        self.on(self.link, "value", self._linked)

    def _place_options(self):
        names = {p.place_id: p.name or p.text for p in self._places}
        return [
            ("none", ""),
            *by_count((p.place_id for p in self._places if p.literal and p.place_id), names),
        ]

    @property
    def state(self):
        """What is chosen, as one line: ``Explorer(..., state=...)`` chooses it again."""
        chosen = {n: p.value for n, p in self._pickers.items() if n != "place"}
        return urlencode({k: v for k, v in (chosen | {"at": self._at}).items() if v})

    # what is chosen, as records

    def _here(self, record):
        return self.scope.value == "all" or record.article_id == self.article_picker.value

    def _lines(self):
        return [m for m in self._mentions if m.entity_id == self.entity_picker.value]

    def _said(self):
        """The claims listed: those about the chosen name, or that name a place in the area."""
        here = [c for c in self._claims if self._here(c)]
        spots = self._spots()
        if not self._area:
            return [c for c in here if self.entity_picker.value in c.entity_ids]
        return [
            c
            for c in here
            if any(p.article_id == c.article_id and c.start <= p.start < c.end for p in spots)
        ]

    def _spots(self):
        here = [p for p in self._places if self._here(p)]
        return [p for p in here if not self._area or p.place_id in self._area]

    def table(self):
        """Give the lines of the chosen name as a DataFrame."""
        return in_context(self._lines(), self._articles.values())

    def selection(self):
        """Give what is on the screen: mentions, places and claims as DataFrames."""
        chosen = {"mentions": self._lines(), "places": self._spots(), "claims": self._said()}
        return {name: to_frame(records) for name, records in chosen.items()}

    def _who(self, claim):
        if claim.kind == "author":
            return "the article itself"
        text = self._articles[claim.article_id].text
        source = claim.source_start is not None
        words = text[claim.source_start : claim.source_end] if source else "nobody named"
        return f"{words} ({claim.rung})"

    def brief(self):
        """Give the statements of the brief: who names the chosen name, who says what about it."""
        name, by_article = self._names.get(self.entity_picker.value), {}
        for m in self._lines():
            by_article.setdefault(m.article_id, []).append(m)
        about = f"in the area drawn on the map, with {name}" if self._area else f"about {name}"
        named = [(f"{a} names {name}, times: {len(ms)}.", ms) for a, ms in by_article.items()]
        said = [(f"{c.article_id}, {self._who(c)}, {about}:", [c]) for c in self._said()]
        return named + said

    def export(self, folder):
        """Write what is on the screen as CSV tables, GeoJSON and a brief in HTML.

        Returns
        -------
        list of pathlib.Path
        """
        folder = Path(folder)
        paths = [write_csv(frame, folder / f"{n}.csv") for n, frame in self.selection().items()]
        path = folder / "places.geojson"
        spots = to_geojson(self._spots())
        write_whole(path, json.dumps(spots, ensure_ascii=False))
        title = f"{self._names.get(self.entity_picker.value)} in {len(self._articles)} articles"
        return [*paths, path, save_brief(self.brief(), self._articles.values(), title, folder)]

    def _export(self):
        if self._keeps:
            paths = self.export(work_folder() / "explore")
            self.say(f"Saved {', '.join(path.name for path in paths)} in {paths[0].parent}.")
            return
        with tempfile.TemporaryDirectory() as folder:
            self.export(Path(folder, "explore"))
            pack = shutil.make_archive(f"{folder}/pack", "zip", folder, "explore")
            self.screen.send({"save": "explore.zip"}, [Path(pack).read_bytes()])
        self.say("Saved as explore.zip among your downloads.")

    # what is picked, and where

    def _choose(self, scroll=True, **values):
        """Choose by name in several lists at once, draw once; what no list has is left out."""
        self._quiet = True
        try:
            for name, value in values.items():
                picker = self._pickers.get(name)
                if picker and value in dict(picker.options).values():
                    picker.value = value
            entity = self.entity_picker.value
            known = dict(self.place_picker.options).values()
            self.place_picker.value = entity if entity in known else ""
            self._at = values.get("at", "")
        finally:
            self._quiet = False
        self.draw(scroll)

    def _picked(self, name, value):
        self._choose(**({"name": value} if name == "place" and value else {}))

    def _linked(self, state):
        if state != self.state:
            self._choose(**dict(parse_qsl(state)))

    def _picked_in_text(self, mark):
        self._go(mark, self.article_picker.value, scroll=False)

    def _go(self, key, article=None, scroll=True):
        """Go to a passage: a claim by its id, a mention by ``article:start-end``."""
        if not key or key == self._at:
            return
        claim = next((c for c in self._claims if c.id == key), None)
        if claim:
            about = claim.entity_ids
            more = {} if self.entity_picker.value in about or not about else {"name": about[0]}
            self._choose(scroll, article=claim.article_id, mark=MARKS[1], at=key, **more)
            return
        key = f"{article}:{key}" if article else key
        for m in self._mentions:
            if self._key(m) == key:
                more = {"mark": MARKS[0]} if self.layer.value == MARKS[1] else {}
                self._choose(scroll, article=m.article_id, name=m.entity_id, at=key, **more)

    @staticmethod
    def _key(mention):
        return f"{mention.article_id}:{mention.start}-{mention.end}"

    def _picked_on_map(self, picked):
        area = picked.get("area", {}).get("place_id")
        if area != self._area:  # a brush: the claims that name a place within it
            self._area = area
            self.draw(scroll=False)
        for place_id in picked.get("place", {}).get("place_id", ()):
            names = {p.entity_id for p in self._places if p.place_id == place_id}
            self._choose(name=place_id if place_id in names else min(names))

    # what is shown

    def _map(self):
        here = [p for p in self._places if self._here(p)]
        width, height = self.screen.room
        # beside the map stands the world, above it a title, below it a legend
        size = {"width": max(width - 300, 300), "height": max(height - 150, 240), "aside": True}
        return place_map(here, self._articles.values(), selected=self.entity_picker.value, **size)

    def _draw_map(self, _=None):
        self.map.chart = self._map()

    def draw(self, scroll=True):
        """Show the choice everywhere."""
        article, entity = self.article, self.entity_picker.value
        name, layer = self._names.get(entity, entity), self.layer.value
        here = self.here(self._mentions)
        one = [m for m in here if m.entity_id == entity]
        if layer == MARKS[1]:
            marks = claim_marks(self.here(self._claims))
        else:
            marks = mention_marks(one if layer == MARKS[2] else here)
            chosen = {f"{m.start}-{m.end}" for m in one}
            marks = [m | {"style": "hit"} if m["id"] in chosen else m for m in marks]
        self._quiet = True
        try:
            self._show(article, marks, one if scroll else ())
        finally:
            self._quiet = False
        said = self._said()
        rows = self.table().itertuples(index=False)
        self.lines.rows = [
            [self._key(m), row.article_id, row.before, row.text, row.after]
            for m, row in zip(self._lines(), rows, strict=True)
        ]
        self.lines.caption = f"{name}: every line that names it ({len(self.lines.rows)})"
        self.claims.rows = [[c.id, c.article_id, self._who(c), c.text] for c in said]
        about = "that name a place in the area drawn on the map" if self._area else f"about {name}"
        self.claims.caption = f"Claims {about} ({len(said)})"
        self._draw_map()
        self.screen.state = self.link.value = self.state
        if self._keeps:
            save_answers("explore-state", {"state": self.state})
        self.say(
            f"{article.id} names {name} {len(one)} times, the others "
            f"{len(self.lines.rows) - len(one)} times. Claims listed: {len(said)}."
        )

    def _show(self, article, marks, first):
        self.view.show(article, marks)
        self.lines.picked = self.claims.picked = self._at
        self.view.picked = self._at.rpartition(":")[2]
        starts = [m["start"] for m in marks if m["id"] == self.view.picked]
        starts += [m.start for m in first]
        if first or (starts and self._at):
            self.view.scroll_to = -1  # the same passage again is a change, too
            self.view.scroll_to = starts[0]
