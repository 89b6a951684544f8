"""Explore as an app: ``python -m helpers.lessons.app``, the notebook without its code, offline.

Voila, the program underneath, is the optional part ``app``: ``pip install -e ".[app]"``.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from helpers.lessons.exercises import EXERCISES


def main(arguments=None):
    """Open the app in the browser; ``arguments`` are Voila's own, as ``--no-browser``."""
    try:
        from voila.app import Voila
    except ImportError:
        raise SystemExit(
            'The app needs Voila: pip install -c constraints.txt -e ".[app]"'
        ) from None
    # Voila's own page asks a server on the internet for icons; ours does not
    paths = [str(Path(__file__).parent), os.environ.get("JUPYTER_PATH", "")]
    os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, paths))
    Voila.launch_instance(
        [
            str(EXERCISES.parent / "explore.ipynb"),
            "--template=side-by-side",
            "--TagRemovePreprocessor.remove_cell_tags=lesson",
            *(sys.argv[1:] if arguments is None else arguments),
        ]
    )


if __name__ == "__main__":
    main()
