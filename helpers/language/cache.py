"""The cache of parsed articles: one ``DocBin`` file each, named by what went in."""

from __future__ import annotations

import hashlib
import json
import os
import warnings
from functools import lru_cache
from pathlib import Path

import spacy
from spacy.tokens import DocBin

from helpers.disk import write_whole
from helpers.language.pipeline import DEFAULT_MODEL


@lru_cache(maxsize=1)
def _layout():
    """Hash the files that cut texts and add to the model: with others, the docs are others."""
    files = (Path(__file__).parent / name for name in ("pipeline.py", "stream.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:8]


def model_identity(nlp=None):
    """Name a pipeline by its language, name, version and parts, without loading the default one."""
    if nlp is None:
        folder = spacy.util.get_package_path(DEFAULT_MODEL)
        meta = json.loads(next(folder.glob("*/meta.json")).read_text(encoding="utf-8"))
    else:
        meta = nlp.meta
    parts = sorted(set(meta["pipeline"]) - {"paragraphs_end_sentences"})
    facts = (_layout(), spacy.__version__, meta["lang"], meta["name"], meta["version"], *parts)
    return "|".join(facts)


@lru_cache(maxsize=4)
def _bare_vocab(language):
    return spacy.blank(language).vocab


class DocCache:
    """A folder of parsed texts; what cannot be read is set aside, what cannot be kept is not.

    Parameters
    ----------
    folder : path or True
        Made if need be; ``True`` is ``parsed`` in the folder of a learner's work. Files are written
        whole or not at all; deleting them costs time only.
    identity : str
        From ``model_identity``.
    """

    def __init__(self, folder, identity):
        if folder is True:
            folder = Path(os.environ.get("SIDE_BY_SIDE_WORK") or "my-work", "parsed")
        self.folder, self.identity, self.full = Path(folder).expanduser(), identity, False

    def _path(self, text):
        proof = f"{self.identity}\n{text}".encode()
        return self.folder / f"{hashlib.sha256(proof).hexdigest()[:32]}.spacy"

    def get(self, text, vocab=None):
        """Give the kept ``Doc`` of a text, or ``None``."""
        path = self._path(text)
        try:
            doc_bin = DocBin().from_bytes(path.read_bytes())
            doc = next(doc_bin.get_docs(vocab or _bare_vocab(self.identity.split("|")[2])))
            if doc.text == text:
                return doc
        except FileNotFoundError:
            return None
        except Exception:  # a torn file raises whatever its first torn byte means
            pass
        self._quietly(os.replace, path, path.with_suffix(".broken"))
        return None

    def put(self, doc):
        """Keep a ``Doc``; a full disk or a read-only folder costs the cache, not the run."""
        if not self.full:
            data = DocBin(docs=[doc]).to_bytes()
            self._quietly(write_whole, self._path(doc.text), data)

    def _quietly(self, act, *what):
        try:
            act(*what)
        except OSError as error:
            self.full = True
            warnings.warn(
                f"Parsed articles cannot be kept in {self.folder} ({os.strerror(error.errno)}). "
                "The work goes on without it.",
                stacklevel=4,
            )
