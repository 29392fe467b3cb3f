"""The identities that the mandated tables must satisfy.

Source: the notes on filling in the forms of 国办公开办函〔2021〕30号 and 〔2019〕60号: in table
three the first and the second item together equal the third and the fourth, in every column;
``总计`` is the sum of its rows and of its columns. A cell that is blank, a stroke or missing
makes an identity impossible to assess: a blank is not a zero. Yet no cell counts less than
nothing, so parts that add up to more than their whole contradict it whatever a blank stands
for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai.models.record import Cell, Check, Tables
from gongkai.models.scheme import CellState, CheckKind, CheckStatus, Regime, SectionKind
from gongkai.models.table_layout import Panel, layout_for

_TOTAL = "total"
#: Cells that the report left without a number; what could not be read is no such cell.
_LEFT_OPEN = frozenset({CellState.BLANK, CellState.NOT_APPLICABLE})
_ENDS_OF_BALANCE = frozenset({"received", "carried_in", "total", "carried_over"})


def check_tables(tables: Tables) -> list[Check]:
    """Check all identities of the tables of one report.

    Returns
    -------
    list of Check
        Sums of rows, sums of columns and balances of table three, sums of table four, in
        this order; empty for reports without mandated tables. ``expected`` is what the parts
        give, ``found`` what the report states; the least it can be where cells are blank.
    """
    if tables.regime is None or tables.regime is Regime.BEFORE_2019:
        return []
    return [
        *_applications(tables.applications.cells, tables.regime),
        *_review_litigation(tables.review_litigation.cells, tables.regime),
    ]


def _applications(cells: dict[str, Cell], regime: Regime) -> Iterator[Check]:
    section = SectionKind.APPLICATIONS
    panel = layout_for(section, regime).panels[0]
    yield from _row_sums(cells, section, panel)
    results = [row.id for row in panel.rows if row.id not in _ENDS_OF_BALANCE]
    for column in panel.columns:
        parts = [f"{row}.{column.id}" for row in results]
        total = f"{_TOTAL}.{column.id}"
        yield _check(cells, CheckKind.SUM, f"{section.value}.{total}.column", (parts, [total]))
    for column in panel.columns:
        incoming = [f"received.{column.id}", f"carried_in.{column.id}"]
        outgoing = [f"total.{column.id}", f"carried_over.{column.id}"]
        name = f"{section.value}.{column.id}"
        yield _check(cells, CheckKind.BALANCE, name, (incoming, outgoing))


def _review_litigation(cells: dict[str, Cell], regime: Regime) -> Iterator[Check]:
    section = SectionKind.REVIEW_LITIGATION
    yield from _row_sums(cells, section, layout_for(section, regime).panels[0])


def _row_sums(cells: dict[str, Cell], section: SectionKind, panel: Panel) -> Iterator[Check]:
    for row in panel.rows:
        parts = [f"{row.id}.{column.id}" for column in panel.columns if column.id != _TOTAL]
        total = f"{row.id}.{_TOTAL}"
        yield _check(cells, CheckKind.SUM, f"{section.value}.{row.id}.row", (parts, [total]))


def _check(
    cells: dict[str, Cell], kind: CheckKind, name: str, sides: tuple[list[str], list[str]]
) -> Check:
    """Compare the sums of both sides; ``name`` begins with the name of the table."""
    section = name.split(".", 1)[0]
    keys = [f"{section}.{key}" for side in sides for key in side]
    check_id = f"{kind.value}.{name}"
    expected, found = (_sum(cells, side) for side in sides)
    status = CheckStatus.NOT_ASSESSABLE
    if expected is None and found is not None:
        least = _sum(cells, sides[0], _LEFT_OPEN)
        if least is not None and least > found:
            expected, status = least, CheckStatus.FAIL
    elif found is None and expected is not None:
        least = _sum(cells, sides[1], _LEFT_OPEN)
        if least is not None and least > expected:
            found, status = least, CheckStatus.FAIL
    elif expected is not None and found is not None:
        status = CheckStatus.PASS if expected == found else CheckStatus.FAIL
    return Check(id=check_id, kind=kind, status=status, expected=expected, found=found, cells=keys)


def _sum(
    cells: dict[str, Cell], keys: Sequence[str], passed_over: frozenset[CellState] = frozenset()
) -> int | float | None:
    """Add up cells; ``None`` unless each of them holds a number or may be passed over."""
    total: int | float = 0
    for key in keys:
        cell = cells.get(key)
        if cell is None:
            return None
        if cell.state in passed_over:
            continue
        if cell.state is not CellState.VALUE or cell.value is None:
            return None
        total += cell.value
    return total
