"""A reader's key becomes records: what a careful reader marked in the articles."""

from __future__ import annotations

import csv
<<<<<<< HEAD:helpers/keys/readers.py
=======
import json
import os
from dataclasses import fields, replace
>>>>>>> f3fd2c5 (A lexicon: one reader of the word tables, for claims, names and comparing):helpers/keys.py
from functools import lru_cache
from pathlib import Path

from helpers.articles import load_articles
from helpers.keys.answers import work_folder
from helpers.records import Claim, GeographyTest, Mention, Pair, PlaceMention

KEYS = Path(__file__).resolve().parents[1] / "data" / "keys"


class BadKey(ValueError):
    """A key cannot be read; the message names the file, the line and what was expected."""


<<<<<<< HEAD:helpers/keys/readers.py
=======
def work_folder():
    """Give the folder that keeps a learner's answers, made if need be.

    The environment variable ``SIDE_BY_SIDE_WORK`` names it; ``my-work`` beside the notebook else.

    Returns
    -------
    pathlib.Path
    """
    folder = Path(os.environ.get("SIDE_BY_SIDE_WORK") or "my-work").expanduser()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def save_answers(name, data):
    """Save answers under a name, all or nothing: a crash leaves the old file whole.

    Parameters
    ----------
    name : str
        Letters, digits, ``-``, ``_`` and ``.``; becomes ``NAME.json`` in ``work_folder()``.
    data : dict
        What JSON can hold.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    ValueError
        The name is not of that form.
    TypeError
        ``data`` is no dict, or holds what JSON cannot; nothing is written then.
    """
    path = _answer_file(name)
    if not isinstance(data, dict):
        raise TypeError(f"save_answers({name!r}, ...) takes a dict, not {type(data).__name__}.")
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        draft.write_text(text + "\n", encoding="utf-8", newline="\n")
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    return path


def load_answers(name):
    """Load what was saved under a name.

    A file that cannot be read is set aside as ``NAME.broken-1.json`` (then 2, 3 ...), never
    overwritten; ``load_message(name)`` then says so in plain words.

    Parameters
    ----------
    name : str

    Returns
    -------
    dict
        Empty when there is nothing, or nothing readable.
    """
    path = _answer_file(name)
    _messages.pop(name, None)
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(data, dict):
            return data
    except FileNotFoundError:
        return {}
    except ValueError:  # not JSON, or not UTF-8
        pass
    number = 1
    while (aside := path.with_name(f"{name}.broken-{number}.json")).exists():
        number += 1
    path.rename(aside)
    _messages[name] = (
        f"Your saved answers in {path.name} could not be read. They were kept as {aside.name}, "
        "and you start again from an empty sheet."
    )
    return {}


def load_message(name):
    """Tell what went wrong at the last ``load_answers(name)``; ``None`` when all was well."""
    return _messages.get(name)


def _answer_file(name):
    if not name or name.startswith(".") or not all(c.isalnum() or c in "-_." for c in name):
        raise ValueError(f"{name!r} is no name for answers: use letters, digits, '-' and '_'.")
    return work_folder() / f"{name}.json"


>>>>>>> f3fd2c5 (A lexicon: one reader of the word tables, for claims, names and comparing):helpers/keys.py
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


<<<<<<< HEAD:helpers/keys/readers.py
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
=======
def _article(file):
    if file not in _ids():
        raise ValueError(f"no article comes from a file {file!r}")
    return _ids()[file]


def _span(row, side=""):
    start, end = int(row[side + "start"]), int(row[side + "end"])
    article = _article(row[side + "file"])
    return {"article_id": article, "start": start, "end": end, "text": row.get(side + "text")}
>>>>>>> f3fd2c5 (A lexicon: one reader of the word tables, for claims, names and comparing):helpers/keys.py


def _record(record, row, **given):
    """Make a record: what is given, and of the row the columns that bear its fields' names."""
    row, given = (
        {_COLUMNS.get(name, name): value for name, value in row.items()},
        _span(row) | given,
    )
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
    return [_record(Claim, row, id=f"{_article(row['file'])}-{row['start']}", holder="author")]


def _geography(row):
    return [_record(GeographyTest, row, km=None, bearing=None, why=row["note"])]


def _pair(row):
    left, right = (_span(row, side) for side in ("left_", "right_"))
    ids = (f"{s['article_id']}:{s['start']}-{s['end']}" for s in (left, right))
    return [Pair(*ids, 1.0, (row["question_id"],), (row["label"],))]


def _row(row):
    span = _span(row) if row["start"] else {"article_id": _article(row["file"])}
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
