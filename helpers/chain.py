"""Chain: articles of any number become tables on disk; a run that was killed goes on."""

from __future__ import annotations

import hashlib
import io
import json
import multiprocessing
import os
import re
import shutil
import sys
import tempfile
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import fields
from functools import lru_cache, partial
from importlib.util import find_spec
from itertools import islice
from operator import length_hint
from pathlib import Path

import pandas as pd

from helpers.claims import find_claims
from helpers.entities import find_mentions
from helpers.language import load_pipeline, parse_stream
from helpers.language.cache import model_identity
from helpers.places import locate
from helpers.records import Article, Claim, Mention, PlaceMention

_RECORDS = {"articles": Article, "mentions": Mention, "places": PlaceMention, "claims": Claim}
COLUMNS = {name: {f.name: f.type for f in fields(kind)} for name, kind in _RECORDS.items()}
COLUMNS["articles"]["words"] = "int"
del COLUMNS["articles"]["text"], COLUMNS["articles"]["furniture"]
COLUMNS["problems"] = {"article_id": "str", "problem": "str"}
TABLES = tuple(COLUMNS)
_SHARD = re.compile(r"\d{6}-[0-9a-f]{16}")
_DRAFT = ".shard-"


def run_chain(
    articles, folder, shard=32, processes=1, executor=None, kind="jsonl", cache=None, progress=True
):
    """Read articles, however many: mentions, places and claims of each go to disk as they come.

    The same call on the same folder goes on where a killed run stopped. A shard is named by its
    articles, the model and the rules of this kit: whatever changed is read anew, and shards of
    articles that are no longer there are deleted at the end.

    Parameters
    ----------
    articles : iterable of Article
        With ids of their own. A generator is never held whole, as in
        ``(article for article, row in read_articles("my-articles") if article)``.
    folder : path
        For this collection alone.
    shard : int
        Articles read together and written together.
    processes : int
        Processes that share the work. In a script, call it under ``if __name__ == "__main__":``.
    executor : concurrent.futures.Executor, optional
        Of your own instead, such as ``dask.distributed.Client().get_executor()``; then
        ``processes`` says how many shards to work on at a time.
    kind : str
        ``jsonl``, or ``parquet`` (needs pyarrow).
    cache : path, optional
        Keeps parsed texts too; see ``parse_stream``.
    progress : bool or int
        Show how far it is and how long it will take; for that a generator needs to be told how
        many articles come: ``progress=10_000``.

    Returns
    -------
    pathlib.Path
        The folder; ``read_chain(folder, "claims")`` reads a table.

    Raises
    ------
    OSError
        The folder takes no more; what is done is kept.
    ValueError
        There is no such kind of file.
    ImportError
        Parquet is asked for and pyarrow is not there.
    """
    from tqdm import tqdm

    if kind not in ("jsonl", "parquet"):
        raise ValueError(f"No tables of kind {kind!r}; there are jsonl and parquet.")
    if kind == "parquet" and not find_spec("pyarrow"):
        raise ImportError('Parquet needs pyarrow. Type: python -m pip install "pyarrow>=20"')
    folder, names = Path(folder).expanduser(), set()
    folder.mkdir(parents=True, exist_ok=True)
    for draft in folder.glob(f"{_DRAFT}*"):
        shutil.rmtree(draft)
    total = progress if progress > 1 else length_hint(articles) or None
    bar = tqdm(total=total, unit=" articles", file=sys.stdout, disable=not progress)
    with ExitStack() as stack, bar:
        if executor is None and processes > 1:
            spawn = multiprocessing.get_context("spawn")
            executor = stack.enter_context(ProcessPoolExecutor(processes, mp_context=spawn))
        waiting, stream = deque(), iter(articles)

        def finish(name, size, result):
            _write(folder / name, kind, result())
            bar.update(size)

        while group := list(islice(stream, shard)):
            name = f"{len(names):06}-{_proof(group, kind)}"
            names.add(name)
            if (folder / name).is_dir():
                bar.update(len(group))
                continue
            task = read_shard, group, kind, cache
            result = executor.submit(*task).result if executor else partial(*task)
            waiting.append((name, len(group), result))
            if len(waiting) > (2 * processes if executor else 0):
                finish(*waiting.popleft())
        while waiting:
            finish(*waiting.popleft())
    for path in folder.iterdir():
        if _SHARD.fullmatch(path.name) and path.name not in names:
            shutil.rmtree(path)
    return folder


