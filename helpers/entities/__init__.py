"""Entities: who and what a text names. A who's who first, then rules, then the bare model.

The rules are those of the house's way of marking: flat spans, the longest name, no leading "the",
no title, no trailing ’s. ``names`` looks names up in ``data/entities.csv``; ``rules`` draws the
edges; what neither knows is left to the language model and cut by the same rules.
"""

from helpers.entities.names import load_entities, slug
from helpers.entities.tagger import bare_mentions, find_mentions

__all__ = ["bare_mentions", "find_mentions", "load_entities", "slug"]
