"""Traps: expressions with a number in them that are no quantity.

Three ways lead to a trap. A set phrase is looked up (``三审三校``); a fixed form is matched
where the numeral begins (a date, a time, a telephone number); a character before the numeral
decides (第, 前, an opening bracket). What the measure word makes a trap (durations, sizes,
means) is decided in ``expressions``.
"""

from __future__ import annotations

import re
from typing import Final

from gongkai.models.quantities import lexicon
from gongkai.models.quantities.measures import match_measure
from gongkai.models.quantities.types import Trap, TrapKind

_CN: Final = "[零〇一二两三四五六七八九十百千]"
_NUMERAL: Final = rf"(?:[0-9]{{1,4}}|{_CN}{{1,6}})"
_PART_OF_MONTH: Final = "(?:份|底|初|末|中旬|上旬|下旬)?"
_TO: Final = "[-—~至到]{1,2}"

_ARABIC_FORMS: Final[tuple[tuple[TrapKind, str], ...]] = (
    (TrapKind.TIME, rf"[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?(?:{_TO}[0-9]{{1,2}}:[0-9]{{2}})?"),
    (TrapKind.TIME, rf"[0-9]{{1,2}}[时点](?:[0-9]{{1,2}}分|半|整|许|(?={_TO}[0-9]{{1,2}}[时点]))"),
    (TrapKind.TIME, "24小时"),
    (TrapKind.PHONE, "1[3-9][0-9]{9}(?![0-9])"),
    (TrapKind.PHONE, "0[0-9]{2,3}[-—][0-9]{7,8}(?![0-9])(?:[-—][0-9]{1,5})?"),
    (TrapKind.PHONE, "[48]00[-—][0-9]{3,4}[-—]?[0-9]{3,4}(?![0-9])"),
    (TrapKind.DATE, r"20[0-4][0-9](?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])日?(?![0-9])"),
    (TrapKind.DATE, r"20[0-4][0-9]{2,4}月(?:[0-9]{1,2}日)?"),
    (TrapKind.DATE, r"20[0-4][0-9]{2,5}(?:日|(?=[至到—]20))"),
    (
        TrapKind.DATE,
        rf"(?:19|20)[0-9]{{2}}年(?:[0-9]{{1,2}}{_TO})?[0-9]{{1,2}}月"
        rf"(?:[0-9]{{1,2}}(?:{_TO}[0-9]{{1,2}})?[日号]|{_PART_OF_MONTH})",
    ),
    (TrapKind.DATE, rf"(?:19|20)[0-9]{{2}}{_TO}(?:(?:19|20)[0-9]{{2}}(?:学年度?|年度?)?|[0-9]{{2}}学年度?)"),
    (TrapKind.DATE, r"(?:19|20)[0-9]{2}([./-])[0-9]{1,2}(?:\1[0-9]{1,2})?日?(?![0-9.,%万亿元倍])"),
    (TrapKind.DATE, "(?:19|20)[0-9]{2}(?:学年度?|年度|年(?:全年|底|初|末|以来|[上下]半年)?)"),
    (TrapKind.DATE, rf"(?:[0-9]{{2}}年)?[0-9]{{1,2}}(?:(?:{_TO}|、)[0-9]{{1,2}})?月(?![报刊])(?:[0-9]{{1,2}}(?:(?:{_TO}|、)[0-9]{{1,2}})?[日号]|{_PART_OF_MONTH})"),
    (TrapKind.DATE, "[0-3]?[0-9]日(?![内均常])"),
    (TrapKind.DATE, "(?:19[5-9]|20[0-4])[0-9](?![0-9.,条件次篇场份个人户万亿%‰家余多起宗期元名册批]|项(?!目))"),
    (TrapKind.DATE, "[1-4](?:[-—~至、][1-4])?季度"),
    (TrapKind.DOCUMENT_NUMBER, "[0-9]{1,5}号(?:令|文|公告|文件|楼|院)?"),
    (TrapKind.PHONE, "[0-9]{14,}"),
    (TrapKind.PHONE, "0[0-9]{5,}(?![0-9.])"),
    (TrapKind.NAME, "[0-9]{1,2}(?:[×xX*·+][0-9]{1,2})(?:小时|天)?"),
    (TrapKind.NAME, "(?:110|119|120|122|114|96[0-9]{3,4}|95[0-9]{3})(?=(?:[、/](?:1[12][0-9]|12[0-9]{3}))*(?:热线|报警|接警|指挥|急救|平台|服务|联动|电话|客服|非警务))"),
)  # fmt: skip

