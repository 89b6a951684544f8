"""Parsing: articles stream through the pipeline; a very long one goes through in pieces."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from helpers.language.cache import DocCache, model_identity
from helpers.language.pipeline import load_pipeline

_LONGEST = 20_000  # characters of one piece: bounds the memory of a batch
_LONGEST_WORD = 1_000  # a tokenizer is quadratic in the length of a word
_WORD = re.compile(r"\S+")
_CUTS = (re.compile(r"[\r\n]"), re.compile(r"[.!?][\"'”’)]*\s"), re.compile(r"\s"))


def pieces(text):
    """Cut a very long text where a paragraph, a sentence or at least a word ends.

    Returns
    -------
    list of str
        Joined they are the text. Texts up to 20,000 characters stay whole, unless a word has more
        than a thousand.

    Examples
    --------
    >>> [len(piece) for piece in pieces("word " * 10_000)]
    [20000, 20000, 10000]
    """
    cuts = {0, len(text)}
    for word in _WORD.finditer(text):
        cuts.update(range(word.start() + _LONGEST_WORD, word.end(), _LONGEST_WORD))
    fixed, start = sorted(cuts), 0
    for hard in fixed[1:]:
        while hard - start > _LONGEST:
            window = text[start + _LONGEST // 2 : start + _LONGEST]
            ends = (list(cut.finditer(window)) for cut in _CUTS)
            last = next((found[-1].end() for found in ends if found), len(window))
            start += _LONGEST // 2 + last
            cuts.add(start)
        start = hard
    places = sorted(cuts)
    return [text[a:b] for a, b in zip(places, places[1:], strict=False)] or [text]


def parse_stream(articles, nlp=None, batch=32, cache=None):
    """Parse articles one after the other, however many they are.

    Parameters
    ----------
    articles : iterable of Article
        May be a generator; only about a batch is held.
    nlp : spacy.language.Language, optional
        From ``load_pipeline``; the default one is loaded when the first text is not in the cache.
    batch : int
        Texts, or pieces of long ones, that go through the model together.
    cache : path or True, optional
        A folder that keeps each parsed text (as spaCy's ``DocBin``, no pickle), by text and model.

    Yields
    ------
    spacy.tokens.Doc
        In the order of the articles; see ``parse``.
    """
    kept = DocCache(cache, model_identity(nlp)) if cache else None
    waiting = []
    for article in articles:
        text = article.reading
        doc = kept.get(text, nlp and nlp.vocab) if kept else None
        waiting.append((article, text, doc))
        if len(waiting) >= batch:
            yield from _parsed(waiting, nlp, batch, kept)
            waiting = []
    yield from _parsed(waiting, nlp, batch, kept)


def _parsed(waiting, nlp, batch, kept):
    new = [pieces(text) for _, text, doc in waiting if doc is None]
    if new:
        nlp = nlp or load_pipeline()
        parts = nlp.pipe((piece for text in new for piece in text), batch_size=batch)
        whole = iter([[next(parts) for _ in text] for text in new])
    for article, _, doc in waiting:
        if doc is None:
            docs = next(whole)
            doc = docs[0] if len(docs) == 1 else Doc.from_docs(docs, ensure_whitespace=False)
            if kept:
                kept.put(doc)
        doc.user_data["article"] = article
        yield doc


def parse(articles, nlp=None, cache=None):
    """Parse each article once, furniture hidden and no offset moved.

    Parameters
    ----------
    articles : iterable of Article
    nlp : spacy.language.Language, optional
        From ``load_pipeline``.
    cache : path or True, optional
        A folder that keeps what was parsed for the next time; ``True`` is one in ``my-work``.

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
    return list(parse_stream(articles, nlp, cache=cache))
