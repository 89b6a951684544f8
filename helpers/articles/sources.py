"""Sources: where bytes come from; nothing outside the chosen folder or the upload is opened."""

from __future__ import annotations

import csv
from pathlib import Path, PurePath

from helpers.articles.formats import FORMATS, ArticleError, decode
from helpers.records import Article

TABLES = (".csv", ".tsv", ".jsonl")


def too_big(size, limit):
    """Say that something is bigger than the limit, and how to raise it."""
    return (
        f"{round(size / 1e6, 3):,g} MB, more than the limit of {limit / 1e6:g} MB. Cut it, or "
        "raise the limit, as in load_report(..., max_mb=50)."
    )


def entries(source, strict, encoding):
    """List ``(name, function that reads at most so many bytes)`` and what articles.csv knows."""
    if not isinstance(source, (str, Path)):
        pairs = [(e["name"], e["content"]) if isinstance(e, dict) else e for e in source]
        # a name that comes with an upload is a name, never a path
        return {}, [(PurePath(n.replace("\\", "/")).name, _held(bytes(d))) for n, d in pairs]
    path = Path(source).expanduser()
    if path.is_file():
        return {}, [(path.name, on_disk(path, path.parent))]
    if not path.is_dir():
        if strict:
            return {}, []
        return {}, [(path.name, _refused("no such file or folder."))]
    paths = sorted(path.iterdir(), key=lambda p: p.name)
    known = _read_table(path / "articles.csv", encoding)
    missing = sorted(known.keys() - {p.name for p in paths})
    if missing and strict:
        raise ArticleError(f"{path / 'articles.csv'}: column file: no such file: {missing[0]}")
    listed = [(name, _refused("named in articles.csv, but not in the folder.")) for name in missing]
    if strict:
        paths = [p for p in paths if p.suffix.lower() in FORMATS and not _aside(p)]
        alone = [p for p in paths if p.suffix.lower() not in TABLES]
        return known, [(p.name, on_disk(p, path)) for p in alone or paths]
    for p in paths:
        why = _aside(p)
        listed.append((p.name, _refused(why) if why else on_disk(p, path)))
    return known, listed


def _aside(path):
    """Say why a file of a folder is not even opened, or ``None``."""
    if path.name.startswith("."):
        return "a hidden file."
    if path.name == "articles.csv":
        return "no article: the table of what is known of each file."
    if path.stem.upper() == "README":
        return "no article: a note about the folder."
    if path.is_dir():
        return "a folder inside the folder. Load it by itself."
    return None


def _held(data):
    def read(limit):
        if len(data) > limit:
            raise ArticleError(too_big(len(data), limit))
        return data

    return read


def _refused(why):
    def read(limit):
        raise ArticleError(why)

    return read


def on_disk(path, folder):
    """Make a function that reads at most so many bytes of a plain file inside a folder."""

    def read(limit):
        try:
            if not path.resolve().is_relative_to(folder.resolve()):
                raise ArticleError(f"{path.name}: a link that leads out of the folder.")
            if not path.is_file():  # a pipe or a device would never end
                raise ArticleError(f"{path.name}: no file that can be read.")
            if path.stat().st_size > limit:
                raise ArticleError(f"{path.name}: {too_big(path.stat().st_size, limit)}")
            return path.read_bytes()
        except (OSError, RuntimeError) as error:  # a link to itself is one or the other
            why = getattr(error, "strerror", None) or error
            raise ArticleError(f"{path.name}: cannot be opened ({why}).") from error

    return read


def _read_table(path, encoding):
    if not path.exists():
        return {}
    text, _ = decode(path.name, on_disk(path, path.parent)(10_000_000), encoding)
    rows = list(csv.DictReader(text.splitlines(keepends=True)))
    for number, row in enumerate(rows, start=2):
        if not row.get("file") or not row.get("id"):
            raise ArticleError(f"{path}, line {number}: columns id and file must both be filled.")
    fields = Article.__dataclass_fields__.keys() - {"file", "text", "furniture"}
    return {row["file"]: {k: row[k] for k in fields if k in row} for row in rows}
