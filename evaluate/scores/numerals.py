"""Numbers as they are written: the quantities of the gold, and how well their values are read.

The gold of a reader of numerals are the quotes of the claims, each place and value once,
whatever they count. A zero that is said without a numeral (未收到) is no numeral and stands
apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from gongkai.evaluate.counts import Counts, Proportion
from gongkai.evaluate.judged.reports import JudgedClaim, JudgedReport, plain_number
from gongkai.evaluate.measures import Measure, measure_of
from gongkai.evaluate.systems.interface import NumeralReader
from gongkai.models.claim_matching import plain_unit
from gongkai.models.document import Span
from gongkai.models.normalised import normalise
from gongkai.models.scheme import Kind
from gongkai.models.terms import Term


class NumeralForm(Term):
    """How a number is written."""

    PLAIN = "plain", "plain digits", "纯数字", "316条"
    GROUPED = "grouped", "digits in groups", "千分位", "5,523件"
    MYRIAD = "myriad", "digits with 万 or 亿", "带万、亿", "1.2万条, 2万3千"
    CHINESE = "chinese", "Chinese numerals", "中文数字", "两次"
    VAGUE = "vague", "vague numerals", "概数", "十余场, 数十, 上百"
    SHARE = "share", "percentages, fractions, 成", "比例", "98.26%, 九成"
    RANGE = "range", "ranges", "区间", "2至3次"
    ZERO_IN_WORDS = "zero_in_words", "zeros in words", "文字零值", "未收到: no numeral at all"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of the gold.

    Attributes
    ----------
    quote
        It as written, with its measure word.
    value
        What it is worth by the claim scheme.
    is_change
        Whether the claim tells how much more or less: the numeral alone has no sign.
    unit
        Its measure word.
    """

    span: Span
    quote: str
    value: float
    is_change: bool
    unit: str | None
    form: NumeralForm

    def is_worth(self, value: float) -> bool:
        """Tell whether this is its value.

        Of a change, the size counts. Money may be given in the written scale, as the claim
        scheme has it (``3.5万元`` is 3.5), or in 元.
        """
        own = self.value
        if self.is_change:
            own, value = abs(own), abs(value)
        scale = _SCALES.get((plain_unit(self.unit) or "")[:1], 1)
        return plain_number(value) in (plain_number(own), plain_number(own * scale))


@dataclass(frozen=True, slots=True)
class NumeralError:
    """A number that was read as another one, or not at all."""

    report: str
    quantity: Quantity
    read: float | None


@dataclass(frozen=True, slots=True)
class NumeralScores:
    """How well values are read off quotes whose place is known.

    Attributes
    ----------
    value
        The accuracy over all numbers; one that could not be read at all is wrong.
    read
        How many could be read at all, rightly or wrongly.
    by_form
        The numbers of each form of writing that there is.
    errors
        In the order of the reports and of their texts.
    """

    value: Measure
    read: Proportion
    by_form: dict[NumeralForm, Measure]
    errors: tuple[NumeralError, ...]


_SCALES: Final = {"万": 10_000, "亿": 100_000_000}
_ZERO: Final = re.compile("[0-9零〇]")
_SHARE: Final = re.compile("[%‰成半番倍]|百分|分之")
_DIGIT: Final = re.compile("[0-9]")
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])")
_MYRIAD: Final = re.compile("[0-9][十百千万亿]")
_VAGUE: Final = re.compile("[十百千万亿][几余多]|[几数][十百千万亿]|上[百千万亿]|^[几数]")


def form_of(claim: JudgedClaim) -> NumeralForm:
    """Return how the number of a claim is written."""
    if claim.value_max is not None:
        return NumeralForm.RANGE
    if is_zero_in_words(claim.value, claim.quote):
        return NumeralForm.ZERO_IN_WORDS
    written = normalise(claim.quote).text
    if claim.kind is Kind.RATE or (claim.kind is Kind.CHANGE and _SHARE.search(written)):
        return NumeralForm.SHARE
    return _form_of_number(written.removesuffix(plain_unit(claim.unit) or ""))


def is_zero_in_words(value: float, quote: str) -> bool:
    """Tell whether a number is a zero that is said without a numeral."""
    return value == 0 and not _ZERO.search(normalise(quote).text)


def _form_of_number(written: str) -> NumeralForm:
    if _MYRIAD.search(written):
        return NumeralForm.MYRIAD
    if _GROUPED.search(written):
        return NumeralForm.GROUPED
    if _DIGIT.search(written):
        return NumeralForm.PLAIN
    return NumeralForm.VAGUE if _VAGUE.search(written) else NumeralForm.CHINESE


def quantities_of(claims: Iterable[JudgedClaim]) -> list[Quantity]:
    """Return the numbers of claims, each place and value once, in the order of the text."""
    quantities: dict[tuple[Span, float | None], Quantity] = {}
    for claim in sorted(claims, key=lambda claim: (claim.span, claim.value, claim.kind)):
        is_change = claim.kind is Kind.CHANGE
        value = plain_number(abs(claim.value) if is_change else claim.value)
        found = Quantity(
            claim.span, claim.quote, claim.value, is_change, claim.unit, form_of(claim)
        )
        quantities.setdefault((claim.span, value), found)
    return list(quantities.values())


def score_numerals(gold: Sequence[JudgedReport], reader: NumeralReader) -> NumeralScores:
    """Score what a reader makes of the quotes of annotated claims.

    Parameters
    ----------
    gold
        The annotated reports; those whose ``claims`` are ``None`` are left out.
    reader
        What says what a quote is worth. Each distinct quote is read once.
    """
    values: dict[str, float | None] = {}
    total: dict[str, Counts] = {}
    by_form: dict[NumeralForm, dict[str, Counts]] = {}
    errors: list[NumeralError] = []
    judged = read_at_all = 0
    for report in sorted(gold, key=lambda report: report.name):
        if report.claims is None:
            continue
        total[report.name] = Counts()
        for quantity in quantities_of(report.claims):
            if quantity.form is NumeralForm.ZERO_IN_WORDS:
                continue
            if quantity.quote not in values:
                values[quantity.quote] = reader.value_of(quantity.quote)
            read = values[quantity.quote]
            right = read is not None and quantity.is_worth(read)
            judged += 1
            read_at_all += read is not None
            counts = Counts(int(right), 1, 1)
            total[report.name] += counts
            of_form = by_form.setdefault(quantity.form, {})
            of_form[report.name] = of_form.get(report.name, Counts()) + counts
            if not right:
                errors.append(NumeralError(report.name, quantity, read))
    return NumeralScores(
        value=measure_of("numerals.value", total),
        read=Proportion(read_at_all, judged),
        by_form={
            form: measure_of(f"numerals.value.{form.value}", by_form[form])
            for form in NumeralForm
            if form in by_form
        },
        errors=tuple(errors),
    )
