"""Places: each mention gets a point on the map, or the reason why it has none.

A curated table of the region comes first, a compact index of the world second; a name that neither
knows stays ``unknown``. Nothing is guessed: every place carries its source and its id there.
"""

from __future__ import annotations

from helpers.places.gazetteer import curated, lookup
from helpers.places.literal import is_literal
from helpers.places.ranking import rank
from helpers.records import PLACE_LABELS, Mention, PlaceMention

_FACTS = ("name", "kind", "precision_km", "source", "source_id")
_SURE = 0.6  # a best candidate below this share is called ambiguous


def load_places():
    """Load the curated places: bases, crossings, fields, rivers, towns and provinces of the region.

    Returns
    -------
    list of Place
        Each with its source. ``lat`` and ``lon`` are ``None`` for an idea such as "the West", which
        no point can stand for.

    Examples
    --------
    >>> sorted(place.kind for place in load_places() if place.id.startswith("al-tanf"))
    ['area', 'base', 'crossing']
    >>> next(place.source_id for place in load_places() if place.name == "Deir ez-Zor")
    '170794'
    """
    return [row.place for row in curated()]


def locate(mentions, docs, choose=None):
    """Find out where each mention of a place lies, and whether the ground is meant.

    Parameters
    ----------
    mentions : iterable of Mention
        Those with a label of ``PLACE_LABELS`` are located, the others left out.
    docs : iterable of spacy.tokens.Doc
        From ``parse``; they carry the articles.
    choose : dict, optional
        Places settled by hand: a name as it stands in the text, or an entity id, to a place id
        (``{"Idlib": "idlib-governorate"}``), or to ``None`` for "on no map".

    Returns
    -------
    list of PlaceMention
        In the order of the mentions. ``status`` is ``found``; ``ambiguous``, where a second place
        is nearly as likely (the best one is given and ``why`` names the others); or ``unknown``,
        without coordinates and with the nearest candidates, if any, in ``why``.

    Raises
    ------
    ValueError
        ``choose`` names a place that is not in the gazetteer.

    Examples
    --------
    >>> from helpers.articles import article_from_text
    >>> from helpers.language import parse
    >>> from helpers.records import Mention
    >>> docs = parse([article_from_text("A market in Palmyra, Syria.", id="note")])
    >>> mention = Mention("note", 12, 19, "Palmyra", "GPE")
    >>> [(p.name, p.lat, p.lon, p.source) for p in locate([mention], docs)]
    [('Palmyra (Tadmur)', 34.5624, 38.28402, 'GeoNames')]
    """
    choose, by_article = _settled(choose or {}), {}
    mentions = [mention for mention in mentions if mention.label in PLACE_LABELS]
    for mention in mentions:
        by_article.setdefault(mention.article_id, []).append(mention)
    found = {}
    for article in (doc.user_data["article"] for doc in docs):
        here, text = by_article.get(article.id, []), article.reading
        spans = [(m.start, m.end) for m in here]
        choices = rank(text, spans, [m.label for m in here], [m.entity_id for m in here])
        for mention, choice in zip(here, choices, strict=True):
            place, status, why = _choose(mention, choice, choose)
            if place and place.lat is None:
                status, why = "unknown", f"{place.name}: {place.source}"
            kind = place.kind if place else None
            literal, reason = is_literal(text, mention.start, mention.end, kind)
            why = f"{why}. {'Literal' if literal else 'Not literal'}: {reason}."
            found[mention] = _placed(mention, place, status, literal, why)
    return [found[mention] for mention in mentions if mention in found]


def locate_naively(docs):
    """Put on the map what a bare model calls a place: the most populous place of that name.

    No curated table, no context, no difference between the ground and a government: the dots a
    script shows that stops at the tagger. For comparison with ``locate``.

    Parameters
    ----------
    docs : iterable of spacy.tokens.Doc

    Returns
    -------
    list of PlaceMention

    Examples
    --------
    >>> from helpers.articles import article_from_text
    >>> from helpers.language import parse
    >>> docs = parse([article_from_text("They left Baghdad for Damascus.", id="note")])
    >>> [(mention.name, mention.kind) for mention in locate_naively(docs)]
    [('Baghdad', 'capital'), ('Damascus', 'capital')]
    """
    found = []
    for doc in docs:
        article = doc.user_data["article"]
        for ent in doc.ents:
            if ent.label_ in PLACE_LABELS:
                start, end = ent.start_char, ent.end_char
                mention = Mention(article.id, start, end, article.text[start:end], ent.label_)
                world = [c for c in lookup(mention.text) if not c.curated or c.population]
                # a town before its province: where both bear the name, the town is meant by default
                place = max(world, key=_by_size).place if world else None
                why = "the most populous place of that name"
                why = why if world else "no place of that name in the index of the world"
                found.append(_placed(mention, place, "found" if world else "unknown", True, why))
    return found


def _by_size(candidate):
    return candidate.place.kind != "province", candidate.population


def _settled(choose):
    known = {place.id: place for place in load_places()}
    places = {}
    for name, id_ in choose.items():
        options = {c.place.id: c.place for c in lookup(name)}
        if id_ is not None and id_ not in known | options:
            near = ", ".join(sorted(options)) or "none of that name; see load_places()"
            raise ValueError(f"choose: {name!r} cannot be {id_!r}. Places to choose from: {near}.")
        places[name] = (known | options).get(id_)
    return places


def _choose(mention, choice, settled):
    """Settle on a place or on none: the place, the status, and why in words."""
    for name in (mention.text, mention.entity_id):
        if name in settled:
            return settled[name], "found" if settled[name] else "unknown", "chosen by hand"
    options = [candidate.place for candidate, _ in choice.ranked]
    if choice.how == "none":
        return None, "unknown", "in neither gazetteer, and no place of this region sounds like it"
    if choice.how == "consonants":
        why = "not in the gazetteers; it sounds like " + _list(options)
        return (None, "unknown", why) if options[1:] else (options[0], "ambiguous", why)
    place, share = options[0], choice.ranked[0][1]
    why = f"{place.name}, {place.kind}" + (f" ({place.country})" if place.country else "")
    rivals = [candidate.place for candidate, s in choice.ranked[1:4] if s > share / 3]
    if share < _SURE and rivals:
        return place, "ambiguous", f"{why}; it could also be {_list(rivals)}"
    if choice.how == "head":
        why = f"no place of its own in the gazetteers; put at {why}"
    return place, "found", why


def _placed(mention, place, status, literal, why):
    span = (mention.article_id, mention.start, mention.end, mention.text)
    point = (None, status, literal, None, None)
    about = {"label": mention.label, "entity_id": mention.entity_id}
    if place:
        point = (place.id, status, literal, place.lat, place.lon)
        about |= {name: getattr(place, name) for name in _FACTS}
    return PlaceMention(*span, *point, why, **about)


def _list(places):
    return "; ".join(f"{p.name}, {p.kind} ({p.country or 'several countries'})" for p in places[:3])
