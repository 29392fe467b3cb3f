"""Channel, period and scope of a quantity: what the words around it say about how and when."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gongkai.models.quantities.types import Form, Quantity
from gongkai.models.rules.lexicon import Mention
from gongkai.models.rules.sentences import Clause, Frame
from gongkai.models.scheme import Channel, Metric, Scope

CUMULATIVE = "cumulative"
_REACH = 120
_PERIOD = re.compile(
    r"20\d\d年(?:度)?(?:\d{1,2}月(?:份|\d{1,2}日)?)?(?:(?:至|到|-|—|~)[0-9年月日]{2,12})?"
    r"|全年|上半年|下半年|去年|上年度?|上一年度?|本年度?|今年(?:以来)?|年初以来|第[一二三四]季度"
    r"|[0-9一二三四五六七八九十]{1,2}月份?(?![0-9])|截[至止]到?[^，。；]{0,12}?(?:底|日|末|目前)|一年来"
)
_CUMULATIVE = re.compile(
    r"历年|(?:开通|上线|成立|创办|运行|建立|实施|施行|开办)以来|自?20\d\d年[^，。；]{0,8}(?:以来|起)"
)
_NOT_THE_PERIOD = re.compile(r"(?:较|比|与|和|同)$")
_CHANNELLED = {
    Metric.INFO_PUBLISHED,
    Metric.RULES_ISSUED,
    Metric.NORMATIVE_DOCUMENTS_ISSUED,
    Metric.DOCUMENTS_PUBLISHED,
    Metric.INTERPRETATIONS_PUBLISHED,
    Metric.CONCERNS_ANSWERED,
    Metric.PRESS_CONFERENCES,
    Metric.GAZETTES_ISSUED,
    Metric.CONSULTATIONS_HELD,
    Metric.HOTLINE_CASES,
    Metric.MESSAGES_HANDLED,
    Metric.PETITIONS_HANDLED,
    Metric.ISSUES_REPORTED,
    Metric.AUDIENCE,
    Metric.PLATFORMS_OPERATED,
    Metric.PUBLIC_EVENTS,
    *(metric for metric in Metric if metric.startswith("applications_")),
}
# Things that have a place of their own, whatever the clauses before were about.
_OWN_CLAUSE_ONLY = {
    Metric.PLATFORMS_OPERATED,
    Metric.GAZETTES_ISSUED,
    Metric.PRESS_CONFERENCES,
    Metric.PUBLIC_EVENTS,
}
# Channels that things come in by; the others things go out by.
_INCOMING = {
    Channel.HOTLINE,
    Channel.MAILBOX,
    Channel.IN_PERSON,
    Channel.POST,
    Channel.ONLINE,
    Channel.PHONE,
}
_RECEIVED = {
    Metric.HOTLINE_CASES,
    Metric.MESSAGES_HANDLED,
    Metric.PETITIONS_HANDLED,
    Metric.ISSUES_REPORTED,
    Metric.CONSULTATIONS_HELD,
    *(metric for metric in Metric if metric.startswith("applications_")),
}
_MEANS = re.compile(r"(?:在|通过|利用|依托|借助|经|于)[^，。；]{0,16}$")
# A platform that is counted is no channel of itself; one that something happens on is.


def find_channel(
    metric: Metric, frame: Frame, clause_index: int, quantity: Quantity, subject: Mention | None
) -> Channel | None:
    """Return the channel of a quantity.

    The nearest clause at or before the quantity that names a channel decides; a channel named
    once holds until another is named. Several in that clause are ``several``.
    """
    if metric not in _CHANNELLED or quantity.form is Form.ZERO_CUE:
        return None
    for index in range(clause_index, max(-1, clause_index - 12), -1):
        clause = frame.clauses[index]
        limit = quantity.start if index == clause_index else clause.end
        if index == clause_index and subject is not None:
            limit = max(limit, subject.end)
        first = clause.start
        if index == clause_index:
            first = max([q.end for q in clause.quantities if q.end <= quantity.start] or [first])
        mentions = [mention for mention in clause.mentions if first <= mention.start < limit]
        if index < clause_index:
            if metric in _OWN_CLAUSE_ONLY:
                break
            counted = {q.start for q in clause.quantities}
            mentions = [
                m for m in mentions if m.end not in counted and _carries(m, metric, frame.text)
            ]
        means = [m for m in mentions if m is not subject and _is_means(frame.text, m)]
        mentions = means if any(m.entry.channel for m in means) else mentions
        channels = _channels(metric, frame, mentions)
        if channels:
            return channels.pop() if len(channels) == 1 else Channel.SEVERAL
    return Channel.HOTLINE if metric is Metric.HOTLINE_CASES else None


def _channels(metric: Metric, frame: Frame, mentions: Iterable[Mention]) -> set[Channel]:
    return {
        mention.entry.channel
        for mention in mentions
        if mention.entry.channel is not None
        and not (mention.entry.noun is metric is Metric.GAZETTES_ISSUED)
        and (metric is not Metric.PLATFORMS_OPERATED or _is_place(frame.text, mention))
    }


def _carries(mention: Mention, metric: Metric, text: str) -> bool:
    """Tell whether a channel named in an earlier clause can hold for this metric."""
    incoming = mention.entry.channel in _INCOMING
    if incoming != (metric in _RECEIVED):
        return False
    # A gazette is more often a thing issued than a means.
    needs_means = incoming or mention.entry.channel is Channel.PRESS
    return not needs_means or _is_means(text, mention)


def _is_means(text: str, mention: Mention) -> bool:
    return _MEANS.search(text, max(0, mention.start - 20), mention.start) is not None


def _is_place(text: str, mention: Mention) -> bool:
    return _is_means(text, mention) or (
        mention.entry.channel is Channel.WEBSITE
        and not text.startswith(("，", "。", "、", "；"), mention.end)
    )


def find_period(frame: Frame, clause: Clause, quantity: Quantity) -> str | None:
    """Return the words that give the time a quantity covers, or ``cumulative``, or nothing."""
    first = max(0, quantity.start - _REACH)
    if _CUMULATIVE.search(frame.text, max(first, clause.start - 30), quantity.start):
        return CUMULATIVE
    period = None
    for match in _PERIOD.finditer(frame.text, first, quantity.start):
        before = frame.text[max(0, match.start() - 1) : match.start()]
        if _NOT_THE_PERIOD.search(before) or frame.text.startswith("结转", match.end()):
            continue
        period = match[0]
    return period


def find_scope(frame: Frame, clause_index: int, quantity: Quantity) -> Scope:
    """Return whose count a quantity is: the nearest body named at or before it."""
    for index in range(clause_index, max(-1, clause_index - 12), -1):
        for mention in reversed(frame.clauses[index].mentions):
            if mention.entry.scope is not None and mention.start < quantity.start:
                return mention.entry.scope
    return Scope.UNKNOWN
