"""The doctor: is everything here that the lessons need? Each line says ok, or what to do."""

from __future__ import annotations

import importlib.metadata
import sys
import tempfile

import pandas as pd

from helpers.articles import load_articles
from helpers.keys import work_folder

_NEEDED = (
    "jupyterlab",
    "ipywidgets",
    "anywidget",
    "pandas",
    "spacy",
    "altair",
    "vl-convert-python",
)
_AGAIN = "run the first command of the README again"


def doctor():
    """Check versions, articles, language model, widgets, offline charts and write access.

    Returns
    -------
    pandas.DataFrame
        Columns ``what``, ``found`` and ``do``: ``ok``, or what to do in plain words.

    Examples
    --------
    >>> set(doctor()["do"])
    {'ok'}
    """
    rows = [("Python", sys.version.split()[0], _ok(sys.version_info >= (3, 11), "install 3.11"))]
    for name in _NEEDED:
        try:
            rows.append((name, importlib.metadata.version(name), "ok"))
        except importlib.metadata.PackageNotFoundError:
            rows.append((name, "missing", _AGAIN))
    for what, look in (
        ("the five articles", _articles),
        ("language model", _model),
        ("widgets", _widgets),
        ("charts without a network", _charts),
        ("a folder for your work", _writing),
    ):
        try:
            rows.append((what, look(), "ok"))
        except Exception as error:  # whatever is wrong, the other lines are still told
            rows.append((what, f"{type(error).__name__}: {error}", _AGAIN))
    return pd.DataFrame(rows, columns=["what", "found", "do"])


def _ok(good, otherwise):
    return "ok" if good else otherwise


def _articles():
    return f"{len(load_articles())} articles"


def _model():
    from helpers.language import DEFAULT_MODEL, load_pipeline

    words = len(load_pipeline()("The goat left Mill Farm."))
    return f"{DEFAULT_MODEL} reads ({words} tokens)"


def _widgets():
    from helpers.widgets import TextView

    return f"{TextView.__name__} can be made" if TextView(text="x") else "none"


def _charts():
    import vl_convert

    spec = {"mark": "point", "data": {"values": [{"a": 1}]}, "encoding": {"x": {"field": "a"}}}
    return f"{len(vl_convert.vegalite_to_svg(spec))} characters drawn"


def _writing():
    folder = work_folder()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder):
        return str(folder)
