"""Labels that need more words on the page than where they come from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from gongkai.annotations.passages import ContextKind
from gongkai.annotations.phenomena import Phenomenon
from gongkai.evaluate.page.wording import Language
from gongkai.models.metrics import Metric
from gongkai.models.terms import Term


class PhenomenonLabel(Term):
    """Phenomena whose own label is their examples; the ids are those of ``Phenomenon``."""

    MORE = "more", "at least: 余, 多, 以上, 超过", "下限修饰（余、多、以上、超过）"
    LESS = "less", "at most: 近, 不足, 以内", "上限修饰（近、不足、以内）"
    ABOUT = "about", "about: 约, 左右", "约数（约、左右）"
    VAGUE = "vague", "vague numbers: 十几, 数十, 上百", "概数（十几、数十、上百）"
    TWO = "two", "two written as 两", "以“两”表示二"
    MYRIAD = "myriad", "ten thousands: 1.2万, 2万3千", "带万的数字（1.2万、2万3千）"
    GROUPED = "grouped", "digits in groups: 5,523", "千分位（5,523）"
    SHARE_IN_WORDS = (
        "share_in_words",
        "shares in words: 百分之, 成, 半数",
        "文字比例（百分之、成、半数）",
    )
    RESPECTIVELY = "respectively", "respectively: 分别为", "并列对应（分别为）"
    STAGE = "stage", "stages of handling: what became of a total", "办理去向（总数的处理结果）"
    ZERO_LIST = "zero_list", "one word of zero over a list", "一词统管多个零值"
    SEVERAL_CHANNELS = "several_channels", "one number for several channels", "多个渠道共一数"
    CARRIED_CHANNEL = (
        "carried_channel",
        "a channel that holds for several clauses",
        "渠道承前省略",
    )
    ONE_NUMBER_TWO_THINGS = (
        "one_number_two_things",
        "one number that counts two things",
        "一个数字统计两事",
    )
    TWO_NUMBERS = "two_numbers", "one event with two numbers", "一事有两个数字"
    TRAP_INDEFINITE = (
        "trap_indefinite",
        "vague words as traps: 一系列, 第一时间",
        "虚指陷阱（一系列、第一时间）",
    )
    TRAP_MEANS = "trap_means", "numbers of means as traps: 从5个方面", "举措数陷阱（从5个方面）"
    TRAP_NOTHING = "trap_nothing", "nothing to report, as a trap", "无事项陷阱"


class ContextLabel(Term):
    """What contexts tell about a claim; the ids are those of ``ContextKind``."""

    SUBJECT = ContextKind.SUBJECT.value, "what is counted", "统计对象"
    ACTION = ContextKind.ACTION.value, "action", "行为"
    CHANNEL = ContextKind.CHANNEL.value, "channel", "渠道"
    PERIOD = ContextKind.PERIOD.value, "period", "时段"


_PHENOMENA: Final = {each.value: each for each in PhenomenonLabel}
_SPANS: Final[Mapping[str, Term]] = {
    each.value: each for terms in (Metric, ContextLabel) for each in terms
}


def group_label(term: Term, language: Language) -> str:
    """Return the label of a group of claims."""
    if isinstance(term, Phenomenon):
        term = _PHENOMENA.get(term.value, term)
    return term.label(language)


def span_label(label: str, language: Language) -> str:
    """Return the label of labelled spans: a metric, or a kind of context."""
    term = _SPANS.get(label)
    return label if term is None else term.label(language)
