"""A file in the markup cut into its passages or reports, before their heads are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from gongkai.annotations.markup.errors import MarkupFault, PassageFaultError

_OPENING: Final = "==="
_COMMENT: Final = re.compile(r"#(?: .*)?")
NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
#: Longest name of a passage; files of other formats are called by it.
LONGEST_NAME: Final = 120
_HEAD_END: Final = "---"


@dataclass(frozen=True, slots=True)
class Block:
    """One passage or report as lines.

    Attributes
    ----------
    name
        What stands behind ``===``.
    line
        Line of the ``===`` in the file, from 1.
    lines
        The lines behind it.
    """

    name: str
    line: int
    lines: list[str]


@dataclass(frozen=True, slots=True)
class Halves:
    """A block's head and its text.

    Attributes
    ----------
    head
        Lines of the head; the first is line 1 of the block.
    text
        The text, without the empty lines at its ends.
    text_line
        Line of the block in which the text starts, counted as in ``PassageFaultError``.
    """

    head: list[str]
    text: str
    text_line: int


def cut(source: str, file: str) -> tuple[list[Block], list[MarkupFault]]:
    """Cut the text of a file into blocks, and say what stands in front of them."""
    lines = source.replace("\r\n", "\n").split("\n")
    first = next((n for n, line in enumerate(lines) if line.startswith(_OPENING)), len(lines))
    for number, line in enumerate(lines[:first], start=1):
        if line.strip() and not _COMMENT.fullmatch(line):
            message = (
                "text in front of the first passage: open one with === NAME, or begin a comment "
                "with # and a space"
            )
            return list(_blocks(lines, first)), [MarkupFault(file, number, message)]
    if first == len(lines):
        message = "the file holds no passage: open one with === NAME"
        return [], [MarkupFault(file, 1, message)]
    return list(_blocks(lines, first)), []


def _blocks(lines: list[str], first: int) -> Iterator[Block]:
    starts = [number for number in range(first, len(lines)) if lines[number].startswith(_OPENING)]
    for start, end in pairwise([*starts, len(lines)]):
        name = lines[start].removeprefix(_OPENING).strip(" ")
        yield Block(name, start + 1, lines[start + 1 : end])


def halve(block: Block) -> Halves:
    """Part the head of a block from its text.

    Raises
    ------
    PassageFaultError
        If it has no name, no end of the head or no text.
    """
    if not NAME.fullmatch(block.name) or len(block.name) > LONGEST_NAME:
        raise PassageFaultError(
            0,
            f"{block.name!r} is no name: use small letters, digits and hyphens behind ===, "
            f"{LONGEST_NAME} at most",
        )
    if _HEAD_END not in block.lines:
        raise PassageFaultError(
            0, "the head does not end: write --- in a line of its own behind it"
        )
    end = block.lines.index(_HEAD_END)
    body = block.lines[end + 1 :]
    skipped = next((n for n, line in enumerate(body) if line.strip(" \t")), len(body))
    text = "\n".join(body[skipped:]).rstrip("\n \t")
    if not text:
        raise PassageFaultError(end + 1, "the passage has no text: write it behind ---")
    return Halves(block.lines[:end], text, end + 2 + skipped)
