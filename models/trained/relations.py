"""Relations: which context spans belong to an anchor, and which anchor it is a part of.

Both are asked of pairs. For each kind of span a linear model scores the spans near an anchor;
another scores the anchors near it as its whole. What stands between the two tells most: stops,
other anchors, other spans of the kind.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from gongkai.models.rules.draft import ReadQuantity
from gongkai.models.scheme import Kind
from gongkai.models.trained.features import step
from gongkai.models.trained.readings import PassageReading
from gongkai.models.trained.tags import SpanKind

#: How far from an anchor a span may stand, in code points.
SPAN_REACH: Final = 160
#: How many spans of an anchor are looked at; ordinary texts have fewer.
MOST_SPANS: Final = 40
#: How many anchors back, and ahead, the whole of a part is looked for.
BACK: Final = 14
AHEAD: Final = 2
_STOPS: Final = re.compile(r"[，；：。、（）]")
_OF_WHICH: Final = re.compile(r"其中|包括|包含|含|分别|：|（|占|分为|当中|里面")
_NUMERAL: Final = re.compile(r"[0-9][0-9,.]*")
_COUNTED: Final = (Kind.COUNT, Kind.AMOUNT)


@dataclass(frozen=True, slots=True)
class FoundSpan:
    """A context span that was found.

    Attributes
    ----------
    start, end
        By offsets in the normalised passage.
    kind
        What it tells.
    probability
        The mean probability of its characters' tags.
    """

    start: int
    end: int
    kind: SpanKind
    probability: float = 1.0


def span_candidates(anchor: ReadQuantity, spans: Sequence[FoundSpan]) -> list[int]:
    """Return the positions of the spans that may belong to an anchor: those near it, in order.

    What comes in a later sentence never belongs to an anchor before it. Of more than
    ``MOST_SPANS`` the nearest are taken.
    """
    start, end = anchor.quantity.start, anchor.quantity.end
    first = bisect_left(spans, start - SPAN_REACH, key=_start)
    last = bisect_right(spans, min(end + SPAN_REACH, anchor.sentence[1] - 1), key=_start)
    if last - first <= MOST_SPANS:
        return list(range(first, last))
    nearest = sorted(
        range(first, last),
        key=lambda place: max(start - spans[place].end, spans[place].start - end),
    )
    return sorted(nearest[:MOST_SPANS])


def _start(span: FoundSpan) -> int:
    return span.start


def span_features(
    reading: PassageReading, number: int, spans: Sequence[FoundSpan], place: int
) -> list[str]:
    """Return the features of an anchor and a span.

    Parameters
    ----------
    reading
        The passage.
    number
        The anchor's position in it.
    spans
        All spans of the passage, in order.
    place
        The span's position among them.
    """
    anchor, span = reading.anchors[number], spans[place]
    quantity, kind, text = anchor.quantity, span.kind, reading.text
    is_before = span.end <= quantity.start
    side = "before" if is_before else "behind"
    near = text[span.end : quantity.start] if is_before else text[quantity.end : span.start]
    beside = _NUMERAL.sub("0", near)[-3:] if is_before else near[:3]
    stops = "".join(_STOPS.findall(near))
    rivals = _rivals(spans, place, quantity.start, quantity.end)
    others = _anchors_between(reading, number, span)
    same = anchor.sentence[0] <= span.start < anchor.sentence[1]
    words = text[span.start : span.end]
    to_side = f"{kind}:{side}:"
    return [
        f"{to_side}{same}",
        f"{to_side}gap:{step(len(near))}",
        f"{to_side}stops:{stops[-4:]}",
        f"{to_side}stops:{min(len(stops), 5)}:{min(others, 4)}",
        f"{to_side}rivals:{min(rivals, 3)}:{min(others, 3)}",
        f"{to_side}rivals:{min(rivals, 3)}:{same}",
        f"{to_side}others:{min(others, 5)}",
        f"{to_side}near:{beside}",
        f"{to_side}form:{quantity.form}:{min(others, 2)}:{min(rivals, 2)}",
        f"{to_side}answer:{reading.answers[number]}:{min(rivals, 2)}",
        f"{kind}:words:{words}",
        f"{kind}:words:{words[-2:]}:{quantity.unit}",
        f"{kind}:bracket:{anchor.frame.bracketed}:{side}:{_in_frame(anchor, span)}",
        f"{kind}:clause:{_in_clause(anchor, span)}:{side}",
        *_of_rules(anchor, kind, words, side, f"{min(rivals, 2)}:{same}"),
    ]


def _of_rules(
    anchor: ReadQuantity, kind: SpanKind, words: str, side: str, rivals: str
) -> Iterator[str]:
    """Yield whether the rules say of the anchor what the span's words say."""
    for draft in anchor.drafts[:1]:
        if kind is SpanKind.CHANNEL:
            yield f"{kind}:rules:{draft.channel}:{words[-3:]}"
            yield f"{kind}:rules:{draft.channel is not None}:{rivals}"
        elif kind is SpanKind.PERIOD:
            yield f"{kind}:rules:{draft.period == words}:{draft.period is not None}"
        else:
            named = draft.subject if kind is SpanKind.SUBJECT else draft.action
            if named:
                yield f"{kind}:rules:{named in words or words in named}:{side}"


