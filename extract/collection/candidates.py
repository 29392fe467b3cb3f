"""Pairs of reports that may be copies, found without comparing each with each.

Whose report it is and on which year says the most. Reports of one issuer and year are compared
with each other; where that is many (a name such as 教育局 with no region), only those that share
a band of their signatures. Reports of which issuer or year are unknown, such as mirrors, are
looked for among all by their bands: equal stretches of the signature (locality-sensitive hashing,
Indyk and Motwani, 1998). What is compared for one report is bounded, so a thousand townships that
fill the same template cost a thousand times as much as one, not a million times.
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
            yield from (Pair(*pair) for pair in combinations(block, 2))
        else:
            places = numpy.array(block)
            yield from _sharing_bands(places, signatures, numpy.ones(len(block), dtype=bool))
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
    half = MOST_COMPARED // 2
    for index in numpy.flatnonzero(wanted).tolist():
        low = max(0, min(index - half, len(numbers) - MOST_COMPARED - 1))
        for other in range(low, min(len(numbers), low + MOST_COMPARED + 1)):
            if other != index:
                yield Pair(*sorted((numbers[index], numbers[other])))


def _band_keys(band: Signature, places: NDArray[numpy.intp]) -> NDArray[numpy.uint64]:
    """Return a number for each report, equal where all entries of the band are."""
    keys = numpy.zeros(places.size, dtype=numpy.uint64)
    for column in range(band.shape[1]):
        keys = mixed(keys ^ band[places, column].astype(numpy.uint64))
    return keys
