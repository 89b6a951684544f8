"""A learner's walk through every notebook: real JupyterLab, real Chromium, no network.

Each notebook is opened and run; then the steps below are taken with mouse and keys. Printed at the
end of each: what was clicked. Pictures go to the folder named by ``SIDE_BY_SIDE_SCREENSHOTS``.
"""

import json
import os
import time
from pathlib import Path

import pytest

from helpers.lessons import judge, load_exercise
from tests.browser.axe import findings
from tests.browser.labkit import Browser, serve, wanted
from tests.test_lessons import is_guess, right_answer, secrets
from tests.test_notebooks import exercises

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SHOTS = Path(os.environ.get("SIDE_BY_SIDE_SCREENSHOTS", ROOT / "screenshots"))
pytestmark = pytest.mark.browser
ANSWERS = """async box => {
    const panel = box.closest('.sbs-panel'), times = [];
    const wait = ms => new Promise(done => setTimeout(done, ms));
    for (let i = 1; i < Math.min(box.options.length, 6); i++) {
        let last = 0;
        const start = performance.now();
        const seen = new MutationObserver(() => { last = performance.now() - start; });
        seen.observe(panel, {childList: true, subtree: true, characterData: true, attributes: true});
        box.selectedIndex = i;
        box.dispatchEvent(new Event('change', {bubbles: true}));
        do await wait(400); while (performance.now() - start < last + 1500);
        seen.disconnect();
        times.push(Math.round(last));
    }
    return times;
}"""


@pytest.fixture(scope="module")
def lab():
    wanted()
    with serve(ROOT / "notebooks") as (url, folder), Browser() as browser:
        yield url, folder, browser


TURN = """e => {
    const now = document.activeElement;
    if (now === e) return '';
    return now.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_PRECEDING ? 'Shift+Tab' : 'Tab';
}"""


