"""How well numbers are found and read, whatever they count.

This is what a grammar or a reader of numerals can be asked: the numbers of the gold are the
quotes of its claims, each place and value once. A prediction *finds* a number when the two
overlap, each matched once in the best way; the *value* is right when it is the same too.
Zeros said without a numeral (未收到) are judged apart on both sides. Predictions that lie on
what the annotation says is no claim (a date, an article of law) count as predicted, and how
many there are is told by the reason: to find them is no fault of who looks for numbers alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.annotations.passages import Reason
from gongkai.evaluate.counts import Counts
from gongkai.evaluate.judged.pairing import ReportPair
from gongkai.evaluate.judged.reports import JudgedQuantity, JudgedReport
from gongkai.evaluate.measures import Measure, measure_of
from gongkai.evaluate.scores.claim_errors import reason_at
from gongkai.evaluate.scores.numerals import NumeralForm, Quantity, quantities_of
from gongkai.models.assignment import assign
from gongkai.models.document import Span


@dataclass(frozen=True, slots=True)
class FormScore:
    """How well the numbers of one form of writing were found and read.

    The precision is no figure of its own here: a prediction has no form but by what it finds.
    """

    found: Measure
    value: Measure


@dataclass(frozen=True, slots=True)
class QuantityScores:
    """How well numbers were found and read.

    Attributes
    ----------
    found, value
        All numbers but zeros in words.
    found_recall, value_recall
        Their recall alone: systems that look for any number find dates too, which lowers the
        precision of who does not aim at claims.
    zeros_in_words
        Those zeros: found as zeros.
    by_form
        The recall of each form of writing that the gold has.
    on_non_claims
        Predictions that find no number and lie on what is no claim, by the reason.
    elsewhere
        How many predictions find no number and lie on nothing that is marked.
    """

    found: Measure
    value: Measure
    found_recall: Measure
    value_recall: Measure
    zeros_in_words: Measure
    by_form: dict[NumeralForm, FormScore]
    on_non_claims: dict[Reason, int]
    elsewhere: int

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The headline figures."""
        return (
            self.found,
            self.value,
            self.found_recall,
            self.value_recall,
            self.zeros_in_words,
        )


@dataclass(frozen=True, slots=True)
class _Number:
    """A number of either side, in the form in which they are matched."""

    span: Span
    value: float
    quantity: Quantity | None = None


class _Text:
    """The numbers of one text, and which were found."""

    def __init__(self, pair: ReportPair) -> None:
        self.name = pair.name
        quantities = quantities_of(pair.gold.claims or ())
        zeros = [each for each in quantities if each.form is NumeralForm.ZERO_IN_WORDS]
        self.numbers = [each for each in quantities if each.form is not NumeralForm.ZERO_IN_WORDS]
        predicted, predicted_zeros = _predictions(pair.predicted, [each.span for each in zeros])
        self.predicted = len(predicted)
        assigned = _assign(self.numbers, predicted)
        self.found = {row for row, _ in assigned}
        self.read = {
            row for row, column in assigned if self.numbers[row].is_worth(predicted[column].value)
        }
        in_words = sum(
            zeros[row].is_worth(predicted_zeros[column].value)
            for row, column in _assign(zeros, predicted_zeros)
        )
        self.zeros = Counts(in_words, len(zeros), len(predicted_zeros))
        finding = {column for _, column in assigned}
        self.reasons = Counter(
            reason_at(pair, each.span)
            for column, each in enumerate(predicted)
            if column not in finding
        )

    def counts(self, rows: set[int]) -> Counts:
        """Return the counts of all numbers when these are right."""
        return Counts(len(rows), len(self.numbers), self.predicted)

    def recall(self, rows: set[int]) -> Counts:
        """Return the counts when only what the gold has is judged."""
        return Counts(len(rows), len(self.numbers), len(self.numbers))

    def of_form(self, form: NumeralForm, rows: set[int]) -> Counts:
        """Return the counts of the numbers of a form when these are right."""
        places = {row for row, each in enumerate(self.numbers) if each.form is form}
        return Counts(len(places & rows), len(places), len(places))


def score_quantities(pairs: Iterable[ReportPair]) -> QuantityScores:
    """Score the numbers of texts whose annotation speaks of claims."""
    texts = [_Text(pair) for pair in pairs if pair.gold.claims is not None]
    reasons = sum((text.reasons for text in texts), start=Counter[Reason | None]())
    forms = {each.form for text in texts for each in text.numbers}
    return QuantityScores(
        found=measure_of(
            "quantities.found", {each.name: each.counts(each.found) for each in texts}
        ),
        value=measure_of("quantities.value", {each.name: each.counts(each.read) for each in texts}),
        found_recall=measure_of(
            "quantities.found.recall", {each.name: each.recall(each.found) for each in texts}
        ),
        value_recall=measure_of(
            "quantities.value.recall", {each.name: each.recall(each.read) for each in texts}
        ),
        zeros_in_words=measure_of(
            "quantities.zeros_in_words", {each.name: each.zeros for each in texts}
        ),
        by_form={form: _form_score(texts, form) for form in NumeralForm if form in forms},
        on_non_claims={reason: reasons[reason] for reason in Reason if reason in reasons},
        elsewhere=reasons[None],
    )


def _form_score(texts: Sequence[_Text], form: NumeralForm) -> FormScore:
    return FormScore(
        found=measure_of(
            f"quantities.found.{form.value}",
            {each.name: each.of_form(form, each.found) for each in texts},
        ),
        value=measure_of(
            f"quantities.value.{form.value}",
            {each.name: each.of_form(form, each.read) for each in texts},
        ),
    )


def _predictions(
    report: JudgedReport, zeros: Sequence[Span]
) -> tuple[list[JudgedQuantity], list[JudgedQuantity]]:
    """Return the predicted numbers, and apart from them the predicted zeros in words.

    Of numbers without a quote, a zero on a gold zero in words is one itself.
    """
    numbers: list[JudgedQuantity] = []
    in_words: list[JudgedQuantity] = []
    if report.quantities is None:
        for each in quantities_of(report.claims or ()):
            is_zero = each.form is NumeralForm.ZERO_IN_WORDS
            (in_words if is_zero else numbers).append(JudgedQuantity(each.span, each.value))
        return numbers, in_words
    for found in sorted(set(report.quantities), key=lambda each: (each.span, each.value)):
        is_zero = found.value == 0 and any(span.overlaps(found.span) for span in zeros)
        (in_words if is_zero else numbers).append(found)
    return numbers, in_words


def _assign(gold: Sequence[Quantity], predicted: Sequence[JudgedQuantity]) -> list[tuple[int, int]]:
    wanted = [_Number(each.span, each.value, each) for each in gold]
    found = [_Number(each.span, each.value) for each in predicted]
    return assign(wanted, found, _rank)


def _rank(gold: _Number, predicted: _Number) -> tuple[int, ...] | None:
    if gold.quantity is None or not gold.span.overlaps(predicted.span):
        return None
    return (int(gold.quantity.is_worth(predicted.value)), int(gold.span == predicted.span))
