"""The two gazetteers: a curated table of the region, and a compact index of the world."""

from __future__ import annotations

import csv
import zipfile
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from helpers.places.names import consonants, fold
from helpers.records import Place

DATA = Path(__file__).resolve().parent.parent / "data"
_RADIUS = {"city": 5, "capital": 10}  # km a point stands for, where the index gives no area
_SOURCE = {
    "country": "GeoNames id, countryinfo point",
    "province": "GeoNames id, Natural Earth point",
    "county": "US Census outline, its centre",
    "lake": "Natural Earth outline, a point in it",
    "region": "Natural Earth outlines, their centre",
}


class Candidate(NamedTuple):
    """A place a name may mean, with what helps to choose."""

    place: Place
    admin1: str = ""
    population: int = 0
    alias: bool = False
    cues: tuple[str, ...] = ()
    curated: bool = False


class _Row(NamedTuple):
    place: Place
    spellings: tuple[str, ...]
    cues: tuple[str, ...]
    admin1: str
    population: int


@lru_cache(maxsize=1)
def curated():
    """Read ``data/places.csv``: every row with its spellings and the words that call for it."""
    rows = []
    with (DATA / "places.csv").open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), start=2):
            try:
                point = [float(row[name]) if row[name] else None for name in ("lat", "lon")]
                radius = float(row["precision_km"]) if row["precision_km"] else None
            except ValueError as error:
                raise ValueError(
                    f"data/places.csv, line {line}: lat, lon and precision_km must be numbers or "
                    f"empty, but {error}. Correct the line and run the cell again."
                ) from None
            facts = (row["source"] or None, row["source_id"] or None, row["country"] or None)
            place = Place(row["id"], row["name"], row["kind"], *point, radius, *facts)
            names = (row["name"], *filter(None, row["spellings"].split(";")))
            cues = tuple(filter(None, row["cues"].split(";")))
            more = cues, row["admin1"], int(row["population"] or 0)
            rows.append(_Row(place, tuple(dict.fromkeys(map(fold, names))), *more))
    return tuple(rows)


@lru_cache(maxsize=1)
def _spellings():
    table = {}
    for row in curated():
        for name in row.spellings:
            table.setdefault(name, []).append(row)
    return table


@cache  # 18 MB where a text names the whole world
def _table(name):
    """Unpack one small table of the index: all names that begin with two given letters."""
    with zipfile.ZipFile(
        DATA / "gazetteer" / f"{'near' if name == 'near' else name[0]}.zip"
    ) as file:
        try:
            return file.read(f"{name}.tsv")
        except KeyError:
            return b""


def _lines(table, key):
    """Find the lines of a sorted table that begin with a key."""
    blob, mark = _table(table), f"\n{key}\t".encode()
    at = blob.find(mark)
    while at >= 0:
        end = blob.index(b"\n", at + 1)
        yield blob[at + 1 : end].decode().split("\t")[1:]
        at = end if blob.startswith(mark, end) else -1


def _of(row):
    return Candidate(row.place, row.admin1, row.population, cues=row.cues, curated=True)


def _member(key):
    return "".join(c if "a" <= c <= "z" else "_" for c in key[:2].ljust(2, "_"))


def _candidate(key, cells, alias=False):
    name, id_, lat, lon, country, admin1, kind, population, radius = cells
    source = _SOURCE.get(kind, "GeoNames")
    radius = float(radius) if radius else _RADIUS.get(kind)
    name, prefix = name or key.title(), "" if ":" in id_ else "geonames:"
    place = Place(prefix + id_, name, kind, float(lat), float(lon), radius, source, id_, country)
    return Candidate(place, admin1, int(population), alias)


def _indexed(key):
    """Look a folded key up in the index of the world."""
    for cells in _lines(_member(key), key):
        if len(cells) > 2:
            yield _candidate(key, cells)
        else:
            yield from _by_id(*cells, alias=True)


def _by_id(id_, main, alias=False):
    for row in _lines(_member(main), main):
        if len(row) > 2 and row[1] == id_:
            yield _candidate(main, row, alias)


def lookup(name):
    """Find every place a name may mean: curated rows first, then the index.

    Parameters
    ----------
    name : str
        As it stands in a text; case, marks, hyphens and apostrophes do not matter.

    Returns
    -------
    list of Candidate
        A row of the index that is also curated appears once, as the curated row.

    Examples
    --------
    >>> [found.place.id for found in lookup("al-Tanaf")]
    ['al-tanf', 'al-tanf-base', 'al-tanf-crossing']
    >>> lookup("Tanaf")[0].place.source
    'Wikipedia'
    """
    key = fold(name).removeprefix("the ")
    return list(_found(key)) if key else []


@lru_cache(maxsize=8192)
def _found(key):
    found = [_of(row) for row in _spellings().get(key, ())]
    known = {c.place.source_id for c in found}
    found += [c for c in _indexed(key) if c.place.source_id not in known]
    return tuple({c.place.id: c for c in found}.values())


@lru_cache(maxsize=512)
def by_id(id_):
    """Find the curated place of an id, as one candidate or none."""
    return tuple(_of(row) for row in curated() if row.place.id == id_)


def lookup_near(name, countries):
    """Find places of the Near East that share a name's consonants, in given countries only.

    Examples
    --------
    >>> sorted({found.place.name for found in lookup_near("Kamishlu", {"SY"})})
    ['Qamishli']
    """
    key, found = consonants(name), {}
    if len(key) < 3:
        return []
    for row in curated():
        if row.place.country in countries and key in map(consonants, row.spellings):
            found[row.place.source_id] = _of(row)
    for cells in _lines("near", key):
        for candidate in _by_id(*cells, alias=True):
            if candidate.place.country in countries:
                found.setdefault(candidate.place.source_id, candidate)
    return list(found.values())
