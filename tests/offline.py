"""Close the network of a Python process: names do not resolve, only this machine is reached.

``environment(folder)`` gives the variables under which a notebook is tested: its kernel finds
``helpers`` of this repository, keeps answers in a throw-away folder, and starts with ``close()``.
"""

import os
import socket
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HERE = (None, "", "127.0.0.1", "localhost", "::1", "0.0.0.0")


def guarded(real_getaddrinfo):
    """Wrap ``getaddrinfo``: this machine's own names pass, any other raises."""

    def here_only(host, *args, **kwargs):
        name = host.decode() if isinstance(host, bytes) else host
        if name in HERE or name == socket.gethostname():
            return real_getaddrinfo(host, *args, **kwargs)
        raise OSError(f"a test asked for the network: {name}")

    return here_only


def close():
    """Make every look-up and every connection of this process beyond the machine fail."""
    socket.getaddrinfo = guarded(socket.getaddrinfo)
    real = socket.socket.connect

    def connect(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6):
            host = address[0]
            if not (host.startswith("127.") or host in HERE):
                raise OSError(f"a test asked for the network: {host}")
        return real(self, address)

    socket.socket.connect = connect


def environment(folder):
    """Variables for a kernel or a server that leaves nothing behind outside ``folder``."""
    folder = Path(folder)
    startup = folder / "startup"
    startup.mkdir(parents=True, exist_ok=True)
    # Python runs a module of this name before anything else, in the server and in each kernel
    (startup / "sitecustomize.py").write_text("from tests.offline import close\n\nclose()\n")
    work = folder / "work"
    return os.environ | {
        "PYTHONPATH": os.pathsep.join((str(startup), str(ROOT))),
        "SIDE_BY_SIDE_WORK": str(work),
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTER_DATA_DIR": str(folder / "data"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
        "JUPYTER_PLATFORM_DIRS": "1",
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
        "IPYTHONDIR": str(folder / "ipython"),
    }
