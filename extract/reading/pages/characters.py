"""The characters of all pages side by side, and stretches of text made of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from gongkai.extract.reading.limits import GLYPH_CHARACTERS, LARGEST_PAGE_POINTS
from gongkai.extract.reading.pages.content import Glyph, PageContent

#: Stands in :attr:`Written.glyphs` for a character that no page shows.
PUT_IN = -1


@dataclass(frozen=True, slots=True, eq=False)
class Characters:
    """The visible characters of all pages, in the order of the pages.

    Attributes
    ----------
    texts
        What each says; neither empty nor with white space or control characters.
    boxes
        (characters, 4): left, top, right and bottom of each, in points.
    pages
        The page of each, counted from 1.
    certainties
        The probability that each was read right.
    """

    texts: list[str]
    boxes: NDArray[np.float64]
    pages: NDArray[np.int32]
    certainties: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Written:
    """A text, and for each of its code points the character on the pages that it comes from."""

    text: str = ""
    glyphs: list[int] = field(default_factory=list)

    def joined(self, following: Written, between: str = "") -> Written:
        """Return this text, ``between`` and another one."""
        put_in = [PUT_IN] * len(between)
        return Written(
            self.text + between + following.text, [*self.glyphs, *put_in, *following.glyphs]
        )


def collect(pages: Sequence[PageContent]) -> tuple[Characters, list[NDArray[np.intp]]]:
    """Put the characters of all pages side by side.

    What cannot be seen is left out: white space, since gaps are measured; control characters;
    boxes without finite corners; what stands outside its page.

    Returns
    -------
    tuple of Characters and list of arrays
        The characters, and the indices of those of each page.
    """
    texts: list[str] = []
    boxes: list[NDArray[np.float64]] = []
    numbers: list[NDArray[np.int32]] = []
    certainties: list[NDArray[np.float32]] = []
    indices: list[NDArray[np.intp]] = []
    for page in pages:
        visible = [(text, glyph) for glyph in page.glyphs if (text := _visible(glyph.text))]
        corners = np.array(
            [(g.left, g.top, g.right, g.bottom) for _, g in visible], dtype=np.float64
        ).reshape(-1, 4)
        kept = _on_page(corners, page)
        first = len(texts)
        texts.extend([visible[index][0] for index in np.flatnonzero(kept).tolist()])
        count = len(texts) - first
        boxes.append(corners[kept])
        numbers.append(np.full(count, page.number, dtype=np.int32))
        certainties.append(_certainties([g for _, g in visible])[kept])
        indices.append(np.arange(first, first + count))
    characters = Characters(
        texts,
        np.concatenate(boxes) if boxes else np.empty((0, 4)),
        np.concatenate(numbers) if numbers else np.empty(0, np.int32),
        np.concatenate(certainties) if certainties else np.empty(0, np.float32),
    )
    return characters, indices


def _certainties(glyphs: Sequence[Glyph]) -> NDArray[np.float32]:
    found = np.array([glyph.certainty for glyph in glyphs], dtype=np.float32)
    clipped: NDArray[np.float32] = np.clip(np.nan_to_num(found, nan=0.0), 0.0, 1.0)
    return clipped


def _visible(text: str) -> str:
    """Return what of a glyph's text is neither white space nor a control character.

    Fonts often name characters by the radicals that look like them (U+2F00 for U+4E00).
    """
    if len(text) == 1 and "\u2fe0" <= text < "\ud800":  # nearly all: ideographs
        return "" if text == "\u3000" else text
    if text.isascii() and text.isprintable() and " " not in text:
        return text[:GLYPH_CHARACTERS]
    kept = "".join(
        character
        for character in text[:GLYPH_CHARACTERS]
        if not character.isspace() and unicodedata.category(character) not in {"Cc", "Cf", "Cs"}
    )
    if any("\u2e80" <= character <= "\u2fdf" for character in kept):
        kept = unicodedata.normalize("NFKC", kept)
    return kept


def _on_page(corners: NDArray[np.float64], page: PageContent) -> NDArray[np.bool_]:
    """Tell which boxes are sound and have their centre on the page."""
    finite = (np.abs(corners) <= LARGEST_PAGE_POINTS).all(axis=1)  # nor is "not a number"
    with np.errstate(over="ignore", invalid="ignore"):
        x = (corners[:, 0] + corners[:, 2]) / 2
        y = (corners[:, 1] + corners[:, 3]) / 2
        ordered = (corners[:, 2] >= corners[:, 0]) & (corners[:, 3] >= corners[:, 1])
        inside = (x >= 0) & (x <= page.width) & (y >= 0) & (y <= page.height)
    kept: NDArray[np.bool_] = finite & ordered & inside
    return kept