_CHINESE_FORMS: Final[tuple[tuple[TrapKind, str], ...]] = (
    (TrapKind.DATE, rf"[二一][〇零一二三四五六七八九]{{3}}(?:年度?|[-—至][〇零一二三四五六七八九]{{2,4}}学年)(?:{_CN}{{1,2}}月)?(?:{_CN}{{1,3}}日)?"),
    (TrapKind.DATE, rf"(?:十[一二]?|[一二三四五六七八九])月(?![报刊])(?:{_CN}{{1,3}}日|{_PART_OF_MONTH})"),
    (TrapKind.DATE, "[一二三四](?:[、至][二三四])?季度"),
    (TrapKind.TIME, rf"{_CN}{{1,3}}点(?:半|整|钟|{_CN}{{1,3}}分)"),
    (TrapKind.TIME, "二十四小时"),
    (TrapKind.NAME, "[一二三四]审[一二三四][校发查核]"),
    (TrapKind.NAME, "一[\u4e00-\u9fff]一[\u4e00-\u9fff]"),
    (TrapKind.NAME, "[二三四五六七八九多]{1,2}[证码网库窗端单门权审表事卡岗税规核评]?合一"),
    (TrapKind.ORDINAL, "[一二三四五六七八九十]{1,3}(?=是(?!一))"),
    (TrapKind.ORDINAL, "(?<=[^\u4e00-\u9fff])[一二三四五六七八九十]{1,3}(?=[要则来])"),
    (TrapKind.INDEFINITE, "一(?=方面)|[一](?:方面)"),
    (TrapKind.MEANS, "[两二三四五六七八九十]{1,3}大(?=[\u4e00-\u9fff])(?![类项会])"),
)  # fmt: skip


def _compile(forms: tuple[tuple[TrapKind, str], ...]) -> re.Pattern[str]:
    parts = []
    for number, (kind, form) in enumerate(forms):
        # Back references count groups from the left: one group for each form, one inside.
        own = form.replace(r"\1", f"(?P=separator{number})").replace("([./-])", f"(?P<separator{number}>[./-])")
        parts.append(f"(?P<{kind.value}_{number}>{own})")
    return re.compile("|".join(parts))


_ARABIC: Final = _compile(_ARABIC_FORMS)
_CHINESE: Final = _compile(_CHINESE_FORMS)

_ARTICLE: Final = re.compile(
    rf"第{_NUMERAL}(?:条|款|项|章|节|目|编)(?:之{_CN}{{1,2}})?"
    rf"(?:[、和及至，]?第[（(]?{_NUMERAL}[）)]?(?:条|款|项|目)(?:之{_CN}{{1,2}})?)*"
)
_NUMBERED: Final = re.compile(rf"第{_NUMERAL}")
_RANKING: Final = re.compile("(?:位居|居|位列|列|排名|排|名列|名次|位次)[\u4e00-\u9fff]{0,6}$")
_FIRST_FEW: Final = re.compile(rf"前{_NUMERAL}(名|位|列|强|个?季度|个月)")
_BRACKET_YEAR: Final = re.compile(
    r"[〔\[【](?:19|20)[0-9]{2}[〕\]】](?:第?[0-9]{1,5}号?)?|[（(](?:19|20)[0-9]{2}[）)]第?[0-9]{1,5}号"
)
_BRACKET_MARKER: Final = re.compile(rf"[（(](?:{_CN}{{1,3}}|[0-9]{{1,2}})[）)]")
_LIST_MARKER: Final = re.compile(rf"(?:[0-9]{{1,2}}|{_CN}{{1,3}})[.、．](?![0-9](?!0[0-9]{{2}}年|9[0-9]{{2}}年))")
_IDEOGRAPH: Final = re.compile("[\u4e00-\u9fff]")
_PHONE_CONTEXT: Final = re.compile(
    "(?:电话|热线|传真|邮编|邮政编码|号码|编号|备案号?|代码|证号|编码|微信号|QQ群?|拨打|致电|短号|索引号|文号|"
    "公网安备)[^0-9，。；、\n]{0,6}$"
)
_LONG_DIGITS: Final = re.compile("[0-9][0-9-]{2,}")
_TOKEN_RIGHT: Final = re.compile("[0-9][0-9.:/_@&=?#~+-]{0,40}[A-Za-z]")
_TOKEN: Final = re.compile("[!-~]{1,200}")
_WORD_BEFORE: Final = re.compile("[A-Za-z]{1,20}(?=[0-9])")


