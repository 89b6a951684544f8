"""A long run, killed half-way and finished; peak memory: python tests/bench/long_run.py 10000

Each run is a process of its own: 100 articles, 1,000, and all of them twice, once killed when half
of the shards are there and started again, once in one go. The two must leave the same files, byte
for byte. Articles have about 190 words. Not for Windows (``os.wait4``).
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench_chain import made

from helpers import run_chain


def start(count, folder):
    return subprocess.Popen([sys.executable, __file__, str(count), str(folder)])


def end(process, what):
    """Wait for a run and print what it took."""
    status, usage = os.wait4(process.pid, 0)[1:]
    process.returncode = os.waitstatus_to_exitcode(status)
    peak = usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    took = f"{usage.ru_utime + usage.ru_stime:.0f} s of one core, peak memory {peak:.0f} MB"
    print(f"{what}: {took}, ended with {process.returncode}", flush=True)


def files(folder):
    return {p.relative_to(folder): p.read_bytes() for p in folder.glob("*/*") if p.is_file()}


def main(count):
    with tempfile.TemporaryDirectory() as place:
        for few in (100, 1000):
            end(start(few, Path(place) / str(few)), f"{few} articles")
        broken, whole = Path(place) / "broken", Path(place) / "whole"
        half, process = -(-count // 32) // 2, start(count, broken)
        while process.poll() is None and sum(1 for _ in broken.glob("0*-*")) < half:
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
        end(process, f"{count} articles, killed")
        print(f"then there are {sum(1 for _ in broken.glob('0*-*'))} shards", flush=True)
        end(start(count, broken), "started again")
        end(start(count, whole), f"{count} articles in one go")
        one, other = files(broken), files(whole)
        print(f"{len(one)} files, {sum(map(len, one.values())) / 1e6:.1f} MB")
        print("the same, byte for byte" if one == other else "NOT the same")
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    if len(sys.argv) > 2:
        run_chain(made(int(sys.argv[1]), (2, 4)), sys.argv[2], progress=False)
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
