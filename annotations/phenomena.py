"""Phenomena of real reports, as far as they can be seen in a passage.

What cannot be seen by machine is declared by the writer in the head of the passage
(``DeclaredPhenomenon``); everything else is found here, from the text and its marks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from typing import Final

from gongkai.annotations.passages import (
    AnnotatedClaim,
    ContextKind,
    Passage,
    Reason,
)
from gongkai.models.document import Span
from gongkai.models.normalised import ZERO_WIDTH, simplified_characters
from gongkai.models.scheme import Bound, Kind, Scope
from gongkai.models.terms import Term


class Phenomenon(Term):
    """Something that real reports do to their readers."""

    LOST_CHARACTERS = "lost_characters", "characters lost in copying", "复制丢字"
    FURNITURE = "furniture", "page furniture", "页面杂项"
    HEADING_NOISE = "heading_noise", "misnumbered or repeated headings", "标题混乱"
    CONTRADICTION = "contradiction", "contradicts itself", "前后矛盾"
    TRADITIONAL = "traditional", "traditional characters", "繁体字"
    HALF_WIDTH = "half_width", "half-width punctuation", "半角标点"
    MIXED_WIDTH = "mixed_width", "full and half width mixed", "全半角混用"
    SPACED_NUMBERS = "spaced_numbers", "spaces around numbers", "数字前后空格"
    ODD_SPACES = "odd_spaces", "full-width spaces, zero-width characters", "全角空格与零宽字符"
    HEADING = "heading", "headings in the text", "含标题"
    HEADING_RUN_IN = "heading_run_in", "heading run into the paragraph", "标题与正文相连"
    LINE_BREAKS = "line_breaks", "several lines", "多行"
    MORE = "more", "余, 多, 以上, 超过", "下限修饰"
    LESS = "less", "近, 不足, 以内", "上限修饰"
    ABOUT = "about", "约, 左右", "约数"
    VAGUE = "vague", "十几, 数十, 上百", "概数"
    CHINESE_NUMERAL = "chinese_numeral", "Chinese numerals", "中文数字"
    TWO = "two", "两", "两"
    MYRIAD = "myriad", "1.2万, 2万3千", "带万的数字"
    GROUPED = "grouped", "5,523", "千分位"
    FULL_WIDTH_DIGITS = "full_width_digits", "full-width digits", "全角数字"
    RANGE = "range", "ranges", "区间"
    SHARE_IN_WORDS = "share_in_words", "百分之, 成, 半数", "文字比例"
    PERCENTAGE = "percentage", "percentages", "百分比"
    CHANGE = "change", "changes", "增减"
    FREQUENCY = "frequency", "frequencies", "频次"
    MONEY = "money", "money", "金额"
    DOUBLE_UNIT = "double_unit", "double measure words", "复合量词"
    NO_UNIT = "no_unit", "numbers without a measure word", "无量词"
    LARGE = "large", "a million and more", "百万以上"
    ZERO_IN_WORDS = "zero_in_words", "zeros in words", "文字零值"
    ZERO_IN_DIGITS = "zero_in_digits", "zeros in digits", "数字零值"
    ZERO_LIST = "zero_list", "one zero cue over a list", "一词多零"
    BREAKDOWN = "breakdown", "breakdowns", "分项"
    NEST = "nest", "breakdowns of breakdowns", "多层分项"
    MANY_PARTS = "many_parts", "five and more parts", "五项以上分项"
    RESPECTIVELY = "respectively", "分别为", "分别为"
    STAGE = "stage", "what became of a total", "办理去向"
    SEVERAL_CHANNELS = "several_channels", "several channels, one number", "多渠道一数"
    CARRIED_CHANNEL = "carried_channel", "a channel that holds for several clauses", "渠道承前"
    ONE_NUMBER_TWO_THINGS = "one_number_two_things", "one number, two things", "一数两事"
    TWO_NUMBERS = "two_numbers", "one event, two numbers", "一事两数"
    SUBJECT_BEFORE = "subject_before", "subject before the number", "对象在前"
    SUBJECT_AFTER = "subject_after", "subject behind the number", "对象在后"
    SUBJECT_FAR = "subject_far", "subject a clause away", "对象隔句"
    SUBJECT_IN_HEADING = "subject_in_heading", "subject in the heading", "对象在标题"
    CUMULATIVE = "cumulative", "running totals", "历年累计"
    REGION = "region", "counts of the whole region", "全域口径"
    OTHER_BODY = "other_body", "counts of another body", "他方口径"
    PERIOD = "period", "a period of its own", "自带时段"
    TRAP_DATE = "trap_date", "dates as traps", "日期陷阱"
    TRAP_DOCUMENT = "trap_document", "document numbers and articles as traps", "文号条款陷阱"
    TRAP_ORDINAL = "trap_ordinal", "ordinals as traps", "序数陷阱"
    TRAP_NAME = "trap_name", "names and set phrases as traps", "名称陷阱"
    TRAP_INDEFINITE = "trap_indefinite", "一系列, 第一时间 as traps", "虚指陷阱"
    TRAP_MEANS = "trap_means", "从5个方面 as traps", "举措数陷阱"
    TRAP_PLAN = "trap_plan", "plans and rules as traps", "计划要求陷阱"
    TRAP_DURATION = "trap_duration", "durations, sizes, times as traps", "时长规格陷阱"
    TRAP_PHONE = "trap_phone", "telephone numbers and addresses as traps", "电话地址陷阱"
    TRAP_CITED = "trap_cited", "others' counts and repeated numbers as traps", "引用重复陷阱"
    TRAP_NOTHING = "trap_nothing", "nothing to report", "无事项"


Test = Callable[[Passage], bool]
_HEADING: Final = re.compile(
    r"^[^\S\n]*(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]"
    r"|\d{1,2}[、.．])",
    re.MULTILINE,
)
_RUN_IN: Final = re.compile(_HEADING.pattern + r"[^\n。]{2,25}[。.][^\n]{10}", re.MULTILINE)
_HALF: Final = re.compile(r"[\u4e00-\u9fff][,;:]|[,;:][\u4e00-\u9fff]|\([\u4e00-\u9fff]")
_FULL: Final = re.compile(r"[，；：（]")
_SPACED: Final = re.compile(r"[\u4e00-\u9fff] \d|\d [\u4e00-\u9fff]")
_ODD_SPACES: Final = re.compile(rf"[\u3000\u00a0\u2002\u2003{ZERO_WIDTH}]")
_CHINESE_DIGITS: Final = re.compile(r"[一二三四五六七八九十百千]")
_VAGUE: Final = re.compile(
    r"[十百千万][几来余多]|[几幾数數][十百千万]|上[百千万]|[几幾数數][个次场件条]"
)
_BOUNDARY: Final = re.compile(r"[，。；;,\n]")
_MOST_CHARACTERS_BETWEEN: Final = 4
_MILLION: Final = 1_000_000
_LEAST_TRADITIONAL: Final = 0.1


def phenomena_of(passage: Passage) -> frozenset[Phenomenon]:
    """Return the phenomena of a passage: those declared, and those that can be seen."""
    declared = {Phenomenon.of(each.value) for each in passage.head.phenomena}
    return frozenset(declared | {each for each, test in _TESTS.items() if test(passage)})


def _quotes(passage: Passage) -> list[str]:
    return [claim.span.of(passage.text) for claim in passage.claims]


def _any_claim(test: Callable[[AnnotatedClaim], bool]) -> Test:
    return lambda passage: any(map(test, passage.claims))


def _any_quote(pattern: re.Pattern[str]) -> Test:
    return lambda passage: any(pattern.search(quote) for quote in _quotes(passage))


def _text(pattern: re.Pattern[str]) -> Test:
    return lambda passage: pattern.search(passage.text) is not None


def _trap(*reasons: Reason) -> Test:
    return lambda passage: any(mark.reason in reasons for mark in passage.non_claims)


def _traditional(passage: Passage) -> bool:
    table = simplified_characters()
    count = sum(ord(character) in table for character in passage.text)
    return count > _LEAST_TRADITIONAL * len(passage.text)


def _depth(passage: Passage, number: int) -> int:
    depth = 0
    whole = passage.claims[number].part_of
    while whole is not None and depth < len(passage.claims):
        depth += 1
        whole = passage.claims[whole].part_of
    return depth


def _nest(passage: Passage) -> bool:
    return any(_depth(passage, number) > 1 for number in range(len(passage.claims)))


def _many_parts(passage: Passage) -> bool:
    parts = Counter(claim.part_of for claim in passage.claims if claim.part_of is not None)
    return any(count >= 5 for count in parts.values())


def _claims_by_span(passage: Passage) -> Counter[Span]:
    return Counter(claim.span for claim in passage.claims)


def _zero_list(passage: Passage) -> bool:
    zeros = Counter(claim.span for claim in passage.claims if _is_zero_in_words(claim))
    return any(count > 1 for count in zeros.values())


def _is_zero_in_words(claim: AnnotatedClaim) -> bool:
    return claim.value == 0 and claim.unit is None and claim.kind is Kind.COUNT


def _two_numbers(passage: Passage) -> bool:
    spans = sorted(_claims_by_span(passage))
    return any(
        right.start - left.end <= _MOST_CHARACTERS_BETWEEN
        and not _BOUNDARY.search(passage.text[left.end : right.start])
        for left, right in pairwise(spans)
    )


def _carried_channel(passage: Passage) -> bool:
    """Tell whether one channel span serves several quantities."""
    for number, context in enumerate(passage.contexts):
        if context.kind is ContextKind.CHANNEL:
            spans = [claim.span for claim in passage.claims if number in claim.contexts]
            if len(set(spans)) > 1:
                return True
    return False


def _subject_at(place: str) -> Test:
    return lambda passage: any(
        place in _places_of_subject(passage, claim) for claim in passage.claims
    )


def _places_of_subject(passage: Passage, claim: AnnotatedClaim) -> set[str]:
    places = set()
    for number in claim.contexts:
        context = passage.contexts[number]
        if context.kind is not ContextKind.SUBJECT:
            continue
        before = context.span.end <= claim.span.start
        places.add("before" if before else "after")
        between = (
            passage.text[context.span.end : claim.span.start]
            if before
            else passage.text[claim.span.end : context.span.start]
        )
        if _BOUNDARY.search(between):
            places.add("far")
        line_start = passage.text.rfind("\n", 0, context.span.start) + 1
        if _HEADING.match(passage.text, line_start) and "\n" in between:
            places.add("heading")
    return places


def _has_period(passage: Passage) -> bool:
    return any(
        passage.contexts[number].kind is ContextKind.PERIOD
        for claim in passage.claims
        for number in claim.contexts
    )


_TESTS: Final[dict[Phenomenon, Test]] = {
    Phenomenon.TRADITIONAL: _traditional,
    Phenomenon.HALF_WIDTH: _text(_HALF),
    Phenomenon.MIXED_WIDTH: lambda passage: bool(
        _HALF.search(passage.text) and _FULL.search(passage.text)
    ),
    Phenomenon.SPACED_NUMBERS: _text(_SPACED),
    Phenomenon.ODD_SPACES: _text(_ODD_SPACES),
    Phenomenon.HEADING: _text(_HEADING),
    Phenomenon.HEADING_RUN_IN: _text(_RUN_IN),
    Phenomenon.LINE_BREAKS: lambda passage: "\n" in passage.text,
    Phenomenon.MORE: _any_claim(lambda claim: claim.bound is Bound.AT_LEAST),
    Phenomenon.LESS: _any_claim(lambda claim: claim.bound is Bound.AT_MOST),
    Phenomenon.ABOUT: _any_claim(lambda claim: claim.bound is Bound.APPROXIMATE),
    Phenomenon.VAGUE: _any_quote(_VAGUE),
    Phenomenon.CHINESE_NUMERAL: _any_quote(_CHINESE_DIGITS),
    Phenomenon.TWO: _any_quote(re.compile("[两兩]")),
    Phenomenon.MYRIAD: _any_quote(re.compile(r"[\d.]\s*[万萬]|万\d")),
    Phenomenon.GROUPED: _any_quote(re.compile(r"\d[,，]\d{3}")),
    Phenomenon.FULL_WIDTH_DIGITS: _any_quote(re.compile("[０-９]")),
    Phenomenon.RANGE: _any_claim(lambda claim: claim.value_max is not None),
    Phenomenon.SHARE_IN_WORDS: _any_quote(re.compile("百分之|成|半|分之")),
    Phenomenon.PERCENTAGE: _any_quote(re.compile("[%％‰]")),
    Phenomenon.CHANGE: _any_claim(lambda claim: claim.kind is Kind.CHANGE),
    Phenomenon.FREQUENCY: _any_claim(lambda claim: claim.kind is Kind.FREQUENCY),
    Phenomenon.MONEY: _any_claim(lambda claim: claim.kind is Kind.AMOUNT),
    Phenomenon.DOUBLE_UNIT: _any_claim(
        lambda claim: (
            bool(claim.unit and re.search("[（(]|[篇条條件人场].*次", claim.unit))
            and claim.unit != "人次"
        )
    ),
    Phenomenon.NO_UNIT: _any_claim(lambda claim: claim.unit is None and claim.value != 0),
    Phenomenon.LARGE: _any_claim(
        lambda claim: claim.value >= _MILLION and claim.kind is Kind.COUNT
    ),
    Phenomenon.ZERO_IN_WORDS: _any_claim(_is_zero_in_words),
    Phenomenon.ZERO_IN_DIGITS: _any_claim(lambda claim: claim.value == 0 and bool(claim.unit)),
    Phenomenon.ZERO_LIST: _zero_list,
    Phenomenon.BREAKDOWN: _any_claim(lambda claim: claim.part_of is not None),
    Phenomenon.NEST: _nest,
    Phenomenon.MANY_PARTS: _many_parts,
    Phenomenon.RESPECTIVELY: _text(re.compile("分[别別]")),
    Phenomenon.STAGE: _any_claim(lambda claim: claim.part_kind == "stage"),
    Phenomenon.SEVERAL_CHANNELS: _any_claim(lambda claim: claim.channel == "several"),
    Phenomenon.CARRIED_CHANNEL: _carried_channel,
    Phenomenon.ONE_NUMBER_TWO_THINGS: lambda passage: any(
        count > 1
        for span, count in _claims_by_span(passage).items()
        if re.search(r"\d", span.of(passage.text))
    ),
    Phenomenon.TWO_NUMBERS: _two_numbers,
    Phenomenon.SUBJECT_BEFORE: _subject_at("before"),
    Phenomenon.SUBJECT_AFTER: _subject_at("after"),
    Phenomenon.SUBJECT_FAR: _subject_at("far"),
    Phenomenon.SUBJECT_IN_HEADING: _subject_at("heading"),
    Phenomenon.CUMULATIVE: _any_claim(lambda claim: claim.cumulative),
    Phenomenon.REGION: _any_claim(lambda claim: claim.scope is Scope.REGION),
    Phenomenon.OTHER_BODY: _any_claim(lambda claim: claim.scope is Scope.OTHER),
    Phenomenon.PERIOD: _has_period,
    Phenomenon.TRAP_DATE: _trap(Reason.DATE),
    Phenomenon.TRAP_DOCUMENT: _trap(Reason.DOCUMENT_NUMBER, Reason.ARTICLE),
    Phenomenon.TRAP_ORDINAL: _trap(Reason.ORDINAL, Reason.RANK, Reason.OUTLINE),
    Phenomenon.TRAP_NAME: _trap(Reason.NAME),
    Phenomenon.TRAP_INDEFINITE: _trap(Reason.INDEFINITE),
    Phenomenon.TRAP_MEANS: _trap(Reason.MEANS),
    Phenomenon.TRAP_PLAN: _trap(Reason.PLAN, Reason.RULE),
    Phenomenon.TRAP_DURATION: _trap(Reason.DURATION, Reason.SIZE, Reason.TIME),
    Phenomenon.TRAP_PHONE: _trap(Reason.PHONE),
    Phenomenon.TRAP_CITED: _trap(Reason.CITED, Reason.REPEATED),
    Phenomenon.TRAP_NOTHING: _trap(Reason.NOTHING),
}
