"""Tidy tables as ``gongkai extract --format parquet`` or ``csv`` writes them, read as records.

``reports`` says which reports there are, so that one without claims is known to be one in which
nothing was found. Tables that are not there are not judged; neither are sections, which no table
holds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from gongkai.evaluate.judged.claim_rows import claims_by_text, load_claim_rows, typed
from gongkai.evaluate.judged.contexts import with_contexts
from gongkai.evaluate.judged.gold import judged_gold
from gongkai.evaluate.judged.gold_models import GoldFact, GoldReport
from gongkai.evaluate.judged.reasons import first_reason
from gongkai.evaluate.judged.reports import JudgedClaim, JudgedFact, JudgedReport
from gongkai.evaluate.judged.row_files import Row, RowError, read_rows
from gongkai.models.table_layout import LAYOUTS

#: Endings of the formats that an extraction writes tables in.
ENDINGS: Final = (".parquet", ".csv")
#: The table that says which reports there are, and that of the claims.
REPORTS: Final = "reports"
CLAIMS: Final = "claims"
#: The tables that are judged.
NAMES: Final = (REPORTS, CLAIMS, "texts", "cells", "problems", "facts")
#: The column that ties the tables together.
RECORD_ID: Final = "record_id"


def tidy_files(folder: Path, endings: Sequence[str] = ENDINGS) -> dict[str, Path]:
    """Return the tables in a folder by their names, all of one format.

    Parameters
    ----------
    folder
        The folder.
    endings
        The endings of the formats to look for: the first of which there are claims, else the
        first of which there is a table at all.
    """
    by_ending = [_of_ending(folder, ending) for ending in endings]
    by_ending.sort(key=lambda files: (CLAIMS not in files, not files))
    return by_ending[0]


def _of_ending(folder: Path, ending: str) -> dict[str, Path]:
    files = {name: folder / f"{name}{ending}" for name in NAMES}
    return {name: file for name, file in files.items() if file.is_file()}


def load_tidy_tables(folder: Path, endings: Sequence[str] = ENDINGS) -> list[JudgedReport]:
    """Load the tables of a folder, a report for each row of ``reports``.

    Parameters
    ----------
    folder
        The folder. If it has claims alone, they are rows of claims like any.
    endings
        As for ``tidy_files``.

    Raises
    ------
    RowError
        If a table or a row cannot be used.
    """
    tables = tidy_files(folder, endings)
    if CLAIMS not in tables:
        raise RowError(f"{folder} holds no table of claims: give the folder of a whole extraction.")
    if REPORTS not in tables:
        return load_claim_rows(tables[CLAIMS])
    return _Tables(tables).reports()


def tidy_texts(folder: Path) -> dict[str, str]:
    """Return the texts that the table ``texts`` of a folder holds, by their record ids.

    Raises
    ------
    RowError
        If the table cannot be read.
    """
    for ending in ENDINGS:
        table = folder / f"texts{ending}"
        if table.is_file():
            rows = (row for _, row in _keyed(table))
            return {row[RECORD_ID]: row["text"] for row in rows if isinstance(row.get("text"), str)}
    return {}


class _Tables:
    """The tables of one folder, by report."""

    def __init__(self, files: dict[str, Path]) -> None:
        self._files = files
        self._rows = {name: self._grouped(name) for name in files if name not in {REPORTS, CLAIMS}}
        self._places: dict[str, dict[str, int]] = {}
        self._claims: dict[str, tuple[JudgedClaim, ...]] = {}

    def reports(self) -> list[JudgedReport]:
        """Return the reports in order of their rows."""
        path = self._files[REPORTS]
        heads: dict[str, tuple[int, Row]] = {}
        for number, row in _keyed(path):
            if row[RECORD_ID] in heads:
                raise RowError(
                    f"{path}, row {number}: its {RECORD_ID} stands twice: take one row out."
                )
            heads[row[RECORD_ID]] = number, row
        claims = self._files[CLAIMS]
        self._claims = claims_by_text(
            claims, self._with_places(_keyed(claims)), {key: key for key in heads}
        )
        return [self._report(number, row) for number, row in heads.values()]

    def _with_places(self, rows: Iterator[tuple[int, Row]]) -> Iterator[tuple[int, Row]]:
        """Pass the rows of claims on, noting by its id where each will stand."""
        for number, row in rows:
            places = self._places.setdefault(row[RECORD_ID], {})
            places[str(row.get("id"))] = len(places)
            yield number, row

    def _grouped(self, name: str) -> dict[str, list[Row]]:
        groups: dict[str, list[Row]] = {}
        for _, row in _keyed(self._files[name]):
            groups.setdefault(row[RECORD_ID], []).append(row)
        return groups

    def _of(self, name: str, key: str) -> list[Row] | None:
        return None if name not in self._rows else self._rows[name].get(key, [])

    def _report(self, number: int, head: Row) -> JudgedReport:
        key: str = head[RECORD_ID]
        text = next((row.get("text") for row in self._of("texts", key) or ()), None)
        claims = with_contexts(self._claims.get(key, ()), text)
        try:
            fields = _identity(head) | self._cells_and_items(key)
            judged = judged_gold(GoldReport.model_validate(fields), text)
            facts = self._facts(key, self._places.get(key, {}))
        except (ValidationError, KeyError, ValueError) as error:
            reason = first_reason(error) if isinstance(error, ValidationError) else str(error)
            raise RowError(
                f"{self._files[REPORTS]}, row {number}: what the tables say of this report cannot "
                f"be used ({reason}): extract it again."
            ) from error
        return replace(
            judged,
            claims=claims,
            facts=facts,
            text_sha256=head.get("text_sha256"),
            model=head.get("extractor_model"),
        )

    def _cells_and_items(self, key: str) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        cells, items = self._of("cells", key), self._of("problems", key)
        if cells is not None:
            fields["cells"] = {table.section.value: {} for table in LAYOUTS}
            for row in cells:
                fields["cells"].setdefault(row["table"], {})[row["key"]] = row
        if items is not None:
            fields["problems"] = [row for row in items if row.get("item") == "problem"]
            fields["improvements"] = [row for row in items if row.get("item") == "improvement"]
        return fields

    def _facts(self, key: str, places: dict[str, int]) -> tuple[JudgedFact, ...] | None:
        rows = self._of("facts", key)
        if rows is None:
            return None
        return tuple(_fact(row, places) for row in rows)


def _keyed(path: Path) -> Iterator[tuple[int, Row]]:
    """Yield rows that name their record; numbers of CSV as numbers, days as ISO 8601."""
    as_text = path.suffix.lower() == ".csv"
    for number, row in read_rows(path):
        if not isinstance(row.get(RECORD_ID), str):
            raise RowError(f"{path}, row {number} has no {RECORD_ID}: extract the reports again.")
        yield number, typed(row) if as_text else row


def _identity(head: Row) -> dict[str, Any]:
    """Return the row of a report in the form of an annotation."""
    member = head.get("source_member")
    start, end = _day(head.get("period_start")), _day(head.get("period_end"))
    return {
        "report": head["source_uri"] if member is None else f"{head['source_uri']}/{member}",
        "title": head.get("title"),
        "year": head.get("year_value"),
        "year_confidence": head.get("year_confidence"),
        "published": _day(head.get("published")),
        "period": {"start": start, "end": end} if start and end else None,
        "issuer": {
            **{name: head.get(f"issuer_{name}") for name in ("name", "tier", "type", "confidence")},
            "region": {
                name: head.get(f"issuer_region_{name}")
                for name in ("province", "city", "county", "code")
            },
        },
    }


def _day(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _fact(row: Row, places: dict[str, int]) -> JudgedFact:
    sources = row.get("sources")
    if isinstance(sources, str):
        sources = json.loads(sources)
    named = [str(source).partition(":") for source in sources or ()]
    moved = [
        f"claim:{places[name]}" if sort == "claim" else f"{sort}:{name}" for sort, _, name in named
    ]
    fact = GoldFact.model_validate({**row, "sources": moved})
    return JudgedFact(fact.cells, fact.claims, fact.agreement, fact.confidence)
