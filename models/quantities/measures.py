"""Measure words: the longest one at a given place, doubles included (个（次）)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from gongkai.models.quantities import lexicon


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure word in a text.

    Attributes
    ----------
    end
        Where it ends.
    unit
        The word as written.
    kind
        What it measures, as in ``data/units.tsv``.
    """

    end: int
    unit: str
    kind: str


@cache
def _by_first_character() -> dict[str, tuple[lexicon.Unit, ...]]:
    table: dict[str, list[lexicon.Unit]] = {}
    for unit in lexicon.units().values():
        table.setdefault(unit.word[0], []).append(unit)
    return {
        first: tuple(sorted(entries, key=lambda unit: -len(unit.word)))
        for first, entries in table.items()
    }


def match_measure(text: str, position: int) -> Measure | None:
    """Return the longest measure word at ``position``, with a second one in brackets."""
    for unit in _by_first_character().get(text[position : position + 1], ()):
        end = position + len(unit.word)
        if text.startswith(unit.word, position) and (
            text[end : end + 1] not in unit.followers or text.startswith(unit.excused, end)
        ):
            return _with_bracket(text, Measure(end, unit.word, unit.kind), position)
    return None


def _with_bracket(text: str, measure: Measure, start: int) -> Measure:
    """Extend 个 to 个（次）: two measure words that were counted as one."""
    end = measure.end
    if measure.kind != "count" or text[end : end + 1] not in ("（", "("):
        return measure
    close = end + 3 if text[end + 2 : end + 3] in ("）", ")") else end + 4
    inside = text[end + 1 : close - 1]
    second = lexicon.units().get(inside)
    if text[close - 1 : close] in ("）", ")") and second is not None and second.kind == "count":
        return Measure(close, text[start:close], "count")
    return measure
