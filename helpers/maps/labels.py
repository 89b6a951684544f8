"""Labels that cover no symbol and no other label: a spot for each, found in pixels."""

from __future__ import annotations

from helpers.maps.base import line

_WIDTHS = {**dict.fromkeys("ijl'’.,:;|!() -·ft", 0.3), **dict.fromkeys("mwMW", 0.85)}


def place_labels(rows, frame, size=13, taken=()):
    """Find a spot for the label of each row where it covers no symbol and no other label.

    Parameters
    ----------
    rows : list of dict
        With ``lat``, ``lon``, ``label`` and ``r`` (radius of the symbol in pixels); the important
        ones first.
    frame : Frame
    size : float
        Font size in pixels.
    taken : iterable of (x0, y0, x1, y1)
        Boxes that are taken already.

    Returns
    -------
    list of dict
        The rows that found room, with ``box``, the pixels their label takes; ``far`` tells a label
        that stands far from its symbol.

    Examples
    --------
    >>> from helpers.maps.base import Frame
    >>> frame = Frame(40, 35, 3000, 400, 400)
    >>> one, two = place_labels([{"lat": 35, "lon": 40, "label": "A", "r": 4}] * 2, frame)
    >>> one["box"] != two["box"]
    True
    """
    boxes, placed = [*taken, *(symbol_box(row, frame) for row in rows)], []
    for row in rows:
        x, y = frame.xy(row["lat"], row["lon"])
        wide = text_width(row["label"], size) + 2
        for gap, dx, dy in _spots(row["r"], wide):
            box = (x + dx, y + dy - 0.62 * size, x + dx + wide, y + dy + 0.62 * size)
            if frame.holds(box) and not any(_overlap(box, other) for other in boxes):
                boxes.append(box)
                placed.append(row | {"box": box, "far": gap > (8 if row["r"] else 16)})
                break
    return placed


def _spots(r, wide):
    """Where a label may stand beside a symbol, near spots first."""
    for gap in (3, 8, 16, 28, 44):
        d = r + gap
        if not r:  # no symbol: the label itself marks the place
            yield from ((gap, -wide / 2, k * gap) for k in (0, 1, -1, 2, -2))
        beside = ((d, 0), (-d - wide, 0), (0.7 * d, -d), (0.7 * d, d))
        under = (
            (-0.7 * d - wide, -d),
            (-0.7 * d - wide, d),
            (-wide / 2, -d - 3),
            (-wide / 2, d + 3),
        )
        yield from ((gap, *spot) for spot in beside + under)


def texts(placed, frame):
    """Rows for ``base.words`` from rows that ``place_labels`` has placed."""
    rows = []
    for row in placed:
        left, top, _, bottom = row["box"]
        lat, lon = frame.latlon(left, (top + bottom) / 2)
        rows.append({"lat": lat, "lon": lon, "text": row["label"]})
    return rows


def leaders(placed, frame):
    """Lines from symbols to the nearer ends of labels that stand far away."""
    lines = []
    for row in placed:
        if row["far"]:
            (x, y), (left, top, right, bottom) = frame.xy(row["lat"], row["lon"]), row["box"]
            end = frame.latlon(max(left, min(x, right)), max(top, min(y, bottom)))
            lines.append(line((row["lat"], row["lon"]), end))
    return lines


def text_width(text, size):
    """Estimate how wide a text is in pixels, in a sans-serif face like Arial."""
    return size * sum(_WIDTHS.get(c, 0.7 if c.isupper() else 0.55) for c in text)


def symbol_box(row, frame):
    """The box a symbol takes, in pixels."""
    (x, y), r = frame.xy(row["lat"], row["lon"]), row["r"]
    return (x - r, y - r, x + r, y + r)


def _overlap(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
