"""Side by Side: five articles, one question at a time.

What flows::

    seeds/*.txt -> Article -parse-> spaCy Doc -> find_mentions -> Mention -locate-> PlaceMention
                   (who, what)                -> find_claims   -> Claim -pair_claims-> Pair

``load_articles`` gives articles, ``parse`` reads each once, and every later record (a mention, a
place, a claim) is a span of an article: ``article.text[start:end] == text``. ``to_frame`` turns any
list of records into a table for charts, maps and widgets.

>>> from helpers import load_articles
>>> [article.id for article in load_articles()]
['offensive', 'battles', 'comeback', 'ceasefire', 'derail']
"""

import sys
from importlib import import_module

# jsonschema, which Altair loads, builds a whole grammar of web addresses where it finds this
# package: seconds of every kernel's start, for a check nobody asks for. So it does not find it.
sys.modules.setdefault("rfc3987_syntax", None)

_ROOM_OF = {
    "load_articles": "articles",
    "load_report": "articles",
    "article_from_text": "articles",
    "load_pipeline": "language",
    "parse": "language",
    "find_mentions": "entities",
    "bare_mentions": "entities",
    "load_entities": "entities",
    "locate": "places",
    "load_places": "places",
    "check_statements": "geography",
    "find_claims": "claims",
    "pair_claims": "compare",
    "claim_matrix": "compare",
    "load_key": "keys",
    "save_answers": "keys",
    "load_answers": "keys",
    "score_spans": "agreement",
    "kappa": "agreement",
    "alpha": "agreement",
    "to_frame": "tables",
    "run_chain": "chain",
    "read_chain": "chain",
    "predict": "lessons",
    "check": "lessons",
    "hand_in": "lessons",
    "doctor": "lessons",
}
__all__ = sorted(_ROOM_OF)


def __getattr__(name):  # rooms load on first use: importing helpers stays light
    if name in _ROOM_OF:
        return getattr(import_module(f"helpers.{_ROOM_OF[name]}"), name)
    raise AttributeError(f"helpers has no {name!r}; the public names are {', '.join(__all__)}")


def __dir__():
    return __all__
