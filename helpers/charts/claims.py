"""Charts of claims: rungs of the ladder, who cites whom, who answers what."""

from __future__ import annotations

from textwrap import wrap

import altair as alt
import pandas as pd

from helpers.charts.base import begin, by_rung, columns, on_rung, reach
from helpers.records import RUNGS
from helpers.tables import to_frame


def rungs_chart(claims, articles):
    """Draw how each article names its sources: attributed claims by rung of the ladder."""
    said = [claim for claim in claims if claim.kind != "author"]
    rows = to_frame(said, ["article_id", "rung"])
    rows["order"], rows["ink"] = rows["rung"].map(RUNGS.index), on_rung(rows["rung"])
    chart = begin(rows, "Who says so? Attributed claims by source", width=480).encode(
        x=alt.X("count():Q", title="attributed claims", stack="zero"),
        y=alt.Y("article_id:N", scale=alt.Scale(domain=[a.id for a in articles]), title=None),
        order="order:Q",
        tooltip=["article_id", "rung", alt.Tooltip("count()", title="claims")],
    )
    bars = chart.mark_bar().encode(color=by_rung(RUNGS[:-1]))
    middle = alt.X("count():Q", stack="zero", bandPosition=0.5)
    numbers = chart.mark_text().encode(
        x=middle, text="count()", color=alt.Color("ink:N", scale=None)
    )
    chart = alt.layer(bars, numbers).resolve_scale(color="independent")
    return chart.properties(height=alt.Step(34))


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
        (c.article_id, c.rung, round(100 * c.start / ends[c.article_id], 1), c.text[:160])
        for c in claims
        if c.article_id in ends
    ]
    rows = pd.DataFrame(rows, columns=["article", "rung", "position", "said"])
    where = alt.X("position:Q", title="place in the article, in per cent")
    ladder = alt.Y("rung:N", scale=alt.Scale(domain=list(RUNGS)), title=None)
    edge = {"stroke": "#555", "strokeWidth": 0.5}  # pale colours need one
    chart = alt.Chart(rows, width=560, height=alt.Step(17))
    chart = chart.mark_tick(thickness=5, size=15, opacity=1, **edge).encode(
        x=where.scale(domain=[0, 100]),
        y=ladder,
        color=by_rung(legend=None),
        tooltip=["rung:N", "said:N", alt.Tooltip("position:Q", title="per cent")],
    )
    head = alt.Header(labelAngle=0, labelAlign="left", labelFontWeight="bold")
    rows_of = alt.Row("article:N", sort=list(ends), title=None, header=head)
    return chart.facet(row=rows_of, title="Where does each article name its sources?")


def cites_chart(links):
    """Draw articles on the left, their sources on the right, a line for each that is cited.

    Parameters
    ----------
    links : pandas.DataFrame
        From ``tables.cites_table``: columns ``article_id source rung times``.
    """
    ids, sources = links["article_id"].unique(), links["source"].unique()
    height = max(len(sources) - 1, 1)
    left = {a: (n + 0.5) * height / len(ids) for n, a in enumerate(ids)}
    right = {source: n for n, source in enumerate(sources)}
    rows = links.assign(reach=reach(links["rung"]), x=0, x2=1)
    rows = rows.assign(y=rows["article_id"].map(left), y2=rows["source"].map(right))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[-0.5, height + 0.5], reverse=True))
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-0.45, 2.5]))
    dash = alt.Scale(domain=["one could ask", "nobody to ask"], range=[[1, 0], [5, 4]])
    used = [rung for rung in RUNGS if rung in set(links["rung"])]
    chart = begin(rows, "Who cites whom?", width=760, height=22 * len(sources) + 20)
    lines = chart.mark_rule().encode(
        x=x,
        x2="x2",
        y=y,
        y2="y2",
        size=alt.Size("times:Q", scale=alt.Scale(range=[1.5, 5]), legend=None),
        color=by_rung(legend=alt.Legend(values=used) if used else None),
        strokeDash=alt.StrokeDash("reach:N", scale=dash, title=None),
        tooltip=["article_id", "source", "rung", "times"],
    )
    names = ((left, "right", -0.03, "bold"), (right, "left", 1.03, "normal"))
    words = [
        alt.Chart(pd.DataFrame({"words": list(at), "y": list(at.values()), "x": place}))
        .mark_text(align=align, fontWeight=weight)
        .encode(x=x, y=y, text="words:N")
        for at, align, place, weight in names
    ]
    return alt.layer(lines, *words, view=alt.ViewBackground(stroke=None), title=chart.title)


def matrix_chart(cells, questions, articles):
    """Draw who answers what, by the strongest rung a cell holds; a dash is a silence.

    Parameters
    ----------
    cells : list of Cell
    questions : list of Question
    articles : list of Article
    """
    asked = {q.id: "\n".join(wrap(q.question, 44)) for q in questions}
    here = {}
    for cell in cells:
        if cell.question_id in asked:
            here.setdefault((asked[cell.question_id], cell.article_id), []).append(cell)
    rows = []
    for (question, article), found in here.items():
        said = [cell for cell in found if not cell.silent]
        rung = min((cell.rung for cell in said), key=RUNGS.index, default="silent")
        shown = f"{len(said)} {rung.split()[-1]}".replace("source", "no source") if said else "–"
        rows.append((question, article, rung, shown, " … ".join(c.text for c in said)[:300]))
    rows = pd.DataFrame(rows, columns=["question", "article", "rung", "shown", "said"])
    rows["ink"] = on_rung(rows["rung"])
    words = "Passages found, and the strongest source among them"
    lines = alt.Axis(
        labelExpr="split(datum.label, '\\n')",
        labelBaseline="middle",
        labelOffset={
            "condition": {"test": "indexof(datum.label, '\\n') > 0", "value": -8},
            "value": 0,
        },
    )
    chart = begin(rows, "Who answers what?", words).encode(
        x=columns(articles),
        y=alt.Y("question:N", sort=list(asked.values()), title=None, axis=lines),
        tooltip=["question", "article", "rung", alt.Tooltip("said", title="passages")],
    )
    fields = chart.mark_rect(stroke="#ccc").encode(color=by_rung([*RUNGS, "silent"]))
    words = chart.mark_text().encode(text="shown", color=alt.Color("ink:N", scale=None))
    chart = alt.layer(fields, words).resolve_scale(color="independent")
    return chart.properties(width=alt.Step(94), height=alt.Step(36))


def sources_chart(links):
    """Draw which article leans on which source; a cross is nobody one could ask.

    Parameters
    ----------
    links : list of dict
        From ``sources_behind``.
    """
    rows = pd.DataFrame(links, columns=["article_id", "source", "rung", "named", "via"])
    rows["label"] = rows["source"] + rows["via"].map(lambda v: f" (by way of {v})" if v else "")
    rows["reach"] = reach(rows["rung"])
    shapes = alt.Scale(domain=["one could ask", "nobody to ask"], range=["circle", "cross"])
    used = [rung for rung in RUNGS if rung in set(rows["rung"])]
    chart = begin(rows, "Who stands behind the answers?", width=alt.Step(96), height=alt.Step(24))
    return chart.mark_point(size=170, filled=True, opacity=1).encode(
        x=alt.X("article_id:N", sort=None, title=None, axis=alt.Axis(orient="top")),
        y=alt.Y("label:N", title=None, sort=None, axis=alt.Axis(grid=True)),
        color=by_rung(legend=alt.Legend(values=used, columns=3) if used else None),
        shape=alt.Shape("reach:N", scale=shapes, title=None, legend=alt.Legend(columns=1)),
        tooltip=["article_id", "source", "rung", "via"],
    )
