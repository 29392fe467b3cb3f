"""Where or through what: the channel of a quantity, by the words around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.models.quantities.types import Form, Quantity
from gongkai.models.rules.lexicon import Mention
from gongkai.models.rules.sentences import Clause, Frame
from gongkai.models.scheme import Channel, Metric

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
_MEANS = re.compile(r"(?:在|通过|利用|依托|借助|经|于|以)[^，。；]{0,16}$")
_LIST = re.compile(r"[^，。；]{0,10}?[、和及与或][^，。；]{0,14}")
_BEHIND = re.compile(r"(?:[^，。；、]{0,3})(?:在|通过|于|经)")
_SERIES = re.compile(r"[、和及与，]{1,2}|以及")
_OUTGOING_ACTS = {"post", "disclose", "make", "interpret"}
# Where a platform stands or what it is part of, by the words that name it.
_PLACES = (
    ("微信群", Channel.COMMUNITY_GROUP), ("工作群", Channel.COMMUNITY_GROUP),
    ("公开栏目", Channel.WEBSITE), ("公示栏目", Channel.WEBSITE),
    ("公开栏", Channel.NOTICE_BOARD), ("公示栏", Channel.NOTICE_BOARD),
    ("宣传栏", Channel.NOTICE_BOARD), ("公告栏", Channel.NOTICE_BOARD),
    ("屏", Channel.NOTICE_BOARD), ("墙", Channel.NOTICE_BOARD), ("展板", Channel.NOTICE_BOARD),
    ("橱窗", Channel.NOTICE_BOARD), ("牌", Channel.NOTICE_BOARD),
    ("视频号", Channel.SHORT_VIDEO), ("抖音", Channel.SHORT_VIDEO), ("快手", Channel.SHORT_VIDEO),
    ("微博", Channel.WEIBO), ("公众号", Channel.WECHAT), ("微信", Channel.WECHAT),
    ("服务号", Channel.WECHAT), ("订阅号", Channel.WECHAT),
    ("新媒体", Channel.NEW_MEDIA), ("账号", Channel.NEW_MEDIA), ("僵尸号", Channel.NEW_MEDIA),
    ("头条号", Channel.NEW_MEDIA), ("小程序", Channel.NEW_MEDIA), ("客户端", Channel.NEW_MEDIA),
    ("APP", Channel.NEW_MEDIA),
    ("专区", Channel.SERVICE_HALL), ("查阅", Channel.SERVICE_HALL),
    ("终端", Channel.SERVICE_HALL), ("自助", Channel.SERVICE_HALL),
    ("一体机", Channel.SERVICE_HALL), ("窗口", Channel.SERVICE_HALL),
    ("体验", Channel.SERVICE_HALL), ("服务点", Channel.SERVICE_HALL),
    ("服务站", Channel.SERVICE_HALL), ("公开室", Channel.SERVICE_HALL),
    ("栏目", Channel.WEBSITE), ("专栏", Channel.WEBSITE), ("专题", Channel.WEBSITE),
    ("网站", Channel.WEBSITE), ("网页", Channel.WEBSITE), ("子站", Channel.WEBSITE),
)  # fmt: skip
# What is named after its channel.
_OWN_CHANNELS = (
    (Metric.GAZETTES_ISSUED, "公报", Channel.PRESS),
    (Metric.PRESS_CONFERENCES, "访谈", Channel.ONLINE),
)


def find_channel(
    metric: Metric, frame: Frame, clause_index: int, quantity: Quantity, subject: Mention | None
) -> Channel | None:
    """Return the channel of a quantity.

    The nearest clause at or before the quantity that names a channel decides; a channel named
    once holds until another is named. Several in that clause are ``several``, unless as many
    numbers follow them as there are channels.
    """
    if metric is Metric.HOTLINE_CASES:
        return None if quantity.form is Form.ZERO_CUE else Channel.HOTLINE
    if metric not in _CHANNELLED or quantity.form is Form.ZERO_CUE:
        return None
    if metric is Metric.PLATFORMS_OPERATED:
        return _channel_of_platform(frame, clause_index, quantity, subject)
    for index in range(clause_index, max(-1, clause_index - 12), -1):
        if index == clause_index:
            mentions = _named_beside(frame, frame.clauses[index], quantity, subject)
        elif metric in _OWN_CLAUSE_ONLY:
            break
        else:
            mentions = _named_before(metric, frame.clauses[index], frame.text)
        channels = _channels(metric, mentions, subject, frame.text)
        if len(channels) > 1:
            return _shared_out(frame, clause_index, quantity, channels) or Channel.SEVERAL
        if channels:
            return channels[0]
    return _own_channel(metric, subject)


def can_come_by(channel: Channel, metric: Metric) -> bool:
    """Tell whether things of this metric come in or go out by this channel."""
    if metric not in _CHANNELLED or metric is Metric.PLATFORMS_OPERATED:
        return False
    return (channel in _INCOMING) == (metric in _RECEIVED)


def _own_channel(metric: Metric, subject: Mention | None) -> Channel | None:
    for owner, word, channel in _OWN_CHANNELS:
        if metric is owner and subject is not None and word in subject.phrase:
            return channel
    return None


def _named_before(metric: Metric, clause: Clause, text: str) -> list[Mention]:
    """Return the phrases of an earlier clause whose channel can hold for a metric."""
    counted = {q.start for q in clause.quantities}
    return [
        m for m in clause.mentions if m.end not in counted and _carries(m, metric, clause, text)
    ]


def _named_beside(
    frame: Frame, clause: Clause, quantity: Quantity, subject: Mention | None
) -> list[Mention]:
    """Return the phrases of its own clause that can name the channel of a quantity."""
    first = max([q.end for q in clause.quantities if q.end <= quantity.start] or [clause.start])
    limit = quantity.start if subject is None else max(quantity.start, subject.end)
    if _BEHIND.match(frame.text, quantity.end):
        following = [q.start for q in clause.quantities if q.start > quantity.start]
        limit = min(following or [clause.end])
    return [m for m in clause.mentions if first <= m.start < limit]


def _means(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """Return the channels that 通过 or 在 introduces, with those listed behind the first."""
    means: list[Mention] = []
    for mention in mentions:
        listed = means and _LIST.fullmatch(text, means[-1].end, mention.start)
        if listed or _is_means(text, mention):
            means.append(mention)
    return means


def _channels(
    metric: Metric, mentions: Sequence[Mention], subject: Mention | None, text: str
) -> list[Channel]:
    """Return the channels named, each once, in order; those that are means go first."""
    means = _means([m for m in mentions if m is not subject and m.entry.channel], text)
    named = [m for m in means or mentions if m.entry.channel]
    if len(named) == 2 and text[named[0].end : named[1].start] == "等":
        named = named[1:]  # 微信等新媒体: the second says what sort the first is
    found = [
        mention.entry.channel
        for mention in named
        if mention.entry.channel is not None
        and not (mention.entry.noun is metric is Metric.GAZETTES_ISSUED)
    ]
    return list(dict.fromkeys(found))


def _shared_out(
    frame: Frame, clause_index: int, quantity: Quantity, channels: Sequence[Channel]
) -> Channel | None:
    """Return the channel that is this number's where each of a list has a number of its own."""
    first = max(0, clause_index - len(channels))
    near = frame.clauses[first : clause_index + len(channels)]
    numbers = [q for clause in near for q in clause.quantities]
    position = numbers.index(quantity)
    start = end = position
    while start > 0 and _follows(numbers[start - 1], numbers[start], frame.text):
        start -= 1
    while end + 1 < len(numbers) and _follows(numbers[end], numbers[end + 1], frame.text):
        end += 1
    return channels[position - start] if end - start + 1 == len(channels) else None


