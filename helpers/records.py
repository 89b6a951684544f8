"""The records that flow through the kit: frozen, flat, one row of one table each.

``None`` means *not known*. A span holds its own proof: ``article.text[start:end] == text``.
Offsets are Python ``str`` positions in the file decoded as UTF-8 with ``newline=""``.
"""

from __future__ import annotations

from dataclasses import dataclass

LABELS = ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT")
PLACE_LABELS = ("GPE", "LOC", "FAC")
# the ladder of attribution, strongest first
RUNGS = ("named person", "named institution", "another outlet", "vague group",
         "passive or no source", "author")  # fmt: skip
CLAIM_KINDS = ("direct", "mixed", "indirect", "according_to", "anonymous", "author")


@dataclass(frozen=True, slots=True)
class Furniture:
    """A stretch of a page that is not part of the article, and why."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it stands in its file.

    ``title_from``, ``author_from``, ``outlet_from`` and ``date_from`` say how each fact is known:
    a passage quoted from ``text``, or the words ``background knowledge``.
    ``earliest`` and ``latest`` bound the date of publication (ISO 8601, e.g. ``2017-10-05``).
    """

    id: str
    file: str
    title: str | None
    author: str | None
    outlet: str | None
    earliest: str | None
    latest: str | None
    text: str
    furniture: tuple[Furniture, ...] = ()
    title_from: str | None = None
    author_from: str | None = None
    outlet_from: str | None = None
    date_from: str | None = None

    @property
    def reading(self) -> str:
        """The text for a machine reader: furniture and no-break spaces blanked, no offset moved."""
        text, parts, end = self.text.replace("\xa0", " "), [], 0
        for part in self.furniture:  # pieces joined once: a page may hold very many
            blank = "".join(c if c == "\n" else " " for c in text[part.start : part.end])
            parts += text[end : part.start], blank
            end = part.end
        return "".join(parts) + text[end:]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of an article: the proof that every record found in a text rests on."""

    article_id: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Mention(Span):
    """A name in an article: a span with one of ``LABELS`` and the entity it names.

    In a key, ``alternative_of`` is ``start-end`` of the mark this is another defensible reading of.
    """

    label: str
    entity_id: str | None = None
    alternative_of: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """One row of the who's who: a person, group, body, outlet, place or event."""

    id: str
    name: str
    label: str
    aliases: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """One row of the gazetteer; ``precision_km`` is the radius the point stands for."""

    id: str
    name: str
    kind: str
    lat: float | None
    lon: float | None
    precision_km: float | None = None
    source: str | None = None
    source_id: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceMention(Span):
    """A mention of a place: where it lies, or why that is not known.

    ``status`` is ``found``, ``ambiguous`` or ``unknown``; ``literal`` is true where the text speaks
    of the ground and false where the name stands for a government, an army or a people.
    """

    place_id: str | None
    status: str
    literal: bool
    lat: float | None
    lon: float | None
    why: str
    label: str | None = None
    entity_id: str | None = None
    name: str | None = None
    kind: str | None = None
    precision_km: float | None = None
    source: str | None = None
    source_id: str | None = None
    alternative_of: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """Something said: the span of its content, who says it, and how strong that source is.

    ``kind`` is one of ``CLAIM_KINDS``, ``rung`` one of ``RUNGS``. Cue and source are spans of the
    same article, ``None`` where there is none. ``holder`` is an entity id (of a source without a
    name one made of its words, "local-sources"), ``"author"``, or ``None``. ``alternative_of``
    names the claim this one is another defensible reading of.
    """

    id: str
    article_id: str
    start: int
    end: int
    text: str
    kind: str = "author"
    rung: str = "author"
    cue_start: int | None = None
    cue_end: int | None = None
    source_start: int | None = None
    source_end: int | None = None
    holder: str | None = None
    hedges: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    parent_id: str | None = None
    alternative_of: str | None = None
    entity_ids: tuple[str, ...] = ()
    earliest: str | None = None
    latest: str | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims of different articles that may answer one question; never a verdict."""

    left_id: str
    right_id: str
    score: float
    shared: tuple[str, ...] = ()
    differs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """What an article says to a question: one claim, with why it was chosen; or silence.

    ``start`` and what belongs to the claim are ``None`` where the article is silent. ``source``
    is what the article calls the source, ``holder`` who that is.
    ``earliest`` and ``latest`` date the article, ``date_from`` says how that is known.
    """

    question_id: str
    article_id: str
    claim_id: str | None = None
    start: int | None = None
    end: int | None = None
    text: str | None = None
    holder: str | None = None
    rung: str | None = None
    source: str | None = None
    hedges: tuple[str, ...] = ()
    score: float | None = None
    why: tuple[str, ...] = ()
    earliest: str | None = None
    latest: str | None = None
    date_from: str | None = None

    @property
    def silent(self) -> bool:
        """Nothing was found in this article."""
        return self.start is None


@dataclass(frozen=True, slots=True)
class GeographyTest(Span):
    """A statement tested with plain geography.

    ``verdict`` is ``agrees``, ``disagrees`` or ``too vague``; ``km`` is a distance in kilometres,
    ``bearing`` a direction in degrees clockwise from north; ``why`` says it in plain words.
    """

    kind: str
    verdict: str
    km: float | None
    bearing: float | None
    why: str
    place_id: str | None = None
    reference_id: str | None = None
