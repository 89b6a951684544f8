"""Cues and their frames: where a cue's content and source stand in the parse.

Every function takes spaCy tokens and gives token positions ``(first, last)``, both included.
"""

from __future__ import annotations

from functools import lru_cache

from helpers.lexicon import load_table

_MODAL = {"can", "could", "may", "might", "must", "should", "shall", "would"}
_RELATIVES = {"which", "who", "that", "whom"}
_TAIL = {"relcl", "acl", "advcl", "punct", "cc", "parataxis", "dep", "case"}


@lru_cache(maxsize=4)
def load_cues(classes=("reporting",)):
    """Load the cue table: ``{(lemma, part of speech): [(further words, frames, class), ...]}``.

    Longer cues come first, so that "make clear" is tried before "make".
    """
    table = {}
    for row in load_table("cues"):
        if row["class"] in classes:
            whole = row["pos"] == "PREP"  # "according to", "in the words of"
            first, *more = [row["cue"]] if whole else row["cue"].split()
            entry = (tuple(more), frozenset(row["frames"].split()), row["class"])
            table.setdefault((first, row["pos"]), []).append(entry)
    for rows in table.values():
        rows.sort(key=lambda row: (-len(row[0]), row[2] != "reporting", row[0]))
    return table


def span_of(token):
    """Give the stretch of a token and all that hangs on it."""
    return token.left_edge.i, token.right_edge.i


def child(token, *deps):
    """Give the first child with one of these labels, or ``None``."""
    return next((c for c in token.children if c.dep_ in deps), None)


def noun_span(noun):
    """Give a naming phrase with title and apposition, without its relative clause."""
    end, todo = noun.i, [c for c in noun.rights]
    for part in todo:
        if part.dep_ in _TAIL:
            if part.dep_ in ("relcl", "acl", "advcl", "parataxis", "dep", "case"):
                break
            continue
        inner = part if part.dep_ not in ("prep",) else child(part, "pobj") or part
        end = noun_span(inner)[1]
        if end < part.right_edge.i and inner.i != part.right_edge.i:
            break
    first = noun.left_edge.i
    while first < noun.i and noun.doc[first].pos_ in ("ADV", "PUNCT", "CCONJ", "SPACE"):
        first += 1  # "even the media", "only its allies"
    return first, max(end, noun.i)


def is_passive(verb):
    """Tell a passive, with or without its auxiliary ("was reported", "as agreed by")."""
    return any(c.dep_ in ("nsubjpass", "auxpass", "agent", "csubjpass") for c in verb.children)


def agent_of(verb):
    """Give the noun after "by" in a passive, also where the parser hung "by" a step further."""
    near = (t for t in verb.subtree if t.lower_ == "by" and verb.i < t.i < verb.i + 7)
    by = next((t for t in near if t.dep_ in ("agent", "prep")), None)
    return child(by, "pobj") if by is not None else None


def trails(verb):
    """Give the verb of speech that ", adding ..." belongs to, though it hangs on what is said."""
    said = verb.head
    if verb.tag_ != "VBG" or verb.dep_ != "advcl" or (verb.lemma_, "VERB") not in load_cues():
        return None
    led_in = verb.i and verb.nbor(-1).lower_ == ","
    return said.head if led_in and said.dep_ == "ccomp" and said.head.i < said.i else None


def is_finite(verb):
    """Tell a clause with a tense of its own from "saw them leave" and "made it clear"."""
    own = (verb, *verb.lefts) if verb.pos_ in ("VERB", "AUX") else verb.subtree
    itself = any(c.dep_ == "nsubj" and c.lower_.endswith(("self", "selves")) for c in verb.lefts)
    return not itself and any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in own)


def _clause_of(verb):
    """Give the clause a verb governs; one led in by "that" before any other."""
    clauses = [c for c in verb.children if c.dep_ == "ccomp"]
    for c in verb.children:  # "told a meeting that ...", read as a relative clause by the parser
        if c.dep_ in ("dobj", "dative", "npadvmod"):
            clauses += [r for r in c.rights if r.dep_ in ("relcl", "acl") and child(r, "mark")]
    clauses = [c for c in clauses if is_finite(c)]
    that = [c for c in clauses if any(k.dep_ == "mark" and k.lower_ == "that" for k in c.lefts)]
    return next(iter(that or clauses), None)


