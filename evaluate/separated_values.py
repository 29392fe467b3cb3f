"""How a table of separated values was written: its encoding, its separator, its first line.

A spreadsheet saves a table in the encoding and with the separator of the country it thinks it is
in: GBK and semicolons are as usual as UTF-8 and commas.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Sequence
from typing import Final

#: Separators that spreadsheets write; of several that would do, the first.
SEPARATORS: Final = ",;\t|"
#: The longest first line that is looked at, in characters.
_LONGEST_HEAD: Final = 2**20


def encoding_of(data: bytes) -> str:
    """Return the encoding of the beginning of a table, by its IANA name.

    Raises
    ------
    ReadError
        If it is no text.
    """
    if b"\0" not in data:
        try:
            codecs.getincrementaldecoder("utf-8")().decode(data)  # the end may be cut
        except UnicodeDecodeError:
            pass
        else:
            return "utf-8"
    from gongkai.extract.reading.decoding import decode  # noqa: PLC0415 - slow to load

    return decode(data).encoding


def separator_of(text: str, known: Callable[[Sequence[str]], int]) -> tuple[str, int, list[str]]:
    """Find by which separator the first line that holds something parts best.

    Parameters
    ----------
    text
        A table, or its beginning. A line ``sep=;`` before the first, which tells spreadsheets the
        separator, is no part of it.
    known
        How many names of a first line are of use.

    Returns
    -------
    separator : str
        The separator.
    lines : int
        How many lines the table has up to and with its first line of names.
    names : list of str
        The names as written; none if the text holds nothing.
    """
    lines = io.StringIO(text[:_LONGEST_HEAD].removeprefix("\ufeff"), newline="")
    count = 0
    for line in lines:
        count += 1
        if line.strip() and not _tells_separator(line):
            heads = [(separator, _names(line, separator)) for separator in SEPARATORS]
            separator, names = max(heads, key=lambda head: known(head[1]))
            return separator, count, names
    return SEPARATORS[0], count, []


def _tells_separator(line: str) -> bool:
    return line.strip().strip('"').casefold().startswith("sep=")


def _names(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return []
