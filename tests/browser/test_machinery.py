"""The browser tests would notice: each thing that should not happen is done here once, and seen."""

import nbformat
import pytest
from nbformat import v4

from tests.browser.axe import findings
from tests.browser.labkit import Browser, serve, wanted

pytestmark = pytest.mark.browser
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
BAD = """
import anywidget, ipywidgets as w
class Script(anywidget.AnyWidget):
    _esm = \"\"\"export default { render() {
        console.error('said to the console');
        setTimeout(() => { throw new Error('thrown on the page') });
        fetch('http://example.org/leaves').catch(() => {});
    } }\"\"\"
button, nameless = w.Button(description="Divide"), w.Dropdown(options=["a", "b"])
button.on_click(lambda _: 1 / 0)
w.VBox([Script(), button, nameless])
"""
NETWORK = "import urllib.request as u\nu.urlopen('http://example.org')"


def notebook(path, *cells):
    nbformat.write(
        v4.new_notebook(
            cells=[v4.new_code_cell(c) for c in cells], metadata={"kernelspec": KERNEL}
        ),
        path,
    )
    return path


def test_what_should_not_happen_is_seen(tmp_path):
    wanted()
    books = [
        notebook(tmp_path / "bad.ipynb", BAD),
        notebook(tmp_path / "network.ipynb", NETWORK),
        notebook(tmp_path / "quiet.ipynb", "print('hello')"),
    ]
    with serve(books) as (url, _), Browser() as browser:
        page = browser.open(url, "bad.ipynb")
        browser.run_all()
        page.get_by_role("button", name="Divide", exact=True).click()
        browser.settle()
        trouble = browser.trouble()
        assert "said to the console" in str(trouble["console errors"])
        assert "thrown on the page" in str(trouble["page errors"])
        assert "http://example.org/leaves" in trouble["requests that left the machine"]
        assert trouble["kernel errors"] == ["ZeroDivisionError: division by zero"]
        assert any("select-name" in line for line in findings(page))

        browser.open(url, "network.ipynb")
        assert "a test asked for the network: example.org" in str(browser.run_all())
        assert browser.trouble().keys() == {"outputs", "kernel errors"}

        browser.open(url, "quiet.ipynb")
        assert browser.run_all() == [] and browser.trouble() == {}
