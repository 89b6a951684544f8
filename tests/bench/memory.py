"""Memory of kernels with everything loaded: python tests/bench/memory.py [notebook] [kernels]

Each kernel runs the whole notebook (``explore`` by default) and stays open. RSS counts what kernels
share in each of them, PSS divides it among them, USS is what one more kernel costs.
"""

import sys
from pathlib import Path

import nbformat
import psutil
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"


def main(name="explore", kernels="2"):
    book, clients = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4), []
    for n in range(int(kernels)):
        client = NotebookClient(
            book.copy(), timeout=300, resources={"metadata": {"path": NOTEBOOKS}}
        )
        client.create_kernel_manager()
        client.start_new_kernel()
        client.start_new_kernel_client()
        clients.append(client)
        for index, cell in enumerate(client.nb.cells):
            client.execute_cell(cell, index)
        print(f"{n + 1} open:")
        for other in clients:
            memory = psutil.Process(other.km.provisioner.pid).memory_full_info()
            figures = (
                f"{field.upper()} {getattr(memory, field, 0) / 2**20:.0f} MB"
                for field in ("rss", "pss", "uss")
            )
            print("  ", *figures)
    for client in clients:
        psutil.Process(client.km.provisioner.pid).kill()


if __name__ == "__main__":
    main(*sys.argv[1:])
