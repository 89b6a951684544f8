"""Places: each mention gets a point on the map, or the reason why it has none.

A curated table of the region comes first, a compact index of the world second; a name that neither
knows stays ``unknown``. Nothing is guessed: every place carries its source and its id there.
"""

from __future__ import annotations

from helpers.places.gazetteer import curated, lookup
from helpers.places.literal import is_literal
from helpers.places.ranking import Choice, rank
from helpers.records import PLACE_LABELS, PlaceMention

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
    choose = _settled(choose or {})
    articles = {doc.user_data["article"].id: doc.user_data["article"] for doc in docs}
    mentions = [mention for mention in mentions if mention.label in PLACE_LABELS]
    found, by_article = {}, {}
    for mention in mentions:
        by_article.setdefault(mention.article_id, []).append(mention)
    for id_, article in articles.items():
        here, text = by_article.get(id_, []), article.reading
        spans = [(mention.start, mention.end) for mention in here]
        labels, ids = [m.label for m in here], [m.entity_id for m in here]
        choices = rank(text, spans, labels, ids)
        for mention, choice in zip(here, choices, strict=True):
            found[mention] = _place_mention(mention, choice, text, choose)
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
                text = article.text[ent.start_char : ent.end_char]
                world = [c for c in lookup(text) if not c.curated or c.population]
                span = (article.id, ent.start_char, ent.end_char, text)
                about = {"label": ent.label_}
                if not world:
                    why = "no place of that name in the index of the world"
                    found.append(
                        PlaceMention(*span, None, "unknown", True, None, None, why, **about)
                    )
                    continue
                # a town before its province: where both bear the name, the town is meant by default
                place = max(world, key=lambda c: (c.place.kind != "province", c.population)).place
                about |= {name: getattr(place, name) for name in _FACTS}
                why = "the most populous place of that name"
                found.append(
                    PlaceMention(*span, place.id, "found", True, place.lat, place.lon, why, **about)
                )
    return found


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


def _place_mention(mention, choice: Choice, text, choose):
    options = [candidate.place for candidate, _ in choice.ranked]
    place, status = None, "unknown"
    settled = next((name for name in (mention.text, mention.entity_id) if name in choose), None)
    if settled is not None:
        place, why = choose[settled], "chosen by hand"
        status = "found" if place else "unknown"
    elif choice.how == "none":
        why = "in neither gazetteer, and no place of this region sounds like it"
    elif choice.how == "consonants":
        why = "not in the gazetteers; it sounds like " + _list(options)
        if len(options) == 1:
            place, status = options[0], "ambiguous"
    else:
        place, status = options[0], "found"
        why = f"{place.name}, {place.kind}" + (f" ({place.country})" if place.country else "")
        rivals = [c.place for c, share in choice.ranked[1:4] if share > choice.ranked[0][1] / 3]
        if choice.ranked[0][1] < _SURE and rivals:
            status, why = "ambiguous", f"{why}; it could also be {_list(rivals)}"
        elif choice.how == "head":
            why = f"no place of its own in the gazetteers; put at {why}"
    if place is not None and place.lat is None:
        why, status = f"{place.name}: {place.source}", "unknown"
    literal, reason = is_literal(text, mention.start, mention.end, place.kind if place else None)
    why = f"{why}. {'Literal' if literal else 'Not literal'}: {reason}."
    span = (mention.article_id, mention.start, mention.end, mention.text)
    about = {"label": mention.label, "entity_id": mention.entity_id}
    if place is None:
        return PlaceMention(*span, None, status, literal, None, None, why, **about)
    about |= {name: getattr(place, name) for name in _FACTS}
    return PlaceMention(*span, place.id, status, literal, place.lat, place.lon, why, **about)


def _list(places):
    return "; ".join(f"{p.name}, {p.kind} ({p.country or 'several countries'})" for p in places[:3])
