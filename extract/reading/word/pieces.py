"""What the body of a Word file is made of, in order."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.extract.reading.rendering import PlacedTable, Prose


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: the short name of its relationship, and its size in points (0 if unknown)."""

    relationship: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Foreign:
    """A part of another format that stands for its content, by its relationship."""

    relationship: str


Piece = Prose | PlacedTable | Picture | Foreign
