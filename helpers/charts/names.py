"""Charts of names: one thing under many names, and who is called what."""

from __future__ import annotations

import altair as alt
import pandas as pd

from helpers.charts.base import begin, columns

KINDS = {  # of wording: shape and colour
    "name": ("circle", "#555555"),
    "neutral": ("square", "#0077BB"),
    "loaded": ("triangle-up", "#CC3311"),
    "distancing": ("diamond", "#882255"),
}


def merging_chart(table, name):
    """Draw how often an entity is named: under one name, and under all its names together.

    Parameters
    ----------
    table : pandas.DataFrame
        From ``names_table``.
    name : str
        The one name somebody would search for.
    """
    rows = table.iloc[:-1].rename_axis("name").reset_index().melt("name", None, "article", "n")
    both = [f"a search for “{name}” alone", "all names together"]
    parts = [rows[rows["name"] == name], rows]
    rows = pd.concat([part.assign(search=s) for s, part in zip(both, parts, strict=True)])
    rows["nth"] = rows["name"].map(list(table.index).index)
    chart = alt.Chart(rows, width=330, height=alt.Step(30)).encode(
        y=alt.Y("article:N", sort=list(table.columns), title=None)
    )
    bars = chart.mark_bar().encode(
        x=alt.X("sum(n):Q", title="times named"),
        color=alt.Color("name:N", sort=list(table.index), title="under the name"),
        order="nth:Q",
        tooltip=["article", "name", "n"],
    )
    sums = chart.mark_text(align="left", dx=4).encode(x="sum(n):Q", text="sum(n):Q")
    side = alt.Column("search:N", sort=both, title=None)
    return alt.layer(bars, sums).facet(column=side, title="One thing, how many names?")


def naming_chart(table, articles, title="Who is called what"):
    """Draw wordings against articles: shape for the kind, filled where the article itself speaks.

    Parameters
    ----------
    table : pandas.DataFrame
        Rows of ``naming_table`` about one actor.
    articles : iterable of Article
    """
    rows = table.rename(columns={"article_id": "article"})
    rows["voice"] = (rows["by"] == "author").map({True: "own", False: "quoted"})
    rows = rows.groupby(["called", "kind", "article", "voice"])["by"]
    rows = rows.agg(times="size", by=lambda by: ", ".join(sorted(set(by)))).reset_index()
    kinds, (shapes, colours) = list(KINDS), zip(*KINDS.values(), strict=True)
    rows["rank"] = rows["kind"].map(kinds.index)
    order = rows.sort_values(["rank", "times"], ascending=[True, False])["called"].unique()
    rows["times"] = rows["times"].astype(str).replace("1", "")
    words = "Filled: the article’s own voice. Hollow: somebody it quotes"
    wide = alt.Step(96, **{"for": "position"})
    chart = begin(rows, title, words, width=wide, height=alt.Step(26)).encode(
        x=columns(articles),
        # side by side, so that none hides the other
        xOffset=alt.XOffset("voice:N", scale=alt.Scale(domain=["own", "quoted"])),
        y=alt.Y("called:N", sort=list(order), title=None, axis=alt.Axis(grid=True)),
        tooltip=["called", "kind", "article", "by", "times"],
    )
    look = {"title": None, "legend": alt.Legend(columns=4)}
    colour = alt.Color("kind:N", scale=alt.Scale(domain=kinds, range=colours), **look)
    shape = alt.Shape("kind:N", scale=alt.Scale(domain=kinds, range=shapes), **look)
    fill = alt.condition("datum.voice == 'own'", colour, alt.value("white"))
    marks = chart.mark_point(size=130, strokeWidth=2, opacity=1)
    return marks.encode(color=colour, shape=shape, fill=fill) + chart.mark_text(dx=14).encode(
        text="times"
    )
