"""Charts of names: one thing under many names, and who is called what."""

from __future__ import annotations

import altair as alt
import pandas as pd

NAMING = {"name": "circle", "neutral": "square", "loaded": "triangle-up", "distancing": "diamond"}


def merging_chart(table, name):
    """Draw how often an entity is named: under one name, and under all its names together.

    Parameters
    ----------
    table : pandas.DataFrame
        From ``names_table``.
    name : str
        The one name somebody would search for.
    """
    both = [f"a search for “{name}” alone", "all names together"]
    rows = [
        {"search": search, "article": article, "name": spelling, "n": int(n)}
        for search in both
        for spelling, counts in table.iloc[:-1].iterrows()
        if search == both[1] or spelling == name
        for article, n in counts.items()
    ]
    base = alt.Chart(pd.DataFrame(rows), width=300, height=alt.Step(30)).encode(
        y=alt.Y("article:N", sort=list(table.columns), title=None)
    )
    bars = base.mark_bar(stroke="white").encode(
        x=alt.X("sum(n):Q", title="times named", axis=alt.Axis(tickMinStep=1)),
        color=alt.Color(
            "name:N",
            sort=list(table.index),
            title="under the name",
            legend=alt.Legend(orient="bottom", columns=3, labelLimit=0),
        ),
        tooltip=["article:N", "name:N", "n:Q"],
    )
    sums = base.mark_text(align="left", dx=4, fontSize=13).encode(x="sum(n):Q", text="sum(n):Q")
    return alt.layer(bars, sums).facet(
        column=alt.Column("search:N", sort=both, title=None), title="One thing, how many names?"
    )


def naming_chart(table, articles, title="Who is called what"):
    """Draw wordings against articles: shape for the kind, filled where the article itself speaks.

    Parameters
    ----------
    table : pandas.DataFrame
        Rows of ``naming_table`` about one actor.
    articles : iterable of Article
    """
    ids = [article.id for article in articles]
    rows = table.assign(voice=table["by"].map(lambda by: "article" if by == "author" else "quoted"))
    rows = rows.groupby(["called", "kind", "article_id", "voice", "by"]).size()
    rows = rows.rename("times").reset_index()
    rows["rank"] = rows["kind"].map(list(NAMING).index)
    order = rows.sort_values(["rank", "times"], ascending=[True, False], kind="stable")["called"]
    title = alt.Title(title, subtitle="Filled: the article's own voice. Hollow: somebody it quotes")
    base = alt.Chart(rows, title=title, width=alt.Step(92), height=alt.Step(24)).encode(
        x=alt.X("article_id:N", title=None, axis=alt.Axis(labelAngle=0, orient="top"),
                scale=alt.Scale(domain=ids)),
        y=alt.Y("called:N", sort=list(dict.fromkeys(order)), title=None,
                axis=alt.Axis(labelLimit=340)),
        tooltip=["called:N", "kind:N", "article_id:N", "by:N", "times:Q"],
    )  # fmt: skip
    kinds, colours = list(NAMING), ["#555555", "#0077BB", "#CC3311", "#882255"]
    shapes = alt.Scale(domain=kinds, range=[*NAMING.values()])
    voices = alt.Scale(domain=["article", "quoted"], range=[1, 0])
    return base.mark_point(size=130, strokeWidth=2, opacity=1).encode(
        shape=alt.Shape("kind:N", title="kind", scale=shapes),
        color=alt.Color("kind:N", scale=alt.Scale(domain=kinds, range=colours)),
        fill=alt.Fill("kind:N", scale=alt.Scale(domain=kinds, range=colours)),
        fillOpacity=alt.FillOpacity("voice:N", legend=None, scale=voices),
    ) + base.mark_text(dx=14, align="left", fontSize=12).encode(
        text=alt.condition("datum.times > 1", "times:Q", alt.value(""))
    )  # fmt: skip
