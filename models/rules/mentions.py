"""What a phrase means where it stands: inside a title, in quotation marks, beside a year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gongkai.models.rules.lexicon import Entry, Mention
from gongkai.models.scheme import Metric

_TITLE = re.compile(r"《[^《》]{1,80}》")
_QUOTATION = re.compile(r"“[^“”]{1,12}”")
_TITLED = {
    Metric.RULES_ADOPTED,
    Metric.DOCUMENTS_PUBLISHED,
    Metric.CATALOGUE_ITEMS,
    Metric.GAZETTES_ISSUED,
    Metric.APPLICATIONS_RECEIVED,
}
_CARRIED = {"carry_in", "carry_over"}
_CARRYING = ("结转", "转结", "接转", "转入")
_YEAR_BEFORE = re.compile(
    r"(?:20\d\d年度?|上年度?|上一年度?|去年|往年)(?:末|底|未办结|未办理完毕|继续)?$"
)
# What is done with it next year is not done yet (``结转2024年办理``).
_CARRIED_TO = re.compile(r"(?:结转|转结|接转|转入)[至到]?(?:20\d\d年度?|下一?年度?)(?:继续|再)?$")
_YEAR_BEHIND = re.compile(r"(?:至|到|入)?(?:下|次|明|20\d\d)")


def in_context(mentions: list[Mention], text: str) -> list[Mention]:
    """Take from phrases the roles they do not play where they stand.

    Parameters
    ----------
    mentions
        The phrases of ``text``, in order.
    text
        The text of a frame.

    Returns
    -------
    list of Mention
        In order. A title names a channel (a gazette) and by its last word what sort of thing
        it is; a name in quotation marks states no act; what was carried over from an earlier
        year was carried in.
    """
    mentions = _outside_titles(mentions, text)
    mentions = _outside_quotations(mentions, text)
    return [_handled(mention, text) for mention in mentions]


def _handled(mention: Mention, text: str) -> Mention:
    predicate = mention.entry.predicate
    if predicate in _CARRIED:
        return _carried(mention, text)
    if predicate == "answer" and _CARRIED_TO.search(
        text[max(0, mention.start - 14) : mention.start]
    ):
        return replace(mention, entry=replace(mention.entry, predicate=None))
    return mention


def _carried(mention: Mention, text: str) -> Mention:
    """Tell ``2022年结转`` (carried in) from ``结转2022年`` (carried over)."""
    if not mention.phrase.startswith(_CARRYING):
        return mention
    before = _YEAR_BEFORE.search(text[max(0, mention.start - 12) : mention.start])
    behind = _YEAR_BEHIND.match(text, mention.end) or "下" in mention.phrase
    if before is None or behind:
        return mention
    return replace(mention, entry=replace(mention.entry, predicate="carry_in"))


def _outside_quotations(mentions: list[Mention], text: str) -> list[Mention]:
    names = [match.span() for match in _QUOTATION.finditer(text)]
    if not names:
        return mentions
    kept: list[Mention] = []
    index = 0
    for mention in mentions:
        while index < len(names) and names[index][1] <= mention.start:
            index += 1
        is_inside = index < len(names) and names[index][0] <= mention.start
        if is_inside and mention.entry.predicate is not None:
            entry = replace(mention.entry, predicate=None)
            kept.append(replace(mention, entry=entry))
        else:
            kept.append(mention)
    return kept


def _outside_titles(mentions: list[Mention], text: str) -> list[Mention]:
    titles = [match.span() for match in _TITLE.finditer(text)]
    if not titles:
        return mentions
    kept: list[Mention] = []
    index = 0
    for mention in mentions:
        while index < len(titles) and titles[index][1] <= mention.start:
            index += 1
        is_outside = index == len(titles) or mention.start < titles[index][0]
        if is_outside or _names_its_sort(mention, titles[index]):
            kept.append(mention)
        elif mention.entry.channel is not None:
            entry = Entry(channel=mention.entry.channel)
            kept.append(Mention(mention.start, mention.end, mention.phrase, entry))
    return kept


def _names_its_sort(mention: Mention, title: Sequence[int]) -> bool:
    return mention.end == title[1] - 1 and mention.entry.noun in _TITLED
