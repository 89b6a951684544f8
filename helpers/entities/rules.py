"""The rules that draw edges and labels. A mark is (rank, start, end, label); low ranks win."""

from __future__ import annotations

import re
from functools import lru_cache

from helpers.entities.edges import CAP, SMALL, acronyms, trim, without_overlap, words

_RUN = re.compile(
    rf"\b{CAP}(?:[’']s)?(?:[ \xa0](?:of (?:the )?|for |\d+(?:st|nd|rd|th) )?{CAP}(?:[’']s)?)*"
)
_ARTICLE = r"(?:[AaEe]l|[Aa]n|[Aa]s|[Aa]sh|[Aa]d|[Aa]r|[Aa]t|[Aa]z|[Ee]z|[Uu]l)"
_MORE = re.compile(rf"(?:[ \xa0-]{_ARTICLE}-|[ \xa0](?:bin|ibn) (?:{_ARTICLE}-)?){CAP}")
_LESS = re.compile(rf"(?:(?:\b{CAP}[ \xa0])?\b{_ARTICLE}-|\b(?:Abu|Abd|Umm|Ibn|Bin)[ \xa0])$")
_PLACES = ("GPE", "LOC", "FAC")


@lru_cache(maxsize=1)
def _patterns():
    def any_of(role):
        return "|".join(sorted(map(re.escape, words()[role]), key=len, reverse=True))

    part = rf"(?:(?:{any_of('particle')})[ -])*{CAP}"
    name = rf"{part}(?:[ \xa0](?:[A-Z]\.|{part})){{0,3}}"
    return {
        "fac": re.compile(
            rf"(?:[ \xa0](?:{any_of('fac_before')})){{0,3}}[ \xa0](?:{any_of('fac')})\b"
        ),
        "fac_of": re.compile(rf"\b(?:{any_of('fac')})(?: point)? of (?:the )?$"),
        "event": re.compile(
            rf"(?:[ \xa0](?:(?i:{any_of('event_before')}))){{0,2}}"
            rf"[ \xa0](?:{any_of('event')}|peace process)\b"
        ),
        "built": re.compile(
            rf"\b({name})(?: (?:{any_of('fac_strong')})\b"
            rf"|(?: (?:{any_of('fac_before')}))+ (?:{any_of('fac')})\b)"
        ),
        "title": re.compile(rf"\b(?i:{any_of('rank')})\.?[ \xa0]+({name})"),
    }


def marks(text, known, model, lines):
    """Propose marks by every rule.

    Parameters
    ----------
    text : str
    known : list of (int, int, tuple of Entity)
        From ``known_names``.
    model : list of (int, int, str)
        What the language model marks.
    lines : list of (int, int)
        From ``headlines``.

    Returns
    -------
    list of (int, int, int, str)
    """
    things, short = acronyms(text)
    found = [*short]
    for start, end, entities in known:
        found += _known(text, start, end, entities, lines, model)
    owners = {e for _, e, _ in known} | {trim(text, *mark)[1] for mark in model}
    bodies = list(_institutions(text, known, owners, lines))
    found += bodies + list(_titled(text, known)) + list(_built(text, known, lines))
    for start, end, label in model:
        found += _model(text, start, end, label, known, things, lines, bodies)
    people = [(s, e) for s, e, label in without_overlap(found) if label == "PERSON"]
    return [*found, *_surnames(text, people)]


def _in(lines, start):
    return any(a <= start < b for a, b in lines)


def _line(text, at):
    return text[text.rfind("\n", 0, at) + 1 :].partition("\n")[0]


