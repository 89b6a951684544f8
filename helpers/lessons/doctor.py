"""The doctor: is everything here that the lessons need? Each line says ok, or what to do."""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import sys
import tempfile

import pandas as pd

from helpers.articles import load_articles
from helpers.keys import work_folder

NEEDED = ["jupyterlab", "ipywidgets", "anywidget", "pandas", "spacy", "altair", "vl-convert-python"]
WIDGETS = ("anywidget", "@jupyter-widgets/jupyterlab-manager")  # their halves in the browser
LEAST = {"disk": 200, "memory": 500}  # MB; a kernel with everything loaded takes about 300
_AGAIN = "run the first command of the README again"


def doctor():
    """Check versions, articles, language model, widgets, offline charts, write access and room.

    Returns
    -------
    pandas.DataFrame
        Columns ``what``, ``found`` and ``do``: ``ok``, or what to do in plain words.

    Examples
    --------
    >>> doctor().columns.tolist()
    ['what', 'found', 'do']
    """
    python = "ok" if sys.version_info >= (3, 11) else f"install Python 3.11 or newer, then {_AGAIN}"
    rows = [("Python", sys.version.split()[0], python)]
    for name in NEEDED:
        try:
            rows.append((name, importlib.metadata.version(name), "ok"))
        except importlib.metadata.PackageNotFoundError:
            rows.append((name, "missing", _AGAIN))
    restart = f"{_AGAIN}, then Kernel → Restart Kernel"
    for what, look, otherwise in (
        ("the five articles", _articles, "put the folder seeds back as it came with the kit"),
        ("language model", _model, restart),
        ("widgets", _widgets, f"{_AGAIN}, then start JupyterLab anew"),
        ("charts without a network", _charts, restart),
        ("a folder for your work", _writing, "move the kit to a folder you may write to, or ask "
         "whoever set this up to set SIDE_BY_SIDE_WORK to one"),
        ("room on the disk", _disk, "delete what you no longer need: an answer that finds no room "
         "is not kept"),
        ("free memory", _memory, "close other programs, or notebooks you are done with: Kernel → "
         "Shut Down All Kernels"),
    ):  # fmt: skip
        try:
            found, do = look(), "ok"
        except _Short as few:
            found, do = str(few), otherwise
        except Exception as error:  # whatever is wrong, the other lines are still told
            found, do = f"{type(error).__name__}: {error}", otherwise
        rows.append((what, found, do))
    return pd.DataFrame(rows, columns=["what", "found", "do"])


class _Short(Exception):
    """Something is there, but not enough of it."""


def _articles():
    found = len(load_articles())
    if found < 5:
        raise _Short(f"{found} of 5 articles")
    return f"{found} articles"


def _model():
    from helpers.language import DEFAULT_MODEL, load_pipeline

    words = len(load_pipeline()("The goat left Mill Farm."))
    return f"{DEFAULT_MODEL} reads ({words} tokens)"


def _widgets():
    from jupyter_core.paths import jupyter_path

    from helpers.widgets import TextView

    TextView(text="x")
    for name in WIDGETS:
        if not any(map(os.path.isdir, jupyter_path("labextensions", *name.split("/")))):
            raise _Short(f"{name} is missing in JupyterLab")
    return "can be made, and JupyterLab can show them"


def _charts():
    import vl_convert

    spec = {"mark": "point", "data": {"values": [{"a": 1}]}, "encoding": {"x": {"field": "a"}}}
    return f"{len(vl_convert.vegalite_to_svg(spec))} characters drawn"


def _writing():
    folder = work_folder()
    with tempfile.NamedTemporaryFile(dir=folder):
        return str(folder)


def _enough(kind, free):
    if free < LEAST[kind] * 1e6:
        raise _Short(f"{free / 1e6:,.0f} MB free, {LEAST[kind]} are needed")
    return f"{free / 1e9:,.1f} GB free"


def _disk():
    return _enough("disk", shutil.disk_usage(work_folder()).free)


def _memory():
    import psutil

    return _enough("memory", psutil.virtual_memory().available)
