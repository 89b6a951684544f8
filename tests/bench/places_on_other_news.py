"""How well places are found and resolved, in one command each.

``python tests/bench/places_on_other_news.py`` scores ``locate`` and ``check_statements`` on the five
articles against the reader's keys. For other news (GeoVirus, TR-News, LGL, GeoWebNews, fetched by
you, not part of this repository) hand ``resolve`` or, with the spans given, ``resolve_spans`` to a
scorer that wants a function ``text[, spans] -> [{"start", "end", "lat", "lon", "geonameid"}, ...]``.
"""

import csv
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from helpers.articles import article_from_text, load_articles
from helpers.entities import find_mentions
from helpers.geography import check_statements
from helpers.language import parse
from helpers.places import locate
from helpers.places.gazetteer import DATA
from helpers.places.ranking import rank


def resolve(text):
    """Find and place the places of a text; an adjective of a country counts as its country."""
    marks = find_mentions(parse([article_from_text(text, id="news")]))
    marks = [m for m in marks if m.label in ("GPE", "LOC", "FAC", "NORP")]
    spans = [(m.start, m.end) for m in marks]
    rows = zip(marks, _rows(text, spans, [m.label for m in marks]), strict=True)
    return [r for m, r in rows if m.label != "NORP" or r["kind"] == "country"]


def resolve_spans(text, spans):
    """Place given spans."""
    return _rows(text, spans)


def _rows(text, spans, labels=None):
    rows = []
    for (start, end), choice in zip(spans, rank(text, spans, labels), strict=True):
        place = choice.ranked[0][0].place if choice.ranked else None
        facts = {"lat": "lat", "lon": "lon", "geonameid": "source_id", "kind": "kind"}
        row = {name: getattr(place, field) if place else None for name, field in facts.items()}
        rows.append({"start": start, "end": end} | row)
    return rows


def main():
    """Score the five articles against the keys in ``data/keys``."""
    docs = parse(load_articles())
    ids = {doc.user_data["article"].file: doc.user_data["article"].id for doc in docs}
    key = {}
    with open(DATA / "keys" / "places.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key[ids[row["file"]], int(row["start"]), int(row["end"])] = row
    found = locate(find_mentions(docs), docs)
    by_span = {(m.article_id, m.start, m.end): m for m in found}
    literal = {span: row for span, row in key.items() if row["literal"] == "yes"}
    spot = sum(s in by_span and by_span[s].place_id == r["place"] for s, r in literal.items())
    right = sum(
        s in by_span and ("yes" if by_span[s].literal else "no") in (r["literal"], r["alternative"])
        for s, r in key.items()
    )
    print(f"literal mentions on the spot {spot / len(literal):.3f} of {len(literal)}")
    print(f"literal or metonym right     {right / len(key):.3f} of {len(key)}")
    tests, hits, alarms = check_statements(docs, found), 0, 0
    with open(DATA / "keys" / "geography.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        near = [
            t.verdict
            for t in tests
            if t.article_id == ids[row["file"]]
            and t.start < int(row["end"])
            and int(row["start"]) < t.end
        ]
        hits += row["expected_verdict"] in near
        alarms += "disagrees" in near and "disagrees" not in (row["expected_verdict"], row["note"])
    print(f"statements with the key's verdict {hits} of {len(rows)}, false alarms {alarms}")


if __name__ == "__main__":
    main()