def source_of(verb):
    """Give the noun that speaks: subject, agent, controller of an infinitive or participle."""
    at = trails(verb) or verb
    for _ in range(6):
        if is_passive(at):
            return agent_of(at) if at is verb else (child(at, "nsubjpass") or agent_of(at))
        subject = child(at, "nsubj")
        if subject is not None:
            if subject.lower_ in _RELATIVES:
                while at.dep_ not in ("relcl", "ROOT"):
                    at = at.head
                return at.head if at.dep_ == "relcl" else None
            return None if subject.lower_ == "there" else _publisher(subject)
        if at.dep_ in ("acl", "relcl", "amod"):
            return _publisher(at.head) if at.head.pos_ in ("NOUN", "PROPN", "PRON") else None
        if at.dep_ in ("conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "dep"):
            at = at.head
            if at.pos_ in ("NOUN", "PROPN") and child(at, "poss") is not None:
                return child(at, "poss")
        else:
            return None
    return None


def _publisher(noun):
    """Follow a document to who put it out: "evidence ... has been released by the ministry"."""
    released = noun.head if noun.dep_ == "nsubjpass" else None
    if noun.lemma_ in _INFORMATION and released is not None:
        return agent_of(released) or noun
    return noun


def _prep(token, words):
    """Give the object of the first preposition among these words, and the preposition."""
    for c in token.children:
        if c.dep_ in ("prep", "dative", "agent", "prt") and c.lower_ in words:
            below = child(c, "pobj", "pcomp")
            if below is not None:
                return c, below
    return None, None


def is_withheld(verb, frames):
    """Tell "this may show that" and "it should be noted that", which report nothing said."""
    subject = child(verb, "nsubjpass")
    dummy = subject is not None and subject.lower_ == "it"
    modal = any(c.dep_ == "aux" and c.lower_ in _MODAL for c in verb.children)
    return modal and ("unmodal" in frames or dummy)


def verb_content(verb, frames):
    """Give ``(frame, first, last)`` of what a verb reports, or ``None``."""
    passive = is_passive(verb)
    subject = child(verb, "nsubjpass" if passive else "nsubj")
    thing = subject if passive else child(verb, "dobj")
    clause = _clause_of(verb)
    extra = child(verb, "xcomp")
    pairs = {f[3:] for f in frames if f.startswith("np+")}
    if "clause" in frames:
        if clause is not None:
            first, last = span_of(clause)
            tails = (t for t in clause.rights if t.dep_ == "advcl" and trails(t) is not None)
            return "clause", first, next((t.left_edge.i - 1 for t in tails), last)
        as_ = any(c.lower_ == "as" and c.dep_ in ("mark", "advmod") for c in verb.children)
        if verb.dep_ == "parataxis" or (verb.dep_ in ("advcl", "acl") and as_):
            whole = verb.head  # "Their mission, as agreed by both, is to ..."
            if whole.dep_ in ("nsubj", "nsubjpass") and verb.nbor(1).i < whole.head.i:
                whole = whole.head
            return ("around", *span_of(whole))
        if passive and extra is not None and thing is not None:
            return "clause", thing.left_edge.i, extra.right_edge.i
    named = [c for c in verb.children if c.dep_ in ("oprd", "acomp")]
    if "be" in pairs and thing is None and len(named) > 1:  # "called Weber a liar"
        thing = named.pop(0)
    if thing is not None and pairs:
        prep, _ = _prep(verb, pairs)
        if prep is None:
            prep, _ = _prep(thing, pairs - {"of", "with"})
        if prep is not None:
            return "pair", span_of(thing)[0], prep.right_edge.i
        told = named[0] if named else child(thing, "appos")
        if "be" in pairs and told is not None:
            return "pair", thing.left_edge.i, told.right_edge.i
    small = child(verb, "ccomp")
    if "be" in pairs and small is not None:
        return ("pair", *span_of(small))
    if "inf" in pairs:
        if small is not None and child(small, "aux") is not None:
            return ("pair", *span_of(small))
        if thing is not None and extra is not None:
            return "pair", thing.left_edge.i, extra.right_edge.i
    if "inf" in frames and extra is not None and not passive:
        return ("inf", *span_of(extra))
    if "be" in frames and (told := child(verb, "oprd", "acomp", "attr")) is not None:
        return ("be", *span_of(told))
    prep, below = _prep(verb, frames)
    if below is not None:
        return ("prep", *span_of(below))
    if "noun" in frames and thing is not None and thing.lemma_ in _INFORMATION:
        prep, below = _prep(thing, _ABOUT)
        if below is not None:
            return ("noun", *span_of(below))
    if "np" in frames:
        if passive and thing is None and (said := child(verb, "attr")) is not None:
            return ("np", *span_of(said))
        if passive and agent_of(verb) is None:
            return None
        if thing is None and not passive:  # "admitted double dealing", taken for a clause
            thing = small if small is not None and small.tag_ in ("NN", "NNS", "VBG") else None
        if thing is None and passive:  # "reported by X, was a second transfer"
            was = next((c for c in verb.children if c.dep_ == "auxpass"), None)
            thing = child(was, "attr") if was is not None else None
        if thing is not None and thing.lower_ not in _RELATIVES:
            return ("np", *span_of(thing))
    return None


_AGAINST = {"reject", "deny", "dismiss", "refute", "dispute", "rebut", "question", "ignore", "hear"}
_INFORMATION = {"detail", "evidence", "information", "data", "figure", "proof", "account", "report"}
_ABOUT = {"about", "regarding", "on", "of", "concerning", "for", "to"}


def noun_content(noun, frames):
    """Give ``(frame, first, last)`` of what a noun such as "claim" reports, or ``None``."""
    for c in noun.rights:
        if c.dep_ in ("acl", "ccomp", "relcl") and c.pos_ in ("VERB", "AUX"):
            marks = {k.lower_ for k in c.lefts if k.dep_ in ("mark", "aux")}
            subject = child(c, "nsubj", "nsubjpass")
            if "clause" in frames and "that" in marks and subject is not None:
                return ("clause", *span_of(c))
            if "inf" in frames and "to" in marks and subject is None:
                return ("inf", *span_of(c))
    if "clause" in frames and noun.dep_ == "nsubj" and noun.head.lemma_ == "be":
        clause = child(noun.head, "ccomp")
        if clause is not None and clause.i > noun.head.i:
            return ("clause", *span_of(clause))
    _, below = _prep(noun, frames)
    return ("prep", *span_of(below)) if below is not None else None


def noun_source(noun):
    """Give the one whose claim it is: "X's claim", "a claim by X", "X made the claim"."""
    owner = child(noun, "nsubj", "poss")  # a subject: the tagger took a verb for a noun
    if owner is not None:
        return owner
    for c in noun.children:
        if c.lower_ in ("by", "from") and (below := child(c, "pobj")) is not None:
            return below
    if noun.dep_ == "nsubjpass":
        return agent_of(noun.head)
    if noun.dep_ in ("dobj", "attr") and noun.head.pos_ in ("VERB", "AUX"):
        return None if noun.head.lemma_ in _AGAINST else source_of(noun.head)
    return None