def _known(text, start, end, entities, lines, model):
    """A known name; with its head if that makes it a built place or an event."""
    labels = [entity.label for entity in entities]
    label = labels[0]
    country = "country" in (entities[0].note or "")
    after, before = text[end : end + 60], text[max(0, start - 40) : start]
    if label == "ORG" and _in(lines, start):
        first, _, rest = text[start:end].partition(" ")
        if rest and set(rest.lower().split()) <= words()["common"]:
            return [(3, start, start + len(first), "GPE" if first.isupper() else "NORP")]
    if label in _PLACES and not country:
        compound = re.search(r"\w[-–]$", before)
        if not compound and (match := _patterns()["fac"].match(after)):
            return [(0, start, end + match.end(), "FAC"), (3, start, end, label)]
        if _patterns()["fac_of"].search(before):
            return [(3, start, end, "FAC")]
    if (
        label == "NORP"
        and _line(text, start).isupper()
        and not any(s <= start < e for s, e, _ in model)
    ):
        return []  # capitals tell nothing there
    match = _patterns()["event"].match(after) if label in ("GPE", "NORP") else None
    if match and (label == "GPE" or not re.fullmatch(r" (?:talks|elections?)", match.group())):
        return [(0, start, end + match.end(), "EVENT"), (3, start, end, label)]
    if len(set(labels)) > 1:
        label = _label_here(text, start, end, entities)
    return [(1 if " " in text[start:end] and label != "GPE" else 3, start, end, label)]


def _label_here(text, start, end, entities):
    """The label of a spelling that several things share, by the words around it."""
    near = set(re.findall(r"\w+", text[end : end + 20].lower())[:2])
    near |= set(re.findall(r"\w+ \w+ ?$", text[max(0, start - 25) : start].lower()))
    labels = [entity.label for entity in entities]
    if "ORG" in labels:
        if near & words()["outlet"] or re.search(
            r"\b(?:reported by|told|according to)\s$", text[max(0, start - 20) : start]
        ):
            return "ORG"
        return next((x for x in labels if x != "ORG"), "ORG")
    return labels[0]


def _institutions(text, known, owners, lines):
    """Runs of capitalised words with the head of an institution, a built place or an event."""
    names = {start: (end, entities[0]) for start, end, entities in known}
    roles = words()
    for run in _RUN.finditer(text):
        start = run.start()
        while start < run.end() and (piece := _piece(text, start, run.end(), owners)):
            begin, stop, after = piece
            start = after
            if text[begin:stop].isupper() and " " in text[begin:stop]:
                continue  # a line in capitals tells nothing
            tokens = list(re.finditer(r"[^\W_]+(?:[’'-][^\W_]+)*", text[begin:stop]))
            while tokens and tokens[0].group() in ("The", "A", "In", "On", "At", "As", "For", "By"):
                tokens = tokens[1:]
            if tokens and re.search(r"\w[-–]$", text[: begin + tokens[0].start()][-2:]):
                tokens = tokens[1:]  # "pro-Turkish Hamza Division": a compound splits
            heads = {}
            for i, token in enumerate(tokens):
                word = token.group().lower()
                if not token.group()[0].isupper() or (i == 0 and len(tokens) > 1):
                    continue
                for role, label in (("institution", "ORG"), ("fac", "FAC"), ("event", "EVENT")):
                    if word in roles[role]:
                        heads[i] = label
                if word in roles["common"] and not _in(lines, begin):
                    heads[i] = "ORG"
            if not tokens or not heads:
                if tokens and re.match(
                    rf"(?:{'|'.join(roles['institution'])}) (?:of|for)\b", text[begin:stop].lower()
                ):
                    yield (1, begin + tokens[0].start(), stop, "ORG")
                continue
            last = max(heads)
            end = begin + tokens[last].end()
            if tail := re.match(rf" (?:of|for) (?:the )?({CAP}(?: {CAP})*)", text[end:stop]):
                other = names.get(end + tail.start(1))
                end += 0 if other and other[1].label == "ORG" else tail.end()
            first = begin + tokens[0].start()
            lone = names.get(first, (0, None))
            if lone[1] and lone[1].label == "PERSON":
                continue
            if _in(lines, begin) and end not in owners:
                continue
            if last > 0:
                yield (1, first, end, heads[last])


def _piece(text, start, end, owners):
    """The next stretch of a run, ended behind the possessive of a name."""
    for match in re.finditer(r"[’']s[ \xa0]", text[start:end]):
        place = start + match.start()
        if place in owners:
            return start, place, start + match.end()
    return start, end, end


def _built(text, known, lines):
    """A capitalised name nobody knows with the head of a built place: "Bab al-Faraj crossing"."""
    taken = {start: entities[0] for start, _, entities in known}
    for match in _patterns()["built"].finditer(text):
        start, end = match.span()
        while first := re.match(r"(?:The|A|An|In|At|On|By|From)[ \xa0]", text[start:end]):
            start += first.end()
        owner = taken.get(start)
        lead = text[start : match.end(1)]
        if owner and (owner.label in ("NORP", "ORG") or "country" in (owner.note or "")):
            continue
        if lead and not lead.isupper() and not _in(lines, start):
            yield (2, start, end, "FAC")


