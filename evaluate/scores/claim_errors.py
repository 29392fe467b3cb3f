"""What went wrong with claims, each error once.

A gold claim and a prediction that are both left over, and whose quotes overlap, are one error:
the same number was read as something else. Where several could be taken together, those are
that have most of metric, kind and value in common.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from gongkai.evaluate.judged.pairing import ReportPair
from gongkai.evaluate.judged.reports import JudgedClaim, plain_number
from gongkai.models.assignment import assign
from gongkai.models.terms import Term

#: What makes a claim right, apart from its place.
_ESSENTIALS: Final = ("metric", "kind", "value")


class ErrorKind(Term):
    """What sort of error was made."""

    MISSED = "missed", "missed", "漏报", "a gold claim that nothing was found for"
    SPURIOUS = "spurious", "spurious", "误报", "a prediction where the gold has nothing"
    WRONG_METRIC = "wrong_metric", "wrong metric", "指标有误"
    WRONG_KIND = "wrong_kind", "wrong kind", "类型有误"
    WRONG_VALUE = "wrong_value", "wrong value", "数值有误"
    WRONG_SEVERAL = "wrong_several", "several wrong", "多项有误", "of metric, kind and value"
    WRONG_ATTRIBUTES = (
        "wrong_attributes",
        "wrong attributes",
        "属性有误",
        "the claim is right, but not everything said of it",
    )


_KIND_OF: Final[dict[tuple[str, ...], ErrorKind]] = {
    ("metric",): ErrorKind.WRONG_METRIC,
    ("kind",): ErrorKind.WRONG_KIND,
    ("value",): ErrorKind.WRONG_VALUE,
}


@dataclass(frozen=True, slots=True)
class ClaimError:
    """One error.

    Attributes
    ----------
    pair
        The report it was made in.
    gold, predicted
        ``None`` where a side has nothing.
    fields
        What is wrong of a claim that both sides have.
    """

    pair: ReportPair
    kind: ErrorKind
    gold: JudgedClaim | None
    predicted: JudgedClaim | None
    fields: tuple[str, ...]

    @property
    def report(self) -> str:
        """The name of the report."""
        return self.pair.name

    @property
    def text(self) -> str | None:
        """The text of the report, where it is known."""
        return self.pair.text

    @property
    def claim(self) -> JudgedClaim:
        """The claim the error is about: the gold one, if there is one."""
        claim = self.gold or self.predicted
        if claim is None:
            raise ValueError("An error has a gold claim, a predicted one, or both.")
        return claim


def name_errors(
    pair: ReportPair,
    missed: Sequence[JudgedClaim],
    spurious: Sequence[JudgedClaim],
    wrong_attributes: Sequence[tuple[JudgedClaim, JudgedClaim, tuple[str, ...]]],
) -> list[ClaimError]:
    """Name the errors of one report, in the order of its text.

    Parameters
    ----------
    pair
        The report.
    missed, spurious
        Gold claims and predictions that are not matched.
    wrong_attributes
        Matched claims, gold first, and the names of what is wrong.
    """

    def error(
        kind: ErrorKind,
        gold: JudgedClaim | None,
        predicted: JudgedClaim | None,
        fields: tuple[str, ...] = (),
    ) -> ClaimError:
        return ClaimError(pair, kind, gold, predicted, fields)

    confused = assign(missed, spurious, _rank)
    explained_gold = {row for row, _ in confused}
    explained_predicted = {column for _, column in confused}
    errors = [
        error(ErrorKind.WRONG_ATTRIBUTES, gold, predicted, fields)
        for gold, predicted, fields in wrong_attributes
    ]
    for row, column in confused:
        wrong = _wrong(missed[row], spurious[column])
        kind = _KIND_OF.get(wrong, ErrorKind.WRONG_SEVERAL)
        errors.append(error(kind, missed[row], spurious[column], wrong))
    errors += [
        error(ErrorKind.MISSED, claim, None)
        for place, claim in enumerate(missed)
        if place not in explained_gold
    ]
    errors += [
        error(ErrorKind.SPURIOUS, None, claim)
        for place, claim in enumerate(spurious)
        if place not in explained_predicted
    ]
    return sorted(errors, key=lambda each: (each.claim.span, each.claim.metric, each.kind))


def _wrong(gold: JudgedClaim, predicted: JudgedClaim) -> tuple[str, ...]:
    wrong = [name for name in ("metric", "kind") if getattr(gold, name) != getattr(predicted, name)]
    if plain_number(gold.value) != plain_number(predicted.value):
        wrong.append("value")
    return tuple(wrong)


def _rank(gold: JudgedClaim, predicted: JudgedClaim) -> tuple[int, ...] | None:
    if not gold.span.overlaps(predicted.span):
        return None
    return (len(_ESSENTIALS) - len(_wrong(gold, predicted)), int(gold.span == predicted.span))
