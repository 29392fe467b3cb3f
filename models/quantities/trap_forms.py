"""Trap forms: the fixed ways of writing dates, times, telephone numbers and the like.

Each form is tried where a numeral begins; the first that fits wins, so the order matters.
"""

from __future__ import annotations

import re
from typing import Final

from gongkai.models.quantities.types import TrapKind

#: A Chinese numeral character below ten thousand.
CHINESE: Final = "[零〇一二两三四五六七八九十百千]"
_CENTURY: Final = "(?:19|20)"
_TO: Final = "[-—~至到]{1,2}"
_AND: Final = f"(?:{_TO}|、)"
_PART_OF_MONTH: Final = "(?:份|底|初|末|中旬|上旬|下旬)?"
_DAYS: Final = f"[0-9]{{1,2}}(?:{_AND}[0-9]{{1,2}})?[日号]"
_YEAR_CHARACTER: Final = "[〇零一二三四五六七八九]"
# With one of these behind it a bare year is part of a number, or a share.
_NUMBER_GOES_ON: Final = "[0-9.,万亿%‰余多]"
_HOTLINE_NOUNS: Final = "热线|报警|接警|指挥|急救|平台|服务|联动|电话|客服|非警务"

_ARABIC_FORMS: Final[tuple[tuple[TrapKind, str], ...]] = (
    (TrapKind.TIME, f"[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?(?:{_TO}[0-9]{{1,2}}:[0-9]{{2}})?"),
    (TrapKind.TIME, f"[0-9]{{1,2}}[时点](?:[0-9]{{1,2}}分|半|整|许|(?={_TO}[0-9]{{1,2}}[时点]))"),
    (TrapKind.TIME, "[0-9]{1,2}时(?![段间长限效])"),
    (TrapKind.TIME, "24小时"),
    (TrapKind.PHONE, "1[3-9][0-9]{9}(?![0-9])"),
    (TrapKind.PHONE, "0[0-9]{2,3}[-—][0-9]{7,8}(?![0-9])(?:[-—][0-9]{1,5})?"),
    (TrapKind.PHONE, "[48]00[-—][0-9]{3,4}[-—]?[0-9]{3,4}(?![0-9])"),
    (TrapKind.DATE, "20[0-4][0-9](?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])日?(?![0-9])"),
    # 年 or 月 lost in copying: 20211月1日, 202111日.
    (TrapKind.DATE, "20[0-4][0-9]{2,4}月(?:[0-9]{1,2}日)?"),
    (TrapKind.DATE, "20[0-4][0-9]{2,5}(?:日|(?=[至到—]20))"),
    (
        TrapKind.DATE,
        f"{_CENTURY}[0-9]{{2}}年(?:[0-9]{{1,2}}{_TO})?[0-9]{{1,2}}月(?:{_DAYS}|{_PART_OF_MONTH})",
    ),
    (
        TrapKind.DATE,
        f"{_CENTURY}[0-9]{{2}}{_TO}(?:{_CENTURY}[0-9]{{2}}(?:学年度?|年度?)?|[0-9]{{2}}学年度?)",
    ),
    (
        TrapKind.DATE,
        f"{_CENTURY}[0-9]{{2}}(?P<separator>[./-])[0-9]{{1,2}}(?:(?P=separator)[0-9]{{1,2}})?+日?"
        "(?![0-9%万亿元倍])",
    ),
    (TrapKind.DATE, f"{_CENTURY}[0-9]{{2}}(?:学年度?|年度|年(?:全年|底|初|末|以来|[上下]半年)?)"),
    (
        TrapKind.DATE,
        f"(?:[0-9]{{2}}年)?[0-9]{{1,2}}(?:{_AND}[0-9]{{1,2}})?月(?![报刊])"
        f"(?:{_DAYS}|{_PART_OF_MONTH})",
    ),
    (TrapKind.DATE, "[0-3]?[0-9]日(?![内均常])"),
    (TrapKind.DATE, f"(?:19[5-9]|20[0-4])[0-9](?!{_NUMBER_GOES_ON})"),
    (TrapKind.DATE, "[1-4](?:[-—~至、][1-4])?季度"),
    (TrapKind.DOCUMENT_NUMBER, "[0-9]{1,5}号(?:令|文|公告|文件|楼|院)?"),
    (TrapKind.PHONE, "[0-9]{14,}"),
    (TrapKind.PHONE, "0[0-9]{5,}(?![0-9.])"),
    (TrapKind.NAME, "[0-9]{1,2}(?:[×xX*·+][0-9]{1,2})(?:小时|天)?"),
    (
        TrapKind.NAME,
        "(?:110|119|120|122|114|96[0-9]{3,4}|95[0-9]{3})"
        f"(?=(?:[、/](?:1[12][0-9]|12[0-9]{{3}}))*(?:{_HOTLINE_NOUNS}))",
    ),
)

_CHINESE_FORMS: Final[tuple[tuple[TrapKind, str], ...]] = (
    (
        TrapKind.DATE,
        f"[二一]{_YEAR_CHARACTER}{{3}}(?:年度?|[-—至]{_YEAR_CHARACTER}{{2,4}}学年)"
        f"(?:{CHINESE}{{1,2}}月)?(?:{CHINESE}{{1,3}}日)?",
    ),
    (
        TrapKind.DATE,
        f"(?:十[一二]?|[一二三四五六七八九])月(?![报刊])(?:{CHINESE}{{1,3}}日|{_PART_OF_MONTH})",
    ),
    (TrapKind.DATE, "[一二三四](?:[、至][二三四])?季度"),
    (TrapKind.TIME, f"{CHINESE}{{1,3}}点(?:半|整|钟|{CHINESE}{{1,3}}分)"),
    (TrapKind.TIME, "二十四小时"),
    (TrapKind.NAME, "[一二三四]审[一二三四][校发查核]"),
    # 一事一议, 一人一档: a slogan whatever the nouns are.
    (
        TrapKind.NAME,
        f"一(?![是则要来到至]|{CHINESE}|[万亿])[\u4e00-\u9fff]一(?!{CHINESE})[\u4e00-\u9fff]",
    ),
    (TrapKind.NAME, "[两二三四五六七八九多]{1,2}[证码网库窗端单门权审表事卡岗税规核评]?合一"),
    (TrapKind.ORDINAL, "[一二三四五六七八九十]{1,3}(?=是(?!一[个项种次家名]))"),
    (TrapKind.ORDINAL, "(?<![\u4e00-\u9fff])[一二三四五六七八九十]{1,3}(?=[要来]|则(?![）)]))"),
    (TrapKind.INDEFINITE, "一方面"),
    (TrapKind.MEANS, "[两二三四五六七八九十]{1,3}大(?=[\u4e00-\u9fff])(?![类项会])"),
)


def _compile(forms: tuple[tuple[TrapKind, str], ...]) -> re.Pattern[str]:
    """Join the forms into one pattern whose last group names the kind."""
    return re.compile(
        "|".join(f"(?P<{kind.value}_{number}>{form})" for number, (kind, form) in enumerate(forms))
    )


_ARABIC: Final = _compile(_ARABIC_FORMS)
_CHINESE: Final = _compile(_CHINESE_FORMS)


def match_fixed_form(text: str, position: int, arabic: bool) -> tuple[int, TrapKind] | None:
    """Return the end and the kind of the fixed form that begins at ``position``."""
    match = (_ARABIC if arabic else _CHINESE).match(text, position)
    if match is None or match.lastgroup is None:
        return None
    return match.end(), TrapKind(match.lastgroup.rpartition("_")[0])
