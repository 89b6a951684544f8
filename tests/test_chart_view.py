"""A chart shown after another is what it would be if shown first."""

import json

import altair as alt
import pandas as pd
import pytest

from helpers.maps import place_map
from helpers.records import PlaceMention
from helpers.widgets import ChartView

RAQQA = PlaceMention("a", 0, 5, "Raqqa", "raqqa", "found", True, 35.95, 39.01, "")


def bars(*n, title="Mentions"):
    rows = pd.DataFrame({"place": list("abc")[: len(n)], "n": n})
    return (
        alt.Chart(rows, title=title, description=f"{sum(n)} mentions")
        .mark_bar()
        .encode(x="n:Q", y="place:N")
    )


def named(*n):
    chart = alt.Chart(alt.NamedData("rows")).mark_bar().encode(x="n:Q")
    return chart.properties(datasets={"rows": [{"n": k} for k in n]})


def shown(view):
    return view._spec, view._words, view._data


@pytest.mark.parametrize(
    "first, second, same_drawing",
    [
        (bars(1, 2), bars(3, 4, 5), True),
        (bars(1, 2), bars(1, 2, title="Other"), False),
        (bars(1, 3) | bars(2), bars(3, 1) | bars(2), True),
        (named(1), named(2), True),
        (place_map([]), place_map([RAQQA], selected="raqqa"), True),
        (place_map([]), place_map([], literal_only=False), False),
        (bars(1), {"mark": "bar"}, False),
        ({"mark": "bar"}, bars(1), False),
    ],
)
def test_a_second_chart_is_shown_as_if_it_were_the_first(first, second, same_drawing):
    view = ChartView(first)
    spec = view._spec
    view.chart = second
    assert shown(view) == shown(ChartView(second))
    assert (view._spec == spec) is same_drawing
    assert view.chart is second


def test_a_chart_changed_in_place_is_drawn_anew():
    chart = bars(1, 2)
    view = ChartView(chart)
    chart.title = "Other"
    view.chart = chart
    assert json.loads(view._spec)["title"] == "Other"


def test_data_are_steady_and_the_chart_is_not_changed():
    chart = bars(1, 2)
    before = chart.to_dict()
    assert list(ChartView(chart)._data) == ["rows_0"]
    assert chart.to_dict() == before
