"""A real JupyterLab on 127.0.0.1 and a real Chromium in front of it, with no way out.

``serve`` starts the server in a throw-away folder; ``Browser`` opens notebooks in it, runs them and
notes whatever should not happen: console errors, page errors, requests that leave the machine.
"""

import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from tests.offline import environment

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]
KIT_SETTINGS = Path(__file__).parents[2] / "helpers/data/lab"  # what the kit brings to JupyterLab
SETTINGS = {"@jupyterlab/docmanager-extension:plugin": {"autosave": False}}
LOCAL = re.compile(r"(https?|wss?)://127\.0\.0\.1[:/]|data:|blob:|about:")
BAD_OUTPUT = (
    '[data-mime-type="application/vnd.jupyter.error"],'
    '[data-mime-type="application/vnd.jupyter.stderr"],'
    ".side-by-side-error,.sbs-problem"
)
RUN_ENDED = """bad => {
    if (document.querySelector(bad)) return true;
    const prompts = [...document.querySelectorAll('.jp-Notebook .jp-CodeCell .jp-InputPrompt')];
    const state = document.querySelector('.jp-Notebook-ExecutionIndicator')?.dataset.status;
    return state == 'idle' && prompts.every(e => /\\[\\d+\\]/.test(e.textContent));
}"""

MARK = """(chart, [field, value, beside]) => {
    const marks = [...chart.querySelectorAll('path')].filter(e => e.closest('.role-mark'));
    const found = marks.find(e => e.__data__?.datum?.[field] === value);
    if (!found) return null;
    const box = found.getBoundingClientRect();
    const plot = found.closest('.mark-group').querySelector('.background').getBoundingClientRect();
    return beside ? [plot.right - 3, plot.bottom - 3] : [box.x + box.width / 2, box.y + box.height / 2];
}"""


