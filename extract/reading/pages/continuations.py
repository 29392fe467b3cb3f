"""Tables that go on on the next page are put together.

Two tables with nothing between them are one if they are as wide and their columns stand at the
same places. Where the page break cut

- a cell that spans rows, its two parts are one cell again;
- a row, the parts of each of its cells are put together: one part of the row has no values,
  and a text that was broken off filled its last line;
- nothing, header rows that the next page repeats are dropped.

A row without any text that stands alone on the next page is a row of a form that was left blank.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from gongkai.extract.reading.limits import CONTINUED_POSITIONS
from gongkai.extract.reading.pages.lines import break_between
from gongkai.extract.reading.pages.strokes import stretches
from gongkai.extract.reading.pages.tables import DraftCell, TableDraft

#: Edges at the same place agree within this, in points.
_SAME_EDGE = 4.0
#: Widths of the two parts agree within this share.
_SAME_WIDTH = 0.02
#: The share of inner edges, of the part that has fewer, that both parts must have.
_SHARED_EDGES = 0.5
#: Beginnings of items and groups, which never go on with a text that was broken off.
_MARKER = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[)）]"
    r"|\d{1,2}[、.．]|第[一二三四五六七八九十]+条|[①-⑳])"
)
_ENDS = re.compile(r"[。；;）)：:]$")
_BRACKETS = {"（": "）", "(": ")", "“": "”", "《": "》", "〔": "〕"}
#: Fewer labels don't show that a column has numbered ones.
_FEWEST_LABELS = 3
_HAS_VALUE = re.compile(r"[+-]?[\d,，.]+%?|[-—－/／无]+")


def continued(before: TableDraft, after: TableDraft) -> TableDraft | None:
    """Put two tables together if the second goes on with the first, otherwise ``None``."""
    placed = _same_columns(before, after)
    if placed is None:
        return None
    edges, map_before, map_after = placed
    first = [_moved(cell, map_before) for cell in before.cells]
    second = [_moved(cell, map_after) for cell in after.cells]
    repeated = _repeated_headers(first, second, after.row_count - 1)
    second = [
        replace(cell, row=cell.row + before.row_count - repeated)
        for cell in second
        if cell.row >= repeated
    ]
    row_count = before.row_count + after.row_count - repeated
    if row_count * (len(edges) - 1) > CONTINUED_POSITIONS:
        return None
    cells, lost = _merged(first, second, before.row_count)
    return TableDraft(edges, row_count - lost, cells, before.top, after.bottom)


def _same_columns(
    before: TableDraft, after: TableDraft
) -> tuple[NDArray[np.float64], list[int], list[int]] | None:
    """Return the edges of both, and where the edges of each stand among them."""
    width = float(before.edges[-1] - before.edges[0])
    other_width = float(after.edges[-1] - after.edges[0])
    if abs(width - other_width) > max(_SAME_WIDTH * width, _SAME_EDGE):
        return None
    # Margins differ on left and right pages, and scans are not laid down twice the same.
    moved = (after.edges - after.edges[0]) * (width / other_width) + before.edges[0]
    places = np.concatenate([before.edges, moved])
    order = np.argsort(places, kind="stable")
    group = np.zeros(len(places), dtype=np.intp)
    edges: list[float] = []
    bounds = stretches(places[order].tolist(), _SAME_EDGE, _SAME_EDGE)
    for number, (first, last) in enumerate(bounds):
        group[order[first:last]] = number
        edges.append(float(places[order[first:last]].mean()))
    map_before = group[: len(before.edges)].tolist()
    map_after = group[len(before.edges) :].tolist()
    if len(set(map_before)) < len(map_before) or len(set(map_after)) < len(map_after):
        return None
    inner = set(map_before[1:-1]), set(map_after[1:-1])
    if len(inner[0] & inner[1]) < _SHARED_EDGES * min(len(inner[0]), len(inner[1])):
        return None
    return np.array(edges), map_before, map_after


def _moved(cell: DraftCell, columns: Sequence[int]) -> DraftCell:
    first, after = columns[cell.column], columns[cell.column + cell.column_span]
    if first == cell.column and after - first == cell.column_span:
        return cell
    return replace(cell, column=first, column_span=after - first)


def _repeated_headers(before: list[DraftCell], after: list[DraftCell], most: int) -> int:
    """Return how many first rows of the second part, ``most`` of them, are header rows again."""
    count = bottom = 0
    same = 0
    for first, second in zip(before, after, strict=False):
        if _face(first) != _face(second) or _HAS_VALUE.fullmatch(first.text):
            break
        same += 1
        if first.row >= bottom:  # all cells so far end above this row
            count = first.row
        bottom = max(bottom, first.row + first.row_span)
    if same == len(before) or (same < len(after) and after[same].row >= bottom):
        count = bottom
    count = min(count, most)
    heads = [cell for cell in after if cell.row < count]
    whole = all(cell.row + cell.row_span <= count for cell in heads)
    return count if whole and any(cell.text for cell in heads) else 0


def _face(cell: DraftCell) -> tuple[int, int, int, int, str]:
    return cell.row, cell.column, cell.row_span, cell.column_span, cell.text


def _merged(
    first: list[DraftCell], second: list[DraftCell], boundary: int
) -> tuple[list[DraftCell], int]:
    """Join what the page break cut; return the cells, and 1 if a row was cut, otherwise 0."""
    above = {
        (cell.column, cell.column_span): index
        for index, cell in enumerate(first)
        if cell.row + cell.row_span == boundary
    }
    below = {
        (cell.column, cell.column_span): index
        for index, cell in enumerate(second)
        if cell.row == boundary
    }
    pairs = [(first[above[place]], second[below[place]]) for place in above if place in below]
    whole_row = len(pairs) == len(above) == len(below)
    if whole_row and not any(cell.text for cell in second) and _is_one_row(second):
        return [*first, *second], 0
    lost = 1 if whole_row and _is_cut_row(pairs) else 0
    if lost and not _is_surely_cut(pairs, [*first, *second]):
        rest = [cell for cell in first if cell.row + cell.row_span < boundary]
        rest += [cell for cell in second if cell.row > boundary]
        lost = 0 if _may_be_unfilled(pairs, rest) else 1
    joins: Callable[[DraftCell, DraftCell], bool] = _is_cut_cell
    if lost:
        joins = _always
    elif not whole_row and not _have_values(first, second, boundary):
        joins = _is_cut_header
    gone: set[int] = set()
    # A blank cell below belongs to its row if that has a label, or is blank as a whole.
    is_row = not any(second[index].text for index in below.values())
    for place, upper in sorted(above.items()):
        lower = below.get(place)
        if lower is None:
            continue
        is_joined = joins(first[upper], second[lower])
        if is_joined and (lost or second[lower].text or not is_row):
            first[upper] = _joined(first[upper], second[lower], lost)
            gone.add(lower)
        elif second[lower].text:
            is_row = True
    kept = [
        replace(cell, row=cell.row - (lost if cell.row > boundary else 0))
        for index, cell in enumerate(second)
        if index not in gone
    ]
    return sorted([*first, *kept], key=lambda cell: (cell.row, cell.column)), lost


def _joined(upper: DraftCell, lower: DraftCell, lost: int) -> DraftCell:
    between = break_between(upper.text, lower.text)
    written = upper.written.joined(lower.written, between)
    row_span = upper.row_span + lower.row_span - lost
    return replace(
        upper,
        row_span=row_span,
        written=written,
        full=lower.full if lower.text else upper.full,
        line_count=upper.line_count + lower.line_count,
    )


def _is_cut_cell(upper: DraftCell, lower: DraftCell) -> bool:
    """Tell whether a cell that spans rows goes on below the break."""
    if upper.row_span + lower.row_span < 3:
        return False
    if not lower.text:
        return not _HAS_VALUE.fullmatch(upper.text)
    if not upper.text:
        return False
    return _goes_on(upper, lower)


def _is_one_row(cells: Sequence[DraftCell]) -> bool:
    return len({(cell.row, cell.row_span) for cell in cells}) == 1


def _always(_upper: DraftCell, _lower: DraftCell) -> bool:
    return True


def _is_cut_header(upper: DraftCell, lower: DraftCell) -> bool:
    """Tell whether a header beside others in two rows goes on below the break."""
    return _goes_on(upper, lower) if lower.text else bool(upper.text)


def _have_values(first: list[DraftCell], second: list[DraftCell], boundary: int) -> bool:
    """Tell whether a value stands in the row above the break or in the one below."""
    rows = [cell for cell in first if cell.row + cell.row_span == boundary]
    rows += [cell for cell in second if cell.row == boundary]
    return any(_HAS_VALUE.fullmatch(cell.text) for cell in rows)


def _goes_on(upper: DraftCell, lower: DraftCell) -> bool:
    """Tell whether the text of one cell may be the end of that of another."""
    if _HAS_VALUE.fullmatch(upper.text) or _HAS_VALUE.fullmatch(lower.text):
        return False
    ends = _ENDS.search(upper.text[-2:]) and not _MARKER.fullmatch(upper.text)
    return upper.full and not ends and not _MARKER.match(lower.text)


def _is_cut_row(pairs: Sequence[tuple[DraftCell, DraftCell]]) -> bool:
    """Tell whether the last row and the first row below are the two parts of one.

    Some text goes on, and no cell has text in both parts without going on.
    """
    texts = [(upper, lower) for upper, lower in pairs if lower.text]
    if not any(upper.text for upper, _ in texts):
        return False
    return all(not upper.text or _goes_on(upper, lower) for upper, lower in texts)


def _is_surely_cut(
    pairs: Sequence[tuple[DraftCell, DraftCell]], cells: Sequence[DraftCell]
) -> bool:
    """Tell whether a text goes on that cannot be a short label with another one below it.

    Several texts that go on are headers: a row has one label.
    """
    texts = [(upper, lower) for upper, lower in pairs if upper.text and lower.text]
    return len(texts) > 1 or any(
        upper.line_count > 1 or _is_open(upper.text) or _lacks_marker(lower, cells)
        for upper, lower in texts
    )


def _is_open(text: str) -> bool:
    """Tell whether a bracket or a quotation is not closed."""
    return any(text.count(left) > text.count(right) for left, right in _BRACKETS.items())


def _lacks_marker(lower: DraftCell, cells: Sequence[DraftCell]) -> bool:
    """Tell whether all other labels of the column are numbered and this one is not."""
    labels = [
        cell.text
        for cell in cells
        if cell.column == lower.column and cell is not lower and not _HAS_VALUE.fullmatch(cell.text)
    ]
    labels = [label for label in labels if label]
    return len(labels) >= _FEWEST_LABELS and all(map(_MARKER.match, labels))


def _may_be_unfilled(
    pairs: Sequence[tuple[DraftCell, DraftCell]], rest: Sequence[DraftCell]
) -> bool:
    """Tell whether one of two rows may be a row of a form that was left blank.

    It may if the form has other blank rows. If the values stand in the lower row they could not
    be told to belong to the upper label, and a cell would be invented.
    """
    blank = {upper.column for upper, lower in pairs if not (upper.text and lower.text)}
    values = {upper.column for upper, lower in pairs if upper.row_span == lower.row_span == 1}
    are_below = any(lower.text and not upper.text for upper, lower in pairs)
    return are_below or _has_blank_rows(rest, blank & values)


def _has_blank_rows(cells: Sequence[DraftCell], columns: set[int]) -> bool:
    """Tell whether some row is blank in all these columns, as unfilled rows of forms are."""
    rows: dict[int, list[str]] = {}
    for cell in cells:
        if cell.column in columns:
            rows.setdefault(cell.row, []).append(cell.text)
    return any(not any(texts) for texts in rows.values())
