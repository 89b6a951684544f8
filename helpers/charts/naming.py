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
    ids, kinds = [article.id for article in articles], list(NAMING)
    rows = table.assign(quoted=table["by"] != "author")
    rows = rows.groupby(["called", "kind", "article_id", "quoted"])["by"]
    rows = rows.agg(times="size", by=lambda by: ", ".join(sorted(set(by)))).reset_index()
    rank = rows["kind"].map(kinds.index)
    order = rows.assign(rank=rank).sort_values(["rank", "times"], ascending=[True, False])["called"]
    title = alt.Title(title, subtitle="Filled: the article's own voice. Hollow: somebody it quotes")
    base = alt.Chart(rows, title=title, width=alt.Step(92), height=alt.Step(24)).encode(
        x=alt.X("article_id:N", title=None, axis=alt.Axis(labelAngle=0, orient="top"),
                scale=alt.Scale(domain=ids)),
        y=alt.Y("called:N", sort=list(dict.fromkeys(order)), title=None,
                axis=alt.Axis(labelLimit=340, grid=True)),
        tooltip=["called:N", "kind:N", "article_id:N", "by:N", "times:Q"],
    )  # fmt: skip
    shapes = alt.Scale(domain=kinds, range=[*NAMING.values()])
    colours = alt.Scale(domain=kinds, range=["#555555", "#0077BB", "#CC3311", "#882255"])
    legend = alt.Legend(orient="bottom", direction="horizontal", title=None)
    layers = []
    for quoted, shift in ((False, -16), (True, 16)):  # side by side, so that none hides the other
        voice = base.transform_filter(f"datum.quoted == {str(quoted).lower()}")
        ink = {"color": alt.Color("kind:N", scale=colours, legend=legend)}
        fill = (
            {"fill": alt.value("white")}
            if quoted
            else {"fill": alt.Fill("kind:N", scale=colours, legend=legend)}
        )
        layers += [
            voice.mark_point(size=130, strokeWidth=2, opacity=1, xOffset=shift).encode(
                shape=alt.Shape("kind:N", scale=shapes, legend=legend), **ink, **fill
            ),
            voice.transform_filter("datum.times > 1")
            .mark_text(align="left", fontSize=12, xOffset=shift + 9)
            .encode(text="times:Q"),
        ]
    return alt.layer(*layers)
