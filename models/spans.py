"""Stretches of a text, and places on a page."""

from __future__ import annotations

from dataclasses import dataclass

#: Left, top, right and bottom, in points (1/72 inch) from the top left corner of a page.
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch ``[start, end)`` of ``Document.text``, in code points."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        """Return the stretch of ``text`` that the span covers."""
        return text[self.start : self.end]
