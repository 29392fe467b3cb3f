"""What stands behind a label is laid over the columns of the form.

Merged cells leave empty cells behind, before and after the values of a row, and an empty
cell may also be a cell that was left blank. Where the geometry survived, the column tells
which is which; elsewhere rows of the same make do: full rows show where values begin.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai.extract.tables.alignment import Match
from gongkai.extract.tables.lexing import Mark, Token
from gongkai.extract.tables.values import BLANK
from gongkai.models.document import Span
from gongkai.models.record import Cell
from gongkai.models.scheme import CellState, SectionKind


@dataclass(frozen=True, slots=True)
class LaidOut:
    """The tokens of one matched row, one for each column; ``None`` where it cannot be told."""

    match: Match
    tokens: tuple[Token, ...] | None


@dataclass(slots=True)
class _FullRows:
    """Where values begin in the rows of a table that have all their values.

    ``columns``: grid columns of the first value; ``by_lead``: places in the tail, by what
    stands before the tail; ``anywhere``: places in the tail of any row; ``trails``: number of
    blanks behind the last value.
    """

    columns: set[int] = field(default_factory=set)
    by_lead: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    anywhere: set[int] = field(default_factory=set)
    trails: set[int] = field(default_factory=set)

    def learn(self, match: Match) -> None:
        tail, width = match.row.tail, len(match.form_row.keys)
        filled = [index for index, token in enumerate(tail) if token.mark is Mark.VALUE]
        if len(filled) != width or filled[-1] - filled[0] >= width or width == 1:
            return
        start = filled[0]
        self.by_lead[match.row.lead].add(start)
        self.anywhere.add(start)
        self.trails.add(len(tail) - start - width)
        if tail[start].column is not None:
            self.columns.add(tail[start].column)

    def start(self, match: Match) -> int | None:
        """Return where the values of a row begin in its tail, ``None`` if that is unknown."""
        tail, width = match.row.tail, len(match.form_row.keys)
        if len(self.columns) == 1 and tail[0].column is not None:
            columns = [token.column for token in tail]
            (column,) = self.columns
            return columns.index(column) if column in columns else None
        for places in (self.by_lead[match.row.lead], self.anywhere):
            if len(places) == 1:
                return next(iter(places))
        if len(self.trails) == 1:
            return len(tail) - width - next(iter(self.trails))
        return None


def lay_out(matches: Sequence[Match]) -> list[LaidOut]:
    """Lay the tails of matched rows over their columns."""
    full_rows: dict[SectionKind, _FullRows] = defaultdict(_FullRows)
    for match in matches:
        if match.row.delimited:
            full_rows[match.form_row.section].learn(match)
    return [LaidOut(match, _columns(match, full_rows[match.form_row.section])) for match in matches]


def _columns(match: Match, full_rows: _FullRows) -> tuple[Token, ...] | None:
    tail, width = match.row.tail, len(match.form_row.keys)
    filled = [index for index, token in enumerate(tail) if token.mark is Mark.VALUE]
    if not filled:
        return _all_blank(tail, width)
    if width == 1:
        texts = {tail[index].text for index in filled}  # a merged cell may be repeated
        return (tail[filled[0]],) if len(texts) == 1 else None
    if not match.row.delimited:
        return tuple(tail) if len(tail) == width else None
    starts = [
        start
        for start in range(max(len(tail) - width, 0) + 1)
        if start <= filled[0] and filled[-1] < start + width
    ]
    if len(starts) > 1 or len(tail) < width:
        start = full_rows.start(match)
        if start is None or start < 0 or start > filled[0] or filled[-1] >= start + width:
            return None
        starts = [start]
    return _padded(tail[starts[0] : starts[0] + width], width) if starts else None


def _all_blank(tail: Sequence[Token], width: int) -> tuple[Token, ...]:
    return _padded(tail[:width], width)


def _padded(tokens: Sequence[Token], width: int) -> tuple[Token, ...]:
    """Fill up a row whose empty cells at the end were stripped with its line."""
    end = tokens[-1].span.end
    blank = Token(Mark.BLANK, "", Span(end, end), BLANK)
    return (*tokens, *[blank] * (width - len(tokens)))


def cells_of(laid_out: LaidOut, text: str, unit_of: dict[str, str]) -> dict[str, Cell]:
    """Make the cells of one row.

    Parameters
    ----------
    laid_out
        The row.
    text
        The document, for the raw text of each cell.
    unit_of
        The unit of a column as its header gives it, by cell key; a unit written in the cell
        itself goes before.
    """
    keys = laid_out.match.form_row.keys
    if laid_out.tokens is None:
        return {key: _unreadable(laid_out.match, text) for key in keys}
    return {
        key: _cell(token, text, unit_of.get(key))
        for key, token in zip(keys, laid_out.tokens, strict=True)
    }


def _unreadable(match: Match, text: str) -> Cell:
    tail = match.row.tail
    start, end = tail[0].span.start, tail[-1].span.end
    return Cell(state=CellState.UNREADABLE, raw=text[start:end], start=start, end=end)


def _cell(token: Token, text: str, unit: str | None) -> Cell:
    start, end = token.span.start, token.span.end
    found = token.value or BLANK
    return Cell(
        value=found.value,
        unit=(found.unit or unit) if found.state is CellState.VALUE else None,
        state=found.state,
        raw=text[start:end],
        start=start,
        end=end,
    )
