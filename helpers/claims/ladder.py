"""The ladder: how strong a source is, who holds a claim, what weakens it, which numbers it has."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from helpers.claims.frames import child
from helpers.entities import load_entities
from helpers.lexicon import word_groups

_PERSON_PRONOUNS = {"he", "she", "his", "her", "him", "who", "whom", "whose"}
_PRONOUNS = _PERSON_PRONOUNS | {"it", "they", "its", "their", "them", "which", "that", "this"}
_OUTLET = re.compile(r"\b(outlet|broadcaster|television|radio|newspaper|magazine|news agency)\b")
_LINKS = (["of"], ["for"], ["to"], ["by"], ["with"], ["under"])
_MANY = {"most", "many", "some", "several", "other", "others", "few", "various", "numerous"}


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
        self.page, self.doc, self.names, self.last = page, page.doc, names, {}
        self.starts = [n[0] for n in names]

    def place(self, attribution):
        """Give ``(rung, holder)`` of a source; holder is an entity id or ``None``."""
        if attribution.source is None:
            return "passive or no source", None
        head = self.doc[attribution.speaker]
        bare = head.lemma_ in word_groups("source_words")["document"] and not self._inside(
            attribution
        )
        if head.lower_ in _PRONOUNS or (bare and child(head, "det") is not None):
            rung, holder = self._stands_for(head, attribution.start)
            if rung is None:
                rung = "another outlet" if bare else "vague group"
        else:
            rung, holder = self._named(head, attribution)
        if rung != "vague group":
            self.last[rung == "named person"] = (rung, holder, attribution.end)
        return rung, holder

    def _inside(self, attribution):
        start, end = attribution.source
        return [n for n in self.between(start, end) if n[1] <= end]

    def between(self, start, end):
        """Give the names that begin in a stretch of the text."""
        return self.names[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def _stands_for(self, token, start):
        person = token.lower_ in _PERSON_PRONOUNS
        fit = [
            n
            for n in self.between(token.idx - 700, token.idx)
            if (n[2] == "PERSON") == person and n[2] in ("PERSON", "ORG", "GPE")
        ]
        first, _ = self.page.sentence(token.i)
        here = [n for n in fit if n[0] >= self.page.offsets[first]]
        said = self.last.get(person)
        if not (person and here) and said and start - said[2] < 400:
            return said[:2]
        back = self.page.offsets[self.page.sentence(max(first - 1, 0))[0]]
        fit = here or [n for n in fit if n[0] >= back]
        if not fit:
            return None, None
        name = fit[-1] if person else fit[0]
        return ("named person" if person else "named institution"), name[3]

    def _named(self, head, attribution):
        groups, (known, outlets), inside = (
            word_groups("source_words"),
            _known(),
            self._inside(attribution),
        )
        start, end = attribution.source
        text = self.page.text
        for n in inside:
            before = text[start : n[0]].split()[-1:]
            ends = n[1] >= end - 2 or text[n[1]] in ",("
            if n[2] == "PERSON" and (n[0] <= head.idx < n[1] or (ends and before not in _LINKS)):
                return "named person", n[3]
        phrase = self.doc[self.page.token_at(start) : self.page.token_at(end - 1) + 1]
        words, lemma = {t.lemma_.lower() for t in phrase}, head.lemma_.lower()
        proper = (
            any(t.i > phrase.start and t.text[0].isupper() for t in phrase) or head.pos_ == "PROPN"
        )
        at_head = next((n for n in inside if n[0] <= head.idx < n[1]), None)
        holder = known.get(re.sub(r"^(the|an?) ", "", text[start:end].lower()))
        holder = holder or (at_head and at_head[3])
        if holder is None and lemma in ("government", "administration", "authority"):
            whose = (known.get(text[n[0] : n[1]].lower() + " government") for n in inside)
            holder = next(filter(None, whose), None)
        many = any(c.lower_ in _MANY for c in head.lefts)
        if holder in outlets or (words & groups["outlet"] and proper and not many):
            return "another outlet", holder or next((n[3] for n in inside if n[3]), None)
        if lemma in groups["vague"] or many:
            return "vague group", None
        if lemma in groups["document"] or (lemma in groups["outlet"] and not inside):
            return "another outlet", holder
        if attribution.present and at_head is not None and at_head[2] != "GPE":
            return "another outlet", holder
        if lemma in groups["institution"] or (at_head and at_head[2] in ("ORG", "GPE", "FAC")):
            body = next((n[3] for n in inside if n[2] == "ORG"), None)
            return "named institution", holder or body
        definite = any(c.lower_ == "the" or c.dep_ == "poss" for c in head.lefts)
        if (inside and definite and head.tag_ == "NN") or (head.pos_ == "PROPN" and len(words) > 1):
            return "named institution", holder
        return ("named person" if head.pos_ == "PROPN" else "vague group"), holder
