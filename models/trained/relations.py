"""Relations: which context spans belong to an anchor, and which anchor it is a part of.

Both are asked of pairs. For each kind of span a linear model scores the spans near an anchor;
another scores the anchors near it as its whole. What stands between the two tells most: stops,
other anchors, other spans of the kind.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
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
#: What may belong to a numeral: where it is not, nothing is masked.
_OF_NUMERALS: Final = re.compile(r"[0-9,.]")
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
    """

    start: int
    end: int
    kind: SpanKind


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


class SpanPairs:
    """The anchors of a passage with its spans; what several pairs share is found once.

    Parameters
    ----------
    reading
        The passage.
    spans
        All spans of the passage, in order.
    """

    def __init__(self, reading: PassageReading, spans: Sequence[FoundSpan]) -> None:
        self._reading, self._spans = reading, spans
        self._starts = [anchor.quantity.start for anchor in reading.anchors]
        self._ends = [anchor.quantity.end for anchor in reading.anchors]
        stops = list(_STOPS.finditer(reading.text))
        self._stops_at = [stop.start() for stop in stops]
        self._stops = "".join(stop.group() for stop in stops)

    def features(self, number: int, place: int) -> list[str]:
        """Return the features of an anchor and a span.

        Parameters
        ----------
        number
            The anchor's position in the passage.
        place
            The span's position among the spans.
        """
        anchor, span, text = self._reading.anchors[number], self._spans[place], self._reading.text
        quantity, kind = anchor.quantity, str(span.kind)
        if span.end <= quantity.start:
            side, near = "before", text[span.end : quantity.start]
            beside = _last_masked(near)
        else:
            side, near = "behind", text[quantity.end : span.start]
            beside = near[:3]
        stops, count = self._stops_between(number, span)
        rivals, others = self._rivals(number, place), self._anchors_between(number, span)
        few_rivals, few_others = min(rivals, 2), min(others, 2)
        rivals, others = min(rivals, 3), min(others, 5)
        same = str(anchor.sentence[0] <= span.start < anchor.sentence[1])
        words = text[span.start : span.end]
        to_side = f"{kind}:{side}:"
        return [
            to_side + same,
            f"{to_side}gap:{step(len(near))}",
            f"{to_side}stops:{stops}",
            f"{to_side}stops:{min(count, 5)}:{min(others, 4)}",
            f"{to_side}rivals:{rivals}:{min(others, 3)}",
            f"{to_side}rivals:{rivals}:{same}",
            f"{to_side}others:{others}",
            f"{to_side}near:{beside}",
            f"{to_side}form:{quantity.form!s}:{few_others}:{few_rivals}",
            f"{to_side}answer:{self._reading.answers[number]}:{few_rivals}",
            f"{kind}:words:{words}",
            f"{kind}:words:{words[-2:]}:{quantity.unit!s}",
            f"{kind}:bracket:{anchor.frame.bracketed!s}:{side}:{_in_frame(anchor, span)!s}",
            f"{kind}:clause:{_in_clause(anchor, span)!s}:{side}",
            *_of_rules(anchor, span.kind, words, side, f"{few_rivals}:{same}"),
        ]

    def _stops_between(self, number: int, span: FoundSpan) -> tuple[str, int]:
        """Return the last four stops between an anchor and a span, and how many there are."""
        if span.end <= self._starts[number]:
            opening, closing = span.end, self._starts[number]
        else:
            opening, closing = self._ends[number], span.start
        first = bisect_left(self._stops_at, opening)
        last = bisect_left(self._stops_at, closing, first)
        return self._stops[max(first, last - 4) : last], last - first

    def _rivals(self, number: int, place: int) -> int:
        """Return how many spans of the same kind stand between a span and an anchor."""
        spans, start, end = self._spans, self._starts[number], self._ends[number]
        kind = spans[place].kind
        count = 0
        if spans[place].end <= start:
            for each in spans[place + 1 : place + 12]:
                if each.start > start:
                    break
                count += each.kind is kind and each.end <= start
            return count
        for each in reversed(spans[max(0, place - 12) : place]):
            if each.start < end:
                break
            count += each.kind is kind
        return count

    def _anchors_between(self, number: int, span: FoundSpan) -> int:
        if span.end <= self._starts[number]:
            return number - bisect_left(self._starts, span.end, 0, number)
        return bisect_right(self._ends, span.start, number + 1) - number - 1


def span_features(
    reading: PassageReading, number: int, spans: Sequence[FoundSpan], place: int
) -> list[str]:
    """Return the features of one pair, as ``SpanPairs`` does of many."""
    return SpanPairs(reading, spans).features(number, place)


def _last_masked(text: str) -> str:
    """Return the last three characters of a text whose numerals are masked."""
    end = text[-3:]
    return end if not _OF_NUMERALS.search(end) else _NUMERAL.sub("0", text)[-3:]


def _of_rules(
    anchor: ReadQuantity, kind: SpanKind, words: str, side: str, rivals: str
) -> list[str]:
    """Return whether the rules say of the anchor what the span's words say."""
    if not anchor.drafts:
        return []
    draft, name = anchor.drafts[0], str(kind)
    if kind is SpanKind.CHANNEL:
        return [
            f"{name}:rules:{draft.channel!s}:{words[-3:]}",
            f"{name}:rules:{draft.channel is not None!s}:{rivals}",
        ]
    if kind is SpanKind.PERIOD:
        return [f"{name}:rules:{draft.period == words!s}:{draft.period is not None!s}"]
    named = draft.subject if kind is SpanKind.SUBJECT else draft.action
    return [f"{name}:rules:{named in words or words in named!s}:{side}"] if named else []


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
    first, second = (part, whole) if number < other else (whole, part)
    between = reading.text[first.quantity.end : second.quantity.start]
    masked = _NUMERAL.sub("0", between)
    opening = _OF_WHICH.findall(between[:60])
    ratio = part.quantity.value / whole.quantity.value
    fits = "equal" if ratio == 1 else "less" if ratio < 1 else "more"
    sentence = "same" if part.sentence == whole.sentence else "other"
    metrics = f"{answers[number]}<{answers[other]}"
    alike = str(answers[number] == answers[other])
    distance = number - other
    back = min(distance, 3)
    brackets = f"{part.frame.bracketed!s}{whole.frame.bracketed!s}"
    units = str(part.quantity.unit == whole.quantity.unit)
    by_rules = _rules_whole(part, whole)
    is_part = whole.drafts[0].whole is not None if whole.drafts else None
    return [
        f"distance:{max(-2, min(distance, 9))}:{sentence}",
        f"fits:{fits}:{units}:{sentence}",
        f"metrics:{metrics}",
        f"metrics:{metrics}:{sentence}:{units}",
        f"alike:{alike}:{units}:{fits}:{back}",
        f"opening:{opening[:1]}:{fits}:{sentence}",
        f"opening:{opening[-1:]}:{units}:{back}",
        f"brackets:{brackets}:{back}:{whole.frame_start == part.frame_start!s}",
        f"sum:{_adds_up(reading, number, other, answers)}",
        f"between:{masked[:3]}:{masked[-3:]}",
        f"stops:{min(between.count('；') + between.count('。'), 3)}:{fits}",
        f"rules:{by_rules}",
        f"rules:{by_rules}:{fits}:{alike}",
        f"whole:{is_part!s}:{back}",
    ]


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
