"""Articles: a folder of text files becomes ``Article``s; page furniture is found, not cut."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from pathlib import Path

from helpers.records import Article, Furniture

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
_RULES = Path(__file__).parent / "data" / "furniture.csv"
_LINE = re.compile(r"[^\r\n]+")
_SMALL_WORDS = re.compile(
    r"\b(an?|and|are|as|at|be|by|for|from|ha[sv]e?|how|in|into|is|its?|near|not?|of|on|or|that|the|"
    r"their|this|to|was|were|wh(at|en|ere|o|y)|will|with)\b",
    re.IGNORECASE,
)


class ArticleError(ValueError):
    """A file cannot be read as an article; the message names it and says what to do."""


@lru_cache(maxsize=1)
def _furniture_rules():
    with _RULES.open(encoding="utf-8", newline="") as file:
        return [
            (re.compile(row["pattern"], re.IGNORECASE), row["where"], row["reason"])
            for row in csv.DictReader(file)
        ]


def _looks_like_label(line):
    """Tell a section label or tag list from a headline: no sentence, no small words."""
    words = re.findall(r"[^\W\d_]+", line)
    if len(words) <= 1 and line.count(",") >= 2:
        return True
    if line.rstrip()[-1:] in ".?!:;”\"'’" or _SMALL_WORDS.search(line):
        return False
    return all(w[0].isupper() for w in words) and not 2 < len(words) < 8


def find_furniture(text):
    """Find the parts of a page that are not the article.

    Rules of three kinds: labels and tag lists above the headline; lines of known wording
    (``data/furniture.csv``); and whatever follows the first comment form or voting widget when
    no further paragraph of 25 words does.

    Parameters
    ----------
    text : str

    Returns
    -------
    tuple of Furniture
        In order of appearance, not overlapping, each a whole line without its line break.

    Examples
    --------
    >>> text = "A headline about the sea\\nIt is blue.\\nLeave a Reply\\nOther news"
    >>> [(text[f.start : f.end], f.reason) for f in find_furniture(text)]
    [('Leave a Reply', 'comment form'), ('Other news', 'after the end of the article')]
    """
    lines = [m for m in _LINE.finditer(text) if m.group().strip()]
    found, headline_seen, tail = [], False, False
    last_long = max((i for i, m in enumerate(lines) if len(m.group().split()) >= 25), default=-1)
    for i, match in enumerate(lines):
        line, reason = match.group().strip(), None
        for pattern, where, why in _furniture_rules():
            if pattern.fullmatch(line):
                reason, tail = why, tail or (where == "tail" and i > last_long)
                break
        if reason is None and tail:
            reason = "after the end of the article"
        if reason is None and not headline_seen:
            if len(lines) > i + 1 and _looks_like_label(line):
                reason = "section label or tag list"
            else:
                headline_seen = True
        if reason:
            found.append(Furniture(match.start(), match.end(), reason))
    return tuple(found)


def article_from_text(text, id="article", file=None, **known):
    """Make an article of a text; what is not given in ``known`` stays not known.

    Parameters
    ----------
    text : str
        Kept as it is: offsets of all later records are positions in it.
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
    furniture = find_furniture(text)
    if not known.get("title"):
        hidden = {f.start for f in furniture}
        first = next(
            (m for m in _LINE.finditer(text) if m.group().strip() and m.start() not in hidden), None
        )
        known["title"] = known["title_from"] = first.group().strip() if first else None
    facts = {key: value or None for key, value in known.items()}
    facts = dict.fromkeys(("author", "outlet", "earliest", "latest")) | facts
    return Article(id=id, file=file or id, text=text, furniture=furniture, **facts)


def load_articles(folder=SEEDS):
    """Load every ``.txt`` file of a folder, in order of file name.

    A table ``articles.csv`` in the folder adds what is known of each file (title, author, outlet,
    dates) and how it is known; without one the id is made of the file name.

    Parameters
    ----------
    folder : path, optional
        The five articles by default.

    Returns
    -------
    list of Article

    Raises
    ------
    ArticleError
        The folder is missing or empty, a file is not UTF-8, or the table names no such file.

    Examples
    --------
    >>> load_articles()[3].title
    'Tensions Escalate Near Iraq Border: US Military Calls for Ceasefire'
    """
    folder = Path(folder)
    files = sorted(folder.glob("*.txt")) if folder.is_dir() else []
    if not files:
        raise ArticleError(f"No .txt file in {folder}. Put one article per file there, as UTF-8.")
    known = _read_table(folder / "articles.csv")
    if lost := sorted(set(known) - {f.name for f in files}):
        raise ArticleError(f"{folder / 'articles.csv'}: column file: no such file: {lost[0]}")
    articles = []
    for path in files:
        try:
            with path.open(encoding="utf-8", newline="") as file:
                text = file.read()
        except UnicodeDecodeError as error:
            raise ArticleError(
                f"{path.name}: not UTF-8 at byte {error.start}. Save it again as UTF-8 text."
            ) from error
        facts = known.get(path.name) or {"id": re.sub(r"\W+", "-", path.stem.lower()).strip("-")}
        articles.append(article_from_text(text, file=path.name, **facts))
    return articles


def _read_table(path):
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for number, row in enumerate(rows, start=2):
        if not row.get("file") or not row.get("id"):
            raise ArticleError(f"{path}, line {number}: columns id and file must both be filled.")
    fields = Article.__dataclass_fields__.keys() - {"file", "text", "furniture"}
    return {row["file"]: {k: row[k] for k in fields if k in row} for row in rows}


def paragraphs(article):
    """List the spans of an article's lines that are not furniture.

    Examples
    --------
    >>> paragraphs(article_from_text("One line\\n\\nTwo of them"))
    [(0, 8), (10, 21)]
    """
    hidden = {part.start for part in article.furniture}
    return [
        m.span()
        for m in _LINE.finditer(article.text)
        if m.group().strip() and m.start() not in hidden
    ]
