"""What a record says, held against the gold and against the record of the same report as text.

Offsets differ from format to format, so claims are compared by what they say and by their
quotes, white space and zero-width characters aside. Words are compared in traditional
characters: the gold is simplified, some documents are not, and the way back is not always
unique.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from gongkai.annotations.documents import to_traditional
from gongkai.evaluate.counts import Counts, Proportion
from gongkai.models.normalised import ZERO_WIDTH
from gongkai.models.record import Cell, Claim, Record
from gongkai.models.scheme import CellState, SectionKind
from gongkai.models.terms import Term

Json = dict[str, Any]
#: The mandated tables, by the names that the record gives them.
TABLES: Final = tuple(
    kind.value
    for kind in (
        SectionKind.PROACTIVE_DISCLOSURE,
        SectionKind.APPLICATIONS,
        SectionKind.REVIEW_LITIGATION,
    )
)
#: What is compared of a claim with the gold; with the text, also what surrounds it.
_SAID: Final = ("metric", "kind", "value", "value_max", "unit", "bound", "quote")
_SURROUNDING: Final = (
    "subject", "action", "channel", "period", "scope", "aspect", "per", "part_kind", "section",
)  # fmt: skip
#: What may stand between characters and is not seen.
_UNSEEN: Final = re.compile(rf"[\s{ZERO_WIDTH}]")
_NONE: Final = Proportion()
_NOTHING: Final = Counts()


class DifferenceKind(Term):
    """In what a record differs from that of the text."""

    CELL_LOST = "cell_lost", "cells of the text that are missing", "缺失的单元格"
    CELL_ADDED = "cell_added", "cells that the text has not", "多出的单元格"
    CELL_VALUE = "cell_value", "cells with another number", "数值不同的单元格"
    CELL_STATE = "cell_state", "cells with another state", "状态不同的单元格"
    CELL_UNREADABLE = (
        "cell_unreadable",
        "cells that can no longer be told apart",
        "无法辨别的单元格",
    )
    CLAIM_LOST = "claim_lost", "claims of the text that are missing", "缺失的陈述"
    CLAIM_ADDED = "claim_added", "claims that the text has not", "多出的陈述"
    CLAIM_CONTEXT = "claim_context", "claims with other words around them", "上下文不同的陈述"
    UNREAD = "unread", "documents that were not read", "未能读取的文件"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: its kind, and what differs in words."""

    kind: DifferenceKind
    what: str


