"""The word lists of the quantity grammar, read once from the files in ``data/``."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from gongkai.models.quantities.types import TrapKind

#: The characters a numeral can begin with; 双 is listed for the set phrases (双公示).
SEED_CHARACTERS: Final = "0-9零〇一二两三四五六七八九十百千万亿半几数双廿卅壹贰叁肆伍陆柒捌玖拾佰仟"
_SEED: Final = re.compile(f"[{SEED_CHARACTERS}]")


@dataclass(frozen=True, slots=True)
class Unit:
    """A measure word.

    Attributes
    ----------
    word
        The word as written.
    kind
        What it measures: count, money, duration, size or means.
    followers
        Characters that may not follow, because with them it begins another word (项目).
    excused
        Words that may follow although they begin with one of ``followers`` (人 before 大厅).
    """

    word: str
    kind: str
    followers: frozenset[str]
    excused: tuple[str, ...]


#: Digits of a public service number (12345): such phrases are found by the whole number.
SERVICE_NUMBER: Final = 5

PhraseIndex = dict[str, tuple[tuple[str, int, TrapKind], ...]]


@cache
def lines(name: str) -> tuple[str, ...]:
    """Return the lines of a data file without its comments and blank lines."""
    text = resources.files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


@cache
def units() -> dict[str, Unit]:
    """Return the measure words by the word."""
    found: dict[str, Unit] = {}
    for line in lines("units.tsv"):
        word, kind, followers, excused = (*line.split("\t"), "", "")[:4]
        found[word] = Unit(word, kind, frozenset(followers), tuple(excused.split()))
    return found


@cache
def set_phrases() -> PhraseIndex:
    """Return the set phrases by their first numeral and the character beside it.

    The key is the numeral with the character after it, or with the one before it where the
    phrase ends with the numeral; a service number is its own key. Each entry is the phrase,
    the offset of the numeral in it, and its kind; the longest phrase comes first.
    """
    index: defaultdict[str, list[tuple[str, int, TrapKind]]] = defaultdict(list)
    for line in lines("set_phrases.tsv"):
        phrase, kind = _pair(line)
        seed = _SEED.search(phrase)
        if seed is None:
            raise ValueError(f"set phrase without a numeral: {phrase}; remove it from the list")
        offset = seed.start()
        after = phrase[offset : offset + 2]
        key = after if len(after) == 2 else f"<{phrase[offset - 1 : offset + 1]}"
        if phrase.isdecimal() and len(phrase) == SERVICE_NUMBER:
            key = phrase
        index[key].append((phrase, offset, TrapKind(kind)))
    return {
        key: tuple(sorted(entries, key=lambda entry: -len(entry[0])))
        for key, entries in index.items()
    }


@cache
def zero_exclusions() -> dict[str, tuple[str, ...]]:
    """Return, by word of negation, the continuations that make it no statement of zero."""
    table: defaultdict[str, list[str]] = defaultdict(list)
    for line in lines("zero_exclusions.tsv"):
        negation, continuation = _pair(line)
        table[negation].append(continuation)
    return {negation: tuple(continuations) for negation, continuations in table.items()}


def alternation(words: tuple[str, ...]) -> str:
    """Return a regular expression for any of ``words``, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _pair(line: str) -> tuple[str, str]:
    left, right = line.split("\t")
    return left, right
