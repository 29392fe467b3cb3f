import numpy as np

from gongkai.extract.reading.pages import Ruling
from gongkai.extract.reading.pictures.broken_ends import completed
from gongkai.extract.reading.pictures.cleaning import cleaned, ink_of
from gongkai.extract.reading.pictures.images import Ink
from gongkai.extract.reading.pictures.lines import lines_of
from gongkai.extract.reading.pictures.turning import angle_of
from tests.extract.reading.pictures.drawing import EM, blank_page, draw_block, draw_table


def drawn_ink() -> Ink:
    page = blank_page()
    draw_table(page, (200, 420, 640), (300, 370, 440))
    return ink_of(np.ascontiguousarray(page[:, :, 0]))


def test_the_lines_of_a_table_are_found_where_they_are_drawn() -> None:
    rulings = lines_of(drawn_ink(), EM).rulings
    across = sorted(round(each.top) for each in rulings if each.top == each.bottom)
    down = sorted(round(each.left) for each in rulings if each.left == each.right)
    assert across == [301, 371, 441]
    assert down == [201, 421, 641]


def test_gaps_in_lines_are_closed() -> None:
    ink = drawn_ink()
    ink[:, 300:303] = 0
    across = [each for each in lines_of(ink, EM).rulings if each.top == each.bottom]
    assert len(across) == 3


def test_rows_of_characters_are_no_lines() -> None:
    page = blank_page()
    for row in range(6):
        for column in range(20):
            draw_block(page, 200 + column * 36, 300 + row * 45)
    assert lines_of(ink_of(np.ascontiguousarray(page[:, :, 0])), EM).rulings == ()


def broken(remains: bool) -> tuple[Ruling, ...]:
    """Return what is added to a line down that ends short of a line across."""
    ink = np.zeros((300, 300), dtype=np.uint8)
    ink[100:160, 150] = 255
    if remains:
        ink[172:200, 150] = 255
    rulings = (Ruling(50, 100, 250, 100), Ruling(50, 200, 250, 200), Ruling(150, 100, 150, 160))
    return completed(rulings, ink, np.zeros_like(ink), EM)[3:]


def test_a_line_of_which_remains_are_seen_is_lengthened() -> None:
    (added,) = broken(remains=True)
    assert (added.left, added.top, added.bottom) == (150, 160, 200)


def test_a_line_that_ends_on_paper_is_not() -> None:
    assert broken(remains=False) == ()


def test_the_angle_of_a_page_is_measured() -> None:
    page = np.full((1000, 800), 255, dtype=np.uint8)
    columns = np.arange(60, 740)
    for top in range(100, 900, 40):
        rows = np.rint(top + (columns - 400) * np.tan(np.radians(3.2))).astype(int)
        for thickness in range(8):
            page[rows + thickness, columns] = 0
    assert abs(angle_of(page) - 3.2) < 0.1


def test_a_stamp_goes_and_the_print_under_it_stays() -> None:
    page = blank_page(800, 800)
    rows, columns = np.indices((800, 800))
    distance = np.hypot(rows - 400, columns - 400)
    page[(distance > 80) & (distance < 90)] = (210, 40, 40)
    page[395:405, 300:500] = (20, 20, 20)
    page[395:405, 310:320] = (110, 10, 10)
    grey = cleaned(page)
    assert grey[400, 400] < 60
    assert grey[400, 315] < 128
    assert grey[400 - 85, 400] > 230


def test_a_red_letterhead_stays() -> None:
    page = blank_page(800, 800)
    page[100:140, 100:700] = (200, 20, 20)
    assert cleaned(page)[120, 400] < 160


def test_dark_edges_go() -> None:
    page = blank_page(800, 800)
    page[:, :60] = 10
    page[300:310, 200:400] = 0
    grey = cleaned(page)
    assert grey[:, :60].min() == 255
    assert grey[305, 300] < 60
