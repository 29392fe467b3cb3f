"""Context spans as tags of characters, and back."""

from __future__ import annotations

import math
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
_ALL: Final = range(len(TAGS))
_INSIDES: Final = tuple(number for tag, number in _NUMBERS.items() if tag[0] == "I")
#: From this probability on a character is taken for outside without more ado.
_SURELY_OUTSIDE: Final = 0.98
_LEAST: Final = 1e-12


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


def spans_of(scores: Floats) -> list[tuple[int, int, SpanKind]]:
    """Return the spans of the most probable tags that go together.

    Parameters
    ----------
    scores
        One row for each character, one column for each tag.

    Returns
    -------
    list
        Start, end and kind, in order. An inside follows a beginning or an inside of its kind
        alone; among all such sequences the most probable one is found (Viterbi 1967). Where
        nothing but the outside is probable, none is looked for.
    """
    if not len(scores):
        return []
    shifted = np.exp(scores - scores.max(axis=1, keepdims=True))
    probabilities = shifted / shifted.sum(axis=1, keepdims=True)
    maybe = np.flatnonzero(probabilities[:, 0] < _SURELY_OUTSIDE).tolist()
    likeliest = probabilities.argmax(axis=1)
    found: list[tuple[int, int, SpanKind]] = []
    for first, last in _runs(maybe):
        rows, tags = probabilities[first:last], likeliest[first:last].tolist()
        if not _go_together(tags):
            tags = _most_probable(np.log(rows + _LEAST).tolist())
        found += [(first + start, first + end, kind) for start, end, kind in _tagged(tags)]
    return found


def _go_together(tags: Sequence[int]) -> bool:
    """Say whether each inside stands behind its kind; if so, no other tags are more probable."""
    before = 0
    for tag in tags:
        if tag in _INSIDES and before not in (tag, tag - 1):
            return False
        before = tag
    return True


def _runs(positions: Sequence[int]) -> list[tuple[int, int]]:
    """Return the runs of positions that follow one another, as start and end."""
    runs: list[tuple[int, int]] = []
    for position in positions:
        if runs and runs[-1][1] == position:
            runs[-1] = (runs[-1][0], position + 1)
        else:
            runs.append((position, position + 1))
    return runs


def _most_probable(logs: Sequence[Sequence[float]]) -> list[int]:
    """Return the most probable tags, an inside only behind its kind."""
    best = [-math.inf if tag in _INSIDES else value for tag, value in enumerate(logs[0])]
    came: list[list[int]] = []
    for row in logs[1:]:
        likeliest = max(_ALL, key=best.__getitem__)
        origin = [likeliest] * len(TAGS)
        for tag in _INSIDES:  # the beginning of a kind stands right before its inside
            origin[tag] = tag if best[tag] > best[tag - 1] else tag - 1
        best = [best[before] + value for before, value in zip(origin, row, strict=True)]
        came.append(origin)
    tags = [max(_ALL, key=best.__getitem__)]
    for origin in reversed(came):
        tags.append(origin[tags[-1]])
    return tags[::-1]


def _tagged(tags: Sequence[int]) -> list[tuple[int, int, SpanKind]]:
    """Return start, end and kind of the spans of tags that go together."""
    found: list[tuple[int, int, SpanKind]] = []
    for position, tag in enumerate(tags):
        if not tag:
            continue
        begins, kind = _PARTS[tag]
        start = position if begins else found.pop()[0]
        found.append((start, position + 1, kind))
    return found
