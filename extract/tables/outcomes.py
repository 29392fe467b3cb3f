"""Table four written downwards: one line for each outcome, under the name of a proceeding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gongkai.extract.tables.rows import LogicalRow
from gongkai.extract.tables.vocabulary import bare, head
from gongkai.models.table_layout import REVIEW_LITIGATION_2021

_PANEL = REVIEW_LITIGATION_2021.panels[0]
_OUTCOMES = [frozenset(map(bare, outcome.wordings)) for outcome in _PANEL.columns]
_PROCEEDINGS = frozenset(row.chinese for row in _PANEL.rows)


def turn_outcomes(rows: Sequence[LogicalRow]) -> list[LogicalRow]:
    """Put the five lines of a proceeding together to one row, as the form has it."""
    turned: list[LogicalRow] = []
    index = 0
    while index < len(rows):
        group = rows[index : index + len(_OUTCOMES)]
        proceeding = _proceeding_above(group)
        if proceeding is None:
            turned.append(rows[index])
            index += 1
            continue
        first = group[0]
        lines = [line for row in group for line in row.lines]
        tail = [token for row in group for token in row.tail]
        labels = first.labels[: proceeding + 1]
        turned.append(replace(first, labels=labels, tail=tail, lines=lines))
        index += len(group)
    return turned


def _proceeding_above(group: Sequence[LogicalRow]) -> int | None:
    """Return where the first of five rows names a proceeding, ``None`` if they are no group."""
    if len(group) < len(_OUTCOMES):
        return None
    for row, wordings in zip(group, _OUTCOMES, strict=True):
        if len(row.tail) != 1 or not row.labels or bare(row.labels[-1].text) not in wordings:
            return None
    places = [
        place for place, label in enumerate(group[0].labels) if head(label.text) in _PROCEEDINGS
    ]
    return places[-1] if places else None
