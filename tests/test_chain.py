"""The chain on disk: equal to the chain in memory, and whole whatever happens to the run."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest

import helpers.chain as chain
from helpers import article_from_text, find_claims, find_mentions, locate
from helpers.articles import SEEDS
from helpers.chain import TABLES, read_chain, run_chain

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


def test_parquet_holds_the_same(tmp_path):
    pytest.importorskip("pyarrow")
    run(tmp_path / "a")
    run(tmp_path / "b", kind="parquet")
    for name in ("mentions", "places"):
        a, b = read_chain(tmp_path / "a", name), read_chain(tmp_path / "b", name)
        assert a["text"].tolist() == b["text"].tolist() and list(a) == list(b)


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
    distributed = pytest.importorskip("distributed")
    run(tmp_path / "one")
    with distributed.Client(n_workers=2, threads_per_worker=1, dashboard_address=None) as client:
        run(tmp_path / "two", executor=client.get_executor(), processes=2)
    assert tables(tmp_path / "one") == tables(tmp_path / "two")


@pytest.mark.slow
def test_a_run_killed_at_any_moment_finishes_whole(tmp_path):
    code = (
        "import sys; from helpers import run_chain; from tests.test_chain import STORIES\n"
        "run_chain(STORIES, sys.argv[1], shard=1, cache=sys.argv[2], progress=False)"
    )
    folder, moments = tmp_path / "run", random.Random(8)
    for _ in range(6):
        process = subprocess.Popen(
            [sys.executable, "-c", code, str(folder), str(tmp_path / "cache")], cwd=SEEDS.parent
        )
        while process.poll() is None and not (folder.exists() and len(shards(folder)) > 0):
            time.sleep(0.01)
        time.sleep(moments.random() / 5)
        process.send_signal(signal.SIGKILL) if os.name != "nt" else process.kill()
        process.wait()
        read_chain(folder, "claims")  # what is there can be read at any time
    run(folder, shard=1)
    run(tmp_path / "whole", shard=1)
    assert tables(folder) == tables(tmp_path / "whole")
    assert shards(folder) == shards(tmp_path / "whole")
