"""Charts: frames become Altair charts. One theme, one palette; meaning never by colour alone."""

from __future__ import annotations

from textwrap import wrap

import altair as alt
import pandas as pd

from helpers.records import LABELS, RUNGS

LABEL_COLOURS = dict(  # Paul Tol's "bright", which survives colour blindness, darkest for print
    zip(
        LABELS,
        ["#EE7733", "#0077BB", "#117733", "#009988", "#CC3311", "#882255", "#AA9933"],
        strict=True,
    )
)
RUNG_COLOURS = dict(  # dark to light, so that the ladder reads in grey too
    zip(RUNGS, ["#08306b", "#2171b5", "#6baed6", "#fdae61", "#f46d43", "#bdbdbd"], strict=True)
)


@alt.theme.register("side-by-side", enable=True)
def _theme():
    return alt.theme.ThemeConfig(
        config={
            "font": "Liberation Sans, Arial, sans-serif",
            "title": {"fontSize": 16, "anchor": "start", "subtitleFontSize": 13},
            "axis": {"labelFontSize": 13, "titleFontSize": 13, "labelLimit": 260},
            "legend": {"labelFontSize": 13, "titleFontSize": 13},
            "header": {"labelFontSize": 14, "titleFontSize": 13},
            "view": {"stroke": "#ddd"},
            "range": {"category": list(LABEL_COLOURS.values())},
        }
    )


def dates_chart(articles):
    """Draw between which days each article was published, as far as that is known.

    Examples
    --------
    >>> from helpers.articles import load_articles
    >>> dates_chart(load_articles()).to_dict()["layer"][0]["mark"]["type"]
    'bar'
    """
    rows = [
        {
            "article": article.id,
            "earliest": article.earliest,
            "latest": article.latest,
            "known": article.date_from,
            "label": f"{article.earliest[:7]} to {article.latest[:7]}",
        }
        for article in articles
        if article.earliest and article.latest
    ]
    title = alt.Title("When was each article published?", subtitle="None of them prints its date")
    base = alt.Chart(pd.DataFrame(rows), width=620, height=200).encode(
        y=alt.Y("article:N", sort="x", title=None),
        tooltip=["article:N", "earliest:T", "latest:T", alt.Tooltip("known:N", title="known from")],
    )
    bars = base.mark_bar(height=14, minBandSize=6, color="#0077BB", cornerRadius=3).encode(
        x=alt.X("earliest:T", title=None), x2="latest:T"
    )
    words = base.mark_text(align="left", dx=10, fontSize=12).encode(x="latest:T", text="label:N")
    return alt.layer(bars, words, title=title)


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
    rows = pd.DataFrame(
        [
            {
                "entity": (names or {}).get(m.entity_id) or m.entity_id or m.text,
                "article": m.article_id,
                "label": m.label,
            }
            for m in mentions
        ],
        columns=["entity", "article", "label"],
    )
    order = rows["entity"].value_counts().index[:top].tolist()
    rows = rows[rows.entity.isin(order)].groupby(["entity", "article"]).size()
    rows = rows.rename("mentions").reset_index()
    return (
        alt.Chart(rows, title=f"The {len(order)} most named", width=430, height=alt.Step(20))
        .mark_bar(stroke="white", strokeWidth=0.5)
        .encode(
            x=alt.X("mentions:Q", title="times named", axis=alt.Axis(tickMinStep=1)),
            y=alt.Y("entity:N", sort=order, title=None),
            color=alt.Color("article:N", title="in article"),
            tooltip=["entity:N", "article:N", "mentions:Q"],
        )
    )


def presence_chart(mentions, articles, entity_ids, names=None):
    """Draw entities against articles: a circle with the count, a dash where there is silence."""
    ids = [article.id for article in articles]
    count = pd.Series([(m.entity_id, m.article_id) for m in mentions]).value_counts()
    rows = [
        {"entity": (names or {}).get(e, e), "article": a, "n": int(count.get((e, a), 0))}
        for e in entity_ids
        for a in ids
    ]
    for row in rows:
        row["shown"] = str(row["n"]) if row["n"] else "–"
    base = alt.Chart(
        pd.DataFrame(rows, columns=["entity", "article", "n", "shown"]),
        title="Who is named where",
        width=alt.Step(86),
        height=alt.Step(26),
    ).encode(
        x=alt.X("article:N", sort=ids, title=None, axis=alt.Axis(labelAngle=0, orient="top")),
        y=alt.Y("entity:N", sort=None, title=None),
        tooltip=["entity:N", "article:N", alt.Tooltip("n:Q", title="times named")],
    )
    dots = base.mark_circle(color="#9ecae1").encode(
        size=alt.Size("n:Q", legend=None, scale=alt.Scale(range=[0, 900]))
    )
    return dots + base.mark_text(fontSize=12).encode(text="shown:N")


