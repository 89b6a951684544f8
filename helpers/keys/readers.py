"""A reader's key becomes records: what a careful reader marked in the articles."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

from helpers.articles import load_articles
from helpers.keys.answers import work_folder
from helpers.records import Claim, GeographyTest, Mention, Pair, PlaceMention

KEYS = Path(__file__).resolve().parents[1] / "data" / "keys"


class BadKey(ValueError):
    """A key cannot be read; the message names the file, the line and what was expected."""


@lru_cache(maxsize=1)
def _five():
    return {article.file: article for article in load_articles()}


def _named(row, ids, known):
    """Put article ids in place of the files a row names; ``None`` if one is not at hand."""
    files = {column: row[column] for column in row if column and column.endswith("file")}
    for file in files.values():
        if file not in known:
            raise ValueError(f"no article comes from a file {file!r}")
    return row | {c: ids[f] for c, f in files.items()} if ids.keys() >= {*files.values()} else None


def _mention(row):
    span = _span(row)
    if row["alternative"]:
        span["alternative_of"] = row["alternative"]
    return [Mention(label=row["label"], entity_id=_id(row["entity_id"]), **span)]


def _place(row):
    literal = row["literal"] == "yes"
    first = PlaceMention(
        **_span(row), place_id=_id(row["place"]), status="found", literal=literal,
        lat=None, lon=None, why=row["note"] or "as the reader marked it",
    )  # fmt: skip
    if row["alternative"] != "yes":
        return [first]
    other = {name: getattr(first, name) for name in first.__dataclass_fields__}
    other |= {"literal": not literal, "alternative_of": f"{first.start}-{first.end}"}
    return [first, PlaceMention(**other)]


def _claim(row):
    number = {k: int(row[k]) if row[k] else None for k in _CUE}
    holders = [h.strip() for h in row["holder"].split(";") if h.strip()]
    return [
        Claim(
            id=row["id"],
            **_span(row),
            **number,
            kind=row["kind"],
            rung=row["rung"],
            holder=holders[0] if holders else None,
            entity_ids=tuple(holders),
            hedges=tuple(h.strip() for h in row["hedges"].split(";") if h.strip()),
            parent_id=row["parent_id"] or None,
            alternative_of=row["alternative"] or None,
        )  # fmt: skip
    ]


def _author_claim(row):
    span = _span(row)
    return [Claim(id=f"{span['article_id']}-{span['start']}", holder="author", **span)]


def _geography(row):
    return [
        GeographyTest(
            **_span(row),
            kind=row["kind"],
            verdict=row["expected_verdict"],
            km=None,
            bearing=None,
            why=row["note"],
            place_id=_id(row["subject"]),
            reference_id=_id(row["reference"]),
        )  # fmt: skip
    ]


def _pair(row):
    side = {
        s: f"{row[s + '_file']}:{row[s + '_start']}-{row[s + '_end']}" for s in ("left", "right")
    }
    return [Pair(side["left"], side["right"], 1.0, (row["question_id"],), (row["label"],))]


def _row(row):
    span = _span(row) if row["start"] else {"article_id": row["file"]}
    rest = {k: v or None for k, v in row.items() if k not in ("file", "start", "end", "text")}
    return [span | rest]


def _alias(row):
    other = {name: row[f"other_{name}"] for name in ("file", "start", "end", "text")}
    kept = {name: row[name] for name in ("reason", "why", "hint")}
    return [{"left": _span(row), "right": _span(other), "same": row["same"] == "yes"} | kept]


def _span(row):
    return {
        "article_id": row["file"],
        "start": int(row["start"]),
        "end": int(row["end"]),
        "text": row["text"],
    }


def _id(value):
    return None if value in ("", "none") else value


_CUE = ("cue_start", "cue_end", "source_start", "source_end")
_READ = {
    "entities": _mention,
    "places": _place,
    "attributions": _claim,
    "author_claims": _author_claim,
    "geography": _geography,
    "hedges": _row,
    "matrix": _row,
    "pairs": _pair,
    "terms": _row,
    "aliases": _alias,
}


def load_key(kind, reader=None, articles=None):
    """Load a key: what a careful reader marked in the five articles.

    Parameters
    ----------
    kind : str
        ``entities`` (gives ``Mention``), ``places`` (``PlaceMention`` without coordinates),
        ``attributions`` and ``author_claims`` (``Claim``), ``geography`` (``GeographyTest``),
        ``pairs`` (``Pair``; its ids are ``article:start-end``), ``hedges``, ``matrix``, ``terms``
        or ``aliases`` (plain dicts).
    reader : str, optional
        Another reader: then ``KIND.READER.csv`` of ``work_folder()`` is read, in the same columns.
    articles : list of Article, optional
        Those at hand: what was marked in others is left out. Another reader may have marked any.

    Returns
    -------
    list
        In the order of the file. Where two readings are defensible both are there, and
        ``alternative_of`` of the second names the first: its ``start-end``, or a claim's id. A
        mention labelled ``none`` says that no mark is as defensible as the mark it replaces.

    Raises
    ------
    FileNotFoundError
        There is no such key; the message says which there are.
    BadKey
        A line cannot be read.

    Examples
    --------
    >>> sorted({m.label for m in load_key("entities") if m.alternative_of is None})
    ['EVENT', 'FAC', 'GPE', 'LOC', 'NORP', 'ORG', 'PERSON']
    """
    if kind not in _READ:
        raise FileNotFoundError(
            f"No kind of key is called {kind!r}; there are: {', '.join(_READ)}."
        )
    path = work_folder() / f"{kind}.{reader}.csv" if reader else KEYS / f"{kind}.csv"
    if not path.exists():
        there = ", ".join(sorted(p.name for p in path.parent.glob("*.csv"))) or "none"
        raise FileNotFoundError(f"No key {path.name} in {path.parent}. Files there: {there}.")
    known = _five() | ({a.file: a for a in articles or ()} if reader else {})
    here = known.values() if articles is None else articles
    ids = {a.file: a.id for a in here if a.file in known and a.text == known[a.file].text}
    records = []
    with path.open(encoding="utf-8", newline="") as file:
        table = csv.DictReader(file)
        for row in table:
            try:
                row = _named(row, ids, known)
                records += _READ[kind](row) if row else []
            except (KeyError, ValueError, TypeError) as error:
                raise BadKey(f"{path.name}, line {table.line_num}: {error}") from error
    return records
