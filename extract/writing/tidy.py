"""The tidy tables: which there are, their columns, and the rows a record has in each.

One row is one thing; ``record_id`` ties it to its report. Columns carry the names of the
record's keys, nested keys joined by an underscore (``issuer_region_code``). What the tables
add is ``table``, ``key``, ``row`` and ``column`` in ``cells``, and ``item`` in ``problems``,
which holds the improvements too. Sections and warnings are in ``records.jsonl`` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Any, Final, overload

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
Rows = Mapping[str, Sequence[Row]]
Fields = dict[str, Any]


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


class ColumnRows(Sequence[Row]):
    """Rows of one table that are kept as columns, which take a fraction of the time to hand on.

    Parameters
    ----------
    columns
        The items of each column, from the first row to the last; there is one column at least.
    """

    __slots__ = ("columns",)

    def __init__(self, columns: Sequence[list[Item]]) -> None:
        self.columns = columns

    @classmethod
    def of(cls, rows: Iterable[Row], width: int) -> ColumnRows:
        """Return rows of so many items as columns."""
        columns = [list(items) for items in zip(*rows, strict=True)]
        return cls(columns or [[] for _ in range(width)])

    def __len__(self) -> int:
        return len(self.columns[0])

    def __iter__(self) -> Iterator[Row]:
        return zip(*self.columns, strict=True)

    @overload
    def __getitem__(self, place: int) -> Row: ...

    @overload
    def __getitem__(self, place: slice) -> ColumnRows: ...

    def __getitem__(self, place: int | slice) -> Row | ColumnRows:
        if isinstance(place, slice):
            return ColumnRows([items[place] for items in self.columns])
        return tuple(items[place] for items in self.columns)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"ColumnRows.of({list(self)!r}, {len(self.columns)})"


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
    things: dict[str, list[Fields]] = {
        "reports": [_report(record)],
        "texts": [{"text": text}],
        "lines": [_fields(line) for line in record.tables.lines],
        "claims": [_fields(claim) for claim in record.claims],
        "facts": [_fields(fact) for fact in record.facts],
        "checks": [_fields(check) for check in record.checks],
        "problems": list(_problems(record)),
    }
    rows = {name: _rows(_COLUMNS[name], record.record_id, found) for name, found in things.items()}
    rows["cells"] = _cells(record)
    return {table.name: rows[table.name] for table in TABLES}


def _rows(columns: Sequence[Column], record_id: str, things: Sequence[Fields]) -> ColumnRows:
    return ColumnRows([[record_id] * len(things), *_items(columns, things)])


def _items(columns: Sequence[Column], things: Sequence[Fields]) -> Iterator[list[Item]]:
    """Yield the items of columns."""
    for column in columns:
        name, convert = column.name, _CONVERSIONS.get(column.type)
        values = [thing.get(name) for thing in things]
        yield values if convert is None else convert(values)


def _texts(values: list[Any]) -> list[Item]:
    """Return texts; enumerations become their ids, always the same object."""
    return [value if value is None or value.__class__ is str else value._value_ for value in values]


def _numbers(values: list[Any]) -> list[Item]:
    return [
        value if value is None or value.__class__ is int else whole_or_decimal(value)
        for value in values
    ]


def _confidences(values: list[Any]) -> list[Item]:
    return [None if value is None else round(value, 4) for value in values]


def _lists_of_numbers(values: list[Any]) -> list[Item]:
    return [None if value is None else [float(number) for number in value] for value in values]


def _lists_of_statements(values: list[Any]) -> list[Item]:
    return [None if value is None else _statements(value) for value in values]


def _statements(values: list[FactValue]) -> list[dict[str, Any]]:
    return [
        {
            "value": whole_or_decimal(value.value),
            "bound": str(value.bound),
            "sources": list(value.sources),
        }
        for value in values
    ]


#: What turns the values of a column into its items; others stay as they are.
_CONVERSIONS: Final[dict[ColumnType, Callable[[list[Any]], list[Item]]]] = {
    ColumnType.TEXT: _texts,
    ColumnType.NUMBER: _numbers,
    ColumnType.CONFIDENCE: _confidences,
    ColumnType.NUMBERS: _lists_of_numbers,
    ColumnType.STATEMENTS: _lists_of_statements,
}
#: The columns of each table behind ``record_id``.
_COLUMNS: Final = {table.name: table.columns[1:] for table in TABLES}
#: Columns of ``cells`` that tell the place in the form: table, key, row, column.
_PLACES_IN_FORM: Final = 4


def _fields(model: BaseModel) -> Fields:
    return model.__dict__  # which pydantic keeps the fields in; a copy costs too much here


def _report(record: Record) -> Fields:
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


def _cells(record: Record) -> ColumnRows:
    places: list[tuple[str, str, str, str]] = []
    cells: list[Fields] = []
    for section, table in record.tables.by_section().items():
        places += [_place(section.value, key) for key in table.cells]
        cells += [_fields(cell) for cell in table.cells.values()]
    in_form: list[list[Item]] = [list(items) for items in zip(*places, strict=True)]
    return ColumnRows(
        [
            [record.record_id] * len(cells),
            *(in_form or [[] for _ in range(_PLACES_IN_FORM)]),
            *_items(_COLUMNS["cells"][_PLACES_IN_FORM:], cells),
        ]
    )


@lru_cache(maxsize=4096)  # more than all forms have
def _place(table: str, key: str) -> tuple[str, str, str, str]:
    """Return where a cell stands in the form; the same objects for the same cell."""
    row, _, column = key.rpartition(".")
    return table, key, row, column


def _problems(record: Record) -> Iterator[Fields]:
    for problem in record.problems:
        yield {"item": "problem"} | _fields(problem)
    for improvement in record.improvements:
        yield {"item": "improvement"} | _fields(improvement)
