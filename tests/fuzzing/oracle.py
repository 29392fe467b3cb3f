"""What must hold of whatever a reader gives, and what it may take for that."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final, NoReturn, TypeVar

import numpy as np

from gongkai.extract import ReadError, extract
from gongkai.extract.writing.json_lines import record_line
from gongkai.models.document import Block, Document, Grid, GridCell, Notice
from gongkai.models.layout import Layout
from gongkai.models.record import Record
from gongkai.models.spans import Span

#: Of one process, for a file of less than 100 kB.
MOST_SECONDS: Final = 5.0
MOST_BYTES: Final = 500 * 2**20
#: Texts beyond this are not given to the stages behind the readers, which would only cost time.
LONGEST_EXTRACTED: Final = 5_000
_LONGEST_MESSAGE: Final = 400
_LONGEST_TITLE: Final = 2_000
_CODE: Final = re.compile(r"[a-z][a-z0-9_]+")
_BREAK: Final = re.compile(r"[\0\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")
_PEAK: Final = re.compile(r"VmHWM:\s+(\d+) kB")
_NOW: Final = re.compile(r"VmRSS:\s+(\d+) kB")
_STATUS: Final = Path("/proc/self/status")
_RESET: Final = Path("/proc/self/clear_refs")
_FORGET_PEAK: Final = "5"

Result = TypeVar("Result")


class BrokenRule(Exception):  # noqa: N818 - it is no error of the reader's
    """What a reader gave breaks a rule."""


class TooSlow(BrokenRule):
    """Reading took more time than it may."""


class TooLarge(BrokenRule):
    """Reading took more memory than it may."""


def judge(read: Callable[[], Document], *, extracts: bool = True) -> Document | ReadError:
    """Read a file and see that it is read by the rules, or refused in one sentence.

    Parameters
    ----------
    read
        Reads the file.
    extracts
        Whether the stages behind read what the reader gave, too.

    Raises
    ------
    BrokenRule
        If not. Whatever else is raised is a finding as well.
    """
    try:
        document = measured(read)
    except ReadError as error:
        check_refusal(error)
        return error
    check_document(document)
    if extracts and len(document.text) <= LONGEST_EXTRACTED:
        check_record(measured(lambda: extract(document, model="rules")), document)
    return document


def measured(call: Callable[[], Result]) -> Result:
    """Call a function and see that it took no more time and memory than it may."""
    before = _peak_reset()
    started = time.process_time()
    try:
        return call()
    finally:
        seconds = time.process_time() - started
        if seconds > MOST_SECONDS:
            raise TooSlow(f"{seconds:.1f} seconds")
        grown = _figure(_PEAK) - before
        if grown > MOST_BYTES:
            raise TooLarge(f"{grown / 2**20:.0f} MiB")


def check_refusal(error: ReadError) -> None:
    """See that an error is one sentence that a person can read."""
    if not _CODE.fullmatch(error.code):
        broken(f"the code {error.code!r}")
    _check_message(str(error))


def check_document(document: Document) -> None:
    """See that a document is what its type promises."""
    text = document.text
    try:
        text.encode()
    except UnicodeEncodeError:
        broken("the text holds lone surrogates")
    if "\0" in text:
        broken("the text holds NUL characters")
    _check_blocks(document.blocks, text, is_rendered=document.source.media_type != "text/plain")
    if document.layout is not None:
        check_layout(document.layout, len(text))
    for notice in document.notices:
        _check_notice(notice, len(text))
    for said in (document.metadata.title, document.metadata.issuer, document.metadata.index_number):
        if said is not None and (_BREAK.search(said) or len(said) > _LONGEST_TITLE or not said):
            broken(f"metadata {said[:80]!r}")


def _check_blocks(blocks: tuple[Block, ...], text: str, *, is_rendered: bool) -> None:
    for block in blocks:
        _check_span(block.span, len(text))
        if isinstance(block, Grid):
            _check_grid(block, text)
        elif is_rendered and _has_break(block.span.of(text)):
            broken("a line break in a paragraph")
    for one, other in pairwise(blocks):
        if one.span.end > other.span.start:
            broken(f"blocks overlap: {one.span}, {other.span}")


def _has_break(text: str) -> bool:
    return "\n" in text or "\r" in text


def _check_grid(grid: Grid, text: str) -> None:
    if grid.row_count < 1 or grid.column_count < 1:
        broken("a grid without rows or columns")
    rows = grid.span.of(text).split("\n")
    if len(rows) != grid.row_count:
        broken(f"{len(rows)} lines for {grid.row_count} rows")
    if any(row.count("\t") != grid.column_count - 1 for row in rows):
        broken("tabs of a row that are not between its cells")
    covered: set[tuple[int, int]] = set()
    for cell in grid.cells:
        if not (grid.span.start <= cell.span.start <= cell.span.end <= grid.span.end):
            broken(f"a cell outside its grid: {cell}")
        if "\t" in cell.span.of(text) or _has_break(cell.span.of(text)):
            broken(f"a tab or line break in a cell: {cell}")
        for position in _positions(cell, grid):
            if position in covered:
                broken(f"cells overlap at {position}")
            covered.add(position)
    for one, other in pairwise(grid.cells):
        if (one.row, one.column) >= (other.row, other.column) or one.span.end > other.span.start:
            broken(f"cells out of order: {one}, {other}")


def _positions(cell: GridCell, grid: Grid) -> Iterator[tuple[int, int]]:
    if min(cell.row, cell.column) < 0 or min(cell.row_span, cell.column_span) < 1:
        broken(f"a cell without a place: {cell}")
    bottom, right = cell.row + cell.row_span, cell.column + cell.column_span
    if bottom > grid.row_count or right > grid.column_count:
        broken(f"a cell that is larger than its grid: {cell}")
    for row in range(cell.row, bottom):
        for column in range(cell.column, right):
            yield row, column


def check_layout(layout: Layout, length: int) -> None:
    """See that each character has a place on a page, or none."""
    if layout.pages.shape != (length,) or layout.boxes.shape != (length, 4):
        broken(f"a layout of {layout.pages.shape} for {length} characters")
    if length and layout.pages.min() < 0:
        broken("a page below nought")
    if not np.isfinite(layout.boxes).all():
        broken("a box that is not finite")
    if (layout.boxes[:, :2] > layout.boxes[:, 2:]).any():
        broken("a box whose left lies right of its right, or whose top below its bottom")
    sure = layout.certainties
    if sure is not None:
        if sure.shape != (length,):
            broken("certainties that are not one for each character")
        if not ((sure >= 0) & (sure <= 1)).all():
            broken("a certainty that is no probability")


def _check_notice(notice: Notice, length: int) -> None:
    if not _CODE.fullmatch(notice.code):
        broken(f"the code {notice.code!r}")
    _check_message(notice.message)
    if notice.span is not None:
        _check_span(notice.span, length)


def check_record(record: Record, document: Document) -> None:
    """See that what a record quotes stands in the text, and that it can be written."""
    text = document.text
    for claim in record.claims:
        _check_quote(claim.quote, Span(claim.start, claim.end), text)
    tables = record.tables
    for table in (tables.proactive_disclosure, tables.applications, tables.review_litigation):
        for key, cell in table.cells.items() if table is not None else ():
            if cell.start is not None and cell.end is not None:
                _check_span(Span(cell.start, cell.end), len(text))
            elif cell.value is not None:
                broken(f"the cell {key} has a value and no place")
    for section in record.sections:
        _check_span(Span(section.start, section.end), len(text))
    for problem in record.problems:
        _check_quote(problem.text, Span(problem.start, problem.end), text)
    for improvement in record.improvements:
        _check_quote(improvement.text, Span(improvement.start, improvement.end), text)
    json.loads(record_line(record), parse_constant=_refuse)


def _check_quote(quote: str, span: Span, text: str) -> None:
    if quote != span.of(text):
        broken(f"a quote that does not stand where it should: {quote!r}")


def _refuse(constant: str) -> NoReturn:
    broken(f"{constant} in a record")


def _check_span(span: Span, length: int) -> None:
    if not 0 <= span.start <= span.end <= length:
        broken(f"{span} in a text of {length} characters")


def _check_message(message: str) -> None:
    if not message.endswith(".") or len(message) > _LONGEST_MESSAGE or _CONTROL.search(message):
        broken(f"a message that is not one sentence: {message[:200]!r} ({len(message)} characters)")


def broken(what: str) -> NoReturn:
    """Raise what is wrong."""
    raise BrokenRule(what)


def knows_memory() -> bool:
    """Tell whether the system says how much memory a process uses."""
    return _peak_reset() > 0


def _peak_reset() -> int:
    """Forget the highest memory use so far, and return that of now; 0 where it is not known."""
    try:
        _RESET.write_text(_FORGET_PEAK, encoding="ascii")
    except OSError:  # another system than Linux
        return 0
    return _figure(_NOW)


def _figure(pattern: re.Pattern[str]) -> int:
    try:
        match = pattern.search(_STATUS.read_text(encoding="ascii"))
    except OSError:
        return 0
    return int(match[1]) * 1024 if match else 0
