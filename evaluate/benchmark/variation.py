"""A report taken apart into fixed text and slots, and put together with other content.

What varies keeps its sense as far as sums and comparisons go: all counts and amounts of a
report are multiplied by one factor, all its years move by one shift, so that tables that add
up still do and a number told twice is still told alike. Numbers in Chinese numerals, shares,
dates within a year, ordinals, hotlines and the numbers of laws stay; telephone, index and post
numbers become others of the same length; given names become other names of the same length.

In a page, numbers are found across the tags that divide them, and names and years in the
``meta`` elements too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from random import Random
from typing import Final

#: Characters that names of places are made of and that mean nothing else in a report.
_NAME_CHARACTERS: Final = "柏桐枫槐榆桑梅松竹兰菊荷泉涧湖岩岭峰坪塘堰浦渡洲"
_NUMBER: Final = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_TAG: Final = re.compile(
    r"<!--.*?-->|<(script|style)\b.*?</\1\s*>|<[^>]*>|&#?\w{1,8};", re.I | re.S
)
_BLOCK_TAG: Final = re.compile(r"</?(?:p|div|td|th|tr|table|li|ul|h\d|br|title)\b", re.I)
_YEAR: Final = re.compile(r"20[0-3]\d")
_YEAR_DIGITS: Final = 4
#: A year is followed by a word for it, or by what joins it to a month or another year.
_BEHIND_A_YEAR: Final = re.compile(r"\s*(?:年|学年|學年|度|[-—–~/.]\d)")
#: What a number belongs to that is no count: a day, a share, a rank, a time, a room.
_BEHIND_FIXED: Final = re.compile(
    r"\s*(?:[月日号號时時点點分:%％‰倍楼室路年周岁天级]|个百分点|个月|個月|小时|个工作日|工作日)"
    r"|[.．、](?!\d)"
)
_BEFORE_FIXED: Final = re.compile(r"(?:第|〔|\[)$")
_OPENING: Final = ("(", "（")
_CLOSING: Final = (")", "）")
_BEFORE_A_POSTCODE: Final = re.compile(r"(?:邮编|郵編|邮政编码)\s*[:：]?\s*$")
_ADJOINS_A_CODE: Final = re.compile(r"[A-Za-z/_\-]")
_HOTLINE: Final = re.compile(r"1[12]\d{3}")
_SHORTEST_CODE: Final = 7


class _Kind(Enum):
    """How the content of a slot varies."""

    COUNT = auto()
    YEAR = auto()
    CODE = auto()
    NAME = auto()
    REST = auto()  # what a tag divided from its beginning: left out


@dataclass(frozen=True, slots=True)
class _Slot:
    """A place whose content varies."""

    start: int
    end: int
    kind: _Kind
    content: str


@dataclass(frozen=True, slots=True)
class Variation:
    """What becomes of the content of one report.

    Attributes
    ----------
    factor
        What counts and amounts are multiplied by.
    shift
        What is added to years.
    names
        The new name for each name that varies.
    seed
        Where the digits of telephone, index and post numbers come from.
    """

    factor: int
    shift: int
    names: Mapping[str, str]
    seed: str


def other_name(name: str, random: Random) -> str:
    """Return another name of a place, of the same length."""
    return "".join(random.choice(_NAME_CHARACTERS) for _ in name)


class Template:
    """A report that can be written again with other numbers, years and names.

    Parameters
    ----------
    content
        The text of the report, or its HTML page.
    names
        The names that vary, as they stand in it.
    is_page
        Whether it is HTML.
    """

    def __init__(self, content: str, names: tuple[str, ...], *, is_page: bool = False) -> None:
        self._pieces: list[str | _Slot] = []
        end = 0
        for slot in _page_slots(content, names) if is_page else _slots(content, names):
            self._pieces += [content[end : slot.start], slot]
            end = slot.end
        self._pieces.append(content[end:])

    @property
    def slots(self) -> int:
        """The number of places that vary."""
        return sum(isinstance(piece, _Slot) for piece in self._pieces)

    def write(self, variation: Variation) -> str:
        """Return the report under a variation; the same variation gives the same text."""
        random = Random(variation.seed)  # noqa: S311 - made-up reports are no secret
        return "".join(
            piece if isinstance(piece, str) else _filled(piece, variation, random)
            for piece in self._pieces
        )


def _filled(slot: _Slot, variation: Variation, random: Random) -> str:
    if slot.kind is _Kind.REST:
        return ""
    if slot.kind is _Kind.NAME:
        return variation.names.get(slot.content, slot.content)
    if slot.kind is _Kind.YEAR:
        return str(int(slot.content) + variation.shift)
    if slot.kind is _Kind.CODE:
        return "".join(str(random.randint(0, 9)) for _ in slot.content)
    product = Decimal(slot.content.replace(",", "")) * variation.factor
    return f"{product:,}" if "," in slot.content else str(product)


def _slots(
    text: str, names: tuple[str, ...], kinds: tuple[_Kind, ...] = tuple(_Kind)
) -> list[_Slot]:
    """Return what varies in a text, in order."""
    found = [each for each in _number_slots(text) if each.kind in kinds]
    if names:
        pattern = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
        found += [
            _Slot(match.start(), match.end(), _Kind.NAME, match[0])
            for match in re.finditer(pattern, text)
        ]
    return sorted(found, key=lambda slot: slot.start)


def _number_slots(text: str) -> Iterator[_Slot]:
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        kind = _kind_of(match[0], text[max(0, start - 8) : start], text[end : end + 8])
        if kind is _Kind.YEAR:
            end = start + _YEAR_DIGITS
        if kind is not None:
            yield _Slot(start, end, kind, text[start:end])


def _kind_of(number: str, before: str, behind: str) -> _Kind | None:
    """Return how a number varies; ``None`` if it stays."""
    if number.isdigit() and _is_year(number, behind):
        return _Kind.YEAR
    if _stays(number, before, behind):
        return None
    beside_code = _ADJOINS_A_CODE.search(before[-1:] + behind[:1])
    if number.isdigit() and (
        beside_code or len(number) >= _SHORTEST_CODE or _BEFORE_A_POSTCODE.search(before)
    ):
        return _Kind.CODE if len(number) > 2 else None
    begins_idly = number[0] == "0" and number[1:2].isdigit()
    return _Kind.COUNT if number.strip("0.,") and not begins_idly else None


def _is_year(digits: str, behind: str) -> bool:
    """Tell whether digits are a year, or begin with one whose month has lost its word."""
    if not _YEAR.match(digits):
        return False
    if len(digits) == _YEAR_DIGITS:
        return _BEHIND_A_YEAR.match(behind) is not None
    return 6 <= len(digits) <= 8 and behind.startswith("日")


def _stays(number: str, before: str, behind: str) -> bool:
    return bool(
        _BEHIND_FIXED.match(behind)
        or _BEFORE_FIXED.search(before)
        or (before.endswith("万") and behind.startswith("千"))
        or _HOTLINE.fullmatch(number)
        or (before.endswith(_OPENING) and behind.startswith(_CLOSING))
    )


def _page_slots(page: str, names: tuple[str, ...]) -> list[_Slot]:
    """Return what varies in a page: in its text read across tags, and in its metadata.

    A slot that a tag divides covers that tag's neighbours only: the new content stands before
    the tag, the rest of the old one is cut out behind it.
    """
    found: list[_Slot] = []
    characters: list[str] = []
    places: list[int] = []
    end = 0
    for tag in _TAG.finditer(page):
        _append(page, end, tag.start(), characters, places)
        if tag[0][:5].lower() == "<meta":
            inside = _slots(tag[0], names, (_Kind.YEAR,))
            found += [_moved(each, tag.start()) for each in inside]
        if tag[0][0] == "&" or _BLOCK_TAG.match(tag[0]):
            characters.append(" " if tag[0][0] == "&" else "\n")
            places.append(tag.start())
        end = tag.end()
    _append(page, end, len(page), characters, places)
    for slot in _slots("".join(characters), names):
        found += _placed(slot, places)
    return sorted(found, key=lambda slot: slot.start)


def _append(page: str, start: int, end: int, characters: list[str], places: list[int]) -> None:
    characters += page[start:end]
    places += range(start, end)


def _moved(slot: _Slot, by: int) -> _Slot:
    return _Slot(slot.start + by, slot.end + by, slot.kind, slot.content)


def _placed(slot: _Slot, places: list[int]) -> Iterator[_Slot]:
    """Yield a slot of the joined text at its places in the page, in pieces where tags divide it."""
    own = places[slot.start : slot.end]
    first = 0
    for position in range(1, len(own) + 1):
        if position < len(own) and own[position] == own[position - 1] + 1:
            continue
        kind = slot.kind if first == 0 else _Kind.REST
        yield _Slot(own[first], own[position - 1] + 1, kind, slot.content)
        first = position
