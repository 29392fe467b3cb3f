"""Copies among the reports of a run: found, grouped, the best marked, none deleted."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import numpy
from numpy.typing import NDArray

from gongkai.extract.collection.candidates import (
    Pair,
    Signatures,
    candidate_pairs,
    similarities,
)
from gongkai.extract.collection.figures import FACT_COLUMNS, WIDTH, Figures, disagree, fill
from gongkai.extract.collection.fingerprints import BINS, fingerprint
from gongkai.extract.collection.grouping import ALIKE, group_copies
from gongkai.extract.collection.results import Results
from gongkai.extract.collection.survey import Survey, best_copy, survey_reports
from gongkai.extract.collection.terms import CopyReason
from gongkai.extract.writing.tidy import Row

_PAIRS_TOGETHER: Final = 65_536
_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@dataclass(frozen=True, slots=True)
class Copy:
    """A report that has copies.

    Attributes
    ----------
    group_id
        The record id of the best copy.
    similarity
        The share of its shingles that it has in common with the best, estimated give or take
        0.02; 1 for the best itself and for equal texts.
    reason
        Why it counts as a copy of the best; ``None`` for the best itself.
    """

    record_id: str
    group_id: str
    best: bool
    similarity: float
    reason: CopyReason | None

    @property
    def row(self) -> Row:
        """Its row of the table ``duplicates``."""
        reason = None if self.reason is None else self.reason.value
        return (self.record_id, self.group_id, self.best, round(self.similarity, 4), reason)


@dataclass(slots=True)
class _Prints:
    """What is compared of all reports; the large parts lie in files, which memory need not hold."""

    signatures: Signatures
    figures: Figures
    digests: NDArray[numpy.uint64]
    characters: NDArray[numpy.int32]
    traditional: NDArray[numpy.bool_]


def find_duplicates(results: Results, reports: Sequence[Survey] | None = None) -> list[Copy]:
    """Find the reports of a run that are copies of each other.

    Parameters
    ----------
    results
        The results of the run.
    reports
        Those to compare, in the order of their record ids; all of the run by default.

    Returns
    -------
    list of Copy
        Group by group in the order of the record ids of their best copies, the best first.

    Raises
    ------
    ResultsError
        If the results cannot be read.
    """
    reports = survey_reports(results) if reports is None else reports
    with _prints(results, reports) as prints:
        alike = _alike(candidate_pairs(reports, prints.signatures), reports, prints)
        groups = group_copies(reports, prints.characters.tolist(), alike)
        copies = [_copies(group, reports, prints) for group in groups]
    return [copy for group in sorted(copies, key=_group_id) for copy in group]


def _group_id(group: Sequence[Copy]) -> str:
    return group[0].group_id


@contextmanager
def _prints(results: Results, reports: Sequence[Survey]) -> Iterator[_Prints]:
    """Take the fingerprints of all texts."""
    places = {report.record_id: place for place, report in enumerate(reports)}
    count = max(1, len(reports))
    with TemporaryDirectory(prefix="gongkai-") as folder:
        prints = _Prints(
            _filed(Path(folder) / "signatures", numpy.uint16, (count, BINS)),
            _filed(Path(folder) / "figures", numpy.float32, (count, WIDTH)),
            numpy.zeros((count, 2), dtype=numpy.uint64),
            numpy.zeros(count, dtype=numpy.int32),
            numpy.zeros(count, dtype=bool),
        )
        for record_id, text in results.rows("texts", ("record_id", "text")):
            place = places.get(str(record_id))
            if place is None:
                continue
            taken = fingerprint(str(text))
            prints.signatures[place] = taken.signature
            prints.digests[place] = numpy.frombuffer(taken.digest, dtype="<u8")
            prints.characters[place] = taken.characters
            prints.traditional[place] = taken.traditional
        prints.figures[:] = numpy.nan
        fill(prints.figures, places, results.rows("facts", FACT_COLUMNS))
        yield prints
        del prints.signatures, prints.figures  # before the files go, which Windows insists on


def _filed(path: Path, kind: type[Any], shape: tuple[int, int]) -> Any:  # noqa: ANN401
    """Return an array that lies in a file.

    Raises
    ------
    OSError
        If there is no room for the file. Its place is taken at once: an array that finds none
        when it is filled ends the process.
    """
    with path.open("wb") as stream:
        size = shape[0] * shape[1] * numpy.dtype(kind).itemsize
        try:
            if hasattr(os, "posix_fallocate"):
                os.posix_fallocate(stream.fileno(), 0, size)
        except OSError as error:
            if error.errno in _NO_ROOM:  # other errors mean that this file system has no such call
                raise OSError(error.errno, error.strerror, str(path)) from error
    return numpy.memmap(path, dtype=kind, mode="r+", shape=shape)


def _alike(
    pairs: Iterable[Pair], reports: Sequence[Survey], prints: _Prints
) -> Iterator[tuple[Pair, float]]:
    """Yield the pairs that are alike, with how much.

    Where it is not sure that both are of one issuer and year, their numbers must not speak
    against it.
    """
    is_placed = numpy.array([report.is_placed for report in reports], dtype=bool)
    pairs = iter(pairs)
    while some := set(islice(pairs, _PAIRS_TOGETHER)):
        together = sorted(some)
        likenesses = similarities(together, prints.signatures)
        first = numpy.array([pair.first for pair in together])
        second = numpy.array([pair.second for pair in together])
        found = numpy.flatnonzero(likenesses >= ALIKE)
        first, second = first[found], second[found]
        against = disagree(prints.figures[first], prints.figures[second])
        against &= ~(is_placed[first] & is_placed[second])
        for place in found[~against].tolist():
            yield together[place], float(likenesses[place])


def _copies(group: Sequence[int], reports: Sequence[Survey], prints: _Prints) -> list[Copy]:
    best = best_copy(reports[place] for place in group)
    (place_of_best,) = (place for place in group if reports[place] is best)
    others = [place for place in group if place != place_of_best]
    pairs = [Pair(place_of_best, place) for place in others]
    copies = [Copy(best.record_id, best.record_id, True, 1.0, None)]
    for place, likeness in zip(others, similarities(pairs, prints.signatures), strict=True):
        reason = _reason(place_of_best, place, reports, prints)
        copies.append(
            Copy(reports[place].record_id, best.record_id, False, float(likeness), reason)
        )
    return copies


def _reason(best: int, other: int, reports: Sequence[Survey], prints: _Prints) -> CopyReason:
    if reports[best].sha256 == reports[other].sha256:
        return CopyReason.SAME_BYTES
    if prints.traditional[best] != prints.traditional[other]:
        return CopyReason.OTHER_SCRIPT
    if reports[best].media_type != reports[other].media_type:
        return CopyReason.OTHER_FORMAT
    if (prints.digests[best] == prints.digests[other]).all():
        return CopyReason.SAME_TEXT
    return CopyReason.NEAR_IDENTICAL
