"""A report before it has a format: what every document of it says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from gongkai.annotations.rendering.form import (
    FormCell,
    FormTable,
    positions,
    traditional_characters,
)

_NUMBERED: Final = re.compile(r"([一二三四五六七八九十]+)、\s*(.+)")


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a section, with its number: ``一、总体情况``."""

    text: str

    @property
    def words(self) -> str:
        """The heading without its number, for formats that count by themselves."""
        match = _NUMBERED.fullmatch(self.text)
        return match[2] if match else self.text

    @property
    def number(self) -> str | None:
        """The numeral before the heading, without ``、``."""
        match = _NUMBERED.fullmatch(self.text)
        return match[1] if match else None


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph on one line."""

    text: str


@dataclass(frozen=True, slots=True)
class Form:
    """A table with its merged cells."""

    table: FormTable


Block = Heading | Prose | Form


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """What a report says, in order.

    Attributes
    ----------
    name
        What files of it are called, without ending.
    title
        The title; it does not stand in ``blocks``.
    issuer, published
        What pages say about the report outside its text.
    blocks
        Headings, paragraphs and tables.
    """

    name: str
    title: str
    issuer: str | None
    published: date | None
    blocks: tuple[Block, ...]

    @property
    def forms(self) -> tuple[FormTable, ...]:
        """The tables, in order."""
        return tuple(block.table for block in self.blocks if isinstance(block, Form))

    def plain_text(self) -> str:
        """Return the report as plain text: a line a paragraph, tabs between the cells of a row."""
        lines = [self.title, ""]
        for block in self.blocks:
            if isinstance(block, Form):
                lines += ["", *tab_lines(block.table), ""]
            else:
                lines.append(block.text)
        return "\n".join(lines) + "\n"

    def in_traditional_characters(self) -> ReportDraft:
        """Return the report as a mirror of the site in traditional characters shows it."""
        return replace(
            self,
            title=to_traditional(self.title),
            issuer=None if self.issuer is None else to_traditional(self.issuer),
            blocks=tuple(_traditional(block) for block in self.blocks),
        )


def tab_lines(table: FormTable) -> Iterator[str]:
    """Write the rows of a table as lines; positions that a merged cell covers are empty."""
    for _, line in positions(table):
        yield "\t".join("" if each.cover is not None else each.cell.text for each in line)


def to_traditional(text: str) -> str:
    """Write simplified characters as traditional ones, each by the first that OpenCC names."""
    return text.translate(traditional_characters())


def _traditional(block: Block) -> Block:
    if isinstance(block, Form):
        rows = tuple(
            replace(row, cells=tuple(_traditional_cell(cell) for cell in row.cells))
            for row in block.table.rows
        )
        return Form(FormTable(block.table.width, rows))
    return replace(block, text=to_traditional(block.text))


def _traditional_cell(cell: FormCell) -> FormCell:
    return replace(cell, text=to_traditional(cell.text))