@dataclass(frozen=True, slots=True)
class GoldFigures:
    """How right records are.

    Attributes
    ----------
    nonzero
        Cells whose number, other than zero, is right.
    blanks
        Blank cells that are found blank.
    invented
        Cells with a number among those that have none.
    claims
        Claims that are right in metric, kind, value, unit, bound and quote.
    """

    nonzero: Proportion = _NONE
    blanks: Proportion = _NONE
    invented: Proportion = _NONE
    claims: Counts = _NOTHING

    def __add__(self, other: GoldFigures) -> GoldFigures:
        return GoldFigures(
            _sum(self.nonzero, other.nonzero),
            _sum(self.blanks, other.blanks),
            _sum(self.invented, other.invented),
            self.claims + other.claims,
        )


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much a record says the same as that of the text.

    Attributes
    ----------
    cells
        Cells of the same state and number.
    claims
        Claims that are the same with all that surrounds them.
    differences
        What is not the same.
    """

    cells: Proportion = _NONE
    claims: Counts = _NOTHING
    differences: tuple[Difference, ...] = ()

    def __add__(self, other: Likeness) -> Likeness:
        return Likeness(
            _sum(self.cells, other.cells),
            self.claims + other.claims,
            self.differences + other.differences,
        )


def against_gold(gold: Mapping[str, Any], record: Record | None) -> GoldFigures:
    """Hold a record against the gold of its report.

    Parameters
    ----------
    gold
        As in the gold files of the samples.
    record
        What was read; ``None`` if nothing could be.
    """
    read = _cells(record)
    nonzero = blanks = numberless = 0
    right = blank_right = invented = 0
    for table, cells in gold["cells"].items():
        for key, cell in cells.items():
            state, value = _gold_cell(cell)
            found = read.get((table, key), (CellState.MISSING, None))
            if value:
                nonzero += 1
                right += found == (state, value)
            elif value is None:
                numberless += 1
                invented += found[0] is CellState.VALUE
                blanks += state is CellState.BLANK
                blank_right += state is CellState.BLANK and found[0] is CellState.BLANK
    said = Counter(_said(claim) for claim in gold["claims"])
    found_claims = Counter(_said(claim) for claim in _claims(record))
    return GoldFigures(
        Proportion(right, nonzero),
        Proportion(blank_right, blanks),
        Proportion(invented, numberless),
        Counts((said & found_claims).total(), said.total(), found_claims.total()),
    )


def against_text(text: Record, record: Record | None) -> Likeness:
    """Hold a record against that of the same report as plain text."""
    if record is None:
        unread = Difference(DifferenceKind.UNREAD, text.title or "")
        return Likeness(Proportion(0, len(_cells(text))), Counts(0, len(text.claims), 0), (unread,))
    wanted, found = _cells(text), _cells(record)
    keys = list(dict.fromkeys([*wanted, *found]))
    absent = (CellState.MISSING, None)
    pairs = [(key, wanted.get(key, absent), found.get(key, absent)) for key in keys]
    same = sum(before == after for _, before, after in pairs)
    said = Counter(map(_whole, _claims(text)))
    repeated = Counter(map(_whole, _claims(record)))
    differences = [
        *(_cell_difference(key, *pair) for key, *pair in pairs if pair[0] != pair[1]),
        *_claim_differences(said - repeated, repeated - said),
    ]
    return Likeness(
        Proportion(same, len(pairs)),
        Counts((said & repeated).total(), said.total(), repeated.total()),
        tuple(differences),
    )


def _sum(first: Proportion, second: Proportion) -> Proportion:
    return Proportion(first.count + second.count, first.judged + second.judged)


_Read = tuple[CellState, int | float | None]
_Said = tuple[object, ...]


def _cells(record: Record | None) -> dict[tuple[str, str], _Read]:
    """Return state and number of each cell of the mandated tables."""
    if record is None:
        return {}
    tables = {table: getattr(record.tables, table) for table in TABLES}
    return {
        (table, key): _cell(entry)
        for table, found in tables.items()
        if found is not None
        for key, entry in found.cells.items()
    }


def _cell(entry: Cell) -> _Read:
    return entry.state, entry.value


def _gold_cell(cell: object) -> _Read:
    if isinstance(cell, dict):
        return CellState.of(cell["state"]), cell.get("value")
    assert isinstance(cell, int | float)  # noqa: S101 - the form of gold files
    return CellState.VALUE, cell


def _claims(record: Record | None) -> Iterator[Json]:
    claims: Sequence[Claim] = record.claims if record is not None else ()
    for claim in claims:
        yield claim.model_dump(mode="json")


def _said(claim: Mapping[str, Any]) -> _Said:
    return tuple(_bare(value) if isinstance(value := claim[name], str) else value for name in _SAID)


def _whole(claim: Mapping[str, Any]) -> _Said:
    surrounding = (claim[name] for name in _SURROUNDING)
    return (*_said(claim), *(_bare(each) if each else None for each in surrounding))


def _bare(text: str) -> str:
    return to_traditional(_UNSEEN.sub("", text))


def _cell_difference(key: tuple[str, str], before: _Read, after: _Read) -> Difference:
    if after[0] is CellState.MISSING:
        kind = DifferenceKind.CELL_LOST
    elif before[0] is CellState.MISSING:
        kind = DifferenceKind.CELL_ADDED
    elif after[0] is CellState.UNREADABLE:
        kind = DifferenceKind.CELL_UNREADABLE
    elif before[0] is after[0]:
        kind = DifferenceKind.CELL_VALUE
    else:
        kind = DifferenceKind.CELL_STATE
    return Difference(kind, f"{'.'.join(key)}: {_shown(before)} -> {_shown(after)}")


def _shown(cell: _Read) -> str:
    return cell[0].value if cell[1] is None else str(cell[1])


def _claim_differences(lost: Counter[_Said], added: Counter[_Said]) -> Iterator[Difference]:
    """Tell claims that are said otherwise from those that are not there at all."""
    length = len(_SAID)
    left = list(added.elements())
    for claim in lost.elements():
        other = next((each for each in left if each[:length] == claim[:length]), None)
        if other is None:
            yield Difference(DifferenceKind.CLAIM_LOST, _words(claim))
            continue
        left.remove(other)
        changed = [
            f"{name} {before!r} -> {after!r}"
            for name, before, after in zip(
                _SURROUNDING, claim[length:], other[length:], strict=True
            )
            if before != after
        ]
        yield Difference(DifferenceKind.CLAIM_CONTEXT, f"{_words(claim)}: {', '.join(changed)}")
    for claim in left:
        yield Difference(DifferenceKind.CLAIM_ADDED, _words(claim))


def _words(claim: _Said) -> str:
    return f"{claim[0]} {claim[2]} {claim[len(_SAID) - 1]}"
