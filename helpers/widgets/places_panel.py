"""Text and map side by side: pick an article, click a dot, read its passages."""

from __future__ import annotations

import ipywidgets as ipw

from helpers.maps import place_map
from helpers.tables import in_context
from helpers.widgets.base import Panel, lines_html
from helpers.widgets.chart_view import ChartView
from helpers.widgets.panels import article_picker
from helpers.widgets.text_view import TextView


def place_marks(place_mentions):
    """Marks for place mentions: the label says whether the name is about the ground."""
    return [
        {
            "id": f"{p.start}-{p.end}",
            "start": p.start,
            "end": p.end,
            "style": "GPE" if p.literal else "ORG",
            "label": "place" if p.literal else "stands for somebody",
            "title": p.why,
        }
        for p in place_mentions
    ]


class PlacePanel(Panel):
    """Pick an article and a place: see it on the map and in the text, each way."""

    def __init__(self, articles, place_mentions):
        self._articles = {a.id: a for a in articles}
        self._places = list(place_mentions)
        self.article_picker = article_picker(articles)
        self.place_picker = ipw.Dropdown(description="Place", layout=ipw.Layout(width="340px"))
        self.every = ipw.Checkbox(
            False, description="also where it stands for somebody", indent=False
        )
        self.view = TextView(height="480px")
        self.map = ChartView(self._map())
        self.lines = ipw.HTML()
        controls = ipw.HBox([self.article_picker, self.place_picker, self.every])
        controls.layout.flex_flow = "row wrap"
        super().__init__([controls, self.map, self.lines, self.view], "Places")
        self.on(self.article_picker, "value", self.fill)
        self.on(self.every, "value", self.fill)
        self.on(self.place_picker, "value", self.draw)
        self.on(self.map, "picked", self._picked_on_map)
        self.on(self.view, "picked", self._picked_in_text)
        self.fill()

    def _here(self):
        return [p for p in self._places if p.article_id == self.article_picker.value]

    def _map(self):
        literal = not self.every.value
        known = self._articles.values()
        return place_map(self._here(), known, literal_only=literal, width=640, height=480)

    def fill(self, _=None):
        """Show the chosen article on the map and in the text."""
        here = [p for p in self._here() if p.literal or self.every.value]
        self.map.chart = self._map()
        self.view.show(self._articles[self.article_picker.value], place_marks(here))
        counts = {}
        for p in here:
            if p.place_id:
                name = p.name or p.text
                counts[p.place_id] = (name, counts.get(p.place_id, (name, 0))[1] + 1)
        order = sorted(counts, key=lambda key: (-counts[key][1], counts[key][0]))
        self.place_picker.options = [(f"{counts[k][0]} ({counts[k][1]})", k) for k in order]
        self.place_picker.value = order[0] if order else None
        self.draw()

    def table(self):
        """Give every line in which the chosen place is named, in all articles."""
        chosen = [
            p
            for p in self._places
            if p.place_id == self.place_picker.value and (p.literal or self.every.value)
        ]
        return in_context(chosen, self._articles.values())

    def draw(self, _=None):
        """Show the passages of the chosen place."""
        place, table = self.place_picker.value, self.table()
        first = next((p for p in self._here() if p.place_id == place), None)
        if first is None:
            self.lines.value = ""
            self.say("No place to show in this article.")
            return
        self.lines.value = lines_html(table, f"{first.name or first.text}: every passage")
        self.view.scroll_to = first.start
        self.say(f"{first.name or first.text}: {first.why}")

    def _choose(self, place_id):
        if place_id in {value for _, value in self.place_picker.options}:
            self.place_picker.value = place_id

    def _picked_on_map(self, picked):
        for fields in picked.values():
            for place_id in fields.get("place_id", ()):
                self._choose(place_id)

    def _picked_in_text(self, mark):
        for p in self._here():
            if f"{p.start}-{p.end}" == mark:
                self._choose(p.place_id)
