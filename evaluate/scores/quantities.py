"""How well numbers are found and read, whatever they count.

This is what a grammar or a reader of numerals can be asked: the numbers of the gold are the
quotes of its claims, each place and value once. A prediction *finds* a number when the two
overlap, each matched once in the best way; the *value* is right when it is the same too.
Zeros said without a numeral (未收到) are judged apart on both sides: a predicted zero is one by
its own text.

Of systems that look for numbers without saying what they count, recall alone is judged. The
gold marks claims, so that a date, or a number in a table, is no fault of who looks for any
number; and what it marks as no claim was found with our own grammar, which would favour that.
Recall rewards many candidates: how many there are, and where, stands beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.annotations.passages import Reason
from gongkai.evaluate.counts import Counts, share
from gongkai.evaluate.judged.pairing import ReportPair
from gongkai.evaluate.judged.reports import JudgedQuantity
from gongkai.evaluate.measures import Measure, measure_of
from gongkai.evaluate.scores.claim_errors import reason_at
from gongkai.evaluate.scores.numerals import (
    NumeralForm,
    Quantity,
    is_zero_in_words,
    quantities_of,
)
from gongkai.evaluate.scores.stretches import merged, touches
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
        All numbers but zeros in words; ``None`` of systems that give numbers and no claims.
    found_recall, value_recall
        Their recall alone.
    zeros_in_words
        Those zeros: found as zeros. ``None`` if no such zero is predicted in any text.
    by_form
        The recall of each form of writing that the gold has.
    texts
        How many texts were judged.
    predicted
        How many numbers are predicted in them, zeros in words and what ``in_tables`` counts left
        out.
    on_non_claims
        Predictions that find no number and lie on what is no claim, by the reason.
    in_tables
        How many predictions find no number and lie in a table of the gold.
    elsewhere
        How many predictions find no number and lie on nothing that is marked.
    """

    found: Measure | None
    value: Measure | None
    found_recall: Measure
    value_recall: Measure
    zeros_in_words: Measure | None
    by_form: dict[NumeralForm, FormScore]
    texts: int
    predicted: int
    on_non_claims: dict[Reason, int]
    in_tables: int
    elsewhere: int

    @property
    def predicted_per_text(self) -> float | None:
        """How many numbers are predicted in a text, on average."""
        return share(self.predicted, self.texts)

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The headline figures."""
        measures = (
            self.found,
            self.value,
            self.found_recall,
            self.value_recall,
            self.zeros_in_words,
        )
        return tuple(each for each in measures if each is not None)


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
        predicted, predicted_zeros = _predictions(pair, [each.span for each in zeros])
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
        further = [each.span for column, each in enumerate(predicted) if column not in finding]
        tables = merged(pair.gold.tables)
        outside = [span for span in further if not touches(tables, span)]
        self.in_tables = len(further) - len(outside)
        self.reasons = Counter(reason_at(pair, span) for span in outside)

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


def score_quantities(pairs: Sequence[ReportPair]) -> QuantityScores:
    """Score the numbers of texts whose annotation speaks of claims."""
    judged = [pair for pair in pairs if _is_judged(pair)]
    gives_numbers = any(pair.predicted.quantities is not None for pair in pairs)
    texts = [_Text(pair) for pair in judged]
    reasons = sum((text.reasons for text in texts), start=Counter[Reason | None]())
    forms = {each.form for text in texts for each in text.numbers}
    in_tables = sum(text.in_tables for text in texts)
    found = {each.name: each.counts(each.found) for each in texts}
    value = {each.name: each.counts(each.read) for each in texts}
    has_zeros = any(each.zeros.predicted for each in texts)
    zeros = {each.name: each.zeros for each in texts}
    return QuantityScores(
        found=None if gives_numbers else measure_of("quantities.found", found),
        value=None if gives_numbers else measure_of("quantities.value", value),
        found_recall=measure_of(
            "quantities.found.recall", {each.name: each.recall(each.found) for each in texts}
        ),
        value_recall=measure_of(
            "quantities.value.recall", {each.name: each.recall(each.read) for each in texts}
        ),
        zeros_in_words=measure_of("quantities.zeros_in_words", zeros) if has_zeros else None,
        by_form={form: _form_score(texts, form) for form in NumeralForm if form in forms},
        texts=len(texts),
        predicted=sum(each.predicted for each in texts) - in_tables,
        on_non_claims={reason: reasons[reason] for reason in Reason if reason in reasons},
        in_tables=in_tables,
        elsewhere=reasons[None],
    )


def _is_judged(pair: ReportPair) -> bool:
    return pair.gold.claims is not None and (pair.attempts("claims") or pair.attempts("quantities"))


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
    pair: ReportPair, zeros: Sequence[Span]
) -> tuple[list[JudgedQuantity], list[JudgedQuantity]]:
    """Return the predicted numbers, and apart from them the predicted zeros in words.

    Where the text is not known, a zero without a quote is one in words if it lies on one of the
    gold.
    """
    found: Iterable[tuple[JudgedQuantity, str | None]]
    if pair.predicted.quantities is None:
        claimed = quantities_of(pair.predicted.claims or ())
        found = [(JudgedQuantity(each.span, each.value), each.quote) for each in claimed]
    else:
        listed = sorted(set(pair.predicted.quantities), key=lambda each: (each.span, each.value))
        found = [(each, None) for each in listed]
    numbers: list[JudgedQuantity] = []
    in_words: list[JudgedQuantity] = []
    for number, quote in found:
        written = quote if pair.text is None else number.span.of(pair.text)
        if written is None:
            is_zero = number.value == 0 and any(span.overlaps(number.span) for span in zeros)
        else:
            is_zero = is_zero_in_words(number.value, written)
        (in_words if is_zero else numbers).append(number)
    return numbers, in_words


def _assign(gold: Sequence[Quantity], predicted: Sequence[JudgedQuantity]) -> list[tuple[int, int]]:
    wanted = [_Number(each.span, each.value, each) for each in gold]
    found = [_Number(each.span, each.value) for each in predicted]
    return assign(wanted, found, _rank)


def _rank(gold: _Number, predicted: _Number) -> tuple[int, ...] | None:
    if gold.quantity is None or not gold.span.overlaps(predicted.span):
        return None
    return (int(gold.quantity.is_worth(predicted.value)), int(gold.span == predicted.span))