def _rivals(spans: Sequence[FoundSpan], place: int, start: int, end: int) -> int:
    """Return how many spans of the same kind stand between a span and an anchor."""
    span = spans[place]
    count = 0
    if span.end <= start:
        for each in spans[place + 1 : place + 12]:
            count += each.kind is span.kind and each.end <= start
        return count
    for each in spans[max(0, place - 12) : place]:
        count += each.kind is span.kind and each.start >= end
    return count


def _anchors_between(reading: PassageReading, number: int, span: FoundSpan) -> int:
    anchors = reading.anchors
    count = 0
    if span.end <= anchors[number].quantity.start:
        while number - count > 0 and anchors[number - count - 1].quantity.start >= span.end:
            count += 1
        return count
    while (
        number + count + 1 < len(anchors) and anchors[number + count + 1].quantity.end <= span.start
    ):
        count += 1
    return count


def _in_frame(anchor: ReadQuantity, span: FoundSpan) -> bool:
    start = anchor.frame_start
    return start <= span.start < start + len(anchor.frame.text)


def _in_clause(anchor: ReadQuantity, span: FoundSpan) -> bool:
    opening, closing = anchor.clause
    return opening <= span.start < closing


def whole_candidates(reading: PassageReading, number: int, answers: Sequence[str]) -> list[int]:
    """Return the anchors that may be the whole of an anchor: claims, counts or amounts both."""
    anchor = reading.anchors[number]
    if anchor.reading.kind not in _COUNTED or not anchor.quantity.value:
        return []
    nearby = (*range(max(0, number - BACK), number), *range(number + 1, number + 1 + AHEAD))
    return [
        other
        for other in nearby
        if other < len(answers)
        and answers[other] != "none"
        and reading.anchors[other].reading.kind is anchor.reading.kind
        and reading.anchors[other].quantity.value
    ]


def whole_features(
    reading: PassageReading, number: int, other: int, answers: Sequence[str]
) -> list[str]:
    """Return the features of an anchor and one that may be its whole.

    Parameters
    ----------
    reading
        The passage.
    number, other
        Their positions in it.
    answers
        The metrics of every anchor of the passage.
    """
    part, whole = reading.anchors[number], reading.anchors[other]
    first, second = sorted((part, whole), key=lambda each: each.quantity.start)
    between = reading.text[first.quantity.end : second.quantity.start]
    opening = _OF_WHICH.findall(between[:60])
    ratio = part.quantity.value / whole.quantity.value
    fits = "equal" if ratio == 1 else "less" if ratio < 1 else "more"
    sentence = "same" if part.sentence == whole.sentence else "other"
    metrics = f"{answers[number]}<{answers[other]}"
    distance = number - other
    brackets = f"{part.frame.bracketed}{whole.frame.bracketed}"
    units = part.quantity.unit == whole.quantity.unit
    found = [
        f"distance:{max(-2, min(distance, 9))}:{sentence}",
        f"fits:{fits}:{units}:{sentence}",
        f"metrics:{metrics}",
        f"metrics:{metrics}:{sentence}:{units}",
        f"alike:{answers[number] == answers[other]}:{units}:{fits}:{min(distance, 3)}",
        f"opening:{opening[:1]}:{fits}:{sentence}",
        f"opening:{opening[-1:]}:{units}:{min(distance, 3)}",
        f"brackets:{brackets}:{min(distance, 3)}:{whole.frame_start == part.frame_start}",
        f"sum:{_adds_up(reading, number, other, answers)}",
        f"between:{_NUMERAL.sub('0', between)[:3]}:{_NUMERAL.sub('0', between)[-3:]}",
        f"stops:{min(between.count('；') + between.count('。'), 3)}:{fits}",
        f"rules:{_rules_whole(part, whole)}",
        f"rules:{_rules_whole(part, whole)}:{fits}:{answers[number] == answers[other]}",
        f"whole:{whole.drafts[0].whole is not None if whole.drafts else None}:{min(distance, 3)}",
    ]
    return found


def _rules_whole(part: ReadQuantity, whole: ReadQuantity) -> str:
    if not part.drafts:
        return "nothing"
    named = part.drafts[0].whole
    if named is None:
        return "none"
    return "this" if any(named is draft for draft in whole.drafts) else "another"


def _adds_up(reading: PassageReading, number: int, other: int, answers: Sequence[str]) -> str:
    """Tell whether a run of anchors behind a whole adds up to it, and holds the part."""
    anchors = reading.anchors
    whole = anchors[other].quantity
    total: float = 0
    for place in range(other + 1, min(len(anchors), other + 1 + 3 * BACK)):
        each = anchors[place]
        if each.reading.kind is not anchors[other].reading.kind or answers[place] == "none":
            continue
        total += each.quantity.value
        if total > whole.value:
            return "over"
        if total == whole.value and place > other + 1:
            return "held" if place >= number > other else "apart"
    return "under"


def anchored_parts(count: int, chosen: Sequence[int | None]) -> list[int | None]:
    """Return the wholes with cycles cut: a part of its own part is none."""
    wholes = list(chosen)
    for number in range(count):
        seen = {number}
        at: int | None = wholes[number]
        while at is not None:
            if at in seen:
                wholes[number] = None
                break
            seen.add(at)
            at = wholes[at]
    return wholes


def iterate_pairs(reading: PassageReading, spans: Sequence[FoundSpan]) -> Iterator[tuple[int, int]]:
    """Yield every anchor with every span that may belong to it."""
    for number, anchor in enumerate(reading.anchors):
        for place in span_candidates(anchor, spans):
            yield number, place
