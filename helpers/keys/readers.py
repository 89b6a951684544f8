"""A reader's key becomes records: what a careful reader marked in the articles."""

from __future__ import annotations

import csv
from dataclasses import fields, replace
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


def _span(row, side=""):
    span = {"article_id": row[side + "file"], "text": row[side + "text"]}
    return span | {"start": int(row[side + "start"]), "end": int(row[side + "end"])}


def _record(record, row, **given):
    """Make a record: what is given, and of the row the columns that bear its fields' names."""
    row = {_COLUMNS.get(name, name): value for name, value in row.items()}
    given = _span(row) | given
    for field in fields(record):
        value = row.get(field.name)
        if value and field.name not in given and (field.name[-3:], value) != ("_id", "none"):
            given[field.name] = _CAST.get(field.type, str)(value)
    return record(**given)


def _split(words):
    return tuple(word.strip() for word in words.split(";") if word.strip())


_COLUMNS = {"alternative": "alternative_of", "place": "place_id", "subject": "place_id",
            "reference": "reference_id", "expected_verdict": "verdict"}  # fmt: skip
_CAST = {"int | None": int, "tuple[str, ...]": _split, "bool": lambda value: value == "yes"}


def _mention(row):
    return [_record(Mention, row)]


def _place(row):
    unread = {"status": "found", "lat": None, "lon": None, "alternative_of": None}
    place = _record(PlaceMention, row, why=row["note"] or "as the reader marked it", **unread)
    other = replace(place, literal=not place.literal, alternative_of=f"{place.start}-{place.end}")
    return [place, other] if row["alternative"] == "yes" else [place]


def _claim(row):
    holders = _split(row["holder"])
    return [_record(Claim, row, holder=next(iter(holders), None), entity_ids=holders)]


def _author_claim(row):
    return [_record(Claim, row, id=f"{row['file']}-{row['start']}", holder="author")]


def _geography(row):
    return [_record(GeographyTest, row, km=None, bearing=None, why=row["note"])]


def _pair(row):
    left, right = (_span(row, side) for side in ("left_", "right_"))
    ids = (f"{s['article_id']}:{s['start']}-{s['end']}" for s in (left, right))
    return [Pair(*ids, 1.0, (row["question_id"],), (row["label"],))]


def _row(row):
    span = _span(row) if row["start"] else {"article_id": row["file"]}
    return [span | {name: value or None for name, value in row.items() if name not in _SPAN}]


def _alias(row):
    kept = {name: row[name] for name in ("reason", "why", "hint")}
    sides = {"left": _span(row), "right": _span(row, "other_")}
    return [sides | {"same": row["same"] == "yes"} | kept]


_SPAN = ("file", "start", "end", "text")
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