def match_phrase(text: str, position: int, floor: int) -> Trap | None:
    """Return the longest set phrase whose first numeral stands at ``position``."""
    index = lexicon.set_phrases()
    entries = index.get(text[position : position + 2], ())
    if position:
        entries += index.get(f"<{text[position - 1 : position + 1]}", ())
    for phrase, offset, kind in entries:
        start = position - offset
        if start < floor or not text.startswith(phrase, start):
            continue
        end = start + len(phrase)
        if phrase[0].isdigit() and not _stands_alone(text, start, end):
            continue
        return Trap(start, end, kind)
    return None


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether a phrase of digits is neither part of a longer number nor counted."""
    if start and text[start - 1] in "0123456789.":
        return False
    if text[end - 1 : end].isdigit() and text[end : end + 1] in tuple("0123456789.%万"):
        return False
    measure = match_measure(text, end) if text[end - 1].isdigit() else None
    return measure is None or measure.kind != "count" or measure.unit in ("平台", "通")


def match_before(text: str, position: int) -> Trap | None:
    """Return the trap that begins with 第, 前 or an opening bracket at ``position``."""
    character = text[position]
    if character == "第":
        article = _ARTICLE.match(text, position)
        if article:
            return Trap(position, article.end(), TrapKind.ARTICLE)
        numbered = _NUMBERED.match(text, position)
        return _numbered(text, position, numbered.end()) if numbered else None
    if character == "前":
        first = _FIRST_FEW.match(text, position)
        if first is None or text[position - 1 : position] in ("目", "以", "之", "此", "提"):
            return None
        kind = TrapKind.DATE if first[1] in ("季度", "个季度", "个月") else TrapKind.RANK
        return Trap(position, first.end(), kind)
    year = _BRACKET_YEAR.match(text, position)
    if year:
        return Trap(position, year.end(), TrapKind.DOCUMENT_NUMBER)
    marker = _BRACKET_MARKER.match(text, position)
    if marker is None:
        return None
    counted = marker[0][1].isdigit() and position and _IDEOGRAPH.match(text, position - 1)
    return None if counted else Trap(position, marker.end(), TrapKind.ORDINAL)


def _numbered(text: str, start: int, end: int) -> Trap:
    if text.startswith("号", end):
        return Trap(start, end + 1, TrapKind.DOCUMENT_NUMBER)
    if text.startswith("季度", end):
        return Trap(start, end + 2, TrapKind.DATE)
    ranked = text[end : end + 1] in ("名", "位") or _RANKING.search(text[max(0, start - 10) : start])
    return Trap(start, end, TrapKind.RANK if ranked else TrapKind.ORDINAL)


def match_list_marker(text: str, position: int) -> Trap | None:
    """Return the list marker (1. or 一、) at ``position``: the first thing of a clause."""
    if position and text[position - 1] not in "\n。；：:;！？”）)":
        return None
    marker = _LIST_MARKER.match(text, position)
    return Trap(position, marker.end(), TrapKind.ORDINAL) if marker else None


def match_form(text: str, position: int) -> Trap | None:
    """Return the date, time, number of a document or the like that begins at ``position``."""
    arabic = text[position].isdigit() and text[position].isascii()
    match = (_ARABIC if arabic else _CHINESE).match(text, position)
    if match is None or match.lastgroup is None:
        return _phone(text, position) if arabic else None
    kind = TrapKind(match.lastgroup.rpartition("_")[0])
    if kind is TrapKind.DOCUMENT_NUMBER and text[position - 1 : position] in tuple("路街道巷弄村厦区里"):
        kind = TrapKind.PHONE
    return Trap(position, match.end(), kind)


def _phone(text: str, position: int) -> Trap | None:
    digits = _LONG_DIGITS.match(text, position)
    if digits is None or match_measure(text, digits.end()) is not None:
        return None
    if text[digits.end() : digits.end() + 1] in tuple("余多万亿%,."):
        return None
    identifier = digits.end() - position >= 9
    if identifier or _PHONE_CONTEXT.search(text[max(0, position - 14) : position]):
        return Trap(position, digits.end(), TrapKind.PHONE)
    return None


def match_token(text: str, position: int, floor: int) -> Trap | None:
    """Return the word of ASCII letters and digits that the digit at ``position`` belongs to.

    A web address, a model name (5G), a clock (24h). A word directly before a counted number
    (``A34件``) is none.
    """
    before = text[position - 1 : position]
    following = text[position + 1 : position + 2]
    if not before.isascii() and not following.isascii():
        return None
    inside = before.isascii() and (before.isalpha() or (before in tuple("./_@=-&?") and position > 1))
    if not inside and not _TOKEN_RIGHT.match(text, position):
        return None
    start = position
    while start > floor and position - start < 80 and "!" <= text[start - 1] <= "~":
        start -= 1
    match = _TOKEN.match(text, start)
    if match is None or not any(character.isalpha() for character in match[0]):
        return None
    word = _WORD_BEFORE.match(text, start)
    if word and word.end() == position and match.end() < len(text) and _counted(text, position):
        return None
    kind = TrapKind.PHONE if re.search("[.@/]", match[0]) else TrapKind.NAME
    return Trap(start, match.end(), kind)


def _counted(text: str, position: int) -> bool:
    end = position
    while text[end : end + 1] in tuple("0123456789.,余多万"):
        end += 1
    return match_measure(text, end) is not None
