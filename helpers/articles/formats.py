"""Formats: the bytes of one file become texts and what the file itself says of each."""

from __future__ import annotations

import csv
import io
import json
import logging
import re
import zipfile
from importlib import import_module
from pathlib import PurePath

_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_MAGIC = {b"PK\x03\x04": "an archive", b"\x1f\x8b": "an archive", b"Rar!": "an archive",
          b"7z\xbc\xaf": "an archive", b"BZh": "an archive", b"\xfd7zXZ": "an archive",
          b"%PDF": "a PDF", b"\xd0\xcf\x11\xe0": "an old Office file"}  # fmt: skip
_ARCHIVES = {".zip", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".7z", ".rar", ".zst"}
_COLUMNS = {
    "text": ("text", "content", "body", "article", "full_text", "maintext"),
    "id": ("id",),
    "title": ("title", "headline"),
    "author": ("author", "authors", "byline"),
    "outlet": ("outlet", "source", "publisher", "publication", "sitename", "newspaper"),
    "date": ("date", "published", "publish_date", "date_publish", "pubdate"),
}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class ArticleError(ValueError):
    """A file cannot be read as an article; the message names it and says what to do."""

    def _render_traceback_(self):  # what a notebook shows: the plain line, no traceback
        return [f"{type(self).__name__}: {self}"]


def decode(name, data, encoding=None):
    """Decode bytes: a byte order mark decides, then ``encoding``, UTF-8 by default.

    Returns
    -------
    (str, str)
        The text and the name of its encoding.

    Raises
    ------
    ArticleError
        The bytes are no text, or not in this encoding; nothing is guessed or replaced.

    Examples
    --------
    >>> decode("goat.txt", b"\\xef\\xbb\\xbfgoat")
    ('goat', 'utf-8-sig')
    """
    mark = next((codec for bom, codec in _BOMS.items() if data.startswith(bom)), None)
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise ArticleError(f"{name}: {what}, whatever its name says. Save its text as UTF-8.")
    if mark is None and b"\0" in data:
        raise ArticleError(f"{name}: binary, not text (a zero byte at {data.index(0)}).")
    codec = mark or encoding or "utf-8"
    try:
        return data.decode(codec), codec
    except UnicodeDecodeError as error:
        raise ArticleError(
            f"{name}: not {codec.upper()} at byte {error.start}. Save it again as UTF-8 text, or "
            'name its encoding, as in load_report(..., encoding="cp1252").'
        ) from error
    except LookupError:
        raise ArticleError(f"{name}: no encoding is called {codec!r}.") from None


def _library(name, module, package):
    try:
        return import_module(module)
    except ImportError:
        raise ArticleError(
            f"{name}: reading it needs {package}. Type: "
            'python -m pip install "side-by-side[formats]"'
        ) from None


def _known(facts, how):
    """Keep what is filled and note of each fact how it is known; a day bounds both dates."""
    facts = {k: " ".join(str(v).split()) for k, v in facts.items() if v}
    day = _DAY.match(facts.pop("date", ""))
    known = facts | {f"{k}_from": how for k in facts if k in ("title", "author", "outlet")}
    if day:
        known |= {"earliest": day.group(), "latest": day.group(), "date_from": how}
    return known


def _plain(name, data, encoding):
    text, codec = decode(name, data, encoding)
    yield text, {}, codec


def _markdown(name, data, encoding):
    text, codec = decode(name, data, encoding)
    heading = re.search(r"^#{1,2}[ \t]+(\S[^\r\n]*)", text, re.MULTILINE)
    title = heading.group(1).rstrip("# \t") if heading else None
    yield text, {"title": title, "title_from": heading.group()} if title else {}, codec


def _page(name, data, encoding):
    trafilatura = _library(name, "trafilatura", "trafilatura")
    declared = re.search(rb"<meta[^>]{0,200}?charset=[\"']?([\w-]{1,40})", data[:4096], re.I)
    try:
        text, codec = decode(name, data)  # a page that is UTF-8 is UTF-8, whatever it declares
    except ArticleError:
        text, codec = decode(name, data, encoding or (declared and declared.group(1).decode()))
    options = {"extensive_search": False, "original_date": True}  # dates in its mark-up alone
    page = trafilatura.bare_extraction(
        text, with_metadata=True, include_comments=False, date_extraction_params=options
    )
    if page is None or not (page.text or "").strip():
        raise ArticleError(f"{name}: no article found in the page. Paste its text instead.")
    facts = {"title": page.title, "author": page.author, "outlet": page.sitename, "date": page.date}
    yield page.text, _known(facts, "data in the page"), codec


