"""An error as a page says it: its sentence, and what the two sides say."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.evaluate.page.wording import Language
from gongkai.models.document import Span
from gongkai.models.terms import Term


@dataclass(frozen=True, slots=True)
class Named:
    """Something that has an id, which links to the page keep, and a label for people."""

    id: str
    label: str

    @classmethod
    def of(cls, term: Term, language: Language) -> Named:
        """Return the id of a term with its label in a language."""
        return cls(term.value, term.label(language))


@dataclass(frozen=True, slots=True)
class Sentence:
    """The sentence an error was made in.

    Attributes
    ----------
    gold, predicted
        Where the quotes of the two sides stand in ``text``, in code points; they may differ.
    """

    text: str
    gold: Span | None = None
    predicted: Span | None = None


@dataclass(frozen=True, slots=True)
class ErrorField:
    """What the two sides say in one respect; ``None`` where a side says nothing."""

    label: str
    gold: str | None
    predicted: str | None
    differs: bool


@dataclass(frozen=True, slots=True)
class ErrorEntry:
    """One error.

    Attributes
    ----------
    part
        Claims, cells, problems, improvements…
    report
        The name of the report or passage.
    kinds
        What sort of error it is; more than one where several things are wrong.
    position
        Where it stands in its report: errors of a report are shown in this order.
    metric
        The metric of the gold claim, or of the predicted one where there is no other.
    confidence
        What the system gave the prediction, if anything.
    reason
        Why the annotation says that there is no claim, where it does.
    right_in, wrong_in
        The other systems that have right what is wrong here, and those that have it wrong too.
    """

    system: str
    part: Named
    report: str
    kinds: tuple[Named, ...]
    position: int
    sentence: Sentence
    fields: tuple[ErrorField, ...] = ()
    metric: Named | None = None
    confidence: float | None = None
    reason: str | None = None
    right_in: tuple[str, ...] = ()
    wrong_in: tuple[str, ...] = ()
