"""The chain on disk: equal to the chain in memory, and whole whatever happens to the run."""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pandas as pd
import pytest
from tqdm import tqdm

import helpers.chain as chain
from helpers import article_from_text, find_claims, find_mentions, locate
from helpers.articles import SEEDS
from helpers.chain import COLUMNS, TABLES, read_chain, run_chain

ROOT = Path(__file__).resolve().parent.parent
STORIES = [
    article_from_text(
        f"Story {n}\nAnn Baker of Baghdad said that {n} goats left Mosul.", id=f"s{n}"
    )
    for n in range(10)
]


def run(folder, articles=STORIES, **options):
    return run_chain(articles, folder, **{"shard": 3, "progress": False} | options)


def tables(folder):
    return {name: read_chain(folder, name).to_json(orient="records") for name in TABLES}


def shards(folder):
    return sorted(path.name for path in folder.iterdir())


def test_tables_on_disk_are_the_records_in_memory(articles, docs, tmp_path):
    run(tmp_path, articles)
    mentions = find_mentions(docs)
    for name, records in {
        "mentions": mentions,
        "places": locate(mentions, docs),
        "claims": find_claims(docs, mentions),
    }.items():
        frame = read_chain(tmp_path, name)
        assert len(frame) == len(records) > 0
        for field in ("article_id", "start", "end", "text"):
            assert frame[field].tolist() == [getattr(r, field) for r in records]
    assert read_chain(tmp_path, "articles")["id"].tolist() == [a.id for a in articles]
    assert read_chain(tmp_path, "problems").empty


def test_a_run_goes_on_where_it_stopped(tmp_path, monkeypatch):
    def half():
        yield from STORIES[:7]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(tmp_path, half())
    assert len(shards(tmp_path)) == 2
    (tmp_path / ".shard-left").mkdir()
    read = []
    real = chain.read_shard
    monkeypatch.setattr(
        chain, "read_shard", lambda some, *a: read.append(len(some)) or real(some, *a)
    )
    run(tmp_path)
    assert read == [3, 1]
    assert len(shards(tmp_path)) == 4
    assert read_chain(tmp_path, "articles")["id"].tolist() == [s.id for s in STORIES]


def test_other_articles_replace_the_shards_of_those_that_are_gone(tmp_path):
    run(tmp_path)
    (tmp_path / "my notes.txt").write_text("stay")
    run(tmp_path, STORIES[5:])
    assert read_chain(tmp_path, "articles")["id"].tolist() == [s.id for s in STORIES[5:]]
    assert "my notes.txt" in shards(tmp_path)


def test_an_article_that_fails_costs_itself_and_is_named(tmp_path, monkeypatch):
    real = chain.find_claims

    def fails(docs, mentions):
        if any(doc.user_data["article"].id == "s4" for doc in docs):
            raise RuntimeError("too many goats")
        return real(docs, mentions)

    monkeypatch.setattr(chain, "find_claims", fails)
    run(tmp_path)
    problems = read_chain(tmp_path, "problems")
    assert problems.values.tolist() == [["s4", "RuntimeError: too many goats"]]
    assert "s4" not in set(read_chain(tmp_path, "articles")["id"])
    assert len(read_chain(tmp_path, "articles")) == 9


