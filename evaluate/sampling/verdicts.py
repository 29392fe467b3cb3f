"""Reads the verdicts out of a sheet, whatever a spreadsheet has made of it.

A spreadsheet may write another encoding, other separators, numbers in its own way, columns and
lines in another order; none of that matters. What matters is that a verdict stands by the claim
that was drawn: a line whose claim differs from the design is an error.
"""

from __future__ import annotations

import csv
import io
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gongkai.evaluate.sampling.design import Design, DrawnClaim
from gongkai.evaluate.sampling.errors import SamplingError
from gongkai.evaluate.sampling.sheet import COMPARED, SHEET, Column
from gongkai.evaluate.separated_values import separator_of
from gongkai.extract.errors import ReadError
from gongkai.extract.reading.decoding import decode
from gongkai.models.terms import Term


class Verdict(Term):
    """What a checker says of a claim."""

    RIGHT = "right", "right", "对"
    WRONG = "wrong", "wrong", "错"
    UNSURE = "unsure", "unsure", "不确定"


#: How verdicts may be written, after compatibility folding, in lower case.
_WORDS: Final[dict[Verdict, str]] = {
    Verdict.RIGHT: "right r yes y true t 1 ok correct + √ ✓ ✔ 对 對 正确 正確 是 真 无误",
    Verdict.WRONG: "wrong w no n false f 0 incorrect x × ✗ ✘ 错 錯 错误 錯誤 有误 否 假 不对 不對",
    Verdict.UNSURE: "unsure u ? unclear unknown maybe 不确定 不確定 不清楚 不知道 存疑 未定 待定",
}
_VERDICTS: Final = {word: verdict for verdict, words in _WORDS.items() for word in words.split()}
_REQUIRED: Final = (Column.NUMBER, Column.VERDICT, *COMPARED)
_LONGEST_SHOWN: Final = 30
#: From here on spreadsheets write numbers with few digits, as 1.23457E+11.
_LONG_NUMBER: Final = 1e10
_TOLERANCE: Final = 1e-5
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?|\w+")
Cells = Mapping[Column, str]


