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
from helpers.records import LABELS, Claim

__all__ = ["Quote", "attributions", "find_claims", "find_quotes", "hedges_in", "numbers_in"]

_NAMED = re.compile(r"(so-called|known as|classified as|called|named|dubbed)\s*$")
_LOOK = 2000  # characters of a content: one can hold another without end


def _kind(page, a):
    if a.source is None:
        return "anonymous"
    inside = [q for q in page.near(a.start, a.end) if q.end <= a.end]
    inside = [q for q in inside if not _is_a_term(page.text, q)]
    gaps = [(p.end, q.start) for p, q in zip(inside, inside[1:], strict=False)]
    whole = inside and (inside[0].start, inside[-1].end) == (a.start, a.end)
    own = all(g <= a.cue[0] < h or len(page.text[g:h].split()) < 4 for g, h in gaps)
    if a.frame == "block" or (whole and own):
        return "direct"
    return "mixed" if inside else "according_to" if a.frame == "according to" else "indirect"


def _is_a_term(text, quote):
    """Tell "so-called" marks and names in marks from somebody's own words."""
    words = re.findall(r"\w[\w’'-]*", text[quote.start : quote.end])
    named = _NAMED.search(text, max(quote.start - 30, 0), quote.start)
    return len(words) < 4 and (named or all(w[0].isupper() for w in words))


def _names(doc, mentions):
    """Give ``(start, end, label, entity id)`` of mentions, or of the tagger's names."""
    own = [(m.start, m.end, m.label, m.entity_id) for m in mentions]
    tagged = [(e.start_char, e.end_char, e.label_, None) for e in doc.ents if e.label_ in LABELS]
    return sorted(own or tagged, key=lambda n: n[:2])


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
        here = by_article.get(doc.user_data["article"].id, [])
        claims += _claims_of(Page(doc), _names(doc, here), tuple(classes))
    return claims


def _hedges(page, start, end, a):
    """Read the hedges of a content, and those before its cue: "may argue that ..."."""
    said = page.text[start : min(end, start + _LOOK)]
    if a and start <= a.cue[0] < end:
        said = page.text[start : a.cue[0]] + page.text[a.cue[1] : min(end, a.cue[1] + _LOOK)]
    elif a and a.source and 0 <= a.cue[0] - a.source[1] < 30:
        said = page.text[a.source[1] : a.cue[0]] + " | " + said
    return hedges_in(said)


def _claims_of(page, names, classes):
    article, found = page.doc.user_data["article"], attributions(page, classes)
    ladder, claims, first, around = Ladder(page, names), [], {}, []
    rows = [(a.start, a.end, _kind(page, a), *ladder.place(a), a) for a in found]
    own = own_claims(page, found, names, article.author)
    rows += [(*span, "author", "author", "author", None) for span in own]
    for start, end, kind, rung, holder, a in sorted(rows, key=lambda r: (r[0], -r[1], r[2])):
        proof = f"{article.id}|{start}|{end}|{kind}|{a and a.cue}"
        id = f"{article.id}-{sha256(proof.encode()).hexdigest()[:8]}"
        (cue, source), parent, other = (a.cue, a.source) if a else (None, None), None, None
        if a and a.other:
            other = first.get(cue)
        elif a:
            first[cue] = id
            around = [o for o in around if o[1] > start]  # what it may stand inside
            parent = next((o[2] for o in reversed(around) if end <= o[1]), None)
            around.append((start, end, id))
        claims.append(
            Claim(
                id,
                article.id,
                start,
                end,
                article.text[start:end],
                kind,
                rung,
                *(cue or (None, None)),
                *(source or (None, None)),
                holder,
                _hedges(page, start, end, a),
                numbers_in(article.text[start:end]),
                parent,
                other,
                tuple(dict.fromkeys(n[3] for n in ladder.between(start, end) if n[3])),
                article.earliest,
                article.latest,
            )  # fmt: skip
        )
    return claims
