"""The widgets of a lesson: predict before you see, reveal the gap, check with feedback."""

from __future__ import annotations

import ipywidgets as ipw
from IPython.display import display

from helpers.keys import change_answers, load_answers, load_message
from helpers.lessons.exercises import article_of, fitted, judge, load_exercise
from helpers.widgets import Panel, TextView, note

_EMPTY = {
    "number": "Please type a number first.",
    "span": "Please select a passage first: with the mouse, or with arrow keys and Shift.",
}
_waiting = {}  # exercise id -> views that wait for its guess, in this kernel


def _notebook(exercise_id):
    return exercise_id.partition("-")[0]


def _keep(exercise_id, kind, value):
    """Write one answer into the notebook's file; what else stands there stays."""

    def change(answers):
        answers.setdefault(kind, {})[exercise_id] = value
        if kind == "answers":
            tries = answers.setdefault("tries", {})
            tries[exercise_id] = tries.get(exercise_id, 0) + 1

    change_answers(_notebook(exercise_id), change)


def kept(exercise_id, kind="guesses"):
    """Give the answer that is on disk for an exercise, or ``None``.

    About other articles than the exercise was made for its id is that of ``fitted``.
    """
    return load_answers(_notebook(exercise_id)).get(kind, {}).get(exercise_id)


def _control(item, value=None):
    """Make the control for an item: (widget, function that reads it, or None while empty)."""
    kind, label = item["type"], item.get("label", "Your answer")
    wide = ipw.Layout(width="auto", max_width="760px")
    if kind in ("choice", "set"):
        texts = [option["text"] for option in item["options"]]
        if kind == "choice":
            box = ipw.RadioButtons(options=texts, description=label, layout=wide)
            box.value = value if value in texts else None
            return box, lambda: box.value
        ticks = [
            ipw.Checkbox(text in (value or ()), description=text, indent=False, layout=wide)
            for text in texts
        ]
        return ipw.VBox(ticks), lambda: [t.description for t in ticks if t.value] or None
    if kind == "span":
        view = TextView.of(article_of(item), mode="mark", height="300px")
        view.selected = value or []
        return view, lambda: list(view.selected) or None
    if kind == "number":
        box = ipw.Text("" if value is None else _words(value), description=label)
        return box, lambda: _number(box.value)
    box = ipw.Textarea(value or "", description=label, layout=ipw.Layout(width="700px"))
    return box, lambda: box.value.strip() or None


def _number(text):
    try:
        return float(text.strip().replace(",", "").replace(" ", "").rstrip("%"))
    except ValueError:
        return None


def _ask(exercise_id, kind, button_text, answered, folder=None):
    """Build the panel both ``predict`` and ``check`` are made of."""
    item = fitted(load_exercise(exercise_id, folder))
    control, read = _control(item, kept(item["id"], kind))
    button = ipw.Button(description=button_text, button_style="primary")
    reply = ipw.VBox()
    asked = ("Bonus. " if item.get("bonus") else "") + item["prompt"]
    panel = Panel([note(asked, "quiet"), control, button, reply], label=exercise_id)
    panel.add_class("sbs-exercise")

    def press():
        answer = read()
        if answer is None:
            panel.say(_EMPTY.get(item["type"], "Please answer first."))
            return
        _keep(item["id"], kind, answer)
        panel.say(load_message(_notebook(exercise_id)) or "")
        reply.children = [answered(item, answer)]

    panel.on_click(button, press)
    if trouble := load_message(_notebook(exercise_id)):
        panel.say(trouble)
    panel.read, panel.press, panel.reply = read, press, reply
    return panel


def predict(exercise_id, folder=None):
    """Ask for a guess and keep it on disk before the result can be seen.

    Parameters
    ----------
    exercise_id : str
        As in ``01-guess``; see ``notebooks/exercises``.

    Returns
    -------
    Panel
        ``reveal(exercise_id, ...)`` shows its result as soon as the guess is kept.
    """

    def answered(item, answer):
        for show in _waiting.get(exercise_id, []):
            show()
        return note(f"Kept: {_words(answer)}. Now go on and see.", "good")

    return _ask(exercise_id, "guesses", "Keep my guess", answered, folder)


def reveal(exercise_id, result, text, folder=None):
    """Show a result once the guess is kept, the guess beside it.

    Parameters
    ----------
    exercise_id : str
        Of the ``predict`` above.
    result : object or callable
        What to display: a table, a chart, a widget; a callable is called when it is shown.
    text : str
        What was found, in one sentence; it stands beside the guess.

    Returns
    -------
    Panel
    """
    place = ipw.VBox([note("Keep your guess above first. The result appears here.", "think")])
    panel = Panel([place], label=f"{exercise_id} result")

    def show():
        asked = fitted(load_exercise(exercise_id, folder))["id"]
        guess = kept(asked)
        if guess is None:
            return
        view = result() if callable(result) else result
        if not isinstance(view, ipw.Widget):
            out = ipw.Output()
            with out:
                display(view)
            view = out
        found = text or "the machine found nothing to count."
        if kept(asked, "results") != found:
            _keep(asked, "results", found)  # the teacher sees guess and result side by side
        place.children = [note(f"Your guess: {_words(guess)}.\nIn the text: {found}", "good"), view]

    _waiting[exercise_id] = [show]  # running the cell again replaces the view
    show()
    return panel


def check(exercise_id, folder=None):
    """Ask a question and answer with feedback; the answer is kept on disk, right or wrong.

    Parameters
    ----------
    exercise_id : str
        As in ``01-author``; see ``notebooks/exercises``.

    Returns
    -------
    Panel
    """

    def answered(item, answer):
        right, words = judge(item, answer)
        sign = {True: "Yes. ", False: "Not yet. ", None: "Kept. "}[right]
        return note(sign + words, "think" if right is False else "good")

    return _ask(exercise_id, "answers", "Check", answered, folder)


def _words(answer):
    if isinstance(answer, list):
        return ", ".join(answer)
    return f"{answer:g}" if isinstance(answer, float) else str(answer)
