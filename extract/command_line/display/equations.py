"""Failed checks as the equations that do not hold: sums of cells, parts and rates of claims."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from gongkai.extract.command_line.wording import Phrase
from gongkai.extract.language import Words
from gongkai.extract.quantity_wording import cell_name, cell_text, labels, number, split_key
from gongkai.models.record import Cell, Check, Record
from gongkai.models.scheme import CellState, CheckKind, SectionKind

#: Of more terms than these, only those that are not zero are written.
_MOST_TERMS: Final = 8


@dataclass(frozen=True, slots=True)
class Equation:
    """A check in words and numbers.

    Attributes
    ----------
    name
        What is summed or balanced.
    formula
        ``88 + 15 + 0 = 103 ≠ 109``. A blank keeps its mark and makes a sum the least one.
    parts
        The names and numbers of the cells on its left and right side that are not zero.
    """

    name: str
    formula: str
    parts: tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Side:
    names: tuple[str, ...]
    cells: tuple[Cell | None, ...]

    @property
    def value(self) -> float:
        return sum(cell.value or 0 for cell in self.cells if cell is not None)

    @property
    def is_open(self) -> bool:
        return any(cell is None or cell.state is not CellState.VALUE for cell in self.cells)

    @property
    def terms(self) -> str:
        texts = [cell_text(cell) for cell in self.cells]
        if len(texts) > _MOST_TERMS:
            texts = [text for text in texts if text != "0"] or ["0"]
        return " + ".join(texts)

    @property
    def parts(self) -> str:
        texts = [(name, cell_text(cell)) for name, cell in zip(self.names, self.cells, strict=True)]
        return ", ".join(f"{name} {text}" for name, text in texts if text != "0")


def equation(record: Record, check: Check, words: Words) -> Equation | None:
    """Return a check as an equation.

    ``None`` if what the record holds does not give what the check says it found.
    """
    if check.claims:
        return _of_claims(record, check, words)
    return _of_cells(record, check, words)


def _of_claims(record: Record, check: Check, words: Words) -> Equation | None:
    by_id = {claim.id: claim for claim in record.claims}
    claims = [by_id[identity] for identity in check.claims if identity in by_id]
    if len(claims) < len(check.claims) or check.expected is None or check.found is None:
        return None
    quotes = [f"#{claim.id} {words.safe(claim.quote)}" for claim in claims]
    name = f"{words[check.kind]} · {words[claims[0].metric]}"
    expected, found = number(check.expected), number(check.found)
    if check.kind is CheckKind.RATIO and len(claims) == 3:
        whole, part, _ = claims
        quotient = f"{number(part.value)} ÷ {number(whole.value)}"
        formula = f"{quotient} = {number(round(check.expected, 2))}% ≠ {found}%"
        return Equation(name, formula, (", ".join(quotes[:2]), quotes[2]))
    if check.kind is CheckKind.BREAKDOWN and len(claims) > 2:
        terms = " + ".join(number(claim.value) for claim in claims[1:])
        return Equation(name, f"{terms} = {expected} ≠ {found}", (", ".join(quotes[1:]), quotes[0]))
    if check.kind is CheckKind.NARRATIVE:
        cells = [cell_name(cell, record.tables.regime, words) for cell in check.cells]
        return Equation(name, f"{expected} ≠ {found}", (", ".join(cells), ", ".join(quotes)))
    return None


def _of_cells(record: Record, check: Check, words: Words) -> Equation | None:
    keys = [found for name in check.cells if (found := split_key(name))]
    whole = {CheckKind.SUM: len(keys) - 1, CheckKind.BALANCE: len(keys) // 2}.get(check.kind, 0)
    if whole < 1 or len(keys) != len(check.cells) or len({table for table, _ in keys}) != 1:
        return None
    table = keys[0][0]
    one_row = len({key.rpartition(".")[0] for _, key in keys}) == 1
    sides = [
        _side(record, table, [key for _, key in part], one_row, words)
        for part in (keys[:whole], keys[whole:])
    ]
    for side, value in zip(sides, (check.expected, check.found), strict=True):
        if value is None or not math.isclose(side.value, value, abs_tol=1e-6):
            return None
    row, column = labels(keys[-1][1], table, record.tables.regime, words)
    phrase = Phrase.ROW_SUM if one_row else Phrase.COLUMN_SUM
    if check.kind is CheckKind.BALANCE:
        phrase = Phrase.COLUMN_BALANCE
    name = words.format(phrase, name=row if one_row else column)
    left, right = sides
    return Equation(f"{words[table]} · {name}", _formula(left, right), (left.parts, right.parts))


def _side(
    record: Record, table: SectionKind, keys: Sequence[str], one_row: bool, words: Words
) -> _Side:
    cells = record.tables.by_section()[table].cells
    names = [labels(key, table, record.tables.regime, words) for key in keys]
    return _Side(
        tuple(column if one_row else row for row, column in names),
        tuple(cells.get(key) for key in keys),
    )


def _formula(left: _Side, right: _Side) -> str:
    written = left.terms
    if len(left.cells) > 1:
        written += f" {'≥' if left.is_open else '='} {number(left.value)}"
    written += f" {'>' if left.is_open else '<' if right.is_open else '≠'} {number(right.value)}"
    if len(right.cells) > 1:
        written += f" {'≤' if right.is_open else '='} {right.terms}"
    return written
