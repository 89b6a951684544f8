"""Charts of claims: rungs along an article, and who cites whom."""

from __future__ import annotations

import altair as alt
import pandas as pd

from helpers.charts.base import RUNG_COLOURS
from helpers.records import RUNGS

_SCALE = alt.Scale(domain=list(RUNGS), range=list(RUNG_COLOURS.values()))


def strip_chart(claims, articles):
    """Draw each claim where it stands in its article, on the rung of its source.

    Left is the first word of the article, right the last; what the author says unsupported lies
    on the lowest line. A gap above that line is a stretch that names nobody.

    Parameters
    ----------
    claims : list of Claim
    articles : list of Article

    Examples
    --------
    >>> from helpers.articles import article_from_text
    >>> from helpers.records import Claim
    >>> claim = Claim("c", "dam", 5, 9, "leak", "indirect", "vague group")
    >>> chart = strip_chart([claim], [article_from_text("Dams leak.", id="dam")])
    >>> chart.to_dict()["spec"]["encoding"]["x"]["field"]
    'position'
    """
    ends = {a.id: len(a.reading.rstrip()) for a in articles}
    rows = [
        {
            "article": c.article_id,
            "rung": c.rung,
            "position": round(100 * c.start / ends[c.article_id], 1),
            "said": c.text[:160],
        }
        for c in claims
        if c.article_id in ends
    ]
    return (
        alt.Chart(pd.DataFrame(rows, columns=["article", "rung", "position", "said"]))
        .mark_tick(thickness=4, size=13)
        .encode(
            x=alt.X(
                "position:Q",
                title="place in the article, in per cent",
                scale=alt.Scale(domain=[0, 100]),
            ),
            y=alt.Y("rung:N", sort=list(RUNGS), scale=alt.Scale(domain=list(RUNGS)), title=None),
            color=alt.Color("rung:N", scale=_SCALE, legend=None),
            tooltip=["rung:N", "said:N", alt.Tooltip("position:Q", title="per cent")],
        )
        .properties(width=520, height=alt.Step(15))
        .facet(row=alt.Row("article:N", sort=list(ends), title=None))
        .properties(title="Where does each article name its sources?")
    )


def cites_chart(links):
    """Draw articles on the left, their sources on the right, a line for each that is cited.

    Parameters
    ----------
    links : pandas.DataFrame
        From ``tables.cites_table``: columns ``article_id source rung times``.
    """
    ids = list(dict.fromkeys(links["article_id"]))
    sources = list(dict.fromkeys(links["source"]))
    height = max(len(sources) - 1, 1)
    left = {a: (n + 0.5) * height / len(ids) for n, a in enumerate(ids)}
    right = {source: n for n, source in enumerate(sources)}
    used = [rung for rung in RUNGS if rung in set(links["rung"])]
    ask = links["rung"].isin(RUNGS[:3]).map({True: "one could ask", False: "nobody to ask"})
    rows = links.assign(
        reach=ask, x=0, x2=1, y=links["article_id"].map(left), y2=links["source"].map(right)
    )
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[-0.5, height + 0.5], reverse=True))
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-0.45, 2.1]))
    lines = (
        alt.Chart(rows)
        .mark_rule(opacity=0.9)
        .encode(
            x=x,
            x2="x2:Q",
            y=y,
            y2="y2:Q",
            size=alt.Size("times:Q", scale=alt.Scale(range=[1.5, 5]), legend=None),
            color=alt.Color(
                "rung:N",
                scale=_SCALE,
                title="rung",
                legend=alt.Legend(values=used, orient="bottom", columns=3),
            ),
            strokeDash=alt.StrokeDash(
                "reach:N",
                scale=alt.Scale(domain=["one could ask", "nobody to ask"], range=[[1, 0], [5, 4]]),
                title=None,
            ),
            tooltip=["article_id:N", "source:N", "rung:N", "times:Q"],
        )
    )
    words = [{"x": -0.03, "y": left[a], "words": a, "side": "right"} for a in ids]
    words += [{"x": 1.03, "y": right[s], "words": s, "side": "left"} for s in sources]
    texts = [
        alt.Chart(pd.DataFrame([w for w in words if w["side"] == side]))
        .mark_text(align=side, fontSize=13, fontWeight="bold" if side == "right" else "normal")
        .encode(x=x, y=y, text="words:N")
        for side in ("right", "left")
    ]
    return alt.layer(lines, *texts).properties(
        width=680, height=22 * len(sources) + 20, title="Who cites whom?"
    )