def _word(name, data, encoding, limit=100_000_000):
    docx = _library(name, "docx", "python-docx")
    with zipfile.ZipFile(io.BytesIO(data)) as parts:  # a small file may unpack to a giant one
        if sum(part.file_size for part in parts.infolist()) > limit:
            raise ArticleError(f"{name}: unpacks to more than {limit // 1_000_000} MB.")
    document = docx.Document(io.BytesIO(data))
    facts = {"title": document.core_properties.title, "author": document.core_properties.author}
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    yield text, _known(facts, "data in the document"), "docx"


def _pdf(name, data, encoding, pages=500):
    pypdf = _library(name, "pypdf", "pypdf")
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # the report says what is wrong
    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise ArticleError(f"{name}: locked with a password. Save a copy without one.")
    if len(reader.pages) > pages:
        raise ArticleError(f"{name}: more than {pages:,} pages. Save those of the article alone.")
    text = join_lines("\n".join(page.extract_text() for page in reader.pages))
    if not text.strip():
        raise ArticleError(f"{name}: pictures of pages, no text in it. It needs text recognition.")
    data = reader.metadata
    facts = {"title": data.title, "author": data.author} if data else {}
    yield text, _known(facts, "data in the document"), "pdf"


def join_lines(text):
    """Join the lines of printed pages into paragraphs: a full line goes on in the next.

    Examples
    --------
    >>> join_lines("The goat\\nA goat left the farm on Mon-\\nday and has not come\\nback.")
    'The goat\\nA goat left the farm on Monday and has not come back.'
    """
    lines = [line.rstrip() for line in text.splitlines()]
    full = max(map(len, lines), default=0) * 0.7
    joined, above = [], ""
    for line in lines:
        if above and line and re.search(r"[^\W\d_]-$", above) and line[0].islower():
            joined[-1] = joined[-1][:-1] + line
        elif above and line and len(above) >= full:
            joined[-1] += " " + line
        else:
            joined.append(line)
        above = line
    return "\n".join(joined)


def _rows(name, rows, codec, how):
    for number, row in rows:
        if isinstance(row, ArticleError):  # a bad line costs itself, not the rest
            yield row
            continue
        row = {str(k).strip().lower(): v for k, v in row.items() if k}
        names = {k: next((c for c in known if c in row), None) for k, known in _COLUMNS.items()}
        if names["text"] is None:
            called = f"no column of texts. Call it one of: {', '.join(_COLUMNS['text'])}."
            if how != "line":  # the columns of a table are those of its first line
                raise ArticleError(f"{name}: {called}")
            yield ArticleError(f"{name}, line {number}: {called}")
            continue
        facts = {k: row[c] for k, c in names.items() if c and k != "text"}
        yield str(row[names["text"]] or ""), _known(facts, f"{how} {number}"), codec


def _csv(name, data, encoding):
    text, codec = decode(name, data, encoding)
    head = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    csv.field_size_limit(max(len(text), csv.field_size_limit()))
    yield from _rows(name, enumerate(rows, start=1), codec, "table, row")


def _jsonl(name, data, encoding):
    text, codec = decode(name, data, encoding)

    def rows():
        for number, line in enumerate(text.split("\n"), start=1):
            if line.strip():
                try:
                    row = json.loads(line)
                except (ValueError, RecursionError) as error:
                    row = ArticleError(f"{name}, line {number}: not JSON: {error}")
                if not isinstance(row, (dict, ArticleError)):
                    row = ArticleError(f"{name}, line {number}: no object with named fields.")
                yield number, row

    yield from _rows(name, rows(), codec, "line")


FORMATS = {".txt": _plain, ".md": _markdown, ".html": _page, ".htm": _page, ".docx": _word,
           ".pdf": _pdf, ".csv": _csv, ".tsv": _csv, ".jsonl": _jsonl}  # fmt: skip


def read_bytes(name, data, encoding=None):
    """Read one file's bytes by the ending of its name.

    Yields
    ------
    (str, dict, str) or ArticleError
        A text, what the file says of it (fields of ``Article``), and the encoding or format; in a
        table also what is wrong with one line of it.

    Raises
    ------
    ArticleError
        It cannot be read; the message says why and what to do.

    Examples
    --------
    >>> [text for text, facts, encoding in read_bytes("a.csv", b"title,text\\nMill,Gone.")]
    ['Gone.']
    """
    ending = PurePath(name).suffix.lower()
    if ending in _ARCHIVES:
        raise ArticleError(f"{name}: an archive. Unpack it and load the folder.")
    if ending not in FORMATS:
        raise ArticleError(
            f"{name}: files of this kind are not read. Kinds that are: {', '.join(FORMATS)}."
        )
    try:
        yield from FORMATS[ending](name, data, encoding)
    except ArticleError:
        raise
    except Exception as error:  # a library on a broken file: any class of error may come
        raise ArticleError(
            f"{name}: broken, or no {ending} file ({type(error).__name__}: {error})."
        ) from error
