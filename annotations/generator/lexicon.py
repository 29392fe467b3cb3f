"""The words of the generator, read once from the files in ``data/``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from gongkai.annotations.markup.fields import parse_member
from gongkai.annotations.passages import Reason
from gongkai.models.scheme import Aspect, Channel, IssuerType, Metric, Tier

NONE: Final = "-"


@dataclass(frozen=True, slots=True)
class Frame:
    """What is counted and how: every predicate goes with every noun and measure word.

    Attributes
    ----------
    metric
        What it counts.
    predicates
        What was done; none for a noun that labels its number.
    nouns
        Templates of what is counted.
    units
        Measure words.
    low, high
        The least and the greatest plausible number.
    channels
        The group of channels that go with it, empty for none.
    told_by_predicate
        Whether the nouns would mean something else without a predicate.
    """

    metric: Metric
    predicates: tuple[str, ...]
    nouns: tuple[str, ...]
    units: tuple[str, ...]
    low: int
    high: int
    channels: str = ""
    told_by_predicate: bool = False


@dataclass(frozen=True, slots=True)
class ChannelWord:
    """Words that name a channel."""

    words: str
    channel: Channel


@dataclass(frozen=True, slots=True)
class PartSet:
    """Parts that a whole can have.

    Attributes
    ----------
    way
        Whether the names only tell the way, the subject being that of the whole.
    parts
        The name and the metric of each.
    """

    metric: Metric
    way: bool
    parts: tuple[tuple[str, Metric], ...]


@dataclass(frozen=True, slots=True)
class StageRow:
    """What became of a whole."""

    metric: Metric
    predicates: tuple[str, ...]
    part: Metric


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two predicates with one number."""

    predicates: tuple[str, str]
    metrics: tuple[Metric, Metric]
    nouns: tuple[str, ...]
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event with two numbers; the predicates of the second are its subject."""

    first: Frame
    second: Frame


@dataclass(frozen=True, slots=True)
class ZeroRow:
    """A zero stated in words: a list of nouns for each metric, and what may follow."""

    metrics: tuple[Metric, ...]
    cues: tuple[str, ...]
    nouns: tuple[tuple[str, ...], ...]
    tails: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RateRow:
    """The words for a rate."""

    metric: Metric
    aspect: Aspect
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """A body that reports, and what it calls itself, its region and a body below it."""

    type: IssuerType
    tier: Tier | None
    own: tuple[str, ...]
    region: tuple[str, ...]
    other: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trap:
    """An expression that is no claim."""

    reason: Reason
    sentence: bool
    template: str


def _lines(name: str) -> list[str]:
    text = resources.files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _rows(name: str) -> list[list[str]]:
    return [line.split("\t") for line in _lines(name)]


def _words(field: str) -> tuple[str, ...]:
    return () if field == NONE else tuple(field.split(" "))


def _frame(fields: list[str]) -> Frame:
    metric, predicates, nouns, units, size, *more = fields
    low, _, high = size.partition("-")
    group = more[0] if more and more[0] != NONE else ""
    return Frame(
        parse_member(Metric, metric, "metric"),
        _words(predicates),
        _words(nouns),
        _words(units),
        int(low),
        int(high),
        group,
        more[1:] == ["predicate"],
    )


@cache
def frames() -> tuple[Frame, ...]:
    """Return what is counted."""
    return tuple(_frame(fields) for fields in _rows("frames.tsv"))


@cache
def frames_of(metric: Metric) -> tuple[Frame, ...]:
    """Return the frames of one metric."""
    return tuple(frame for frame in frames() if frame.metric is metric)


@cache
def channel_words(group: str) -> tuple[ChannelWord, ...]:
    """Return the words for channels of a group."""
    return tuple(
        ChannelWord(words, parse_member(Channel, channel, "channel"))
        for channel, names, groups in _rows("channels.tsv")
        if group in groups.split(" ")
        for words in names.split(" ")
    )


@cache
def part_sets(metric: Metric) -> tuple[PartSet, ...]:
    """Return the ways in which wholes of a metric are broken down."""
    return tuple(
        PartSet(metric, way == "way", tuple(_part(part, metric) for part in parts.split(" ")))
        for whole, way, parts in _rows("parts.tsv")
        if whole == metric
    )


def _part(part: str, metric: Metric) -> tuple[str, Metric]:
    name, _, other = part.partition("=")
    return name, parse_member(Metric, other, "metric") if other else metric


@cache
def stages(metric: Metric) -> tuple[StageRow, ...]:
    """Return what becomes of wholes of a metric."""
    return tuple(
        StageRow(metric, _words(predicates), parse_member(Metric, part, "metric"))
        for whole, predicates, part in _rows("stages.tsv")
        if whole == metric
    )


@cache
def pairs() -> tuple[PairRow, ...]:
    """Return pairs of predicates that share a number."""
    return tuple(
        PairRow(
            (one, two),
            (parse_member(Metric, first, "metric"), parse_member(Metric, second, "metric")),
            _words(nouns),
            _words(units),
        )
        for one, two, first, second, nouns, units in _rows("pairs.tsv")
    )


@cache
def events() -> tuple[EventRow, ...]:
    """Return events with two numbers."""
    return tuple(
        EventRow(_frame(fields[:5]), _frame([fields[5], NONE, *fields[6:]]))
        for fields in _rows("events.tsv")
    )


@cache
def zeros() -> tuple[ZeroRow, ...]:
    """Return the zeros that are stated in words."""
    return tuple(
        ZeroRow(
            tuple(parse_member(Metric, metric, "metric") for metric in metrics.split(" ")),
            _words(cues),
            tuple(tuple(names.split(" ")) for names in nouns.split("/")),
            tuple("" if tail == NONE else tail for tail in tails.split(" ")),
        )
        for metrics, cues, nouns, tails in _rows("zeros.tsv")
    )


@cache
def rates(metric: Metric) -> tuple[RateRow, ...]:
    """Return the rates of a metric."""
    return tuple(
        RateRow(metric, parse_member(Aspect, aspect, "aspect of a rate"), _words(names))
        for owner, aspect, names in _rows("rates.tsv")
        if owner == metric
    )


@cache
def bodies() -> tuple[Body, ...]:
    """Return the bodies that report."""
    return tuple(
        Body(
            parse_member(IssuerType, kind, "type of body"),
            None if tier == "none" else parse_member(Tier, tier, "tier"),
            _words(own),
            _words(region),
            _words(other),
        )
        for kind, tier, own, region, other in _rows("bodies.tsv")
    )


@cache
def periods() -> tuple[str, ...]:
    """Return templates of periods."""
    return tuple(_lines("periods.txt"))


@cache
def fillers() -> tuple[str, ...]:
    """Return clauses without a number."""
    return tuple(_lines("fillers.txt"))


@cache
def traps() -> tuple[Trap, ...]:
    """Return expressions that are no claims."""
    return tuple(
        Trap(Reason.of(reason), place == "sentence", template)
        for reason, place, template in _rows("traps.tsv")
    )


@cache
def clauses(file: str, order: str) -> tuple[str, ...]:
    """Return the templates of clauses of one order: verb, early, label, far or heading."""
    return tuple(template for name, template in _rows(file) if name == order)
