"""Cues and their frames: where a cue's content and source stand in the parse.

Which contents a cue can take stands in ``data/cues.csv``; where each stands, in
``data/frames.csv``: a way through the parse, in steps parted by ``>``. A step names labels of a
child (after ``^``, of the token itself: up to its head), with conditions in brackets: ``[aux]`` has
such a child, ``[mark=that]`` and it is the word "that", ``[!nsubj]`` has none, ``[tag_=NN|NNS]`` is
tagged so. ``thing`` is the object, or a passive's subject; ``PREP`` a preposition the cue takes.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from helpers.lexicon import any_of, load_table, word_groups

_RELATIVES = {"which", "who", "that", "whom"}
_LOOSE = ("relcl", "acl", "advcl", "parataxis", "dep", "case")
_NOUNS = ("NOUN", "PROPN", "PRON")


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


def child(token, *deps):
    """Give the first child with one of these labels, or ``None``."""
    return next((c for c in token.children if c.dep_ in deps), None)


def naming(noun):
    """Give first and last token of a naming phrase: title and apposition, no relative clause."""
    doc, first = noun.doc, noun.left_edge.i
    loose = (t.left_edge.i for t in noun.subtree if t.i > noun.i and t.dep_ in _LOOSE)
    last = min((i for i in loose if i > noun.i), default=noun.right_edge.i + 1) - 1
    while last > noun.i and doc[last].pos_ in ("PUNCT", "CCONJ", "SPACE") and doc[last].text != ")":
        last -= 1
    while first < noun.i and doc[first].pos_ in ("ADV", "PUNCT", "CCONJ", "SPACE"):
        first += 1  # "even the media", "only its allies"
    return first, last


# --- contents ---------------------------------------------------------------


def is_withheld(verb, frames):
    """Tell "this may show that" and "it should be noted that", which report nothing said."""
    subject = child(verb, "nsubjpass")
    dummy = subject is not None and subject.lower_ == "it"
    modal = any(c.dep_ == "aux" and c.tag_ == "MD" and c.lower_ != "will" for c in verb.children)
    return modal and ("unmodal" in frames or dummy)


def _clause(verb):
    """Give the clause a verb governs, if it has a tense; one led in by "that" before any other."""
    clauses = [c for c in verb.children if c.dep_ == "ccomp"]
    for c in verb.children:  # "told a meeting that ...", read as a relative clause by the parser
        if c.dep_ in ("dobj", "dative", "npadvmod"):
            clauses += [r for r in c.rights if r.dep_ in ("relcl", "acl") and child(r, "mark")]
    finite = []
    for c in clauses:  # not "saw them leave", "made it clear", "found themselves alone"
        own = (c, *c.lefts) if c.pos_ in ("VERB", "AUX") else c.subtree
        itself = any(s.dep_ == "nsubj" and s.lower_.endswith(("self", "selves")) for s in c.lefts)
        if not itself and any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in own):
            finite.append(c)
    that = (c for c in finite if any(k.dep_ == "mark" and k.lower_ == "that" for k in c.lefts))
    return next(that, next(iter(finite), None))


def _host(verb):
    """Give what a cue is slipped into: "The dam, as reported by X, is closed"."""
    as_ = any(c.lower_ == "as" and c.dep_ in ("mark", "advmod") for c in verb.children)
    if verb.dep_ != "parataxis" and not (verb.dep_ in ("advcl", "acl") and as_):
        return None
    whole = verb.head  # "Their mission, as agreed by both, is to ..."
    inside = whole.dep_ in ("nsubj", "nsubjpass") and verb.nbor(1).i < whole.head.i
    return whole.head if inside else whole


def _fits(token, condition):
    name, _, words = condition.partition("=")
    if name == "act":
        return _acts().fullmatch(token.lemma_) is not None
    if name.endswith("_"):
        return getattr(token, name) in words.split("|")
    labels = name.removeprefix("!").split("|")
    there = any(c.dep_ in labels and words in ("", c.lower_) for c in token.children)
    return there != name.startswith("!")


@cache
def _acts():
    return any_of(word_groups("act_words")["act"])


@cache
def _steps(way):
    steps = (re.fullmatch(r"(\^?)([\w|]+)((?:\[[^]]+\])*)", step) for step in way.split(">"))
    parts = (step.groups() for step in steps)
    return [(up, names.split("|"), re.findall(r"[^][]+", given)) for up, names, given in parts]


def _follow(token, way, words):
    """Follow a way of ``data/frames.csv`` from a token; ``None`` where the parse does not go on."""
    for up, labels, conditions in _steps(way):
        if labels[0] in _STEPS:
            near = filter(None, [_STEPS[labels[0]](token)])
        elif labels[0] in words:
            near = (c for c in token.children if c.dep_ in ("prep", "dative", "agent", "prt"))
            near = (c for c in near if c.lower_ in words[labels[0]] and child(c, "pobj", "pcomp"))
        elif up:
            near = [token.head] if token.dep_ in labels else []
        else:
            near = (c for c in token.children if c.dep_ in labels)
        token = next((t for t in near if all(_fits(t, c) for c in conditions)), None)
        if token is None or token.lower_ in _RELATIVES:
            return None
    return token


def content_of(cue, frames):
    """Give ``(frame, first, last)`` of what a cue reports: the first frame that fits, if any."""
    voices = {"noun"}
    if cue.pos_ in ("VERB", "AUX"):
        voices = {"verb"} | ({"passive"} if is_passive(cue) else {"active"})
        voices |= {"agent"} if is_passive(cue) and agent_of(cue) is not None else set()
    pairs = {f[3:] for f in frames if f.startswith("np+")}
    needs = frames | {"PREP"} | ({"np+PREP", "np+JOINT"} if pairs else set())
    for row in load_table("frames"):
        if row["voice"] in voices and row["cue"] in needs:
            preps = pairs if row["cue"].startswith("np+") else frames
            words = {"PREP": preps, "JOINT": preps - {"of", "with"}}
            first = _follow(cue, row["way"], words)
            last = _follow(cue, row["last"], words) if row["last"] else first
            if first is not None and last is not None:
                low, high = first.left_edge.i, last.right_edge.i
                return row["frame"], low, high if "verb" in voices else _before_main(cue, low, high)
    return None


def _before_main(noun, first, last):
    """Give a noun's clause without the main verb: "The claim that it leaks | surprised us".

    Where the parser read on, the noun is left as the root, and the clause holds two verbs.
    """
    words = noun.doc[first + 1 : last + 1] if noun.dep_ == "ROOT" else ()
    words = [t for t in words if t.dep_ != "relcl" and t.nbor(-1).pos_ != "AUX"]
    verbs = [t.i for t in words if t.tag_ in ("VBD", "VBZ", "VBP") or t.text.endswith("ed")
             or (t.tag_ == "NNS" and t.nbor(-1).pos_ == "NOUN")]  # fmt: skip
    return verbs[-1] - 1 if len(verbs) > 1 else last


# --- sources ----------------------------------------------------------------


def is_passive(verb):
    """Tell a passive, with or without its auxiliary ("was reported", "as agreed by")."""
    return child(verb, "nsubjpass", "auxpass", "agent", "csubjpass") is not None


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


def source_of(cue):
    """Give the noun that speaks: of a verb its subject or agent, of a noun whose claim it is."""
    if cue.pos_ == "ADJ":
        return _speaker(cue.head)
    return _speaker(cue) if cue.pos_ in ("VERB", "AUX") else _owner(cue)


def _speaker(verb):
    """Follow a verb to its subject, agent, or the controller of an infinitive or participle."""
    at = trails(verb) or verb
    for _ in range(6):
        if is_passive(at):
            return agent_of(at) if at is verb else (child(at, "nsubjpass") or agent_of(at))
        subject = child(at, "nsubj")
        while (
            subject is not None
            and subject.lower_ in _RELATIVES
            and at.dep_ not in ("relcl", "ROOT")
        ):
            at = at.head
        if subject is not None and subject.lower_ not in _RELATIVES:
            return None if subject.lower_ == "there" else _publisher(subject)
        if at.dep_ in ("acl", "relcl", "amod"):
            return _publisher(at.head) if at.head.pos_ in _NOUNS else None
        if at.dep_ not in ("conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "dep"):
            return None
        at = at.head
        if at.pos_ in _NOUNS and child(at, "poss") is not None:
            return child(at, "poss")
    return None


def _publisher(noun):
    """Follow a document to who put it out: "evidence ... has been released by the ministry"."""
    return (noun.dep_ == "nsubjpass" and agent_of(noun.head)) or noun


def _owner(noun):
    """Give the one whose claim it is: "X's claim", "a claim by X", "X made the claim"."""
    by = next((c for c in noun.children if c.lower_ in ("by", "from")), noun)
    owner = child(noun, "nsubj", "poss") or child(by, "pobj")
    if owner is not None or noun.dep_ not in ("nsubjpass", "dobj", "attr"):
        return owner
    if noun.dep_ == "nsubjpass":
        return agent_of(noun.head)
    return None if noun.head.lemma_ in _AGAINST else _speaker(noun.head)


_AGAINST = {"reject", "deny", "dismiss", "refute", "dispute", "rebut", "question", "ignore", "hear"}
_STEPS = {
    "clause": _clause,
    "host": _host,
    "thing": lambda verb: child(verb, "nsubjpass" if is_passive(verb) else "dobj"),
}