@dataclass(frozen=True, slots=True)
class UnknownVerdict:
    """A verdict that was not understood, with the number of its claim."""

    number: int
    written: str


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What a sheet says.

    Attributes
    ----------
    by_number
        The verdicts by the numbers of the claims.
    empty
        Numbers of claims without a verdict, in order.
    unknown
        Verdicts that were not understood, in the order of the claims.
    absent
        Numbers of drawn claims that have no line.
    """

    by_number: Mapping[int, Verdict]
    empty: tuple[int, ...] = ()
    unknown: tuple[UnknownVerdict, ...] = ()
    absent: tuple[int, ...] = ()


def verdict_of(written: str) -> Verdict | None:
    """Return the verdict that a word stands for, ``None`` for none."""
    folded = unicodedata.normalize("NFKC", written).casefold().strip(" \t\r\n'\"。.!")
    return _VERDICTS.get(folded.removesuffix(".0"))


def read_verdicts(directory: str | os.PathLike[str], design: Design) -> Verdicts:
    """Read the sheet of a sample.

    Raises
    ------
    SamplingError
        If the sheet is not there or cannot be understood, or a line does not belong to the
        design.
    """
    path = Path(directory) / SHEET
    claims = design.by_number
    lines: dict[int, int] = {}
    found: dict[int, Verdict] = {}
    empty: list[int] = []
    unknown: list[UnknownVerdict] = []
    for line, cells in _lines(path):
        number = _checked_number(path, line, cells, claims)
        if number in lines:
            raise SamplingError(
                f"{path}, line {line}: claim {number} stands in line {lines[number]} too: keep "
                "one of the two."
            )
        lines[number] = line
        written = cells[Column.VERDICT].strip()
        verdict = verdict_of(written)
        if verdict is not None:
            found[number] = verdict
        elif written:
            unknown.append(UnknownVerdict(number, written[:_LONGEST_SHOWN]))
        else:
            empty.append(number)
    absent = tuple(number for number in sorted(claims) if number not in lines)
    # By the numbers, since a spreadsheet may have sorted the lines.
    unknown.sort(key=lambda each: each.number)
    return Verdicts(found, tuple(sorted(empty)), tuple(unknown), absent)


def has_verdicts(path: Path) -> bool:
    """Tell whether a sheet holds a verdict or a note, or cannot be understood."""
    try:
        return any(
            cells[Column.VERDICT].strip() or cells.get(Column.NOTE, "").strip()
            for _, cells in _lines(path)
        )
    except SamplingError:
        return True


def _lines(path: Path) -> Iterator[tuple[int, Cells]]:
    """Yield the lines of a sheet that hold something, each with its number in the file."""
    text = _text(path)
    rows, columns = _table(path, text)
    try:
        for row in rows:
            if any(cell.strip() for cell in row):
                padded = [*row, *[""] * (max(columns.values()) + 1 - len(row))]
                yield rows.line_num, {name: padded[place] for name, place in columns.items()}
    except csv.Error as error:
        raise SamplingError(
            f"{path}, line {rows.line_num}: no line of a sheet ({error}): save the sheet as CSV."
        ) from error


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SamplingError(
            f"{path} cannot be read ({error.strerror}): save the filled sheet as CSV under this "
            "name."
        ) from error
    try:
        return decode(data).text.removeprefix("\ufeff")
    except ReadError as error:
        raise SamplingError(f"{path} is no text: save the filled sheet as CSV UTF-8.") from error


def _table(path: Path, text: str) -> tuple[_Rows, Mapping[Column, int]]:
    """Find the separator by which the first line has the columns of a sheet."""
    separator, lines, names = separator_of(text, lambda head: len(_columns(head)))
    columns = _columns(names)
    missing = [column.value for column in _REQUIRED if column not in columns]
    if missing:
        raise SamplingError(
            f"{path}: the first line lacks {', '.join(missing)}: keep the columns as they were "
            "drawn, and save the sheet as CSV UTF-8."
        )
    rows = _Rows(text, separator)
    for _ in range(lines):
        next(rows)
    return rows, columns


class _Rows:
    """The rows of a table; ``line_num`` is the line in which the last one began."""

    def __init__(self, text: str, separator: str) -> None:
        self._reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        self.line_num = 0

    def __iter__(self) -> Iterator[Sequence[str]]:
        return self

    def __next__(self) -> Sequence[str]:
        self.line_num = self._reader.line_num + 1
        return next(self._reader)


def _columns(head: Sequence[str]) -> dict[Column, int]:
    names = {column.label(language): column for column in Column for language in ("en", "zh")}
    places: dict[Column, int] = {}
    for place, cell in enumerate(head):
        column = names.get(cell.strip().casefold())
        if column is not None:
            places.setdefault(column, place)
    return places


def _checked_number(path: Path, line: int, cells: Cells, claims: Mapping[int, DrawnClaim]) -> int:
    """Return the number of a line's claim, after making sure that it is the drawn claim."""
    written = cells[Column.NUMBER].strip()
    number = _decimal(written)
    claim = None if number is None or number % 1 else claims.get(int(number))
    if claim is None:
        raise SamplingError(
            f"{path}, line {line}: there is no claim {written[:_LONGEST_SHOWN]!r} in the design: "
            "delete the line, or put the number right."
        )
    for column in COMPARED:
        if not _same(column, cells[column], claim.shown.get(column.value, "")):
            raise SamplingError(
                f"{path}, line {line}: the {column.value} of claim {claim.number} is not what was "
                f"drawn ({claim.shown.get(column.value, '')[:_LONGEST_SHOWN]!r}): undo the change; "
                "if Chinese has become illegible, save the sheet as CSV UTF-8."
            )
    return claim.number


def _same(column: Column, written: str, drawn: str) -> bool:
    if column is not Column.VALUE:
        return _plain(written) == _plain(drawn)
    one, other = _decimal(written), _decimal(drawn)
    if one is None or other is None:  # a range, or a text in place of a number
        return _NUMBER.findall(written) == _NUMBER.findall(drawn)
    if abs(other) < _LONG_NUMBER:
        return one == other
    return abs(one - other) <= _TOLERANCE * abs(other)


def _plain(text: str) -> str:
    """Return the letters and digits of a text that every encoding of Chinese has.

    Signs are no matter: spreadsheets drop leading apostrophes, and write ``?`` for what their
    encoding does not have.
    """
    folded = unicodedata.normalize("NFKC", text)
    kept = "".join(character for character in folded if character.isalnum())
    return kept.encode("gbk", errors="ignore").decode("gbk")


def _decimal(text: str) -> float | None:
    plain = text.strip().removeprefix("'").replace(",", "").replace("−", "-")
    try:
        value = float(plain)
    except ValueError:
        return None
    return value if abs(value) < 1e300 else None