class Walk:
    """One learner on one page, at the keyboard; every step is noted, keys and clicks are counted.

    The mouse is taken only by ``click_dot``, ``click_text`` and where a step says so.
    """

    def __init__(self, page, browser, folder):
        self.page, self.browser, self.folder, self.steps = page, browser, folder, []
        self.keys = self.clicks = 0
        self.answered, self.start = set(), time.monotonic()

    def note(self, text):
        self.steps.append(text)

    def key(self, *names):
        for name in names:
            self.page.keyboard.press(name)
        self.keys += len(names)

    def type(self, text):
        self.key("Control+A")
        self.page.keyboard.type(text)
        self.keys += len(text)

    def tab_to(self, found):
        """Go to a control by Tab, or Shift+Tab where it lies before; there must be a way."""
        handle = found.element_handle()
        for _ in range(150):
            turn = handle.evaluate(TURN)
            if not turn:
                return found
            self.key(turn)
        raise AssertionError(f"no way to {found} by Tab")

    def control(self, label, nth=0):
        return self.page.locator(".jp-OutputArea").get_by_label(label, exact=True).nth(nth)

    def chosen(self, label, nth=0):
        text = self.control(label, nth).evaluate("e => e.options[e.selectedIndex].text")
        return text.replace("\xa0", " ")

    def caption(self, nth=0):
        return self.page.locator("caption").nth(nth).inner_text()

    def pick(self, label, contains, nth=0):
        """Choose from a drop-down: by its first letters where they are its own, else by arrows."""
        box = self.tab_to(self.control(label, nth))
        now, options = box.evaluate("e => [e.selectedIndex, [...e.options].map(o => o.text)]")
        wanted = next(i for i, o in enumerate(options) if contains in o.replace("\xa0", " "))
        word, cells = options[wanted].split()[0], self.page.locator(".jp-Cell").count()
        if abs(wanted - now) > 3 and sum(o.startswith(word) for o in options) == 1:
            self.page.wait_for_timeout(1100)  # letters typed before are forgotten after a second
            self.page.keyboard.type(word)
            self.keys += len(word)
        else:
            self.key(*["ArrowDown" if wanted > now else "ArrowUp"] * abs(wanted - now))
        self.browser.settle()
        assert contains in self.chosen(label, nth), f"{self.chosen(label, nth)!r} in {label}"
        assert self.page.locator(".jp-Cell").count() == cells, "a key went to the notebook"
        self.note(f"chose {self.chosen(label, nth)!r} in {label}")

    def answers(self, label, nth=0):
        """Pick each option in turn; note how long the page went on changing after each pick."""
        box = self.control(label, nth)
        times = sorted(box.evaluate(ANSWERS))
        self.browser.settle()
        half = times[len(times) // 2]
        self.note(
            f"{len(times)} picks in {label} answered in {half} ms ({times[0]} to {times[-1]})"
        )
        return half

    def click_dot(self, field, value, nth=0):
        self.browser.click_mark(nth, field, value)
        self.clicks += 1
        self.note(f"clicked {value!r} on the map")

    def click_text(self, words):
        mark = self.page.locator("mark[role=button]", has_text=words).first
        mark.scroll_into_view_if_needed()
        mark.click()
        self.browser.settle()
        self.clicks += 1
        self.note(f"clicked {words!r} in the text")

    def arrow(self, label, key="ArrowDown", nth=0):
        """Change a drop-down by key; JupyterLab must not take the key for itself."""
        before, cells = self.chosen(label, nth), self.page.locator(".jp-Cell").count()
        self.tab_to(self.control(label, nth))
        self.key(key)
        self.browser.settle()
        assert self.chosen(label, nth) != before, f"{key} did not reach {label}"
        self.key("b")  # in command mode this would add a cell
        assert self.page.locator(".jp-Cell").count() == cells
        self.browser.settle()
        self.note(f"pressed {key} in {label}: {self.chosen(label, nth)!r}")

    def press(self, name, nth=0):
        buttons = self.page.locator(".jp-OutputArea").get_by_role("button", name=name, exact=True)
        self.tab_to(buttons.nth(nth))
        self.key("Enter")
        self.browser.settle()
        self.note(f"pressed the button {name!r}")

    def panel(self, button):
        """The panel that holds a button of this name."""
        inside = self.page.get_by_role("button", name=button, exact=True)
        return self.page.locator(".sbs-panel").filter(has=inside).first

    def tick(self, label):
        box = self.page.locator(".jp-OutputArea").get_by_label(label, exact=True).first
        self.tab_to(box)
        self.key("Space")
        assert box.is_checked()
        self.browser.settle()
        self.note(f"ticked {label!r}")

    def fill(self, label, text):
        self.tab_to(self.control(label))
        self.type(text)
        self.browser.settle()
        self.note(f"typed {text!r} into {label}")

    def mark(self, nth, *keys):
        """Pick a mark in the text of the nth view: into the text by Tab, to the mark by arrows."""
        self.tab_to(self.page.locator(".sbs-text-body").nth(nth))
        self.key(*keys, "Enter")
        self.browser.settle()
        self.note(f"picked the mark {self.page.evaluate('document.activeElement.innerText')!r}")

    def answer(self, name, answer=None):
        """Answer an exercise; the right answer unless another is given. See what is said to it."""
        item = load_exercise(name)
        kind = "guesses" if is_guess(item) else "answers"
        if answer is None:
            answer = right_answer(item)
        panel = self.page.locator(".sbs-exercise").filter(has_text=item["prompt"][:50]).first
        if item["type"] == "choice":
            self.tab_to(panel.get_by_role("radio", name=answer, exact=True))
            self.key("Space")
        elif item["type"] == "set":
            for text in answer:
                self.tab_to(panel.get_by_role("checkbox", name=text, exact=True))
                self.key("Space")
        elif item["type"] == "span":  # the end of the article, and back over its last paragraph
            self.tab_to(panel.locator(".sbs-text-body"))
            self.key("End", "Shift+PageUp")
            self.browser.settle()
        else:
            self.tab_to(panel.get_by_role("textbox"))
            self.type(str(answer))
        button = {"guesses": "Keep my guess", "answers": "Check"}[kind]
        self.tab_to(panel.get_by_role("button", name=button, exact=True))
        self.key("Enter")
        self.browser.settle()
        words = "Kept" if kind == "guesses" else judge(item, answer)[1]
        panel.get_by_text(words[:60]).first.wait_for()
        kept = json.loads((self.folder / f"work/{name[:2]}.json").read_text())[kind][name]
        assert kept == answer or item["type"] == "span" and judge(item, kept)[0], name
        self.answered.add(name)
        self.note(f"{name}: {answer!r}: {words[:60]}")

    def minutes(self):
        return (time.monotonic() - self.start) / 60

    def text(self, nth=0):
        return self.page.locator(".sbs-text").nth(nth).inner_text()

    def status(self, nth=0):
        return self.page.locator(".sbs-status").nth(nth).inner_text()

    def drawn(self, nth=0):
        """Wait for a chart and give its SVG."""
        chart = self.page.locator(".side-by-side-chart").nth(nth)
        chart.scroll_into_view_if_needed()
        chart.locator("svg").first.wait_for()
        return chart.locator("svg").first.evaluate("e => e.outerHTML")

    def see(self, words):
        self.page.locator(".jp-OutputArea").get_by_text(words).first.wait_for()
        self.note(f"saw {words!r}")


def start_here(walk):
    walk.pick("Article", "valley")
    assert "Pepper" in walk.text()
    walk.tick("show page furniture")
    walk.answer("00-guess", "the Valley Herald")
    walk.see("Your guess: the Valley Herald")
    walk.mark(1, "ArrowRight", "ArrowRight")
    walk.answer("00-source", "the police")  # a wrong one has words of its own


def loading(walk):
    walk.answer("01-guess", 2.0)
    walk.see("0 of 5 print their own date.")
    first = walk.text()
    walk.arrow("Article")
    assert walk.text() != first
    walk.pick("Article", "comeback")
    assert "478 Points" not in walk.text()
    walk.tick("show page furniture")
    assert "478 Points" in walk.text()
    walk.tab_to(walk.page.locator(".sbs-text-body").nth(1))
    walk.key("ArrowRight", "ArrowRight", "Shift+ArrowRight")
    assert walk.page.locator(".sbs-sel").all_inner_texts() == ["is Keen"], "marking by keyboard"
    walk.press("Check")
    walk.see("People who are quoted in an article are not behind it.")


def entities(walk):
    walk.answer("02-guess", "a person")
    walk.pick("Article", "comeback")
    assert "comeback" in walk.text()
    chart = walk.drawn(0)
    walk.arrow("Entity")
    assert walk.chosen("Entity").split(" (")[0] in walk.caption()
    walk.pick("Article", "derail")
    assert walk.drawn(0) != chart
    walk.mark(0, *["ArrowRight"] * 6)
    assert walk.page.evaluate("document.activeElement.matches('mark.sbs-picked, mark')")
    mark_by_key_and_mouse(walk)
    walk.press("wrong label")
    walk.see("Yes: wrong label")
    walk.fill("Pattern", "(al-)?Tana?f")
    walk.see("Every spelling, and nothing else.")


def mark_by_key_and_mouse(walk):
    """Mark a name without the mouse, another without the keyboard, and score both."""
    page, browser = walk.page, walk.browser
    panel = walk.panel("Add mark")
    walk.tab_to(panel.locator(".sbs-text-body"))
    walk.key("PageDown", "PageDown", *["ArrowRight"] * 5)  # paragraph 2: ... between US
    browser.settle()
    assert "Selected: US." in panel.inner_text()
    walk.key("Tab", "G", "Tab", "Enter")  # the label by its first letter, then the button
    browser.settle()
    assert "Marked and kept: US, GPE" in panel.inner_text()
    walk.note("marked 'US' as GPE by keyboard alone")
    word = panel.locator("p").nth(1).get_by_text("-backed Kurdish")
    box = word.evaluate(
        """e => { const r = document.createRange(), at = e.textContent.indexOf('Kurdish');
        r.setStart(e.firstChild, at); r.setEnd(e.firstChild, at + 7);
        const {x, y, width, height} = r.getBoundingClientRect(); return {x, y, width, height}; }"""
    )
    page.mouse.dblclick(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    browser.settle()
    walk.pick("Label", "NORP")
    walk.press("Add mark")
    assert "Marked and kept: Kurdish, NORP" in panel.inner_text()
    walk.press("Score my marks")
    assert "2 of your 2 marks are the reader’s" in panel.inner_text()
    kept = json.loads((walk.folder / "work/02-marks.json").read_text())["marks"]
    assert [row[3] for row in kept] == ["GPE", "NORP"]


def names(walk):
    walk.answer("03-guess", "ceasefire")
    walk.see("named, but never as ISIS: ceasefire.")
    walk.pick("Pair", "Al-Mayadeen")
    walk.pick("Verdict", "keep apart")
    walk.pick("Reason", "they only look alike")
    walk.press("Check this pair")
    walk.see("the reason is not yet")
    walk.pick("Reason", "the same name for two things")
    walk.press("Check this pair")
    walk.see("1 of 12 pairs settled.")
    kept = json.loads((walk.folder / "work/03-board.json").read_text())
    assert [answer[2] for answer in kept.values()] == [True]
    walk.arrow("Pair")
    walk.pick("Who", "Syrian government")
    walk.see("the Damascus regime")
    walk.arrow("Who")
    walk.tick("also words for deeds")


def places(walk):
    walk.answer("04-guess", "Syria")
    before = walk.drawn(0)
    walk.pick("Article", "battles")
    assert walk.drawn(0) != before
    walk.arrow("Place")
    walk.pick("Place", "Raqqa")
    assert "Raqqa" in walk.caption()
    line = walk.page.locator(".sbs-panel[role=group][aria-label=Places] .sbs-message[role=status]")
    assert "Raqqa" in line.inner_text()  # a screen reader hears what changed
    walk.click_dot("place", "Deir ez-Zor")
    assert "Deir ez-Zor" in walk.caption() and "Deir ez-Zor" in walk.chosen("Place")
    walk.click_text("Raqqa")
    assert "Raqqa" in walk.caption()
    walk.answers("Article")
    walk.tick("also where it stands for somebody")


def claims(walk):
    walk.answer("05-guess", "battles")
    walk.pick("Article", "derail")
    claim = walk.chosen("Claim")
    walk.arrow("Claim")
    assert walk.chosen("Claim") != claim
    walk.mark(0, "End")
    assert walk.chosen("Claim").startswith(f"{walk.control('Claim').locator('option').count()}.")
    take_apart(walk)


def take_apart(walk):
    """Mark the parts of a claim, and find them again after another article."""
    panel = walk.panel("This is the cue")
    for part, keys in (("content", ["PageDown", "Shift+ArrowRight"]), ("cue", ["ArrowRight"] * 3)):
        walk.tab_to(panel.locator(".sbs-text-body"))
        walk.key(*keys)
        walk.browser.settle()
        walk.press(f"This is the {part}")
    walk.press("No source")
    walk.pick("Rung", "vague group")
    walk.pick("Article", "battles", nth=1)
    walk.pick("Article", "offensive", nth=1)
    assert "Your parts are back" in panel.inner_text()
    walk.press("Compare")
    walk.see("who has the better reason?")


def comparing(walk):
    walk.answer("06-guess", 4.0)
    walk.see("Your guess: 4")
    for article in ("offensive", "battles", "comeback", "ceasefire", "derail"):
        walk.pick("Read", article)
        walk.press("It is silent")
    walk.see("5 of 5 articles done.")
    assert walk.caption() == "Your row, the machine’s and a reader’s"
    before = walk.caption(1)
    walk.arrow("Question")
    assert walk.caption(1) != before
    walk.pick("Question", "US troops")
    walk.pick("Read in", "ceasefire")
    assert "900" in walk.page.locator("mark.sbs-hit").first.inner_text()
    walk.fill("Or type one", "Who loots the oil?")
    walk.press("Ask")
    assert walk.caption(1) == "Who loots the oil?"
    walk.answer("06-clash", "about five")
    they = walk.control("They")
    assert "contradict" not in they.inner_text()
    walk.tick("no, even then only one could")
    assert "contradict" in they.inner_text()
    walk.arrow("They")
    walk.fill("Because", "six years apart")
    walk.press("Keep and go on")
    walk.see("Labelled so far: 1.")
    assert "<text" in walk.drawn()


def own_articles(walk):
    walk.answer("07-guess", "people (PERSON)")
    walk.see("Your guess: people (PERSON)")
    walk.fill("Name", "hen")
    walk.fill(
        "Text", "The hen came back, said Ann Baker. According to Tom Reed, she had been in Iraq."
    )
    walk.press("Add this text")
    walk.see("1 of 1 read.")
    walk.pick("Article", "valley")
    walk.arrow("Entity")
    walk.fill("Or type one", "Who left the farm?")
    walk.press("Ask")
    walk.see("Who left the farm?")
    walk.mark(walk.page.locator(".sbs-text-body").count() - 2, "ArrowRight")


def teacher(walk):
    assert walk.page.locator(".jp-OutputArea table tbody tr").count() > 30, "a row for each file"
    cells = walk.page.locator(".jp-Cell")
    wanted = next(i for i in range(cells.count()) if '"01-nobody"' in cells.nth(i).inner_text())
    now = cells.evaluate_all("all => all.findIndex(e => e.matches('.jp-mod-selected'))")
    walk.key("Escape", *["ArrowUp"] * (now - wanted), "Enter")  # to the cell, and into it
    walk.type('answers[answers["exercise"] == "05-comma"]["value"].value_counts().to_frame()')
    walk.key("Shift+Enter")
    walk.browser.settle()
    assert "the sentence leaves it open" in cells.nth(wanted).inner_text()
    walk.note("changed a cell and ran it, by keyboard")


def explore(walk):
    text = walk.text()
    walk.pick("Article", "battles")
    assert walk.text() != text
    lines = walk.caption()
    walk.arrow("Name")
    assert walk.caption() != lines
    walk.arrow("Article")
    walk.pick("Mark", "claims")
    assert walk.page.locator("mark.sbs-content").count()
    walk.pick("Map and claims", "this article")
    walk.press("Save what is chosen")
    walk.see("Saved mentions.csv")
    assert (walk.folder / "work/explore/brief.html").exists()
    walk.fill("This view", "article=derail&name=isis")
    walk.key("Enter")
    walk.browser.settle()
    assert "derail" in walk.text() and "ISIS" in walk.caption()
    walk.press("Fill the screen")
    walk.see("Leave the full screen")
    walk.press("Leave the full screen")


STEPS = {
    "00_start_here": start_here,
    "01_loading": loading,
    "02_entities": entities,
    "03_names": names,
    "04_places": places,
    "05_claims": claims,
    "06_comparing": comparing,
    "07_your_own_articles": own_articles,
    "teacher": teacher,
    "explore": explore,
}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_walk_through(lab, path, capsys):
    url, folder, browser = lab
    page = browser.open(url, path.name)
    walk = Walk(page, browser, folder)
    try:
        assert browser.run_all() == []
        items = exercises(path)
        page_text = page.content()
        for item in items:  # nothing is told before it is answered
            assert not [words for words in secrets(item) if words in page_text], item["id"]
        STEPS[path.stem](walk)
        for item in items:  # whatever core exercise is still open: the right answer, by keyboard
            if item["id"] not in walk.answered and "bonus" not in item and not is_guess(item):
                walk.answer(item["id"])
        walk.note(
            f"{walk.keys} keys, {walk.clicks} clicks, {walk.minutes():.1f} minutes by machine"
        )
        browser.whole_height()
        assert findings(page) == []
        assert browser.trouble() == {}
    finally:
        browser.picture(SHOTS / f"{path.stem}.png")
        browser.usual_height()
        browser.shut_kernels(url)
    with capsys.disabled():
        print(f"\n{path.stem}:", *walk.steps, sep="\n  ")


def test_two_tabs_a_restart_and_a_killed_kernel_lose_nothing(lab):
    url, folder, browser = lab
    file, name = folder / "work" / "00.json", "00_start_here.ipynb"
    file.unlink(missing_ok=True)
    first = Walk(browser.open(url, name), browser, folder)
    assert browser.run_all() == []
    first.answer("00-guess", "both alike")
    second = Walk(browser.open(url, name, beside=first.page), browser, folder)
    assert browser.run_all() == []
    second.see("Your guess: both alike")
    second.answer("00-source")
    second.answer("00-evidence", 7.0)
    browser.page = first.page  # the tab that knows nothing of the other's answers
    first.page.bring_to_front()
    first.answer("00-source", "the police")
    first.answer("00-behind")
    first.page.bring_to_front()
    kept = json.loads(file.read_text())
    assert kept["guesses"] == {"00-guess": "both alike"}
    assert kept["answers"] == {
        "00-behind": "the Valley Herald",
        "00-evidence": 7.0,
        "00-source": "the police",  # the later answer
    }
    browser.restart_kernel()
    for _ in range(2):  # after a restart of the kernel, and after one of the browser with a new one
        assert browser.run_all() == []
        first.see("Your guess: both alike")
        for answer in ("both alike", "the police", "the Valley Herald"):
            assert first.page.get_by_role("radio", name=answer, checked=True).count() == 1, answer
        browser.shut_kernels(url)
        browser.forget()
        first = Walk(browser.open(url, name), browser, folder)
    browser.shut_kernels(url)
