"""The number in front of a heading: its style, which tells the depth, and its value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum


class Style(IntEnum):
    """Styles of numbering, the outermost first, by the usage of official documents.

    GB/T 9704-2012 section 7.3.3 orders them 一、 （一） 1. （1）.
    """

    PART = 0  # 第一部分
    CHINESE = 1  # 一、
    CHINESE_BRACKET = 2  # （一）
    ARABIC = 3  # 1.
    ARABIC_BRACKET = 4  # （1）
    CIRCLED = 5  # ①
    NONE = 6


@dataclass(frozen=True, slots=True)
class Marker:
    """A number in front of a heading: ``end`` is where the wording begins."""

    style: Style
    ordinal: int
    end: int


_CHINESE = "[一二三四五六七八九十]{1,3}"
_MARKER = re.compile(
    rf"第(?P<part>{_CHINESE}|[0-9]{{1,2}})(?:部分|章|节)[、：.，]?"
    rf"|第?(?P<chinese>{_CHINESE})[、.，：．。]+(?:(?:{_CHINESE})、)*"
    rf"|（(?P<bracket>{_CHINESE})）[、.，：]?|(?P<bracket_open>{_CHINESE})）[、.]?"
    r"|(?P<sign>[㈠-㈩])[、.]?"
    r"|(?P<dotted>[0-9]{1,2}(?:\.[0-9]{1,2}){1,3})(?![0-9.%])[、 ]?(?=[\u4e00-\u9fff])"
    r"(?![万亿千百余多倍元条件次个项人篇])"
    r"|(?P<arabic>[0-9]{1,2})(?:[、．]|[.，](?!\d{1,3}(?![0-9年])))"
    r"|（(?P<arabic_bracket>[0-9]{1,2})）[、.]?|(?P<arabic_open>[0-9]{1,2})）[、.]?"
    r"|(?P<circled>[①-⑳])[、.]?"
)
_STYLES = {
    "part": Style.PART,
    "chinese": Style.CHINESE,
    "bracket": Style.CHINESE_BRACKET,
    "bracket_open": Style.CHINESE_BRACKET,
    "sign": Style.CHINESE_BRACKET,
    "dotted": Style.ARABIC_BRACKET,
    "arabic": Style.ARABIC,
    "arabic_bracket": Style.ARABIC_BRACKET,
    "arabic_open": Style.ARABIC_BRACKET,
    "circled": Style.CIRCLED,
}
_DIGITS = {character: value for value, character in enumerate("一二三四五六七八九", 1)}


def parse_marker(text: str) -> Marker | None:
    """Read the number at the beginning of a normalised line, ``None`` where it has none."""
    match = _MARKER.match(text)
    if match is None or match.lastgroup is None:
        return None
    name = match.lastgroup
    ordinal = _ordinal(match[name])
    if ordinal is None:
        return None
    return Marker(_STYLES[name], ordinal, match.end())


def _ordinal(written: str) -> int | None:
    """Return the value of 1 to 99 in any of the spellings, ``None`` for nonsense (一一)."""
    if written[0].isascii():
        return int(written.rsplit(".", 1)[-1])
    if "㈠" <= written <= "㈩":
        return ord(written) - ord("㈠") + 1
    if "①" <= written <= "⑳":
        return ord(written) - ord("①") + 1
    if "十" not in written:
        return _DIGITS[written] if len(written) == 1 else None
    tens, _, units = written.partition("十")
    if len(tens) > 1 or len(units) > 1 or "十" in units:
        return None
    return _DIGITS.get(tens, 1) * 10 + _DIGITS.get(units, 0)
