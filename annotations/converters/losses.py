"""What a format cannot hold, as something that can be taken out of a passage.

Every format loses what is no part of a passage: the gold of whole reports (their cells, sections,
facts and checks), which are converted as texts with their tables. ``of_reports`` says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

from gongkai.annotations.passages import Passage


class Loss(StrEnum):
    """A part of passages that a format has no place for."""

    NON_CLAIMS = "non-claims"
    PROBLEMS = "problems"
    IMPROVEMENTS = "improvements"
    UNUSED_CONTEXTS = "context spans that no claim refers to"


def without(passage: Passage, losses: Iterable[Loss]) -> Passage:
    """Return what is left of a passage in a format with these losses."""
    for loss in losses:
        if loss is Loss.NON_CLAIMS:
            passage = replace(passage, non_claims=())
        elif loss is Loss.PROBLEMS:
            passage = replace(passage, problems=())
        elif loss is Loss.IMPROVEMENTS:
            passage = replace(passage, improvements=())
        else:
            passage = _without_unused_contexts(passage)
    return passage


def count_lost(passages: Iterable[Passage], losses: Iterable[Loss]) -> dict[Loss, int]:
    """Count what a format with these losses leaves out, for each loss that leaves out any."""
    wanted = list(losses)
    counts = dict.fromkeys(sorted(wanted), 0)
    for passage in passages:
        for loss in wanted:
            counts[loss] += _size(passage, loss)
    return {loss: number for loss, number in counts.items() if number}


def of_reports(count: int) -> str:
    """Say what is lost of whole reports, whatever the format; nothing if there are none."""
    if count == 0:
        return ""
    if count == 1:
        return "1 report as a text with its tables; its gold is left out"
    return f"{count} reports as texts with their tables; their gold is left out"


def _size(passage: Passage, loss: Loss) -> int:
    if loss is Loss.NON_CLAIMS:
        return len(passage.non_claims)
    if loss is Loss.PROBLEMS:
        return len(passage.problems)
    if loss is Loss.IMPROVEMENTS:
        return len(passage.improvements)
    return len(passage.contexts) - len(_used(passage))


def _used(passage: Passage) -> list[int]:
    return sorted({number for claim in passage.claims for number in claim.contexts})


def _without_unused_contexts(passage: Passage) -> Passage:
    used = _used(passage)
    positions = {number: position for position, number in enumerate(used)}
    claims = tuple(
        replace(claim, contexts=tuple(positions[number] for number in claim.contexts))
        for claim in passage.claims
    )
    contexts = tuple(passage.contexts[number] for number in used)
    return replace(passage, contexts=contexts, claims=claims)
