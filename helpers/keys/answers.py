"""A learner's answers on disk: whole after a crash, shared by two tabs, never overwritten."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

from helpers.disk import write_whole

try:
    from fcntl import LOCK_EX
    from fcntl import flock as _lock
except ImportError:  # Windows
    from msvcrt import LK_LOCK as LOCK_EX
    from msvcrt import locking

    def _lock(file, how):
        locking(file.fileno(), how, 1)


_messages: dict[str, str] = {}


def work_folder():
    """Give the folder that keeps a learner's answers, made if need be.

    The environment variable ``SIDE_BY_SIDE_WORK`` names it; ``my-work`` beside the notebook else.

    Returns
    -------
    pathlib.Path
    """
    folder = Path(os.environ.get("SIDE_BY_SIDE_WORK") or "my-work").expanduser()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def save_answers(name, data):
    """Save answers under a name, all or nothing: a crash leaves the old file whole.

    Parameters
    ----------
    name : str
        Letters, digits, ``-``, ``_`` and ``.``; becomes ``NAME.json`` in ``work_folder()``.
    data : dict
        What JSON can hold.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    ValueError
        The name is not of that form.
    TypeError
        ``data`` is no dict, or holds what JSON cannot; nothing is written then.
    OSError
        The disk is full or may not be written; the message says so, and the old file stays.
    """
    path = _answer_file(name)
    if not isinstance(data, dict):
        raise TypeError(f"save_answers({name!r}, ...) takes a dict, not {type(data).__name__}.")
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)
    return write_whole(path, text + "\n")


def change_answers(name, change):
    """Change a part of what is saved under a name; nobody else can write in between.

    Two tabs, or two kernels, may hold the same sheet: each writes its own item into what is on
    disk at that moment, so the later answer wins for an item and never for the whole file.

    Parameters
    ----------
    name : str
    change : callable
        Gets the answers as they are on disk, and changes them in place.

    Returns
    -------
    dict
        The answers as they were saved.
    """
    with (_answer_file(name).parent / f".{name}.lock").open("w") as lock:
        with contextlib.suppress(OSError):  # a disk that knows no locks must not cost an answer
            _lock(lock, LOCK_EX)
        answers = load_answers(name)
        change(answers)
        save_answers(name, answers)
    return answers


def load_answers(name):
    """Load what was saved under a name.

    A file that cannot be read is set aside as ``NAME.broken-1.json`` (then 2, 3 ...), never
    overwritten; ``load_message(name)`` then says so in plain words.

    Parameters
    ----------
    name : str

    Returns
    -------
    dict
        Empty when there is nothing, or nothing readable.
    """
    path = _answer_file(name)
    _messages.pop(name, None)
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(data, dict):
            return data
    except FileNotFoundError:
        return {}
    except ValueError:  # not JSON, or not UTF-8
        pass
    number = 1
    while (aside := path.with_name(f"{name}.broken-{number}.json")).exists():
        number += 1
    with contextlib.suppress(FileNotFoundError):  # another tab was faster
        path.rename(aside)
    _messages[name] = (
        f"Your saved answers in {path.name} could not be read. They were kept as {aside.name}, "
        "and you start again from an empty sheet."
    )
    return {}


def load_message(name):
    """Tell what went wrong at the last ``load_answers(name)``; ``None`` when all was well."""
    return _messages.get(name)


def _answer_file(name):
    if not name or name.startswith(".") or not all(c.isalnum() or c in "-_." for c in name):
        raise ValueError(f"{name!r} is no name for answers: use letters, digits, '-' and '_'.")
    return work_folder() / f"{name}.json"
