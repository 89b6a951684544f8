"""An invented class: made-up hand-ins, the same every time, to try the teacher's tables on."""

from __future__ import annotations

import json
from pathlib import Path

from helpers.disk import write_whole
from helpers.keys import load_key
from helpers.lessons.exercises import EXERCISES, article_of, load_exercises
from helpers.lessons.handin import SCHEMA


def demo_class(folder, learners=30, exercises=None, broken=False):
    """Write made-up hand-ins of an invented class, the same every time, to try things out on.

    Parameters
    ----------
    folder : path
        Made if need be; files of the same names are replaced.
    learners : int
    exercises : path, optional
        A folder of exercise files.
    broken : bool
        Add three files as they come in real life: half a file, another program's, one sent twice.

    Returns
    -------
    pathlib.Path
        The folder.
    """
    folder = Path(folder)
    pages, work = sorted(Path(exercises or EXERCISES).glob("*.json")), {}
    items = {k: v for path in pages for k, v in load_exercises(path.stem, exercises).items()}
    for learner in range(1, learners + 1):
        work = _marks(learner)
        for place, (exercise, item) in enumerate(items.items()):
            page = work.setdefault(exercise.partition("-")[0], {})
            turn = (learner * 7 + place * 5) % 11  # a fixed pattern: most right, some not
            guess = exercise.endswith("-guess") or not _has_right(item)
            kind = "guesses" if guess else "answers"
            page.setdefault(kind, {})[exercise] = _made_up(item, turn)
            other = ("results", "An invented result.") if guess else ("tries", 1 + turn % 3)
            page.setdefault(other[0], {})[exercise] = other[1]
        sheet = {"schema": SCHEMA, "name": f"Learner {learner:02}", "work": work}
        text = json.dumps(sheet, ensure_ascii=False, indent=1)
        write_whole(folder / f"hand-in-{learner:02}.json", text)
    if broken:
        for name, content in (
            ("half", text[: len(text) // 2]),
            ("homework", '{"schema": "another-program/9"}'),
            ("sent-twice", text),
        ):
            write_whole(folder / f"{name}.json", content)
    return folder


def _has_right(item):
    return item["type"] != "choice" or any(option.get("right") for option in item["options"])


def _marks(learner):
    """Make up marks of names (02) and the parts of one claim (05), after the reader's key."""
    names = [m for m in load_key("entities") if m.article_id == "battles" and not m.alternative_of]
    marks = []
    for place, m in enumerate(names[:12]):
        turn = (learner * 5 + place * 3) % 9  # most as the reader; some cut, mislabelled, left out
        start = m.start + (m.text.find(" ") + 1 if turn == 6 else 0)
        if turn != 8:
            marks.append([m.article_id, start, m.end, "ORG" if turn == 7 else m.label])
    claim = next(
        c for c in load_key("attributions") if (c.article_id, c.rung) == ("derail", "named person")
    )
    cut = claim.start + claim.text.find(" ") + 1 if learner % 4 == 0 else claim.start
    parts = {"content": [cut, claim.end], "cue": [claim.cue_start, claim.cue_end]}
    parts["source"] = None if learner % 5 == 0 else [claim.source_start, claim.source_end]
    parts["rung"] = claim.rung if learner % 3 else "vague group"
    return {"02-marks": {"marks": marks}, "05-marks": {"derail": parts}}


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
