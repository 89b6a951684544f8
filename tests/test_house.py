"""The house rules: imports run one way, the seeds are untouched, notebooks carry no outputs."""

import ast
import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = [  # an import may only point to a room further up
    "records",
    "disk",
    "lexicon",
    "articles",
    "language",
    "entities",
    "places",
    "geography",
    "claims",
    "compare",
    "keys",
    "agreement",
    "tables",
    "chain",
    "charts",
    "maps",
    "widgets",
    "lessons",
]
MAY_IMPORT_SPACY = {"language", "entities", "claims"}
SEEDS = {
    "000_bd06c11c5f013aba.txt": "df5f520d3f1d543ff517c99b867824524290b90992295115b0bf8bfa2c00887f",
    "001_e0530f7fd10296e1.txt": "fa8b1224b86ee5b604ade66136a9c11ee510396f3f297b6e8ed5ef31b26751a6",
    "002_f1e517caea117baa.txt": "fe6d613d3646755ffd1eccc930c429ff3fb0c0ed3f6c5b291d68dd892bee37cd",
    "003_164597f21fcce9b3.txt": "008f7da3868346cc7f818ebe013f2493efe27434d8d2fbc9df43fcb7d73b99cd",
    "004_00a7410da093cd8e.txt": "a60dc29c7374e34111ef17d9a369ddaeef97900ca1f083df8dd30e2e79e39f0a",
}


def sources():
    for path in sorted((ROOT / "helpers").rglob("*.py")):
        inside = path.relative_to(ROOT / "helpers")
        if inside.parts[0] not in ("data", "__init__.py"):
            yield inside.parts[0].removesuffix(".py"), path


def imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("room, path", list(sources()), ids=lambda value: str(value)[-30:])
def test_imports_run_one_way(room, path):
    assert room in ROOMS, f"{room} is no room of the house"
    for name in imports(path):
        top, _, rest = name.partition(".")
        if top == "helpers":
            other = rest.split(".")[0]
            assert other == "" or ROOMS.index(other) <= ROOMS.index(room), f"{path}: {name}"
        if top == "spacy":
            assert room in MAY_IMPORT_SPACY, f"{path} imports spaCy"
        if top in ("ipywidgets", "anywidget"):
            assert room in ("widgets", "lessons"), f"{path} imports {top}"


def test_import_helpers_is_light():
    code = (
        "import helpers, sys; print([m for m in ('spacy', 'altair', 'pandas') if m in sys.modules])"
    )
    out = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert out.stdout.strip() == "[]"


def test_charts_load_without_the_grammar_of_web_addresses():
    code = "import helpers.charts, sys; print('altair' in sys.modules, 'lark' in sys.modules)"
    out = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert out.stdout.strip() == "True False"


@pytest.mark.parametrize("name, digest", SEEDS.items())
def test_seed_is_byte_for_byte(name, digest):
    assert hashlib.sha256((ROOT / "seeds" / name).read_bytes()).hexdigest() == digest


NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_is_committed_clean_and_short(path):
    book = json.loads(path.read_text(encoding="utf-8"))
    assert "widgets" not in book["metadata"]
    assert len(book["cells"]) <= 30
    for cell in book["cells"]:
        if cell["cell_type"] == "code":
            assert not cell["outputs"] and cell["execution_count"] is None
            assert len("".join(cell["source"]).splitlines()) <= 15


def test_no_file_of_a_room_is_longer_than_300_lines():
    long = {
        str(path.relative_to(ROOT)): lines
        for _, path in sources()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }
    assert not long
