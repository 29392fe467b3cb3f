"""Physical rows become logical rows: one label, put together, and what stands behind it.

A label is everything since the last values: headers above the row, the rest of a label that
went on below its values, pieces of merged cells. Which part of it names the row is decided
by the alignment, which sees the whole form.

A row whose cells are all blank cannot always be told from a header or from the first line of
a wrapped label. Such a row is offered as *weak*: it is taken only where no better row is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from gongkai.extract.tables.tokens import Mark, PhysicalRow, Separation, Token, count_values
from gongkai.extract.tables.values import BLANK, UNREADABLE
from gongkai.extract.tables.vocabulary import is_header, is_known, is_row_label
from gongkai.models.document import Span

#: A label wrapped over more pieces than this is no label; bounds the work on hostile text.
_MOST_PENDING_LABELS = 80
#: Result, group and item (三、本年度办理结果 | （三）不予公开 | 1.属于国家秘密) are the most.
_MOST_LABELS_OF_A_ROW = 3
#: A row without any label and with this many empty cells is an empty row of values.
_BLANKS_OF_A_ROW = 10
#: The most pieces that the label of a blank row is put together from.
_MOST_PIECES = 8
#: Labels of rows that are also headers of columns, and therefore no sign of a blank row.
_ALSO_HEADERS = frozenset({"其他", "总计", "合计", "企业"})


@dataclass(slots=True)
class LogicalRow:
    """A row of values with the labels in front of it.

    Attributes
    ----------
    labels
        Label tokens since the last row of values, headers above the row among them.
    tail
        Value and blank tokens behind the last label.
    lead
        The marks in front of the tail in its physical row, such as ``"LL"`` or ``"BL"``:
        rows with the same lead are laid out alike.
    separation
        How its cells were kept apart.
    lines
        The stretches of text the row was read from; rows of one physical row may share the list.
    weak
        Whether the row is only a guess that a label without values has blank cells.
    """

    labels: list[Token]
    tail: list[Token]
    lead: str
    separation: Separation
    lines: list[Span] = field(default_factory=list)
    weak: bool = False

    @property
    def delimited(self) -> bool:
        """Whether blank cells are seen."""
        return self.separation is not Separation.FLAT

    @property
    def values(self) -> int:
        """The number of tokens of the tail that are not blank."""
        return count_values(self.tail)


def logical_rows(rows: Iterable[PhysicalRow]) -> Iterator[LogicalRow]:
    """Yield the logical rows in order; prose between them ends a label."""
    assembler = _Assembler()
    for row in _without_page_numbers(rows):
        if row.prose:
            yield from assembler.forget()
        elif count_values(row.tokens):
            yield from assembler.row_with_values(row)
        else:
            yield from assembler.row_without_values(row)
    yield from assembler.forget()


def _without_page_numbers(rows: Iterable[PhysicalRow]) -> Iterator[PhysicalRow]:
    """Drop a number alone on its line among delimited rows or before a row of values."""
    lone: PhysicalRow | None = None
    delimited = False
    for row in rows:
        if lone is not None and row.tokens[:1] and row.tokens[0].mark is Mark.LABEL:
            yield lone
        lone = None
        if row.delimited or [token.mark for token in row.tokens] != [Mark.VALUE]:
            yield row
        elif not delimited:
            lone = row
        delimited = row.delimited
    if lone is not None:
        yield lone


class _Assembler:
    """Keeps the labels that wait for their values."""

    def __init__(self) -> None:
        self._pending: list[Token] = []
        self._pending_lines: list[Span] = []

    def forget(self) -> Iterator[LogicalRow]:
        """Drop the labels that wait: what follows belongs to something else."""
        yield from _blank_rows(self._pending, len(self._pending), self._pending_lines)
        self._pending = []
        self._pending_lines = []

    def row_with_values(self, row: PhysicalRow) -> Iterator[LogicalRow]:
        """Yield the rows in a physical row that holds numbers or strokes."""
        labels, lines = self._pending, [*self._pending_lines, *row.lines]
        self._pending, self._pending_lines = [], []
        tail: list[Token] = []
        lead = ""
        for token in row.tokens:
            if token.mark is not Mark.LABEL:
                tail.append(token)
                continue
            if _is_complete(labels, tail):
                yield from _with_blank_rows(LogicalRow(labels, tail, lead, row.separation, lines))
                labels, lines, lead = [], row.lines, ""
            else:
                lead += "B" * len(tail)
            labels.append(token)
            tail = []
            lead += "L"
        if _is_complete(labels, tail):
            yield from _with_blank_rows(LogicalRow(labels, tail, lead, row.separation, lines))
        else:
            self._wait(labels, row.lines)

    def row_without_values(self, row: PhysicalRow) -> Iterator[LogicalRow]:
        """Yield the row of a physical row that holds labels and blanks only, if it is one."""
        labels = [token for token in row.tokens if token.mark is Mark.LABEL]
        lines = [*self._pending_lines, *row.lines]
        if not labels:
            if len(row.tokens) >= _BLANKS_OF_A_ROW and self._pending:
                tail = list(row.tokens)
                yield LogicalRow(self._pending, tail, "", row.separation, lines)
                self._pending, self._pending_lines = [], []
            return
        tail = _blanks_at_end(row.tokens)
        if row.delimited and tail and not _is_header_row(labels):
            lead = "".join([token.mark for token in row.tokens[: -len(tail)]])
            whole = is_row_label(labels[-1].text)
            together = [*self._pending, *labels]
            yield from _with_blank_rows(
                LogicalRow(together, tail, lead, row.separation, lines, not whole)
            )
            if whole:
                self._pending, self._pending_lines = [], []
                return
        self._wait(labels, row.lines)

    def _wait(self, labels: list[Token], lines: list[Span]) -> None:
        self._pending = [*self._pending, *labels][-_MOST_PENDING_LABELS:]
        self._pending_lines = [*self._pending_lines, *lines][-_MOST_PENDING_LABELS:]


def _with_blank_rows(row: LogicalRow) -> Iterator[LogicalRow]:
    """Yield the blank rows whose labels wait in front of a row, then the row itself."""
    yield from _blank_rows(row.labels, len(row.labels) - 1, row.lines)
    yield row


def _blank_rows(labels: list[Token], count: int, lines: list[Span]) -> Iterator[LogicalRow]:
    """Offer a row of blanks for each whole row label among the first ``count``.

    No value follows these; a label that comes twice in turn is a merged cell written twice.
    """
    texts = tuple([label.text for label in labels])
    for last in range(count):
        if last + 1 < len(texts) and texts[last + 1] == texts[last]:
            continue
        pieces = _pieces_of_row_label(texts[max(0, last + 1 - _MOST_PIECES) : last + 1])
        if pieces:
            own, cell = labels[last + 1 - pieces : last + 1], _nothing_behind(labels, last)
            yield LogicalRow(own, [cell], "L", Separation.FLAT, lines, weak=True)


# Reports share their labels, and most break them in one of a few ways.
@lru_cache(maxsize=8192)
def _pieces_of_row_label(texts: tuple[str, ...]) -> int:
    """Return how many texts at the end, the fewest, together are a row label; 0 if none are."""
    label = ""
    for pieces, text in enumerate(reversed(texts), start=1):
        label = text + label
        if is_row_label(label) and label not in _ALSO_HEADERS:
            return pieces
    return 0


def _nothing_behind(labels: list[Token], last: int) -> Token:
    """Return the cell behind a label without a value: blank, or unreadable words."""
    if last + 1 < len(labels) and not is_known(labels[last + 1].text):
        words = labels[last + 1]
        return Token(Mark.VALUE, words.text, words.span, UNREADABLE)
    end = labels[last].span.end
    return Token(Mark.BLANK, "", Span(end, end), BLANK)


def _is_complete(labels: list[Token], tail: list[Token]) -> bool:
    """Tell whether a tail belongs to its labels: it holds values, or it is a row of blanks."""
    if count_values(tail):
        return True
    return bool(tail and labels) and is_row_label(labels[-1].text)


def _is_header_row(labels: list[Token]) -> bool:
    """Tell whether labels stand side by side over columns instead of in front of a row."""
    return len(labels) > _MOST_LABELS_OF_A_ROW or any(is_header(token.text) for token in labels)


def _blanks_at_end(tokens: list[Token]) -> list[Token]:
    count = 0
    for token in reversed(tokens):
        if token.mark is not Mark.BLANK:
            break
        count += 1
    return tokens[len(tokens) - count :] if count else []
