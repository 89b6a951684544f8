"""Charts of articles: when they were published, whom they name how often."""

from __future__ import annotations

import altair as alt
import pandas as pd

from helpers.charts.base import begin, columns
from helpers.tables import to_frame


def dates_chart(articles):
    """Draw between which days each article was published, as far as that is known.

    Examples
    --------
    >>> from helpers.articles import load_articles
    >>> dates_chart(load_articles()).to_dict()["layer"][0]["mark"]["type"]
    'bar'
    """
    dated = [article for article in articles if article.earliest and article.latest]
    rows = to_frame(dated, ["id", "earliest", "latest", "date_from"])
    rows["label"] = [" to ".join(dict.fromkeys((a.earliest[:7], a.latest[:7]))) for a in dated]
    printed = (rows["date_from"] != "background knowledge").sum()
    subtitle = f"Known of {len(rows)}; {printed or 'none'} of them print their date"
    chart = begin(rows, "When was each article published?", subtitle, width=600, height=200)
    chart = chart.encode(
        y=alt.Y("id:N", sort=alt.SortField("earliest"), title=None),
        tooltip=["id", "earliest:T", "latest:T", alt.Tooltip("date_from:N", title="known from")],
    )
    bars = chart.mark_bar(height=14, minBandSize=6, color="#0077BB", cornerRadius=3)
    words = chart.mark_text(align="left", dx=10).encode(x="latest:T", text="label")
    return bars.encode(x=alt.X("earliest:T", title=None), x2="latest:T") + words


def counts_chart(mentions, names=None, top=15):
    """Draw how often each entity is named, one bar an entity, split by article.

    Parameters
    ----------
    mentions : list of Mention
    names : dict, optional
        Entity id to the name shown.
    top : int
        How many entities.
    """
    rows = to_frame(mentions, ["article_id", "entity_id", "text"])
    known = rows["entity_id"].map(names or {})
    rows["entity"] = known.fillna(rows["entity_id"]).fillna(rows["text"])
    rows["nth"] = rows.groupby("article_id", sort=False).ngroup()
    order = rows["entity"].value_counts().index[:top].tolist()
    rows = rows.loc[rows["entity"].isin(order), ["entity", "article_id", "nth"]]
    chart = begin(rows, f"The {len(order)} most named", width=480, height=alt.Step(22))
    return chart.mark_bar().encode(
        x=alt.X("count():Q", title="times named"),
        y=alt.Y("entity:N", sort=order, title=None),
        color=alt.Color("article_id:N", sort=alt.SortField("nth"), title=None),
        order="nth:Q",
        tooltip=["entity", "article_id", alt.Tooltip("count()", title="mentions")],
    )


def presence_chart(mentions, articles, entity_ids, names=None):
    """Draw entities against articles: a circle with the count, a dash where there is silence."""
    count = pd.Series([(m.entity_id, m.article_id) for m in mentions]).value_counts()
    pairs = [(e, article.id) for e in entity_ids for article in articles]
    rows = [((names or {}).get(e, e), a, int(count.get((e, a), 0))) for e, a in pairs]
    rows = pd.DataFrame(rows, columns=["entity", "article", "n"])
    rows["shown"] = rows["n"].astype(str).replace("0", "–")
    chart = begin(rows, "Who is named where", width=alt.Step(96), height=alt.Step(28)).encode(
        x=columns(articles),
        y=alt.Y("entity:N", sort=None, title=None),
        tooltip=["entity", "article", alt.Tooltip("n", title="times named")],
    )
    size = alt.Size("n", legend=None, scale=alt.Scale(range=[0, 900]))
    return chart.mark_circle(color="#9ecae1").encode(size=size) + chart.mark_text().encode(
        text="shown"
    )
