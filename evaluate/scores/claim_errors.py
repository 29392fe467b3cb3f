"""What went wrong with claims, each error once.

A gold claim and a prediction that are both left over, and whose quotes overlap, are one error:
the same number was read as something else. Where several could be taken together, those are
that have most of metric, kind and value in common.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from gongkai.annotations.passages import Reason
from gongkai.evaluate.judged.pairing import ReportPair
from gongkai.evaluate.judged.reports import WHOLLY_RIGHT, JudgedClaim, NonClaim, plain_number
from gongkai.evaluate.scores.matching import ClaimMatching
from gongkai.evaluate.scores.stretches import merged, touches
from gongkai.models.assignment import assign
from gongkai.models.document import Span
from gongkai.models.terms import Term

#: What makes a claim right, apart from its place.
_ESSENTIALS: Final = ("metric", "kind", "value")


class ErrorKind(Term):
    """What sort of error was made; one that names a field is what is wrong of a found number."""

    MISSED_ANCHOR = (
        "missed_anchor",
        "missed number",
        "漏报数字",
        "a gold claim where no claim was found at all",
    )
    MISSED_READING = (
        "missed_reading",
        "missed reading",
        "漏报一义",
        "the number was found as another claim, and this second reading of it was not",
    )
    SPURIOUS = "spurious", "spurious", "误报", "a prediction where the gold has nothing"
    WRONG_METRIC = "wrong_metric", "wrong metric", "指标有误"
    WRONG_KIND = "wrong_kind", "wrong kind", "类型有误"
    WRONG_VALUE = "wrong_value", "wrong value", "数值有误"
    WRONG_SEVERAL = "wrong_several", "several wrong", "多项有误", "of metric, kind and value"
    WRONG_ATTRIBUTES = (
        "wrong_attributes",
        "wrong attributes",
        "属性有误",
        "the claim is right, but not wholly: unit, bound, aspect or channel is wrong",
    )
    OTHER_ATTRIBUTES = (
        "other_attributes",
        "other attributes",
        "其他属性有误",
        "the claim is wholly right, but not everything else that is said of it",
    )
    WRONG_UNIT = "wrong_unit", "wrong unit", "单位有误"
    WRONG_BOUND = "wrong_bound", "wrong bound", "界限有误"
    WRONG_ASPECT = "wrong_aspect", "wrong aspect", "方面有误"
    WRONG_CHANNEL = "wrong_channel", "wrong channel", "渠道有误"
    WRONG_VALUE_MAX = "wrong_value_max", "wrong upper value", "上限值有误"
    WRONG_PER = "wrong_per", "wrong time of a frequency", "频次周期有误"
    WRONG_SCOPE = "wrong_scope", "wrong scope", "范围有误"
    WRONG_PART_OF = "wrong_part_of", "wrong whole", "所属总数有误"
    WRONG_PART_KIND = "wrong_part_kind", "wrong kind of part", "组成关系有误"
    WRONG_SECTION = "wrong_section", "wrong section", "章节有误"


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
    reason
        Why there is no claim, if a spurious one lies on what the annotation says is none.
    gold_place
        The place of the gold claim among those of its text, where there is one: another system
        may have it right (``ClaimScores.found_gold``).
    """

    pair: ReportPair
    kind: ErrorKind
    gold: JudgedClaim | None
    predicted: JudgedClaim | None
    fields: tuple[str, ...] = ()
    reason: Reason | None = None
    gold_place: int | None = None

    @property
    def kinds(self) -> tuple[ErrorKind, ...]:
        """Its kind, and that of each wrong field: what it can be looked for by."""
        of_fields = (ErrorKind.of(f"wrong_{name}") for name in self.fields)
        return tuple(dict.fromkeys((self.kind, *of_fields)))

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


