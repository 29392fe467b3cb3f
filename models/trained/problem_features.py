"""What is looked at of the units of section five, to tell which of them make items.

Features are strings; what stands before the ``=`` keeps those of one place apart from those of
another. A unit is seen with its neighbours, the headings above it, what the text has announced
so far, and what the rules make of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from gongkai.models.normalised import normalise
from gongkai.models.problem_wording import (
    CLEAR_PROMISE,
    DONE,
    IMPROVEMENT_LEAD,
    INTENTION,
    LACK,
    LAST_YEAR,
    LEAD_ONLY,
    PROBLEM_LEAD,
    PROMISE,
    RECALL_LEAD,
    is_announcement,
)
from gongkai.models.rules import ProblemReading
from gongkai.models.rules.problem_categories import categorise
from gongkai.models.trained.problem_units import Unit

_WORDINGS: Final = {
    "lack": LACK,
    "intention": INTENTION,
    "promise": PROMISE,
    "clear": CLEAR_PROMISE,
    "done": DONE,
    "turn": IMPROVEMENT_LEAD,
    "trouble": PROBLEM_LEAD,
    "lead": LEAD_ONLY,
    "last": LAST_YEAR,
    "recall": RECALL_LEAD,
    "number": re.compile(r"[0-9]"),
    "year": re.compile(r"20\d\d年"),
    "purpose": re.compile(r"^(?:为|切实|真正|努力|不断|确保|推动|全面|从而|以便|让|使|更好)"),
    "praise": re.compile(r"取得|成绩|成效|较好|稳步|有所|虽然?|圆满|按照|根据|在.{2,12}下"),
    "contrast": re.compile(r"^(?:但|然而|不过|同时|可是|与此)"),
    "rest": re.compile(r"^(?:等|的|两个|[几三四]个|问题|方面)"),
}
#: Those that tell a beginning from a continuation.
_STEP_WORDINGS: Final = frozenset(
    f"w={name}" for name in ("lack", "intention", "promise", "turn", "done", "purpose", "rest")
)
_PROBLEM_HEADING: Final = re.compile(r"问题|不足|困难|差距|短板")
_IMPROVEMENT_HEADING: Final = re.compile(
    r"改进|措施|解决|下一?步|打算|整改|计划|努力(?:的)?方向|今后"
)
_EARLIER: Final = re.compile(r"[上去前]一?年|整改(?:情况|落实)|20\d\d年.{0,8}(?:问题|整改)")
_FIRST: Final = re.compile(r"[（(]?(?:一|1|①|首先|其一|第一)")
_ORDINALS: Final = re.compile(r"[一二三四五六七八九十0-9①②③④⑤⑥⑦⑧⑨⑩]+")
_LONGEST_SEEN: Final = 60


@dataclass(slots=True)
class _Announced:
    """What the text has said so far of what follows."""

    turn: str = "none"
    distance: int = 0
    lists: int = 0
    marker: str = ""
    since_marker: int = 9


@dataclass(frozen=True, slots=True)
class SeenUnit:
    """The features of a unit.

    Attributes
    ----------
    features
        Those that count whatever stands before.
    steps
        Those that count together with the state before it.
    """

    features: list[str]
    steps: list[str]

    def after(self, state: str) -> list[str]:
        """Return the features that the unit has behind a state."""
        return [f"{state}:{each}" for each in self.steps]


def see_units(units: Sequence[Unit], reading: ProblemReading) -> list[SeenUnit]:
    """Return the features of each unit; ``reading`` is what the rules read."""
    own = [_own(unit) for unit in units]
    rules = rule_labels(units, reading)
    edge = ["edge"]
    announced = _Announced()
    seen: list[SeenUnit] = []
    for index, unit in enumerate(units):
        before = units[index - 1] if index else None
        behind = units[index + 1] if index + 1 < len(units) else None
        _notice(announced, own[index - 1] if index else edge, before, unit)
        features = [f"0{each}" for each in own[index]]
        features += [f"-{each}" for each in (own[index - 1] if before else edge)]
        features += [f"+{each}" for each in (own[index + 1] if behind else edge)]
        features += _place(unit, before, behind, announced)
        features += _rules_around(rules, index)
        features += _grams(unit.text)
        if behind:
            features.append(f"+begin={behind.text[:2]}")
        if before:
            features.append(f"-end={before.text[-2:]}")
        seen.append(SeenUnit(features, _steps(unit, before, own[index], rules[index])))
    return seen


def _steps(unit: Unit, before: Unit | None, own: Sequence[str], rule: str) -> list[str]:
    stop = before.stop if before else "edge"
    together = before is not None and (before.passage, before.cell) == (unit.passage, unit.cell)
    shared = f"{stop}{int(together)}{'m' if unit.marker else ''}"
    related = _relation(before, unit)
    wordings = [each for each in own if each in _STEP_WORDINGS]
    steps = ["", f"rule={rule}", related, f"marker={_form(unit.marker)}", shared]
    steps += [f"{shared},{related}", f"{shared},rule={rule}", *wordings]
    steps += [f"{stop},{each}" for each in wordings]
    return steps


def rule_labels(units: Sequence[Unit], reading: ProblemReading) -> list[str]:
    """Return what the rules make of each unit: the beginning or inside of an item, or nothing."""
    items = sorted(
        [(each.start, each.end, "P") for each in reading.problems]
        + [(each.start, each.end, "I") for each in reading.improvements]
    )
    labels: list[str] = []
    number = 0
    taken = -1
    for unit in units:
        while number < len(items) and items[number][1] <= unit.span.start:
            number += 1
        if number == len(items) or items[number][0] >= unit.span.end:
            labels.append("O")
            continue
        kind = items[number][2]
        labels.append(kind if taken != number else kind.lower())
        taken = number
    return labels


def _own(unit: Unit) -> list[str]:
    features = [f"w={name}" for name, found in _WORDINGS.items() if found.search(unit.text)]
    features += [f"stop={unit.stop}", f"marker={_form(unit.marker)}"]
    if is_announcement(unit.text):
        features.append("announcement")
    features.append(f"category={_category(unit.text[:_LONGEST_SEEN])}")
    features.append(f"length={_size(len(unit.text))}")
    return features


def _place(
    unit: Unit, before: Unit | None, behind: Unit | None, announced: _Announced
) -> list[str]:
    opens = before is None or before.passage != unit.passage
    closes = behind is None or behind.passage != unit.passage
    heading = heading_of(unit.headings)
    features = [
        f"heading={heading}",
        f"turn={announced.turn}",
        f"turn={announced.turn},heading={heading}",
        f"distance={announced.distance},{announced.turn}",
        f"lists={announced.lists},{heading}",
        f"under={announced.marker},{announced.since_marker},{announced.turn}",
        f"first={int(bool(_FIRST.match(unit.marker)))},{announced.turn}",
        f"edges={int(opens)}{int(closes)}",
        f"cell={unit.cell}",
        f"around={before.stop if before and not opens else '^'}{unit.stop}",
        f"levels={min(len(unit.headings), 3)}",
    ]
    if unit.cell >= 0:
        features.append(f"row={int(opens)}{int(closes)}")
    return features


def _rules_around(rules: Sequence[str], index: int) -> list[str]:
    before = rules[index - 1] if index else "^"
    behind = rules[index + 1] if index + 1 < len(rules) else "$"
    here = rules[index]
    return [f"rule={here}", f"rules={before}{here}", f"rules={here}{behind}."]


def _grams(text: str) -> list[str]:
    stretch = text[:_LONGEST_SEEN]
    features = [f"b={stretch[:size]}" for size in (1, 2, 3, 4)]
    features += [f"e={text[-size:]}" for size in (1, 2, 3)]
    features += {f"g={stretch[at : at + 2]}" for at in range(len(stretch) - 1)}
    return features


def _notice(announced: _Announced, own: Sequence[str], before: Unit | None, unit: Unit) -> None:
    """Take in what the unit before has announced."""
    announced.distance = min(announced.distance + 1, 5)
    if before is not None:
        turn = _turn(own, before)
        if turn:
            announced.turn, announced.distance = turn, 1
        if before.marker:
            announced.since_marker = 0
            announced.marker = _form(before.marker)
        announced.since_marker = min(announced.since_marker + 1, 5)
        if before.headings != unit.headings:
            announced.turn, announced.distance = "none", 0
    if unit.marker and _FIRST.match(unit.marker):
        announced.lists = min(announced.lists + 1, 4)


def _turn(own: Sequence[str], before: Unit) -> str:
    leads = before.stop == "：" or "w=lead" in own or "announcement" in own
    if "w=turn" in own or "w=clear" in own:
        return "improving:" if leads else "improving"
    if "w=trouble" in own:
        return ("last" if "w=last" in own else "problems") + (":" if leads else "")
    if "w=promise" in own:
        return "promise"
    return "lead" if leads else ""


@lru_cache(maxsize=1024)
def heading_of(headings: tuple[str, ...]) -> str:
    """Return what the nearest heading that says it announces."""
    for depth, heading in enumerate(reversed(headings)):
        wording = normalise(heading).text
        problem = _PROBLEM_HEADING.search(wording) is not None
        improvement = _IMPROVEMENT_HEADING.search(wording) is not None
        if problem or improvement:
            earlier = "last" if _EARLIER.search(wording) else ""
            nearest = "" if depth == 0 else "above"
            return f"{'P' * problem}{'I' * improvement}{earlier}{nearest}"
    return f"none{min(len(headings), 2)}"


@lru_cache(maxsize=1024)
def _form(marker: str) -> str:
    return _ORDINALS.sub("#", marker)


def _relation(before: Unit | None, unit: Unit) -> str:
    """Tell whether two units speak of one matter."""
    if before is None:
        return "none"
    first, second = _category(before.text[:_LONGEST_SEEN]), _category(unit.text[:_LONGEST_SEEN])
    if "other" in (first, second):
        return f"open{int(first == 'other')}{int(second == 'other')}"
    return "same" if first == second else "different"


@lru_cache(maxsize=1024)
def _category(text: str) -> str:
    return categorise(text).value


def _size(length: int) -> int:
    return length.bit_length() if length < 8 else min(4 + length // 8, 10)
