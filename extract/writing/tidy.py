"""The tidy tables: which there are, their columns, and the rows a record has in each.

One row is one thing; ``record_id`` ties it to its report. Columns carry the names of the
record's keys, nested keys joined by an underscore (``issuer_region_code``). What the tables
add is ``table``, ``key``, ``row`` and ``column`` in ``cells``, and ``item`` in ``problems``,
which holds the improvements too. Sections and warnings are in ``records.jsonl`` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, Final

from pydantic import BaseModel

from gongkai.models.record import FactValue, Record, whole_or_decimal


class ColumnType(Enum):
    """What a column holds; every writer maps these to its own types."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"  # whole or decimal
    CONFIDENCE = "confidence"  # a probability, rounded to 4 digits
    BOOLEAN = "boolean"
    DATE = "date"
    TEXTS = "texts"
    INTEGERS = "integers"
    NUMBERS = "numbers"
    STATEMENTS = "statements"  # value, bound and sources of each side of a conflict


Scalar = str | int | float | bool | date
Item = Scalar | list[str] | list[int] | list[float] | list[dict[str, Any]] | None
Row = tuple[Item, ...]
Rows = dict[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a tidy table."""

    name: str
    type: ColumnType


@dataclass(frozen=True, slots=True)
class TidyTable:
    """A tidy table; ``record_id`` is its first column."""

    name: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)


def _table(name: str, columns: str) -> TidyTable:
    """Build a table from its columns: ``name:type``, or ``name`` for text."""
    pairs = (column.partition(":") for column in ("record_id", *columns.split()))
    return TidyTable(
        name, tuple(Column(column, ColumnType(kind or "text")) for column, _, kind in pairs)
    )


TABLES: Final[tuple[TidyTable, ...]] = (
    _table(
        "reports",
        "schema_version:integer text_sha256 source_uri source_member source_media_type "
        "source_encoding source_bytes:integer source_sha256 title published:date issuer_name "
        "issuer_tier issuer_type issuer_region_province issuer_region_city "
        "issuer_region_county issuer_region_code issuer_confidence:confidence "
        "year_value:integer year_confidence:confidence period_start:date period_end:date "
        "tables_regime extractor_version extractor_model extractor_model_sha256",
    ),
    _table("texts", "text"),
    _table(
        "cells",
        "table key row column value:number unit state raw start:integer end:integer "
        "page:integer box:numbers confidence:confidence",
    ),
    _table("lines", "label value:number unit start:integer end:integer"),
    _table(
        "claims",
        "id:integer metric kind value:number value_max:number unit bound quote start:integer "
        "end:integer sentence subject action channel period scope aspect per part_of:integer "
        "part_kind section page:integer box:numbers confidence:confidence "
        "channel_confidence:confidence",
    ),
    _table(
        "facts",
        "id:integer metric kind aspect per scope channel subject period value:number unit bound "
        "headline:boolean sources:texts agreement values:statements confidence:confidence",
    ),
    _table("checks", "id kind status expected:number found:number cells:texts claims:integers"),
    _table(
        "problems",
        "item text start:integer end:integer category year stage confidence:confidence",
    ),
)


def tidy_rows(record: Record, text: str) -> Rows:
    """Return the rows of one report, by table.

    Parameters
    ----------
    record
        The record.
    text
        ``Document.text`` of the report, for the table ``texts``.
    """
    things: dict[str, Iterator[dict[str, Any]]] = {
        "reports": iter([_report(record)]),
        "texts": iter([{"text": text}]),
        "cells": _cells(record),
        "lines": map(_fields, record.tables.lines),
        "claims": map(_fields, record.claims),
        "facts": map(_fields, record.facts),
        "checks": map(_fields, record.checks),
        "problems": _problems(record),
    }
    return {table.name: _rows(table, record.record_id, things[table.name]) for table in TABLES}


def _rows(table: TidyTable, record_id: str, things: Iterator[dict[str, Any]]) -> list[Row]:
    columns = [(column.name, _CONVERSIONS.get(column.type)) for column in table.columns[1:]]
    rows: list[Row] = []
    for thing in things:
        row: list[Item] = [record_id]
        for name, convert in columns:
            value = thing.get(name)
            row.append(value if value is None or convert is None else convert(value))
        rows.append(tuple(row))
    return rows


def _statements(values: list[FactValue]) -> list[dict[str, Any]]:
    return [
        {
            "value": whole_or_decimal(value.value),
            "bound": str(value.bound),
            "sources": list(value.sources),
        }
        for value in values
    ]


_CONVERSIONS: Final[dict[ColumnType, Callable[[Any], Item]]] = {
    ColumnType.TEXT: str,  # enumerations become their ids
    ColumnType.NUMBER: whole_or_decimal,
    ColumnType.CONFIDENCE: lambda value: round(value, 4),
    ColumnType.NUMBERS: lambda values: [float(value) for value in values],
    ColumnType.STATEMENTS: _statements,
}


def _fields(model: BaseModel) -> dict[str, Any]:
    return model.__dict__  # which pydantic keeps the fields in; a copy costs too much here


def _report(record: Record) -> dict[str, Any]:
    wanted = {
        "schema_version": record.schema_version,
        "text_sha256": record.text_sha256,
        "source": record.source,
        "title": record.title,
        "published": record.published,
        "issuer": record.issuer,
        "year": record.year,
        "period": record.period,
        "tables_regime": record.tables.regime,
        "extractor": record.extractor,
    }
    return _flattened(wanted)


def _flattened(fields: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in fields.items():
        if isinstance(value, BaseModel):
            flat |= _flattened(_fields(value), f"{prefix}{name}_")
        else:
            flat[prefix + name] = value
    return flat


def _cells(record: Record) -> Iterator[dict[str, Any]]:
    for section, table in record.tables.by_section().items():
        for key, cell in table.cells.items():
            row, _, column = key.rpartition(".")
            place = {"table": section.value, "key": key, "row": row, "column": column}
            yield place | _fields(cell)


def _problems(record: Record) -> Iterator[dict[str, Any]]:
    for problem in record.problems:
        yield {"item": "problem"} | _fields(problem)
    for improvement in record.improvements:
        yield {"item": "improvement"} | _fields(improvement)
