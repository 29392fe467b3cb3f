"""Zero cues: the words that state a zero without a number (未收到, 没有发生, 无)."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from gongkai.models.quantities import lexicon
from gongkai.models.quantities.types import Form, Quantity
from gongkai.models.scheme import Bound

#: The characters a zero cue can begin with.
CUE_CHARACTERS: Final = "未没无不尚暂从还零"

# Nouns that 零 denies; before any other noun it belongs to a slogan (零距离) or a numeral.
DENIED: Final = (
    "投诉|差错|报告事项|事故|泄密|失泄密|舆情|申请|上访|信访|举报|复议|诉讼|行政|败诉|纠错|失误|延误|"
    "积压|超期|逾期|违规|违纪|违法|案件|发生|感染|死亡|伤亡|差评|不满意|退件|问题|收到|增加|新增"
)
_ADVERB: Final = "(?:再|新|实际|另行|单独|正式|依法|因此)?"
_ONE: Final = "(?:过?一[例起件宗次条份个名])?"
# Verbs that are part of a noun here: 没有收费及减免的情形, 没有败诉案件.
_NO_VERB: Final = "收费[及和与或、][^，。；]{1,6}的情|败诉[的案]"
# 信息不存在 is a ground for not providing information, unless an object follows.
_NOT_THERE: Final = (
    "存在(?![0-9的])(?:(?<!信息不存在)|(?![等或和及与并而、，。；：）（”无]|以及|情[况形]|\\Z))"
)


@cache
def _pattern() -> re.Pattern[str]:
    # 有 behind a verb belongs to it (没有收到有), but not that of 有关.
    verbs = f"(?:{lexicon.alternation(lexicon.lines('zero_verbs.txt'))})(?!(?<=有)关)"
    barred = {word: "|".join(parts) for word, parts in lexicon.zero_exclusions().items()}
    return re.compile(
        rf"(?:[从尚暂还])?(?<!所)未曾?(?!{barred['未']}){_ADVERB}(?:(?:{verbs}){_ONE}|(?=[因被对向以就]))"
        rf"|[尚暂还]?(?<!有)没有(?!{barred['没有']})(?:(?!{_NO_VERB})(?:{verbs}))?{_ONE}"
        rf"|没(?:收到|接到|发生|产生|出现){_ONE}"
        r"|(?!\A[尚暂]?无。?\Z)"  # the whole of a section that has nothing to report
        rf"[尚暂]?(?<![有毫若虚绝])无(?!{barred['无']}){_ONE}"
        rf"|不(?!{barred['不']})(?:{_NOT_THERE}|涉及|收取|产生)"
        rf"|(?<![〇零一二两三四五六七八九十百千万])零(?={DENIED})"
    )


def match_cue(text: str, position: int) -> int | None:
    """Return where the zero cue that begins at ``position`` ends, ``None`` if none does.

    The cue is the negation with its verb (``尚未收到``, ``没有发生``), with 一 and a measure
    word behind it where they stress the zero (``无一例``). What the zero counts is not judged
    here; only what never states one (``无障碍``, ``未能``) is left out.
    """
    match = _pattern().match(text, position)
    return match.end() if match else None


def zero(start: int, end: int) -> Quantity:
    """Return the zero that the cue ``[start, end)`` states."""
    return Quantity(start, end, 0, None, None, Bound.EXACT, Form.ZERO_CUE)
