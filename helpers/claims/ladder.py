"""The ladder: how strong a source is, and who holds a claim."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from helpers.claims.frames import child
from helpers.entities import load_entities, slug
from helpers.lexicon import word_groups

_PERSONS = {"he", "she", "his", "her", "him", "who", "whom", "whose"}
_PRONOUNS = _PERSONS | {"it", "they", "its", "their", "them", "which", "that", "this"}
_OUTLET = re.compile(r"\b(outlet|broadcaster|television|radio|newspaper|magazine|news agency)\b")
_LINKS = ("of", "for", "to", "by", "with", "under")
_MANY = {"most", "many", "some", "several", "other", "others", "few", "various", "numerous"}
_ARTICLE = re.compile(r"^(?:the|an?)\s|[’']s?\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _known():
    """Names of the who's who in small letters, and the ids of those that are outlets."""
    names, outlets = {}, set()
    for entity in load_entities():
        for name in (entity.name, *entity.aliases):
            names.setdefault(name.lower(), entity.id)
        if _OUTLET.search(entity.note or ""):
            outlets.add(entity.id)
    return names, outlets


class Ladder:
    """Places sources on the ladder, one after the other in the order of a text.

    ``names`` are ``(start, end, label, entity id)``. A pronoun counts as the person (or body) named
    before it in its sentence, else as the last such speaker, else as the nearest fitting name one
    sentence back; what that does not settle stays a vague group without a holder.
    """

    def __init__(self, page, names):
        """Start at the top of a text."""
        self.page, self.names, self.last = page, names, {}
        self.starts = [n[0] for n in names]

    def place(self, attribution):
        """Give ``(rung, holder)`` of a source.

        The holder is an entity id; of a source without a name the id is made of its own words
        ("local-sources"); ``None`` where there is no source, or a pronoun that nothing settles.
        """
        if attribution.source is None:
            return "passive or no source", None
        head = self.page.doc[attribution.speaker]
        report = head.lemma_ in word_groups("source_words")["document"]
        report = report and not self.between(*attribution.source) and child(head, "det") is not None
        if head.lower_ in _PRONOUNS or report:
            rung, holder = self._stands_for(head, attribution.start)
            rung = rung or ("another outlet" if report else "vague group")
        else:
            rung, holder = self._named(head, attribution)
        if rung != "vague group":
            self.last[rung == "named person"] = (rung, holder, attribution.end)
        return rung, holder

    def between(self, start, end):
        """Give the names that stand in a stretch of the text."""
        near = self.names[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        return [n for n in near if n[1] <= end]

    def _stands_for(self, token, start):
        page, person, said = (
            self.page,
            token.lower_ in _PERSONS,
            self.last.get(token.lower_ in _PERSONS),
        )
        first, _ = page.sentence(token.i)
        back = page.offsets[page.sentence(max(first - 1, 0))[0]]
        labels = ("PERSON",) if person else ("ORG", "GPE")
        fit = [n for n in self.between(max(back, token.idx - 700), token.idx) if n[2] in labels]
        here = [n for n in fit if n[0] >= page.offsets[first]]
        if not (person and here) and said and start - said[2] < 400:
            return said[:2]
        fit = here or fit
        if not fit:
            return None, None
        return ("named person", fit[-1][3]) if person else ("named institution", fit[0][3])

    def _named(self, head, attribution):
        """Read the rung of a source that is no pronoun off its words and the names in it."""
        groups, (known, outlets), (start, end) = (
            word_groups("source_words"),
            _known(),
            attribution.source,
        )
        page, text, lemma = self.page, self.page.text, head.lemma_.lower()
        inside = self.between(start, end)
        for n in inside:
            before = (text[start : n[0]].split() or [""])[-1]
            ends = n[1] >= end - 2 or text[n[1]] in ",("
            if n[2] == "PERSON" and (n[0] <= head.idx < n[1] or (ends and before not in _LINKS)):
                return "named person", n[3]
        phrase = page.doc[page.token_at(start) : page.token_at(end - 1) + 1]
        words = {t.lemma_.lower() for t in phrase}
        proper = head.pos_ == "PROPN" or any(t.text[0].isupper() for t in phrase[1:])
        at_head = next((n for n in inside if n[0] <= head.idx < n[1]), (0, 0, None, None))
        bare = _ARTICLE.sub("", text[start:end].lower())
        holder = known.get(text[start:end].lower()) or known.get(bare) or at_head[3]
        if holder is None and lemma in ("government", "administration", "authority"):
            whose = (known.get(text[n[0] : n[1]].lower() + " government") for n in inside)
            holder = next(filter(None, whose), None)
        many = any(c.lower_ in _MANY for c in head.lefts)
        definite = any(c.lower_ == "the" or c.dep_ == "poss" for c in head.lefts)
        named = (inside and definite and head.tag_ == "NN") or (
            head.pos_ == "PROPN" and len(words) > 1
        )
        first = next((n[3] for n in inside if n[3]), None)
        if holder in outlets or (words & groups["outlet"] and proper and not many):
            return "another outlet", holder or first
        if lemma in groups["vague"] or many:
            return "vague group", holder or slug(bare)
        if lemma in groups["document"] or (lemma in groups["outlet"] and not inside):
            return "another outlet", holder
        if attribution.present and at_head[2] not in (None, "GPE"):
            return "another outlet", holder
        if lemma in groups["institution"] or at_head[2] in ("ORG", "GPE", "FAC"):
            body = next((n[3] for n in inside if n[2] == "ORG"), None)
            return "named institution", holder or body or slug(bare)
        rung = (
            "named institution"
            if named
            else "named person"
            if head.pos_ == "PROPN"
            else "vague group"
        )
        return rung, holder or slug(bare)
