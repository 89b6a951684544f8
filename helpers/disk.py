"""The disk: a file is written whole or not at all, and what went wrong is said in plain words."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_whole(path, data):
    """Write a file beside its place and put it there when it is whole; the old one stays till then.

    Parameters
    ----------
    path : path
        Its folder is made if need be.
    data : bytes or str
        A str is written as UTF-8.

    Returns
    -------
    pathlib.Path

    Raises
    ------
    OSError
        Full, read-only or gone; the message names the file and says what to do.

    Examples
    --------
    >>> write_whole(Path(tempfile.mkdtemp(), "goat.txt"), "A goat left.").read_text("utf-8")
    'A goat left.'
    """
    path, draft = Path(path), None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        with os.fdopen(handle, "wb") as file:
            file.write(data.encode() if isinstance(data, str) else data)
        os.replace(draft, path)
    except BaseException as error:
        if draft:
            Path(draft).unlink(missing_ok=True)
        if not isinstance(error, OSError):
            raise
        kept = "The old file is as it was. " if path.is_file() else ""
        raise type(error)(
            error.errno,
            f"{path.name} cannot be written in {path.parent} ({os.strerror(error.errno or 0)}). "
            f"{kept}Make room or choose a folder you may write in, then try again",
        ) from error
    return path
