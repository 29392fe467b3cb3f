"""The tables of a head: options of their rendering, and rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Final

from pydantic import TypeAdapter, ValidationError

from gongkai.annotations.markup.errors import PassageFaultError
from gongkai.annotations.markup.fields import WHOLE_DIGITS, FieldFaultError
from gongkai.annotations.rendering import SHAPES, RenderingOptions
from gongkai.annotations.whole_reports.types import TableSource
from gongkai.models.table_layout import TableLayout

_BLANK: Final = "_"
_OMIT: Final = "omit"
_ZERO: Final = "0"
_NAMES: Final = frozenset(field.name for field in fields(RenderingOptions)) - {"shape"}
_TEXTS: Final = frozenset(field.name for field in fields(RenderingOptions) if field.type == "str")
_LISTS: Final = frozenset({"omitted_rows", "lost_leading"})


def parse_options(text: str) -> RenderingOptions:
    """Read a shape with its options: ``broken_cells seed=5 cell_after=_``.

    Raises
    ------
    FieldFaultError
        If there is no such shape or option.
    """
    shape, *words = text.split() or [""]
    if shape not in SHAPES:
        raise FieldFaultError(f"{shape!r} is no shape: choose from {', '.join(SHAPES)}")
    options: dict[str, object] = {"shape": shape}
    for word in words:
        name, _, value = word.partition("=")
        if name not in _NAMES:
            raise FieldFaultError(f"{name!r} is no option: choose from {', '.join(sorted(_NAMES))}")
        if name in options:
            raise FieldFaultError(f"the option {name} stands twice: leave one out")
        options[name] = _option(name, value)
    try:
        return TypeAdapter(RenderingOptions).validate_python(options)
    except ValidationError as error:
        fault = error.errors()[0]
        raise FieldFaultError(f"the option {fault['loc'][0]}: {fault['msg']}") from None


def _option(name: str, value: str) -> str | list[str]:
    """Return an option as pydantic takes it; in texts a stroke below stands for a space."""
    if name in _LISTS:
        return value.split(",")
    if name not in _TEXTS:
        return value
    return value.replace(_BLANK, " ").replace("\\n", "\n").replace("\\t", "\t")


def parse_table(
    layout: TableLayout, options: RenderingOptions, rows: Sequence[tuple[int, str]]
) -> TableSource:
    """Read the rows of a table, each with the number of its line.

    Raises
    ------
    PassageFaultError
        If the form has no such row, or a row stands twice or has another number of cells.
    """
    columns = {row.id: panel.columns for panel in layout.panels for row in panel.rows}
    cells = dict.fromkeys(layout.keys, _ZERO)
    seen = {_OMIT} if options.omitted_rows else set[str]()
    for number, line in rows:
        name, _, written = line.partition(":")
        name = name.strip()
        if name in seen:
            raise PassageFaultError(number, f"{name} stands twice in this table: leave one out")
        seen.add(name)
        if name == _OMIT:
            omitted = frozenset(written.split())
            if unknown := sorted(omitted - columns.keys()):
                raise PassageFaultError(number, _no_row(unknown[0], columns))
            options = replace(options, omitted_rows=omitted)
            continue
        if name not in columns:
            raise PassageFaultError(number, _no_row(name, columns))
        texts = written.split()
        if len(texts) != len(columns[name]):
            raise PassageFaultError(
                number,
                f"{name} has {len(texts)} cells: the form has {len(columns[name])} "
                f"({', '.join(column.id for column in columns[name])})",
            )
        for column, text in zip(columns[name], texts, strict=True):
            if sum(map(str.isdecimal, text)) > WHOLE_DIGITS:
                raise PassageFaultError(
                    number, f"a cell of {name} has more than {WHOLE_DIGITS} digits: shorten it"
                )
            cells[f"{name}.{column.id}"] = text.replace(_BLANK, " ").strip()
    return TableSource(layout, cells, options)


def _no_row(name: str, columns: Mapping[str, object]) -> str:
    return f"{name!r} is no row of this table: choose from {', '.join(columns)}"
