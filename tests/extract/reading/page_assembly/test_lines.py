"""Characters become lines, with spaces where they belong."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.extract.reading.pages import Glyph
from gongkai.extract.reading.pages.characters import collect
from gongkai.extract.reading.pages.lines import lines_of
from tests.extract.reading.page_assembly.glyphs import line, page


def texts(glyphs: Sequence[Glyph], *, spaced: bool = True) -> list[str]:
    characters, (indices,) = collect([page([glyphs])])
    return [each.text for each in lines_of(characters, indices, spaced=spaced)]


def test_lines_come_from_the_top_down_and_from_the_left() -> None:
    glyphs = line("全年公开12条", 80, 100) + line("召开会议3次", 80, 118)
    assert texts(glyphs[::-1]) == ["全年公开12条", "召开会议3次"]


def test_a_superscript_stays_in_its_line() -> None:
    raised = Glyph("②", 120, 98, 125, 104)
    assert texts([*line("公开信息", 80, 100), raised, *line("共", 125, 100)]) == ["公开信息②共"]


def test_a_low_comma_and_a_flat_dash_stay_in_their_line() -> None:
    marks = [Glyph("，", 90, 108, 93, 111), Glyph("一", 100, 105.5, 110, 106.5)]
    assert texts([*line("甲", 80, 100), *marks, *line("乙", 110, 100)]) == ["甲，一乙"]


def test_a_slanting_line_is_one_line() -> None:
    glyphs = [
        Glyph("政", 80 + 10 * n, 100 + 0.15 * n, 90 + 10 * n, 112 + 0.15 * n) for n in range(43)
    ]
    glyphs += [
        Glyph("务", 80 + 10 * n, 118 + 0.15 * n, 90 + 10 * n, 130 + 0.15 * n) for n in range(43)
    ]
    assert texts(glyphs) == ["政" * 43, "务" * 43]


def test_a_gap_between_latin_words_is_a_space() -> None:
    assert texts(line("Open Data 2023 报告", 80, 100)) == ["Open Data 2023报告"]


def test_justified_characters_have_no_spaces_between_them() -> None:
    assert texts(line("公开政府信息十二条", 80, 100, spread=3.0)) == ["公开政府信息十二条"]


def test_a_title_set_wide_has_no_spaces() -> None:
    assert texts(line("年度报告", 80, 100, spread=12.0)) == ["年度报告"]


def test_ideographs_as_values_stay_apart_although_most_gaps_are_wide() -> None:
    glyphs = line("规章", 80, 100)
    glyphs += [glyph for n in range(3) for glyph in line("无", 200 + 60 * n, 100)]
    assert texts(glyphs) == ["规章  无  无  无"]
    assert texts(glyphs[2:]) == ["无  无  无"]


def test_a_gap_behind_a_heading_is_a_space() -> None:
    assert texts(line("一、总体情况\u3000全年公开", 80, 100)) == ["一、总体情况 全年公开"]


def test_wide_gaps_part_columns() -> None:
    glyphs = line("新收申请", 80, 100) + line("12", 200, 100) + line("0", 260, 100)
    assert texts(glyphs) == ["新收申请  12  0"]


def test_gaps_in_a_cell_only_spread_its_text() -> None:
    assert texts(line("合\u3000\u3000计", 80, 100), spaced=False) == ["合计"]


def test_a_character_drawn_twice_for_boldness_stands_once() -> None:
    glyphs = [*line("总体", 80, 100), *line("总体", 80.4, 100)]
    assert texts(glyphs) == ["总体"]


def test_doubled_digits_are_kept() -> None:
    assert texts(line("公开1100条", 80, 100)) == ["公开1100条"]


@pytest.mark.parametrize("text", ["\t", "\x00", "\u200b", "\ud800", " ", "\u3000", ""])
def test_what_cannot_be_seen_is_left_out(text: str) -> None:
    assert texts([*line("甲乙", 80, 100), Glyph(text, 100, 100, 110, 112)]) == ["甲乙"]


def test_radicals_that_fonts_use_for_characters_become_these() -> None:
    assert texts(line("⼀⽅", 80, 100)) == ["一方"]


@given(
    st.lists(
        st.text("公开信息年度报告0123456789，。", min_size=1, max_size=30), min_size=1, max_size=12
    )
)
def test_drawn_lines_read_back(written: list[str]) -> None:
    glyphs = [glyph for n, text in enumerate(written) for glyph in line(text, 60, 50 + 16 * n)]
    assert texts(glyphs[::-1]) == written
