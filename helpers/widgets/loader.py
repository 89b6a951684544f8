"""The loader: files from the reader's disk and pasted text, with a report on each."""

from __future__ import annotations

import ipywidgets as ipw

from helpers.articles import FORMATS, load_report
from helpers.widgets.base import Panel, table_html


class LoaderPanel(Panel):
    """Choose files or paste a text; a report says what was read and what was not, and why.

    ``articles`` holds what was read; ``table()`` gives the report. Nothing leaves the machine: the
    files go to the kernel, not to a folder. What is given (``max_mb``, ``encoding``,
    ``any_language``) goes to ``load_report``.
    """

    def __init__(self, **how):
        self._sources, self.articles, self._report, self._how = [], [], None, how
        wide = ipw.Layout(width="700px", max_width="100%")
        self.files = ipw.FileUpload(
            accept=",".join(FORMATS), multiple=True, description="Choose files", layout=wide
        )
        self.name = ipw.Text("pasted", description="Name")
        self.pasted = ipw.Textarea(description="Text", rows=5, layout=wide)
        self.add = ipw.Button(description="Add this text")
        self.report = ipw.HTML()
        rows = [self.files, self.name, self.pasted, self.add, self.report]
        super().__init__(rows, "Loader")
        self.on(self.files, "value", self.take)
        self.on_click(self.add, self.paste)
        self.say("Nothing read yet. Up to 7 MB at a time; more than that goes into a folder.")

    def take(self, files):
        """Read files as ``FileUpload.value`` gives them, or pairs of name and bytes."""
        self._sources += [(f["name"], bytes(f["content"])) if "name" in f else f for f in files]
        self.articles, self._report = load_report(self._sources, **self._how)
        self.report.value = table_html(self._report, "What was read")
        self.say(
            f"{len(self.articles)} of {len(self._report)} read. Run the cells below again "
            "(Shift+Enter) to work with them."
        )

    def paste(self):
        """Read the text in the box under the name above it."""
        name = self.name.value.strip() or "pasted"
        self.take([(f"{name}.txt", self.pasted.value.encode("utf-8", "replace"))])
        self.pasted.value = ""

    def table(self):
        """Give the report as a DataFrame; the same as ``load_report`` gives."""
        return load_report(self._sources)[1] if self._report is None else self._report
