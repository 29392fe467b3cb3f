"""Breakdowns: whether the components of a whole add up to it, and whether that can be told.

A report may break one number down several times over, by the way applications came and then by
who made them. So the components of a whole are taken as *listings*, one behind the other, each
of which must give the whole.

A listing that does not add up is a contradiction only if it was read right and in full; a
component that was missed looks the same. What could be missing is looked for where the listing
stands: numbers that are no claims, counts that belong to something else or to nothing. A listing
beyond its whole is not mended by what was missed, so less is asked of it than of one that falls
short. The limits were chosen on the texts kept for development, where none is failed
falsely by what the trained model reads.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from gongkai.extract.joining.bounds import Interval
from gongkai.extract.joining.statements import exact_sum, statement_of
from gongkai.models.quantities import find_quantities
from gongkai.models.quantities.types import Form
from gongkai.models.record import Check, Claim
from gongkai.models.scheme import CheckKind, CheckStatus, Kind, PartKind

_FEWEST_PARTS: Final = 2
_PARTED_KINDS: Final = (Kind.COUNT, Kind.AMOUNT)
#: How probable each claim has to be, where its model tells; more probable than not.
_SURE_CLAIM: Final = 0.5
#: How probable it has to be that each part is a component, for one that is missing to be noticed.
_SURE_PART: Final = 0.5
#: What is short by more than this share of the whole is rather half a listing than a wrong one.
_LARGEST_GAP: Final = 0.2
#: How long a listing may be, and how far behind it one of its components could stand, in code
#: points; it stands in the same sentence.
_LONGEST_LISTING: Final = 1_000
_LONGEST_REST: Final = 200
_SENTENCE_END: Final = re.compile(r"[。！？]")
#: How many listings of a report that do not add up are looked into: reports have a few.
_MOST_ASSESSED: Final = 100


def check_breakdowns(claims: Sequence[Claim], text: str) -> Iterator[Check]:
    """Check that components add up to their whole.

    Parameters
    ----------
    claims
        The claims of a report, in order.
    text
        Its text, which they point into.

    Yields
    ------
    Check
        One for each whole with components. Where there are several listings and one does not
        add up, it is about that one; a listing that cannot be assessed is left out where
        another adds up.
    """
    components = _components(claims)
    surroundings = _Surroundings(claims, text)
    for whole in claims:
        parts = components.get(whole.id, [])
        alike = all(_same_measure(part, whole) for part in parts)
        if len(parts) >= _FEWEST_PARTS and whole.kind in _PARTED_KINDS and alike:
            yield _checked(whole, parts, surroundings)


def _components(claims: Sequence[Claim]) -> dict[int, list[Claim]]:
    """Return the components by their whole; claims that share a number count once."""
    components: dict[int, list[Claim]] = {}
    for claim in claims:
        if claim.part_of is not None and claim.part_kind is PartKind.COMPONENT:
            known = components.setdefault(claim.part_of, [])
            if not known or known[-1].start != claim.start:
                known.append(claim)
    return components


def _checked(whole: Claim, parts: Sequence[Claim], surroundings: _Surroundings) -> Check:
    if _together(parts).overlaps(_interval(whole)):
        return _check(whole, parts, CheckStatus.PASS)
    *complete, rest = _listings(whole, parts)
    if rest:
        listed = surroundings.contradiction(whole, rest)
        if listed:
            return _check(whole, listed, CheckStatus.FAIL)
    if complete:
        return _check(whole, complete[0], CheckStatus.PASS)
    return _check(whole, parts, CheckStatus.NOT_ASSESSABLE)


def _check(whole: Claim, parts: Sequence[Claim], status: CheckStatus) -> Check:
    return Check(
        id=f"{CheckKind.BREAKDOWN.value}.{whole.id}",
        kind=CheckKind.BREAKDOWN,
        status=status,
        expected=exact_sum(part.value for part in parts),
        found=whole.value,
        claims=[whole.id, *(part.id for part in parts)],
    )


def _listings(whole: Claim, parts: Sequence[Claim]) -> list[list[Claim]]:
    """Return the runs of parts that each give the whole, and behind them what is left."""
    listings: list[list[Claim]] = []
    rest: list[Claim] = []
    for part in parts:
        if not rest and listings and not part.value:
            listings[-1].append(part)
            continue
        rest.append(part)
        if _together(rest).overlaps(_interval(whole)):
            listings.append(rest)
            rest = []
    return [*listings, rest]


class _Surroundings:
    """What stands around listings: claims of theirs, of others, and numbers that are none.

    Parameters
    ----------
    claims
        The claims of a report, in order.
    text
        Its text.
    """

    def __init__(self, claims: Sequence[Claim], text: str) -> None:
        self._claims = claims
        self._text = text
        self._starts = [claim.start for claim in claims]
        self._assessed = 0

    def contradiction(self, whole: Claim, listing: Sequence[Claim]) -> list[Claim]:
        """Return the parts that surely do not add up to the whole, none if that is not sure.

        Beside the listing these are counts of the same metric between its components that
        nothing else claims, if they come to more than the whole with them.
        """
        start = min(whole.start, listing[0].start)
        last = max(whole.end, listing[-1].end)
        self._assessed += 1
        if self._assessed > _MOST_ASSESSED or last - start > _LONGEST_LISTING:
            return []
        if len(listing) < _FEWEST_PARTS or not _is_sure([whole, *listing]):
            return []
        if _is_over(listing, whole):
            return list(listing)
        end = self._end(last)
        others = list(self._others(whole, listing, start, end))
        between = [claim for claim in others if claim.start < last]
        likely = [claim for claim in between if _may_belong(claim, whole)]
        if not likely:
            return list(listing) if self._is_short(whole, listing, others, (start, end)) else []
        listed = sorted([*listing, *likely], key=lambda claim: claim.start)
        return listed if len(likely) == len(between) and _is_over(listed, whole) else []

    def _is_short(
        self,
        whole: Claim,
        listing: Sequence[Claim],
        others: Sequence[Claim],
        stretch: tuple[int, int],
    ) -> bool:
        """Tell whether a listing surely falls short: nothing in its stretch can be missing."""
        stated, together = _interval(whole), _together(listing)
        if stated.low - together.high > _LARGEST_GAP * stated.high:
            return False
        if not all(_is_component(part) for part in listing):
            return False
        most = stated.high - together.low
        missing = any(0 < claim.value <= most for claim in others)
        return not missing and not self._has_number(whole, most, *stretch)

    def _end(self, last: int) -> int:
        """Return where the listing whose last component ends at ``last`` surely has ended."""
        furthest = min(last + _LONGEST_REST, len(self._text))
        found = _SENTENCE_END.search(self._text, last, furthest)
        return found.start() if found else furthest

    def _others(
        self, whole: Claim, listing: Sequence[Claim], start: int, end: int
    ) -> Iterator[Claim]:
        """Yield what is counted in a stretch and is neither of the listing nor a part of it."""
        inside = {part.id for part in listing}
        counted = {claim.start for claim in (whole, *listing)}
        for claim in self._claims_in(start, end):
            if claim.part_of in inside:
                inside.add(claim.id)
            elif claim.kind is whole.kind and claim.start not in counted:
                yield claim

    def _claims_in(self, start: int, end: int) -> Sequence[Claim]:
        return self._claims[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _has_number(self, whole: Claim, most: float, start: int, end: int) -> bool:
        """Tell whether a stretch has a number that is no claim and could be a component."""
        claimed = self._claims_in(start, end)
        return any(
            quantity.form in {Form.NUMBER, Form.MONEY}
            and quantity.unit in {whole.unit, None}
            and 0 < quantity.value <= most
            and not any(
                claim.start < start + quantity.end and start + quantity.start < claim.end
                for claim in claimed
            )
            for quantity in find_quantities(self._text[start:end]).quantities
        )


def _is_sure(claims: Sequence[Claim]) -> bool:
    """Tell whether a whole and its parts are surely claims, the parts of one sentence."""
    _, *parts = claims
    sure = all(claim.confidence is None or claim.confidence >= _SURE_CLAIM for claim in claims)
    return sure and len({part.sentence for part in parts}) == 1


def _is_component(part: Claim) -> bool:
    return part.part_chance is None or part.part_chance >= _SURE_PART


def _is_over(parts: Sequence[Claim], whole: Claim) -> bool:
    return _together(parts).low > _interval(whole).high


def _may_belong(claim: Claim, whole: Claim) -> bool:
    """Tell whether a claim could be a component of the whole that was not known for one."""
    free = claim.part_of in {None, whole.id}
    return free and _same_measure(claim, whole) and claim.metric is whole.metric


def _same_measure(one: Claim, other: Claim) -> bool:
    return one.kind is other.kind and one.unit == other.unit


def _together(parts: Iterable[Claim]) -> Interval:
    intervals = [_interval(part) for part in parts]
    return Interval(
        exact_sum(each.low for each in intervals), exact_sum(each.high for each in intervals)
    )


def _interval(claim: Claim) -> Interval:
    return statement_of(claim, frozenset()).interval
