"""Languages: a guess from the script and the small words of a text, to warn, not to judge."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from functools import lru_cache
from pathlib import Path

_SMALL_WORDS = Path(__file__).parents[1] / "data" / "small_words.csv"


@lru_cache(maxsize=1)
def _small_words():
    with _SMALL_WORDS.open(encoding="utf-8", newline="") as file:
        return {row["language"]: frozenset(row["words"].split()) for row in csv.DictReader(file)}


def guess_language(text):
    """Guess the language of a text from its script and its small words.

    Twenty-one languages in Latin letters are told apart (``data/small_words.csv``); of another
    script only the script is named. Meant for whole articles: ten words are too few to be sure.

    Returns
    -------
    str
        ``English`` and the like, ``Arabic script`` and the like, or ``not known``.

    Examples
    --------
    >>> guess_language("Die Ziege hat den Hof am Montag verlassen und ist nicht mehr da.")
    'German'
    """
    sample = text[:20_000]
    scripts = Counter(unicodedata.name(c, "?").split()[0] for c in sample if c.isalpha())
    script = scripts.most_common(1)[0][0] if scripts else "LATIN"
    if script != "LATIN":
        return f"{script if script == 'CJK' else script.title()} script"
    words = re.findall(r"[^\W\d_]+", sample.lower())
    known = {lang: sum(w in small for w in words) for lang, small in _small_words().items()}
    best = max(known, key=lambda lang: (known[lang], lang == "English"))  # a draw is no reason
    return best if len(words) >= 5 and known[best] >= 0.1 * len(words) else "not known"
