"""Copies among the reports of a run: found, grouped, the best marked, none deleted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy
from numpy.typing import NDArray

from gongkai.extract.collection.candidates import (
    Pair,
    Signatures,
    candidate_pairs,
    similarities,
)
from gongkai.extract.collection.fingerprints import BINS, fingerprint
from gongkai.extract.collection.grouping import ALIKE, group_copies
from gongkai.extract.collection.results import Results
from gongkai.extract.collection.survey import Survey, best_copy, survey_reports
from gongkai.extract.collection.terms import CopyReason
from gongkai.extract.writing.tidy import Row

_PAIRS_TOGETHER: Final = 65_536


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
    """The fingerprints of all reports; signatures lie in a file, which memory need not hold."""

    signatures: Signatures
    digests: NDArray[numpy.uint64]
    characters: NDArray[numpy.int32]
    traditional: NDArray[numpy.bool_]


def find_duplicates(results: Results) -> list[Copy]:
    """Find the reports of a run that are copies of each other.

    Returns
    -------
    list of Copy
        Group by group in the order of the record ids of their best copies, the best first.

    Raises
    ------
    ResultsError
        If the results cannot be read.
    """
    reports = survey_reports(results)
    with _prints(results, reports) as prints:
        alike = _alike(candidate_pairs(reports, prints.signatures), prints)
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
        path = Path(folder) / "signatures"
        prints = _Prints(
            numpy.memmap(path, dtype=numpy.uint16, mode="w+", shape=(count, BINS)),
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
        yield prints
        del prints.signatures  # before its file goes, which Windows insists on


def _alike(pairs: Iterable[Pair], prints: _Prints) -> Iterator[tuple[Pair, float]]:
    """Yield the pairs that are alike, with how much."""
    pairs = iter(pairs)
    while some := set(islice(pairs, _PAIRS_TOGETHER)):
        together = sorted(some)
        for pair, likeness in zip(
            together, similarities(together, prints.signatures).tolist(), strict=True
        ):
            if likeness >= ALIKE:
                yield pair, likeness


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
