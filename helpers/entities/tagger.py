"""Find mentions: known names, then rules, then what the bare model adds, cut by the same rules."""

from __future__ import annotations

from helpers.entities import edges, rules
from helpers.entities.choose import choose
from helpers.entities.names import known_names
from helpers.records import LABELS, Mention


def bare_mentions(docs):
    """Give what the language model marks by itself, for comparison: no rule, no who's who.

    Parameters
    ----------
    docs : iterable of Doc
        From ``parse``.

    Returns
    -------
    list of Mention
        Only the model's own spans that carry one of the seven labels; no ``entity_id``.
    """
    return [
        _mention(doc, ent.start_char, ent.end_char, ent.label_)
        for doc in docs
        for ent in doc.ents
        if ent.label_ in LABELS
    ]


def find_mentions(docs):
    """Find every mention of a person, group, place or event, and say which entity it names.

    In this order: spellings of the who's who; rules for institutions, acronyms in brackets,
    people with titles, heads of places and events; the bare model's own marks, cut by those rules.

    Parameters
    ----------
    docs : iterable of Doc
        From ``parse``; they are not changed.

    Returns
    -------
    list of Mention
        In order of article and text, flat, never in furniture. ``entity_id`` is an id of the
        who's who; a name it does not hold gets an id made of its longest form in the article
        (``load_entities(mentions)`` knows those too).

    Examples
    --------
    >>> from helpers import article_from_text, parse
    >>> text = "Troops left. Daesh fled from al-Tanf base, US-backed fighters in Damascus said."
    >>> docs = parse([article_from_text(text)])
    >>> [(m.text, m.label, m.entity_id) for m in find_mentions(docs)][:2]
    [('Daesh', 'ORG', 'isis'), ('al-Tanf base', 'FAC', 'al-tanf-base')]
    """
    return [mention for doc in docs for mention in _find(doc)]


def _find(doc):
    known = known_names(doc.text)
    model = [(e.start_char, e.end_char, e.label_) for e in doc.ents if e.label_ in LABELS]
    spans = edges.without_overlap(rules.marks(doc.text, known, model))
    ids = choose(doc.text, spans, {(s, e): entities for s, e, entities in known})
    return [_mention(doc, *span, id) for span, id in zip(spans, ids, strict=True)]


def _mention(doc, start, end, label, id=None):
    article = doc.user_data["article"]
    return Mention(article.id, start, end, article.text[start:end], label, id)
