"""A panel to take a sentence apart by hand: content, cue, source, rung; then look at others."""

from __future__ import annotations

import ipywidgets as ipw

from helpers.keys import change_answers, load_answers
from helpers.records import RUNGS
from helpers.tables import beside_table
from helpers.widgets.base import Panel, table_html
from helpers.widgets.panels import article_picker
from helpers.widgets.text_view import TextView

PARTS = ("content", "cue", "source")


class ClaimMarker(Panel):
    """Mark content, cue and source in an article, choose a rung, compare with machine and key.

    Parameters
    ----------
    articles : list of Article
    claims, key : lists of Claim
        The machine's and a reader's; shown only after all four are chosen.

    Notes
    -----
    Select words with the mouse, or with the arrow keys and Shift, then press the part they are.
    "No source" says that nobody is named. Each part is kept at once as ``05-marks`` and comes back
    with its article. The twin without a widget is ``tables.beside_table``.
    """

    def __init__(self, articles, claims, key):
        self._articles = {a.id: a for a in articles}
        self._claims, self._key = list(claims), list(key)
        self.picker = article_picker(articles)
        self.view = TextView(mode="mark", height="340px")
        self.buttons = {part: ipw.Button(description=f"This is the {part}") for part in PARTS}
        self.nobody = ipw.Button(description="No source")
        self.rung = ipw.Dropdown(options=[("choose a rung", None), *RUNGS[:-1]], description="Rung")
        self.compare = ipw.Button(description="Compare", button_style="primary")
        self.result = ipw.HTML()
        controls = ipw.HBox([*self.buttons.values(), self.nobody, self.rung, self.compare])
        controls.layout.flex_flow = "row wrap"
        super().__init__([self.picker, self.view, controls, self.result], "Take a claim apart")
        self.on(self.picker, "value", self.draw)
        self.on(self.rung, "value", lambda rung: rung and self._keep(rung=rung))
        for part, button in self.buttons.items():
            self.on_click(button, lambda part=part: self.mark(part))
        self.on_click(self.nobody, lambda: self.mark("source", none=True))
        self.on_click(self.compare, self.show)
        self.draw()

    def draw(self, _=None):
        """Show the chosen article, with what was marked in it before."""
        kept = load_answers("05-marks").get(self.picker.value, {})
        self.parts = {name: kept[name] for name in PARTS if name in kept}
        self.rung.value, self.result.value = kept.get("rung"), ""
        self.view.show(self._articles[self.picker.value], self._marks())
        self.say("Your parts are back: change any." if self.parts else
                 "Select words in the text, then say what they are.")  # fmt: skip

    def _marks(self):
        return [
            {"id": n, "start": s[0], "end": s[1], "style": n, "label": n, "title": "your mark"}
            for n, s in self.parts.items()
            if s
        ]

    def _keep(self, **parts):
        article = self.picker.value
        change_answers("05-marks", lambda kept: kept.setdefault(article, {}).update(parts))

    def mark(self, part, none=False):
        """Keep the selected words as one part of the claim."""
        chosen = tuple(self.view.selected)
        if none or len(chosen) == 2 and chosen[0] < chosen[1]:
            self.parts[part] = None if none else chosen
            self._keep(**{part: self.parts[part]})
            self.view.marks = self._marks()
        else:
            self.say("Please select some words in the text first.")
            return
        left = [name for name in PARTS if name not in self.parts]
        self.say(f"Still to mark: {', '.join(left)}." if left else "Now the rung, then Compare.")

    def table(self):
        """Give your parts beside the machine's and the key's as a DataFrame."""
        article, (start, end) = self._articles[self.picker.value], self.parts["content"]
        mine = self.parts | {"rung": self.rung.value}
        return beside_table(article, self._claims, self._key, start, end, mine)

    def show(self):
        """Compare, once all four are chosen."""
        if [n for n in PARTS if n not in self.parts] or not self.parts["content"]:
            self.say("Please mark content, cue and source first (or press No source).")
            return
        if self.rung.value is None:
            self.say("Please choose a rung first.")
            return
        self.result.value = table_html(self.table(), "Yours, the machine’s, the key’s")
        self.say("Where do you differ, and who has the better reason?")
