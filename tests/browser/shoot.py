"""Take a picture of a notebook as JupyterLab shows it, without writing a script.

From the top of the repository::

    python -m tests.browser.shoot notebooks/01.ipynb out.png
    python -m tests.browser.shoot notebooks/01.ipynb out.png --width 1000 --height 800
    python -m tests.browser.shoot notebooks/04.ipynb map.png --cell 7
    python -m tests.browser.shoot notebooks/explore.ipynb x.png --pick "Article=4 · comeback" \\
        --press "Entity=ArrowDown" --click "Show all"
    python -m tests.browser.shoot notebooks/02.ipynb out.png --axe
    python -m tests.browser.shoot --code "from helpers import doctor; doctor()" out.png

It starts a JupyterLab of its own on a copy of the notebook (yours is not touched), runs all cells
offline, then does ``--pick``, ``--press`` and ``--click`` in the order given and writes the picture:
the whole notebook, or one cell's outputs (``--cell``, counted from 0 over all cells, as in the
file). ``--screen`` keeps the window at ``--height``, as a projector shows it. Names are the
control's label. ``--axe`` prints what axe-core says about the outputs. Errors, stderr, console
errors and requests that leave the machine are printed; then the exit code is 1.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.browser.labkit import Browser, missing, serve


class _Step(argparse.Action):
    """Keep the steps of all kinds in one list, in the order given."""

    def __call__(self, parser, namespace, value, option=None):
        namespace.steps = [*(namespace.steps or []), (option.strip("-"), value)]


def _do(page, kind, value):
    """Do one step: pick=LABEL=OPTION, press=LABEL=KEY, click=BUTTON or text."""
    name, _, what = value.partition("=")
    if kind == "pick":
        page.get_by_label(name, exact=True).first.select_option(what)
    elif kind == "press":
        page.get_by_label(name, exact=True).first.press(what)
    else:
        outputs = page.locator(".jp-OutputArea")
        button = outputs.get_by_role("button", name=value, exact=True)
        (button.first if button.count() else outputs.get_by_text(value).first).click()


def main(arguments=None):
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.browser.shoot",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("notebook", nargs="?", type=Path)
    parser.add_argument("picture", type=Path)
    parser.add_argument("--code", help="shoot this code instead of a notebook")
    parser.add_argument("--width", type=int, default=1280)
    parser.add_argument("--height", type=int, default=900)
    parser.add_argument("--screen", action="store_true", help="only what fits the window")
    parser.add_argument("--cell", type=int, help="only this cell's outputs")
    parser.add_argument("--wait", type=float, default=0, help="seconds more before the picture")
    parser.add_argument("--axe", action="store_true", help="print axe-core's findings")
    for name in ("--pick", "--press", "--click"):
        parser.add_argument(name, action=_Step, dest="steps")
    args = parser.parse_args(arguments)
    if lack := missing():
        print(lack)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        notebook = args.notebook
        if args.code:
            import nbformat
            from nbformat import v4

            notebook = Path(folder, "code.ipynb")
            kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
            book = v4.new_notebook(
                cells=[v4.new_code_cell(args.code)], metadata={"kernelspec": kernel}
            )
            nbformat.write(book, notebook)
        with (
            serve(notebook if args.code else notebook.parent) as (url, _),
            Browser(args.width, args.height) as browser,
        ):
            start = time.monotonic()
            page = browser.open(url, notebook.name)
            opened = time.monotonic()
            browser.run_all()
            print(f"opened in {opened - start:.1f} s, ran in {time.monotonic() - opened:.1f} s")
            for kind, value in args.steps or []:
                _do(page, kind, value)
                browser.settle()
            if not args.screen:
                browser.whole_height()
            page.wait_for_timeout(args.wait * 1000)
            args.picture.parent.mkdir(parents=True, exist_ok=True)
            if args.cell is not None:
                cell = page.locator(".jp-Notebook .jp-Cell").nth(args.cell)
                cell.locator(".jp-OutputArea").first.screenshot(path=args.picture)
            elif args.screen:
                page.screenshot(path=args.picture)
            else:
                browser.picture(args.picture)
            print(f"wrote {args.picture}")
            if args.axe:
                from tests.browser.axe import findings

                print("\n".join(findings(page)) or "axe-core: nothing serious or critical")
            trouble = browser.trouble()
            for name, items in trouble.items():
                print(f"{name}:", *items, sep="\n  ")
            return int(bool(trouble))


if __name__ == "__main__":
    sys.exit(main())
