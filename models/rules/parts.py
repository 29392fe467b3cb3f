"""Which claim is a part of which: lists that add up, ``其中``, brackets, stages of handling."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.models.rules.draft import Draft
from gongkai.models.scheme import Channel, Kind, Metric, PartKind

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
_FEW = 2
# A whole of one channel has no parts of another.
_ANY_CHANNEL = {None, Channel.SEVERAL}


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
    parts = [(draft, draft.whole) for draft in drafts if draft.whole is not None]
    sums: dict[tuple[int, str | None], tuple[int, float]] = {}
    for part, whole in parts:
        if not _is_stage(part, whole):
            count, total = sums.get((id(whole), part.unit), (0, 0))
            sums[id(whole), part.unit] = (count + 1, total + part.value)
    for part, whole in parts:
        if _is_stage(part, whole):
            part.part_kind = PartKind.STAGE
            continue
        count, total = sums[id(whole), part.unit]
        adds_up = (count > 1 and total == whole.value) or (
            count > _FEW and abs(total - whole.value) <= leeway(whole.value)
        )
        part.part_kind = PartKind.COMPONENT if adds_up else PartKind.SUBSET
        part.channel = part.channel or whole.channel


def without_outlines(drafts: Sequence[Draft]) -> list[Draft]:
    """Drop the counts of problems that the section then lists, also as wholes of what stays."""
    kept = [draft for draft in drafts if draft.action or not _is_outline(draft)]
    names = {id(draft) for draft in kept}
    for draft in kept:
        if draft.whole is not None and id(draft.whole) not in names:
            draft.whole = draft.part_kind = None
    return kept


def _is_outline(draft: Draft) -> bool:
    """Tell whether a claim of the section on problems counts the problems it then lists."""
    return draft.metric is Metric.PROBLEMS_FOUND and draft.kind is Kind.COUNT


def leeway(whole: int | float) -> int | float:
    """Return by how much a list may miss its whole and still be meant to be all of it.

    Reports miscount: a list of three parts or more that is out by one, or by a fiftieth, is
    a slip, not a selection.
    """
    return max(1, whole / 50)


def _is_stage(part: Draft, whole: Draft) -> bool:
    return part.metric in _STAGES.get(whole.metric, frozenset())


def _stage_of(draft: Draft, before: Sequence[Draft]) -> Draft | None:
    """Return the nearest claim that ``draft`` is a stage of, a total rather than a part."""
    part = None
    for other in reversed(before):
        is_apart = other.quantity.start != draft.quantity.start
        is_near = other.sentence == draft.sentence and other.value >= draft.value
        if _is_stage(draft, other) and is_apart and is_near:
            if other.whole is None:
                return other
            part = part or other
    return part


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
        if draft.quantity.start == whole.quantity.start:
            continue
        if not {whole.channel, draft.channel} & _ANY_CHANNEL and whole.channel != draft.channel:
            return
        total += draft.value
        members.append(draft)
        if total == whole.value and len(members) > 1:
            for member in members:
                member.whole = whole
            return
        if total > whole.value:
            return
