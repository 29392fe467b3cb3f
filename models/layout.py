"""Where the characters of a document stand on its pages, for formats that have pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.models.spans import Box, Span

if TYPE_CHECKING:  # most documents have no layout, and numpy loads slowly
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Place:
    """A place on a page.

    Attributes
    ----------
    page
        The page, counted from 1.
    box
        Left, top, right and bottom, in points (1/72 inch) from the top left corner of the page.
    """

    page: int
    box: Box


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Where each character of a text stands.

    Attributes
    ----------
    pages
        The page of each character, counted from 1; 0 for a character that a reader put in, as
        it does between cells and lines.
    boxes
        ``float32`` (characters, 4): left, top, right, bottom of each, in points from the top
        left corner of its page.
    certainties
        The probability that each character was read right, for text that was recognised in a
        picture; ``None`` where the file itself gives the characters.
    """

    pages: NDArray[np.int32]
    boxes: NDArray[np.float32]
    certainties: NDArray[np.float32] | None = None

    def place(self, span: Span) -> Place | None:
        """Return where a stretch of the text stands: the box around it on its first page.

        ``None`` if none of its characters stands on a page.
        """
        pages = self.pages[span.start : span.end]
        on_pages = pages[pages > 0]
        if not len(on_pages):
            return None
        first = int(on_pages[0])
        boxes = self.boxes[span.start : span.end][pages == first]
        left, top = boxes[:, :2].min(axis=0).tolist()
        right, bottom = boxes[:, 2:].max(axis=0).tolist()
        return Place(first, (left, top, right, bottom))

    def certainty(self, span: Span) -> float:
        """Return the probability that all characters of a stretch were read right.

        Characters are taken as read independently of each other. 1.0 where the file itself
        gives the characters.
        """
        if self.certainties is None:
            return 1.0
        return float(self.certainties[span.start : span.end].prod(dtype="float64"))

    def behind(self, count: int) -> Layout:
        """Return the layout of the same text behind ``count`` characters that stand on no page."""
        import numpy as np  # noqa: PLC0415 - most documents have no layout

        certainties = self.certainties
        if certainties is not None:
            certainties = np.pad(certainties, (count, 0), constant_values=1)
        boxes = np.pad(self.boxes, ((count, 0), (0, 0)))
        return Layout(np.pad(self.pages, (count, 0)), boxes, certainties)
