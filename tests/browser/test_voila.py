"""Explore as an app: Voila, real Chromium, no network. One session; what a reader would do in it."""

import contextlib
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from tests.browser.axe import findings
from tests.browser.labkit import Browser, wanted
from tests.offline import environment

pytestmark = pytest.mark.browser
ANSWER = """async ([box, index]) => {
    const wait = ms => new Promise(done => setTimeout(done, ms));
    let last = 0, words = 0;  // the last change of all, and of text and lists
    const start = performance.now();
    const seen = new MutationObserver(changes => {
        last = performance.now() - start;
        const map = document.querySelector('.sbs-map');
        if (changes.some(change => !map.contains(change.target))) words = last;
    });
    seen.observe(box.closest('.sbs-panel'),
                 {childList: true, subtree: true, characterData: true, attributes: true});
    box.selectedIndex = index;
    box.dispatchEvent(new Event('change', {bubbles: true}));
    do await wait(200); while (performance.now() - start < last + 600);
    seen.disconnect();
    return [Math.round(words), Math.round(last)];
}"""

STANDS = """async () => {  // the map is drawn again once its room is known: wait until it stands
    const drawn = () => document.querySelector('.side-by-side-chart').dataset.drawn;
    for (let last = -1; last !== drawn();) {
        last = drawn();
        await new Promise(done => setTimeout(done, 2500));
    }
}"""


@contextlib.contextmanager
def app():
    """Start the app as the README says; give its address and the folder it runs in."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        log = Path(name, "log")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, "-m", "helpers.lessons.app", "--no-browser", f"--port={port}"]
        with log.open("w") as file:
            server = subprocess.Popen(
                command, stdout=file, stderr=file, cwd=name, env=environment(name)
            )
        try:
            end = time.monotonic() + 60
            while f":{port}/" not in log.read_text():
                assert server.poll() is None and time.monotonic() < end, log.read_text()
                time.sleep(0.2)
            yield f"http://127.0.0.1:{port}/", Path(name)
        finally:
            server.terminate()
            server.wait(20)


def test_the_app(capsys):
    wanted()
    from playwright.sync_api import TimeoutError

    with app() as (url, folder), Browser(1280, 800) as browser:
        start = time.monotonic()
        page = browser._new_page(None)
        page.goto(url + "?article=derail&name=isis&of=all", timeout=90_000)
        page.locator(".sbs-explore .side-by-side-chart svg").wait_for(timeout=60_000)
        chart = page.locator(".side-by-side-chart")
        page.evaluate(STANDS)
        shown = time.monotonic() - start

        def caption(nth):
            return page.locator("caption").nth(nth).inner_text()

        # it opens at its address, without code, on one screen
        assert "derail" in page.locator(".sbs-text-title").inner_text()
        assert caption(0).startswith("ISIS: every line")
        assert not page.locator(".jp-InputArea-editor, .jp-CodeMirrorEditor").count()
        assert page.evaluate("document.documentElement.scrollHeight") <= 800

        # lists: how soon each pick is answered
        times = [
            page.evaluate_handle("([box, i]) => [box, i]", [box, i]).evaluate(ANSWER)
            for box in (
                page.get_by_label(name, exact=True).element_handle()
                for name in ("Article", "Name", "Place")
            )
            for i in (2, 3)
        ]

        # a row leads to its passage, and the address follows
        page.get_by_label("Name", exact=True).select_option(label="ISIS (34)")
        row = page.locator(".sbs-said tbody tr", has_text="derail").first
        said = row.locator("button").inner_text()
        row.locator("button").press("Enter")
        picked = page.locator(".sbs-text mark.sbs-content.sbs-picked").first
        picked.wait_for()
        assert picked.inner_text()[:20] in said and picked.is_visible()
        assert "at=derail-" in page.url

        # a name in the text, a dot and a box on the map
        page.get_by_label("Mark", exact=True).select_option(label="names")
        page.locator(".sbs-text mark.sbs-PERSON", has_text="Sergei Ryabkov").first.click()
        page.locator("caption", has_text="Ryabkov: every line").wait_for()
        browser.settle = lambda: page.wait_for_timeout(800)  # no JupyterLab to ask
        browser.click_mark(0, "place", "Damascus")
        page.locator("caption", has_text="Damascus: every line").wait_for()
        box, mouse, area = chart.bounding_box(), page.mouse, "in the area drawn on the map"
        for _ in range(3):  # a box begun while the map is still being drawn is lost
            browser.settle()
            mouse.move(box["x"] + 60, box["y"] + 60)
            mouse.down()
            mouse.move(box["x"] + 330, box["y"] + 300, steps=6)
            mouse.up()
            with contextlib.suppress(TimeoutError):
                page.locator("caption", has_text=area).wait_for(timeout=5000)
                break
        assert area in caption(1)

        # what is chosen is saved where the reader is
        with page.expect_download() as download:
            page.get_by_role("button", name="Save what is chosen").click()
        assert download.value.suggested_filename == "explore.zip"
        assert findings(page, ".sbs-explore") == []
        assert browser.trouble() == {}
        assert not list((folder / "work").rglob("*.json")), "readers of an app share a folder"
    with capsys.disabled():  # what it took is told here and measured by tests/bench/notebook.py
        print(f"\napp: shown after {shown:.0f} s; picks, text and map: {times} ms")