def _follows(one: Quantity, other: Quantity, text: str) -> bool:
    joined = _SERIES.fullmatch(text, one.end, other.start) is not None
    return joined and (one.unit == other.unit or one.unit is None)


def _channel_of_platform(
    frame: Frame, clause_index: int, quantity: Quantity, subject: Mention | None
) -> Channel | None:
    """Return what a platform is part of: what its name says, for a column what it stands in."""
    if subject is None:
        return None
    place = next((channel for word, channel in _PLACES if word in subject.phrase), None)
    if place not in (Channel.WEBSITE, Channel.SERVICE_HALL, None):
        return place
    others = [m for m in frame.clauses[clause_index].mentions if m is not subject]
    if place is None:
        means = _means([m for m in others if m.entry.channel], frame.text)
        return means[0].entry.channel if means else None
    first = max(
        [q.end for q in frame.clauses[clause_index].quantities if q.end <= subject.start] or [0]
    )
    named = [
        m.entry.channel for m in others if m.entry.channel and first <= m.start < quantity.start
    ]
    if place is Channel.WEBSITE:
        return named[-1] if named else place
    if named or "专区" not in subject.phrase:
        return place
    before = frame.clauses[max(0, clause_index - 3) : clause_index]
    earlier = [m.entry.channel for each in before for m in each.mentions if m.entry.channel]
    return Channel.WEBSITE if earlier[-1:] == [Channel.WEBSITE] else place


def _carries(mention: Mention, metric: Metric, clause: Clause, text: str) -> bool:
    """Tell whether a channel named in an earlier clause can hold for this metric."""
    incoming = mention.entry.channel in _INCOMING
    if incoming != (metric in _RECEIVED):
        return False
    # A gazette is more often a thing issued than a means.
    if _is_means(text, mention):
        return True
    if incoming or mention.entry.channel is Channel.PRESS:
        return False
    if clause.stop != "；" or metric is Metric.AUDIENCE:
        return True
    # Past a semicolon a channel holds if something was published there.
    return any(
        m.entry.predicate in _OUTGOING_ACTS for m in clause.mentions if m.start >= mention.end
    )


def _is_means(text: str, mention: Mention) -> bool:
    return _MEANS.search(text, max(0, mention.start - 20), mention.start) is not None
