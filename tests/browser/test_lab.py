"""A learner's walk through every notebook: real JupyterLab, real Chromium, no network.

Each notebook is opened and run; then the steps below are taken with mouse and keys. Printed at the
end of each: what was clicked. Pictures go to the folder named by ``SIDE_BY_SIDE_SCREENSHOTS``.
"""

import json
import os
from pathlib import Path

import pytest

from tests.browser.axe import findings
from tests.browser.labkit import Browser, serve, wanted

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


class Walk:
    """One learner on one page; every step is noted."""

    def __init__(self, page, browser, folder):
        self.page, self.browser, self.folder, self.steps = page, browser, folder, []

    def note(self, text):
        self.steps.append(text)

    def control(self, label, nth=0):
        found = self.page.locator(".jp-OutputArea").get_by_label(label, exact=True).nth(nth)
        found.scroll_into_view_if_needed()
        return found

    def chosen(self, label, nth=0):
        text = self.control(label, nth).evaluate("e => e.options[e.selectedIndex].text")
        return text.replace("\xa0", " ")

    def caption(self, nth=0):
        return self.page.locator("caption").nth(nth).inner_text()

    def pick(self, label, contains, nth=0):
        box = self.control(label, nth)
        options = box.evaluate("e => [...e.options].map(o => o.text)")
        option = next(text for text in options if contains in text.replace("\xa0", " "))
        box.select_option(label=option)
        self.browser.settle()
        self.note(f"picked {self.chosen(label, nth)!r} in {label}")

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
        self.note(f"clicked {value!r} on the map")

    def click_text(self, words):
        mark = self.page.locator("mark[role=button]", has_text=words).first
        mark.scroll_into_view_if_needed()
        mark.click()
        self.browser.settle()
        self.note(f"clicked {words!r} in the text")

    def arrow(self, label, key="ArrowDown", nth=0):
        """Change a drop-down by key; JupyterLab must not take the key for itself."""
        before, cells = self.chosen(label, nth), self.page.locator(".jp-Cell").count()
        box = self.control(label, nth)
        box.focus()
        box.press(key)
        self.browser.settle()
        assert self.chosen(label, nth) != before, f"{key} did not reach {label}"
        box.press("b")  # in command mode this would add a cell
        assert self.page.locator(".jp-Cell").count() == cells
        self.browser.settle()
        self.note(f"pressed {key} in {label}: {self.chosen(label, nth)!r}")

    def press(self, name, nth=0):
        button = self.page.locator(".jp-OutputArea").get_by_role("button", name=name, exact=True)
        button.nth(nth).scroll_into_view_if_needed()
        button.nth(nth).click()
        self.browser.settle()
        self.note(f"pressed the button {name!r}")

    def panel(self, button):
        """The panel that holds a button of this name."""
        inside = self.page.get_by_role("button", name=button, exact=True)
        found = self.page.locator(".sbs-panel").filter(has=inside).first
        found.scroll_into_view_if_needed()
        return found

    def tick(self, label):
        box = self.page.locator(".jp-OutputArea").get_by_label(label, exact=True).first
        box.scroll_into_view_if_needed()
        box.check()
        self.browser.settle()
        self.note(f"ticked {label!r}")

    def radio(self, text):
        item = self.page.locator(".sbs-exercise label", has_text=text).first
        item.scroll_into_view_if_needed()
        item.click()
        self.note(f"chose {text!r}")

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
    walk.radio("the Valley Herald")
    walk.press("Keep my guess")
    walk.see("Your guess: the Valley Herald")
    walk.radio("the police")
    walk.press("Check")
    walk.see("No police appear in the story.")
    kept = json.loads((walk.folder / "work/00.json").read_text())
    assert kept["guesses"] == {"00-guess": "the Valley Herald"}
    assert kept["answers"] == {"00-source": "the police"}


def loading(walk):
    first = walk.text()
    walk.arrow("Article")
    assert walk.text() != first
    walk.pick("Article", "comeback")
    assert "478 Points" not in walk.text()
    walk.tick("show page furniture")
    assert "478 Points" in walk.text()
    box = walk.control("My guess")
    box.fill("2")
    walk.press("Keep my guess")
    walk.see("0 of 5 print their own date.")
    text = walk.page.locator(".sbs-text-body").nth(1)
    text.scroll_into_view_if_needed()
    text.focus()
    text.press("ArrowRight")
    text.press("ArrowRight")
    text.press("Shift+ArrowRight")
    assert walk.page.locator(".sbs-sel").all_inner_texts() == ["is Keen"], "marking by keyboard"
    walk.press("Check", nth=2)
    walk.see("People who are quoted in an article are not behind it.")


