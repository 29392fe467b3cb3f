"""Facts: what the report says, each thing once, with all places that say it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from gongkai.extract.joining.groups import ClaimGroups
from gongkai.extract.joining.statements import (
    Statement,
    cell_statements,
    statement_of,
    wordings,
)
from gongkai.extract.joining.totals import TOTAL_KINDS, claims_of_cell
from gongkai.models.record import Claim, Fact, FactValue, Tables
from gongkai.models.scheme import Agreement, Scope


def join_facts(
    tables: Tables, claims: Sequence[Claim], years: frozenset[int] = frozenset()
) -> list[Fact]:
    """Put cells and claims together.

    A claim joins the cell of its metric if it can be the report's own total: a count or an
    amount of the whole year, no part of a like claim. Where several could be, those that agree
    with the cell join it, and the others count something narrower; where there is only one, it
    disagrees and nothing narrows it down, the two are in conflict. Claims join each other
    where they are about the same thing and their numbers allow each other.

    Parameters
    ----------
    tables, claims
        What the report states.
    years
        The calendar years it covers, so that ``2023年`` is known to be its own year.

    Returns
    -------
    list of Fact
        In the order of their first source, cells first. No fact has a confidence.
    """
    groups: list[list[Statement]] = []
    taken: set[int] = set()
    by_id = {claim.id: claim for claim in claims}
    statements = [statement_of(claim, years) for claim in claims]
    for cell in cell_statements(tables):
        joined = claims_of_cell(cell, statements, by_id)
        taken.update(statement.claim.id for statement in joined if statement.claim)
        groups.append([cell, *joined])
    of_claims = ClaimGroups()
    for statement in statements:
        if statement.claim and statement.claim.id not in taken:
            of_claims.add(statement)
    groups.extend(of_claims)
    headlines = _headlines(groups, claims)
    return [_fact(index, group, index in headlines) for index, group in enumerate(groups)]


def _headlines(groups: Sequence[Sequence[Statement]], claims: Sequence[Claim]) -> set[int]:
    """Find the groups that are the report's own total for their metric.

    A cell always is; without one, the only claim of the metric that is no part of another, or
    the largest if it has parts.
    """
    wholes = {claim.part_of for claim in claims if claim.part_of is not None}
    with_cell = {group[0].metric for group in groups if group[0].claim is None}
    candidates: dict[str, list[int]] = {}
    headlines: set[int] = set()
    for index, group in enumerate(groups):
        first = group[0]
        if first.claim is None:
            headlines.add(index)
        elif (
            first.metric not in with_cell
            and first.kind in TOTAL_KINDS
            and first.claim.part_of is None
            and first.period is None
        ):
            candidates.setdefault(first.metric, []).append(index)
    for indices in candidates.values():
        largest = max(indices, key=lambda index: groups[index][0].interval.low)
        has_parts = any(each.claim and each.claim.id in wholes for each in groups[largest])
        if len(indices) == 1 or has_parts:
            headlines.add(largest)
    return headlines


def _fact(index: int, group: Sequence[Statement], headline: bool) -> Fact:
    first = _most_precise(group)
    claim = first.claim or next((each.claim for each in group if each.claim), None)
    values = Counter((each.value, each.bound) for each in group)
    # Closed intervals overlap pairwise if the highest beginning lies below the lowest end.
    highest_low = max(each.interval.low for each in group)
    agree = highest_low <= min(each.interval.high for each in group)
    if not agree:
        agreement = Agreement.CONFLICT
    else:
        agreement = Agreement.AGREE if wordings(group) > 1 else Agreement.SINGLE
    return Fact(
        id=index,
        metric=first.metric,
        kind=first.kind,
        aspect=claim.aspect if claim else None,
        per=claim.per if claim else None,
        scope=claim.scope if claim else Scope.OWN,
        channel=claim.channel if claim else None,
        subject=claim.subject if claim else None,
        period=claim.period if claim else None,
        value=first.value,
        unit=first.unit or next((each.unit for each in group if each.unit), None),
        bound=first.bound,
        headline=headline,
        sources=[source for each in group for source in each.source],
        agreement=agreement,
        values=[] if agree else [_value(group, value) for value in values],
    )


def _most_precise(group: Sequence[Statement]) -> Statement:
    """Return the statement that allows the fewest numbers, the first of several."""
    return min(group, key=lambda each: each.interval.high - each.interval.low)


def _value(group: Sequence[Statement], value: tuple[int | float, object]) -> FactValue:
    same = [each for each in group if (each.value, each.bound) == value]
    return FactValue(
        value=same[0].value,
        bound=same[0].bound,
        sources=[source for each in same for source in each.source],
    )
