"""Keys and answers: a reader's key becomes records; what a learner did is kept on disk."""

from helpers.disk import write_whole
from helpers.keys.answers import (
    change_answers,
    load_answers,
    load_message,
    save_answers,
    work_folder,
)
from helpers.keys.readers import KEYS, BadKey, load_key

__all__ = [
    "KEYS",
    "BadKey",
    "change_answers",
    "load_answers",
    "load_key",
    "load_message",
    "save_answers",
    "work_folder",
    "write_whole",
]
