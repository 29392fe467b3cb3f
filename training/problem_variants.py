"""More texts of section five from those there are: items change places between texts.

What stands around an item says that it is one, whatever it is about, and what an item says
makes it one wherever it stands. Texts in which items of other texts stand teach both apart.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from gongkai.annotations.passages import AnnotatedImprovement, AnnotatedProblem
from gongkai.models.document import Span
from gongkai.models.normalised import normalise
from gongkai.models.problem_wording import MARKER
from gongkai.training.problem_texts import ProblemText

_Item: TypeAlias = AnnotatedProblem | AnnotatedImprovement
#: How often the first clause of a marked item becomes a sentence: 一是加强培训。举办……
_HEADED: Final = 0.15
_FIRST_COMMA: Final = re.compile("[，,]")


def variants(texts: Sequence[ProblemText], copies: int, seed: int = 5) -> Iterator[ProblemText]:
    """Yield variants of the texts that have items.

    Parameters
    ----------
    texts
        The texts. Items of one text are put into the others.
    copies
        How many variants of each text.
    seed
        Decides which items; the same seed gives the same variants.
    """
    pool: dict[str, list[str]] = {}
    for text in texts:
        for item in _items(text):
            _, behind = _split_marker(item.span.of(text.text))
            if "\n" not in behind:
                pool.setdefault(_sort(item), []).append(behind)
    draw = random.Random(seed)  # noqa: S311 - nothing secret
    for text in texts:
        if text.problems or text.improvements:
            for _ in range(copies):
                yield _variant(text, pool, draw)


def _items(text: ProblemText) -> list[_Item]:
    return sorted((*text.problems, *text.improvements), key=lambda item: item.span)


def _sort(item: _Item) -> str:
    detail = item.year if isinstance(item, AnnotatedProblem) else item.stage
    return f"{type(item).__name__} {detail}"


def _split_marker(written: str) -> tuple[str, str]:
    """Part an item's marker from what it says; the marker is never longer than normalised."""
    marker = MARKER.match(normalise(written).text)
    length = len(marker[0]) if marker else 0
    return written[:length], written[length:]


def _variant(text: ProblemText, pool: dict[str, list[str]], draw: random.Random) -> ProblemText:
    pieces: list[str] = []
    moves: list[tuple[int, int]] = []  # (old offset, how far what follows it has moved)
    position = moved = 0
    spans: dict[Span, Span] = {}
    for item in _items(text):
        span = item.span
        marker, behind = _split_marker(span.of(text.text))
        wording = draw.choice(pool.get(_sort(item), [behind]))
        if marker and draw.random() < _HEADED:
            wording = _FIRST_COMMA.sub("。", wording, count=1)
        start = span.start + moved
        pieces += [text.text[position : span.start], marker, wording]
        position = span.end
        spans[span] = Span(start, start + len(marker) + len(wording))
        moved = spans[span].end - span.end
        moves.append((span.end, moved))
    pieces.append(text.text[position:])
    passages = tuple(
        replace(
            passage,
            span=Span(
                _moved(passage.span.start, moves, spans), _moved(passage.span.end, moves, spans)
            ),
        )
        for passage in text.passages
    )
    return replace(
        text,
        text="".join(pieces),
        passages=tuple(each for each in passages if each.span.end > each.span.start),
        problems=tuple(replace(item, span=spans[item.span]) for item in text.problems),
        improvements=tuple(replace(item, span=spans[item.span]) for item in text.improvements),
    )


def _moved(offset: int, moves: Sequence[tuple[int, int]], spans: dict[Span, Span]) -> int:
    """Return where an offset has moved; one inside an item goes to the item's nearer end."""
    for old, new in spans.items():
        if old.start < offset < old.end:
            return new.start if offset - old.start < old.end - offset else new.end
    return offset + max((move for move in moves if move[0] <= offset), default=(0, 0))[1]
