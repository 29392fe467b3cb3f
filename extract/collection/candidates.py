"""Pairs of reports that may be copies, found without comparing each with each.

Whose report it is and on which year says the most. Reports of one issuer and year are compared
with each other; where that is many (there is a 教育局 in every county), those of one region, and
those without region only if they share a band of their signatures. Reports of which issuer or year
are unknown, such as mirrors, are looked for among all by their bands: equal stretches of the
signature (locality-sensitive hashing, Indyk and Motwani, 1998). What is compared for one report is
bounded, so a thousand townships that fill the same template cost a thousand times as much as one,
not a million times.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy
from numpy.typing import NDArray

from gongkai.extract.collection.fingerprints import BINS, Signature, mixed
from gongkai.extract.collection.survey import Survey

#: Up to this many reports of one issuer and year are all compared with each other.
ALL_COMPARED: Final = 32
#: Entries of a band: 21 bands of 12 find 99.9 % of the pairs that are 0.9 alike.
BAND: Final = 12
#: A report is compared with at most so many others that share a band.
MOST_COMPARED: Final = 64

Signatures = NDArray[numpy.uint16]


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """Two reports by their places, the first before the second."""

    first: int
    second: int


def candidate_pairs(reports: Sequence[Survey], signatures: Signatures) -> Iterator[Pair]:
    """Yield pairs worth comparing, some of them more than once.

    Parameters
    ----------
    reports
        The reports.
    signatures
        The signature of each, a row a report; may lie in a file.
    """
    blocks: dict[tuple[str, int], list[int]] = {}
    unknown: list[int] = []
    for place, report in enumerate(reports):
        if report.issuer is not None and report.year is not None:
            blocks.setdefault((report.issuer, report.year), []).append(place)
        else:
            unknown.append(place)
    for block in blocks.values():
        if len(block) <= ALL_COMPARED:
            yield from _each_with_each(block)
        else:
            yield from _of_many(block, reports, signatures)
    if unknown:
        wanted = numpy.zeros(len(reports), dtype=bool)
        wanted[unknown] = True
        yield from _sharing_bands(numpy.arange(len(reports)), signatures, wanted)


def similarities(pairs: Sequence[Pair], signatures: Signatures) -> NDArray[numpy.float64]:
    """Return how alike the texts of pairs are, 0 to 1."""
    if not pairs:
        return numpy.zeros(0)
    first = signatures[[pair.first for pair in pairs]]
    second = signatures[[pair.second for pair in pairs]]
    alike: NDArray[numpy.float64] = (first == second).sum(axis=1) / BINS
    return alike


def _each_with_each(block: Sequence[int]) -> Iterator[Pair]:
    return (Pair(*pair) for pair in combinations(block, 2))


def _of_many(
    block: Sequence[int], reports: Sequence[Survey], signatures: Signatures
) -> Iterator[Pair]:
    """Yield pairs of many reports of one name and year, none of two regions."""
    by_region: dict[str, list[int]] = {}
    for place in block:
        if (region := reports[place].region) is not None:
            by_region.setdefault(region, []).append(place)
    for same in by_region.values():
        if len(same) <= ALL_COMPARED:
            yield from _each_with_each(same)
        else:
            yield from _sharing_bands(numpy.array(same), signatures, numpy.ones(len(same), bool))
    without_region = numpy.array([reports[place].region is None for place in block])
    if without_region.any():
        yield from _sharing_bands(numpy.array(block), signatures, without_region)


def _sharing_bands(
    places: NDArray[numpy.intp], signatures: Signatures, wanted: NDArray[numpy.bool_]
) -> Iterator[Pair]:
    """Yield the pairs that share a band, at least one of the two being wanted."""
    bands = range(0, BINS - BAND + 1, BAND)
    for number in range(len(bands)):
        # Those that share the next bands too stand next to each other, within the reach of a pair.
        second, first, keys = (
            _band_keys(signatures[:, start : start + BAND], places)
            for start in (bands[(number + ahead) % len(bands)] for ahead in (2, 1, 0))
        )
        order = numpy.lexsort((second, first, keys))
        ends = numpy.flatnonzero(numpy.diff(keys[order])) + 1
        for run in numpy.split(order, ends):
            if run.size > 1 and wanted[run].any():
                yield from _pairs_of_run(places[run], wanted[run])


def _pairs_of_run(run: NDArray[numpy.intp], wanted: NDArray[numpy.bool_]) -> Iterator[Pair]:
    """Pair each wanted report with those before and behind it, as many as may be."""
    numbers = run.tolist()
    wants = wanted.tolist()
    for index in numpy.flatnonzero(wanted).tolist():
        for other in _reach(index, len(numbers)):
            # Of two wanted ones, the first has had the second already if that was in its reach.
            done = other < index and wants[other] and index in _reach(other, len(numbers))
            if other != index and not done:
                yield Pair(*sorted((numbers[index], numbers[other])))


def _reach(index: int, count: int) -> range:
    low = max(0, min(index - MOST_COMPARED // 2, count - MOST_COMPARED - 1))
    return range(low, min(count, low + MOST_COMPARED + 1))


def _band_keys(band: Signature, places: NDArray[numpy.intp]) -> NDArray[numpy.uint64]:
    """Return a number for each report, equal where all entries of the band are."""
    keys = numpy.zeros(places.size, dtype=numpy.uint64)
    for column in range(band.shape[1]):
        keys = mixed(keys ^ band[places, column].astype(numpy.uint64))
    return keys
