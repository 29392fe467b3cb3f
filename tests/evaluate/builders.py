"""Reports made by hand for the tests of the scorers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gongkai.evaluate.judged.reports import JudgedCell, JudgedClaim, JudgedItem, JudgedReport
from gongkai.models.document import Span
from gongkai.models.scheme import (
    Category,
    CellState,
    Kind,
    Metric,
    ProblemYear,
    SectionKind,
    Stage,
)

TEXT = "全年经网站发布信息316条，其中动态130条。举办培训两次，约20人次参加；热线办结率99.2%。"
NAME = "云河.txt"


def claim(
    quote: str, value: float, metric: Metric = Metric.INFO_PUBLISHED, **fields: object
) -> JudgedClaim:
    """Return the claim that the first such quote of ``TEXT`` states."""
    start = TEXT.index(quote)
    given: dict[str, Any] = {"kind": Kind.COUNT, "span": Span(start, start + len(quote))}
    return JudgedClaim(metric=metric, value=value, quote=quote, **(given | fields))


def report(*claims: JudgedClaim, name: str = NAME, **fields: object) -> JudgedReport:
    """Return a report of these claims and of no items."""
    given: dict[str, Any] = {"problems": (), "improvements": ()}
    return JudgedReport(name, claims=claims, **(given | fields))


def cell(content: float | str) -> JudgedCell:
    """Return a cell that holds a number, or one of a state."""
    if isinstance(content, str):
        return JudgedCell(CellState[content.upper()])
    return JudgedCell(CellState.VALUE, content)


def table(
    cells: Mapping[str, float | str], section: SectionKind = SectionKind.REVIEW_LITIGATION
) -> JudgedReport:
    """Return a report of one table."""
    return report(cells={section: {key: cell(content) for key, content in cells.items()}})


def item(
    start: int,
    end: int,
    category: Category = Category.CONTENT,
    detail: ProblemYear | Stage | None = ProblemYear.THIS,
) -> JudgedItem:
    """Return an item at a place."""
    return JudgedItem(Span(start, end), "公开不够全面", category, detail)
