"""Corpus files read strictly: every fault with its file, its line and its remedy."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gongkai.annotations.markup.errors import MarkupError, MarkupFault, PassageFaultError
from gongkai.annotations.markup.heads import parse_head
from gongkai.annotations.markup.resolving import resolve
from gongkai.annotations.markup.scanning import scan
from gongkai.annotations.passages import Located

_OPENING: Final = re.compile(r"=== *(.*?) *")
_NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_HEAD_END: Final = "---"
_REMEDY: Final = "save the file as UTF-8"


@dataclass(frozen=True, slots=True)
class _Block:
    """The lines of one passage; ``line`` is that of its ``===``, from 1."""

    name: str
    line: int
    lines: list[str]


def read_passages(path: str | os.PathLike[str]) -> list[Located]:
    """Read a corpus file.

    Raises
    ------
    MarkupError
        If something in it cannot be accepted; it names everything that was found.
    OSError
        If the file cannot be read.
    """
    name = os.fspath(path)
    try:
        # Newlines are taken as they are, so that offsets do not depend on the machine.
        source = Path(path).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise MarkupError([MarkupFault(name, 1, f"the file is not UTF-8: {_REMEDY}")]) from error
    passages, faults = parse_passages(source, name)
    if faults:
        raise MarkupError(faults)
    return passages


def parse_passages(source: str, file: str) -> tuple[list[Located], list[MarkupFault]]:
    """Read the text of a corpus file.

    Parameters
    ----------
    source
        The text.
    file
        What to call it in faults.

    Returns
    -------
    tuple
        The passages without a fault, and the faults: at most one for each passage that has any.
    """
    passages: list[Located] = []
    faults: list[MarkupFault] = []
    lines = source.replace("\r\n", "\n").split("\n")
    first = next((n for n, line in enumerate(lines) if line.startswith("===")), len(lines))
    for number, line in enumerate(lines[:first]):
        if line.strip() and not line.startswith("#"):
            faults.append(
                MarkupFault(
                    file, number + 1, "text in front of the first passage: open one with === NAME"
                )
            )
            break
    if first == len(lines) and not faults:
        faults.append(MarkupFault(file, 1, "the file holds no passage: open one with === NAME"))
    for block in _blocks(lines, first):
        try:
            passages.append(_parse_block(block, file))
        except PassageFaultError as fault:
            faults.append(MarkupFault(file, block.line + fault.line, f"{block.name}: {fault}"))
    return passages, faults


def _blocks(lines: list[str], first: int) -> Iterator[_Block]:
    starts = [number for number in range(first, len(lines)) if lines[number].startswith("===")]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        opening = _OPENING.fullmatch(lines[start])
        name = opening[1] if opening else ""
        yield _Block(name, start + 1, lines[start + 1 : end])


def _parse_block(block: _Block, file: str) -> Located:
    """Read one passage; lines of its faults count from that of its ``===``."""
    if not _NAME.fullmatch(block.name):
        raise PassageFaultError(
            0, f"{block.name!r} is no name: use small letters, digits and hyphens behind ==="
        )
    if _HEAD_END not in block.lines:
        raise PassageFaultError(
            0, "the head does not end: write --- in a line of its own behind it"
        )
    end = block.lines.index(_HEAD_END)
    head = parse_head(block.name, block.lines[:end])
    body = block.lines[end + 1 :]
    skipped = next((n for n, line in enumerate(body) if line.strip(" \t")), len(body))
    text_line = end + 2 + skipped
    source = "\n".join(body[skipped:]).rstrip("\n \t")
    if not source:
        raise PassageFaultError(end + 1, "the passage has no text: write it behind ---")
    try:
        passage = resolve(head, *scan(source))
    except PassageFaultError as fault:
        raise PassageFaultError(text_line + fault.line, fault.message) from None
    return Located(passage, file, block.line, block.line + text_line)
