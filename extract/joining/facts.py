"""Facts: what the report says, each thing once, with all places that say it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from gongkai.extract.joining.groups import ClaimGroups
from gongkai.extract.joining.statements import (
    Statement,
    cell_statements,
    statement_of,
    wordings,
)
from gongkai.models.record import Claim, Fact, FactValue, Tables
from gongkai.models.scheme import Agreement, Channel, Kind, Metric, Scope

_TOTALS = (Kind.COUNT, Kind.AMOUNT)
#: What a total is the total of; any other word narrows it down (社会组织提出的申请).
_PLAIN_SUBJECT = re.compile(
    r"(?:因|有关|相关|任何|各类|的|和|与|或|及|、|全年|本年度?|新|共|涉及?(?=行政)|针对|政府|政务|信息"
    r"|公开|工作|依|申请|受理|收到|答复|处理|办理|办结|产生|引发|引起|提起|发生|作出|给予|实施|查处|行政|复议|诉讼|规章"
    r"|其他|规范性|文件|许可|处罚|强制|事业性|收费|费用|事项|案件|案|情况|决定|件|类|数量|总数|数)*"
)
_PART_OF_YEAR = re.compile(r"季度|上半年|下半年")
#: Words that add cases of the year before to a number: （含上年结转1件）, 另答复上年1件.
_WITH_OTHERS = re.compile(
    r"(?:（|其中)(?:含|包括|包含|新收).{0,6}(?:上年|上一年|去年|结转|件)|另(?:外)?(?:有|答复|办结)"
)
#: A number that came in by one channel is no total, so it cannot contradict one.
_ALL_CHANNELS = (None, Channel.SEVERAL)


def join_facts(
    tables: Tables, claims: Sequence[Claim], years: frozenset[int] = frozenset()
) -> list[Fact]:
    """Put cells and claims together.

    A claim joins the cell of its metric if it can be the report's own total: a count or an
    amount of the whole year, no part of a like claim. Where several could be, those that agree
    with the cell join it, and the others count something narrower; where there is only one and
    it disagrees, the two are in conflict. Claims join each other where they are about the same
    thing and their numbers allow each other.

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
        joined = _claims_of_cell(cell, statements, by_id)
        taken.update(statement.claim.id for statement in joined if statement.claim)
        groups.append([cell, *joined])
    of_claims = ClaimGroups()
    for statement in statements:
        if statement.claim and statement.claim.id not in taken:
            of_claims.add(statement)
    groups.extend(of_claims)
    headlines = _headlines(groups, claims)
    return [_fact(index, group, index in headlines) for index, group in enumerate(groups)]


def _claims_of_cell(
    cell: Statement, statements: Sequence[Statement], by_id: dict[int, Claim]
) -> list[Statement]:
    candidates = [each for each in statements if _may_be_total(each, cell, by_id)]
    agreeing = [each for each in candidates if each.interval.overlaps(cell.interval)]
    if agreeing:
        return agreeing
    alone = len(candidates) == 1 and candidates[0].claim
    return candidates if alone and _contradicts(alone, by_id) else []


def _contradicts(claim: Claim, by_id: dict[int, Claim]) -> bool:
    """Tell whether a claim that gives another number than its cell speaks of the same total.

    Not if it is part of something, came in by one channel, covers a part of the year, counts
    the cases of the year before with its own, or narrows down what it counts.
    """
    return (
        claim.part_of is None
        and claim.channel in _ALL_CHANNELS
        and not _PART_OF_YEAR.search(claim.sentence)
        and not _WITH_OTHERS.search(claim.sentence)
        and (claim.subject is None or bool(_PLAIN_SUBJECT.fullmatch(claim.subject)))
        and not any(
            other.part_of == claim.id and other.metric is Metric.APPLICATIONS_CARRIED_IN
            for other in by_id.values()
        )
    )


def _may_be_total(statement: Statement, cell: Statement, by_id: dict[int, Claim]) -> bool:
    """Tell whether a claim can be the total that a cell gives."""
    claim = statement.claim
    return (
        claim is not None
        and claim.metric is cell.metric
        and (claim.kind is cell.kind or (claim.kind in _TOTALS and claim.value == 0))
        and statement.period is None
        and claim.scope is not Scope.OTHER
        and not _is_part_of_like(claim, by_id)
    )


def _is_part_of_like(claim: Claim, by_id: dict[int, Claim]) -> bool:
    whole = by_id.get(claim.part_of) if claim.part_of is not None else None
    return whole is not None and whole.metric is claim.metric


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
            and first.kind in _TOTALS
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
