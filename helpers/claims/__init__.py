"""Claims: who says what, by which word, and how strong that source is."""

from __future__ import annotations

import re
from hashlib import sha256

from helpers.claims.attributions import attributions
from helpers.claims.author import own_claims
from helpers.claims.ladder import Ladder
from helpers.claims.page import Page
from helpers.claims.quotes import Quote, find_quotes
from helpers.lexicon import hedges_in, numbers_in
from helpers.records import Claim

__all__ = ["Quote", "attributions", "find_claims", "find_quotes", "hedges_in", "numbers_in"]

_LOOK = 2000  # characters of a content: one can hold another without end


def _kind(page, a):
    if a.source is None:
        return "anonymous"
    if a.frame == "block":
        return "direct"
    inside = [
        q
        for q in page.quotes
        if a.start <= q.start and q.end <= a.end and not _is_a_term(page.text, q)
    ]
    if inside and inside[0].start == a.start and inside[-1].end == a.end:
        gaps = ((p.end, q.start) for p, q in zip(inside, inside[1:], strict=False))
        if all(g <= a.cue[0] < h or len(page.text[g:h].split()) < 4 for g, h in gaps):
            return "direct"
    if inside:
        return "mixed"
    return "according_to" if a.frame == "according to" else "indirect"


def _is_a_term(text, quote):
    """Tell "so-called" marks and names in marks from somebody's own words."""
    words = re.findall(r"\w[\w’'-]*", text[quote.start : quote.end])
    before = text[max(quote.start - 30, 0) : quote.start]
    named = re.search(r"(so-called|known as|classified as|called|named|dubbed)\s*$", before)
    return len(words) < 4 and (named or all(w[0].isupper() for w in words))


def _names(doc, mentions):
    """Give ``(start, end, label, entity id)`` of mentions, or of the tagger's names."""
    own = [(m.start, m.end, m.label, m.entity_id) for m in mentions]
    tagged = [(e.start_char, e.end_char, e.label_, None) for e in doc.ents]
    kept = ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP")
    return sorted(own or [t for t in tagged if t[2] in kept], key=lambda n: n[:2])


def find_claims(docs, mentions=(), classes=("reporting",)):
    """Find what is said in each text, by whom and how; and what the author says unsupported.

    Parameters
    ----------
    docs : iterable of spacy.tokens.Doc
        From ``parse``.
    mentions : iterable of Mention, optional
        From ``find_mentions``; they settle holders. Without them the tagger's names are used.
    classes : tuple of str, optional
        Classes of cue words (``data/cues.csv``). ``("reporting",)`` keeps to words that report
        something said; with ``"attitude"`` also what somebody is said to think, want or feel.

    Returns
    -------
    list of Claim
        By article, then by place in the text. ``article.text[start:end] == text`` for each.

    Examples
    --------
    >>> from helpers.articles import article_from_text
    >>> from helpers.language import parse
    >>> text = "A headline\\nThe dam is closed, according to local sources."
    >>> claim = find_claims(parse([article_from_text(text)]))[0]
    >>> claim.text, claim.kind, claim.rung
    ('The dam is closed', 'according_to', 'vague group')
    """
    by_article = {}
    for mention in mentions:
        by_article.setdefault(mention.article_id, []).append(mention)
    claims = []
    for doc in docs:
        article = doc.user_data["article"]
        claims += _claims_of(doc, article, by_article.get(article.id, []), tuple(classes))
    return claims


def _with_cue(page, a):
    """Give a content without its cue, and what stands before the cue: "may argue that ..."."""
    said = page.text[a.start : a.end]
    if a.start <= a.cue[0] < a.end:
        said = page.text[a.start : a.cue[0]] + page.text[a.cue[1] : a.end]
    elif a.source and 0 <= a.cue[0] - a.source[1] < 30:
        said = page.text[a.source[1] : a.cue[0]] + " | " + said
    return said


def _claims_of(doc, article, mentions, classes):
    page, names = Page(doc), _names(doc, mentions)
    found, ladder = attributions(page, classes), Ladder(page, names)
    own = own_claims(page, found, names, article.author)
    rows = [(a.start, a.end, _kind(page, a), *ladder.place(a), a) for a in found]
    rows += [(start, end, "author", "author", "author", None) for start, end in own]
    rows.sort(key=lambda r: (r[0], -r[1], r[2]))
    claims, first, open_ = [], {}, []
    for start, end, kind, rung, holder, a in rows:
        proof = f"{article.id}|{start}|{end}|{kind}|{a and a.cue}"
        claim = {
            "id": f"{article.id}-{sha256(proof.encode()).hexdigest()[:8]}",
            "article_id": article.id,
            "start": start,
            "end": end,
            "text": article.text[start:end],
            "kind": kind,
            "rung": rung,
            "holder": holder,
            "hedges": hedges_in((_with_cue(page, a) if a else page.text[start:end])[:_LOOK]),
            "numbers": numbers_in(article.text[start:end]),
            "entity_ids": tuple(dict.fromkeys(n[3] for n in ladder.between(start, end) if n[3])),
            "earliest": article.earliest,
            "latest": article.latest,
        }
        if a:
            claim["cue_start"], claim["cue_end"] = a.cue
            claim["source_start"], claim["source_end"] = a.source or (None, None)
            if a.other:
                claim["alternative_of"] = first.get(a.cue)
            else:
                first[a.cue] = claim["id"]
                open_ = [o for o in open_ if o[1] > start]  # what it may stand inside
                outer = [o for o in open_ if end <= o[1] and o[:2] != (start, end)]
                claim["parent_id"] = outer[-1][2] if outer else None
                open_.append((start, end, claim["id"]))
        claims.append(Claim(**claim))
    return claims
