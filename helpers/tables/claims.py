"""Tables of claims: who cites whom, who is silent, words that weigh, one claim read three times."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from helpers.lexicon import hedges_in
from helpers.records import RUNGS
from helpers.tables.base import parts_of

WEIGHTS = ("hedge", "certainty", "distancing")


def cites_table(claims, articles, names=None):
    """List which article leans on which source, and how often; several claims make one row.

    Parameters
    ----------
    claims : list of Claim
    articles : list of Article
    names : dict, optional
        Entity id to the name shown; else the words of the text.

    Returns
    -------
    pandas.DataFrame
        Columns ``article_id source rung times``, by article, strongest rung first.
    """
    order = {a.id: (n, a.text) for n, a in enumerate(articles)}
    named, count = names or {}, Counter()
    for c in claims:
        if c.source_start is not None and c.article_id in order:
            place, text = order[c.article_id]
            words = named.get(c.holder) or " ".join(text[c.source_start : c.source_end].split())
            count[place, RUNGS.index(c.rung), words, c.article_id] += 1
    rows = [(id, words, RUNGS[rung], n) for (_, rung, words, id), n in sorted(count.items())]
    return pd.DataFrame(rows, columns=["article_id", "source", "rung", "times"])


def silent_table(mentions, claims, names=None, top=12):
    """List who is named most and never speaks: no claim of any article is theirs.

    Returns
    -------
    pandas.DataFrame
        Columns ``name times articles``.
    """
    speak = {c.holder for c in claims}
    count = {}
    for m in mentions:
        if m.label in ("PERSON", "ORG") and m.entity_id and m.entity_id not in speak:
            count.setdefault(m.entity_id, []).append(m.article_id)
    rows = [
        ((names or {}).get(key, key), len(ids), ", ".join(dict.fromkeys(ids)))
        for key, ids in sorted(count.items(), key=lambda item: (-len(item[1]), item[0]))
    ]
    return pd.DataFrame(rows[:top], columns=["name", "times", "articles"])


def weight_table(articles):
    """Count words that weaken (hedge), harden (certainty) or distance, by article.

    Returns
    -------
    pandas.DataFrame
        Columns ``article_id hedge certainty distancing words``; ``words`` lists each once.

    Examples
    --------
    >>> from helpers.articles import article_from_text
    >>> dam = article_from_text("A dam\\nThe dam may leak, of course.", id="dam")
    >>> row = weight_table([dam]).iloc[0]
    >>> int(row["hedge"]), int(row["certainty"]), row["words"]
    (1, 1, 'may, of course')
    """
    rows = []
    for article in articles:
        found = {kind: hedges_in(article.reading, kind) for kind in WEIGHTS}
        words = dict.fromkeys(word.lower() for kind in WEIGHTS for word in found[kind])
        rows.append((article.id, *(len(found[kind]) for kind in WEIGHTS), ", ".join(words)))
    return pd.DataFrame(rows, columns=["article_id", *WEIGHTS, "words"])


def beside_table(article, claims, key, start, end, mine=None):
    """Lay a reader's taking-apart of one claim beside the machine's and the key's.

    Parameters
    ----------
    article : Article
    claims, key : lists of Claim
        The one that shares most characters with ``start`` to ``end`` is taken from each.
    mine : dict, optional
        ``content cue source`` as spans and ``rung``, each may be missing.

    Returns
    -------
    pandas.DataFrame
        Rows content, cue, source, rung; columns ``part``, ``you`` if given, ``machine``, ``key``.
    """

    parts = ["content", "cue", "source", "rung"]

    def best(records):
        here = [c for c in records if c.article_id == article.id and c.kind != "author"]
        shared = [(min(c.end, end) - max(c.start, start), c) for c in here]
        shared = [(n / max(c.end - c.start, end - start), c) for n, c in shared if n > 0]
        if not shared:
            return ["nothing marked"] * 4
        return parts_of(max(shared, key=lambda pair: pair[0])[1], article.text).values()

    columns = {"part": parts}
    if mine is not None:
        own = [article.text[slice(*mine[p])] if mine.get(p) else _empty(p, mine) for p in parts[:3]]
        columns["you"] = [*own, mine.get("rung") or "not chosen"]
    return pd.DataFrame(columns | {"machine": best(claims), "key": best(key)})


def _empty(part, mine):
    return "nobody named" if part in mine else "not marked"
