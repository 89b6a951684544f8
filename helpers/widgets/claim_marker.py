"""A panel to take a sentence apart by hand: content, cue, source, rung; then look at others."""

from __future__ import annotations

import ipywidgets as ipw

from helpers.keys import change_answers, load_answers
from helpers.records import RUNGS
from helpers.tables import beside_table
from helpers.widgets.base import Panel, row_of, table_html
from helpers.widgets.text_view import mark

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
        picker, view = self.reads(articles, mode="mark", height="340px")
        self._claims, self._key = list(claims), list(key)
        self.buttons = {p: self.button(f"This is the {p}", lambda p=p: self.mark(p)) for p in PARTS}
        self.nobody = self.button("No source", lambda: self._put(source=None))
        rungs = [("choose a rung", None), *((rung, rung) for rung in RUNGS[:-1])]
        self.rung = ipw.Dropdown(options=rungs, description="Rung")
        self.compare, self.result = self.button("Compare", self.show, main=True), ipw.HTML()
        controls = row_of(*self.buttons.values(), self.nobody, self.rung, self.compare)
        super().__init__([picker, view, controls, self.result], "Take apart", redraw=[picker])
        self.on(self.rung, "value", lambda rung: rung and self._keep(rung=rung))
        self.draw()

    def draw(self):
        """Show the chosen article, with what was marked in it before."""
        kept = load_answers("05-marks").get(self.article.id, {})
        self.parts = {name: kept[name] for name in PARTS if name in kept}
        self.result.value = ""
        self.choose(self.rung, kept.get("rung"))
        self.view.show(self.article, self._marks())
        start = "Select words in the text, then say what they are."
        self.say("Your parts are back: change any." if self.parts else start)

    def _marks(self):
        return [mark(*s, name, name, "your mark", name) for name, s in self.parts.items() if s]

    def _keep(self, **parts):
        article = self.article.id
        change_answers("05-marks", lambda kept: kept.setdefault(article, {}).update(parts))

    def mark(self, part):
        """Keep the selected words as one part of the claim."""
        chosen = tuple(self.view.selected)
        if len(chosen) == 2 and chosen[0] < chosen[1]:
            self._put(**{part: chosen})
        else:
            self.say("Please select some words in the text first.")

    def _put(self, **part):
        self.parts |= part
        self._keep(**part)
        self.view.marks = self._marks()
        left = [name for name in PARTS if name not in self.parts]
        self.say(f"Still to mark: {', '.join(left)}." if left else "Now the rung, then Compare.")

    def table(self):
        """Give your parts beside the machine's and the key's as a DataFrame."""
        mine = self.parts | {"rung": self.rung.value}
        return beside_table(self.article, self._claims, self._key, *self.parts["content"], mine)

    def show(self):
        """Compare, once all four are chosen."""
        if len(self.parts) < len(PARTS) or not self.parts["content"]:
            self.say("Please mark content, cue and source first (or press No source).")
        elif self.rung.value is None:
            self.say("Please choose a rung first.")
        else:
            self.result.value = table_html(self.table(), "Yours, the machine’s, the key’s")
            self.say("Where do you differ, and who has the better reason?")
