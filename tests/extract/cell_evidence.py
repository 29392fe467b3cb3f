"""Whether the cells of a record stand in the text, read without the product's own grammar."""

from __future__ import annotations

import re
import unicodedata

from gongkai.models.record import Record
from gongkai.models.scheme import CellState


def assert_sound_cells(record: Record, text: str) -> int:
    """Assert that every cell that is there is written where it says, with the value it says.

    Return how many cells have a value.
    """
    with_value = 0
    for table in record.tables.by_section().values():
        for key, cell in table.cells.items():
            if cell.state is CellState.MISSING:
                assert (cell.start, cell.end, cell.raw, cell.value) == (None, None, None, None), key
                continue
            assert cell.start is not None, key
            assert cell.end is not None, key
            assert 0 <= cell.start <= cell.end <= len(text), key
            assert cell.raw == text[cell.start : cell.end], key
            if cell.state is CellState.VALUE:
                with_value += 1
                assert cell.value is not None, key
                assert number_in(cell.raw) == cell.value, (key, cell.raw)
            else:
                assert cell.value is None, key
    return with_value


def number_in(raw: str) -> float | None:
    """Return the one number that a cell writes."""
    plain = unicodedata.normalize("NFKC", raw)
    numbers = re.findall(r"-?\d+(?:\.\d+)?", re.sub(r"[\s,，]", "", plain))
    return float(numbers[0]) if len(numbers) == 1 else None
