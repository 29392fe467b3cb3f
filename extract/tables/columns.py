"""What stands behind a label is laid over the columns of the form.

Merged cells leave empty cells behind, before and after the values of a row, and an empty
cell may also be a cell that was left blank. Where the geometry survived, the column tells
which is which; elsewhere rows of the same make do: each leaves some places at which its
values may begin, a full row only one, and what is possible for all of them decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from gongkai.extract.tables.alignment import Match
from gongkai.extract.tables.tokens import Mark, Separation, Token
from gongkai.extract.tables.values import BLANK
from gongkai.models.document import Span
from gongkai.models.record import Cell
from gongkai.models.scheme import CellState, SectionKind

#: The longest row of table three is seven cells; no more than its blanks can be stripped.
_MOST_STRIPPED = 6
#: What stands in the columns that a row of the form merges away.
_IN_A_MERGED_CELL = frozenset({"", "0", "/", "-", "—"})


@dataclass(frozen=True, slots=True)
class LaidOut:
    """The tokens of one matched row, one for each column; ``None`` where it cannot be told."""

    match: Match
    tokens: tuple[Token, ...] | None


@dataclass(slots=True)
class _Make:
    """What the rows of one table have in common; each row narrows it down.

    Sets hold what is still possible, ``None`` where nothing is known yet.

    Attributes
    ----------
    columns
        Grid columns in which the values may begin.
    by_lead
        Places in the tail at which the values may begin, by what stands before the tail.
    positions
        Places in the whole physical row, labels and empty cells before the tail counted.
    anywhere
        Places in the tail, for all rows together.
    trails
        How many cells may stand behind the values.
    padded
        Whether empty cells at the end of a row were kept.
    repeats
        Whether merged cells were written once for each column they cover.
    """

    columns: set[int] | None = None
    by_lead: dict[str, set[int]] = field(default_factory=dict)
    positions: set[int] | None = None
    anywhere: set[int] | None = None
    trails: set[int] | None = None
    padded: bool = False
    repeats: bool = False

    def look(self, match: Match) -> None:
        """Note what a row shows before any is laid out."""
        row = match.row
        self.padded |= row.tail[-1].mark is Mark.BLANK or row.separation is not Separation.TABS
        self.repeats |= any(
            one.text == other.text and len(one.text) > 1 for one, other in pairwise(row.labels)
        )

    def learn(self, match: Match, starts: set[int]) -> None:
        """Narrow down by the places at which the values of one row may begin."""
        tail, width, lead = match.row.tail, _width(match), match.row.lead
        self.by_lead[lead] = self.by_lead.get(lead, starts) & starts
        self.positions = _narrowed(self.positions, {len(lead) + start for start in starts})
        self.anywhere = _narrowed(self.anywhere, starts)
        self.trails = _narrowed(self.trails, {len(tail) - start - width for start in starts})
        columns = {tail[start].column for start in starts if start < len(tail)}
        known = {column for column in columns if column is not None}
        if known:
            self.columns = _narrowed(self.columns, known)

    def starts(self, match: Match, starts: set[int]) -> set[int]:
        """Return at which of ``starts`` the values of a row may begin, by all that is known."""
        tail, width, lead = match.row.tail, _width(match), match.row.lead
        columns = self.columns or set()
        for narrowed in (
            {start for start in starts if start < len(tail) and tail[start].column in columns},
            starts & self.by_lead.get(lead, set()),
            {start for start in starts if len(lead) + start in (self.positions or ())},
            starts & (self.anywhere or set()),
            {start for start in starts if len(tail) - start - width in (self.trails or ())},
        ):
            if len(narrowed) == 1:
                return narrowed
        return starts


def _narrowed(known: set[int] | None, further: set[int]) -> set[int]:
    return further if known is None else known & further


def lay_out(matches: Sequence[Match]) -> list[LaidOut]:
    """Lay the tails of matched rows over their columns."""
    makes: dict[SectionKind, _Make] = defaultdict(_Make)
    rows = [match for match in matches if match.row.delimited and match.row.values]
    for match in rows:
        makes[match.form_row.section].look(match)
    for match in rows:
        make = makes[match.form_row.section]
        if len(match.form_row.keys) > 1 and (starts := _possible_starts(match, make)):
            make.learn(match, starts)
    return [LaidOut(match, _columns(match, makes[match.form_row.section])) for match in matches]


def _possible_starts(match: Match, make: _Make) -> set[int]:
    """Return the places in the tail from which all values fall into the columns."""
    tail, width = match.row.tail, _width(match)
    if not match.row.lead and len(tail) == width:  # a row of nothing but its cells
        return {0}
    filled = [index for index, token in enumerate(tail) if token.mark is Mark.VALUE]
    last = len(tail) - width if make.padded else filled[0]
    return {
        start
        for start in range(max(filled[-1] - width + 1, 0), filled[0] + 1)
        if start <= max(last, 0)
    }


def _columns(match: Match, make: _Make) -> tuple[Token, ...] | None:
    tail, width = match.row.tail, len(match.form_row.keys)
    filled = [token for token in tail if token.mark is Mark.VALUE]
    if not filled:
        return _padded(tail[:width], width)
    if width == 1:
        return _only_cell(tail, filled)
    if not match.row.delimited:
        return tuple(tail) if len(tail) == width else None
    if make.repeats and len(tail) > width:
        tail = _without_repeats(tail, width)
        return tuple(tail) if len(tail) == width else None
    return _placed(match, make)


def _placed(match: Match, make: _Make) -> tuple[Token, ...] | None:
    """Return the cells of a row whose place in the tail the table as a whole tells."""
    tail, width = match.row.tail, len(match.form_row.keys)
    starts = make.starts(match, _possible_starts(match, make))
    if len(starts) != 1:
        return None
    (start,) = starts
    if len(tail) - start < width - _MOST_STRIPPED:
        return None  # what is so short belongs to a part of the table only
    if any(token.text not in _IN_A_MERGED_CELL for token in tail[start + width :]):
        return None
    return _padded(tail[start : start + width], width)


def _width(match: Match) -> int:
    """Return over how many columns a row is laid.

    Rows of table two with fewer columns than their table may have them all the same, the
    last ones empty or filled with zeros.
    """
    return max(len(match.form_row.keys), min(match.form_row.columns, len(match.row.tail)))


def _only_cell(tail: list[Token], filled: list[Token]) -> tuple[Token, ...] | None:
    """Return the one cell of a row; behind it a merged cell may be repeated or hold zeros."""
    others = {token.text for token in filled[1:]}
    first_leads = filled[0] is tail[0] and others <= {filled[0].text, "0"}
    return (filled[0],) if not others or first_leads else None


def _without_repeats(tail: list[Token], width: int) -> list[Token]:
    """Write each merged cell once."""
    once = [
        token
        for index, token in enumerate(tail)
        if index == 0 or token.text != tail[index - 1].text
    ]
    return tail[:width] if len({token.text for token in tail}) == 1 else once


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
        return {key: _unreadable(laid_out.match, text) for key in keys if key is not None}
    return {
        key: _cell(token, text, unit_of.get(key))
        for key, token in zip(keys, laid_out.tokens, strict=True)
        if key is not None
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