def entities(walk):
    walk.radio("a person")
    walk.press("Keep my guess")
    walk.pick("Article", "comeback")
    assert "comeback" in walk.text()
    chart = walk.drawn(0)
    walk.arrow("Entity")
    assert walk.chosen("Entity").split(" (")[0] in walk.caption()
    walk.pick("Article", "derail")
    assert walk.drawn(0) != chart
    mark = walk.page.locator("mark[role=button]").nth(5)
    mark.focus()
    mark.press("Enter")
    walk.browser.settle()
    walk.note(f"Enter on the mark {mark.inner_text()!r}: {walk.chosen('Entity')!r}")
    mark_by_key_and_mouse(walk)
    walk.press("wrong label")
    walk.see("Yes: wrong label")
    walk.control("Pattern").fill("(al-)?Tana?f")
    walk.see("Every spelling, and nothing else.")


def mark_by_key_and_mouse(walk):
    """Mark a name without the mouse, another without the keyboard, and score both."""
    page, browser = walk.page, walk.browser
    panel = walk.panel("Add mark")
    body, keyboard = panel.locator(".sbs-text-body"), page.keyboard
    body.focus()
    for key in ("PageDown", "PageDown", *["ArrowRight"] * 5):  # paragraph 2: ... between US
        keyboard.press(key)
    browser.settle()
    assert "Selected: US." in panel.inner_text()
    for key in ("Tab", "G", "Tab", "Enter"):  # the label by its first letter, then the button
        keyboard.press(key)
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
    panel.get_by_label("Label", exact=True).select_option(index=5)
    walk.press("Add mark")
    assert "Marked and kept: Kurdish, NORP" in panel.inner_text()
    walk.press("Score my marks")
    assert "2 of your 2 marks are the reader’s" in panel.inner_text()
    kept = json.loads((walk.folder / "work/02-marks.json").read_text())["marks"]
    assert [row[3] for row in kept] == ["GPE", "NORP"]


def names(walk):
    walk.radio("ceasefire")
    walk.press("Keep my guess")
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
    walk.radio("Syria")
    walk.press("Keep my guess")
    before = walk.drawn(0)
    walk.pick("Article", "battles")
    assert walk.drawn(0) != before
    walk.arrow("Place")
    walk.pick("Place", "Raqqa")
    assert "Raqqa" in walk.caption()
    walk.click_dot("place", "Deir ez-Zor")
    assert "Deir ez-Zor" in walk.caption() and "Deir ez-Zor" in walk.chosen("Place")
    walk.click_text("Raqqa")
    assert "Raqqa" in walk.caption()
    walk.answers("Article")
    walk.tick("also where it stands for somebody")


def claims(walk):
    walk.radio("battles")
    walk.press("Keep my guess")
    walk.pick("Article", "derail")
    claim = walk.chosen("Claim")
    walk.arrow("Claim")
    assert walk.chosen("Claim") != claim
    walk.page.locator("mark.sbs-source").first.click()
    walk.browser.settle()
    walk.note(f"clicked a source: {walk.chosen('Claim')!r}")


def comparing(walk):
    walk.control("My guess").fill("4")
    walk.press("Keep my guess")
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
    walk.control("Or type one").fill("Who loots the oil?")
    walk.press("Ask")
    assert walk.caption(1) == "Who loots the oil?"
    walk.radio("about five")
    walk.press("Keep my guess", nth=1)
    they = walk.control("They")
    assert "contradict" not in they.inner_text()
    walk.page.get_by_label("no, even then only one could").first.check()
    walk.browser.settle()
    assert "contradict" in they.inner_text()
    walk.arrow("They")
    walk.control("Because").fill("six years apart")
    walk.press("Keep and go on")
    walk.see("Labelled so far: 1.")
    assert "<text" in walk.drawn()


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
    walk.control("This view").fill("article=derail&name=isis")
    walk.control("This view").press("Enter")
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
    "explore": explore,
}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_walk_through(lab, path, capsys):
    url, folder, browser = lab
    page = browser.open(url, path.name)
    walk = Walk(page, browser, folder)
    try:
        assert browser.run_all() == []
        if path.stem in STEPS:
            STEPS[path.stem](walk)
        browser.whole_height()
        assert findings(page) == []
        assert browser.trouble() == {}
    finally:
        browser.picture(SHOTS / f"{path.stem}.png")
        browser.usual_height()
        browser.shut_kernels(url)
    with capsys.disabled():
        print(f"\n{path.stem}:", *walk.steps, sep="\n  ")


def test_a_killed_kernel_loses_nothing(lab):
    url, folder, browser = lab
    (folder / "work" / "00.json").unlink(missing_ok=True)
    page = browser.open(url, "00_start_here.ipynb")
    walk = Walk(page, browser, folder)
    assert browser.run_all() == []
    walk.radio("both alike")
    walk.press("Keep my guess")
    browser.shut_kernels(url)
    page = browser.open(url, "00_start_here.ipynb")
    walk = Walk(page, browser, folder)
    assert browser.run_all() == []
    walk.see("Your guess: both alike")
    assert page.get_by_role("radio", name="both alike").first.is_checked()
    browser.shut_kernels(url)
