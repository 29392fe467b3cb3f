"""Pages made of bytes: whatever the bytes are, they are pages of characters and lines."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, TypeVar

from gongkai.extract.reading.pages import Glyph, PageContent, Ruling

_TEXTS: Final = (
    "", " ", "\t", "\n", "\0", "一", "二", "、", "（", "）", "。", "，", "0", "1", "2", "3", "8",
    "-", "/", ".", "第", "页", "项", "规章", "ﬁ", "\u0301", "\u200b", "\ufffd", "\u3000", "—",
    "项目名称", "合计", "总体情况", "𠀀", "\ud800", "ab\ncd\tef\0g",
)  # fmt: skip
_LENGTHS: Final = (
    0.0, -0.0, -1.0, 0.01, 1.0, 595.0, 842.0, 14_400.0, 99_999.0, 1e6, -1e6, 1e12, 1e30, 1e-30,
    1e300, math.nan, math.inf, -math.inf,
)  # fmt: skip
_MOST_PAGES: Final = 6
_MOST_RUNS: Final = 80
_SPECIAL: Final = 251

Item = TypeVar("Item")


class _Choices:
    """Choices that bytes make; at their end each is the first."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._place = 0

    @property
    def is_over(self) -> bool:
        return self._place >= len(self._data)

    def byte(self) -> int:
        if self.is_over:
            return 0
        self._place += 1
        return self._data[self._place - 1]

    def one_of(self, items: Sequence[Item]) -> Item:
        return items[self.byte() % len(items)]

    def length(self, step: float) -> float:
        """Return a length on a coarse raster, so that lines meet, or now and then an odd one."""
        value = self.byte()
        if value >= _SPECIAL:
            return self.one_of(_LENGTHS)
        return value * step + self.one_of((0.0, 0.0, 0.0, 0.4, -1.5, 3.0))


def pages_of(data: bytes) -> list[PageContent]:
    """Make pages of bytes."""
    choices = _Choices(data)
    pages: list[PageContent] = []
    while not choices.is_over and len(pages) < _MOST_PAGES:
        pages.append(_page(choices, len(pages) + 1))
    return pages


def _page(choices: _Choices, number: int) -> PageContent:
    size = choices.byte()
    width, height = (595.0, 842.0) if size < 240 else (choices.length(8), choices.length(8))
    glyphs: list[Glyph] = []
    rulings: list[Ruling] = []
    for _ in range(_MOST_RUNS):
        if choices.is_over:
            break
        kind = choices.byte() % 8
        if kind == 0:
            break
        if kind < 4:
            glyphs += _line(choices)
        elif kind < 6:
            rulings += _table(choices)
        else:
            rulings.append(_ruling(choices))
    recognised = size % 2 == 1
    return PageContent(number, width, height, tuple(glyphs), tuple(rulings), recognised)


def _line(choices: _Choices) -> list[Glyph]:
    left, top = choices.length(5), choices.length(5)
    size = choices.one_of((10.0, 12.0, 8.0, 30.0, 0.0, -4.0, 1e6))
    certainty = choices.one_of((1.0, 0.9, 0.3, 0.0))
    glyphs: list[Glyph] = []
    for _ in range(1 + choices.byte() % 24):
        text = choices.one_of(_TEXTS)
        glyphs.append(Glyph(text, left, top, left + size, top + size, certainty))
        left += size * choices.one_of((1.0, 1.0, 1.0, 1.6, 3.0, 0.0, -1.0))
    if choices.byte() == 255:
        sides = [choices.length(5) for _ in range(4)]
        glyphs.append(Glyph("几", sides[0], sides[1], sides[2], sides[3], certainty))
    return glyphs


def _ruling(choices: _Choices) -> Ruling:
    left, top, reach = choices.length(5), choices.length(5), choices.length(5)
    kind = choices.byte() % 5
    if kind < 2:
        return Ruling(left, top, left + reach, top)
    if kind < 4:
        return Ruling(left, top, left, top + reach)
    return Ruling(left, top, choices.length(5), choices.length(5))


def _table(choices: _Choices) -> list[Ruling]:
    left, top = choices.length(5), choices.length(5)
    rows, columns = 1 + choices.byte() % 6, 1 + choices.byte() % 6
    wide, high = choices.one_of((60.0, 30.0, 5.0, 200.0)), choices.one_of((20.0, 40.0, 3.0))
    missing = choices.byte()
    across = [
        Ruling(left, top + high * row, left + wide * columns, top + high * row)
        for row in range(rows + 1)
        if missing != row
    ]
    down = [
        Ruling(left + wide * column, top, left + wide * column, top + high * rows)
        for column in range(columns + 1)
        if missing != 100 + column
    ]
    return across + down
