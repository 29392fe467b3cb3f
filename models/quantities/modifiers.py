"""Modifiers: the words before and after a number that say how far it binds."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Final

from gongkai.models.scheme import Bound

_BEFORE: Final[dict[Bound, str]] = {
    Bound.AT_LEAST: (
        "不少于 不低于 不下于 不下 不小于 至少 最少 起码 少说 超过 超出 超 逾 已超 突破 破 "
        "高于 多于 大于 上 过 成 ≥ > ＞"
    ),
    Bound.AT_MOST: (
        "不超过 未超过 不多于 不高于 不大于 不足 不到 未满 不满 至多 最多 最高 接近 将近 近 "
        "低于 少于 小于 ≤ < ＜"
    ),
    Bound.APPROXIMATE: "大约 约为 约计 大概 约有 约 大致 差不多 左右",
}
_AFTER: Final[dict[str, Bound]] = {
    "及以上": Bound.AT_LEAST, "以上": Bound.AT_LEAST, "之上": Bound.AT_LEAST,
    "有余": Bound.AT_LEAST, "及以下": Bound.AT_MOST, "以内": Bound.AT_MOST,
    "之内": Bound.AT_MOST, "以下": Bound.AT_MOST, "不到": Bound.AT_MOST,
    "+": Bound.AT_LEAST, "余": Bound.AT_LEAST, "多": Bound.AT_LEAST,
    "左右": Bound.APPROXIMATE, "上下": Bound.APPROXIMATE,
}  # fmt: skip
_AFTER_PATTERN: Final = re.compile(
    "及以上|以上|之上|有余|及以下|以内|之内|以下|不到(?![0-9位])|左右|上下(?![联级同一])"
    "|[+](?![0-9A-Za-z])|[余多](?=[，。；、）]|$)"
)
#: 余 and 多 between the numeral and its measure word; 几 only after 十.
INFIX: Final = re.compile("余|多|来(?=[个次件条场人名家份篇项])|(?<=十)几")


def infix_bound(infix: str | None) -> Bound | None:
    """Return what a word inside a quantity says: 十余次 is ten at the least, 十来次 about ten."""
    if infix is None:
        return None
    return Bound.APPROXIMATE if infix == "来" else Bound.AT_LEAST


# Words that end like a modifier and are none (节约, 附近, 网上).
_BLOCKED: Final = {
    "约": "节预条公违合签契邀相履特制赴简守",
    "近": "附最临靠邻远亲贴相逼",
    "上": "以网线会在向之加晚早身路年月市县区省级报面地堂车台平端站",
    "过": "通经超不胜越渡路错",
    "成": "完形达建组构合促养生落造集变办",
    "破": "突打侦爆",
    "超": "赶",
    "逾": "",
}
# 上, 过 and 成 limit a number only before a round scale word: 上百条, 过万, 成百.
_ROUND_ONLY: Final = frozenset("上过成")
_ROUND: Final = frozenset("十百千万亿")
# A scale word with nothing behind it but a measure word needs its 上 (会上千场 is no 会上),
# unless the word is one of place or time that 上 always belongs to.
_LONE_SCALE: Final = re.compile("[十百千万亿]+(?![余多来几一二两三四五六七八九])")
_ALWAYS_BLOCKED: Final = frozenset("以之加晚早身网线")
# The sign that closes a stray tag (<天>12条) compares nothing.
_TAG: Final = re.compile("<[^<>]{1,8}>$")


def _by_last_character() -> dict[str, tuple[tuple[str, Bound], ...]]:
    table: defaultdict[str, list[tuple[str, Bound]]] = defaultdict(list)
    for bound, words in _BEFORE.items():
        for word in words.split():
            table[word[-1]].append((word, bound))
    return {
        last: tuple(sorted(entries, key=lambda entry: -len(entry[0])))
        for last, entries in table.items()
    }


_ENDINGS: Final = _by_last_character()


def modifier_before(text: str, position: int, floor: int) -> tuple[int, Bound] | None:
    """Return where the modifier that ends at ``position`` begins, and its bound.

    ``floor`` is the first character that the modifier may use.
    """
    if position <= floor:
        return None
    for word, bound in _ENDINGS.get(text[position - 1], ()):
        start = position - len(word)
        if start < floor or not text.startswith(word, start):
            continue
        if start and text[start - 1] in _BLOCKED.get(word, "") and not _needed(text, start):
            continue
        if word == ">" and _TAG.search(text[max(0, start - 9) : position]):
            continue
        if word in _ROUND_ONLY and text[position : position + 1] not in _ROUND:
            continue
        return start, bound
    return None


def _needed(text: str, start: int) -> bool:
    """Tell whether the 上 at ``start`` belongs to the scale word behind it: 县上百名."""
    if text[start] != "上" or text[start - 1] in _ALWAYS_BLOCKED:
        return False
    return _LONE_SCALE.match(text, start + 1) is not None


def modifier_after(text: str, position: int) -> tuple[int, Bound] | None:
    """Return where the modifier that begins at ``position`` ends, and its bound."""
    match = _AFTER_PATTERN.match(text, position)
    return (match.end(), _AFTER[match[0]]) if match else None


def join_bounds(*bounds: Bound | None) -> Bound:
    """Return the bound of an expression with several modifiers.

    The first that gives a direction wins over 约, which only says that the number is not
    exact: 约20余次 is at least 20.
    """
    joined = Bound.EXACT
    for bound in bounds:
        if bound is None or bound is Bound.EXACT:
            continue
        if bound is not Bound.APPROXIMATE:
            return bound
        joined = bound
    return joined
