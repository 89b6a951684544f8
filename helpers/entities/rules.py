"""The rules that draw edges and labels. A mark is (rank, start, end, label); low ranks win.

0 a known name with the head of a place or event · 1 institutions, known names of several words ·
2 people with a title, places nobody knows, the model's longer names · 3 known names of one word,
the model's names of several words · 4 surnames · 5 whatever else the model marks.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

from helpers.entities.edges import CAP, SMALL, acronyms, headlines, trim, without_overlap, words

_RUN = re.compile(
    rf"\b{CAP}(?:[’']s)?(?:[ \xa0](?:of (?:the )?|for |\d+(?:st|nd|rd|th) )?{CAP}(?:[’']s)?)*"
)
_ARTICLE = r"(?:[AaEe]l|[Aa]n|[Aa]s|[Aa]sh|[Aa]d|[Aa]r|[Aa]t|[Aa]z|[Ee]z|[Uu]l)"
_MORE = re.compile(rf"(?:[ \xa0-]{_ARTICLE}-|[ \xa0](?:bin|ibn) (?:{_ARTICLE}-)?){CAP}")
_LESS = re.compile(rf"(?:(?:\b{CAP}[ \xa0])?\b{_ARTICLE}-|\b(?:Abu|Abd|Umm|Ibn|Bin)[ \xa0])$")
_SURNAME = re.compile(rf"[ \xa0]((?:(?:[Aa]l|[Ee]l|bin|van|de)[- ])?{CAP})$")
_FIRST = re.compile(r"(?:The|A|An|In|On|At|As|By|For|From)[ \xa0]")
_COMPOUND = re.compile(r"\w[-–]$")  # "pro-" before a name: hyphen compounds split
_TOLD = re.compile(r"\b(?:reported by|told|according to)\s$")


@lru_cache(maxsize=1)
def _patterns():
    def any_of(role):
        return "|".join(sorted(map(re.escape, words()[role]), key=len, reverse=True))

    part = rf"(?:(?:{any_of('particle')})[ -])*{CAP}"
    name = rf"{part}(?:[ \xa0](?:[A-Z]\.|{part})){{0,3}}"
    before, heads = rf"(?:[ \xa0](?:{any_of('fac_before')}))", any_of("fac")
    event = rf"(?:[ \xa0](?i:{any_of('event_before')})){{0,2}}[ \xa0](?:{any_of('event')}"
    found = {
        "fac": rf"{before}{{0,3}}[ \xa0](?:{heads})\b",
        "fac_of": rf"\b(?:{heads})(?: point)? of (?:the )?$",
        "event": rf"{event}|peace process)\b",
        "built": rf"\b({name})(?: (?:{any_of('fac_strong')})\b|{before}+ (?:{heads})\b)",
        "title": rf"\b(?i:{any_of('rank')})\.?[ \xa0]+({name})",
        "body_of": rf"(?i:{any_of('institution')}) (?:of|for)\b",
    }
    return {role: re.compile(pattern) for role, pattern in found.items()}


def marks(text, known, model):
    """Propose marks by every rule.

    Parameters
    ----------
    text : str
    known : list of (int, int, tuple of Entity)
        From ``known_names``.
    model : list of (int, int, str)
        What the language model marks.

    Returns
    -------
    list of (int, int, int, str)
    """
    page = _Page(text, known, model)
    found = [*page.short, *page.bodies, *page.titled(), *page.built()]
    for start, end, entities in known:
        found += page.known_name(start, end, entities)
    for start, end, label in model:
        found += page.model_name(start, end, label)
    people = [(s, e) for s, e, label in without_overlap(found) if label == "PERSON"]
    return [*found, *page.surnames(people)]


class _Page:
    """One text with what is known of it before the rules begin."""

    def __init__(self, text, known, model):
        self.text, self.known, self.model = text, known, model
        self.headlines = headlines(text)
        self.things, self.short = acronyms(text)
        self.headline_only = {}
        self.at = {start: entities[0] for start, _, entities in known}
        self.ends = {e for _, e, _ in known} | {trim(text, *mark)[1] for mark in model}
        self.bodies = list(self._bodies())

    def in_headline(self, at):
        n = bisect_right(self.headlines, (at, float("inf")))
        return n > 0 and at < self.headlines[n - 1][1]

    def near(self, spans, start, end):
        """Those of the spans close by: all of them for each mark were quadratic in a long text."""
        return spans[bisect_left(spans, (start - 200,)) : bisect_left(spans, (end + 1,))]

    def before(self, at, width=40):
        return self.text[max(0, at - width) : at].rpartition("\n")[2]

    def known_name(self, start, end, entities):
        """A known name; with its head if that makes it a built place or an event."""
        name, before = self.text[start:end], self.before(start)
        after = self.text[end : end + 60]
        label = self._label(start, end, [entity.label for entity in entities])
        if label in ("GPE", "LOC", "FAC") and "country" not in (entities[0].note or ""):
            head = _patterns()["fac"].match(after)
            if head and not _COMPOUND.search(before):
                return [(0, start, end + head.end(), "FAC")]
            if _patterns()["fac_of"].search(before):
                return [(3, start, end, "FAC")]
        capitals = label == "NORP" and (before + name + after.partition("\n")[0]).isupper()
        if capitals and not any(s <= start < e for s, e, _ in self.model):
            return []  # in a line of capitals a capital tells nothing
        head = _patterns()["event"].match(after)
        if head and (label == "GPE" or (label == "NORP" and not re.match(" (talks|el)", after))):
            return [(0, start, end + head.end(), "EVENT")]
        return [(1 if " " in name and label != "GPE" else 3, start, end, label)]

    def _label(self, start, end, labels):
        """The label of a spelling that a broadcaster and a town may share."""
        if "ORG" not in labels or len(set(labels)) == 1:
            return labels[0]
        near = set(re.findall(r"\w+", self.text[end : end + 20].lower())[:2])
        if near & words()["outlet"] or _TOLD.search(self.before(start)):
            return "ORG"
        return next(label for label in labels if label != "ORG")

    def _bodies(self):
        """Runs of capitalised words with the head of an institution, a built place, an event."""
        for run in _RUN.finditer(self.text):
            start = run.start()
            while start < run.end():
                owner = re.finditer(r"[’']s[ \xa0]", self.text[start : run.end()])
                cut = next((m for m in owner if start + m.start() in self.ends), None)
                stop = start + cut.start() if cut else run.end()
                yield from self._body(start, stop)
                start = start + cut.end() if cut else run.end()

    def _body(self, start, stop):
        while first := _FIRST.match(self.text[start:stop]):
            start += first.end()
        lead = re.match(r"(\w+) of (?:the )?", self.text[start:stop])
        opens = re.search(r"(?:^|[.!?:”\"])\s*$", self.before(start))
        if lead and opens and not self._head(lead.group(1), start):
            start += lead.end()  # "Fighters of the Quds Force": that capital opens a sentence
        if _COMPOUND.search(self.before(start)):
            start += len(self.text[start:stop].partition(" ")[0]) + 1
        part = self.text[start:stop]
        entity = self.at.get(start)
        if (part.isupper() and " " in part) or (entity and entity.label == "PERSON"):
            return
        if _patterns()["body_of"].match(part):
            end, label = stop, "ORG"
        else:
            tokens = list(re.finditer(r"[^\W_]+(?:[’'-][^\W_]+)*", part))[1:]
            heads = [(t.end(), label) for t in tokens if (label := self._head(t.group(), start))]
            others = {t.group().lower() for t in re.finditer(r"\w+", part)}
            if not heads or len(others - words()["compass"]) < 2:
                return
            end, label = start + heads[-1][0], heads[-1][1]
            tail = re.match(rf" (?:of|for) (?:the )?({CAP}(?: {CAP})*)", self.text[end:stop])
            other = tail and self.at.get(end + tail.start(1))
            if tail and not (other and other.label == "ORG"):
                end += tail.end()
        if not self.in_headline(start) or end in self.ends:
            yield (1, start, end, label)

    def _head(self, word, at):
        """The label a capitalised word gives to the run it stands in."""
        low, roles = word.lower(), words()
        if low in roles["institution"] or (low in roles["common"] and not self.in_headline(at)):
            return "ORG"
        return "FAC" if low in roles["fac"] else "EVENT" if low in roles["event"] else None

    def built(self):
        """A name nobody knows with the head of a built place: "Bab al-Faraj crossing"."""
        for match in _patterns()["built"].finditer(self.text):
            start, end = match.span()
            while first := _FIRST.match(self.text[start:end]):
                start += first.end()
            name, owner = self.text[start : match.end(1)], self.at.get(start)
            if owner and (owner.label in ("NORP", "ORG") or "country" in (owner.note or "")):
                continue
            if name and not name.isupper() and not self.in_headline(start):
                yield (2, start, end, "FAC")

    def titled(self):
        """A title and a capitalised word behind it: a person."""
        roles = words()
        no_name = roles["institution"] | roles["common"] | roles["title"] | roles["fac"]
        for match in _patterns()["title"].finditer(self.text):
            start, end = match.span(1)
            while first := re.match(r"(\w[\w-]*)\.?[ \xa0]+(?=\w)", self.text[start:end]):
                if first.group(1).lower() not in roles["title"]:
                    break
                start += first.end()
            name, entity = re.sub(r"[’']s?$", "", self.text[start:end]), self.at.get(start)
            if entity and entity.label != "PERSON":
                continue
            if name and name[0].isupper() and not no_name & set(name.lower().split()):
                yield (2, start, start + len(name), "PERSON")

    def surnames(self, people):
        """Surnames alone, of people named in full elsewhere in the text."""
        ends = (_SURNAME.search(self.text[start:end]) for start, end in people)
        for name in sorted({m.group(1) for m in ends if m and len(m.group(1)) > 3}):
            for other in re.finditer(rf"\b{re.escape(name)}\b", self.text):
                yield (4, other.start(), other.end(), "PERSON")

    def model_name(self, start, end, label):
        """A mark of the bare model, cut by the rules; nothing where they leave no name."""
        end = start + len(self.text[start:end].partition("\n")[0])
        start, end = trim(self.text, start, end, label)
        if self._no_name(start, self.text[start:end], label):
            return []
        if label in ("PERSON", "ORG", "GPE", "LOC"):
            while more := _MORE.match(self.text[end : end + 40]):
                end += more.end()
            while less := _LESS.search(self.before(start)):
                start -= len(less.group())
        name = self.text[start:end]
        plain = not re.search(r"[-–’'(),“”]", name) and all(
            w[0].isupper() or re.fullmatch(SMALL, w) for w in name.split()
        )
        longer = any(s == start and e < end for _, s, e, _ in self.bodies)
        if plain and label != "PERSON" and longer:
            return [(1, start, end, label)]
        near = self.near(self.known, start, end)
        inside = [(s, e, c[0].label) for s, e, c in near if s < end and e > start]
        if not inside:
            return [(3 if " " in name else 5, start, end, label)]
        longer = all(start <= s and e <= end and (s, e) != (start, end) for s, e, _ in inside)
        person = inside[-1][1:] == (end, "PERSON") and label != "PERSON"
        peoples = label == "NORP" and (len(inside) > 1 or inside[0][1] != end)
        if not (plain and longer) or person or peoples or self.in_headline(start):
            return []
        return [(2, start, end, label)]

    def _no_name(self, start, name, label):
        """Handles, short forms of things, directions, and headline words of no name."""
        low, roles = name.lower(), words()
        if not re.match(r"[^\W\d_a-z]|al-|\d", name) or name in self.things:
            return True
        if low in roles["compass"] or low in roles["particle"] or self.before(start)[-1:] == "@":
            return True
        if " " in name or label not in ("PERSON", "ORG") or not self.in_headline(start):
            return False
        if name not in self.headline_only:  # one look at the whole text for each name
            hits = re.finditer(rf"[\w,] {re.escape(name)}\b", self.text)
            self.headline_only[name] = all(self.in_headline(hit.start()) for hit in hits)
        return self.headline_only[name]
