"""Loading: a folder, a file, an upload or pasted text; a clear line for whatever is not read."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from pathlib import Path, PurePath

from helpers.articles.formats import FORMATS, ArticleError, read_bytes
from helpers.articles.furniture import LINE, find_furniture
from helpers.articles.languages import guess_language
from helpers.articles.sources import TABLES, entries, too_big
from helpers.records import Article

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
_TABLE_FACTOR = 100  # a table of articles may be so many times as big as one article
_ROW = {"file": "", "read": "no", "why": "", "article_id": "", "words": 0}
_ROW |= {"language": "", "encoding": "", "furniture": ""}


def article_from_text(text, id="article", file=None, **known):
    """Make an article of a text; what is not given in ``known`` stays not known.

    Parameters
    ----------
    text : str
        Kept as it is (half a surrogate pair, which no file can hold, becomes a question mark):
        offsets of all later records are positions in it.
    id : str
        Short and speakable; shown in pickers and tables.
    file : str, optional
        Name of the file the text came from.
    **known
        ``title author outlet earliest latest`` and ``title_from`` ... as in ``Article``.

    Returns
    -------
    Article

    Examples
    --------
    >>> article_from_text("The goat is gone\\nA goat left Mill Farm.", id="goat").title
    'The goat is gone'
    """
    text, id = _whole(text), _whole(id)
    furniture = find_furniture(text)
    if not known.get("title"):
        hidden = {f.start for f in furniture}
        first = next(
            (m for m in LINE.finditer(text) if m.group().strip() and m.start() not in hidden), None
        )
        known["title"] = known["title_from"] = first.group().strip()[:300] if first else None
    facts = {key: _whole(value) if value else None for key, value in known.items()}
    facts = dict.fromkeys(("author", "outlet", "earliest", "latest")) | facts
    return Article(id=id, file=file or id, text=text, furniture=furniture, **facts)


def _whole(text):
    return text.encode("utf-8", "replace").decode("utf-8")


def load_articles(folder=SEEDS, encoding=None, max_mb=5):
    """Load every article of a folder, in order of file name, or of one file.

    A table ``articles.csv`` in the folder adds what is known of each file (title, author, outlet,
    dates) and how it is known; without one the id is made of the file name. Files of other kinds,
    notes called ``README`` and, beside other articles, tables are left alone.

    Parameters
    ----------
    folder : path, optional
        The five articles by default.
    encoding : str, optional
        Of text files without a byte order mark; UTF-8 by default.
    max_mb : float
        Longest article, in million bytes.

    Returns
    -------
    list of Article

    Raises
    ------
    ArticleError
        The folder is missing or empty, a file cannot be read, or the table names no such file.
        ``load_report`` reads the rest and says what is wrong with each.

    Examples
    --------
    >>> load_articles()[3].title
    'Tensions Escalate Near Iraq Border: US Military Calls for Ceasefire'
    """
    articles = [article for article, _ in read_articles(folder, encoding, max_mb, strict=True)]
    if not articles:
        raise ArticleError(
            f"No .txt file in {folder}, nor another article. Put one article per file there, as "
            f"UTF-8. Kinds that are read: {', '.join(FORMATS)}."
        )
    return articles


def load_report(source, encoding=None, max_mb=5, any_language=False):
    """Load what can be read and report on each file: what was read, what was not, and why.

    Parameters
    ----------
    source : path or sequence
        A folder, a file, or uploads: pairs of name and bytes, or what ``FileUpload.value`` gives.
    encoding : str, optional
        Of text files without a byte order mark; UTF-8 by default.
    max_mb : float
        Longest article, in million bytes; a table of articles may have a hundred times as much.
    any_language : bool
        Read articles too that do not look English; the kit's model knows English only.

    Returns
    -------
    (list of Article, pandas.DataFrame)
        The report has one row a file, in a table of articles one a row: ``file read why article_id
        words language encoding furniture``. A bad file is a row, never an exception.

    Examples
    --------
    >>> articles, report = load_report([("goat.txt", b"The goat is gone."), ("a.zip", b"PK")])
    >>> report[["file", "read", "why"]].values.tolist()[1]
    ['a.zip', 'no', 'an archive. Unpack it and load the folder.']
    """
    import pandas as pd

    pairs = list(read_articles(source, encoding, max_mb, any_language))
    report = pd.DataFrame([row for _, row in pairs], columns=[*_ROW])
    return [article for article, _ in pairs if article], report


def read_articles(source, encoding=None, max_mb=5, any_language=False, strict=False):
    """Read articles one after the other: ``load_report`` for collections that fill the memory.

    Yields
    ------
    (Article or None, dict)
        The article, ``None`` where it was not read, and its row of the report. ``strict`` raises
        the first ``ArticleError`` instead and skips what is no article without a word.
    """
    limit, taken, texts = int(max_mb * 1_000_000), {}, {}
    known, listed = entries(source, strict, encoding)
    for name, read in listed:
        row = _ROW | {"file": name}
        table = PurePath(name).suffix.lower() in TABLES
        try:
            data = read(limit * (_TABLE_FACTOR if table else 1))
            for number, found in enumerate(read_bytes(name, data, encoding), start=1):
                row = _ROW | {"file": f"{name}, row {number}" if table else name}
                if isinstance(found, ArticleError):
                    if strict:
                        raise found
                    yield None, row | {"why": str(found).removeprefix(f"{name}, ")}
                    continue
                text, facts, codec = found
                facts = facts | known.get(name, {})
                facts["id"] = _new_id(facts.get("id") or _slug(name, number if table else 0), taken)
                row |= {"encoding": codec, "words": len(text.split())}
                article = article_from_text(text, file=row["file"], **facts)
                row["why"] = "" if strict else _refuse(article, limit, any_language, texts, row)
                if row["why"]:
                    del taken[article.id]
                    yield None, row
                else:
                    parts = Counter(part.reason for part in article.furniture)
                    row |= {"read": "yes", "article_id": article.id}
                    row["furniture"] = ", ".join(f"{why} ({n})" for why, n in parts.items())
                    yield article, row
        except ArticleError as error:
            if strict:
                raise
            row["why"] = str(error).removeprefix(f"{name}: ")
            yield None, row


def _refuse(article, limit, any_language, texts, row):
    """Say why an article is not read; nothing when all is well."""
    if not any(c.isalnum() for c in article.text):
        return "empty: not a word in it."
    if len(article.text) > limit:
        return too_big(len(article.text.encode()), limit)
    key = hashlib.blake2b(" ".join(article.text.split()).casefold().encode(), digest_size=16)
    if first := texts.get(key.digest()):
        return f"a duplicate: the same text as {first}."
    texts[key.digest()] = row["file"]
    row["language"] = guess_language(article.reading)
    if not any_language and row["language"] not in ("English", "not known"):
        return (
            f"not English: it looks like {row['language']}, and the model reads English only. "
            "any_language=True reads it all the same."
        )
    return ""


def _slug(name, number):
    slug = re.sub(r"\W+", "-", PurePath(name).stem.lower())[:40].strip("-") or "article"
    return f"{slug}-{number}" if number else slug


def _new_id(wanted, taken):
    name = wanted
    while name in taken:
        taken[wanted] += 1
        name = f"{wanted}-{taken[wanted]}"
    taken[name] = 1
    return name
