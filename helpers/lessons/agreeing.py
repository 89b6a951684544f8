"""What a class marked: each learner beside the key, the learners beside each other."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pandas as pd

from helpers.agreement import score_spans
from helpers.articles import paragraphs
from helpers.lessons.classroom import open_class
from helpers.records import Mention

PARTS = ("content", "cue", "source")


def read_marks(folder, articles, page="02-marks"):
    """Read the passages that each learner of a class marked.

    Parameters
    ----------
    folder : path
        With one hand-in a learner; those that cannot be read are told of by ``read_hand_ins``.
    articles : list of Article
    page : str
        ``02-marks`` for names, ``05-marks`` for the parts of claims.

    Returns
    -------
    dict
        Learner to list of Mention; the label of a part is ``content``, ``cue``, ``source``, and the
        rung chosen stands on the content as ``rung: named person``.
    """
    texts, marks = {a.id: a.text for a in articles}, {}
    for learner, work in open_class(folder)[0].items():
        found = []
        for row in _rows(work.get(page, {}), page):
            try:
                id_, start, end, label = row
                if 0 <= start < end <= len(texts[id_]):
                    found.append(Mention(id_, start, end, texts[id_][start:end], str(label)))
            except (KeyError, TypeError, ValueError):
                continue  # of another article, or no mark at all
        if found:
            marks[learner] = found
    return marks


def _rows(kept, page):
    if page == "02-marks":
        rows = kept.get("marks")
        return rows if isinstance(rows, list) else []
    rows = []
    for id_, parts in kept.items():
        parts = parts if isinstance(parts, dict) else {}
        rows += [[id_, *parts[p], p] for p in PARTS if isinstance(parts.get(p), list)]
        if isinstance(parts.get("content"), list) and parts.get("rung"):
            rows.append([id_, *parts["content"], f"rung: {parts['rung']}"])
    return rows


def parts_of(claims, marks):
    """Give the parts of those claims of a key whose content touches one of the marks."""
    content, parts = [m for m in marks if m.label == "content"], []
    for c in claims:
        if c.alternative_of or not any(
            m.article_id == c.article_id and m.start < c.end and c.start < m.end for m in content
        ):
            continue
        spans = {"content": (c.start, c.end), f"rung: {c.rung}": (c.start, c.end)}
        spans |= {"cue": (c.cue_start, c.cue_end), "source": (c.source_start, c.source_end)}
        parts += [Mention(c.article_id, *s, "", p) for p, s in spans.items() if s[0] is not None]
    return parts


def _worked(marks, lines):
    """The paragraphs in which there is a mark: nobody need have read the others."""
    return {(m.article_id, a) for m in marks for a, b in lines[m.article_id] if a <= m.start < b}


def _place(mark):
    """Tell marks apart: a rung stands on the same passage as its content."""
    return mark.article_id, mark.start, mark.end, mark.label.startswith("rung: ")


def _within(marks, places, lines):
    return [m for m in marks if _worked([m], lines) & places]


def marks_table(marks, key, articles):
    """Score each learner's marks: against a key, and against those who marked the same paragraphs.

    Parameters
    ----------
    marks : dict
        From ``read_marks``.
    key : list of Mention or Claim
        Of a reader; only the paragraphs a learner marked something in count.
    articles : list of Article

    Returns
    -------
    pandas.DataFrame
        One row a learner and one for all: ``learner marks right touching key precision recall
        with_others``. ``right`` is the same passage and label; ``with_others`` the mean F1 with
        each other learner, missing where no two marked the same paragraph.

    Examples
    --------
    >>> from helpers.articles import article_from_text
    >>> goat = article_from_text("Ann sold a goat to Bob.", id="goat")
    >>> ann, bob = Mention("goat", 0, 3, "Ann", "PERSON"), Mention("goat", 19, 22, "Bob", "PERSON")
    >>> table = marks_table({"x": [ann], "y": [ann, bob]}, [ann, bob], [goat])
    >>> table[["learner", "right", "recall", "with_others"]].values.tolist()
    [['x', 1, 0.5, 0.67], ['y', 2, 1.0, 0.67], ['all', 3, 0.75, 0.67]]
    """
    key, lines = list(key), {a.id: paragraphs(a) for a in articles}
    worked = {name: _worked(mine, lines) for name, mine in marks.items()}
    shared = {name: [] for name in marks}
    for a, b in combinations(marks, 2):
        both = worked[a] & worked[b]
        if both:
            one, other = (_within(marks[name], both, lines) for name in (a, b))
            figure = score_spans(one, other).figure()
            shared[a].append(figure or 0.0)
            shared[b].append(figure or 0.0)
    rows = []
    for name, mine in marks.items():
        theirs = parts_of(key, mine) if key and hasattr(key[0], "rung") else key
        scores = score_spans(mine, _within(theirs, worked[name], lines))
        exact, near = (scores.figure(match=m, name="right") for m in ("exact", "overlap"))
        found, asked = (scores.figure(name=n) for n in ("found", "key"))
        rows.append([name, found, exact, near, asked])
    frame = pd.DataFrame(rows, columns=["learner", "marks", "right", "touching", "key"])
    frame["with_others"] = [sum(s) / len(s) if s else None for s in shared.values()]
    total = {"learner": "all", "with_others": frame["with_others"].mean()}
    total |= frame[["marks", "right", "touching", "key"]].sum().to_dict()
    frame.loc[len(frame)] = total
    for name, whole in (("precision", "marks"), ("recall", "key")):
        frame[name] = (frame["right"] / frame[whole].where(frame[whole] > 0)).round(2)
    frame["with_others"] = frame["with_others"].astype(float).round(2)
    order = ["learner", "marks", "right", "touching", "key", "precision", "recall", "with_others"]
    return frame[order].astype({n: int for n in order[1:5]})


def disputed_marks(marks, key, articles):
    """List the passages that the class is most divided over first: what to talk about.

    Returns
    -------
    pandas.DataFrame
        ``article_id text as_what marked worked_there key split``: how many marked the passage, of
        how many who marked anything in its paragraph; the key's label, or ``not marked``; ``split``
        is the chance that two of them did unlike things.
    """
    key, lines = list(key), {a.id: paragraphs(a) for a in articles}
    worked = [_worked(mine, lines) for mine in marks.values()]
    spans, words = {}, {}
    for mine in marks.values():
        for place, m in {_place(m): m for m in mine}.items():
            spans.setdefault(place, Counter())[m.label] += 1
            words[place] = m
    if key and hasattr(key[0], "rung"):
        key = parts_of(key, [m for mine in marks.values() for m in mine])
    expected = {_place(m): m.label for m in reversed(key)}
    rows = []
    for span, labels in spans.items():
        there = sum(bool(_worked([words[span]], lines) & places) for places in worked)
        counts = [*labels.values(), there - labels.total()]
        split = 1 - sum(n * (n - 1) for n in counts) / (there * (there - 1)) if there > 1 else 0
        as_what = ", ".join(f"{label} {n}" for label, n in labels.most_common())
        row = (span[0], words[span].text, as_what, labels.total(), there)
        rows.append((*row, expected.get(span, "not marked"), round(split, 2)))
    names = ["article_id", "text", "as_what", "marked", "worked_there", "key", "split"]
    table = pd.DataFrame(rows, columns=names)
    return table.sort_values("split", ascending=False, kind="stable", ignore_index=True)
