"""One entry a column: its description, and the ids it may hold, taken from the models."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, get_args

from pydantic import BaseModel

from gongkai.extract.codebook.of_collections import (
    CHANGES,
    COPIED,
    DUPLICATES,
    RECALLED,
    YEAR_PAIRS,
)
from gongkai.extract.codebook.of_narrative import CLAIMS, FACTS, PROBLEMS
from gongkai.extract.codebook.of_reports import REPORTS, TEXTS
from gongkai.extract.codebook.of_tables import CELLS, CHECKS, LINES
from gongkai.extract.codebook.terms import Absence, Description, Item, Unit
from gongkai.extract.collection.tables import ADDED_TABLES
from gongkai.extract.collection.terms import CopiedSentence, CopyReason, Recalled
from gongkai.extract.writing.tidy import TABLES, ColumnType, TidyTable
from gongkai.models import record
from gongkai.models.scheme import Bound, CheckStatus
from gongkai.models.table_layout import LAYOUTS, Axis
from gongkai.models.terms import Term

#: The tidy tables, and those that are added to results as a whole.
DESCRIBED_TABLES: Final = (*TABLES, *ADDED_TABLES)
DESCRIPTIONS: Final[dict[str, dict[str, Description]]] = {
    "reports": REPORTS,
    "texts": TEXTS,
    "cells": CELLS,
    "lines": LINES,
    "claims": CLAIMS,
    "facts": FACTS,
    "checks": CHECKS,
    "problems": PROBLEMS,
    "duplicates": DUPLICATES,
    "year_pairs": YEAR_PAIRS,
    "changes": CHANGES,
    "recalled": RECALLED,
    "copied": COPIED,
}
#: The columns that tell the rows of a table apart; tables without any are not named.
KEYS: Final[dict[str, tuple[str, ...]]] = {
    "reports": ("record_id",),
    "texts": ("record_id",),
    "cells": ("record_id", "table", "key"),
    "claims": ("record_id", "id"),
    "facts": ("record_id", "id"),
    "duplicates": ("record_id",),
    "year_pairs": ("record_id",),
    "changes": ("record_id", "fact"),
}
#: The models whose fields are the columns of a table.
_MODELS: Final[dict[str, tuple[type[BaseModel], ...]]] = {
    "cells": (record.Cell,),
    "lines": (record.StatisticsLine,),
    "claims": (record.Claim,),
    "facts": (record.Fact,),
    "checks": (record.Check,),
    "problems": (record.Problem, record.Improvement),
    "changes": (record.Fact,),
    "recalled": (record.Claim,),
}
#: The enumerations of columns that are fields of no model.
_ADDED_TERMS: Final[dict[str, dict[str, type[Term]]]] = {
    "problems": {"item": Item},
    "duplicates": {"reason": CopyReason},
    "changes": {"previous_bound": Bound},
    "recalled": {"what": Recalled, "status": CheckStatus},
    "copied": {"copy": CopiedSentence},
}


class TableLabel(Term):
    """The tables, by what a row of them is."""

    REPORTS = "reports", "a report", "一份报告"
    TEXTS = "texts", "the text of a report", "一份报告的文本"
    CELLS = (
        "cells",
        "a cell of a mandated table; also cells that are missing",
        "法定表格的一个单元格，包括缺失者",
    )
    LINES = (
        "lines",
        "a line of a statistics list of the years before 2019",
        "2019年以前统计清单的一行",
    )
    CLAIMS = "claims", "a claim of the narrative", "叙述中的一条数据陈述"
    FACTS = (
        "facts",
        "a fact: what cells and claims say about the same thing",
        "一项事实：单元格与陈述就同一事项所言",
    )
    CHECKS = "checks", "an identity that was checked", "一项核对"
    PROBLEMS = (
        "problems",
        "a problem or an improvement of section five",
        "第五部分的一个问题或一项改进措施",
    )
    DUPLICATES = (
        "duplicates",
        "a report that has copies; gongkai duplicates writes it",
        "有副本的一份报告，由 gongkai duplicates 写出",
    )
    YEAR_PAIRS = (
        "year_pairs",
        "two reports of an issuer on years that follow each other; gongkai changes writes it",
        "同一机构相邻两年的两份报告，由 gongkai changes 写出",
    )
    CHANGES = (
        "changes",
        "a headline fact that both reports of a pair state; gongkai changes writes it",
        "相邻两年报告均有的一项总数，由 gongkai changes 写出",
    )
    RECALLED = (
        "recalled",
        "a statement about the year before; gongkai changes writes it",
        "一处关于上年的表述，由 gongkai changes 写出",
    )
    COPIED = (
        "copied",
        "a sentence taken over from the report on the year before; gongkai changes writes it",
        "取自上年报告的一句，由 gongkai changes 写出",
    )


@dataclass(frozen=True, slots=True)
class Value:
    """An id that a column may hold, with its labels; ``definition`` is in English."""

    id: str
    english: str
    chinese: str
    definition: str = ""

    def label(self, language: str) -> str:
        """Return the label in ``"zh"`` or ``"en"``."""
        return self.chinese if language == "zh" else self.english


@dataclass(frozen=True, slots=True)
class Entry:
    """A column of a table, described.

    Attributes
    ----------
    scheme
        The name of the enumeration that the ids belong to; several columns may share one.
    values
        The ids that the column may hold; empty where it may hold anything of its type.
    """

    table: str
    name: str
    type: ColumnType
    description: Description
    scheme: str | None = None
    values: tuple[Value, ...] = ()

    @property
    def unit(self) -> Unit | None:
        """What its number counts."""
        return self.description.unit

    @property
    def absence(self) -> Absence:
        """What it means that it is empty."""
        return self.description.absence


@cache
def entries() -> tuple[Entry, ...]:
    """Return an entry for each column, in the order of the tables.

    Raises
    ------
    KeyError
        If a column is not described.
    """
    return tuple(entry for table in DESCRIBED_TABLES for entry in _entries(table))


@cache
def entries_of(table: str) -> dict[str, Entry]:
    """Return the entries of one table by the names of their columns."""
    return {entry.name: entry for entry in entries() if entry.table == table}


@cache
def cell_labels() -> dict[tuple[str, str], tuple[Axis, Axis]]:
    """Return the row and the column of every cell of every form, by its table and its key."""
    return {
        (layout.section.value, f"{row.id}.{column.id}"): (row, column)
        for layout in LAYOUTS
        for panel in layout.panels
        for row in panel.rows
        for column in panel.columns
    }


def _entries(table: TidyTable) -> Iterator[Entry]:
    schemes = _schemes(table.name)
    for column in table.columns:
        name, values = schemes.get(column.name, (None, ()))
        description = DESCRIPTIONS[table.name][column.name]
        yield Entry(table.name, column.name, column.type, description, name, values)


def _schemes(table: str) -> dict[str, tuple[str, tuple[Value, ...]]]:
    """Return the columns of a table that hold ids, with the enumeration and its members."""
    terms = dict(_report_terms(record.Record) if table == "reports" else _terms_of_models(table))
    found = {name: (each.__name__, _values(each)) for name, each in terms.items()}
    if table == "cells":
        kinds = dict.fromkeys(layout.section for layout in LAYOUTS)
        found["table"] = ("MandatedTable", tuple(_value(kind) for kind in kinds))
        found["row"] = ("Row", _axes(0))
        found["column"] = ("Column", _axes(1))
    for name, added in _ADDED_TERMS.get(table, {}).items():
        found[name] = (added.__name__, _values(added))
    return found


def _terms_of_models(table: str) -> Iterator[tuple[str, type[Term]]]:
    for model in _MODELS.get(table, ()):
        for name, field in model.model_fields.items():
            terms = _term_in(field.annotation)
            if terms is not None:
                yield name, terms


def _report_terms(model: type[BaseModel], prefix: str = "") -> Iterator[tuple[str, type[Term]]]:
    """Yield the enumerations of the fields of a record, nested names joined by underscores."""
    for name, field in model.model_fields.items():
        annotation = field.annotation
        terms = _term_in(annotation)
        if terms is not None:
            yield prefix + name, terms
        elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
            yield from _report_terms(annotation, f"{prefix}{name}_")


def _term_in(annotation: Any) -> type[Term] | None:  # noqa: ANN401 - as pydantic has it
    """Return the enumeration of a field: ``Metric``, or ``Metric | None``."""
    for each in (annotation, *get_args(annotation)):
        if isinstance(each, type) and issubclass(each, Term):
            return each
    return None


def _value(term: Term) -> Value:
    return Value(term.value, term.english, term.chinese, term.definition)


def _values(terms: type[Term]) -> tuple[Value, ...]:
    return tuple(_value(term) for term in terms)


def _axes(place: int) -> tuple[Value, ...]:
    """Return the ids of rows (0) or columns (1); one that means several things says them all."""
    labels: dict[str, tuple[dict[str, None], dict[str, None]]] = {}
    for axes in cell_labels().values():
        axis = axes[place]
        english, chinese = labels.setdefault(axis.id, ({}, {}))
        english[axis.label("en")] = None
        chinese[axis.label("zh")] = None
    return tuple(
        Value(name, " / ".join(english), " / ".join(chinese))
        for name, (english, chinese) in labels.items()
    )


def value_label(entry: Entry, value: object, language: str) -> str | None:
    """Return the label of an id that a column holds, ``None`` for what is no id of it."""
    return _labels(entry.table, entry.name, language).get(value) if entry.values else None


@cache
def _labels(table: str, name: str, language: str) -> dict[object, str]:
    return {value.id: value.label(language) for value in entries_of(table)[name].values}


__all__ = [
    "DESCRIBED_TABLES",
    "DESCRIPTIONS",
    "KEYS",
    "Entry",
    "TableLabel",
    "Value",
    "cell_labels",
    "entries",
    "entries_of",
    "value_label",
]
