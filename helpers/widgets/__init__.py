"""Widgets: pickers and panels. They hold what is chosen and call the other rooms; they compute nothing.

Every panel is a twin of plain functions: its ``table()`` gives what it shows as a DataFrame.
"""

from helpers.widgets.base import KeysToWidgets, Panel, note
from helpers.widgets.text_view import TextView, claim_marks, mention_marks

__all__ = ["KeysToWidgets", "Panel", "TextView", "claim_marks", "mention_marks", "note"]
