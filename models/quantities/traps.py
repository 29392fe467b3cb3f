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
from gongkai.models.quantities.modifiers import INFIX
from gongkai.models.quantities.numbers import match_number
from gongkai.models.quantities.trap_forms import CHINESE, match_fixed_form
from gongkai.models.quantities.types import Trap, TrapKind

_NUMERAL: Final = rf"(?:[0-9]{{1,4}}|{CHINESE}{{1,6}})"

_ARTICLE: Final = re.compile(
    rf"第[（(]?{_NUMERAL}[）)]?(?:条|款|项|章|节|目|编)(?:之{CHINESE}{{1,2}})?"
    rf"(?:[、和及至，]?第[（(]?{_NUMERAL}[）)]?(?:条|款|项|目)(?:之{CHINESE}{{1,2}})?)*"
)
_NUMBERED: Final = re.compile(
    rf"第{_NUMERAL}(?:[-—~至、]{{1,2}}第?{_NUMERAL}(?=[期次批季届号轮]))?"
)
_RANKING: Final = re.compile("(?:位居|居|位列|列|排名|排|名列|名次|位次)[\u4e00-\u9fff]{0,6}$")
_FIRST_FEW: Final = re.compile(
    rf"前{_NUMERAL}(名|位|列|强|个?季度|个月)|前[十百](?![一二三四五六七八九个项件次场余多])"
)
_BRACKET_YEAR: Final = re.compile(
    r"[〔\[【](?:19|20)[0-9]{2}[〕\]】](?:第?[0-9]{1,5}号?)?|[（(](?:19|20)[0-9]{2}[）)]第?[0-9]{1,5}号"
)
_BRACKET_MARKER: Final = re.compile(rf"[（(](?:{CHINESE}{{1,3}}|[0-9]{{1,2}})[）)]")
_LIST_MARKER: Final = re.compile(
    rf"(?:[0-9]{{1,2}}|{CHINESE}{{1,3}})[.、．](?![0-9](?!0[0-9]{{2}}年|9[0-9]{{2}}年))"
)
_IDEOGRAPH: Final = re.compile("[\u4e00-\u9fff]")
_PHONE_CONTEXT: Final = re.compile(
    "(?:电话|热线|传真|邮编|邮政编码|号码|编号|备案号?|代码|证号|编码|微信号|QQ群?|拨打|致电|短号|索引号|文号|"
    "公网安备)[^0-9，。；、\n]{0,6}$"
)
_STREET: Final = tuple("路街道巷弄村厦区里")
_LONG_DIGITS: Final = re.compile("[0-9][0-9-]{2,}")
# Digits that are a date only where nothing behind them counts: 2035处, 1910至1920件.
_BARE_DATE: Final = re.compile("[0-9]{4}(?:[-—~至到]{1,2}[0-9]{4})?|[0-9]{8}")
_MORE_NUMBERS: Final = re.compile(
    "(?:(?:[、和及与]|以及)[0-9]+(?:\\.[0-9]+)?){1,12}|[-—~至到]{1,2}[0-9]+"
)
# Measure words that behind a year rather begin a noun: 2023版目录, 2022村两委换届.
_YEAR_GOES_WITH: Final = frozenset("版区乡镇村校面对部口支班步笔轮封道分回题票套站组间")
# 从2021、2022起: behind a word that begins a time 起 is no measure word.
_FROM: Final = re.compile("[从自由於于][^，。；\n]{0,6}$")
_NAMES_OF_YEARS: Final = re.compile(
    "个人|名单|人[均社事]|家[政居]|元月|篇幅|次序|起[点始步]|本[单校级局办县市区镇街院年地机]"
)
_CALLS: Final = re.compile("来?电|[，。；、）)]|\\Z")
# Words that end in 单, before 一 and a measure word: 名单一份, 清单一张.
_LIST_WORD: Final = re.compile("[名清工传派订账帐表菜罚知报]$")
_COUNTED_NOUN: Final = re.compile(
    "标准|目录|专[栏区]|栏|平台|窗口|渠道|点|事项|领域|试点|账号|网站"
)
_TOKEN_RIGHT: Final = re.compile("[0-9][0-9.:/_@&=?#~+-]{0,40}[A-Za-z]")
_TOKEN: Final = re.compile("[!-~]{1,200}")
_CONTACT: Final = re.compile("[@/]|[.][A-Za-z]|[0-9A-Z]{12}")
_WORD_BEFORE: Final = re.compile("[A-Za-z]{1,20}(?=[0-9])")


