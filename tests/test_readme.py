"""The README says nothing that is not so."""

import importlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import helpers

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"```bash\n(.*?)\n```", README, re.S)


def test_title():
    assert README.splitlines()[0] == "# Side by Side: five articles, one question at a time"


def test_ci_runs_the_readmes_own_test_command():
    [command] = [c for c in COMMANDS if "pytest" in c]
    assert command in (ROOT / ".ci/run").read_text(encoding="utf-8")


def test_first_command_opens_a_notebook_that_is_there():
    first = next(c for c in COMMANDS if "jupyter lab" in c)
    assert (ROOT / first.split()[-1]).is_file()


def test_an_installed_kit_keeps_jupyterlab_from_asking_for_news():
    settings = Path(sys.prefix, "share/jupyter/lab/settings/overrides.d/side-by-side.json")
    [notes] = json.loads(settings.read_text(encoding="utf-8")).values()
    assert notes == {"fetchNews": "false", "checkForUpdates": False}


def test_every_room_and_public_name_is_there():
    rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \| (.*) \| (.*) \|$", README, re.M)
    named = set()
    for rooms, _, names in rows:
        for room in re.findall(r"`(\w+)`", rooms):
            if room[0].isdigit() or room in ("explore", "teacher"):
                continue
            module = importlib.import_module(f"helpers.{room}")
            for name in re.findall(r"`(\w+)`", names):
                assert hasattr(module, name), f"{room}.{name}"
                named.add(name)
    assert set(helpers.__all__) <= named


def test_every_notebook_is_listed_with_its_minutes():
    listed = dict(re.findall(r"^\| `(\w+)` \| .* \| (\d+) \|$", README, re.M))
    for name, minutes in listed.items():
        book = json.loads((ROOT / f"notebooks/{name}.ipynb").read_text(encoding="utf-8"))
        assert f"| Time | {minutes} minutes" in "".join(book["cells"][0]["source"])
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        assert f"`{path.stem}`" in README, f"{path.stem} is not in the README"


def test_files_named_are_there():
    for path in re.findall(r"`((?:helpers|seeds|notebooks|tests)/[\w./-]+)`", README):
        if "NN" not in path:
            assert (ROOT / path).exists(), path
    for path in re.findall(r"\]\(([\w./-]+)\)", README):
        assert (ROOT / path).exists(), path


def test_binder_finds_the_kit():
    """pip reads ``-c`` from the file's own folder and ``-e`` from where it is started: the top."""
    for line in (ROOT / ".binder/requirements.txt").read_text(encoding="utf-8").splitlines():
        option, _, path = line.partition(" ")
        assert ((ROOT / ".binder" if option == "-c" else ROOT) / path.partition("[")[0]).exists()
    version = (ROOT / ".binder/runtime.txt").read_text(encoding="utf-8").strip()
    assert f'>={version.removeprefix("python-")}"' in (ROOT / "pyproject.toml").read_text("utf-8")


@pytest.mark.slow
def test_the_lines_for_large_collections_run(tmp_path):
    blocks = re.findall(r"```python\n(.*?)\n```", README, re.S)
    [lines] = [block for block in blocks if "run_chain" in block]
    (tmp_path / "large.py").write_text(lines)
    (tmp_path / "my-articles").mkdir()
    for name in ("hill", "valley"):
        (tmp_path / f"my-articles/{name}.txt").write_text(f"The {name}, Ann Baker said, is closed.")
    run = subprocess.run(
        [sys.executable, "large.py"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "2/10000 [" in run.stdout and "ann-baker" in run.stdout


def test_each_command_of_the_measurements_is_there():
    for path in re.findall(r"`(tests/bench/\w+\.py) ?\d*`", README):
        assert (ROOT / path).is_file(), path
    for module in re.findall(r"`-m (tests[\w.]+)", README):
        assert (ROOT / module.replace(".", "/")).with_suffix(".py").is_file(), module


@pytest.mark.slow
def test_the_chain_in_one_line_prints_its_counts():
    [line] = re.findall(r'\.venv/bin/python -c "(.*)"', README)
    run = subprocess.run(
        [sys.executable, "-W", "error::FutureWarning", "-c", line],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    counts = [int(n) for n in re.findall(r"\d+", run.stdout)]
    assert counts[0] == 5 and len(counts) == 5 and all(counts)
