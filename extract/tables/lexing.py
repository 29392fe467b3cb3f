"""Lines and grids become physical rows of tokens: label, value, blank.

What separates two cells is told line by line, since one table may change its shape midway:

- a line with tabs or pipes between several texts is one row, each cell visible, empty ones too;
- a line that opens with its only tab is one cell; an empty line ends the row; a line without
  a tab right behind it goes on with the same cell (``商业⏎企业``, ``⏎0``);
- a line that ends in numbers with commas between is one row too;
- where lines hold a pipe and no more than one text, pipes end cells across lines and nothing
  ends a row but the next label;
- any other line is cut at white space; a line with one piece only is a cell by itself, and
  such cells run on until a line of another shape comes.

Prose ends a row and is not part of any table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.extract.tables.tokens import (
    PIECE,
    Mark,
    PhysicalRow,
    Separation,
    Token,
    checked,
    is_prose,
    token_at,
)
from gongkai.extract.tables.values import MEASURE_WORDS
from gongkai.extract.tables.vocabulary import is_known
from gongkai.models.document import Grid, Span

_PAGE_NUMBER = re.compile(
    r"\s*(?:[-—–―]+\s*\d{1,3}\s*[-—–―]+|第\s*\d{1,3}\s*页.{0,12}|[Pp]\.?\s*\d{1,3})\s*"
)
#: What a page number and a rule of Markdown begin with, told before their patterns are tried.
_OPENS_PAGE_NUMBER = frozenset("-—–―第Pp")
_OPENS_MARKDOWN_RULE = frozenset("|:-")
_GLUED = re.compile(
    rf"(?P<label>.*[^\d.,，+-])(?P<value>[+-]?\d[\d,，]*(?:\.\d+)?(?:{MEASURE_WORDS})?)"
)
# Numbers of three digits are left out: behind a comma they may be thousands.
_COMMA_ROW = re.compile(r"(?P<label>.*?)(?:，[ \"]*(?:[+-]?\d{1,2}|\d{4,}|[/—-]|无)?[ \"\r]*){2,}")
_MARKDOWN_RULE = re.compile(r"\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?)?")
#: A cell that pipes end across lines has one pipe on its own line at the most.
_PIECES_OF_A_CELL = 2
#: A line of more characters is no line of a table; bounds the work on hostile text.
_LONGEST_LINE = 20_000


def rows_of_grid(text: str, grid: Grid) -> Iterator[PhysicalRow]:
    """Yield the rows of a grid; a cell belongs to the row it begins in."""
    by_row: dict[int, list[Token]] = {}
    for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column)):
        token = token_at(text, cell.span.start, cell.span.end, column=cell.column)
        by_row.setdefault(cell.row, []).append(token)
    for _, tokens in sorted(by_row.items()):
        stretch = Span(tokens[0].span.start, tokens[-1].span.end)
        yield checked(PhysicalRow(tokens, Separation.GRID, lines=[stretch]))


def rows_of_lines(text: str, region: Span) -> list[PhysicalRow]:
    """Return the physical rows of the lines in ``region``."""
    lexer = _LineLexer(text)
    rows = list(lexer.rows(region))
    piped = [row for row in rows if row.separation is Separation.PIPES]
    if not (lexer.has_markdown or any(_shows_blanks(row) for row in piped)):
        for row in piped:
            _gather(row)
    return rows


def _shows_blanks(row: PhysicalRow) -> bool:
    """Tell whether a blank stands before a value, so that blanks are where they belong."""
    marks = "".join([token.mark for token in row.tokens])
    in_one_line = len(row.lines) == 1  # elsewhere a pipe may open the row
    return "BV" in marks or (in_one_line and marks.startswith("BL"))


def _gather(row: PhysicalRow) -> None:
    """Make a row flat whose empty cells were all gathered at its end.

    Some converters write the texts of a row first and then a pipe for each empty cell; the
    pipes then tell how many cells were empty and not which.
    """
    row.separation = Separation.FLAT
    row.tokens = [
        token
        for token, before in zip(row.tokens, [None, *row.tokens], strict=False)
        if token.mark is not Mark.BLANK or (before is not None and before.mark is Mark.LABEL)
    ]


class _LineLexer:
    """Groups lines into rows; keeps the row that is still open."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._open: PhysicalRow | None = None
        self._goes_on = False  # the next line without a tab continues the last cell
        self._pipe_cell: int | None = None  # where a cell began that a pipe will end
        self._below_label: int | None = None  # start of the line below a label in pieces
        self.has_markdown = False  # a rule below a header was met, so blanks are in place

    def rows(self, region: Span) -> Iterator[PhysicalRow]:
        """Yield the rows of all lines of ``region``."""
        start = region.start
        while start < region.end:
            newline = self._text.find("\n", start, region.end)
            end = region.end if newline < 0 else newline
            yield from self._line(start, end)
            start = end + 1
        yield from self._close()

    def _close(self) -> Iterator[PhysicalRow]:
        if self._open is not None and self._open.tokens:
            yield checked(self._open)
        self._open = None
        self._goes_on = False
        self._pipe_cell = None

    def _line(self, start: int, end: int) -> Iterator[PhysicalRow]:
        line = self._text[start:end].rstrip("\r")
        content = line.strip()
        if not content:
            yield from self._empty_line(line, start, end)
        elif "。" in content or len(content) > _LONGEST_LINE:
            yield from self._close()
            yield PhysicalRow(prose=True, lines=[Span(start, end)])
        elif content[0] in _OPENS_PAGE_NUMBER and _PAGE_NUMBER.fullmatch(line):
            self._page_number(end)
        elif content[0] in _OPENS_MARKDOWN_RULE and _MARKDOWN_RULE.fullmatch(content):
            self.has_markdown = True
        elif "|" in content:
            yield from self._piped(start, end)
        elif "\t" in line.lstrip() or line.count("\t") > 1:
            yield from self._close()
            yield self._delimited(start, start + len(line), "\t")
        elif line[0] == "\t":
            yield from self._cell(start, end)
        elif self._goes_on and self._open is not None:
            self._continue_cell(start, end)
        elif self._pipe_cell is not None and self._open is not None and not is_prose(content):
            self._open.lines.append(Span(start, end))
        elif "，" in content and (match := _COMMA_ROW.fullmatch(self._text, start, end)):
            yield from self._close()
            yield self._comma_row(match)
        else:
            yield from self._spaced(start, end)

    def _comma_row(self, match: re.Match[str]) -> PhysicalRow:
        tokens = [token_at(self._text, *match.span("label"))]
        position = match.end("label")
        while position < match.end():
            comma = self._text.find("，", position + 1, match.end())
            end = match.end() if comma < 0 else comma
            tokens.append(token_at(self._text, position + 1, end))
            position = end
        lines = [Span(match.start(), match.end())]
        return checked(PhysicalRow(tokens, Separation.TABS, lines=lines))

    def _empty_line(self, line: str, start: int, end: int) -> Iterator[PhysicalRow]:
        tabs = line.count("\t")
        if tabs == 1:
            yield from self._cell(start, end)
        elif tabs > 1:
            yield from self._close()
            yield self._delimited(start, start + len(line), "\t")
        elif self._open is not None and self._open.delimited and self._pipe_cell is None:
            yield from self._close()

    def _page_number(self, end: int) -> None:
        self._goes_on = False
        if self._pipe_cell is not None:
            self._pipe_cell = end + 1

    def _piped(self, start: int, end: int) -> Iterator[PhysicalRow]:
        pieces = self._text[start:end].split("|")
        texts = sum(bool(piece.strip()) for piece in pieces)
        if texts > 1 or (texts and len(pieces) > _PIECES_OF_A_CELL):
            yield from self._close()
            yield self._delimited(start, end, "|")
            return
        if self._pipe_cell is None:
            yield from self._open_pipe_cells(start)
        assert self._open is not None  # noqa: S101  opened above; tells mypy
        self._open.lines.append(Span(start, end))
        position = start
        if self._below_label == start and not pieces[0].strip():
            position, self._pipe_cell = start + len(pieces[0]) + 1, start + len(pieces[0]) + 1
            pieces = pieces[1:]  # the first pipe ends the label above
        for piece in pieces[:-1]:
            position += len(piece)
            begin = start if self._pipe_cell is None else self._pipe_cell
            self._open.tokens.append(token_at(self._text, begin, position))
            position += 1
            self._pipe_cell = position

    def _open_pipe_cells(self, start: int) -> Iterator[PhysicalRow]:
        """Begin a run of cells that pipes end; the line before may be the first of them."""
        first = self._open.lines[-1] if self._open is not None and self._open.lines else None
        if self._open is not None and not self._open.delimited and first is not None:
            while self._open.tokens and self._open.tokens[-1].span.start >= first.start:
                self._open.tokens.pop()
            start = first.start
        yield from self._close()
        self._open = PhysicalRow(separation=Separation.PIPES)
        if first is not None and start == first.start:
            self._open.lines.append(first)
        self._pipe_cell = start

    def _delimited(self, start: int, end: int, delimiter: str) -> PhysicalRow:
        tokens = [
            token_at(self._text, start + first, start + after)
            for first, after in _cells_between(self._text[start:end], delimiter)
        ]
        lines = [Span(start, end)]
        separation = Separation.PIPES if delimiter == "|" else Separation.TABS
        return checked(PhysicalRow(tokens, separation, lines=lines))

    def _cell(self, start: int, end: int) -> Iterator[PhysicalRow]:
        if self._open is None or not self._open.delimited or self._pipe_cell is not None:
            yield from self._close()
            self._open = PhysicalRow(separation=Separation.CELLS)
        self._open.tokens.append(token_at(self._text, start, end))
        self._open.lines.append(Span(start, end))
        self._goes_on = True

    def _continue_cell(self, start: int, end: int) -> None:
        assert self._open is not None  # noqa: S101  held by the caller; tells mypy
        begin = self._open.lines[-1].start if self._open.tokens[-1].mark is Mark.BLANK else None
        last = self._open.tokens[-1]
        self._open.tokens[-1] = token_at(
            self._text, last.span.start if begin is None else begin, end
        )
        self._open.lines.append(Span(start, end))

    def _spaced(self, start: int, end: int) -> Iterator[PhysicalRow]:
        tokens = [
            token
            for piece in PIECE.finditer(self._text, start, end)
            for token in _unglued(self._text, piece.start(), piece.end())
        ]
        if len(tokens) > 1:
            tokens = _with_explanations(self._text, tokens)
        row = checked(PhysicalRow(tokens, lines=[Span(start, end)]))
        if len(tokens) > 1 or row.prose:
            yield from self._close()
            yield row
            if tokens[-1].mark is Mark.LABEL and not row.prose:
                self._below_label = end + 1
            return
        if self._open is not None and self._open.delimited:
            yield from self._close()
        if self._open is None:
            self._open = PhysicalRow()
        self._open.tokens.extend(tokens)
        self._open.lines.append(Span(start, end))


