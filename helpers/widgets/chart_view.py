"""Charts in panels: one copy of Vega a page, quick to change, readable from Python."""

from __future__ import annotations

import json
import re
from pathlib import Path

import altair as alt
import anywidget
import ipywidgets
import traitlets

_LOCAL_NAMES = re.compile(r'"(data-[0-9a-f]{32}|view_\d+)"')
_VEGA_LITE = alt.SCHEMA_VERSION.rsplit(".", 1)[0]


class _Vega(ipywidgets.Widget):
    """Carry the code of Vega to the page, once for all charts of a kernel."""

    code = traitlets.Unicode().tag(sync=True)
    _shared = None

    @classmethod
    def shared(cls):
        if cls._shared is None or cls._shared.comm is None:  # None: all widgets were closed
            import vl_convert

            # vl-convert carries the JavaScript: nothing is fetched and nothing large is kept here
            code = vl_convert.javascript_bundle("export default vegaEmbed;", vl_version=_VEGA_LITE)
            cls._shared = cls(code=code)
        return cls._shared


def _split(chart):
    """Return a chart's specification as text, its alternative text, and its data by steady names.

    Altair numbers views as they are made and names data by content. With names by order, two
    charts that differ in their data only have the same text, and only the data need travel.
    """
    spec = dict(chart) if isinstance(chart, dict) else chart.to_dict(validate=False)
    data, words = spec.pop("datasets", {}), spec.pop("description", "")
    names = {}

    def rename(match):
        kind = "rows" if match[1].startswith("data") else "view"
        return f'"{names.setdefault(match[1], f"{kind}_{len(names)}")}"'

    text = _LOCAL_NAMES.sub(rename, json.dumps(spec))
    return text, words, {names.get(name, name): rows for name, rows in data.items()}


def _parts(chart):
    """Return the parts of a chart other than its data and description, or None if a dict."""
    kwds = getattr(chart, "_kwds", None)
    return kwds and {k: v for k, v in kwds.items() if k not in ("datasets", "description")}


def _swap(chart):
    """Return only what differs between charts that share all their parts: words and named data."""
    named, words = ({} if v is alt.Undefined else v for v in (chart.datasets, chart.description))
    data = {k: v.to_dict() if hasattr(v, "to_dict") else v for k, v in named.items()}
    return words or "", data


class ChartView(anywidget.AnyWidget):
    """Show an Altair chart inside a panel.

    Parameters
    ----------
    chart : altair chart, or its specification as a dict, optional

    Attributes
    ----------
    chart
        Assign another chart to show it. Where the two differ in their data only, the marks
        change without a new drawing (a few hundredths of a second).
    picked : dict
        What the reader selected: name of the selection → field → values, ``{}`` for nothing. It
        stays as it is when another chart is shown.
    error : str
        What went wrong in drawing, in plain words; empty when nothing did. Also shown in its place.

    Notes
    -----
    The alternative text is the chart's ``description``, else its title. The page keeps one copy
    of Vega (0.9 MB) for all charts, where ``alt.JupyterChart`` sends one with each.

    Examples
    --------
    >>> import altair as alt, pandas as pd
    >>> rows = pd.DataFrame({"place": ["Raqqa", "Palmyra"], "n": [3, 5]})
    >>> place = alt.selection_point(name="place", fields=["place"])
    >>> bars = alt.Chart(rows, title="Mentions").mark_bar().encode(x="n", y="place")
    >>> view = ChartView(bars.add_params(place))
    >>> view.observe(lambda change: print(change["new"]), "picked")
    >>> view.picked = {"place": {"place": ["Palmyra"]}}  # as a click does
    {'place': {'place': ['Palmyra']}}
    """

    _esm = Path(__file__).parent / "static" / "chart_view.js"
    _spec = traitlets.Unicode().tag(sync=True)
    _words = traitlets.Unicode().tag(sync=True)
    _data = traitlets.Dict().tag(sync=True)
    _vega = traitlets.Any().tag(sync=True, **ipywidgets.widget_serialization)
    _version = traitlets.Unicode(_VEGA_LITE).tag(sync=True)
    picked = traitlets.Dict().tag(sync=True)
    error = traitlets.Unicode().tag(sync=True)

    def __init__(self, chart=None, **traits):
        self._written, self._known, self._chart = {}, None, None
        super().__init__(_vega=_Vega.shared(), **traits)
        if chart is not None:
            self.chart = chart

    def _traits_of(self, chart):
        """Data travel as text, written once while the rows stay the same object (base maps do)."""
        parts, known = _parts(chart), self._written
        same = parts and self._known and parts.keys() == self._known.keys()
        if same and all(parts[k] is self._known[k] for k in parts):
            # the very same drawing: Altair need not write it out again, which takes it longest
            spec, (words, data) = self._spec, _swap(chart)
            data = {name: rows for name, (rows, _) in known.items()} | data
        else:
            spec, words, data = _split(chart)
        self._known = parts
        self._written = {
            name: known[name]
            if name in known and known[name][0] is rows
            else (rows, json.dumps(rows))
            for name, rows in data.items()
        }
        texts = {name: text for name, (_, text) in self._written.items()}
        return {"_spec": spec, "_words": words, "_data": texts}

    @property
    def chart(self):
        """The chart shown."""
        return self._chart

    @chart.setter
    def chart(self, chart):
        traits = self._traits_of(chart)
        self._chart = chart
        with self.hold_sync():  # one message, one drawing
            for name, value in traits.items():
                setattr(self, name, value)


def show_charts():
    """Let every Altair chart that ends a cell appear as a ``ChartView``.

    The one renderer switch of the kit: works without a network, however many charts a page has.
    """
    alt.renderers.register("side-by-side", lambda spec, **_: ChartView(spec)._repr_mimebundle_())
    alt.renderers.enable("side-by-side")
