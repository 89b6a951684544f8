"""Widgets: pickers and panels. They hold what is chosen, call the rooms above, compute nothing.

Every panel has a twin among the plain functions, and ``table()`` gives what it shows as a frame.
"""

from helpers.widgets.base import KeysToWidgets, Panel, article_picker, entity_picker, note
from helpers.widgets.cards import PairCards, RowSheet
from helpers.widgets.chart_view import ChartView, show_charts
from helpers.widgets.claim_marker import ClaimMarker
from helpers.widgets.comparing import MatrixPanel
from helpers.widgets.errors import ErrorSorter, PatternPanel
from helpers.widgets.explore import Explorer
from helpers.widgets.loader import LoaderPanel
from helpers.widgets.marking import MarkingPanel, MarksBeside, load_marks
from helpers.widgets.naming import AliasBoard, NamingPanel
from helpers.widgets.panels import ArticleReader, ClaimPanel, EntityPanel, PlacePanel
from helpers.widgets.text_view import TextView, claim_marks, mention_marks, place_marks
