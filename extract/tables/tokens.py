"""Tokens and physical rows: what every line and every grid is brought to first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from gongkai.extract.tables.values import (
    BLANK,
    MEASURE_WORDS,
    UNREADABLE,
    CellValue,
    read_value,
)
from gongkai.extract.tables.vocabulary import is_known, is_row_label
from gongkai.models.document import Span
from gongkai.models.normalised import ZERO_WIDTH
from gongkai.models.scheme import CellState

#: Characters that only belong to the layout: white space and what has no width.
_LAYOUT = (
    "\t\n\v\f\r \x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\xad"
)
_SPACE = re.compile(rf"[\s{ZERO_WIDTH}]+")
PIECE = re.compile(rf"[^\s{ZERO_WIDTH}]+")
_UNIT = re.compile(MEASURE_WORDS)
_LIST_MARKER = re.compile(r"\d{1,2}[.、]")
#: Shorter pieces of unknown wording may be stray parts of a label; longer ones are prose.
_LONGEST_STRAY_LABEL = 8
#: Only table four has rows of so many values.
_VALUES_OF_TABLE_FOUR = 10
#: A row of this many values is a table row even if its label is unknown.
_VALUES_OF_A_ROW = 3


class Mark(StrEnum):
    """What a token is."""

    LABEL = "L"
    VALUE = "V"
    BLANK = "B"


class Separation(StrEnum):
    """How the cells of a row are kept apart, which decides whether blanks can be seen."""

    FLAT = "flat"  # by white space or not at all: blanks leave no trace
    TABS = "tabs"  # blanks are seen, unless white space was stripped from the end of the line
    CELLS = "cells"  # one cell a line
    PIPES = "pipes"
    GRID = "grid"


class Token(NamedTuple):
    """A piece of a table.

    Attributes
    ----------
    mark
        Label, value (a number or a stroke) or blank.
    text
        Its characters, unified, without white space.
    span
        Where it stands in the document, without surrounding white space.
    value
        What it says, ``None`` for a label.
    column
        The column it begins in, where the geometry survived.
    """

    mark: Mark
    text: str
    span: Span
    value: CellValue | None = None
    column: int | None = None


@dataclass(slots=True)
class PhysicalRow:
    """Tokens that stand in one row as the text or the grid shows it.

    ``prose`` marks a line that is no table and only separates.
    """

    tokens: list[Token] = field(default_factory=list)
    separation: Separation = Separation.FLAT
    prose: bool = False
    lines: list[Span] = field(default_factory=list)

    @property
    def delimited(self) -> bool:
        """Whether blank cells are seen."""
        return self.separation is not Separation.FLAT


def token_at(text: str, start: int, end: int, *, column: int | None = None) -> Token:
    """Make the token of the stretch ``text[start:end]``, white space around it left out.

    Parameters
    ----------
    text
        The document with unified characters: as long as the document, offset by offset.
    """
    first, after, mark, stripped, value = _read_piece(text[start:end])
    return Token(mark, stripped, Span(start + first, start + after), value, column)


# The cells of a report are mostly the same few numbers, and its labels are those of all reports.
@lru_cache(maxsize=4096)
def _read_piece(stretch: str) -> tuple[int, int, Mark, str, CellValue | None]:
    """Return where a piece begins and ends in its stretch, and what is in it."""
    core = stretch.strip(_LAYOUT)
    if not core:
        return 0, 0, Mark.BLANK, "", BLANK
    first = len(stretch) - len(stretch.lstrip(_LAYOUT))
    after = first + len(core)
    stripped = core if core.isalnum() else _SPACE.sub("", core)
    value = read_value(stripped)
    if value is None or _LIST_MARKER.fullmatch(stripped):
        return first, after, Mark.LABEL, stripped, None
    mark = Mark.BLANK if value.state is CellState.BLANK else Mark.VALUE
    return first, after, mark, stripped, value


def checked(row: PhysicalRow) -> PhysicalRow:
    """Tell words in the place of a number from labels, and prose from tables.

    Prose is a row whose labels are long and unknown, unless it has a row of values.
    """
    if row.delimited:
        _mark_words_in_cells(row.tokens)
    if row.separation not in {Separation.FLAT, Separation.CELLS}:
        _mark_stray_characters(row.tokens)
    if count_values(row.tokens) >= _VALUES_OF_A_ROW:
        return row
    if any(token.mark is Mark.LABEL and is_prose(token.text) for token in row.tokens):
        return PhysicalRow(prose=True, lines=row.lines)
    return row


def count_values(tokens: Sequence[Token]) -> int:
    """Return how many tokens are values."""
    return [token.mark for token in tokens].count(Mark.VALUE)


def is_prose(text: str) -> bool:
    """Tell whether a piece of text is too long to be a number or a stray part of a label."""
    if len(text) < _LONGEST_STRAY_LABEL:
        return False
    written = _SPACE.sub("", text)
    return not is_known(written) and read_value(written) is None


def _mark_words_in_cells(tokens: list[Token]) -> None:
    """Turn short unknown words behind a row's label or values into cells without a number.

    The long row of table four has no label, so there they may also come first.
    """
    values = count_values(tokens)
    in_row = values >= _VALUES_OF_TABLE_FOUR
    for index, token in enumerate(tokens):
        if token.mark is Mark.VALUE:
            in_row = True
        elif token.mark is Mark.LABEL:
            if in_row and len(token.text) < _LONGEST_STRAY_LABEL and not is_known(token.text):
                tokens[index] = Token(Mark.VALUE, token.text, token.span, UNREADABLE, token.column)
            else:
                in_row = is_row_label(token.text) or (values > 0 and is_known(token.text))


def _mark_stray_characters(tokens: list[Token]) -> None:
    """Turn single characters in the place of a value into cells without a number.

    Single characters are known, as pieces of labels that stand upright; but a label does not stand
    in the midst of numbers. A scan may have ``年`` for a 4, and a typist ``一`` for a stroke.
    """
    if count_values(tokens) < _VALUES_OF_A_ROW:
        return
    in_row = False
    for index in range(len(tokens) - 1):
        token = tokens[index]
        is_stray = in_row and token.mark is Mark.LABEL and _is_stray(token.text)
        if is_stray and tokens[index + 1].mark is not Mark.LABEL:
            tokens[index] = Token(Mark.VALUE, token.text, token.span, UNREADABLE, token.column)
        elif token.mark is Mark.LABEL:
            in_row = len(token.text) > 1 and is_row_label(token.text)
        else:
            in_row = in_row or token.mark is Mark.VALUE


def _is_stray(text: str) -> bool:
    return len(text) == 1 and not _UNIT.fullmatch(text)  # units may have a column of their own
