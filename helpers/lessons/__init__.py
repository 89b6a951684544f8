"""Lessons: guesses kept before results, checks with feedback, a hand-in, a look at the set-up.

Exercises live beside the notebooks in ``exercises/NN.json`` (see ``exercises/README.md``).
"""

from helpers.lessons.agreeing import disputed_marks, marks_table, read_marks
from helpers.lessons.classroom import guess_table, handed_in, read_hand_ins, split_items
from helpers.lessons.demo import demo_class
from helpers.lessons.doctor import doctor
from helpers.lessons.exercises import NO_READER, judge, load_exercise, load_exercises, study
from helpers.lessons.handin import hand_in
from helpers.lessons.views import check, predict, reveal
from helpers.tables import brief_page, save_brief

__all__ = [
    "NO_READER",
    "brief_page",
    "check",
    "demo_class",
    "disputed_marks",
    "doctor",
    "guess_table",
    "hand_in",
    "handed_in",
    "judge",
    "load_exercise",
    "load_exercises",
    "marks_table",
    "predict",
    "read_hand_ins",
    "read_marks",
    "reveal",
    "save_brief",
    "split_items",
    "study",
]
