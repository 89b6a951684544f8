"""Ask axe-core what is wrong with the outputs of the notebook on the page.

JupyterLab's own page has findings of its own; only what our cells show is looked at.
"""

from importlib.resources import files

SERIOUS = ("serious", "critical")


def findings(page, where=".jp-OutputArea-output", impacts=SERIOUS):
    """Run axe-core on parts of the page.

    Parameters
    ----------
    page : playwright Page
    where : str
        CSS selector of the parts to look at.
    impacts : tuple of str
        Which findings to report: ``minor``, ``moderate``, ``serious``, ``critical``.

    Returns
    -------
    list of str
        One line for each rule and element: impact, rule, element, what is wrong.
    """
    if not page.locator(where).count():
        return []
    page.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
    result = page.evaluate(
        "where => axe.run({include: [where]}, {resultTypes: ['violations']})", where
    )
    return [
        f"{rule['impact']} {rule['id']}: {node['html'][:160]} — "
        + " ".join(node["failureSummary"].split())
        for rule in result["violations"]
        if rule["impact"] in impacts
        for node in rule["nodes"]
    ]
