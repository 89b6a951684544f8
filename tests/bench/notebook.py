"""From a kernel's start to the first picker, and from a pick to its redraw.

    python -m tests.bench.notebook notebooks/02_entities.ipynb notebooks/explore.ipynb
    python -m tests.bench.notebook --pick "Article" notebooks/explore.ipynb

Each notebook is opened twice, as on a first and a second day: then its articles are parsed. Seconds
are those on the wall and, in brackets, those of the kernel's own processor time. ``--pick`` opens
it in Chromium, chooses each option of that control in turn and waits until the page is still.
"""

import argparse
import os
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from queue import Empty

from tests.offline import environment

WIDGET = "application/vnd.jupyter.widget-view+json"
REDRAW = """(select, value) => new Promise(done => {
    let last = 0;
    const start = performance.now();
    const watch = new MutationObserver(() => { last = performance.now(); });
    const all = {subtree: true, childList: true, attributes: true, characterData: true};
    watch.observe(document.querySelector('.jp-Notebook'), all);
    select.value = value;
    select.dispatchEvent(new Event('change', {bubbles: true}));
    const look = setInterval(() => {
        if (performance.now() < (last || start + 9000) + 1000) return;
        clearInterval(look); watch.disconnect(); done(last - start);
    }, 50);
})"""


def to_first_picker(path, folder):
    """Seconds from the start of a kernel to the first widget: on the wall, of the processor."""
    import nbformat
    import psutil
    from jupyter_client.manager import start_new_kernel

    start = time.perf_counter()
    manager, client = start_new_kernel(env=environment(folder), cwd=str(folder / "notebooks"))
    try:
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type != "code":
                continue
            client.execute(cell.source)
            while True:
                try:
                    message = client.get_iopub_msg(timeout=120)
                except Empty:
                    raise TimeoutError(f"{path}: no answer from the kernel") from None
                kind, content = message["msg_type"], message["content"]
                if kind == "error":
                    raise RuntimeError(content["evalue"])
                if WIDGET in content.get("data", ()):
                    took = time.perf_counter() - start
                    kernel = psutil.Process(manager.provisioner.pid).cpu_times()
                    return took, kernel.user + kernel.system
                if kind == "status" and content["execution_state"] == "idle":
                    break
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    raise LookupError(f"{path} has no widget")


def redraws(path, label):
    """Milliseconds from a pick to the last change of the page, for each option of a control."""
    from tests.browser.labkit import Browser, serve

    with serve(path.parent) as (url, _), Browser() as browser:
        page = browser.open(url, path.name)
        browser.run_all()
        control = page.get_by_label(label, exact=True).first
        control.scroll_into_view_if_needed()
        values = control.evaluate("select => [...select.options].map(o => o.value)")
        took = [control.evaluate(REDRAW, value) for value in [*values[1:], values[0]]]
        assert not browser.trouble()
        return took


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("notebooks", nargs="+", type=Path)
    parser.add_argument("--pick", help="label of a control to measure instead")
    args = parser.parse_args()
    for path in args.notebooks:
        if args.pick:
            took = redraws(path, args.pick)
            print(f"{path.stem}, {args.pick}: {len(took)} picks, median "
                  f"{statistics.median(took):.0f} ms, longest {max(took):.0f} ms", flush=True)  # fmt: skip
            continue
        with tempfile.TemporaryDirectory() as name:
            shutil.copytree(path.parent, Path(name, "notebooks"))
            times = [to_first_picker(path, Path(name)) for _ in "12"]
        first, second = (f"{wall:.1f} s ({cpu:.1f})" for wall, cpu in times)
        print(f"{path.stem}: first opening {first}, second {second}", flush=True)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