def rungs_chart(claims, articles):
    """Draw how each article names its sources: attributed claims by rung of the ladder."""
    ids = [article.id for article in articles]
    rows = pd.DataFrame(
        [(c.article_id, c.rung, RUNGS.index(c.rung)) for c in claims if c.kind != "author"],
        columns=["article", "rung", "order"],
    )
    rows = rows.groupby(["article", "rung", "order"]).size().rename("claims").reset_index()
    used = [rung for rung in RUNGS if rung != "author"]
    return (
        alt.Chart(rows, title="Who says so? Attributed claims by source", width=430)
        .mark_bar(stroke="white")
        .encode(
            x=alt.X("claims:Q", title="attributed claims", axis=alt.Axis(tickMinStep=1)),
            y=alt.Y("article:N", sort=ids, title=None),
            color=alt.Color(
                "rung:N",
                sort=used,
                scale=alt.Scale(domain=used, range=[RUNG_COLOURS[r] for r in used]),
                title="source, strongest first",
            ),
            order="order:Q",
            tooltip=["article:N", "rung:N", "claims:Q"],
        )
        .properties(height=alt.Step(30))
    )


def matrix_chart(cells, questions, articles):
    """Draw who answers what, by the strongest rung a cell holds; a dash is a silence.

    Parameters
    ----------
    cells : list of Cell
    questions : list of Question
    articles : list of Article
    """
    ids = [article.id for article in articles]
    asked = {q.id: "\n".join(wrap(q.question, 54)) for q in questions}
    here = {}
    for cell in cells:
        if cell.question_id in asked:
            here.setdefault((cell.question_id, cell.article_id), []).append(cell)
    rows = []
    for (question, article), found in here.items():
        said = [cell for cell in found if not cell.silent]
        rung = min((cell.rung for cell in said), key=RUNGS.index, default="silent")
        rows.append(
            {
                "question": asked[question],
                "article": article,
                "rung": rung,
                "shown": f"{len(said)} {rung.split()[-1]}".replace("source", "no source")
                if said
                else "–",
                "ink": "white" if rung in RUNGS[:2] else "black",
                "said": " … ".join(cell.text for cell in said)[:300],
            }
        )
    rungs = {**RUNG_COLOURS, "silent": "#ffffff"}
    title = alt.Title(
        "Who answers what?", subtitle="Passages found, and the strongest source among them"
    )
    base = alt.Chart(pd.DataFrame(rows), title=title).encode(
        x=alt.X("article:N", sort=ids, title=None, axis=alt.Axis(labelAngle=0, orient="top")),
        y=alt.Y(
            "question:N",
            sort=list(asked.values()),
            title=None,
            axis=alt.Axis(
                labelExpr="split(datum.label, '\\n')",
                labelLimit=380,
                labelFontSize=12,
                labelBaseline="middle",
            ),
        ),
        tooltip=["question:N", "article:N", "rung:N", alt.Tooltip("said:N", title="passages")],
    )
    colour = alt.Color(
        "rung:N",
        scale=alt.Scale(domain=list(rungs), range=list(rungs.values())),
        legend=alt.Legend(orient="bottom", columns=4, title=None),
    )
    fields = base.mark_rect(stroke="#ccc").encode(color=colour)
    words = base.mark_text(fontSize=12).encode(
        text="shown:N", color=alt.Color("ink:N", scale=None, legend=None)
    )
    chart = alt.layer(fields, words).resolve_scale(color="independent")
    return chart.properties(width=alt.Step(92), height=alt.Step(33))


def sources_chart(links):
    """Draw which article leans on which source; a cross is nobody one could ask.

    Parameters
    ----------
    links : list of dict
        From ``sources_behind``.
    """
    rows = pd.DataFrame(links, columns=["article_id", "source", "rung", "named", "via"])
    rows["label"] = rows["source"] + rows["via"].map(lambda v: f" (by way of {v})" if v else "")
    rows["reach"] = rows["named"].map({True: "one could ask", False: "nobody to ask"})
    return (
        alt.Chart(rows, title="Who stands behind the answers?", width=alt.Step(76))
        .mark_point(size=170, filled=True, opacity=1)
        .encode(
            x=alt.X(
                "article_id:N", sort=None, title=None, axis=alt.Axis(labelAngle=0, orient="top")
            ),
            y=alt.Y("label:N", title=None, sort=None, axis=alt.Axis(labelLimit=330, grid=True)),
            color=alt.Color(
                "rung:N",
                sort=list(RUNGS),
                scale=alt.Scale(domain=list(RUNGS), range=list(RUNG_COLOURS.values())),
                legend=alt.Legend(orient="bottom", columns=2, title=None),
            ),
            shape=alt.Shape(
                "reach:N",
                scale=alt.Scale(
                    domain=["one could ask", "nobody to ask"], range=["circle", "cross"]
                ),
                legend=alt.Legend(orient="bottom", title=None),
            ),
            tooltip=["article_id:N", "source:N", "rung:N", "via:N"],
        )
    )
