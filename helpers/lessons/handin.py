"""The hand-in: one small JSON file with a learner's guesses and answers, readable anywhere."""

from __future__ import annotations

import pandas as pd

from helpers.keys import load_answers, save_answers, work_folder
from helpers.lessons.exercises import EXERCISES, fitted, load_exercises, opened

SCHEMA = "side-by-side/hand-in/1"


def hand_in(name="", notebooks=None):
    """Gather what is on disk into one file for the teacher and say what is still open.

    Parameters
    ----------
    name : str, optional
        The learner's name or a made-up one; may stay empty.
    notebooks : list of str, optional
        Numbers as in ``["00", "01"]``; all that have exercises by default.

    Returns
    -------
    pandas.DataFrame
        One row an exercise: ``exercise part question guessed answered``, the part core or bonus;
        ``attrs["file"]`` is the path of ``hand-in.json`` in the folder of the learner's work.
    """
    notebooks = notebooks or sorted(path.stem for path in EXERCISES.glob("*.json"))
    names = (path.stem for path in sorted(work_folder().glob("*.json")))
    work = {n: load_answers(n) for n in names if n != "hand-in" and ".broken-" not in n}
    rows = []
    for notebook in notebooks:
        kept = work.get(notebook, {})
        items = load_exercises(notebook)
        asked = {item["id"]: item for item in map(fitted, items.values())}
        for given in kept.get("guesses", {}) | kept.get("answers", {}):
            if given.partition("@")[0] in items:  # about these articles or others
                asked[given] = opened(items, given)
        for item in asked.values():
            rows.append(
                (
                    item["id"],
                    "bonus" if item.get("bonus") else "core",
                    item["prompt"].splitlines()[0],
                    kept.get("guesses", {}).get(item["id"]),
                    kept.get("answers", {}).get(item["id"]),
                )
            )
    path = save_answers("hand-in", {"schema": SCHEMA, "name": name, "work": work})
    frame = pd.DataFrame(rows, columns=["exercise", "part", "question", "guessed", "answered"])
    frame = frame.astype(object).where(frame.notna(), "")
    todo = frame[(frame["part"] == "core") & (frame[["guessed", "answered"]] == "").all(axis=1)]
    print(f"Saved: {path.name}. Still open: {', '.join(todo['exercise']) or 'nothing'}.")
    if len(todo):
        print("When you have answered more, click here and press Shift+Enter: it is saved anew.")
    frame.attrs["file"] = str(path)
    return frame
