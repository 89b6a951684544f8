"""The doctor: all is well here; and each line, broken, says what to do and spoils no other."""

import importlib.metadata
import shutil
import sys
from types import SimpleNamespace

import pytest

from helpers.lessons import doctor as doctor_function

module = sys.modules["helpers.lessons.doctor"]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("SIDE_BY_SIDE_WORK", str(tmp_path / "work"))
    return tmp_path


def broken():
    table = doctor_function()
    rows = table[table["do"] != "ok"]
    return dict(zip(rows["what"], rows["found"] + " -> " + rows["do"], strict=True))


def test_all_is_well():
    assert broken() == {}


def fail(error):
    def look(*args, **kwargs):
        raise error

    return look


def no_package(monkeypatch):
    real = importlib.metadata.version

    def version(name):
        if name == "altair":
            raise importlib.metadata.PackageNotFoundError(name)
        return real(name)

    monkeypatch.setattr(importlib.metadata, "version", version)


def old_python(monkeypatch):
    monkeypatch.setattr(module, "sys", SimpleNamespace(version_info=(3, 9), version="3.9.1 x"))


def no_articles(monkeypatch):
    monkeypatch.setattr(module, "load_articles", lambda: [1, 2])


def no_model(monkeypatch):
    import helpers.language

    monkeypatch.setattr(helpers.language, "load_pipeline", fail(OSError("no model")))


def no_widgets(monkeypatch):
    monkeypatch.setattr(module, "WIDGETS", ("no-such-extension",))


def no_charts(monkeypatch):
    monkeypatch.setitem(sys.modules, "vl_convert", None)


def no_writing(monkeypatch):
    monkeypatch.setattr(module.tempfile, "NamedTemporaryFile", fail(PermissionError("not yours")))


def full_disk(monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=5e6))


def no_memory(monkeypatch):
    import psutil

    monkeypatch.setattr(psutil, "virtual_memory", lambda: SimpleNamespace(available=80e6))


@pytest.mark.parametrize(
    "breaks, what, words",
    [
        (old_python, "Python", "install Python 3.11 or newer"),
        (no_package, "altair", "missing -> run the first command of the README again"),
        (no_articles, "the five articles", "2 of 5 articles -> put the folder seeds back"),
        (no_model, "language model", "no model -> run the first command of the README again, then"),
        (no_widgets, "widgets", "no-such-extension is missing in JupyterLab -> run the first"),
        (no_charts, "charts without a network", "run the first command of the README again"),
        (no_writing, "a folder for your work", "not yours -> move the kit to a folder you may"),
        (full_disk, "room on the disk", "5 MB free, 200 are needed -> delete what you no longer"),
        (no_memory, "free memory", "80 MB free, 500 are needed -> close other programs"),
    ],
)
def test_a_broken_line_says_what_to_do(monkeypatch, breaks, what, words):
    breaks(monkeypatch)
    found = broken()
    assert list(found) == [what]
    assert words in found[what]
