"""What all charts share: the theme, the colours of the ladder, articles as columns."""

from __future__ import annotations

import altair as alt

from helpers.records import RUNGS

INK = ["#2b1d4f", "#1f5fa8", "#1d8a7a", "#8fb339", "#f2b134", "#c2685a", "#f7e3b0", "#555555"]
RUNG_COLOURS = dict(  # dark to light, so that the ladder reads in grey too
    zip(RUNGS, ["#08306b", "#2171b5", "#6baed6", "#f9a64a", "#fdd9a8", "#949494"], strict=True)
)


@alt.theme.register("side-by-side", enable=True)
def _theme():
    words = {"labelFontSize": 14, "titleFontSize": 14}
    return alt.theme.ThemeConfig(
        config={
            "font": "Liberation Sans, Arial, sans-serif",
            "title": {"fontSize": 17, "anchor": "start", "subtitleFontSize": 14, "offset": 10},
            "axis": words | {"labelLimit": 420},
            "axisTop": {"labelAngle": 0},
            "axisX": {"tickMinStep": 1},
            "bar": {"stroke": "#555", "strokeWidth": 0.5},
            "legend": words | {"labelLimit": 0, "orient": "bottom", "columns": 3},
            "header": {"labelFontSize": 15, "titleFontSize": 14},
            "text": {"fontSize": 14},
            "view": {"stroke": "#ddd"},
            "range": {"category": INK},  # dark to light as well
        }
    )


def begin(rows, title, subtitle="", **size):
    """Begin a chart of some rows; where there are none, it says so."""
    if not len(rows):  # numbers, so that Altair does not warn that it cannot tell their type
        rows, subtitle = rows.astype(float), "Nothing was found to draw."
    return alt.Chart(rows, title=alt.Title(title, subtitle=subtitle)).properties(**size)


def columns(articles):
    """Articles side by side, their names on top."""
    ids = [article.id for article in articles]
    return alt.X("article:N", title=None, scale=alt.Scale(domain=ids), axis=alt.Axis(orient="top"))


def by_rung(rungs=RUNGS, **look):
    """Colour by rung of the ladder."""
    scale = alt.Scale(domain=list(rungs), range=[RUNG_COLOURS.get(r, "#fff") for r in rungs])
    return alt.Color("rung:N", scale=scale, title=None, **look)


def on_rung(rungs):
    """Tell the ink that is read on the colour of each rung."""
    return rungs.isin(RUNGS[:2]).map({True: "white", False: "black"})


def reach(rungs):
    """Tell whether a source of each rung could be asked."""
    return rungs.isin(RUNGS[:3]).map({True: "one could ask", False: "nobody to ask"})
