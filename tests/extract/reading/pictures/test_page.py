import numpy as np

from gongkai.extract.reading.pages import assemble
from gongkai.extract.reading.pictures.engine import Crop
from gongkai.extract.reading.pictures.recognising import UNREADABLE, recognise
from gongkai.extract.reading.pictures.transcribing import Transcript
from gongkai.models.document import Grid
from tests.extract.reading.pictures.drawing import BlockReader, blank_page, draw_block, draw_table

EDGES = (200, 420, 640, 860)
LEVELS = (300, 370, 440, 510)


def test_cells_with_ink_are_read_and_cells_without_are_blank() -> None:
    page = blank_page()
    draw_table(page, EDGES, LEVELS)
    filled = {(0, 0), (0, 1), (0, 2), (1, 0), (1, 2), (2, 1)}
    for row, column in filled:
        x = (EDGES[column] + EDGES[column + 1]) // 2
        draw_block(page, x, (LEVELS[row] + LEVELS[row + 1]) // 2)
    content = recognise(page, BlockReader(), (595.0, 842.0)).content(1)
    assembly = assemble([content])
    (grid,) = [block for block in assembly.blocks if isinstance(block, Grid)]
    assert (grid.row_count, grid.column_count) == (3, 3)
    texts = {(cell.row, cell.column): cell.span.of(assembly.text) for cell in grid.cells}
    assert {place for place, text in texts.items() if text} == filled
    assert {text for text in texts.values() if text} == {"7"}


def test_characters_stand_where_their_ink_stands() -> None:
    page = blank_page()
    draw_table(page, EDGES, LEVELS)
    draw_block(page, 750, 405)
    content = recognise(page, BlockReader(), (595.0, 842.0)).content(3)
    (glyph,) = content.glyphs
    scale = 595.0 / 1240
    assert content.number == 3
    assert content.recognised
    assert abs((glyph.left + glyph.right) / 2 - 750 * scale) < 4
    assert glyph.top < 405 * scale < glyph.bottom
    assert 0 < glyph.certainty < 1


def test_a_table_that_lies_askew_is_made_level() -> None:
    page = blank_page()
    draw_table(page, EDGES, LEVELS)
    rows, columns = np.indices(page.shape[:2])
    slope = np.tan(np.radians(2.0))
    source = np.clip(np.rint(rows + (columns - 620) * slope), 0, len(page) - 1).astype(int)
    askew = page[source, columns]
    content = recognise(askew, BlockReader(), (595.0, 842.0)).content(1)
    across = [line for line in content.rulings if line.top == line.bottom]
    assert len(across) == len(LEVELS)
    assert all(line.right - line.left > 300 for line in across)


def test_dirt_in_a_cell_is_not_read() -> None:
    page = blank_page()
    draw_table(page, EDGES, LEVELS)
    for row in range(3):
        draw_block(page, 310, LEVELS[row] + 35)
    page[400:404, 740:744] = 0
    reader = BlockReader()
    assert len(recognise(page, reader, (595.0, 842.0)).content(1).glyphs) == 3


def test_a_blank_page_has_no_text() -> None:
    content = recognise(blank_page(), BlockReader(), None).content(1)
    assert content.glyphs == ()
    assert content.rulings == ()


def test_a_page_of_noise_ends() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (600, 500, 3)).astype(np.uint8)
    content = recognise(noise, BlockReader(), (300.0, 360.0)).content(1)
    assert content.width == 300.0


class DoubtfulReader(BlockReader):
    """Reads every crop as one ideograph, and is not sure of it."""

    @staticmethod
    def _transcript(crop: Crop) -> Transcript:
        middle = crop.picture.shape[1] // 16
        return Transcript("年", ((middle, middle + 1),), (0.55,))


def test_a_doubtful_word_alone_in_a_cell_is_unreadable() -> None:
    page = blank_page()
    draw_table(page, EDGES, LEVELS)
    draw_block(page, 750, 405)
    (glyph,) = recognise(page, DoubtfulReader(), (595.0, 842.0)).content(1).glyphs
    assert glyph.text == UNREADABLE
