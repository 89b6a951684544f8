"""Sources: who stands behind the answers to a question, counted once each."""

from __future__ import annotations

from helpers.records import RUNGS

NAMED = RUNGS[:3]  # a person, an institution, an outlet: somebody one could go and ask


def sources_behind(cells, claims=(), names=None):
    """List who stands behind the answers of one row of the matrix.

    Parameters
    ----------
    cells : iterable of Cell
    claims : iterable of Claim, optional
        Tell through whom an article has it: the holder of the claim around the claim.
    names : dict, optional
        Entity id to the name shown.

    Returns
    -------
    list of dict
        One a link of article and source: ``article_id source rung named via``; ``named`` tells
        whether one could go and ask, ``via`` whom the article has it from, ``None`` if directly.

    Examples
    --------
    >>> from helpers.records import Cell
    >>> cell = Cell("q", "goat", "1", 0, 4, "Gone", "miller", "named person")
    >>> sources_behind([cell])[0]["source"]
    'miller'
    """
    by_id, names, links = {claim.id: claim for claim in claims}, names or {}, {}
    for cell in cells:
        if not cell.silent:
            claim = by_id.get(cell.claim_id)
            outer = by_id.get(claim.parent_id) if claim else None
            via = outer and names.get(outer.holder, outer.holder)
            link = cell.article_id, _name(cell, names), cell.rung, cell.rung in NAMED, via
            links[link] = dict(
                zip(("article_id", "source", "rung", "named", "via"), link, strict=True)
            )
    return list(links.values())


def _name(cell, names):
    if cell.rung == "author":
        return f"the author of {cell.article_id}"
    words = f"“{cell.source}”" if cell.source else None
    name = names.get(cell.holder) or words or cell.holder or f"nobody named in {cell.article_id}"
    office = words and cell.rung == "named institution" and name not in (words, cell.source)
    return f"{name}: {words}" if office else name


def independence(links, articles=5):
    """Say how many voices and how many named sources there are: "five say so" is not five sources.

    Parameters
    ----------
    links : list of dict
        From ``sources_behind``.
    articles : int
        How many articles were asked.

    Returns
    -------
    dict
        ``articles``, ``named`` (sources one could ask, each counted once, those reached through an
        outlet counted with it), ``shared`` (sources behind more than one article), ``sentence``.

    Examples
    --------
    >>> link = {"source": "The miller", "rung": "named person", "named": True, "via": None}
    >>> two = [link | {"article_id": "goat"}, link | {"article_id": "mill"}]
    >>> independence(two, 3)["sentence"][:65]
    '2 of 3 articles answer. 1 named source stands behind the answers:'
    """
    speaking, behind = {link["article_id"] for link in links}, {}
    asked = [link for link in links if link["named"]]
    for link in asked:
        behind.setdefault(link["source"], set()).add(link["article_id"])
    roots = sorted({link["via"] or link["source"] for link in asked})
    shared = sorted(source for source, where in behind.items() if len(where) > 1)
    own = sorted(speaking - {link["article_id"] for link in asked})
    count = f"{len(roots)} named source{' stands' if len(roots) == 1 else 's stand'}"
    words = f"{len(speaking)} of {articles} articles answer. {count} behind the answers"
    words += f": {', '.join(roots)}." if roots else "."
    words += f" Heard in more than one article: {', '.join(shared)}." if shared else ""
    words += f" Without any named source: {', '.join(own)}." if own else ""
    return {"articles": len(speaking), "named": len(roots), "shared": shared, "sentence": words}
