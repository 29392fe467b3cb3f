"""Pages that show two pages side by side are read one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.extract.reading.pages import Glyph, PageContent, Ruling, assemble
from tests.extract.reading.page_assembly.glyphs import box, line

LEFT = ["全年通过政府网站公开信息一千二百条其中动态类三百", "条，办理信息公开申请十二件。"]
RIGHT = ["召开政务公开推进会议三次培训各部门公开人员四十人", "次，网站更新及时。"]


def spread(
    left: Sequence[str], right: Sequence[str], rulings: Sequence[Ruling] = (), number: int = 1
) -> PageContent:
    """Set lines of 12 points, three times, on both sides of a page of A3."""
    glyphs: list[Glyph] = []
    for x, texts in ((90, left), (685, right)):
        for place, text in enumerate([*texts] * 3):
            glyphs += line(text, x, 100 + 20 * place, size=16)
    return PageContent(number, 1190.0, 842.0, tuple(glyphs), tuple(rulings))


def test_the_right_page_follows_the_left_one() -> None:
    text = assemble([spread(LEFT, RIGHT)]).text
    assert text == "\n".join(["".join(LEFT)] * 3 + ["".join(RIGHT)] * 3)


def test_characters_of_both_pages_lead_back_to_the_page_of_the_file() -> None:
    whole = assemble([spread(LEFT, RIGHT), spread(LEFT, RIGHT, number=2)])
    place = whole.text.rindex("召开")
    assert whole.layout.pages[place] == 2
    assert whole.layout.boxes[place].tolist()[0] == 685


def test_the_numbers_of_both_pages_go() -> None:
    pages = [spread(LEFT, RIGHT, number=n) for n in (1, 2)]
    numbered = [
        PageContent(
            n, 1190.0, 842.0,
            (*each.glyphs, *line(str(2 * n - 1), 290, 800), *line(str(2 * n), 890, 800)), (),
        )
        for n, each in enumerate(pages, 1)
    ]  # fmt: skip
    assert assemble(numbered).text == assemble(pages).text


def test_a_table_on_the_right_page_is_found() -> None:
    rulings = box(685, 500, 885, 530) + box(885, 500, 1085, 530)
    page = spread(LEFT, RIGHT, rulings)
    cells = (*line("规章", 700, 508), *line("12", 900, 508))
    whole = assemble([PageContent(1, 1190.0, 842.0, (*page.glyphs, *cells), page.rulings)])
    assert whole.text.endswith("\n规章\t12")


def test_a_wide_table_is_not_cut() -> None:
    rulings = box(90, 500, 590, 530) + box(590, 500, 1090, 530)
    cells = (*line("规章", 100, 508), *line("12", 900, 508))
    whole = assemble([PageContent(1, 1190.0, 842.0, cells, tuple(rulings))])
    assert whole.text == "规章\t12"


def test_rows_without_lines_are_not_cut() -> None:
    labels = [f"{n}.行政规范性文件制发废止及现行有效的件数" for n in range(1, 6)]
    page = spread(labels, ["12  3", "0", "7  1"])
    assert "件数  12" in assemble([page]).text
