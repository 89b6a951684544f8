"""Language: articles become spaCy ``Doc``s. The only room that loads a model."""

from helpers.language.pipeline import DEFAULT_MODEL, load_pipeline
from helpers.language.stream import parse, parse_stream

__all__ = ["DEFAULT_MODEL", "load_pipeline", "parse", "parse_stream"]