def _cells_between(line: str, delimiter: str) -> list[tuple[int, int]]:
    """Cut a line at its delimiters; pipes that frame the whole line delimit nothing."""
    cells = []
    position = 0
    for piece in line.split(delimiter):
        after = position + len(piece)
        cells.append((position, after))
        position = after + 1
    if delimiter == "|" and line.lstrip().startswith("|"):
        cells = cells[1:]
    if delimiter == "|" and line.rstrip().endswith("|") and len(cells) > 1:
        cells = cells[:-1]
    return cells


def _with_explanations(text: str, tokens: list[Token]) -> list[Token]:
    """Join an unknown piece to the label before it if the two together are known."""
    joined: list[Token] = []
    for token in tokens:
        before = joined[-1] if joined else None
        if (
            before is not None
            and before.mark is token.mark is Mark.LABEL
            and not is_known(token.text)
            and is_known(before.text + token.text)
        ):
            joined[-1] = token_at(text, before.span.start, token.span.end)
        else:
            joined.append(token)
    return joined


def _unglued(text: str, start: int, end: int) -> Sequence[Token]:
    """Split a piece in which a value follows its label without a space."""
    token = token_at(text, start, end)
    if token.mark is not Mark.LABEL or is_known(token.text):
        return (token,)
    match = _GLUED.fullmatch(text, start, end)
    if match is None or not is_known(match["label"].rstrip("：:")):
        return (token,)
    return (
        token_at(text, match.start("label"), match.end("label")),
        token_at(text, match.start("value"), match.end("value")),
    )
