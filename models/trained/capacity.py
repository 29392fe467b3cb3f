"""How much the trained model reads: bounds on its time and memory, whatever it is given.

The network and the linear models take about a millisecond and 30 kilobytes for each number. The
fullest report among those that the model was made with has 469 numbers, its fullest passage 52;
a text that has ten times as many is no report, or many in one. What goes beyond is read by the
rules, which take a twentieth of the time. The length of the text itself is bounded by
``gongkai.extract.limits``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from gongkai.models.normalised import NormalisedText, normalise
from gongkai.models.passages import Passage
from gongkai.models.rules import RuleModel
from gongkai.models.trained.readings import PassageReading, read_passage

#: Most numbers of a passage that the trained model reads; one with more is left to the rules.
MOST_IN_PASSAGE: Final = 500
#: Most numbers of a report that it reads. The passage that goes beyond, and those behind it, are
#: left to the rules.
MOST_IN_REPORT: Final = 5_000
#: How many numbers passages have that are read together; the last passage may go beyond.
MOST_TOGETHER: Final = 2_000


@dataclass(frozen=True, slots=True)
class SeenPassage:
    """A passage that states something, read by the rules.

    Attributes
    ----------
    report
        Position of its report among those that are read together.
    passage
        The passage.
    view
        Its normalised text.
    reading
        Its numbers, and what the rules take them for.
    by_rules
        Whether this is all that it is read by.
    """

    report: int
    passage: Passage
    view: NormalisedText
    reading: PassageReading
    by_rules: bool


def see_passages(
    rules: RuleModel, reports: Iterable[tuple[str, Sequence[Passage]]]
) -> Iterator[SeenPassage]:
    """Yield the passages that have numbers, in order, each read by the rules.

    Parameters
    ----------
    rules
        The rule model.
    reports
        Texts with their passages.
    """
    for report, (text, passages) in enumerate(reports):
        room = MOST_IN_REPORT
        for passage in passages:
            view = normalise(text, passage.span.start, passage.span.end)
            reading = read_passage(rules, view.text, passage.section, passage.headings)
            count = len(reading.anchors)
            if not count:
                continue
            if count <= MOST_IN_PASSAGE:
                room -= count
            by_rules = count > MOST_IN_PASSAGE or room < 0
            yield SeenPassage(report, passage, view, reading, by_rules)


def in_portions(passages: Iterable[SeenPassage]) -> Iterator[list[SeenPassage]]:
    """Yield passages some at a time, so that no more is held of a report than of a portion."""
    portion: list[SeenPassage] = []
    numbers = 0
    for each in passages:
        portion.append(each)
        numbers += len(each.reading.anchors)
        if numbers >= MOST_TOGETHER:
            yield portion
            portion, numbers = [], 0
    if portion:
        yield portion
