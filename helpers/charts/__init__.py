"""Charts: frames become Altair charts. One theme, one palette; meaning never by colour alone."""

from helpers.charts.articles import counts_chart, dates_chart, presence_chart
from helpers.charts.claims import (
    cites_chart,
    matrix_chart,
    rungs_chart,
    sources_chart,
    strip_chart,
)
from helpers.charts.names import merging_chart, naming_chart
