"""The whole: offsets lead back to the pages, and hostile pages cost little."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.extract.reading import limits
from gongkai.extract.reading.pages import Glyph, PageContent, Ruling, assemble, assembly
from gongkai.models.document import Grid, Span
from tests.extract.reading.page_assembly.engine import Canvas, form_of
from tests.extract.reading.page_assembly.glyphs import box, line, page


def report(jitter: float = 0.0) -> Canvas:
    canvas = Canvas(jitter=jitter)
    canvas.paragraph("青禾县水务局2023年政府信息公开工作年度报告", centred=True, size=22)
    for _ in range(12):
        canvas.paragraph("全年公开信息1,286条，召开会议3次，" * 4 + "工作有序推进。")
    canvas.form(form_of([["信息内容", "制发"], *([f"{n}.规章", str(n)] for n in range(40))]))
    canvas.feet()
    return canvas


def test_no_pages_are_an_empty_text() -> None:
    empty = assemble([])
    assert (empty.text, empty.blocks, empty.notices) == ("", (), ())
    assert empty.layout.boxes.shape == (0, 4)


def test_every_character_leads_back_to_its_place() -> None:
    pages = report().contents()
    whole = assemble(pages)
    drawn = [
        {
            (g.text, *np.array([g.left, g.top, g.right, g.bottom], np.float32).tolist())
            for g in each.glyphs
        }
        for each in pages
    ]
    for offset, character in enumerate(whole.text):
        number = int(whole.layout.pages[offset])
        if character in "\t\n ":
            assert number == 0
            assert not whole.layout.boxes[offset].any()
        else:
            assert (character, *whole.layout.boxes[offset].tolist()) in drawn[number - 1]


def test_a_cell_has_the_box_of_its_characters() -> None:
    rulings = box(100, 100, 200, 130) + box(200, 100, 300, 130)
    whole = assemble([page([line("规章", 110, 110), line("12", 210, 110)], rulings, number=7)])
    (grid,) = whole.blocks
    assert isinstance(grid, Grid)
    place = whole.layout.place(grid.cells[1].span)
    assert place is not None
    assert place.page == 7
    assert place.box == (210, 110, 220, 122)


def test_certainties_come_from_the_glyphs_of_recognised_pages() -> None:
    glyphs = (Glyph("甲", 80, 100, 90, 112, 0.5), Glyph("乙", 90, 100, 100, 112, 0.25))
    whole = assemble([PageContent(1, 595, 842, glyphs, (), recognised=True)])
    assert whole.layout.certainty(Span(0, 2)) == pytest.approx(0.125)
    assert assemble([page([glyphs])]).layout.certainties is None


def test_a_certainty_that_is_no_number_is_none_at_all() -> None:
    glyphs = (Glyph("甲", 80, 100, 90, 112, float("nan")),)
    whole = assemble([PageContent(1, 595, 842, glyphs, (), recognised=True)])
    assert whole.layout.certainty(Span(0, 1)) == 0.0


def test_pages_beyond_the_limit_are_left_out_with_a_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assembly, "PAGES", 2)
    whole = assemble([page([line("甲乙", 80, 100 + 10 * n)], number=n) for n in (1, 2, 3)])
    assert whole.text == "甲乙\n甲乙"
    assert [notice.code for notice in whole.notices] == ["pages_left_out"]


def test_a_page_with_too_many_rulings_is_read_without_its_tables() -> None:
    rulings = [Ruling(10, 10, 500, 10)] * (limits.PAGE_RULINGS + 1)
    whole = assemble([page([line("甲乙", 80, 100)], rulings)])
    assert (whole.text, whole.notices[0].code) == ("甲乙", "rulings_left_out")


def test_a_page_with_too_many_glyphs_is_left_out() -> None:
    glyphs = line("甲", 80, 100) * (limits.PAGE_GLYPHS + 1)
    whole = assemble([page([glyphs]), page([line("乙", 80, 100)], number=2)])
    assert (whole.text, whole.notices[0].code) == ("乙", "pages_left_out")


def test_a_table_beyond_any_report_is_read_as_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assembly, "DOCUMENT_POSITIONS", 1)
    rulings = box(100, 100, 200, 130) + box(200, 100, 300, 130)
    whole = assemble([page([line("规章", 110, 110), line("12", 210, 110)], rulings)])
    assert (whole.text, whole.notices[0].code) == ("规章  12", "oversized_table")


def test_a_page_without_end_is_read() -> None:
    glyphs = tuple(line("甲乙", 80, 100))
    whole = assemble([PageContent(1, float("inf"), 842, glyphs, ())])
    assert whole.text == "甲乙"


NUMBERS = st.floats(-1e4, 1e4) | st.sampled_from(
    [0.0, 100.0, 595.0, float("nan"), float("inf"), -float("inf"), 1e308, 5e-324]
)

TEXTS = ["", " ", "公", "1", "ﬁ", "\t", "\x00", "\ud800", "\U0010ffff", "。\n", "⼀", "a" * 1000]


@given(
    st.lists(st.tuples(st.sampled_from(TEXTS), NUMBERS, NUMBERS, NUMBERS, NUMBERS), max_size=8),
    st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS, NUMBERS), max_size=8),
    NUMBERS,
    NUMBERS,
)
def test_whatever_a_page_holds_there_is_a_text(
    glyphs: list[tuple[str, float, float, float, float]],
    rulings: list[tuple[float, float, float, float]],
    width: float,
    height: float,
) -> None:
    sheet = PageContent(
        1,
        width,
        height,
        tuple(Glyph(*each) for each in glyphs),
        tuple(Ruling(*each) for each in rulings),
    )
    whole = assemble([sheet, sheet])
    assert len(whole.text) == len(whole.layout.pages) == len(whole.layout.boxes)
    assert np.isfinite(whole.layout.boxes).all()
    whole.text.encode()


def scattered(count: int) -> list[Glyph]:
    chance = random.Random(0)  # noqa: S311
    return [
        Glyph("公", x, y, x + 0.1, y + 0.001)
        for x, y in ((chance.uniform(0, 590), chance.uniform(0, 840)) for _ in range(count))
    ]


def mesh(count: int) -> list[Ruling]:
    levels = [Ruling(0, 8.0 * n, 8.0 * count, 8.0 * n) for n in range(count)]
    return levels + [Ruling(8.0 * n, 0, 8.0 * n, 8.0 * count) for n in range(count)]


@pytest.mark.parametrize(
    ("glyphs", "rulings"),
    [
        (scattered(20_000), []),
        (line("公" * 20_000, 0, 100, size=0.02), []),
        ([Glyph("公", 10, 10, 20, 22)] * 20_000, []),
        (scattered(50), mesh(220)),
        (scattered(50), mesh(3_000)),
    ],
    ids=["scattered", "one line", "one place", "large mesh", "larger mesh"],
)
def test_hostile_pages_cost_little(glyphs: Sequence[Glyph], rulings: Sequence[Ruling]) -> None:
    start = time.process_time()
    assemble([PageContent(1, 595, 842, tuple(glyphs), tuple(rulings))])
    assert time.process_time() - start < 4.0


def test_a_report_is_assembled_fast() -> None:
    pages = report().contents()
    assemble(pages)
    start = time.process_time()
    assemble(pages)
    seconds = time.process_time() - start
    assert seconds < 0.02 * len(pages)
