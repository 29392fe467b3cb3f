"""Who is matched with whom: the best assignment between two lists of spans.

Whether two may be matched, and how well they go together, is said by a tuple of small
integers, the most important first, or ``None``. Of all assignments that match each at most
once, the best has the most pairs, among those the greatest sum of first entries, among those
the greatest sum of second entries, and so on. Only spans that overlap can be matched, so the
lists fall into clusters of a few spans, and each is solved by itself (by scipy).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

from gongkai.models.document import Span

Rank = tuple[int, ...]


class HasSpan(Protocol):
    """Something that stands somewhere in a text."""

    @property
    def span(self) -> Span:
        """Where it stands."""


Spanned = TypeVar("Spanned", bound=HasSpan)


def assign(
    gold: Sequence[Spanned],
    predicted: Sequence[Spanned],
    rank: Callable[[Spanned, Spanned], Rank | None],
) -> list[tuple[int, int]]:
    """Match gold and predicted, each at most once, in the best way.

    Parameters
    ----------
    gold, predicted
        Two lists whose members have a ``span``.
    rank
        How well a member of the first and one of the second go together, in non-negative
        integers, always as many; ``None`` if they do not.

    Returns
    -------
    list of (int, int)
        Places in the two lists, in the order of the first.
    """
    pairs: list[tuple[int, int]] = []
    for rows, columns in _clusters(gold, predicted):
        ranks = [[rank(gold[row], predicted[column]) for column in columns] for row in rows]
        pairs += [(rows[row], columns[column]) for row, column in _solve(ranks)]
    return sorted(pairs)


def _clusters(
    gold: Sequence[HasSpan], predicted: Sequence[HasSpan]
) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the places of spans that overlap, directly or by others between them."""
    everything = [(each.span, True, place) for place, each in enumerate(gold)]
    everything += [(each.span, False, place) for place, each in enumerate(predicted)]
    everything.sort()
    rows: list[int] = []
    columns: list[int] = []
    end = 0
    for span, is_gold, place in everything:
        if span.start >= end:
            if rows and columns:
                yield rows, columns
            rows, columns = [], []
        (rows if is_gold else columns).append(place)
        end = max(end, span.end)
    if rows and columns:
        yield rows, columns


def _solve(ranks: Sequence[Sequence[Rank | None]]) -> list[tuple[int, int]]:
    if len(ranks) == len(ranks[0]) == 1:
        return [(0, 0)] if ranks[0][0] is not None else []
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415

    weights = _weights(ranks)
    rows, columns = linear_sum_assignment(weights, maximize=True)
    return [
        (int(row), int(column))
        for row, column in zip(rows, columns, strict=True)
        if ranks[row][column] is not None
    ]


def _weights(ranks: Sequence[Sequence[Rank | None]]) -> list[list[int]]:
    """Write each rank as one number: no sum of later entries reaches one of an earlier entry.

    A 1 before all entries counts the pairs; what may not be matched weighs nothing.
    """
    matched_at_most = min(len(ranks), len(ranks[0]))
    greatest = max((entry for row in ranks for rank in row for entry in rank or ()), default=0)
    base = matched_at_most * (greatest + 1) + 1
    weights = []
    for row in ranks:
        numbers = []
        for rank in row:
            number = 0
            if rank is not None:
                for entry in (1, *rank):
                    number = number * base + entry
            numbers.append(number)
        weights.append(numbers)
    return weights
