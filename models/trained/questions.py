"""What is asked of an anchor, and the answers there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from gongkai.models.scheme import Aspect, Metric

#: The answer that says there is none.
NONE: Final = "none"
#: Joins the parts of an answer: an anchor may have claims of several metrics.
JOINT: Final = "+"


class Question(StrEnum):
    """A question about an anchor."""

    METRICS = "metrics"
    ASPECTS = "aspects"
    CHANNEL = "channel"
    SCOPE = "scope"


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers that a model knows, by question, in a fixed order.

    Attributes
    ----------
    by_question
        The answers to each question, in the order of ``Question``.
    """

    by_question: Mapping[Question, tuple[str, ...]]

    @property
    def count(self) -> int:
        """How many answers there are to all questions."""
        return sum(len(each) for each in self.by_question.values())

    def columns(self) -> Iterator[tuple[Question, slice]]:
        """Yield where the scores of each question stand among the scores of all."""
        start = 0
        for question, answers in self.by_question.items():
            yield question, slice(start, start + len(answers))
            start += len(answers)


def metrics_of(answer: str) -> tuple[Metric, ...]:
    """Return the metrics that an answer names."""
    return () if answer == NONE else tuple(Metric(each) for each in answer.split(JOINT))


def aspects_of(answer: str) -> tuple[Aspect, ...]:
    """Return the aspects that an answer names."""
    return () if answer == NONE else tuple(Aspect(each) for each in answer.split(JOINT))
