"""Numbers that browsers put before the items of a list, and that the markup does not hold.

Editors write headings as items of lists: 一、 and （一） are then in the style of the list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)
#: Lists as the editor UEditor calls them; the class of other lists belongs to the page.
_EDITOR_CLASS = re.compile(r"\bcustom_(cn2|cn1|cn|num2|num1|num)\b|\blist-paddingleft-\d\b")
_CHINESE_STYLES = frozenset(
    ("cjk-ideographic", "simp-chinese-informal", "simp-chinese-formal", "trad-chinese-informal")
)
_PATTERNS = {
    "cn": "{chinese}、",
    "cn1": "（{chinese}）",
    "cn2": "（{chinese}）",
    "num": "{number}.",
    "num1": "{number}）",
    "num2": "（{number}）",
}
#: An item that has a number of its own.
_NUMBERED = re.compile(
    r"\s*(?:[（(]?(?:\d{1,3}|[一二三四五六七八九十百]{1,4})[）)、.．，]|第[一二三四五六七八九十]{1,3})"
)
_DIGITS = "〇一二三四五六七八九"
_LAST_NUMBER = 99


@dataclass(slots=True)
class OpenList:
    """A numbered list that is being read: how its numbers look, and the next one."""

    pattern: str
    number: int

    @classmethod
    def of(cls, attributes: dict[str, str | None]) -> OpenList | None:
        """Return the list that ``attributes`` open; ``None`` if its numbers are not shown."""
        named = _EDITOR_CLASS.search(attributes.get("class") or "", 0, 200)
        style = _STYLE.search(attributes.get("style") or "", 0, 500)
        if named is not None and named[1]:
            pattern = _PATTERNS[named[1]]
        elif style is not None and style[1].lower() in _CHINESE_STYLES:
            pattern = _PATTERNS["cn"]
        elif style is not None and style[1].lower() != "decimal":
            return None
        elif style is None and named is None and attributes.get("class"):
            return None  # the list may be a menu
        else:
            pattern = _PATTERNS["num"]
        return cls(pattern, _number(attributes.get("start"), 1))

    def next_marker(self, value: str | None) -> str:
        """Return the number of the next item, which may say one; empty for absurd ones."""
        number = _number(value, self.number)
        self.number = number + 1
        if not 1 <= number <= _LAST_NUMBER:
            return ""
        return self.pattern.format(number=number, chinese=_chinese(number))

    @staticmethod
    def marked(marker: str, text: str) -> str:
        """Return the beginning of an item with its number, unless it has one of its own."""
        return text if _NUMBERED.match(text) else marker + text.lstrip()


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return head + (_DIGITS[ones] if ones else "")


def _number(attribute: str | None, default: int) -> int:
    digits = (attribute or "").strip()[:4]
    return int(digits) if digits.isascii() and digits.isdigit() else default