def _titled(text, known):
    """A title and a capitalised word behind it: a person."""
    taken = {start: entities[0] for start, _, entities in known}
    roles = words()
    for match in _patterns()["title"].finditer(text):
        start, end = match.span(1)
        while first := re.match(r"(\w[\w-]*)\.?[ \xa0]+(?=\w)", text[start:end]):
            if first.group(1).lower() not in roles["title"]:
                break
            start += first.end()
        name = re.sub(r"[’']s?$", "", text[start:end])
        parts = name.lower().split()
        heads = roles["institution"] | roles["common"] | roles["title"] | roles["fac"]
        if start in taken and taken[start].label != "PERSON":
            continue
        if not name or not name[0].isupper() or heads & set(parts):
            continue
        yield (2, start, start + len(name), "PERSON")


def _surnames(text, people):
    """Surnames alone, of people named in full elsewhere in the article."""
    seen = set()
    for start, end in people:
        match = re.search(rf"[ \xa0]((?:(?:[Aa]l|[Ee]l|bin|van|de)[- ])?{CAP})$", text[start:end])
        if not match or match.group(1) in seen or len(match.group(1)) < 4:
            continue
        seen.add(match.group(1))
        for other in re.finditer(rf"\b{re.escape(match.group(1))}\b", text):
            yield (4, other.start(), other.end(), "PERSON")


def _model(text, start, end, label, known, things, lines, bodies):
    """A mark of the bare model, cut by the rules; nothing where they leave no name."""
    if "\n" in text[start:end]:
        end = start + text[start:end].index("\n")
    start, end = trim(text, start, end, label)
    name = text[start:end]
    if (
        not re.match(r"[^\W\d_a-z]|al-|\d", name)
        or name in things
        or text[start - 1 : start] == "@"
    ):
        return []
    if name.lower() in words()["compass"] or (
        label in ("PERSON", "ORG") and _in(lines, start) and not _in_body(name, text, lines)
    ):
        return []
    if name.lower() in words()["particle"]:
        return []
    if label in ("PERSON", "ORG", "GPE", "LOC"):
        while more := _MORE.match(text[end : end + 40]):
            end += more.end()
        while less := _LESS.search(text[max(0, start - 40) : start]):
            start -= less.end() - less.start()
        name = text[start:end]
    if label == "ORG" and " and " in name:
        halves = name.split(" and ", 1)
        cut = start + len(halves[0])
        tails = [h.split()[-1].lower() in words()["institution"] for h in halves]
        edges = {(s, e) for s, e, _ in known}
        if all(tails) or any(
            s == start and e == cut or s >= cut + 5 and e == end for s, e in edges
        ):
            parts = ((start, cut), (cut + 5, end))
            return [
                m for s, e in parts for m in _model(text, s, e, label, known, things, lines, bodies)
            ]
    capital = all(w[0].isupper() or re.fullmatch(SMALL, w) for w in name.split())
    joined = not re.search(r"[-–’'(),“”]", name)
    grown = any(start == s and e < end for _, s, e, _ in bodies) and label != "PERSON"
    if capital and joined and grown:
        return [(1, start, end, label)]
    inside = [(s, e) for s, e, _ in known if s < end and e > start]
    if inside:
        longer = all(start <= s and e <= end for s, e in inside) and (start, end) not in inside
        peoples = label == "NORP" and (len(inside) > 1 or inside[0][1] != end)
        ends_in_person = any(e == end and c[0].label == "PERSON" != label for _, e, c in known)
        if ends_in_person or not (longer and joined and capital) or _in(lines, start) or peoples:
            return []
        return [(2, start, end, label)]
    return [(3 if label == "PERSON" and " " in name else 5, start, end, label)]


def _in_body(name, text, lines):
    """Does a name of one word, seen in a headline, stand capitalised within a sentence too?"""
    if re.search(r"[ \xa0]", name):
        return True
    hits = re.finditer(rf"[\w,] {re.escape(name)}\b", text)
    return any(not _in(lines, hit.start()) for hit in hits)