def name_errors(matching: ClaimMatching) -> list[ClaimError]:
    """Name the errors of one text, in the order of the text."""
    missed, spurious = matching.missed, matching.spurious
    places = matching.missed_places
    confused = assign(missed, spurious, _rank)
    explained_gold = {row for row, _ in confused}
    explained_predicted = {column for _, column in confused}
    found = merged(each.span for each in matching.predicted)
    errors = _wrong_attributes(matching)
    errors += [
        _confusion(matching.pair, missed[row], spurious[column], places[row])
        for row, column in confused
    ]
    errors += [
        _omission(matching.pair, claim, found, places[row])
        for row, claim in enumerate(missed)
        if row not in explained_gold
    ]
    errors += [
        _invention(matching.pair, claim)
        for place, claim in enumerate(spurious)
        if place not in explained_predicted
    ]
    return sorted(errors, key=_in_order)


def reason_at(pair: ReportPair, span: Span) -> Reason | None:
    """Return why what stands at a place is no claim, as far as the annotation says so.

    Of several expressions that the place lies on, the one it shares most with counts.
    """

    def shared(mark: NonClaim) -> tuple[int, int]:
        length = min(mark.span.end, span.end) - max(mark.span.start, span.start)
        return (length, -mark.span.start)

    marks = [mark for mark in pair.gold.non_claims if mark.span.overlaps(span)]
    return max(marks, key=shared).reason if marks else None


def _wrong_attributes(matching: ClaimMatching) -> list[ClaimError]:
    errors = []
    for place, column in matching.match_of.items():
        gold, predicted = matching.gold[place], matching.predicted[column]
        if wrong := matching.wrong_attributes(gold, predicted):
            is_wholly_right = set(wrong).isdisjoint(WHOLLY_RIGHT)
            kind = ErrorKind.OTHER_ATTRIBUTES if is_wholly_right else ErrorKind.WRONG_ATTRIBUTES
            errors.append(ClaimError(matching.pair, kind, gold, predicted, wrong, gold_place=place))
    return errors


def _confusion(
    pair: ReportPair, gold: JudgedClaim, predicted: JudgedClaim, place: int
) -> ClaimError:
    wrong = _wrong(gold, predicted)
    kind = ErrorKind.of(f"wrong_{wrong[0]}") if len(wrong) == 1 else ErrorKind.WRONG_SEVERAL
    return ClaimError(pair, kind, gold, predicted, wrong, gold_place=place)


def _omission(
    pair: ReportPair, claim: JudgedClaim, found: Sequence[Span], place: int
) -> ClaimError:
    is_found = touches(found, claim.span)
    kind = ErrorKind.MISSED_READING if is_found else ErrorKind.MISSED_ANCHOR
    return ClaimError(pair, kind, claim, None, gold_place=place)


def _invention(pair: ReportPair, claim: JudgedClaim) -> ClaimError:
    reason = reason_at(pair, claim.span)
    return ClaimError(pair, ErrorKind.SPURIOUS, None, claim, reason=reason)


def _in_order(error: ClaimError) -> tuple[object, ...]:
    """Return what errors are sorted by, whatever the order in which claims are listed."""
    sides = (
        "" if claim is None else f"{claim.metric} {claim.kind} {claim.value}"
        for claim in (error.gold, error.predicted)
    )
    return (error.claim.span, error.claim.metric, error.kind, *sides, error.fields)


def _wrong(gold: JudgedClaim, predicted: JudgedClaim) -> tuple[str, ...]:
    wrong = [name for name in ("metric", "kind") if getattr(gold, name) != getattr(predicted, name)]
    if plain_number(gold.value) != plain_number(predicted.value):
        wrong.append("value")
    return tuple(wrong)


def _rank(gold: JudgedClaim, predicted: JudgedClaim) -> tuple[int, ...] | None:
    if not gold.span.overlaps(predicted.span):
        return None
    return (len(_ESSENTIALS) - len(_wrong(gold, predicted)), int(gold.span == predicted.span))
