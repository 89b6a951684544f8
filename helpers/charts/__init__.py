"""Charts: frames become Altair charts. One theme, one palette; meaning never by colour alone."""

from helpers.charts.base import (
    LABEL_COLOURS,
    RUNG_COLOURS,
    counts_chart,
    dates_chart,
    matrix_chart,
    presence_chart,
    rungs_chart,
    sources_chart,
)
from helpers.charts.claims import cites_chart, strip_chart
from helpers.charts.naming import NAMING, merging_chart, naming_chart

__all__ = [
    "LABEL_COLOURS",
    "NAMING",
    "RUNG_COLOURS",
    "cites_chart",
    "counts_chart",
    "dates_chart",
    "matrix_chart",
    "merging_chart",
    "naming_chart",
    "presence_chart",
    "rungs_chart",
    "sources_chart",
    "strip_chart",
]
