"""The teacher's side: a folder of hand-ins becomes tables to talk about. No learner is ranked."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pandas as pd

from helpers.articles import ArticleError
from helpers.articles.sources import on_disk
from helpers.disk import write_whole
from helpers.lessons.exercises import EXERCISES, article_of, judge, load_exercises, opened
from helpers.lessons.handin import SCHEMA

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
        One row an answer or guess: ``learner exercise kind value right tries``.
    report : pandas.DataFrame
        One row a file: ``file learner status``; a file that cannot be used says why.

    Examples
    --------
    >>> import tempfile
    >>> folder = tempfile.mkdtemp()
    >>> demo_class(folder, learners=3)
    >>> answers, report = read_hand_ins(folder)
    >>> report["status"].unique().tolist()
    ['read']
    """
    items, rows, report, seen = _items(exercises), [], [], {}
    for number, path in enumerate(sorted(Path(folder).glob("*.json")), 1):
        sheet, trouble = _read(path, seen)
        if trouble:
            report.append((path.name, "", trouble))
            continue
        learner = str(sheet.get("name") or f"learner {number}")
        found = list(_answers(sheet, items))
        rows += [(learner, *answer) for answer in found if answer]
        unknown = found.count(None)
        more = f", {unknown} answers to exercises unknown here" if unknown else ""
        report.append((path.name, learner, "read" + more))
    columns = ["learner", "exercise", "kind", "value", "right", "tries"]
    answers = pd.DataFrame(rows, columns=columns)
    return answers, pd.DataFrame(report, columns=["file", "learner", "status"])


def _answers(sheet, items):
    """Give each answer and guess of a hand-in; ``None`` for one that fits no exercise here."""
    for work in sheet["work"].values():
        for kind in ("guesses", "answers"):
            given = work.get(kind) if isinstance(work, dict) else None
            for exercise, value in (given if isinstance(given, dict) else {}).items():
                try:
                    item = opened(items, exercise)
                    right = judge(item, value)[0] if kind == "answers" else None
                    tries = (work.get("tries") or {}).get(exercise)
                    yield exercise, kind, _flat(item, value), right, tries
                except Exception:  # whatever a made-up answer leads to
                    yield None


def _flat(item, value):
    if item["type"] == "span":
        return article_of(item).text[slice(*value)]
    return ", ".join(sorted(value)) if isinstance(value, list) else str(value)


def split_items(answers):
    """List the exercises the class is most divided over first: those are worth talking about.

    Returns
    -------
    pandas.DataFrame
        ``exercise answered right common_wrong split``; ``split`` is the chance that two learners
        taken from the class gave different answers (0: all alike).

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
        wrong = group.loc[group["right"].eq(False), "value"].value_counts()
        right = int(group["right"].eq(True).sum())
        if group["right"].isna().all():
            continue  # an open question has no split
        common = f"{wrong.index[0]} ({wrong.iloc[0]})" if len(wrong) else "none"
        rows.append((exercise, n, right, common, round(float(split), 2)))
    frame = pd.DataFrame(rows, columns=["exercise", "answered", "right", "common_wrong", "split"])
    return frame.sort_values(["split", "exercise"], ascending=[False, True], ignore_index=True)


def guess_table(answers):
    """Count the guesses: one row for each exercise and guess, most frequent first."""
    guesses = answers[answers["kind"] == "guesses"]
    table = guesses.groupby(["exercise", "value"]).size().rename("learners").reset_index()
    order = ["exercise", "learners", "value"]
    return table.sort_values(order, ascending=[True, False, True], ignore_index=True)


def demo_class(folder, learners=30, exercises=None):
    """Write made-up hand-ins of an invented class, the same every time, to try things out on."""
    folder = Path(folder)
    for learner in range(1, learners + 1):
        work = {}
        for place, (exercise, item) in enumerate(_items(exercises).items()):
            page = work.setdefault(exercise.partition("-")[0], {})
            turn = (learner * 7 + place * 5) % 11  # a fixed pattern: most right, some not
            kind = "guesses" if exercise.endswith("-guess") else "answers"
            page.setdefault(kind, {})[exercise] = _made_up(item, turn)
            page.setdefault("tries", {})[exercise] = 1 + turn % 3
        sheet = {"schema": SCHEMA, "name": f"Learner {learner:02}", "work": work}
        text = json.dumps(sheet, ensure_ascii=False, indent=1)
        write_whole(folder / f"hand-in-{learner:02}.json", text)


def _made_up(item, turn):
    if item["type"] == "number":
        values = [item["answer"], *(w["value"] for w in item["wrong"])]
        return values[0] if turn < 7 else values[turn % len(values)]
    if item["type"] == "text":
        return "An invented answer."
    if item["type"] == "span":
        start = article_of(item).text.index(item["quotes"][0])
        return [start, start + len(item["quotes"][0])] if turn < 6 else [40 * turn, 40 * turn + 30]
    texts = [option["text"] for option in item["options"]]
    rights = [option["text"] for option in item["options"] if option.get("right")]
    if item["type"] == "set":
        return rights if turn < 6 else [texts[turn % len(texts)]]
    return rights[0] if rights and turn < 6 else texts[turn % len(texts)]
