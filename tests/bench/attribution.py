"""How well attributions are found, in one command each.

``python tests/bench/attribution.py`` scores ``find_claims`` against the reader's key.
For PolNeAR (networkdynamics/PolNeAR, fetched by you, not part of this repository) hand ``extract``
to a scorer that wants a function ``text -> [{"source", "cue", "content"}, ...]``.
"""

import re
import sys
from collections import Counter

from helpers.articles import article_from_text, load_articles
from helpers.claims import find_claims, find_quotes
from helpers.keys import load_key
from helpers.language import parse

BOTH = ("reporting", "attitude")


def extract(text, classes=BOTH):
    """Give attributions of a text; the content without the cue and source that stand in it."""
    article = article_from_text(text)
    rows = []
    for c in find_claims(parse([article]), classes=classes):
        if c.kind == "author" or c.alternative_of:
            continue
        cue = (c.cue_start, c.cue_end)
        source = None if c.source_start is None else (c.source_start, c.source_end)
        pieces = [(c.start, c.end)]
        if c.kind == "direct":  # between its quotations stand the cue, the source and the author
            inside = [q[:2] for q in find_quotes(text) if c.start <= q.start and q.end <= c.end]
            pieces = inside or pieces
        for a, b in filter(None, (cue, source)):
            if any(x < b and a < y and not (a <= x and y <= b) for x, y in pieces):
                pieces = [
                    p for x, y in pieces for p in ((x, min(y, a)), (max(x, b), y)) if p[0] < p[1]
                ]
        rows.append({"source": source, "cue": cue, "content": pieces})
    return rows


def extract_reporting(text):
    """Give the same with reporting cues only, the kit's default."""
    return extract(text, ("reporting",))


def textacy_baseline(text):
    """Give textacy's direct quotations (install textacy where you run this)."""
    from textacy.extract import direct_quotations

    from helpers.language import load_pipeline

    doc = load_pipeline()(text)
    rows = []
    try:
        for q in direct_quotations(doc):
            spans = [(t[0].idx, t[-1].idx + len(t[-1])) for t in (q.speaker, q.cue)]
            rows.append({"source": spans[0], "cue": spans[1],
                         "content": (q.content.start_char, q.content.end_char)})  # fmt: skip
    except ValueError as error:
        print("textacy gave up on a document:", error, file=sys.stderr)
    return rows


def _words(article, span):
    return frozenset(
        m.start() for m in re.finditer(r"\w+", article.text) if span[0] <= m.start() < span[1]
    )


def _iou(a, b):
    return len(a & b) / len(a | b) if a | b else 0.0


def score_key(claims, show=False):
    """Score claims against the key; either of two readings counts, optional rows never do."""
    articles, tally = {a.id: a for a in load_articles()}, Counter()
    for article in articles.values():
        gold = [k for k in load_key("attributions") if k.article_id == article.id]
        mine = [
            c
            for c in claims
            if c.article_id == article.id and c.kind != "author" and not c.alternative_of
        ]
        pairs = sorted(
            ((-_iou(_words(article, (k.start, k.end)), _words(article, (c.start, c.end))),
              k.alternative_of is not None, -(c.cue_start < k.cue_end and k.cue_start < c.cue_end), g, p)
             for g, k in enumerate(gold) for p, c in enumerate(mine)))  # fmt: skip
        groups, used = {}, set()
        for minus, _, cue, g, p in pairs:
            group = gold[g].alternative_of or gold[g].id
            if minus <= -0.5 and group not in groups and p not in used:
                groups[group], _ = (g, p, cue), used.add(p)
        optional = {k.id for k in gold if k.alternative_of == k.id}
        must = {k.id for k in gold if k.alternative_of is None}
        tally["gold"] += len(must)
        tally["found"] += len(must & set(groups))
        tally["given"] += len(mine) - len(optional & set(groups))
        for group, (g, p, _) in groups.items():
            if group in optional:
                continue
            k, c = gold[g], mine[p]
            at = [_words(article, (x.source_start or 0, x.source_end or 0)) for x in (k, c)]
            right = bool(at[0] & at[1]) if at[0] and at[1] else not at[0] and not at[1]
            tally["source"] += right
            tally["rung"] += k.rung == c.rung
            tally["kind"] += k.kind == c.kind
            tally["cue"] += c.cue_start < k.cue_end and k.cue_start < c.cue_end
            tally["holder"] += k.holder == c.holder or c.holder in k.entity_ids
            tally["hedges"] += set(k.hedges) == set(c.hedges)
            if show:
                for name in ("rung", "kind", "hedges", "holder"):
                    if getattr(k, name) != getattr(c, name):
                        print(
                            f"{name.upper()} {k.id}: key {getattr(k, name)} found {getattr(c, name)}"
                        )
                if not right:
                    print("SOURCE", k.id, article.text[k.source_start or 0 : k.source_end or 0], "|",
                          article.text[c.source_start or 0 : c.source_end or 0])  # fmt: skip
        if show:
            for k in gold:
                if k.id in must - set(groups):
                    print(
                        "MISS", k.id, "|", article.text[k.cue_start : k.cue_end], "|", k.text[:150]
                    )
            for p, c in enumerate(mine):
                if p not in used:
                    print(
                        "WRONG",
                        article.id,
                        "|",
                        article.text[c.cue_start : c.cue_end],
                        "|",
                        c.text[:150],
                    )
    return tally


def score_author(claims, show=False):
    """Score the author's own claims against the key: (gold, found, given)."""
    articles, tally = {a.id: a for a in load_articles()}, Counter()
    for article in articles.values():
        gold = [k for k in load_key("author_claims") if k.article_id == article.id]
        mine = [c for c in claims if c.article_id == article.id and c.kind == "author"]
        hit = set()
        for c in mine:
            best = max(gold, key=lambda k: _iou(_words(article, (k.start, k.end)), _words(article, (c.start, c.end))))  # fmt: skip
            if (
                _iou(_words(article, (best.start, best.end)), _words(article, (c.start, c.end)))
                >= 0.5
            ):
                hit.add(best.id)
            elif show:
                print("WRONG author", article.id, "|", c.text[:200])
        if show:
            for k in gold:
                if k.id not in hit:
                    print("MISS author", article.id, "|", k.text[:200])
        tally += Counter(gold=len(gold), found=len(hit), given=len(mine))
    return tally


def _prf(tally):
    p, r = tally["found"] / max(tally["given"], 1), tally["found"] / max(tally["gold"], 1)
    return f"P {p:.3f}  R {r:.3f}  F1 {2 * p * r / max(p + r, 1e-9):.3f}"


if __name__ == "__main__":
    show = "--errors" in sys.argv
    docs = parse(load_articles())
    try:
        from helpers.entities import find_mentions

        mentions = find_mentions(docs)
    except ImportError:
        mentions = []
    claims = find_claims(docs, mentions)
    tally = score_key(claims, show)
    print("attributions", _prf(tally), dict(tally))
    for name in ("source", "cue", "kind", "rung", "hedges", "holder"):
        print(f"  {name:7s} right in {tally[name] / tally['found']:.3f} of matches")
    print("author      ", _prf(score_author(claims, show)))
