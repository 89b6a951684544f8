"""Answers, exports and the cache: whole after a kill, kept when the disk is full or read-only."""

import contextlib
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd
import pytest

from helpers.articles import article_from_text
from helpers.disk import write_whole
from helpers.keys import load_answers, save_answers
from helpers.language import parse
from helpers.lessons import check
from helpers.lessons.paper import print_pack
from helpers.records import Mention
from helpers.tables import save_brief, write_csv

ROOT = Path(__file__).resolve().parent.parent
GOAT = [article_from_text("The goat\nA goat left, said Ann Baker.", id="goat")]
ANN = Mention("goat", 27, 36, "Ann Baker", "PERSON")
POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no signals, limits or modes")

WRITE = """
import sys
from pathlib import Path
import pandas as pd
from helpers.disk import write_whole
from helpers.keys import save_answers
from helpers.tables import write_csv
folder = Path(sys.argv[1])
print("ready", flush=True)
for n in range(10**9):
    save_answers("01", {"answers": {str(n): "goat " * 20_000}})
    write_csv(pd.DataFrame({"goat": [n] * 2_000}), folder / "goats.csv")
    write_whole(folder / "page.html", f"<p>{n}" + "goat " * 20_000 + "</p>")
"""


@POSIX
@pytest.mark.slow
def test_a_process_killed_at_any_moment_leaves_whole_files(tmp_path):
    env = os.environ | {"SIDE_BY_SIDE_WORK": str(tmp_path), "PYTHONPATH": str(ROOT)}
    seen = set()
    for turn in range(12):
        command = [sys.executable, "-c", WRITE, str(tmp_path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=env) as child:
            assert child.stdout.readline() == b"ready\n"
            time.sleep(0.02 + 0.0137 * turn)  # each time at another point of the round
            child.send_signal(signal.SIGKILL)
        for path in tmp_path.glob("[!.]*"):
            text = path.read_text(encoding="utf-8-sig")
            if path.suffix == ".json":
                (value,) = json.loads(text)["answers"].values()
                assert value == "goat " * 20_000
            elif path.suffix == ".csv":
                assert len(text.splitlines()) == 2_001 and text.endswith("\n")
            else:
                assert text.endswith("</p>")
            seen.add(path.name)
    assert seen == {"01.json", "goats.csv", "page.html"}


def exports(folder):
    """What the kit writes: a name to a function that writes it anew."""
    return {
        "answers": lambda: save_answers("01", {"answers": {"01-who": "new " * 50_000}}),
        "table": lambda: write_csv(pd.DataFrame({"goat": ["new"] * 50_000}), folder / "t.csv"),
        "brief": lambda: save_brief([("new " * 50_000, [ANN])], GOAT, folder=folder),
        "paper": lambda: print_pack(folder, [article_from_text("new " * 50_000)]),
        "page": lambda: write_whole(folder / "matrix.html", "new " * 50_000),
    }


@pytest.fixture
def work(monkeypatch):
    """A folder that others may look into, with one old answer."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        monkeypatch.setenv("SIDE_BY_SIDE_WORK", name)
        save_answers("01", {"answers": {"01-who": "old"}})
        for file in ("t.csv", "brief.html", "articles.html", "matrix.html"):
            (folder / file).write_text("old", encoding="utf-8")
        yield folder


def everything(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@contextlib.contextmanager
def largest_file(size):
    """The system lets no file of this process grow beyond so many bytes."""
    import resource

    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, old[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
        signal.signal(signal.SIGXFSZ, handler)


@contextlib.contextmanager
def nobody():
    """Without the rights of root, who may write everywhere."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@POSIX
@pytest.mark.parametrize("what", ["answers", "table", "brief", "paper", "page"])
def test_no_room_is_told_and_the_old_file_stays(work, what):
    before = everything(work)
    with largest_file(10_000), pytest.raises(OSError, match="cannot be written in") as problem:
        exports(work)[what]()
    assert "The old file is as it was. Make room" in str(problem.value)
    assert everything(work) == before


@POSIX
def test_a_full_disk_is_told_and_the_old_file_stays(monkeypatch):
    with tempfile.TemporaryDirectory() as name:
        mount = ["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", name]
        if os.geteuid() or subprocess.run(mount, capture_output=True).returncode:
            pytest.skip("mounting a small disk needs root")
        try:
            monkeypatch.setenv("SIDE_BY_SIDE_WORK", name)
            save_answers("01", {"answers": {"01-who": "old"}})
            before = everything(Path(name))
            for what, write in exports(Path(name)).items():
                with pytest.raises(OSError, match="No space left on device") as problem:
                    write()
                assert "cannot be written in" in str(problem.value), what
                assert everything(Path(name)) == before, what
            with contextlib.suppress(OSError):
                Path(name, "rest").write_bytes(bytes(200_000))
            cache = Path(name, "cache")
            with pytest.warns(UserWarning, match="cannot be kept in .*No space left"):
                assert len(parse(GOAT, cache=cache)) == 1
        finally:
            subprocess.run(["umount", "-l", name], check=True)


@POSIX
@pytest.mark.parametrize("what", ["answers", "table", "brief", "paper", "page"])
def test_a_read_only_folder_is_told_and_the_old_file_stays(work, what):
    before = everything(work)
    work.chmod(stat.S_IRUSR | stat.S_IXUSR | stat.S_IRGRP | stat.S_IXGRP | 0o005)
    with nobody(), pytest.raises(PermissionError, match="choose a folder you may write in"):
        exports(work)[what]()
    work.chmod(0o755)
    assert everything(work) == before


@POSIX
def test_a_learner_hears_that_an_answer_cannot_be_kept(work):
    panel = check("01-open")
    panel.children[1].value = "The outlet."
    work.chmod(0o555)
    with nobody():
        panel.children[2].click()
    work.chmod(0o755)
    assert "alert" in panel.message.value and "Permission denied" in panel.message.value
    assert load_answers("01")["answers"] == {"01-who": "old"}


@POSIX
def test_a_cache_in_a_read_only_folder_costs_the_cache_only(work):
    work.chmod(0o555)
    with nobody(), pytest.warns(UserWarning, match="Permission denied"):
        assert len(parse(GOAT, cache=work)) == 1
    work.chmod(0o755)


def test_a_folder_that_is_a_file_is_told(tmp_path):
    (tmp_path / "goat").write_text("no folder", encoding="utf-8")
    with pytest.raises(OSError, match=r"page.html cannot be written in .*goat"):
        write_whole(tmp_path / "goat" / "page.html", "x")


@pytest.mark.parametrize("encoding", ["ASCII", "CP1252"])
def test_no_encoding_is_left_to_the_machine(tmp_path, encoding):
    """Python warns of every file opened in the machine's own encoding; here that is an error."""
    code = (
        "from helpers import *; from helpers.lessons import *; from helpers.tables import write_csv;"
        "from helpers.compare import load_questions; from helpers.widgets import LoaderPanel;"
        "from helpers.lessons.paper import print_pack; from helpers.maps import place_map;"
        "a = load_articles('mine'); d = parse(a, cache='cache'); m = find_mentions(d);"
        "p = locate(m, d); c = find_claims(d, m); check_statements(d, p); place_map(p);"
        "load_questions(); [load_key(k) for k in ('entities', 'places', 'terms', 'matrix')];"
        "check('01-who').press(); write_csv(to_frame(c), 'c.csv'); print_pack('print', a);"
        "save_brief([('caf\\xe9 \\u0141', c[:1])], a); save_answers('x', {'a': '\\u0141\\xf3'});"
        "assert load_answers('x') == {'a': '\\u0141\\xf3'}; demo_class('class', 2);"
        "assert len(read_hand_ins('class')[0]); hand_in(); run_chain(a, 'out');"
        "assert '\\u201cI\\xa0saw caf\\xe9s\\u201d' in a[0].text;"
        "import locale; print(locale.getpreferredencoding(False))"
    )
    (tmp_path / "mine").mkdir()
    text = "Łódź\n“I\xa0saw cafés” in Łódź, said Ann Baker of Raqqa.\r\nShe left.\r\n"
    (tmp_path / "mine/goat.txt").write_bytes(text.encode())
    env = os.environ | {"PYTHONPATH": str(ROOT), "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}
    if encoding == "CP1252":
        if not shutil.which("localedef"):
            pytest.skip("no localedef here to make a locale of Windows' encoding")
        command = ["localedef", "-i", "en_US", "-f", "CP1252", tmp_path / "en_US.CP1252"]
        subprocess.run(command, check=True)
        env |= {"LOCPATH": str(tmp_path), "LC_ALL": "en_US.CP1252"}
    options = ["-X", "utf8=0", "-X", "warn_default_encoding"]
    strict = ["-W", "error::EncodingWarning:helpers"]
    run = subprocess.run(
        [sys.executable, *options, *strict, "-c", code],
        cwd=tmp_path, env=env, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    assert run.returncode == 0, run.stderr[-2000:]
    own = run.stdout.split()[-1]
    assert own == encoding if encoding == "CP1252" else own != "UTF-8", own
    found = [line for line in run.stderr.splitlines() if "EncodingWarning" in line]
    assert not [line for line in found if "helpers" in line], found
