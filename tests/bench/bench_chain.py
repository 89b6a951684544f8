"""The whole chain to tables on disk against the bare model: python tests/bench/bench_chain.py 1000

``run_chain`` reads the articles in shards of 32. Beside each shard, by turns before and after it,
the same texts go through ``nlp.pipe`` alone, so that whatever else the machine does weighs on both.
Articles are made of paragraphs of the five, in another order, each with a name, a town of the world
and a number that change, so that nothing can be looked up once and for all.
"""

import os
import random
import sys
import tempfile
import time
import zipfile
from functools import cache
from itertools import islice
from pathlib import Path

import helpers
from helpers.articles import paragraphs

BATCH = 32


@cache
def towns():
    """List names of towns in the index of the world."""
    names = set()
    for path in sorted((Path(helpers.__file__).parent / "data" / "gazetteer").glob("[a-z].zip")):
        with zipfile.ZipFile(path) as file:
            lines = file.read(file.namelist()[len(path.stem)]).decode().splitlines()
        names.update(line.split("\t")[0].title() for line in lines if line)
    return sorted(names)


def made(count, lines=(8, 12), seed=8):
    """Make articles one after the other; as many paragraphs each as the two numbers say."""
    rng = random.Random(seed)
    stock = [a.text[s:e] for a in helpers.load_articles() for s, e in paragraphs(a)]
    syllables = ["ba", "ker", "mo", "lin", "sa", "dra", "ve", "ton", "ri", "ka", "dou", "el", "gar"]
    for n in range(count):
        text = "\n".join(
            f"{line} {''.join(rng.choices(syllables, k=3)).title()} of {rng.choice(towns())} "
            f"said so {rng.randint(2, 99_999)} days ago."
            for line in rng.sample(stock, rng.randint(*lines))
        )
        yield helpers.article_from_text(text, id=f"made-{n}")


def clocks():
    """Read both clocks: seconds of this processor, seconds on the wall."""
    return time.process_time(), time.perf_counter()


def main(count):
    nlp = helpers.load_pipeline()
    list(nlp.pipe(a.reading for a in made(5, seed=1)))
    articles, bare = list(made(count)), [0.0, 0.0]

    def alone(group):
        start = clocks()
        with nlp.memory_zone():
            list(nlp.pipe([a.reading for a in group], batch_size=BATCH))
        for i, (a, b) in enumerate(zip(start, clocks(), strict=True)):
            bare[i] += b - a

    def beside():
        stream, turn = iter(articles), 0
        while group := list(islice(stream, BATCH)):
            turn += 1
            if turn % 2:
                alone(group)
            yield from group
            if not turn % 2:
                alone(group)

    with tempfile.TemporaryDirectory() as folder:
        start = clocks()
        helpers.run_chain(beside(), folder, shard=BATCH, progress=False)
        whole = [b - a - c for a, b, c in zip(start, clocks(), bare, strict=True)]
        assert len(helpers.read_chain(folder, "articles")) == count
    words = sum(len(a.text.split()) for a in articles)
    for name, chain, model in zip(("processor", "wall"), whole, bare, strict=True):
        print(
            f"{name} time: chain {chain:.1f} s, bare nlp.pipe {model:.1f} s, "
            f"ratio {chain / model:.2f}; the chain reads {words / chain:.0f} words a second"
        )
    print(f"{count} articles, {words} words; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
