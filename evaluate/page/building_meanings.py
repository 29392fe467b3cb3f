"""Which meanings a section shows: those of the labels that it has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from gongkai.evaluate.page.building_frame import Frame
from gongkai.evaluate.page.building_wording import PartPhrase
from gongkai.evaluate.page.confidence_content import (
    PrecisionByConfidence,
    ReliabilityDiagram,
    RiskCoverage,
)
from gongkai.evaluate.page.content import (
    Block,
    Comparison,
    FigureTable,
    IntervalPlot,
    Note,
    Row,
    Section,
)
from gongkai.evaluate.page.error_entries import ErrorEntry
from gongkai.evaluate.page.estimates import Estimate, Fact
from gongkai.evaluate.page.meanings import (
    CLAIMS,
    COMPARISON,
    GENERAL,
    NUMBERS,
    PLACES,
    RELATIONS,
    Meaning,
)
from gongkai.evaluate.page.meanings_of_errors import ERRORS
from gongkai.evaluate.page.meanings_of_reports import CELLS, CONFIDENCE, ITEMS, REPORTS

#: By the id of the section.
_OF_SECTIONS: Final[Mapping[str, Sequence[Meaning]]] = {
    "summary": (),
    "comparison": COMPARISON,
    "claims": CLAIMS,
    "numbers": NUMBERS,
    "relations": RELATIONS,
    "places": PLACES,
    "cells": CELLS,
    "items": ITEMS,
    "reports": REPORTS,
    "calibration": CONFIDENCE,
}
#: Between the parts of a label, as in "right, mean over metrics".
_BETWEEN: Final = re.compile(r", |，|: |：")
_GAP: Final = re.compile(r"\{\w+\}")


def with_meanings(frame: Frame, section: Section) -> Section:
    """Return a section with the meanings of all labels that it has."""
    labels = frozenset(_labels(frame, section.blocks))
    known = (*_OF_SECTIONS.get(section.id, ()), *GENERAL)
    found = (_fact(frame, each) for each in known if _is_among(frame, each, labels))
    return replace(section, meanings=tuple(dict.fromkeys(found)))


def error_meanings(frame: Frame, errors: Iterable[ErrorEntry]) -> tuple[Fact, ...]:
    """Return what the kinds of errors mean, those that there are."""
    ids = {kind.id for each in errors for kind in each.kinds}
    return tuple(_fact(frame, each) for each in ERRORS if each.label.value in ids)


def _fact(frame: Frame, meaning: Meaning) -> Fact:
    label = _GAP.sub("…", frame.words[meaning.label])
    return Fact(label, meaning.text(frame.language))


def _is_among(frame: Frame, meaning: Meaning, labels: frozenset[str]) -> bool:
    label = frame.words[meaning.label]
    if "{" not in label:
        return label in labels
    pattern = _pattern(label)
    return any(pattern.fullmatch(each) for each in labels)


@cache
def _pattern(label: str) -> re.Pattern[str]:
    return re.compile(".+".join(map(re.escape, _GAP.split(label))))


def _labels(frame: Frame, blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the labels that blocks have, whole and in their parts."""
    for block in blocks:
        for label in _labels_of(frame, block):
            yield label
            yield from _BETWEEN.split(label)


def _labels_of(frame: Frame, block: Block) -> Iterator[str]:
    match block:
        case FigureTable():
            yield from _labels_of_table(frame, block)
        case IntervalPlot():
            yield from (block.measure, block.size, *(row.label for row in block.rows))
            yield from _interval(frame, [each for row in block.rows for each in row.estimates])
            if block.with_difference:
                yield frame.words[PartPhrase.SECOND_LESS_FIRST]
            if block.details is not None:
                yield from _labels_of_table(frame, block.details)
        case Comparison():
            yield from (frame.words[each.label] for each in COMPARISON)
            yield from _interval(frame, [pair.difference for pair in block.pairs])
        case ReliabilityDiagram() | RiskCoverage() | PrecisionByConfidence():
            yield from (block.title, *(fact.label for fact in block.figures))
        case Note():
            pass


def _labels_of_table(frame: Frame, table: FigureTable) -> Iterator[str]:
    yield from (column.label for column in table.columns)
    yield from (row.cells[0] for row in table.rows if isinstance(row.cells[0], str))
    yield from _interval(frame, _estimates(table.rows))


def _estimates(rows: Iterable[Row]) -> Iterator[Estimate]:
    yield from (cell for row in rows for cell in row.cells if isinstance(cell, Estimate))


def _interval(frame: Frame, estimates: Iterable[Estimate | None]) -> Iterator[str]:
    if any(each is not None and each.low is not None for each in estimates):
        yield frame.words[PartPhrase.INTERVAL_95]
