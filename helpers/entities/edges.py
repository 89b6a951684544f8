"""Where a name begins and ends: headline capitals, acronyms in brackets, what is cut off.

Words the rules turn on (titles, heads of institutions, of built places, of events) stand in
``data/entity_words.csv``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from helpers.lexicon import load_table

CAP = r"(?:(?:[A-Z]\.){2,}|[^\W\d_a-z]\w*(?:-[^\W\d_a-z]\w*)*)"
SMALL = r"(?:of|for|and|on|in|the)"


@lru_cache(maxsize=1)
def words():
    """Role -> set of words, from ``data/entity_words.csv``."""
    return {row["role"]: frozenset(row["words"].split()) for row in load_table("entity_words")}


def headlines(text):
    """Find the lines written in headline capitals: there a capital does not make a name.

    Returns
    -------
    list of (int, int)
    """
    found = []
    for line in re.finditer(r"[^\r\n]+", text):
        long = [w for w in re.findall(r"[^\W\d_]+", line.group()) if len(w) > 3]
        plain = line.group().rstrip()[-1:] not in (".", "”", '"', ":", ",")
        if plain and len(long) > 2 and sum(w[0].isupper() for w in long) >= 0.7 * len(long):
            found.append(line.span())
    return found


def without_overlap(marks):
    """Keep of overlapping marks the one of lowest rank, then the longest, then the first.

    Examples
    --------
    >>> without_overlap([(3, 0, 6, "NORP"), (1, 0, 11, "ORG"), (3, 20, 24, "GPE")])
    [(0, 11, 'ORG'), (20, 24, 'GPE')]
    """
    kept = []
    for _, start, end, label in sorted(marks, key=lambda m: (m[0], m[1] - m[2], m[1], m[3])):
        at = bisect_left(kept, (start, end))
        if (at == 0 or kept[at - 1][1] <= start) and (at == len(kept) or kept[at][0] >= end):
            kept.insert(at, (start, end, label))
    return kept


def acronyms(text):
    """Find "Long Name (LN)" and "LN (Long Name)".

    Returns
    -------
    (set of str, list of marks)
        Short forms of lower-case things ("rocket-propelled grenade (RPG)"), which are no names;
        and marks for names so explained, the short form wherever it stands.

    Examples
    --------
    >>> acronyms("The Syrian Observatory for Human Rights (SOHR) and a night vision goggle (NVG)")
    ({'NVG'}, [(1, 4, 39, 'ORG'), (2, 41, 45, 'ORG')])
    """
    things, found, names = set(), [], set()
    for match in re.finditer(r"[(\[]([A-Z][A-Za-z&]{1,9})[)\]]", text):
        short = match.group(1)
        line = text[max(0, match.start() - 120) : match.start()].split("\n")[-1]
        offset = match.start() - len(line)
        long = _long_form(short, line)
        if long is None:
            continue
        if line[long].isupper():
            found.append((1, offset + long, offset + len(line.rstrip()), "ORG"))
            names.add(short)
        else:
            things.add(short)
    for match in re.finditer(rf"\b([A-Z]{{2,8}}) \(({CAP}(?: (?:{SMALL} )?{CAP})+)\)", text):
        if "".join(w[0] for w in match.group(2).split() if w[0].isupper()) == match.group(1):
            found.append((1, match.start(2), match.end(2), "ORG"))
            names.add(match.group(1))
    for short in sorted(names):
        found += [(2, m.start(), m.end(), "ORG") for m in re.finditer(rf"\b{short}\b", text)]
    return things, found


def _long_form(short, line):
    """Where in a line the words begin whose initials make up the short form behind it."""
    tokens = list(re.finditer(r"[^\W_]+(?:[’'][^\W_]+)*", line))
    letters = short.lower()
    for first in range(len(tokens) - 1, max(-1, len(tokens) - 2 * len(short) - 1), -1):
        initials = [t.group()[0].lower() for t in tokens[first:]]
        main = [t.group()[0].lower() for t in tokens[first:] if not re.fullmatch(SMALL, t.group())]
        singular = letters.removesuffix("s")
        if "".join(initials) in (letters, singular) or "".join(main) in (letters, singular):
            return tokens[first].start()
    return None


def trim(text, start, end, label):
    """Cut what is no part of a name: articles, titles, ’s, quotation marks, generic heads.

    Examples
    --------
    >>> text = "the Homs province"
    >>> text[slice(*trim(text, 0, 17, "GPE"))]
    'Homs'
    """
    roles = words()
    while True:
        part = text[start:end]
        if match := re.match(r"(?:the|The|a|an|this)[ \xa0]+|[^\w]+", part):
            start += match.end()
        elif match := re.search(r"[’'][sS]?$|[^\w.]+$|(?<=\w{6})\.$", part):
            end = start + match.start()
        elif (
            label == "PERSON"
            and (match := re.match(r"([\w-]+)\.?[ \xa0]+", part))
            and (match.group(1).lower() in roles["title"])
        ):
            start += match.end()
        elif label not in ("FAC", "EVENT") and (match := re.search(r"[ \xa0-][a-z][\w-]*$", part)):
            end = start + match.start()
        else:
            return start, end
