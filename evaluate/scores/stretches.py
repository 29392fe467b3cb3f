"""Stretches of a text: spans joined where they meet, and what two lists of them share."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from gongkai.models.document import Span


def merged(spans: Iterable[Span]) -> list[Span]:
    """Return the stretches that spans cover: ascending, apart from each other."""
    stretches: list[Span] = []
    for span in sorted(spans):
        if stretches and span.start <= stretches[-1].end:
            stretches[-1] = Span(stretches[-1].start, max(stretches[-1].end, span.end))
        else:
            stretches.append(span)
    return stretches


def shared(one: Sequence[Span], other: Sequence[Span]) -> int:
    """Return how many characters two lists of stretches, each as ``merged``, have in common."""
    total = row = column = 0
    while row < len(one) and column < len(other):
        left, right = one[row], other[column]
        total += max(0, min(left.end, right.end) - max(left.start, right.start))
        if left.end <= right.end:
            row += 1
        else:
            column += 1
    return total


def touches(stretches: Sequence[Span], span: Span) -> bool:
    """Tell whether a span shares a character with one of the stretches (as ``merged``)."""
    place = bisect_right(stretches, span.start, key=lambda stretch: stretch.start)
    return any(each.overlaps(span) for each in stretches[max(0, place - 1) : place + 1])
