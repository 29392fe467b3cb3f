"""Context spans as tags of characters, and back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final

import numpy as np

from gongkai.models.trained.operations import Floats, Integers


class SpanKind(StrEnum):
    """What a context span tells about a claim."""

    SUBJECT = "SUBJECT"
    ACTION = "ACTION"
    CHANNEL = "CHANNEL"
    PERIOD = "PERIOD"


#: Outside of spans, then the beginning and the inside of each kind.
TAGS: Final = ("O", *(f"{mark}-{kind}" for kind in SpanKind for mark in "BI"))
#: Of each tag but the first whether it begins a span, and of which kind.
_PARTS: Final = {
    number: (tag[0] == "B", SpanKind(tag[2:])) for number, tag in enumerate(TAGS) if number
}
_NUMBERS: Final = {tag: number for number, tag in enumerate(TAGS)}


def tags_of(spans: Iterable[tuple[int, int, str]], length: int) -> Integers:
    """Return the tag of each character of a text.

    Parameters
    ----------
    spans
        Start, end and kind. Where spans overlap, the longer one goes first and the shorter one
        is written over it.
    length
        Length of the text.
    """
    tags = np.zeros(length, np.int64)
    for start, end, kind in sorted(spans, key=lambda span: span[0] - span[1]):
        tags[start:end] = _NUMBERS[f"I-{kind}"]
        tags[start] = _NUMBERS[f"B-{kind}"]
    return tags


def spans_of(scores: Floats) -> list[tuple[int, int, SpanKind, float]]:
    """Return the spans that the scores of characters tell.

    Parameters
    ----------
    scores
        One row for each character, one column for each tag.

    Returns
    -------
    list
        Start, end, kind, and the mean probability of the tags, in order. A span goes on as long
        as its inside is more probable than everything else; an inside without a beginning
        begins one.
    """
    if not len(scores):
        return []
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    probabilities = shifted / shifted.sum(axis=1, keepdims=True)
    best = probabilities.argmax(axis=1)
    sure = probabilities.max(axis=1)
    found: list[tuple[int, int, SpanKind, float]] = []
    inside = np.flatnonzero(best)
    start = end = -1
    kind: SpanKind | None = None
    for position, tag in zip(inside.tolist(), best[inside].tolist(), strict=True):
        begins, tagged = _PARTS[tag]
        if begins or position != end or tagged is not kind:
            if kind is not None:
                found.append((start, end, kind, float(sure[start:end].mean())))
            start, kind = position, tagged
        end = position + 1
    if kind is not None:
        found.append((start, end, kind, float(sure[start:end].mean())))
    return found


def kinds() -> Sequence[SpanKind]:
    """Return the kinds of spans in order."""
    return tuple(SpanKind)
