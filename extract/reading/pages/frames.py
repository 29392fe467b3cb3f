"""Frames that are rows of a table on the next page or on the page before.

A frame around a few lines is no table, nor are rows without any text. But where a page ends behind
a row that is one wide cell, or begins with such a row, that row looks like a frame; and the row
of a form that was left blank may stand alone on the next page.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from gongkai.extract.reading.pages.continuations import continued
from gongkai.extract.reading.pages.furniture import Sheet
from gongkai.extract.reading.pages.lines import TextLine
from gongkai.extract.reading.pages.tables import TableDraft

#: Rows of one wide cell that end a page, and lines in them; more are framed text.
_MOST_ROWS = 3
_MOST_LINES = 4
#: Sides at the same place agree within this, in points.
_SAME_SIDE = 4.0


def adopt_frames(sheets: Sequence[Sheet]) -> None:
    """Make tables of frames that end a page before a table, or begin one behind a table."""
    for before, after in pairwise(sheets):
        blank = _blank_rows(before, after)
        if blank is not None:
            after.items = [blank, *after.items]
        if not before.items or not after.items:
            continue
        first, last = after.items[0], before.items[-1]
        if isinstance(first, TableDraft) and isinstance(last, TextLine):
            frame = _frame_around(before, last, first)
            if frame is not None:
                kept = [item for item in before.items if not _is_inside(item, frame)]
                before.items = [*kept, frame]
        elif isinstance(last, TableDraft) and isinstance(first, TextLine):
            frame = _frame_around(after, first, last)
            if frame is not None:
                after.items = [frame, *(i for i in after.items if not _is_inside(i, frame))]


def _blank_rows(before: Sheet, after: Sheet) -> TableDraft | None:
    """Return the rows without text at the top of a page that go on with a table, if there are."""
    last = before.items[-1] if before.items else None
    if not isinstance(last, TableDraft):
        return None
    top = min((_top(item) for item in after.items), default=math.inf)
    for frame in after.frames:
        is_blank = not any(cell.text for cell in frame.cells)
        if is_blank and frame.row_count <= _MOST_ROWS and frame.bottom <= top:
            return frame if continued(last, frame) is not None else None
    return None


def _top(item: TextLine | TableDraft) -> float:
    return item.top if isinstance(item, TableDraft) else item.middle


def _frame_around(sheet: Sheet, line: TextLine, table: TableDraft) -> TableDraft | None:
    """Return the frame around a line, if it may be a part of a table."""
    for frame in sheet.frames:
        if not _is_inside(line, frame):
            continue
        lines = [item for item in sheet.items if _is_inside(item, frame)]
        width = table.edges[-1] - table.edges[0]
        same = abs(frame.edges[-1] - frame.edges[0] - width) <= _SAME_SIDE
        if same and frame.row_count <= _MOST_ROWS and len(lines) <= _MOST_LINES:
            return frame
    return None


def _is_inside(item: TextLine | TableDraft, frame: TableDraft) -> bool:
    return isinstance(item, TextLine) and (
        frame.top <= item.middle <= frame.bottom
        and frame.edges[0] <= (item.left + item.right) / 2 <= frame.edges[-1]
    )
