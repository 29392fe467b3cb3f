"""Numbers that the program writes before paragraphs, counted as Word counts.

Many authors let Word number headings and items: then 一、 is nowhere in the text. A list
(``w:num``) names an outline (``w:abstractNum``) of up to nine levels; lists of one outline go on
counting where the other stopped, unless one says where it starts. Source of the rules: ECMA-376
part 1 section 17.9.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from gongkai.extract.reading.word.markup import Element, W, child, is_on, number, value
from gongkai.extract.reading.word.numerals import written
from gongkai.extract.reading.word.styles import Styles

_LEVELS: Final = 9
_PLACE: Final = re.compile(r"%([1-9])")
_LONGEST_PREFIX: Final = 60
_MOST_LINKS: Final = 5
_ASCII_END: Final = re.compile(r"[0-9A-Za-z.)\]:]\Z")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of an outline is numbered.

    Attributes
    ----------
    start
        The first number.
    number_format
        See ``numerals``.
    text
        What is written: ``%1、``, ``（%2）``, with the level of each number.
    is_spaced
        Whether a space or tab follows.
    restart
        The level (from 1) whose paragraphs start this one anew: 0 for none, ``None`` for all
        that stand higher.
    is_legal
        Whether all numbers are written as digits.
    style
        The paragraph style that stands for this level.
    """

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    is_spaced: bool = True
    restart: int | None = None
    is_legal: bool = False
    style: str | None = None


@dataclass(frozen=True, slots=True)
class _Outline:
    levels: dict[int, Level]
    linked_style: str | None


@dataclass(frozen=True, slots=True)
class _List:
    outline: int
    starts: dict[int, int]
    levels: dict[int, Level]


class Numbering:
    """The lists of a file, and how far each has counted."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._outlines: dict[int, _Outline] = {}
        self._lists: dict[int, _List] = {}
        self._counts: dict[int, list[int | None]] = {}
        self._begun: set[int] = set()
        for element in () if root is None else root:
            if element.tag == W + "abstractNum":
                identity = number(element, "abstractNumId")
                if identity is not None:
                    link = value(child(element, "numStyleLink"))
                    self._outlines[identity] = _Outline(_levels_in(element), link)
            elif element.tag == W + "num":
                self._add_list(element)

    def prefix(self, properties: dict[str, Element]) -> str:
        """Count a paragraph by its properties, and return what stands before its text."""
        place = self._place(properties)
        if place is None:
            return ""
        list_number, level_number = place
        found = self._lists[list_number]
        outline = self._outline(found)
        counts = self._counts.setdefault(outline, [None] * _LEVELS)
        levels = {**self._outlines[outline].levels, **found.levels}
        for each, start in found.starts.items():
            levels[each] = replace(levels.get(each, Level()), start=start)
        if list_number not in self._begun:
            self._begun.add(list_number)
            for each in found.starts:
                counts[each] = None
        level = levels.get(level_number)
        if level is None:
            return ""
        before = counts[level_number]
        counts[level_number] = level.start if before is None else before + 1
        for deeper in range(level_number + 1, _LEVELS):
            restart = levels.get(deeper, Level()).restart
            if restart is None or level_number < restart:
                counts[deeper] = None
        return _prefix(level, levels, counts)

    def _place(self, properties: dict[str, Element]) -> tuple[int, int] | None:
        """Return the list a paragraph stands in and its level there."""
        direct = properties.get(W + "numPr")
        style_id = value(properties.get(W + "pStyle")) or self._styles.default_paragraph
        list_number = number(child(direct, "numId"))
        level = number(child(direct, "ilvl"))
        if list_number is None:
            by_style = self._styles.list_of(style_id)
            if by_style is None:
                return None
            style_id, list_number, style_level = by_style
            if level is None:
                linked = self._level_of_style(list_number, style_id)
                level = style_level if linked is None else linked
        if list_number not in self._lists or not 0 <= (level or 0) < _LEVELS:
            return None
        return list_number, level or 0

    def _level_of_style(self, list_number: int, style_id: str) -> int | None:
        found = self._lists.get(list_number)
        if found is None:
            return None
        levels = self._outlines[self._outline(found)].levels
        return next((each for each, level in levels.items() if level.style == style_id), None)

    def _outline(self, found: _List) -> int:
        """Return the outline of a list: its own, or that of the list style it is linked to."""
        for _ in range(_MOST_LINKS):
            linked = self._outlines[found.outline].linked_style
            other = self._lists.get(self._styles.list_style(linked) or 0)
            if linked is None or other is None:
                break
            found = other
        return found.outline

    def _add_list(self, element: Element) -> None:
        identity = number(element, "numId")
        outline = number(child(element, "abstractNumId"))
        if not identity or outline not in self._outlines:  # list 0 means no list
            return
        starts: dict[int, int] = {}
        levels: dict[int, Level] = {}
        for override in element.iterchildren(W + "lvlOverride"):
            level = number(override, "ilvl")
            if level is None or not 0 <= level < _LEVELS:
                continue
            start = number(child(override, "startOverride"))
            if start is not None:
                starts[level] = start
            levels |= _levels_in(override)
        self._lists[identity] = _List(outline, starts, levels)


def _levels_in(element: Element) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for each in element.iterchildren(W + "lvl"):
        place = number(each, "ilvl")
        if place is None or not 0 <= place < _LEVELS:
            continue
        formats = (value(found) for found in each.iter(W + "numFmt"))
        is_hidden = is_on(child(each, "rPr", "vanish"))
        start = number(child(each, "start"))
        levels[place] = Level(
            start=1 if start is None else start,
            number_format=next((form for form in formats if form not in {None, "custom"}), None)
            or "decimal",
            text="" if is_hidden else value(child(each, "lvlText")) or "",
            is_spaced=value(child(each, "suff")) != "nothing",
            restart=number(child(each, "lvlRestart")),
            is_legal=bool(is_on(child(each, "isLgl"))),
            style=value(child(each, "pStyle")),
        )
    return levels


def _prefix(level: Level, levels: dict[int, Level], counts: list[int | None]) -> str:
    if level.number_format == "bullet":
        return ""

    def numeral(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        shown = levels.get(place, Level())
        count = counts[place]
        is_digits = level.is_legal and shown.number_format != "none"
        form = "decimal" if is_digits else shown.number_format
        return written(shown.start if count is None else count, form)

    text = _PLACE.sub(numeral, level.text[:_LONGEST_PREFIX])
    # 1. before 2023年 would be read as 1.2023.
    return f"{text} " if level.is_spaced and _ASCII_END.search(text) else text
