"""Writers of numbers: the forms in which reports put one and the same number."""

from __future__ import annotations

from collections.abc import Callable

import cn2an

Writer = Callable[[int], str]

_FULL_WIDTH = str.maketrans("0123456789,", "０１２３４５６７８９，")


def plain(number: int) -> str:
    """Write 12345."""
    return str(number)


def separated(number: int) -> str:
    """Write 12,345."""
    return f"{number:,}"


def full_width(number: int) -> str:
    """Write １２３４５."""
    return str(number).translate(_FULL_WIDTH)


def full_width_separated(number: int) -> str:
    """Write １２，３４５."""
    return separated(number).translate(_FULL_WIDTH)


def chinese(number: int) -> str:
    """Write 一万二千三百四十五."""
    return str(cn2an.an2cn(number, "low"))


def chinese_with_liang(number: int) -> str:
    """Write 两千 and 两万 for 二千 and 二万, as people say them."""
    written = chinese(number)
    for scale in "千万亿":
        written = written.replace(f"二{scale}", f"两{scale}")
    return written.replace("十两", "十二")


def financial(number: int) -> str:
    """Write 壹万贰仟叁佰肆拾伍."""
    return str(cn2an.an2cn(number, "up"))


def mixed(number: int) -> str:
    """Write 1万2345: digits with the scale words 亿 and 万."""
    hundred_millions, rest = divmod(number, 10**8)
    ten_thousands, units = divmod(rest, 10**4)
    parts = [f"{hundred_millions}亿" if hundred_millions else ""]
    parts.append(f"{ten_thousands}万" if ten_thousands else "")
    # A single digit behind a scale word counts the next scale (2万3), so it is padded.
    parts.append((f"{units:04d}" if number >= 10**4 else str(units)) if units else "")
    return "".join(parts) or "0"


def digits_only(number: int) -> str:
    """Write 一二三四五, digit by digit."""
    return str(number).translate(str.maketrans("0123456789", "〇一二三四五六七八九"))


WRITERS: tuple[Writer, ...] = (
    plain,
    separated,
    full_width,
    full_width_separated,
    chinese,
    chinese_with_liang,
    financial,
    mixed,
    digits_only,
)
