"""What there is to know of every report before any is compared: whose, which year, how good."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from sys import intern
from typing import Any, Final

import pyarrow.compute

from gongkai.extract.collection.fingerprints import letters
from gongkai.extract.collection.results import Results
from gongkai.models.scheme import CellState, Tier

_COLUMNS: Final = (
    *("record_id", "issuer_name", "issuer_region_code", "year_value"),
    *("source_uri", "source_media_type", "source_sha256", "issuer_tier"),
)
_OFFICIAL: Final = re.compile(r"(?:^|[/.])gov\.cn(?=[:/]|$)", re.I)
_GOVERNMENT: Final = re.compile(r"(?<=.)人民政府$")


@dataclass(slots=True)
class Survey:
    """What there is to know of a report.

    Attributes
    ----------
    issuer
        The name of its issuer as ``issuer_key`` gives it, ``None`` if unknown.
    tables
        How many of the mandated tables have a number.
    numbers
        How many cells have one.
    recognised
        Whether characters were recognised in pictures.
    """

    record_id: str
    name: str | None
    issuer: str | None
    region: str | None
    year: int | None
    uri: str
    media_type: str
    sha256: str
    tables: int = 0
    numbers: int = 0
    claims: int = 0
    recognised: bool = False
    tier: str | None = None

    @property
    def is_known(self) -> bool:
        """Whether it is known whose report it is, on which year."""
        return self.issuer is not None and self.year is not None

    @property
    def is_placed(self) -> bool:
        """Whether issuer and year are known and no other place has a body of that name.

        There is a 教育局 in every county and a 石桥镇 in dozens: without its region a name says
        little, unless its body is a national one.
        """
        return self.is_known and (self.region is not None or self.tier == Tier.NATIONAL.value)

    @property
    def rank(self) -> tuple[object, ...]:
        """What good copies have less of, by the rules in the order of their weight.

        A known issuer and year; complete tables; a text that was not recognised in pictures; more
        numbers in the tables; more claims; a place on an official site (``gov.cn``). Then the
        record id decides.
        """
        official = _OFFICIAL.search(self.uri) is not None
        return (
            *(not self.is_known, -self.tables, self.recognised, -self.numbers, -self.claims),
            *(not official, self.record_id),
        )


def survey_reports(results: Results) -> list[Survey]:
    """Return what there is to know of every report, in the order of the record ids."""
    found = {}
    for row in results.rows("reports", _COLUMNS):
        found[row[0]] = _survey(*row)
    _count_cells(results, found)
    for batch in results.batches("claims", ("record_id",)):
        for entry in pyarrow.compute.value_counts(batch.column(0)).to_pylist():
            if (report := found.get(entry["values"])) is not None:
                report.claims += entry["counts"]
    return sorted(found.values(), key=lambda report: report.record_id)


@lru_cache(maxsize=100_000)
def issuer_key(name: str) -> str | None:
    """Return a name so that it is the same for one body, whether or not 人民政府 is written.

    The office of a government (人民政府办公室) reports for itself and keeps its own name.
    """
    return _GOVERNMENT.sub("", letters(name)) or None


def best_copy(copies: Iterable[Survey]) -> Survey:
    """Return the best of several copies of one report."""
    return min(copies, key=lambda report: report.rank)


def _survey(  # noqa: PLR0913, PLR0917 - the columns of a row
    record_id: Any,  # noqa: ANN401
    name: Any,  # noqa: ANN401
    region: Any,  # noqa: ANN401
    year: Any,  # noqa: ANN401
    uri: Any,  # noqa: ANN401
    media_type: Any,  # noqa: ANN401
    sha256: Any,  # noqa: ANN401
    tier: Any,  # noqa: ANN401
) -> Survey:
    # Names and the like are kept once, however many reports have them.
    name, region, tier = (None if each is None else intern(each) for each in (name, region, tier))
    return Survey(
        *(record_id, name, issuer_key(name) if name else None, region, year, uri),
        *(intern(media_type), sha256),
        recognised=media_type.startswith("image/"),
        tier=tier,
    )


def _count_cells(results: Results, found: dict[Any, Survey]) -> None:
    """Count numbers; a table of a report may be cut by the end of a batch, so add up first."""
    numbers: dict[tuple[str, str], int] = {}
    columns = ("record_id", "table", "state", "confidence")
    for batch in results.batches("cells", columns):
        table = pyarrow.Table.from_batches([batch])
        is_number = pyarrow.compute.equal(table["state"], CellState.VALUE.value)
        table = table.set_column(2, "state", pyarrow.compute.cast(is_number, "int32"))
        counted = table.group_by(["record_id", "table"], use_threads=False).aggregate(
            [("state", "sum"), ("confidence", "count")]
        )
        names = ("record_id", "table", "state_sum", "confidence_count")
        for entry in zip(*(counted[name].to_pylist() for name in names), strict=True):
            record_id, section, count, recognised = entry
            if (report := found.get(record_id)) is not None:
                key = (record_id, section)
                before = numbers.pop(key, 0)
                numbers[key] = before + count
                report.numbers += count
                report.tables += bool(count) and not before
                report.recognised |= recognised > 0
        while len(numbers) > 8:  # a report's cells stand together: only the last may go on
            numbers.pop(next(iter(numbers)))