def match_phrase(text: str, position: int, floor: int) -> Trap | None:
    """Return the set phrase whose first numeral stands at ``position``: the first, then longest."""
    index = lexicon.set_phrases()
    entries = index.get(text[position : position + 2], ())
    entries += index.get(text[position : position + lexicon.SERVICE_NUMBER], ())
    if position:
        entries += index.get(f"<{text[position - 1 : position + 1]}", ())
    best: Trap | None = None
    for phrase, offset, kind in entries:
        start, end = position - offset, position - offset + len(phrase)
        if start < floor or not text.startswith(phrase, start):
            continue
        if phrase[0] in "0123456789" and not _stands_alone(text, start, end):
            continue
        if phrase[-1] == "一" and _number_begins(text, start, end - 1):
            continue
        # 五个公开 is a slogan, but 五个公开专栏 are counted.
        if phrase.endswith("个公开") and _COUNTED_NOUN.match(text, end):
            continue
        # 逐一 goes before what begins with its 一 (一核), 最后一公里 before 最后一.
        if best is None or (start, -end) < (best.start, -best.end):
            best = Trap(start, end, kind)
    return best


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether a phrase of digits is neither part of a longer number nor counted."""
    if start and text[start - 1] in "0123456789.":
        return False
    if text[end - 1 : end].isdigit() and text[end : end + 1] in tuple("0123456789.%万"):
        return False
    if not text[end - 1].isdigit():
        return True
    infix = INFIX.match(text, end)
    measure = match_measure(text, infix.end() if infix else end)
    if measure is None or measure.kind not in ("count", "money") or measure.unit == "平台":
        return True
    return measure.unit == "通" and _CALLS.match(text, measure.end) is None


def _number_begins(text: str, start: int, position: int) -> bool:
    """Tell whether the 一 that ends the phrase ``[start, position]`` begins a counted number."""
    following = text[position + 1 : position + 2]
    if following in tuple("十百千万亿"):
        number = match_number(text, position)
        if number is None:
            return False
        infix = INFIX.match(text, number.end)
        return infix is not None or match_measure(text, number.end) is not None
    if text[start:position] != "单" or not _LIST_WORD.search(text[max(0, start - 1) : start]):
        return False
    measure = match_measure(text, position + 1)
    return measure is not None and measure.kind == "count"


def match_before(text: str, position: int) -> Trap | None:
    """Return the trap that begins with 第, 前 or an opening bracket at ``position``."""
    if text[position] == "第":
        return _ordinal(text, position)
    if text[position] == "前":
        return _leading(text, position)
    year = _BRACKET_YEAR.match(text, position)
    if year:
        return Trap(position, year.end(), TrapKind.DOCUMENT_NUMBER)
    marker = _BRACKET_MARKER.match(text, position)
    if marker is None:
        return None
    # 综治类（3） counts; a marker stands at the head of its clause.
    counted = marker[0][1].isdigit() and position and _IDEOGRAPH.match(text, position - 1)
    return None if counted else Trap(position, marker.end(), TrapKind.ORDINAL)


def _leading(text: str, position: int) -> Trap | None:
    first = _FIRST_FEW.match(text, position)
    if first is None or text[position - 1 : position] in ("目", "以", "之", "此", "提"):
        return None
    kind = TrapKind.DATE if first[1] in ("季度", "个季度", "个月") else TrapKind.RANK
    return Trap(position, first.end(), kind)


def _ordinal(text: str, position: int) -> Trap | None:
    article = _ARTICLE.match(text, position)
    if article:
        return Trap(position, article.end(), TrapKind.ARTICLE)
    numbered = _NUMBERED.match(text, position)
    return _numbered(text, position, numbered.end()) if numbered else None


def _numbered(text: str, start: int, end: int) -> Trap:
    if text.startswith("号", end):
        return Trap(start, end + 1, TrapKind.DOCUMENT_NUMBER)
    if text.startswith("季度", end):
        return Trap(start, end + 2, TrapKind.DATE)
    if text[end : end + 1] in ("名", "位"):
        return Trap(start, end + 1, TrapKind.RANK)
    ranked = _RANKING.search(text[max(0, start - 10) : start])
    return Trap(start, end, TrapKind.RANK if ranked else TrapKind.ORDINAL)


def match_list_marker(text: str, position: int) -> Trap | None:
    """Return the list marker (1. or 一、) at ``position``: the first thing of a clause."""
    if position and text[position - 1] not in "\n。；：:;！？”）)":
        return None
    marker = _LIST_MARKER.match(text, position)
    return Trap(position, marker.end(), TrapKind.ORDINAL) if marker else None


def match_form(text: str, position: int) -> Trap | None:
    """Return the date, time, number of a document or the like that begins at ``position``."""
    arabic = text[position] in "0123456789"
    form = match_fixed_form(text, position, arabic)
    if form is None:
        return _phone(text, position) if arabic else None
    end, kind = form
    bare = kind is TrapKind.DATE and _BARE_DATE.fullmatch(text, position, end)
    counted = bare and _is_counted(text, end, most_characters=1)
    if counted and not _goes_with_a_year(text, position, end):
        return None
    if kind is TrapKind.DOCUMENT_NUMBER and text[position - 1 : position] in _STREET:
        kind = TrapKind.PHONE
    return Trap(position, end, kind)


def _goes_with_a_year(text: str, position: int, end: int) -> bool:
    """Tell whether what looks like the measure word of a year begins a noun or ends a time."""
    more = _MORE_NUMBERS.match(text, end)
    behind = more.end() if more else end
    if text[behind : behind + 1] in _YEAR_GOES_WITH or _NAMES_OF_YEARS.match(text, behind):
        return True
    return text[behind : behind + 1] == "起" and bool(_FROM.search(text[:position][-8:]))


def _phone(text: str, position: int) -> Trap | None:
    digits = _LONG_DIGITS.match(text, position)
    if digits is None or match_measure(text, digits.end()) is not None:
        return None
    if text[digits.end() : digits.end() + 1] in tuple("余多万亿%,."):
        return None
    if digits.end() - position < 7 and _is_counted(text, digits.end()):
        return None
    identifier = digits.end() - position >= 9
    if identifier or _PHONE_CONTEXT.search(text[max(0, position - 14) : position]):
        return Trap(position, digits.end(), TrapKind.PHONE)
    return None


def _is_counted(text: str, end: int, most_characters: int | None = None) -> bool:
    """Tell whether digits count: they, or the range or list they begin, have a measure word.

    ``most_characters`` limits the measure word where longer ones are nouns of their own
    (2023部门预算); 次 may stand behind it all the same (人次).
    """
    more = _MORE_NUMBERS.match(text, end)
    measure = match_measure(text, more.end() if more else end)
    if measure is None or measure.kind not in ("count", "money"):
        return False
    word = measure.unit.partition("（")[0].removesuffix("次")
    return most_characters is None or measure.kind == "money" or len(word) <= most_characters


def match_token(text: str, position: int, floor: int) -> Trap | None:
    """Return the word of ASCII letters and digits that the digit at ``position`` belongs to.

    A web address, a model name (5G), a clock (24h). A word directly before a counted number
    (``A34件``) is none.
    """
    before = text[position - 1 : position]
    following = text[position + 1 : position + 2]
    if not before.isascii() and not following.isascii():
        return None
    inside = before.isascii() and (
        before.isalpha() or (before in tuple("./_@=-&?") and position > 1)
    )
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
    contact = _CONTACT.search(match[0])
    kind = TrapKind.PHONE if contact else TrapKind.NAME
    return Trap(start, match.end(), kind)


def _counted(text: str, position: int) -> bool:
    end = position
    while text[end : end + 1] in tuple("0123456789.,余多万"):
        end += 1
    return match_measure(text, end) is not None
