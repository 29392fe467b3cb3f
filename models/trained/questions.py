"""What is asked of an anchor, and the answers there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from gongkai.models.scheme import Aspect, Channel, Metric, Scope

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


def check_answers(answers: Answers) -> None:
    """Check that answers can be given.

    Raises
    ------
    ValueError
        If a question has no answer, has one twice, or has one that the scheme does not know.
    """
    for question, names in answers.by_question.items():
        if not names or len(set(names)) < len(names):
            raise ValueError(f"there must be answers to {question.value}, each once")
        for name in names:
            try:
                _READERS[question](name)
            except KeyError as error:
                raise ValueError(f"{name[:60]!r} is no answer to {question.value}") from error


@cache
def metrics_of(answer: str) -> tuple[Metric, ...]:
    """Return the metrics that an answer names."""
    return () if answer == NONE else tuple(Metric.of(each) for each in answer.split(JOINT))


@cache
def aspects_of(answer: str) -> tuple[Aspect, ...]:
    """Return the aspects that an answer names."""
    return () if answer == NONE else tuple(Aspect.of(each) for each in answer.split(JOINT))


@cache
def channel_of(answer: str) -> Channel | None:
    """Return the channel that an answer names."""
    return None if answer == NONE else Channel.of(answer)


@cache
def scope_of(answer: str) -> Scope:
    """Return the scope that an answer names."""
    return Scope.of(answer)


_READERS: Final[Mapping[Question, Callable[[str], object]]] = {
    Question.METRICS: metrics_of,
    Question.ASPECTS: aspects_of,
    Question.CHANNEL: channel_of,
    Question.SCOPE: scope_of,
}
