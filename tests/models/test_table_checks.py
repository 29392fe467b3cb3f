"""The identities of the mandated tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.models.record import Cell, Check, Table, Tables
from gongkai.models.scheme import CellState, CheckKind, CheckStatus, Regime, SectionKind
from gongkai.models.table_checks import check_tables
from gongkai.models.table_layout import APPLICANTS, layout_for

BLANK = Cell(state=CellState.BLANK)


def number(value: float) -> Cell:
    return Cell(state=CellState.VALUE, value=value, raw=str(value))


def tables_of(regime: Regime, **changes: Cell) -> Tables:
    """Make tables all of whose cells are 0, but for ``changes`` by ``row__column``."""
    tables = Tables(regime=regime)
    for section, table in tables.by_section().items():
        for key in layout_for(section, regime).keys:
            table.cells[key] = number(0)
    for name, cell in changes.items():
        key = name.replace("__", ".")
        owner = next(table for table in tables.by_section().values() if key in table.cells)
        owner.cells[key] = cell
    return tables


def status_of(tables: Tables, check_id: str) -> CheckStatus:
    return check_called(tables, check_id).status


def check_called(tables: Tables, check_id: str) -> Check:
    return next(check for check in check_tables(tables) if check.id == check_id)


@pytest.mark.parametrize("regime", [Regime.FORM_2019, Regime.FORM_2021])
def test_tables_of_zeros_satisfy_every_identity(regime: Regime) -> None:
    checks = check_tables(tables_of(regime))
    assert {check.status for check in checks} == {CheckStatus.PASS}
    assert {check.kind for check in checks} == {CheckKind.SUM, CheckKind.BALANCE}
    assert len({check.id for check in checks}) == len(checks)


@pytest.mark.parametrize("regime", [None, Regime.BEFORE_2019])
def test_reports_without_mandated_tables_have_no_checks(regime: Regime | None) -> None:
    assert check_tables(Tables(regime=regime)) == []


def test_a_total_that_is_not_the_sum_of_its_row_fails_with_both_numbers() -> None:
    tables = tables_of(
        Regime.FORM_2021, granted__natural_person=number(3), granted__total=number(4)
    )
    check = check_called(tables, "sum.applications.granted.row")
    assert (check.status, check.expected, check.found) == (CheckStatus.FAIL, 3, 4)
    assert check.cells[0] == "applications.granted.natural_person"
    assert check.cells[-1] == "applications.granted.total"


def test_a_total_that_is_not_the_sum_of_its_column_fails() -> None:
    tables = tables_of(Regime.FORM_2019, granted__company=number(2), total__company=number(1))
    assert status_of(tables, "sum.applications.total.company.column") is CheckStatus.FAIL
    assert status_of(tables, "sum.applications.total.legal.column") is CheckStatus.PASS


def test_what_comes_in_must_be_answered_or_carried_over() -> None:
    tables = tables_of(
        Regime.FORM_2021,
        received__total=number(5),
        carried_in__total=number(1),
        total__total=number(4),
        carried_over__total=number(2),
    )
    assert status_of(tables, "balance.applications.total") is CheckStatus.PASS
    tables.applications.cells["carried_over.total"] = number(3)
    check = check_called(tables, "balance.applications.total")
    assert (check.status, check.expected, check.found) == (CheckStatus.FAIL, 6, 7)


def test_review_and_litigation_add_up_to_their_totals() -> None:
    tables = tables_of(Regime.FORM_2021, review__upheld=number(1), review__total=number(1))
    assert status_of(tables, "sum.review_litigation.review.row") is CheckStatus.PASS
    tables.review_litigation.cells["review.pending"] = number(1)
    assert status_of(tables, "sum.review_litigation.review.row") is CheckStatus.FAIL


@pytest.mark.parametrize("state", [s for s in CellState if s is not CellState.VALUE])
def test_a_cell_without_a_number_makes_an_identity_impossible_to_assess(state: CellState) -> None:
    tables = tables_of(Regime.FORM_2021, granted__company=Cell(state=state))
    check = check_called(tables, "sum.applications.granted.row")
    assert (check.status, check.expected, check.found) == (CheckStatus.NOT_ASSESSABLE, None, 0)


def test_a_blank_cannot_mend_parts_that_are_more_than_their_whole() -> None:
    tables = tables_of(
        Regime.FORM_2021,
        granted__natural_person=number(4),
        granted__company=BLANK,
        granted__total=number(3),
    )
    check = check_called(tables, "sum.applications.granted.row")
    assert (check.status, check.expected, check.found) == (CheckStatus.FAIL, 4, 3)


def test_a_blank_cannot_mend_an_outcome_that_is_more_than_what_came_in() -> None:
    tables = tables_of(
        Regime.FORM_2021,
        received__legal=number(1),
        total__legal=number(3),
        carried_over__legal=BLANK,
    )
    check = check_called(tables, "balance.applications.legal")
    assert (check.status, check.expected, check.found) == (CheckStatus.FAIL, 1, 3)


def test_a_cell_that_could_not_be_read_is_no_ground_for_a_finding() -> None:
    tables = tables_of(
        Regime.FORM_2021,
        granted__natural_person=number(4),
        granted__company=Cell(state=CellState.UNREADABLE, raw="?"),
        granted__total=number(3),
    )
    assert status_of(tables, "sum.applications.granted.row") is CheckStatus.NOT_ASSESSABLE


@given(st.dictionaries(st.sampled_from([a.id for a in APPLICANTS[:-1]]), st.integers(0, 999)))
def test_a_row_with_its_true_sum_passes_and_with_any_other_fails(parts: dict[str, int]) -> None:
    tables = tables_of(Regime.FORM_2021)
    for column, value in parts.items():
        tables.applications.cells[f"received.{column}"] = number(value)
    tables.applications.cells["received.total"] = number(sum(parts.values()))
    assert status_of(tables, "sum.applications.received.row") is CheckStatus.PASS
    tables.applications.cells["received.total"] = number(sum(parts.values()) + 1)
    assert status_of(tables, "sum.applications.received.row") is CheckStatus.FAIL


def test_checks_name_only_cells_that_the_table_has() -> None:
    tables = tables_of(Regime.FORM_2021)
    names = {
        f"{section.value}.{key}"
        for section, table in tables.by_section().items()
        for key in table.cells
    }
    assert {cell for check in check_tables(tables) for cell in check.cells} <= names


def test_a_missing_table_gives_checks_that_cannot_be_assessed() -> None:
    tables = tables_of(Regime.FORM_2021)
    tables.applications = Table()
    checks = [c for c in check_tables(tables) if SectionKind.APPLICATIONS.value in c.id]
    assert {check.status for check in checks} == {CheckStatus.NOT_ASSESSABLE}