def chromium():
    """Path of the machine's Chromium, or None."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    named = os.environ.get("SIDE_BY_SIDE_CHROMIUM")
    return named or next(filter(None, map(shutil.which, names)), None)


def missing():
    """Say what the browser tests lack on this machine, or None if nothing."""
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError:
        return 'Playwright is not installed (pip install -e ".[test]")'
    if not chromium():
        return "no Chromium or Chrome found (SIDE_BY_SIDE_CHROMIUM may name one)"
    return None


def wanted():
    """Skip the test that lacks something, unless ``SIDE_BY_SIDE_REQUIRE_BROWSER`` is set."""
    import pytest

    if lack := missing():
        if os.environ.get("SIDE_BY_SIDE_REQUIRE_BROWSER"):
            pytest.fail(f"the browser tests must run here: {lack}")
        pytest.skip(lack)


@contextlib.contextmanager
def serve(notebooks, app="lab"):
    """Serve copies of notebooks until the block ends.

    Parameters
    ----------
    notebooks : path or list of paths
        A folder (copied whole) or single notebooks. The originals are not touched.
    app : str
        ``lab``, or another Jupyter application such as ``voila``.

    Yields
    ------
    (str, Path)
        The address, without a slash at the end, and the throw-away folder: ``notebooks/`` and
        ``work/`` (the readers' answers) lie in it.
    """
    with tempfile.TemporaryDirectory(prefix="lab-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        copies = folder / "notebooks"
        if isinstance(notebooks, (str, Path)) and Path(notebooks).is_dir():
            shutil.copytree(notebooks, copies)
        else:
            copies.mkdir()
            for path in [notebooks] if isinstance(notebooks, (str, Path)) else notebooks:
                shutil.copy(path, copies)
        defaults = folder / "defaults"
        shutil.copytree(KIT_SETTINGS, defaults / "overrides.d")
        (defaults / "overrides.json").write_text(json.dumps(SETTINGS))
        arguments = [
            "--no-browser",
            "--allow-root",
            "--ServerApp.ip=127.0.0.1",
            "--ServerApp.port=0",
            "--IdentityProvider.token=",
            "--ServerApp.password=",
            "--ServerApp.disable_check_xsrf=True",
            f"--ServerApp.root_dir={copies}",
            f"--LabApp.app_settings_dir={defaults}",
        ]
        with (folder / "server.log").open("w") as log:
            server = subprocess.Popen(
                [sys.executable, "-m", "jupyter", app, *arguments],
                stdout=log,
                stderr=subprocess.STDOUT,
                env=environment(folder),
                cwd=copies,
            )
        try:
            yield _address(server, folder), folder
        finally:
            server.terminate()
            try:
                server.wait(15)
            except subprocess.TimeoutExpired:
                server.kill()


def _address(server, folder, patience=90):
    """Wait until the server answers; return its address, read from its runtime file."""
    start = time.monotonic()
    while time.monotonic() - start < patience and server.poll() is None:
        for file in (folder / "runtime").glob("jpserver-*.json"):
            with contextlib.suppress(OSError, ValueError, KeyError):
                url = f"http://127.0.0.1:{json.loads(file.read_text())['port']}"
                urllib.request.urlopen(url + "/api/status", timeout=5).read()
                return url
        time.sleep(0.1)
    server.kill()
    raise RuntimeError("JupyterLab did not start:\n" + (folder / "server.log").read_text()[-3000:])


def _kernel_message(frame):
    """Read type and content of a kernel message (protocol v1.kernel.websocket.jupyter.org)."""
    numbers = [int.from_bytes(frame[i : i + 8], "little") for i in range(0, 8 * 8, 8)]
    offsets = numbers[1 : numbers[0] + 1]
    header, content = (frame[offsets[i] : offsets[i + 1]] for i in (1, 4))
    kind = json.loads(header)["msg_type"]
    return kind, json.loads(content) if kind in ("error", "stream") else None


class Browser:
    """One Chromium; ``page`` is a Playwright page, fresh for each notebook opened."""

    def __init__(self, width=1280, height=900):
        self.size = {"width": width, "height": height}

    def __enter__(self):
        from playwright.sync_api import sync_playwright

        self.playwright = sync_playwright().start()
        self.browser = self.playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        self.context = None
        self.forget()
        return self

    def forget(self):
        """Close every page and begin anew, as a browser that was started again."""
        if self.context:
            self.context.close()
        self.context = self.browser.new_context(viewport=self.size, reduced_motion="reduce")
        self.page = None

    def __exit__(self, *exc):
        self.browser.close()
        self.playwright.stop()

    def _new_page(self, beside):
        if self.page and self.page is not beside:
            self.page.close()
        self.console, self.page_errors, self.outside = [], [], []
        self.kernel_errors, self.frames = [], 0
        self.page = page = self.context.new_page()
        page.set_default_timeout(20_000)
        page.on("console", lambda m: m.type == "error" and self.console.append(m.text))
        page.on("pageerror", lambda e: self.page_errors.append(str(e)))
        page.on("request", lambda r: LOCAL.match(r.url) or self.outside.append(r.url))
        page.on("websocket", self._watch_socket)
        return page

    def _watch_socket(self, socket):
        if not LOCAL.match(socket.url):
            self.outside.append(socket.url)
        if "/channels" in socket.url:
            socket.on("framereceived", self._read_frame)

    def _read_frame(self, payload):
        """Count what the kernel sends, and keep every error or stderr in it.

        An exception in a widget's callback belongs to no cell: JupyterLab shows it nowhere.
        """
        self.frames += 1
        if isinstance(payload, bytes):
            kind, content = _kernel_message(payload)
            # JupyterLab asks each new kernel for widgets before there are any: "No such comm"
            if kind == "error":
                self.kernel_errors.append(f"{content['ename']}: {content['evalue']}")
            elif (
                kind == "stream"
                and content["name"] == "stderr"
                and not content["text"].startswith("No such comm")
            ):
                self.kernel_errors.append(content["text"])

    def open(self, url, name, patience=90, beside=None):
        """Open a notebook and wait until its kernel is connected; a page ``beside`` stays open.

        The indicator says "Idle" before there is any kernel, and Run All clicked then is lost: a
        frame received on the kernel's own socket is the sign.
        """
        page = self._new_page(beside)
        page.goto(f"{url}/lab/tree/{name}?reset", wait_until="domcontentloaded")
        page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=patience * 1000)
        end = time.monotonic() + patience
        while not self.frames:
            page.wait_for_timeout(50)
            if time.monotonic() > end:
                raise TimeoutError(f"{name}: no kernel after {patience} s (has it a kernelspec?)")
        idle = page.locator("#jp-main-statusbar").get_by_text(re.compile(r"\| Idle$"))
        idle.wait_for(timeout=patience * 1000)
        page.wait_for_timeout(300)
        return page

    def run_all(self, patience=180):
        """Run All Cells from the menu; return the texts of error and stderr outputs."""
        page = self.page
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        page.wait_for_function(RUN_ENDED, arg=BAD_OUTPUT, timeout=patience * 1000)
        self.settle()
        return self.bad_outputs()

    def settle(self, patience=20):
        """Wait until the kernel is idle and no chart is still being drawn."""
        page = self.page
        page.wait_for_timeout(100)
        page.wait_for_function(
            "() => document.querySelector('.jp-Notebook-ExecutionIndicator')?.dataset.status == 'idle'",
            timeout=patience * 1000,
        )
        page.wait_for_timeout(200)

    def click_mark(self, nth, field, value, beside=False):
        """Click a chart's mark by what it stands for, with the mouse.

        Parameters
        ----------
        nth : int
            Which chart of the page.
        field, value : str
            The mark clicked is the first whose row has this value.
        beside : bool
            Click the lower right corner of its plot instead, where nothing should be.
        """
        chart = self.page.locator(".side-by-side-chart").nth(nth)
        chart.scroll_into_view_if_needed()
        box = chart.evaluate(MARK, [field, value, beside])
        if box is None:
            raise LookupError(f"no mark of chart {nth} has {field} = {value!r}")
        self.page.mouse.click(*box)
        self.settle()

    def bad_outputs(self):
        """Texts of the errors, warnings and widget failures now on the page."""
        return self.page.locator(BAD_OUTPUT).all_inner_texts()

    def trouble(self):
        """Everything that should be empty, by name; an empty dict is a quiet page."""
        found = {
            "outputs": self.bad_outputs(),
            "kernel errors": self.kernel_errors,
            "console errors": self.console,
            "page errors": self.page_errors,
            "requests that left the machine": self.outside,
        }
        return {name: items for name, items in found.items() if items}

    def whole_height(self, limit=16_000):
        """Make the window as tall as the notebook, so that all of it is drawn at once."""
        page = self.page
        needed = page.evaluate(
            "() => Math.max(...[...document.querySelectorAll('.jp-Notebook .jp-WindowedPanel-inner,"
            " .jp-Notebook .jp-WindowedPanel-viewport')].map(e => e.scrollHeight))"
        )
        page.set_viewport_size({"width": self.size["width"], "height": min(needed + 250, limit)})
        page.wait_for_timeout(500)

    def picture(self, path):
        """Write a picture of the whole notebook; call ``whole_height`` first."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.page.locator(".jp-Notebook .jp-WindowedPanel-viewport").first.screenshot(path=path)

    def usual_height(self):
        """Back to the window a learner has."""
        self.page.set_viewport_size(self.size)

    def restart_kernel(self):
        """Restart the kernel from the menu."""
        self.page.get_by_role("menuitem", name="Kernel", exact=True).click()
        entries = self.page.locator(".lm-Menu-item")
        entries.filter(has_text=re.compile(r"^Restart Kernel…[\d, ]*$")).click()
        self.page.locator(".jp-Dialog .jp-mod-accept").click()
        self.page.wait_for_timeout(2000)
        self.settle(60)

    def shut_kernels(self, url):
        """End all kernels, so that one notebook's memory is free for the next."""
        sessions = json.load(urllib.request.urlopen(url + "/api/sessions", timeout=10))
        for session in sessions:
            request = urllib.request.Request(f"{url}/api/sessions/{session['id']}", method="DELETE")
            urllib.request.urlopen(request, timeout=20).read()
