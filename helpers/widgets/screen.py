"""Parts of the one screen: a table whose rows can be picked, and what only the page knows."""

from __future__ import annotations

import anywidget
import traitlets

from helpers.widgets.base import STATIC


class RowList(anywidget.AnyWidget):
    """Show rows as a table; a click, Enter or space on one sets ``picked`` to its key.

    Traits
    ------
    rows : list of list of str
        The key first, then one text a column.
    link : int
        Which column is the button.
    """

    _esm = STATIC / "rows.js"
    _css = STATIC / "explore.css"
    caption = traitlets.Unicode().tag(sync=True)
    columns = traitlets.List().tag(sync=True)
    rows = traitlets.List().tag(sync=True)
    link = traitlets.Int(0).tag(sync=True)
    picked = traitlets.Unicode().tag(sync=True)


class Screen(anywidget.AnyWidget):
    """The button that fills the screen; ``room`` is the size of the map's part in pixels."""

    _esm = STATIC / "screen.js"
    state = traitlets.Unicode().tag(sync=True)
    in_address = traitlets.Bool().tag(sync=True)
    room = traitlets.List([720, 400]).tag(sync=True)