def read_shard(articles, kind="jsonl", cache=None):
    """Run the whole chain over a few articles; one that fails costs itself, not the others.

    Returns
    -------
    dict
        Table -> bytes of a file of this kind; tables without a row are left out.
    """
    try:
        tables = _tables(articles, cache)
    except Exception:  # one of them cannot be read: find out which, and read the others
        tables = {name: [] for name in TABLES}
        for article in articles:
            try:
                for name, rows in _tables([article], cache).items():
                    tables[name] += rows
            except Exception as error:
                problem = f"{type(error).__name__}: {error}"
                tables["problems"].append({"article_id": article.id, "problem": problem})
    return {name: _encode(name, rows, kind) for name, rows in tables.items() if rows}


def _tables(articles, cache):
    nlp = load_pipeline()
    with nlp.memory_zone():  # words seen once are forgotten: memory stays flat
        docs = list(parse_stream(articles, nlp, cache=cache))
        mentions = find_mentions(docs)
        places, claims = locate(mentions, docs), find_claims(docs, mentions)
    records = {"articles": articles, "mentions": mentions, "places": places, "claims": claims}
    tables = {
        name: [{c: getattr(r, c, None) for c in COLUMNS[name]} for r in some]
        for name, some in records.items()
    }
    for row, article in zip(tables["articles"], articles, strict=True):
        row["words"] = len(article.text.split())
    return tables


def _encode(name, rows, kind):
    if kind == "jsonl":
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    import pyarrow as pa
    from pyarrow.parquet import write_table

    types = {"str": pa.string(), "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_()}
    types["tuple[str, ...]"] = pa.list_(pa.string())
    columns = [(column, types[kind.split(" |")[0]]) for column, kind in COLUMNS[name].items()]
    buffer = io.BytesIO()  # the same columns in every shard, though all of one be empty
    write_table(pa.Table.from_pylist(rows, pa.schema(columns)), buffer)
    return buffer.getvalue()


def _decode(path):
    if path.suffix == ".jsonl":
        return map(json.loads, path.read_text(encoding="utf-8").split("\n")[:-1])
    from pyarrow.parquet import ParquetFile

    return ParquetFile(path).read().to_pylist()


def _write(target, kind, files):
    """Put a shard in place whole: a folder that has its name is finished."""
    try:
        draft = Path(tempfile.mkdtemp(dir=target.parent, prefix=_DRAFT))
        for name, data in files.items():
            (draft / f"{name}.{kind}").write_bytes(data)
        os.replace(draft, target)
    except OSError as error:
        raise OSError(
            error.errno,
            f"Results cannot be written to {target.parent} ({error.strerror}). What is done is "
            "kept: make room, or choose another folder, and run the same line again.",
        ) from error


def read_chain(folder, table):
    """Read one table of a run, finished or not.

    Parameters
    ----------
    folder : path
        That ``run_chain`` wrote.
    table : str
        One of ``TABLES``.

    Returns
    -------
    pandas.DataFrame
        In the order of the articles; empty where nothing was found.

    Raises
    ------
    ValueError
        There is no such table.
    """
    if table not in TABLES:
        raise ValueError(f"No table {table!r}; there are {', '.join(TABLES)}.")
    shards = sorted(p for p in Path(folder).expanduser().iterdir() if _SHARD.fullmatch(p.name))
    rows = [row for s in shards for path in s.glob(f"{table}.*") for row in _decode(path)]
    return pd.DataFrame(rows, columns=list(COLUMNS[table]))


@lru_cache(maxsize=1)
def _recipe():
    """Hash the rules themselves: code and data of this kit."""
    root, proof = Path(__file__).parent, hashlib.sha256(model_identity().encode())
    for path in sorted(p for p in root.rglob("*.*") if p.is_file() and p.suffix != ".pyc"):
        proof.update(path.read_bytes())
    return proof.digest()


def _proof(group, kind):
    proof = hashlib.sha256(_recipe() + kind.encode())
    for article in group:
        proof.update(repr(article).encode())
    return proof.hexdigest()[:16]
