"""Clumsy spelling: half-width signs, spaces around numbers, repeated words.

Signs are exchanged one for one, or something is put between two characters; marks keep their
words, because what is put at the edge of a mark stays outside of it.
"""

from __future__ import annotations

import re
from random import Random
from typing import Final

from gongkai.annotations.generator.draft import Places

_HALF: Final = str.maketrans("，；：（）", ",;:()")
_EDGE: Final = re.compile(r"(?<=[\u4e00-\u9fff])(?=[0-9])|(?<=[0-9%])(?=[\u4e00-\u9fff])")
_REPEATED: Final = re.compile("(?<=的)(?=[\u4e00-\u9fff])|(?<=(?<!翻)了)(?=[\u4e00-\u9fff])")
_PAUSE: Final = re.compile("(?<=[\u4e00-\u9fff])，(?=[\u4e00-\u9fff])")
_COUNTED: Final = re.compile("[0-9零一二两三四五六七八九十百千万]")
_SPOILT: Final = 0.4


def spoil(text: str, random: Random) -> Places:
    """Return the text as a clumsy clerk might type it, with its places.

    Most texts come out as they are.
    """
    if random.random() > _SPOILT:
        return _place(text, {})
    characters = list(text)
    gaps: dict[int, str] = {}
    kind = random.randrange(5)
    if kind in (0, 4):
        _use_half_width(characters, random)
    if kind in (1, 4):
        space = random.choice((" ", " ", "\u00a0", "  "))
        every = random.random() < 0.6
        for match in _EDGE.finditer(text):
            if every or random.random() < 0.4:
                gaps[match.start()] = space
    if kind == 2:
        _pause_wrongly(text, characters, random)
    if kind == 3:
        _repeat(text, gaps, random)
    return _place("".join(characters), gaps)


def _use_half_width(characters: list[str], random: Random) -> None:
    always = random.random() < 0.6
    for number, character in enumerate(characters):
        if ord(character) in _HALF and (always or random.random() < 0.4):
            characters[number] = character.translate(_HALF)


def _pause_wrongly(text: str, characters: list[str], random: Random) -> None:
    """Put 、 for ， where words stand on both sides of it."""
    for match in _PAUSE.finditer(text):
        beside = text[match.start() - 1] + text[match.end() : match.end() + 1]
        if not _COUNTED.search(beside) and random.random() < 0.5:
            characters[match.start()] = "、"


def _repeat(text: str, gaps: dict[int, str], random: Random) -> None:
    """Type 的 or 了 twice, once in the text."""
    places = [match.start() for match in _REPEATED.finditer(text)]
    if places:
        place = random.choice(places)
        gaps[place] = text[place - 1]


def _place(text: str, gaps: dict[int, str]) -> Places:
    starts, ends, parts = [], [], []
    length = 0
    for number in range(len(text) + 1):
        ends.append(length)
        gap = gaps.get(number, "")
        length += len(gap)
        starts.append(length)
        parts.append(gap + text[number : number + 1])
        length += 1
    return Places("".join(parts), starts, ends)
