"""What is asked of an anchor, and the answers there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from gongkai.models.scheme import Aspect, Channel, Metric, Scope
from gongkai.models.terms import Term
from gongkai.models.trained.linear import WeightsError

#: The answer that says there is none.
NONE: Final = "none"
#: Joins the parts of an answer: an anchor may have claims of several metrics.
JOINT: Final = "+"
#: How many answers a model may know, to all questions together.
MOST_ANSWERS: Final = 1_000


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
        If there are more than ``MOST_ANSWERS``, or if a question has no answer, has one twice,
        or has one that the scheme does not know. The parts of a joined answer are sorted.
    """
    if answers.count > MOST_ANSWERS:
        raise ValueError(f"there may be {MOST_ANSWERS} answers, not {answers.count}")
    for question, names in answers.by_question.items():
        if not names or len(set(names)) < len(names):
            raise ValueError(f"there must be answers to {question.value}, each once")
        for name in names:
            if not _is_answer(question, name):
                raise ValueError(f"{name[:60]!r} is no answer to {question.value}")


def _is_answer(question: Question, name: str) -> bool:
    """Say whether an answer is one of the scheme's; the caches of the readers stay as they are."""
    if name == NONE:
        return question is not Question.SCOPE
    parts = name.split(JOINT) if question in _JOINED else [name]
    return parts == sorted(set(parts)) and _KNOWN[question].issuperset(parts)


def answers_as_lists(answers: Answers) -> dict[str, list[str]]:
    """Return answers as plain lists, for writing."""
    return {question.value: list(each) for question, each in answers.by_question.items()}


def answers_from_lists(fields: object) -> Answers:
    """Read what ``answers_as_lists`` returned.

    Raises
    ------
    WeightsError
        If it is something else.
    """
    if not isinstance(fields, Mapping):
        raise WeightsError("The answers of a model are damaged: install gongkai again.")
    try:
        answers = Answers({question: _names(fields[question.value]) for question in Question})
        check_answers(answers)
    except (KeyError, ValueError) as error:
        raise WeightsError(f"The answers of a model are damaged: {error}.") from error
    return answers


def _names(stored: object) -> tuple[str, ...]:
    if not isinstance(stored, list) or len(stored) > MOST_ANSWERS:
        raise ValueError(f"the answers to a question are a list of at most {MOST_ANSWERS}")
    if not all(isinstance(name, str) for name in stored):
        raise ValueError("an answer is a name")
    return tuple(stored)


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


#: The questions to which several answers may be right at once.
_JOINED: Final = frozenset({Question.METRICS, Question.ASPECTS})
_TERMS: Final[Mapping[Question, type[Term]]] = {
    Question.METRICS: Metric,
    Question.ASPECTS: Aspect,
    Question.CHANNEL: Channel,
    Question.SCOPE: Scope,
}
_KNOWN: Final = {
    question: frozenset(str(term.value) for term in terms) for question, terms in _TERMS.items()
}
