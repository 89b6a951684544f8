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
        line = text[max(0, match.start() - 120) : match.start()].split("\n")[-1]
        long = _long_form(match[1], line)
        if long and line[long[0]].isupper():
            offset = match.start() - len(line)
            found.append((1, offset + long[0], offset + len(line.rstrip()), "ORG"))
        if long:
            (names if line[long[0]].isupper() else things).add(match[1])
    for match in re.finditer(rf"\b([A-Z]{{2,8}}) \(({CAP}(?: (?:{SMALL} )?{CAP})+)\)", text):
        if _long_form(match[1], match[2]) == [0]:
            found.append((1, *match.span(2), "ORG"))
            names.add(match[1])
    for short in sorted(names):
        found += [(2, m.start(), m.end(), "ORG") for m in re.finditer(rf"\b{short}\b", text)]
    return things, found


def _long_form(short, line):
    """Where in a line the words begin whose initials make up the short form, in a list; or []."""
    words = list(re.finditer(r"[^\W_]+(?:[’'][^\W_]+)*", line))
    wanted = (short.lower(), short.lower().removesuffix("s"))
    for first in range(len(words) - 1, max(-1, len(words) - 2 * len(short) - 1), -1):
        whole = [word.group().lower() for word in words[first:]]
        main = [word for word in whole if not re.fullmatch(SMALL, word)]
        if any("".join(word[0] for word in some) in wanted for some in (whole, main)):
            return [words[first].start()]
    return []


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
