"""The font that stands in for fonts that are not in a file."""

from __future__ import annotations

import io

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from gongkai.extract.reading.pdf.stand_in_font import STAND_IN_FONT


def test_it_draws_every_character_of_the_basic_plane_as_one_square() -> None:
    font = TTFont(io.BytesIO(STAND_IN_FONT))
    (table,) = font["cmap"].tables
    assert table.format == 13
    assert set(table.cmap) == set(range(0x20, 0x10000))
    assert len(set(table.cmap.values())) == 1
    square = font["glyf"][table.cmap[0x4E00]]
    assert (square.xMin, square.yMin, square.xMax, square.yMax) == (0, -120, 1000, 880)
    assert font["head"].unitsPerEm == 1000
