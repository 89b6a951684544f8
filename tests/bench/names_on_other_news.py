"""The bare model beside the pipeline on somebody else's marks (nothing of it is kept here).

    python tests/bench/names_on_other_news.py FILE [FILE ...] [--errors N]

Each FILE has one token a line, its tag in the last column (BIO, IOB or IO), an empty line behind
each sentence and, if it likes, ``-DOCSTART-`` lines; CoNLL-2003 ``eng.testb`` and re3d are such.
Labels are mapped to PER, ORG, LOC and, where the file has it, MISC. Edges are compared as the
file draws them and, for both sides alike, without a leading "the" and a trailing ’s.
"""

import argparse
import re
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from helpers.articles import article_from_text
from helpers.entities import bare_mentions, find_mentions
from helpers.language import parse

OURS = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "NORP": "MISC", "EVENT": "MISC"}  # fmt: skip
THEIRS = {"PER": "PER", "PERSON": "PER", "ORG": "ORG", "ORGANISATION": "ORG", "LOC": "LOC", "LOCATION": "LOC", "GPE": "LOC", "MISC": "MISC", "NATIONALITY": "MISC"}  # fmt: skip
NO_SPACE_BEFORE = re.compile(r"^(?:[,.;:?!%)\]]|'s|’s|'|n't)$")


def read(path, sentences_each=40):
    """Yield (text, {(start, end, label)}) for stretches of a file, a sentence a line."""
    text, marks, open_mark, count, last = "", set(), None, 0, "\n"

    def close():
        nonlocal open_mark
        if open_mark:
            marks.add((open_mark[0], len(text), open_mark[1]))
        open_mark = None

    content = Path(path).read_text(encoding="utf-8")
    glued = not re.search(r"^\w+-\w", content, re.MULTILINE)  # "pro - Iranian" in three tokens
    for line in content.splitlines():
        parts = line.split()
        if not parts or parts[0] == "-DOCSTART-":
            close()
            if parts or count >= sentences_each:
                if text.strip():
                    yield text, marks
                text, marks, count, last = "", set(), 0, "\n"
            elif not text.endswith("\n") and text:
                text, last, count = text + "\n", "\n", count + 1
            continue
        token, tag = parts[0], parts[-1]
        kind = THEIRS.get(tag.partition("-")[2].upper())
        if open_mark and (tag[:1] == "B" or kind != open_mark[1]):
            close()
        glue = "" if NO_SPACE_BEFORE.match(token) or last in ("(", "[", "\n") else " "
        if glued and (token in "-–" or last in "-–") and last != "\n":
            glue = ""
        text += glue
        if kind and not open_mark:
            open_mark = (len(text), kind)
        text, last = text + token, token
    close()
    if text.strip():
        yield text, marks


def plain(text, marks):
    """Draw the edges alike for everybody: no leading "the", no trailing ’s or full stop."""
    out = set()
    for start, end, label in marks:
        part = text[start:end]
        head = re.match(r"(?:[Tt]he )?", part).end()
        tail = re.search(r"(?:['’]s?)?[ .]*$", part).start()
        out.add((start + head, start + max(tail, head + 1), label))
    return out


def count(found, key):
    kinds = Counter()
    for name, marks in (("found", found), ("key", key), ("right", found & key)):
        for _, _, label in marks:
            kinds[name, label] += 1
            kinds[name, "all"] += 1
    return kinds


def figures(kinds, label):
    f, k, r = (kinds[name, label] for name in ("found", "key", "right"))
    return (r / f if f else 0, r / k if k else 0, 2 * r / (f + k) if f + k else 0)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    for file in options.files:
        pieces = list(read(file))
        labels = sorted({label for _, marks in pieces for _, _, label in marks})
        totals, shown = {}, Counter()
        docs = parse([article_from_text(t, id=str(i)) for i, (t, _) in enumerate(pieces)])
        for way, find in (("bare model", bare_mentions), ("pipeline", find_mentions)):
            by_doc = {}
            for m in find(docs):
                if OURS[m.label] in labels:
                    by_doc.setdefault(int(m.article_id), set()).add((m.start, m.end, OURS[m.label]))
            for edges in ("as drawn", "alike"):
                total = totals[way, edges] = Counter()
                for i, (text, marks) in enumerate(pieces):
                    found, key = by_doc.get(i, set()), marks
                    if edges == "alike":
                        found, key = plain(text, found), plain(text, marks)
                        shown.update(
                            {(way, m in key, text[m[0] : m[1]], m[2]): 1 for m in found ^ key}
                        )
                    total.update(count(found, key))
        print(f"\n{Path(file).name}: {len(pieces)} stretches")
        for edges in ("as drawn", "alike"):
            for label in (*labels, "all"):
                bare, ours = (
                    figures(totals[way, edges], label) for way in ("bare model", "pipeline")
                )
                print(
                    f"  {edges:9} {label:5} bare P {bare[0]:.3f} R {bare[1]:.3f} F1 {bare[2]:.3f}"
                    f"   pipeline P {ours[0]:.3f} R {ours[1]:.3f} F1 {ours[2]:.3f}   {ours[2] - bare[2]:+.3f}"
                )
        worse = Counter()
        for (way, missed, text, label), n in shown.items():
            worse[missed, text, label] += n if way == "pipeline" else -n
        for (missed, text, label), n in worse.most_common(options.errors):
            print(f"    {n:+4} {'missed  ' if missed else 'invented'} {label:5} {text!r}")


if __name__ == "__main__":
    main()
