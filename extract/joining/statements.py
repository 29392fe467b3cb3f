"""Cells and claims in one form: what is stated, and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai.extract.joining.bounds import Interval, allowed
from gongkai.extract.joining.periods import lasting_period
from gongkai.models.record import Cell, Claim, Tables
from gongkai.models.scheme import Bound, CellState, Kind, Metric
from gongkai.models.table_layout import METRIC_CELLS

_YUAN = {"元": 1, "千元": 10**3, "万元": 10**4, "百万元": 10**6, "亿元": 10**8}


@dataclass(frozen=True, slots=True)
class Statement:
    """One place where the report states a quantity.

    Attributes
    ----------
    source
        ``cell:applications.received.total`` or ``claim:3``; a metric that is the sum of
        several cells has several, joined by ``+``.
    wording
        What was copied if two statements have it in common: the sentence of a claim.
    claim
        The claim, ``None`` for cells.
    period
        The time it covers, ``None`` for the year of the report.
    """

    source: tuple[str, ...]
    metric: Metric
    kind: Kind
    value: int | float
    unit: str | None
    bound: Bound
    wording: str
    interval: Interval
    claim: Claim | None = None
    period: str | None = None


def in_yuan(value: float, unit: str | None) -> float:
    """Return an amount of money in 元; other quantities as they are.

    Scaled as decimal numbers: as binary ones 0.07 万元 would not be 700 元.
    """
    scale = _YUAN.get(unit or "", 1)
    return float(value) if scale == 1 else float(Decimal(str(value)) * scale)


def exact_sum(values: Iterable[float]) -> int | float:
    """Add up numbers as they are written: as binary ones 0.1 and 0.2 would not be 0.3."""
    total = sum((Decimal(str(value)) for value in values), Decimal(0))
    return int(total) if total.is_finite() and total == int(total) else float(total)


def in_unit_of(value: float, unit: str | None, other: str | None) -> int | float:
    """Return an amount of money in the unit ``other``; what is no money as it is."""
    if unit == other or unit not in _YUAN or other not in _YUAN:
        return value
    return float(Decimal(str(value)) * _YUAN[unit] / _YUAN[other])


def statement_of(claim: Claim, years: frozenset[int]) -> Statement:
    """Return what a claim states in a report that covers ``years``."""
    money = claim.unit if claim.kind is Kind.AMOUNT else None
    plain = allowed(claim.value, claim.bound, claim.quote, claim.value_max)
    # A fact has one value: of a range the first end, which the true number reaches at least.
    bound = claim.bound if claim.value_max is None else Bound.AT_LEAST
    return Statement(
        source=(f"claim:{claim.id}",),
        metric=claim.metric,
        kind=claim.kind,
        value=claim.value,
        unit=claim.unit,
        bound=bound,
        wording=claim.sentence,
        interval=Interval(in_yuan(plain.low, money), in_yuan(plain.high, money)),
        claim=claim,
        period=lasting_period(claim.period, years),
    )


def cell_statements(tables: Tables) -> Iterator[Statement]:
    """Yield what the cells state about metrics, one statement a metric."""
    by_name = {
        "proactive_disclosure": tables.proactive_disclosure.cells,
        "applications": tables.applications.cells,
        "review_litigation": tables.review_litigation.cells,
    }
    for metric, keys in METRIC_CELLS.items():
        found = [(key, _cell(by_name, key)) for key in keys]
        cells = [(key, cell) for key, cell in found if cell is not None]
        if not cells or not all(_has_number(cell) for _, cell in cells):
            continue
        total = exact_sum(cell.value for _, cell in cells if cell.value is not None)
        unit = cells[0][1].unit
        kind = Kind.AMOUNT if metric is Metric.FEES_COLLECTED else Kind.COUNT
        exact = in_yuan(total, unit) if kind is Kind.AMOUNT else float(total)
        yield Statement(
            source=tuple(f"cell:{key}" for key, _ in cells),
            metric=metric,
            kind=kind,
            value=total,
            unit=unit,
            bound=Bound.EXACT,
            wording=f"cell:{metric.value}",
            interval=Interval(exact, exact),
        )


def _cell(tables: dict[str, dict[str, Cell]], key: str) -> Cell | None:
    table, cell = key.split(".", 1)
    return tables[table].get(cell)


def _has_number(cell: Cell) -> bool:
    return cell.state is CellState.VALUE and cell.value is not None


def same_quantity(one: Statement, other: Statement) -> bool:
    """Tell whether two claims are about the same thing, apart from their numbers."""
    if one.claim is None or other.claim is None:
        return False
    first, second = one.claim, other.claim
    return (
        subject_matter(one) == subject_matter(other)
        and (one.unit == other.unit or None in (one.unit, other.unit) or one.kind is Kind.AMOUNT)
        and _compatible(first.channel, second.channel)
        and _compatible(first.subject, second.subject)
    )


def subject_matter(statement: Statement) -> tuple[object, ...]:
    """Return what two claims must have in common to the letter to be about the same thing.

    Raises
    ------
    ValueError
        If the statement is that of a cell.
    """
    claim = statement.claim
    if claim is None:
        raise ValueError("Only statements of claims are grouped: cells stand for themselves.")
    return (claim.metric, claim.kind, claim.aspect, claim.per, claim.scope, statement.period)


def _compatible(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one in other or other in one


def wordings(statements: Sequence[Statement]) -> int:
    """Count the statements that were worded independently."""
    return len({statement.wording for statement in statements})
