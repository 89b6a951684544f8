"""The teacher's side: a folder of hand-ins becomes tables to talk about. No learner is ranked."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pandas as pd

from helpers.articles import ArticleError, load_articles
from helpers.articles.sources import on_disk
from helpers.lessons.exercises import EXERCISES, article_of, judge, load_exercises, opened
from helpers.lessons.handin import SCHEMA

BOARDS = ("02-sorted", "03-board")  # panels that keep [answer, ..., was it right]
LARGEST = 2_000_000  # bytes; a hand-in is a few thousand


def _items(folder=None):
    items = {}
    for path in sorted(Path(folder or EXERCISES).glob("*.json")):
        items |= load_exercises(path.stem, folder)
    return items


def _read(path, seen):
    """Read one hand-in: (sheet, None), or (None, what is wrong with it in plain words)."""
    try:
        sheet = json.loads(on_disk(path, path.parent)(LARGEST).decode("utf-8"))
        whole = json.dumps(sheet, ensure_ascii=False).encode("utf-8", "replace")
        sheet = json.loads(whole)  # without half signs, which no page can show
    except ArticleError as error:
        return None, f"no hand-in of this kit: {str(error).removeprefix(path.name + ': ')}"
    except (ValueError, RecursionError):
        return None, "not readable as JSON: ask for the file again"
    if not isinstance(sheet, dict) or sheet.get("schema") != SCHEMA:
        return None, f"field schema: expected {SCHEMA!r}: made by something else, or a later kit"
    if not isinstance(sheet.get("work"), dict):
        return None, "field work is missing: ask for the file again"
    digest = hashlib.sha256(json.dumps(sheet, sort_keys=True).encode()).hexdigest()
    if digest in seen:
        return None, f"the same as {seen[digest]}: counted once"
    seen[digest] = path.name
    return sheet, None


def open_class(folder):
    """Open every file of a class.

    Returns
    -------
    work : dict
        Learner to what that learner's notebooks kept; a name met twice gets a number.
    report : list of [file, learner, status]
    """
    work, report, seen = {}, [], {}
    for number, path in enumerate(sorted(Path(folder).glob("*.json")), 1):
        sheet, trouble = _read(path, seen)
        if trouble:
            report.append([path.name, "", trouble])
            continue
        name = learner = str(sheet.get("name") or f"learner {number}")
        same = 1
        while learner in work:
            same += 1
            learner = f"{name} ({same})"
        work[learner] = {k: v for k, v in sheet["work"].items() if isinstance(v, dict)}
        status = "read" if same == 1 else f"read; {same} files of this name, kept apart"
        report.append([path.name, learner, status])
    return work, report


def read_hand_ins(folder, exercises=None):
    """Read every hand-in of a class.

    Parameters
    ----------
    folder : path
        With one ``.json`` file a learner.
    exercises : path, optional
        The folder of exercises they worked on.

    Returns
    -------
    answers : pandas.DataFrame
        One row an answer: ``learner exercise kind value right tries``. ``kind`` is ``guesses``,
        ``results`` (what the learner then saw), ``answers`` (``right`` is true, false, or ``None``
        where there is no key) or ``words`` (an open question).
    report : pandas.DataFrame
        One row a file: ``file learner status``; a file that cannot be used says why.

    Examples
    --------
    >>> import tempfile
    >>> from helpers.lessons import demo_class
    >>> folder = demo_class(tempfile.mkdtemp(), learners=3)
    >>> answers, report = read_hand_ins(folder)
    >>> report["status"].unique().tolist()
    ['read']
    """
    items, rows = _items(exercises), []
    work, report = open_class(folder)
    lines = {line[1]: line for line in report if line[1]}
    for learner, pages in work.items():
        unknown = 0
        for page, kept in pages.items():
            for given in _answers_of(page, kept):
                try:
                    rows.append((learner, *_judged(items, *given)))
                except Exception:  # whatever a made-up answer leads to
                    unknown += 1
        if unknown:
            lines[learner][2] += f", {unknown} answers to exercises unknown here"
    columns = ["learner", "exercise", "kind", "value", "right", "tries"]
    answers = pd.DataFrame(rows, columns=columns)
    return answers, pd.DataFrame(report, columns=["file", "learner", "status"])


def _answers_of(page, kept):
    """Give what a page holds: (exercise, kind, value, tries), also of its boards and cards."""
    tries = kept.get("tries")
    tries = tries if isinstance(tries, dict) else {}
    for kind in ("guesses", "results", "answers"):
        given = kept.get(kind)
        for exercise, value in given.items() if isinstance(given, dict) else ():
            yield exercise, kind, value, tries.get(exercise) if kind == "answers" else None
    if page in BOARDS:
        yield from ((f"{page} {name}", "board", value, None) for name, value in kept.items())
    pairs = kept.get("pairs")
    for name, value in pairs.items() if isinstance(pairs, dict) else ():
        yield f"{page}-pairs {name}", "card", value, None


def _judged(items, exercise, kind, value, tries):
    if kind == "card":
        return _readable(exercise), "answers", str(value["label"]), None, None
    if kind == "board":
        return _readable(exercise), "answers", str(value[0]), value[-1] is True, None
    item = opened(items, exercise)
    if kind == "results":
        return exercise, kind, str(value), None, None
    right = judge(item, value)[0] if kind == "answers" else None
    if item["type"] == "span":
        value = article_of(item).text[slice(*value)]
    elif isinstance(value, list):
        value = ", ".join(sorted(value))
    kind = "words" if item["type"] == "text" else kind
    return exercise, kind, str(value), right, tries


def _readable(name):
    """Quote the passages that a name such as ``battles:1671-1675`` points to."""
    texts = {article.id: article.text for article in load_articles()}

    def quote(found):
        start, end = int(found[2]), int(found[3] or int(found[2]) + 20)
        return f"“{texts[found[1]][start:end]}” ({found[1]})" if found[1] in texts else found[0]

    return re.sub(r"(\w+)[: ](\d+)(?:-(\d+))?", quote, name)


def handed_in(answers):
    """Count what each learner answered, notebook by notebook; guesses count like answers."""
    done = answers[answers["kind"] != "results"]
    page = done["exercise"].str.partition("-")[0].rename("notebook")
    return pd.crosstab(done["learner"], page, margins=True, margins_name="all")


def split_items(answers):
    """List the exercises the class is most divided over first: those are worth talking about.

    Returns
    -------
    pandas.DataFrame
        ``exercise answered right common_wrong split``; ``split`` is the chance that two learners
        taken from the class gave different answers (0: all alike). Where there is no key,
        ``right`` is missing and ``common_wrong`` is the second opinion.

    Examples
    --------
    >>> rows = [("a", "x", "answers", "1", True, 1), ("b", "x", "answers", "2", False, 1)]
    >>> names = ["learner", "exercise", "kind", "value", "right", "tries"]
    >>> split_items(pd.DataFrame(rows, columns=names))["split"].tolist()
    [1.0]
    """
    rows = []
    for exercise, group in answers[answers["kind"] == "answers"].groupby("exercise", sort=True):
        counts, n = group["value"].value_counts(), len(group)
        split = 1 - (counts * (counts - 1)).sum() / (n * (n - 1)) if n > 1 else 0.0
        keyed = group["right"].notna().any()
        wrong = group.loc[group["right"].eq(False), "value"].value_counts() if keyed else counts[1:]
        right = int(group["right"].eq(True).sum()) if keyed else None
        common = f"{wrong.index[0]} ({wrong.iloc[0]})" if len(wrong) else "none"
        rows.append((exercise, n, right, common, round(float(split), 2)))
    frame = pd.DataFrame(rows, columns=["exercise", "answered", "right", "common_wrong", "split"])
    frame["right"] = frame["right"].astype("Int64")
    return frame.sort_values(["split", "exercise"], ascending=[False, True], ignore_index=True)


def guess_table(answers):
    """Count the guesses, beside the result that the learners then saw; most frequent first."""
    table = answers[answers["kind"] == "guesses"].groupby(["exercise", "value"]).size()
    table = table.rename("learners").reset_index().rename(columns={"value": "guess"})
    seen = answers[answers["kind"] == "results"].groupby("exercise")["value"]
    results = seen.agg(lambda texts: texts.value_counts().index[0])
    table["result"] = table["exercise"].map(results).fillna("not handed in")
    order = ["exercise", "learners", "guess"]
    return table.sort_values(order, ascending=[True, False, True], ignore_index=True)