def test_a_full_disk_is_said_in_plain_words_and_nothing_half_written_counts(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", full)
        with pytest.raises(OSError, match="No space left.*run the same line again"):
            run(tmp_path)
    assert read_chain(tmp_path, "claims").empty
    run(tmp_path)
    assert len(read_chain(tmp_path, "articles")) == 10


def test_parquet_holds_the_same_and_is_one_table_for_other_programs(articles, tmp_path):
    from pyarrow import dataset

    run(tmp_path / "a", [*articles, *STORIES])
    run(tmp_path / "b", [*articles, *STORIES], kind="parquet")
    for name in TABLES:
        a, b = read_chain(tmp_path / "a", name), read_chain(tmp_path / "b", name)
        pd.testing.assert_frame_equal(a, b)
        files = sorted((tmp_path / "b").glob(f"*/{name}.parquet"))
        if files:  # no shard has another type for a column that is empty there
            assert {str(dataset.dataset(f).schema) for f in files} == {
                str(dataset.dataset(files).schema)
            }
            assert dataset.dataset(files).count_rows() == len(b)


def test_what_cannot_be_written_is_said_before_anything_is_read(tmp_path, monkeypatch):
    with pytest.raises(ValueError, match="No tables of kind 'csv'; there are jsonl and parquet"):
        run(tmp_path / "run", kind="csv")
    monkeypatch.setattr(chain, "find_spec", lambda name: None)
    with pytest.raises(ImportError, match="pip install"):
        run(tmp_path / "run", kind="parquet")
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("stream, progress", [(list, True), (iter, 10)])
def test_the_bar_shows_how_far_it_is_and_the_time_left(tmp_path, capsys, cheap, stream, progress):
    run(tmp_path, stream(STORIES), progress=progress)
    shown = capsys.readouterr().out
    assert "| 10/10 [" in shown and "articles/s]" in shown and "00:00<" in shown


def test_a_table_that_is_none():
    with pytest.raises(ValueError, match="No table 'goats'; there are articles, mentions"):
        read_chain(".", "goats")


@pytest.mark.slow
def test_several_processes_give_the_same(tmp_path):
    run(tmp_path / "one")
    run(tmp_path / "two", processes=2)
    assert tables(tmp_path / "one") == tables(tmp_path / "two")
    assert shards(tmp_path / "one") == shards(tmp_path / "two")


@pytest.mark.slow
def test_a_dask_cluster_gives_the_same(tmp_path):
    import distributed

    run(tmp_path / "one")
    with distributed.Client(n_workers=2, threads_per_worker=1, dashboard_address=None) as client:
        run(tmp_path / "two", executor=client.get_executor(), processes=2)
        workers = {pid for pid in client.run(os.getpid).values()}
    assert len(workers) == 2 and os.getpid() not in workers
    assert tables(tmp_path / "one") == tables(tmp_path / "two")
    assert shards(tmp_path / "one") == shards(tmp_path / "two")


@pytest.fixture
def cheap(monkeypatch):
    read_nothing(monkeypatch)


def read_nothing(patch):
    """Put a chain in place that reads nothing and writes much: the tables are what is tested."""

    def read_shard(articles, kind="jsonl", cache=None):
        row = json.dumps(dict.fromkeys(COLUMNS["claims"], "goat " * 2_000)) + "\n"
        return {"articles": b"{}\n" * len(articles), "claims": row.encode() * len(articles)}

    patch.setattr(chain, "read_shard", read_shard)
    patch.setattr(chain, "_recipe", lambda: b"")


def whole_shards(folder):
    """Count the articles whose tables can be read; those of one shard agree."""
    counts = [len(read_chain(folder, name)) for name in ("articles", "claims")]
    assert counts[0] == counts[1] and counts[0] in (0, 3, 6, 9, 10), counts
    return counts[0]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a quick copy of a process")
def test_a_run_killed_at_random_moments_leaves_no_table_half_written(tmp_path):
    code = "import sys; from tests.test_chain import kill_runs; kill_runs(sys.argv[1])"
    child = subprocess.run(  # in a process of its own: a copy of one with threads may stand still
        [sys.executable, "-c", code, tmp_path], cwd=ROOT, capture_output=True, text=True
    )
    assert child.returncode == 0, child.stderr


def kill_runs(home):
    home = Path(home)
    read_nothing(pytest.MonkeyPatch())
    tqdm.set_lock(threading.RLock())  # its own is shared with copies, and dies with one
    run(home / "whole")
    moments, seen, start = random.Random(8), set(), time.perf_counter()
    run(home / "timed")
    took = time.perf_counter() - start
    for number in range(200):  # 25 kills, more where none has come in the middle of a run
        if number >= 25 and len(seen) > 1:
            break
        folder = home / str(number)
        folder.mkdir()
        if (child := os.fork()) == 0:
            run(folder)
            os._exit(0)
        time.sleep(moments.random() * took)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        seen.add(whole_shards(folder))
        run(folder)
        assert tables(folder) == tables(home / "whole")
        assert shards(folder) == shards(home / "whole")
    assert len(seen) > 1


def test_a_run_that_dies_at_any_step_goes_on(tmp_path, cheap, monkeypatch):
    run(tmp_path / "whole")
    steps = [(tempfile, "mkdtemp"), (chain.Path, "write_bytes"), (os, "replace")]

    def dies_at(step, patch):
        left = [step]
        for place, name in steps:
            old = getattr(place, name)

            def act(*what, real=old, **how):
                left[0] -= 1
                if left[0] < 0:
                    if len(what) == 2 and isinstance(what[1], bytes):
                        real(what[0], what[1][: len(what[1]) // 2])  # torn
                    raise KeyboardInterrupt
                return real(*what, **how)

            patch.setattr(place, name, act)

    step, died = 0, True
    while died:
        folder, died = tmp_path / str(step), False
        with monkeypatch.context() as patch:
            dies_at(step, patch)
            try:
                run(folder)
            except KeyboardInterrupt:
                died = True
        whole_shards(folder)
        run(folder)
        assert shards(folder) == shards(tmp_path / "whole")
        assert tables(folder) == tables(tmp_path / "whole")
        step += 1
    assert step == 4 * 4 + 1  # a draft, two tables and a name for each shard


@pytest.mark.slow
def test_the_real_chain_killed_finishes_whole(tmp_path):
    code = (
        "import sys; from helpers import run_chain; from tests.test_chain import STORIES\n"
        "run_chain(STORIES, sys.argv[1], shard=1, cache=sys.argv[2], progress=False)"
    )
    folder, moments = tmp_path / "run", random.Random(8)
    for more in (1, 2):
        process = subprocess.Popen(
            [sys.executable, "-c", code, str(folder), str(tmp_path / "cache")], cwd=SEEDS.parent
        )
        while process.poll() is None and sum(1 for _ in folder.glob("0*")) < more:
            time.sleep(0.01)
        time.sleep(moments.random() / 20)
        process.kill()  # SIGKILL where there is one
        process.wait()
        read_chain(folder, "claims")  # what is there can be read at any time
    run(folder, shard=1)
    run(tmp_path / "whole", shard=1)
    assert tables(folder) == tables(tmp_path / "whole")
    assert shards(folder) == shards(tmp_path / "whole")
