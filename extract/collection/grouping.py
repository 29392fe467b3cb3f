"""Copies of one report put together, without ever putting two reports together that are not.

Two reports are copies when their texts are alike enough and nothing speaks against it: issuers,
regions and years that are both known have to be the same. Likeness alone does not do: townships
fill one template, and an issuer copies its report of last year. So groups grow from the most alike
pair on, and two groups join only if whose they are allows it; a report without issuer, region or
year never becomes the bridge between two. One that is about as alike to reports of several issuers,
regions or years is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy
from numpy.typing import NDArray

from gongkai.extract.collection.candidates import Pair
from gongkai.extract.collection.edges import Edges
from gongkai.extract.collection.survey import Survey

#: How alike copies are whose issuer and year are known to be the same. Copies in other formats,
#: with their surroundings, are 0.86 and more; different reports 0.35 and less.
ALIKE: Final = 0.75
#: How alike they are where issuer or year of one of them is unknown.
ALIKE_IF_UNKNOWN: Final = 0.9
#: How much more alike one has to be than the other to tell whose a report is: two standard
#: deviations of the difference of two estimates that have most of their bins in common.
MARGIN: Final = 0.03
#: Shorter texts say too little to be copies where issuer or year is unknown.
FEWEST_CHARACTERS: Final = 200


@dataclass(slots=True)
class _Identity:
    """Whose reports a group holds and on which year, as far as is known."""

    issuer: str | None
    region: str | None
    year: int | None

    def allows(self, other: _Identity) -> bool:
        """Tell whether nothing that is known of both differs."""
        return (
            _same(self.issuer, other.issuer)
            and _same(self.region, other.region)
            and _same(self.year, other.year)
        )

    def add(self, other: _Identity) -> None:
        """Take over what is known of another group."""
        self.issuer = self.issuer or other.issuer
        self.region = self.region or other.region
        self.year = self.year if self.year is not None else other.year


def group_copies(
    reports: Sequence[Survey],
    characters: Sequence[int],
    alike: Iterable[tuple[Pair, float]],
) -> list[list[int]]:
    """Return the groups of copies, as places in ``reports``; reports without a copy are in none.

    Parameters
    ----------
    reports
        The reports.
    characters
        How long the text of each is.
    alike
        Pairs with how alike they are, in any order, repeated or not.
    """
    numbers: dict[tuple[str | None, str | None, int | None], int] = {}
    kinds = [
        numbers.setdefault((report.issuer, report.region, report.year), len(numbers))
        for report in reports
    ]
    edges = Edges(kinds)
    for pair, likeness in alike:
        if likeness >= _needed(reports, characters, pair) and _identity(reports[pair.first]).allows(
            _identity(reports[pair.second])
        ):
            edges.add(pair, likeness)
    first, second, likenesses = edges.ranked()
    torn = _torn(reports, first, second, likenesses)
    groups = _Groups(reports)
    for place in numpy.flatnonzero(~(torn[first] | torn[second])):
        groups.join(Pair(int(first[place]), int(second[place])))
    return groups.of_several()


def _needed(reports: Sequence[Survey], characters: Sequence[int], pair: Pair) -> float:
    if reports[pair.first].is_known and reports[pair.second].is_known:
        return ALIKE
    shorter = min(characters[pair.first], characters[pair.second])
    return ALIKE_IF_UNKNOWN if shorter >= FEWEST_CHARACTERS else 2.0


def _torn(
    reports: Sequence[Survey],
    first: NDArray[numpy.intp],
    second: NDArray[numpy.intp],
    likenesses: NDArray[numpy.float64],
) -> NDArray[numpy.bool_]:
    """Tell for each report whether it could be a copy of those of several bodies or years."""
    said = numpy.array([_how_much_is_said(report) for report in reports], dtype=numpy.int8)
    less, more = said[first] < said[second], said[first] > said[second]
    ones = numpy.concatenate((first[less], second[more]))
    owners = numpy.concatenate((second[less], first[more]))
    alike = numpy.concatenate((likenesses[less], likenesses[more]))
    order = numpy.argsort(ones, kind="stable")
    torn = numpy.zeros(len(reports), dtype=bool)
    for some in numpy.split(order, numpy.flatnonzero(numpy.diff(ones[order])) + 1):
        found = [
            (likeness, _identity(reports[owner]))
            for likeness, owner in zip(alike[some].tolist(), owners[some].tolist(), strict=True)
        ]
        if found:
            torn[ones[some[0]]] = _is_torn(found)
    return torn


def _is_torn(found: Sequence[tuple[float, _Identity]]) -> bool:
    """Tell whether the most alike are of several issuers, regions or years."""
    least = max(likeness for likeness, _ in found) - MARGIN
    all_of_them = _Identity(None, None, None)
    for likeness, identity in found:
        if likeness >= least:
            if not all_of_them.allows(identity):
                return True
            all_of_them.add(identity)
    return False


def _how_much_is_said(report: Survey) -> int:
    """Tell how well a report says whose it is: nothing sure, issuer and year, or the region too."""
    return report.is_known + (report.is_known and report.region is not None)


class _Groups:
    """Disjoint groups of reports, each with its identity."""

    def __init__(self, reports: Sequence[Survey]) -> None:
        self._reports = reports
        self._parents: dict[int, int] = {}
        self._identities: dict[int, _Identity] = {}

    def join(self, pair: Pair) -> None:
        """Put two groups together, if whose they are allows it."""
        first, second = sorted((self._root(pair.first), self._root(pair.second)))
        if first == second or not self._identities[first].allows(self._identities[second]):
            return
        self._parents[second] = first
        self._identities[first].add(self._identities.pop(second))

    def of_several(self) -> list[list[int]]:
        """Return the groups of two and more, in the order of their first members."""
        groups: dict[int, list[int]] = {}
        for place in sorted(self._parents):
            groups.setdefault(self._root(place), []).append(place)
        return [group for group in groups.values() if len(group) > 1]

    def _root(self, place: int) -> int:
        if place not in self._parents:
            self._parents[place] = place
            self._identities[place] = _identity(self._reports[place])
        while self._parents[place] != place:
            self._parents[place] = self._parents[self._parents[place]]
            place = self._parents[place]
        return place


def _identity(report: Survey) -> _Identity:
    return _Identity(report.issuer, report.region, report.year)


def _same(one: object, other: object) -> bool:
    return one is None or other is None or one == other
