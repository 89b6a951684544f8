"""The whole chain against the bare model, and peak memory: python tests/bench/bench_chain.py 1000

Batch by batch the same articles go first through ``nlp.pipe`` alone, then through the whole chain
to tables, so that whatever else the machine does weighs on both. Articles are made of paragraphs of
the five, in another order and with other numbers each time.
"""

import os
import random
import sys
import time
from itertools import islice

from helpers import article_from_text, load_articles, load_pipeline
from helpers.articles import paragraphs
from helpers.chain import read_shard


def made(count, seed=8):
    """Make articles, one after the other: eight to twelve paragraphs, a number changed in each."""
    rng = random.Random(seed)
    lines = [a.text[s:e] for a in load_articles() for s, e in paragraphs(a)]
    for n in range(count):
        text = "\n".join(
            f"{line} That was {rng.randint(2, 99_999)} days ago."
            for line in rng.sample(lines, rng.randint(8, 12))
        )
        yield article_from_text(text, id=f"made-{n}")


def peak_mb():
    """Give the peak memory of this process, in million bytes."""
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6


def main(count, batch=32):
    nlp = load_pipeline()
    read_shard(list(made(5)))
    bare = whole = words = done = 0
    stream = made(count)
    while group := list(islice(stream, batch)):
        start = time.process_time()
        with nlp.memory_zone():
            list(nlp.pipe([a.reading for a in group], batch_size=batch))
        middle = time.process_time()
        read_shard(group)
        whole += time.process_time() - middle
        bare += middle - start
        words += sum(len(a.text.split()) for a in group)
        done += len(group)
        if done in (96, 992, 9984) or done == count:
            print(f"{done} articles, {words} words: chain/bare {whole / bare:.2f}, "
                  f"{words / whole:.0f} words/s, peak {peak_mb():.0f} MB", flush=True)  # fmt: skip
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; times are processor seconds")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
