"""Paragraphs of a page that was broken into lines of one width, put together again.

Pages made of old text files have a line break where the lines of the file ended, often inside a
sentence. What goes on is decided as for text files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gongkai.extract.reading.html.drafts import Line, Piece
from gongkai.extract.reading.plain_text import paragraphs

#: Reports that are wrapped have so many lines that end in a break.
_FEWEST = 3
_INDENT = "\u3000\u3000"


def unwrapped(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces; lines that go on with the one before as one line with it."""
    breaks = sum(1 for piece in pieces if isinstance(piece, Line) and piece.broken)
    if breaks < _FEWEST:
        yield from pieces
        return
    starts: list[int] = []
    parts: list[str] = []
    offset = 0
    for piece in pieces:
        starts.append(offset)
        text = _as_text(piece)
        parts.append(text)
        offset += len(text)
    bounds = [block.span for block in paragraphs("".join(parts))]
    place = 0
    current: Line | None = None
    for piece, start in zip(pieces, starts, strict=True):
        while place < len(bounds) and bounds[place].end <= start:
            place += 1
        goes_on = place < len(bounds) and bounds[place].start < start < bounds[place].end
        if goes_on and current is not None and isinstance(piece, Line):
            current = replace(current, text=_joined(current.text, piece.text))
        else:
            if current is not None:
                yield current
            current = piece if isinstance(piece, Line) else None
            if not isinstance(piece, Line):
                yield piece
    if current is not None:
        yield current


def _as_text(piece: Piece) -> str:
    """Return a line as a text file has it; a table is a row that nothing goes on with."""
    if not isinstance(piece, Line):
        return "|\n\n"
    indent = _INDENT if piece.indented else ""
    return f"{indent}{piece.text}\n" if piece.broken else f"{indent}{piece.text}\n\n"


def _joined(first: str, second: str) -> str:
    between = " " if first[-1:].isascii() and second[:1].isascii() and first[-1:].isalpha() else ""
    return first + between + second
