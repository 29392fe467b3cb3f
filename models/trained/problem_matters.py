"""What is looked at of an item, to tell what it is about, and of which year or stage it is.

What an item speaks of first decides, so the words of its first clause are kept apart from the
rest. Measures mostly answer problems one by one: what the problem in the same place of its list
is about, and the one with the most words in common, says much about a measure, and less so the
other way round.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from gongkai.models.problem_wording import (
    CLEAR_PROMISE,
    DONE,
    IMPROVEMENT_LEAD,
    LAST_YEAR,
    MARKER,
    NAMED_YEAR,
    PROMISE,
)
from gongkai.models.rules.lexicon import rows
from gongkai.models.rules.problem_categories import categorise
from gongkai.models.trained.problem_features import heading_of

_STOP: Final = re.compile(r"[，；：。！？]")
_LONGEST: Final = 80
_LONGEST_LEAD: Final = 24


@dataclass(frozen=True, slots=True)
class Item:
    """An item in its surroundings, normalised.

    Attributes
    ----------
    kind
        ``P`` for a problem, ``I`` for an improvement.
    text
        What it says.
    before
        What stands before it, back to the item before it, or some sentences.
    headings
        The headings above it.
    rule
        The year or stage that the rules give it, empty where they find no such item.
    """

    kind: str
    text: str
    before: str
    headings: tuple[str, ...]
    rule: str = ""


@lru_cache(maxsize=4096)
def wording_features(text: str) -> tuple[str, ...]:
    """Return what an item's words say of its category."""
    marker = MARKER.match(text)
    wording = text[marker.end() if marker else 0 :][:_LONGEST]
    stop = _STOP.search(wording)
    first, rest = (wording[: stop.start()], wording[stop.end() :]) if stop else (wording, "")
    features = [f"r={categorise(text).value}", f"f={categorise(first).value}"]
    found = [_phrases()[match[0]] for match in _pattern().finditer(first)]
    features += [f"l={each}" for each in set(found)]
    features += [f"l1={found[0]}", f"l9={found[-1]}"] if found else ["l=none"]
    features += [f"L={_phrases()[match[0]]}" for match in _pattern().finditer(rest)]
    features += [f"p={match[0]}" for match in _pattern().finditer(first)]
    features += [f"q={match[0]}" for match in _pattern().finditer(rest)]
    for size in (2, 3, 4):
        features += {f"g={first[at : at + size]}" for at in range(len(first) - size + 1)}
    features += {f"h={rest[at : at + 2]}" for at in range(len(rest) - 1)}
    features += {f"a={wording[at : at + 2]}" for at in range(len(wording) - 1)}
    return tuple(features)


def own_features(item: Item) -> list[str]:
    """Return what an item says of its category by itself."""
    features = list(wording_features(item.text))
    features.append(f"kind={item.kind}")
    features += [f"kind={item.kind},{each}" for each in features[:2]]
    return features


def context_features(items: Sequence[Item], index: int, categories: Sequence[str]) -> list[str]:
    """Return what the other items say of an item's category.

    Parameters
    ----------
    items
        The items of a text, in order.
    index
        The item.
    categories
        What each item is about by its own words.
    """
    kind = items[index].kind
    first, after = _run(items, index)
    if kind == "I":
        others = range(_run(items, first - 1)[0], first) if first else range(0)
        earlier = [number for number in range(index) if items[number].kind == "P"]
    else:
        others = range(after, _run(items, after)[1]) if after < len(items) else range(0)
        earlier = list(others)
    features = [
        f"{kind}sibling={categories[each]}" for each in range(first, after) if each != index
    ]
    features += [f"{kind}some={each}" for each in {categories[number] for number in earlier}]
    if others:
        place, lengths = index - first, (after - first, len(others))
        equal = (
            "equal" if lengths[0] == lengths[1] else "more" if lengths[0] > lengths[1] else "less"
        )
        if place < len(others):
            category = categories[others[place]]
            features += [f"{kind}aligned={category}", f"{kind}aligned={category},{equal}"]
            features.append(f"{kind}aligned={category},{min(place, 2)},{equal}")
    likeness, similar = max(
        ((_likeness(items[number].text, items[index].text), -number) for number in earlier),
        default=(0.0, 0),
    )
    if likeness:
        category = categories[-similar]
        features += [
            f"{kind}like={category}",
            f"{kind}like={category},{min(int(likeness * 20), 4)}",
        ]
    return features


def detail_features(items: Sequence[Item], index: int) -> list[str]:
    """Return what says of which year a problem, of which stage a measure is."""
    item = items[index]
    before = item.before[-_LONGEST_LEAD * 2 :]
    first = item.text[:_LONGEST_LEAD]
    features = [f"heading={heading_of(item.headings)}", f"rule={item.rule}"]
    for place, wording in (("b", before), ("t", item.text[:_LONGEST]), ("f", first)):
        for name, pattern in _DETAIL_WORDINGS.items():
            if pattern.search(wording):
                features.append(f"{place}={name}")
    features += {f"bg={before[at : at + 2]}" for at in range(len(before) - 1)}
    features += {f"tg={first[at : at + 2]}" for at in range(len(first) - 1)}
    features += [f"begin={item.text[:size]}" for size in (1, 2, 3)]
    features.append(f"same={int(index > 0 and items[index - 1].kind == item.kind)}")
    return features


_DETAIL_WORDINGS: Final = {
    "clear": CLEAR_PROMISE,
    "done": DONE,
    "turn": IMPROVEMENT_LEAD,
    "last": LAST_YEAR,
    "named": NAMED_YEAR,
    "promise": PROMISE,
    "number": re.compile(r"[0-9]"),
    "year": re.compile(r"20\d\d年"),
    "past": re.compile(r"[了过]|已|今年|本年度?|全年|累计|完成|实现"),
    "future": re.compile(r"将|下一?[步年]|明年|争取|力争|计划|不少于|每[月季年周]|确保"),
    "earlier": re.compile(r"[上去前]一?年度?"),
}


def _run(items: Sequence[Item], index: int) -> tuple[int, int]:
    """Return both ends of the run of items of one kind that an item is in."""
    first, after = index, index + 1
    while first > 0 and items[first - 1].kind == items[index].kind:
        first -= 1
    while after < len(items) and items[after].kind == items[index].kind:
        after += 1
    return first, after


@lru_cache(maxsize=4096)
def _likeness(first: str, second: str) -> float:
    """Return how many pairs of characters two texts have in common, as a share."""
    pairs = [
        {text[at : at + 2] for at in range(len(text) - 1)} - _EMPTY for text in (first, second)
    ]
    shared = len(pairs[0] & pairs[1])
    return shared / max(1, min(len(pairs[0]), len(pairs[1])))


#: Pairs that any two items share.
_EMPTY: Final = frozenset(
    {
        "公开",
        "信息",
        "政务",
        "政府",
        "工作",
        "开工",
        "息公",
        "务公",
        "府信",
        "一是",
        "二是",
        "三是",
        "四是",
    }
)


@cache
def _phrases() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("categories.tsv")}


@cache
def _pattern() -> re.Pattern[str]:
    phrases = sorted(_phrases(), key=len, reverse=True)
    return re.compile("|".join(re.escape(phrase) for phrase in phrases))
