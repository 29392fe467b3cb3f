"""Checks that claims rest on: parts against their whole, rates against counts, text against cells.

They read facts and claims only; what the tables must satisfy by themselves is checked before
(``gongkai.models.table_checks``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.extract.joining.breakdowns import check_breakdowns
from gongkai.extract.joining.statements import exact_sum, in_unit_of
from gongkai.models.record import Cell, Check, Claim, Fact, Tables
from gongkai.models.scheme import (
    Agreement,
    Aspect,
    Bound,
    CheckKind,
    CheckStatus,
    Kind,
    Metric,
    PartKind,
)

#: Rates that say how much of a count another count is, and what that other must be: what
#: became of the whole, or some of it. One of several components would be shared out otherwise.
_PART_BEHIND = {
    Aspect.COMPLETION: PartKind.STAGE,
    Aspect.ONLINE: PartKind.SUBSET,
    Aspect.SHARE: PartKind.SUBSET,
}
#: Results that are no completion: the rate behind 予以公开6件 is that of all that were answered.
_RESULTS = frozenset(
    metric
    for metric in Metric
    if metric.value.startswith("applications_") and metric is not Metric.APPLICATIONS_ANSWERED
)
_DECIMALS = re.compile(r"\.(\d+)")
#: A rate further behind its counts may be that of something else.
_LONGEST_WAY = 30


def check_claims(
    tables: Tables, claims: Sequence[Claim], facts: Sequence[Fact], text: str
) -> list[Check]:
    """Check what claims say against cells, against each other and against themselves.

    Parameters
    ----------
    tables, claims, facts
        What was found in a report, and put together of it.
    text
        The text of the report.

    Returns
    -------
    list of Check
        ``narrative``: each fact that cells and claims state; ``breakdown``: each whole whose
        parts claim to be all of it; ``ratio``: each rate behind a count and its part.
        ``expected`` is what cells, parts or counts give, ``found`` what the claim says.
    """
    return [
        *_narrative(tables, claims, facts),
        *check_breakdowns(claims, text),
        *_ratios(claims),
    ]


def _narrative(tables: Tables, claims: Sequence[Claim], facts: Sequence[Fact]) -> Iterator[Check]:
    by_id = {claim.id: claim for claim in claims}
    for fact in facts:
        cells = [source[len("cell:") :] for source in fact.sources if source.startswith("cell:")]
        named = [source for source in fact.sources if source.startswith("claim:")]
        said = [by_id[int(source[len("claim:") :])] for source in named]
        if not cells or not said:
            continue
        expected, unit = _sum_of_cells(tables, cells)
        disagree = fact.agreement is Agreement.CONFLICT
        told = next((claim for claim in said if claim.value != fact.value), said[0])
        yield Check(
            id=f"{CheckKind.NARRATIVE.value}.{fact.metric.value}",
            kind=CheckKind.NARRATIVE,
            status=CheckStatus.FAIL if disagree else CheckStatus.PASS,
            expected=expected,
            found=in_unit_of(told.value, told.unit, unit) if told.value else told.value,
            cells=cells,
            claims=[claim.id for claim in said],
        )


def _sum_of_cells(tables: Tables, keys: Sequence[str]) -> tuple[int | float, str | None]:
    by_name: dict[str, dict[str, Cell]] = {
        section.value: table.cells for section, table in tables.by_section().items()
    }
    cells = [by_name[key.split(".", 1)[0]][key.split(".", 1)[1]] for key in keys]
    total = exact_sum(cell.value for cell in cells if cell.value is not None)
    return total, cells[0].unit


def _ratios(claims: Sequence[Claim]) -> Iterator[Check]:
    by_id = {claim.id: claim for claim in claims}
    for place, rate in enumerate(claims):
        if rate.kind is not Kind.RATE or rate.aspect not in _PART_BEHIND or not place:
            continue
        part = claims[place - 1]
        if part.part_of is None or part.part_kind is not _PART_BEHIND[rate.aspect]:
            continue
        if rate.start - part.end > _LONGEST_WAY or not _shares(part, rate, claims):
            continue
        whole = by_id.get(part.part_of)
        if whole is None or not _comparable(whole, part, rate):
            continue
        expected = 100 * part.value / whole.value
        yield Check(
            id=f"{CheckKind.RATIO.value}.{rate.id}",
            kind=CheckKind.RATIO,
            status=CheckStatus.PASS if _rounds_to(expected, rate) else CheckStatus.FAIL,
            expected=round(expected, 4),
            found=rate.value,
            claims=[whole.id, part.id, rate.id],
        )


def _shares(part: Claim, rate: Claim, claims: Sequence[Claim]) -> bool:
    """Tell whether a rate can be that of the part before it: of its metric, channel and kind."""
    if rate.aspect is Aspect.COMPLETION:
        return part.metric not in _RESULTS
    alone = sum(claim.part_of == part.part_of for claim in claims) == 1
    return alone and rate.metric is part.metric and rate.channel is part.channel


def _comparable(whole: Claim, part: Claim, rate: Claim) -> bool:
    exact = all(claim.bound is Bound.EXACT for claim in (whole, part, rate))
    return exact and part.kind is whole.kind is Kind.COUNT and whole.value > 0


def _rounds_to(expected: float, rate: Claim) -> bool:
    """Tell whether the quotient, rounded or cut off as the rate is written, is the rate."""
    decimals = _DECIMALS.search(rate.quote)
    step = 10.0 ** -(len(decimals[1]) if decimals else 0)
    return abs(expected - rate.value) < step
