"""The statistics of reports on the years before 2019: free lists of label, unit, value.

Before the form of 2019 reports closed with a list (政府信息公开情况统计表 and its local
forerunners) or had one in their text, whose lines were free. A line is read where a label, an
optional unit and a value stand together; a list is what has at least three such lines without
prose between them. Lines with a stroke for a number and no unit head a part of the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from gongkai.extract.tables.tokens import Mark, Token, token_at
from gongkai.extract.tables.values import MEASURE_WORDS
from gongkai.models.document import Document, Grid, Span
from gongkai.models.normalised import ZERO_WIDTH
from gongkai.models.record import StatisticsLine
from gongkai.models.scheme import CellState

_SHORTEST_LIST = 3
_LONGEST_LINE = 90
#: Headings that may stand between two lines of a list.
_MOST_HEADINGS = 2
_UNIT = re.compile(rf"[（(]?(?:单位[:：])?({MEASURE_WORDS})[）)]?")
_PIECE = re.compile(rf"[^\s|：；。{ZERO_WIDTH}]+")
_MARKER = re.compile(
    r"(?:[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]?[.、，)）]|"
    r"[（(][一二三四五六七八九十\d]+[）)]|[①-⑳])?(?:其中[:：，]?)?"
)
_GLUED = re.compile(
    rf"(?P<label>.*?[^\d.,，+-])?(?P<value>\d[\d,，]*(?:\.\d+)?(?:{MEASURE_WORDS})?)(?:（.*)?"
)
#: A full stop, a comma that is neither in brackets nor in a number, or an enumeration of
#: numbers inside a line.
_PROSE = re.compile(rf"。|，(?!\d{{3}})(?![^（）]*）)|\d(?:{MEASURE_WORDS})、")
_UNIT_BEHIND_LABEL = re.compile(rf"（(?:单位：)?({MEASURE_WORDS})）$")
_CHINESE = re.compile(r"[\u4e00-\u9fff]{2}")
#: What ends a line of a list and may stand behind its number.
_LINE_ENDS = "。；;， "


@dataclass(slots=True)
class _Run:
    """Lines that follow each other without prose between them."""

    lines: list[StatisticsLine] = field(default_factory=list)
    written_as_prose: int = 0  # lines whose number and unit are one word: 58条
    _labels: list[Token] = field(default_factory=list)
    _unit: str | None = None
    _code: int = 0
    _may_be_code: bool = False  # the last value could still turn out to number its line

    def begin_row(self) -> None:
        """Begin a line that is a whole row of the list.

        The labels that no value followed head what comes, and what follows is no second number
        of the row before.
        """
        self._forget_labels()
        self._may_be_code = False

    def _forget_labels(self) -> None:
        self._labels, self._unit = [], None

    def take(self, token: Token) -> None:
        """Take the next piece of the list."""
        unit = _UNIT.fullmatch(token.text)
        if unit and self._labels:
            self._unit = unit[1]
        elif unit and self.lines and self.lines[-1].unit is None:
            self.lines[-1].unit = unit[1]
            self.lines[-1].end = token.span.end
        elif token.mark is Mark.LABEL:
            self._labels.append(token)
        elif token.mark is Mark.VALUE and self._labels:
            self._close_line(token)
        elif token.mark is Mark.VALUE and self._may_be_code:
            self._replace_code(token)

    def _close_line(self, token: Token) -> None:
        labels = self._labels[_first_of_label(self._labels) :]
        written = "".join(label.text for label in labels)
        label = written[_marker_length(written) :]
        found, unit = token.value, self._unit
        self._forget_labels()
        if unit is None and (behind := _UNIT_BEHIND_LABEL.search(label)):
            unit, label = behind[1], label[: behind.start()]
        if (
            found is None
            or not _CHINESE.search(label)
            or (found.state is not CellState.VALUE and unit is None)
        ):
            return
        value = found.value if found.state is CellState.VALUE else None
        start, end = labels[0].span.start, token.span.end
        self.written_as_prose += found.unit is not None
        unit = found.unit or unit
        self.lines.append(StatisticsLine(label=label, value=value, unit=unit, start=start, end=end))
        self._may_be_code = True

    def _replace_code(self, token: Token) -> None:
        """Take the second number of a line if the first only numbers the lines."""
        last = self.lines[-1]
        code = last.value
        if token.value is not None and isinstance(code, int) and code in self._next_codes():
            self._code = code
            last.value, last.end = token.value.value, token.span.end

    def _next_codes(self) -> range:
        """Return what can number the line: headings may be numbered too, and take no value."""
        return range(self._code + 1, self._code + 2 + _MOST_HEADINGS)


def _first_of_label(labels: list[Token]) -> int:
    """Return where the label of a line begins among the labels since the last value."""
    for index in range(len(labels) - 1, -1, -1):
        if _marker_length(labels[index].text):
            return index
    return len(labels) - 1


def _marker_length(label: str) -> int:
    match = _MARKER.match(label)
    return match.end() if match else 0


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
        The lines in order, and the stretches of text that are tables and no narrative: a list
        in words (机构职能类信息 58条；) is both. A label has lost its number; the span of a
        line begins with it.
    """
    runs: list[_Run] = [_Run()]
    for tokens in _lines(text, document):
        if tokens is None:
            runs.append(_Run())
            continue
        if len(tokens) > 1:
            runs[-1].begin_row()
        for token in tokens:
            runs[-1].take(token)
    kept = [run for run in runs if len(run.lines) >= _SHORTEST_LIST]
    lines = [line for run in kept for line in run.lines]
    tabular = [run for run in kept if 2 * run.written_as_prose < len(run.lines)]
    return lines, tuple(Span(run.lines[0].start, run.lines[-1].end) for run in tabular)


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
        content = text[start : min(stop, start + 2 * _LONGEST_LINE)].strip()
        if _is_prose(content):
            yield None
        elif content:
            yield [
                token
                for piece in _PIECE.finditer(text, start, stop)
                for token in _split_glued(text, piece.start(), piece.end())
            ]
        start = stop + 1


def _is_prose(content: str) -> bool:
    """Tell whether a line is a sentence: only a numbered line of a list ends in a full stop."""
    if len(content) > _LONGEST_LINE or (content.endswith("。") and not _marker_length(content)):
        return True
    return bool(_PROSE.search(content.rstrip(_LINE_ENDS)))


def _split_glued(text: str, start: int, end: int) -> list[Token]:
    """Split a piece in which a value follows its label, or a remark its value."""
    token = token_at(text, start, end)
    if token.mark is not Mark.LABEL:
        return [token] if token.mark is Mark.VALUE else []
    match = _GLUED.fullmatch(text, start, end)
    if match is None or (match["label"] or "").endswith(("第", "（")):
        return [token]
    value = token_at(text, *match.span("value"))
    return [token_at(text, *match.span("label")), value] if match["label"] else [value]
