"""The mandated tables: whole, or only what they hold besides zeros."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from string import ascii_uppercase

from rich import box
from rich.cells import cell_len
from rich.table import Table as Grid
from rich.text import Text

from gongkai.extract.command_line.display.page import DOUBT, FAINT, FAULT, Page
from gongkai.extract.command_line.display.places import pages_of_table
from gongkai.extract.command_line.wording import Phrase
from gongkai.extract.quantity_wording import (
    MARKS,
    cell_axes,
    cell_text,
    column_label,
    labels,
    number,
    row_label,
)
from gongkai.models.record import Cell, Record, StatisticsLine, Table
from gongkai.models.scheme import CellState, Regime, SectionKind
from gongkai.models.table_layout import Axis, Panel, layout_for

#: Between columns: the padding of a cell and the place of the rule that is not drawn.
_COLUMN_GAP = 2
#: The share of the line that row labels may take.
_LABEL_SHARE = 0.5
#: Labels wrap down to the fair width before headers become letters, and never below the least.
_FAIR_LABEL = 36
_FORMS = (Regime.FORM_2021, Regime.FORM_2019)
#: How many lines of a statistics list the short form shows.
_SHORT_LINES = 5
_LEAST_LABEL = 8


def print_tables(page: Page, record: Record, failing: frozenset[str]) -> None:
    """Print the tables of a record; cells named in ``failing`` stand out."""
    regime = record.tables.regime
    page.heading(page.words[Phrase.TABLES], page.words[regime] if regime else "")
    if regime in _FORMS:
        shown: set[CellState] = set()
        for section, table in record.tables.by_section().items():
            shown |= _print_table(page, section, regime, table, failing)
        _print_key(page, shown)
    elif not record.tables.lines:
        page.line(Text(page.words[Phrase.NOT_IN_DOCUMENT], FAINT), indent=2)
    if record.tables.lines:
        _print_lines(page, record.tables.lines)


def print_compact_tables(page: Page, record: Record) -> None:
    """Print a line for each table: the cells that are not 0, and how many of the rest."""
    words, regime, lines = page.words, record.tables.regime, record.tables.lines
    if regime in _FORMS:
        for section, table in record.tables.by_section().items():
            summary = _compact(page, section, regime, table)
            page.line(Text.assemble((words[section] + "  ", "bold"), summary), indent=2, hanging=2)
    elif not lines:
        absent = (words[Phrase.NOT_IN_DOCUMENT], FAINT)
        page.line(Text.assemble((words[Phrase.TABLES] + "  ", "bold"), absent), indent=2)
    telling = [line for line in lines if line.value]
    for line in telling[:_SHORT_LINES]:
        page.line(_statistics_line(page, line), indent=4, hanging=2)
    more = len(lines) - len(telling[:_SHORT_LINES])
    if more:
        page.line(Text(words.format(Phrase.MORE_LINES, count=more), FAINT), indent=4)


def _is_absent(table: Table) -> bool:
    return all(cell.state is CellState.MISSING for cell in table.cells.values())


def _print_table(
    page: Page, section: SectionKind, regime: Regime, table: Table, failing: frozenset[str]
) -> set[CellState]:
    page.line(Text())
    where = pages_of_table(page, table)
    title = Text.assemble((page.words[section], "bold"), (f"  {where}" if where else "", FAINT))
    page.line(title, indent=2)
    if _is_absent(table):
        page.line(Text(page.words[Phrase.NOT_IN_DOCUMENT], FAINT), indent=4)
        return set()
    layout = layout_for(section, regime)
    prefix = section.value + "."
    failing_here = frozenset(name.removeprefix(prefix) for name in failing if prefix in name)
    panels = list(_merged(layout.panels))
    widest = max(cell_len(row_label(row, page.words)) for panel in panels for row in panel.rows)
    label_width = min(widest, int((page.width - 4) * _LABEL_SHARE))
    for panel in panels:
        _print_panel(page, panel, table, failing_here, label_width)
    others = [key for key in table.cells if key not in layout.keys]
    for key in others:  # a cell that the form does not have is shown, not hidden
        page.line(Text(f"{page.words.safe(key)}  {cell_text(table.cells[key])}"), indent=4)
    return {_state(table.cells.get(key)) for key in (*layout.keys, *others)}


def _merged(panels: Iterable[Panel]) -> Iterator[Panel]:
    """Put neighbouring panels that share their columns under one header."""
    for columns, group in groupby(panels, key=lambda panel: panel.columns):
        yield Panel(tuple(row for panel in group for row in panel.rows), columns)


def _print_panel(
    page: Page, panel: Panel, table: Table, failing: frozenset[str], label_width: int
) -> None:
    rows, columns = panel.rows, panel.columns
    row_labels = [row_label(row, page.words) for row in rows]
    texts = {
        (row.id, column.id): cell_text(table.cells.get(f"{row.id}.{column.id}"))
        for row in rows
        for column in columns
    }
    available = page.width - 4
    headers = [column_label(column, _unit(table, rows, column), page.words) for column in columns]
    widest = [
        max(cell_len(header), *(cell_len(texts[row.id, column.id]) for row in rows))
        for header, column in zip(headers, columns, strict=True)
    ]
    room = available - sum(widest) - _COLUMN_GAP * (len(columns) + 1)
    if room >= min(label_width, _FAIR_LABEL):
        label_width = min(label_width, room)
    else:
        explained = zip(ascii_uppercase, headers, strict=False)
        names = (f"{letter} {header}" for letter, header in explained)
        page.items(page.words[Phrase.COLUMNS_KEY], names, indent=4)
        headers = list(ascii_uppercase[: len(columns)])
        values = max(map(cell_len, texts.values())) + _COLUMN_GAP
        label_width = max(
            min(label_width, available - _COLUMN_GAP - values * len(columns)), _LEAST_LABEL
        )
    grid = Grid(box=box.SIMPLE_HEAD, padding=(0, _COLUMN_GAP - 1, 0, 0), show_edge=False)
    grid.add_column("", width=label_width, overflow="fold")
    for header in headers:
        grid.add_column(Text(header, FAINT), justify="right", no_wrap=True)
    for row, label in zip(rows, row_labels, strict=True):
        keys = [f"{row.id}.{column.id}" for column in columns]
        cells = [_styled(table.cells.get(key), key in failing) for key in keys]
        holds_something = any(cell.plain != "0" for cell in cells)
        grid.add_row(Text(label, "" if holds_something else FAINT), *cells)
    page.block(grid, indent=4)


def _unit(table: Table, rows: Iterable[Axis], column: Axis) -> str | None:
    """Return the unit of the cells of a column, if it is one."""
    cells = (table.cells.get(f"{row.id}.{column.id}") for row in rows)
    units = {cell.unit for cell in cells if cell is not None}
    return units.pop() if len(units) == 1 else None


def _styled(cell: Cell | None, fails: bool) -> Text:
    text = cell_text(cell)
    if fails:
        return Text(text, FAULT)
    if _state(cell) is not CellState.VALUE:
        return Text(text, DOUBT)
    return Text(text, FAINT if text == "0" else "bold")


def _state(cell: Cell | None) -> CellState:
    return CellState.MISSING if cell is None else cell.state


def _print_key(page: Page, shown: set[CellState]) -> None:
    marks = [f"{mark} {page.words[state]}" for state, mark in MARKS.items() if state in shown]
    if marks:
        page.items(page.words[Phrase.KEY], marks, indent=4)


def _print_lines(page: Page, lines: list[StatisticsLine]) -> None:
    page.line(Text())
    page.line(Text(page.words[Phrase.LINES], "bold"), indent=2)
    for line in lines:
        page.line(_statistics_line(page, line), indent=4, hanging=2)


def _statistics_line(page: Page, line: StatisticsLine) -> Text:
    unit = f" {page.words.safe(line.unit)}" if line.unit else ""
    value = MARKS[CellState.BLANK] if line.value is None else number(line.value)
    return Text.assemble(page.words.safe(line.label), "  ", (value + unit, "bold"))


def _compact(page: Page, section: SectionKind, regime: Regime, table: Table) -> Text:
    words = page.words
    if _is_absent(table):
        return Text(words[Phrase.NOT_IN_DOCUMENT], FAINT)
    states = Counter(
        cell.state for cell in table.cells.values() if cell.state is not CellState.VALUE
    )
    zeros = sum(cell.value == 0 for cell in table.cells.values())
    counts = [words.format(Phrase.ALL_OTHERS_ZERO, count=zeros)] if zeros else []
    counts += [
        words.format(Phrase.STATE_COUNT, count=count, state=words[state])
        for state, count in states.items()
    ]
    by_row = _compact_rows if section is SectionKind.PROACTIVE_DISCLOSURE else _compact_totals
    rows = by_row(page, section, regime, table)
    gap = words[Phrase.SEMICOLON]
    return Text.assemble(gap.join(rows), gap if rows and counts else "", (gap.join(counts), FAINT))


def _compact_rows(page: Page, section: SectionKind, regime: Regime, table: Table) -> list[str]:
    """Return the cells of each row that are not 0; the only column of a row needs no name."""
    words = page.words
    rows = []
    for panel in layout_for(section, regime).panels:
        for row in panel.rows:
            cells = []
            for column in panel.columns:
                cell = table.cells.get(f"{row.id}.{column.id}")
                if cell is not None and cell.value:
                    name = column_label(column, cell.unit, words) + " "
                    is_plain = len(panel.columns) == 1 and cell.unit is None
                    cells.append(("" if is_plain else name) + number(cell.value))
            if cells:
                rows.append(f"{row_label(row, words)} {words[Phrase.COMMA].join(cells)}")
    return rows


def _compact_totals(page: Page, section: SectionKind, regime: Regime, table: Table) -> list[str]:
    """Return the totals of rows, those of one group added up.

    Who applied, and how a case ended, is left to the whole.
    """
    totals: dict[str, float] = {}
    for key, cell in table.cells.items():
        if cell.value and key.endswith(".total"):
            axes = cell_axes(section, regime).get(key)
            group = axes[0].group if axes else None
            row = labels(key, section, regime, page.words)[0]
            name = group.label(page.words.language) if group else row
            totals[name] = totals.get(name, 0) + cell.value
    return [f"{name} {number(total)}" for name, total in totals.items()]
