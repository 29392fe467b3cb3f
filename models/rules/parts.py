"""Which claim is a part of which: lists that add up, ``其中``, brackets, stages of handling."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.models.rules.draft import Draft
from gongkai.models.scheme import Kind, Metric, PartKind

# What becomes of the thing counted first: of those received some were answered.
_STAGES: dict[Metric, frozenset[Metric]] = {
    Metric.APPLICATIONS_RECEIVED: frozenset(
        {
            Metric.APPLICATIONS_ANSWERED,
            Metric.APPLICATIONS_CARRIED_OVER,
            Metric.APPLICATIONS_GRANTED,
            Metric.APPLICATIONS_PARTLY_GRANTED,
            Metric.APPLICATIONS_REFUSED,
            Metric.APPLICATIONS_UNAVAILABLE,
            Metric.APPLICATIONS_NOT_PROCESSED,
            Metric.APPLICATIONS_OTHER,
        }
    ),
    Metric.APPLICATIONS_ANSWERED: frozenset(
        {
            Metric.APPLICATIONS_GRANTED,
            Metric.APPLICATIONS_PARTLY_GRANTED,
            Metric.APPLICATIONS_REFUSED,
            Metric.APPLICATIONS_UNAVAILABLE,
            Metric.APPLICATIONS_NOT_PROCESSED,
            Metric.APPLICATIONS_OTHER,
        }
    ),
    Metric.PROBLEMS_FOUND: frozenset({Metric.PROBLEMS_RECTIFIED}),
}
_LOOK_BACK = 8


def link_parts(drafts: Sequence[Draft]) -> None:
    """Tie parts to their wholes, in place.

    Parameters
    ----------
    drafts
        The claims of one passage in order; those that a bracket or ``其中`` marks as parts
        already name their whole.
    """
    for index, draft in enumerate(drafts):
        if draft.whole is None and draft.kind is Kind.COUNT and draft.value:
            draft.whole = _stage_of(draft, drafts[max(0, index - _LOOK_BACK) : index])
    for index, whole in enumerate(drafts):
        if whole.kind is Kind.COUNT and whole.value:
            _link_components(whole, drafts[index + 1 : index + 40])
    sums: dict[tuple[int, str | None], tuple[int, float]] = {}
    for draft in drafts:
        if draft.whole is not None:
            key = (id(draft.whole), draft.unit)
            count, total = sums.get(key, (0, 0))
            sums[key] = (count + 1, total + draft.value)
    for draft in drafts:
        if draft.whole is not None:
            count, total = sums[id(draft.whole), draft.unit]
            adds_up = count > 1 and total == draft.whole.value
            draft.part_kind = _part_kind(draft, draft.whole, adds_up=adds_up)
            if draft.channel is None and draft.part_kind is not PartKind.STAGE:
                draft.channel = draft.whole.channel


def _stage_of(draft: Draft, before: Sequence[Draft]) -> Draft | None:
    for other in reversed(before):
        is_stage = draft.metric in _STAGES.get(other.metric, frozenset())
        if is_stage and other.sentence == draft.sentence and other.value >= draft.value:
            return other
    return None


def _link_components(whole: Draft, following: Sequence[Draft]) -> None:
    """Tie the counts behind ``whole`` that add up to it exactly."""
    total: int | float = 0
    members: list[Draft] = []
    for draft in following:
        is_like = draft.metric is whole.metric and draft.unit == whole.unit
        if not is_like or draft.kind is not Kind.COUNT or draft.whole not in (None, whole):
            if draft.whole in members or draft.whole is whole:
                continue
            return
        if draft.quantity is whole.quantity:
            continue
        total += draft.value
        members.append(draft)
        if total == whole.value and len(members) > 1:
            for member in members:
                member.whole = whole
            return
        if total > whole.value:
            return


def _part_kind(part: Draft, whole: Draft, *, adds_up: bool) -> PartKind:
    if part.metric in _STAGES.get(whole.metric, frozenset()):
        return PartKind.STAGE
    return PartKind.COMPONENT if adds_up else PartKind.SUBSET
