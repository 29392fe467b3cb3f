"""The statistics of reports on the years before 2019: free lists of label, unit, value.

Before the form of 2019 reports closed with a list (政府信息公开情况统计表, 国办秘函〔2014〕… and
its local forerunners) whose lines were free. A line is read where a label, an optional unit
and a value stand together; a list is what has at least three such lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from gongkai.extract.tables.lexing import Mark, Token, token_at
from gongkai.models.document import Document, Grid, Span
from gongkai.models.record import StatisticsLine
from gongkai.models.scheme import CellState

_SHORTEST_LIST = 3
_LONGEST_LABEL = 60
_UNIT = re.compile(
    r"[（(]?(?:单位[:：])?(条|件|次|份|人|人次|个|万元|元|场|场次|篇|期|项|宗|起|户|处|%)[）)]?"
)
_PIECE = re.compile(r"[^\t\n|：\u3000 ]+")
_NUMBERED = re.compile(
    r"[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[）)]?[.、，）)]|其中|[①-⑳]|[（(][一二三四五六七八九十\d]+[）)]"
)
_GLUED = re.compile(
    r"(?P<label>.*?[^\d.,，+-])(?P<value>\d[\d,，]*(?:\.\d+)?)(?P<unit>[^\d\s]{0,2})"
)


@dataclass(slots=True)
class _Run:
    """Lines that follow each other without prose between them."""

    lines: list[StatisticsLine] = field(default_factory=list)
    labels: list[Token] = field(default_factory=list)
    unit: str | None = None

    def take(self, token: Token) -> None:
        unit = _UNIT.fullmatch(token.text)
        if unit and (self.labels or self.lines):
            if self.labels:
                self.unit = unit[1]
            elif self.lines[-1].unit is None:
                self.lines[-1].unit = unit[1]
                self.lines[-1].end = token.span.end
        elif token.mark is Mark.LABEL:
            self.labels.append(token)
        elif token.mark is Mark.VALUE and self.labels:
            self._close_line(token)

    def _close_line(self, token: Token) -> None:
        labels = self.labels[_first_of_label(self.labels) :]
        found = token.value
        assert found is not None  # noqa: S101  a value token carries its value
        self.lines.append(
            StatisticsLine(
                label="".join(label.text for label in labels),
                value=found.value if found.state is CellState.VALUE else None,
                unit=found.unit or self.unit,
                start=labels[0].span.start,
                end=token.span.end,
            )
        )
        self.labels, self.unit = [], None


def _first_of_label(labels: list[Token]) -> int:
    """Return where the label of a line begins among the labels since the last value."""
    for index in range(len(labels) - 1, -1, -1):
        if _NUMBERED.match(labels[index].text):
            return index
    return len(labels) - 1


def read_statistics_lists(
    text: str, document: Document
) -> tuple[list[StatisticsLine], tuple[Span, ...]]:
    """Read all statistics lists of a report.

    Parameters
    ----------
    text
        The document with unified characters.
    document
        The document, for its grids.

    Returns
    -------
    lines, spans
        The lines in order, and the stretches of text they cover.
    """
    runs: list[_Run] = [_Run()]
    for tokens in _lines(text, document):
        if tokens is None:
            runs.append(_Run())
            continue
        if len(tokens) > 1:
            runs[-1].labels = []
        for token in tokens:
            runs[-1].take(token)
    kept = [run for run in runs if len(run.lines) >= _SHORTEST_LIST]
    lines = [line for run in kept for line in run.lines]
    return lines, tuple(Span(run.lines[0].start, run.lines[-1].end) for run in kept)


def _lines(text: str, document: Document) -> Iterator[list[Token] | None]:
    """Yield the tokens of each line; ``None`` for a line of prose."""
    position = 0
    for grid in document.grids:
        yield from _text_lines(text, position, grid.span.start)
        yield from _grid_lines(text, grid)
        position = grid.span.end
    yield from _text_lines(text, position, len(text))


def _grid_lines(text: str, grid: Grid) -> Iterator[list[Token]]:
    rows: dict[int, list[Token]] = {}
    for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column)):
        rows.setdefault(cell.row, []).append(token_at(text, cell.span.start, cell.span.end))
    for _, tokens in sorted(rows.items()):
        yield [token for token in tokens if token.mark is not Mark.BLANK]


def _text_lines(text: str, start: int, end: int) -> Iterator[list[Token] | None]:
    while start < end:
        newline = text.find("\n", start, end)
        stop = end if newline < 0 else newline
        line = text[start:stop]
        if "。" in line or len(line.strip()) > _LONGEST_LABEL:
            yield None
        elif line.strip():
            yield [
                token
                for piece in _PIECE.finditer(text, start, stop)
                for token in _split_glued(text, piece.start(), piece.end())
            ]
        start = stop + 1


def _split_glued(text: str, start: int, end: int) -> list[Token]:
    token = token_at(text, start, end)
    match = _GLUED.fullmatch(text, start, end) if token.mark is Mark.LABEL else None
    if match is None or (match["unit"] and not _UNIT.fullmatch(match["unit"])):
        return [token] if token.mark is not Mark.BLANK else []
    return [
        token_at(text, *match.span("label")),
        token_at(text, match.start("value"), match.end("unit")),
    ]
