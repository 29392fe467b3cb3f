"""Corpus files read strictly: every fault with its file, its line and its remedy."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

from gongkai.annotations.markup.blocks import Block, cut, halve
from gongkai.annotations.markup.errors import MarkupError, MarkupFault, PassageFaultError
from gongkai.annotations.markup.heads import parse_head
from gongkai.annotations.markup.resolving import resolve
from gongkai.annotations.markup.scanning import scan
from gongkai.annotations.passages import Located

_NOT_UTF_8: Final = "the file is not UTF-8: save it as UTF-8"
Parsed = TypeVar("Parsed")


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
        passages, faults = parse_passages(decode(path), name)
    except UnicodeDecodeError:
        faults = [MarkupFault(name, 1, _NOT_UTF_8)]
    if faults:
        raise MarkupError(faults)
    return passages


def decode(path: str | os.PathLike[str]) -> str:
    """Return the text of a file, its newlines as they are.

    Raises
    ------
    UnicodeDecodeError
        If it is not UTF-8.
    OSError
        If it cannot be read.
    """
    return Path(path).read_bytes().decode("utf-8-sig")


def read_files(
    files: list[Path], parse: Callable[[str, str], tuple[list[Parsed], list[MarkupFault]]]
) -> tuple[list[tuple[Path, Parsed]], list[MarkupFault]]:
    """Read several files with a parser, each thing with the file it came from."""
    found: list[tuple[Path, Parsed]] = []
    faults: list[MarkupFault] = []
    for file in files:
        try:
            parsed, wrong = parse(decode(file), str(file))
        except UnicodeDecodeError:
            faults.append(MarkupFault(str(file), 1, _NOT_UTF_8))
            continue
        found.extend((file, each) for each in parsed)
        faults.extend(wrong)
    return found, faults


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
    return parse_blocks(source, file, _parse_block)


def parse_blocks(
    source: str, file: str, parse: Callable[[Block, str], Parsed]
) -> tuple[list[Parsed], list[MarkupFault]]:
    """Read each block of a text with a parser that raises ``PassageFaultError``."""
    parsed: list[Parsed] = []
    blocks, faults = cut(source, file)
    for block in blocks:
        try:
            parsed.append(parse(block, file))
        except PassageFaultError as fault:
            faults.append(MarkupFault(file, block.line + fault.line, f"{block.name}: {fault}"))
    return parsed, faults


def _parse_block(block: Block, file: str) -> Located:
    """Read one passage; lines of its faults count from that of its ``===``."""
    halves = halve(block)
    head = parse_head(block.name, halves.head)
    try:
        scanned = scan(halves.text)
        passage = resolve(head, scanned.text, scanned.marks)
    except PassageFaultError as fault:
        raise PassageFaultError(halves.text_line + fault.line, fault.message) from None
    text_line = block.line + halves.text_line - scanned.escaped_breaks
    return Located(passage, file, block.line, text_line)
