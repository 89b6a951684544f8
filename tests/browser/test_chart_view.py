"""Charts in panels, on a page: quick to change, readable by a click, plain when they fail."""

import nbformat
import pytest
from nbformat import v4

from tests.browser.labkit import Browser, serve, wanted

pytestmark = pytest.mark.browser
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
CELLS = [
    """
import altair as alt, ipywidgets as w, pandas as pd
from helpers.widgets import ChartView, show_charts
show_charts()
place = alt.selection_point(name="place", fields=["place"])
def bars(n, mark="bar"):
    rows = pd.DataFrame({"place": ["Raqqa", "Palmyra", "Aleppo"], "n": [n, 2 * n, 3 * n]})
    return alt.Chart(rows, title="Mentions", description="Mentions of three towns", mark=mark).encode(
        x="n:Q", y="place:N").add_params(place)
""",
    """
view, said = ChartView(bars(1)), w.Label("nothing")
number = w.Dropdown(options=["1", "2", "3", "4", "5", "point", "wrong"], description="Number")
def change(new):
    view.chart = {"mark": "nonsense"} if new == "wrong" else (
        bars(5, "point") if new == "point" else bars(int(new)))
number.observe(lambda c: change(c["new"]), "value")
view.observe(lambda c: setattr(said, "value", "picked " + str(c["new"])), "picked")
view.observe(lambda c: setattr(said, "value", "error " + c["new"]), "error")
w.VBox([number, view, said])
""",
    "bars(7)",
]
CHOOSE = """async ([label, value]) => {
    const chart = document.querySelector('.side-by-side-chart');
    const box = [...document.querySelectorAll('.jupyter-widgets select')]
        .find(e => e.closest('.jupyter-widgets').textContent.includes(label));
    const before = chart.dataset.drawn, start = performance.now();
    box.value = value;
    box.dispatchEvent(new Event('change', {bubbles: true}));
    while (chart.dataset.drawn === before && performance.now() - start < 10000)
        await new Promise(done => requestAnimationFrame(done));
    return performance.now() - start;
}"""


def test_chart_view(tmp_path, capsys):
    wanted()
    book = v4.new_notebook(
        cells=[v4.new_code_cell(c) for c in CELLS], metadata={"kernelspec": KERNEL}
    )
    nbformat.write(book, tmp_path / "charts.ipynb")
    with serve(tmp_path / "charts.ipynb") as (url, _), Browser() as browser:
        page = browser.open(url, "charts.ipynb")
        assert browser.run_all() == []
        chart = page.locator(".side-by-side-chart").first
        chart.locator("svg").wait_for()
        assert chart.get_attribute("role") == "img"
        assert chart.get_attribute("aria-label") == "Mentions of three towns"

        # two charts, one Vega; neither has a menu
        page.locator(".side-by-side-chart svg").nth(1).wait_for()
        assert page.evaluate("globalThis[Symbol.for('side-by-side.vega')].size") == 1
        assert page.locator(".side-by-side-chart summary:visible").count() == 0

        # other data: the same drawing, other marks, soon enough
        svg = chart.locator("svg").element_handle()
        width = "e => e.querySelector('.mark-rect path').getBoundingClientRect().width"
        times = [page.evaluate(CHOOSE, ["Number", n]) for n in "234512345"]
        assert svg.evaluate("e => e.isConnected") and svg.evaluate(width) > 0
        assert min(times) < 300
        with capsys.disabled():
            print("\nother data, ms:", *(round(t) for t in sorted(times)))

        # a click reaches Python, and a click beside the marks takes it back
        browser.click_mark(0, "place", "Palmyra")
        page.get_by_text("picked {'place': {'place': ['Palmyra']}}").wait_for()
        browser.click_mark(0, "place", "Palmyra", beside=True)
        page.get_by_text("picked {}", exact=True).wait_for()

        # another kind of mark is a new drawing
        page.evaluate(CHOOSE, ["Number", "point"])
        assert not svg.evaluate("e => e.isConnected") and browser.trouble() == {}

        # an error is said in words, in place of the chart and to Python; the next chart mends it
        page.evaluate(CHOOSE, ["Number", "wrong"])
        page.get_by_text("error This chart could not be drawn").wait_for()
        assert "could not be drawn" in str(browser.trouble()["outputs"])
        page.evaluate(CHOOSE, ["Number", "3"])
        assert browser.bad_outputs() == [] and chart.locator("svg").count() == 1
