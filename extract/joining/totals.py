"""Which claims state the total that a cell gives, and which only seem to contradict it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.extract.joining.statements import Statement
from gongkai.models.record import Claim
from gongkai.models.scheme import Channel, Kind, Metric, Scope

#: What can be a total: how many, or how much.
TOTAL_KINDS = (Kind.COUNT, Kind.AMOUNT)
# Possessive: words that are parts of each other must not be tried in every combination.
#: What a total is the total of; any other word narrows it down (社会组织提出的申请).
_PLAIN_SUBJECT = re.compile(
    r"(?:因|有关|相关|任何|各类|的|和|与|或|及|、|全年|本年度?|新|共|涉及?(?=行政)|针对|政府|政务|信息"
    r"|公开|工作|依|申请|受理|收到|答复|处理|办理|办结|产生|引发|引起|提起|发生|作出|给予|实施|查处|行政|复议|诉讼|规章"
    r"|其他|规范性|文件|许可|处罚|强制|事业性|收费|费用|事项|案件|案|情况|决定|件|类|数量|总数|数)*+"
)
_PART_OF_YEAR = re.compile(r"季度|上半年|下半年")
#: Words that add cases of the year before to a number: （含上年结转1件）, 另答复上年1件.
_WITH_OTHERS = re.compile(
    r"(?:（|其中)(?:含|包括|包含|新收).{0,6}(?:上年|上一年|去年|结转|件)|另(?:外)?(?:有|答复|办结)"
)
#: A number that came in by one channel is no total, so it cannot contradict one.
_ALL_CHANNELS = (None, Channel.SEVERAL)


def claims_of_cell(
    cell: Statement, statements: Sequence[Statement], by_id: dict[int, Claim]
) -> list[Statement]:
    """Return the claims that state the total of a cell, whether they agree with it or not.

    Parameters
    ----------
    cell
        What the cell states.
    statements
        What the claims of the report state.
    by_id
        The claims, to find wholes and parts.
    """
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
        and (claim.kind is cell.kind or (claim.kind in TOTAL_KINDS and claim.value == 0))
        and statement.period is None
        and claim.scope is not Scope.OTHER
        and not _is_part_of_like(claim, by_id)
    )


def _is_part_of_like(claim: Claim, by_id: dict[int, Claim]) -> bool:
    whole = by_id.get(claim.part_of) if claim.part_of is not None else None
    return whole is not None and whole.metric is claim.metric
