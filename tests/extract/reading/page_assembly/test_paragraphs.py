"""Lines become paragraphs, over page breaks too; headings stay apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gongkai.extract.reading.pages import Glyph, assemble
from tests.extract.reading.page_assembly.engine import Canvas
from tests.extract.reading.page_assembly.glyphs import line, page

LONG = "本局全年通过政府网站公开信息1,286条，同比增长12.5%，通过“青禾水务”公众号发布312条。" * 2
SHORT = "受理热线12件。"


def drawn(texts: list[str], *, indent: float = 2.0, jitter: float = 0.0) -> str:
    canvas = Canvas(jitter=jitter)
    for text in texts:
        canvas.paragraph(text, indent=indent)
    return assemble(canvas.contents()).text


def test_wrapped_lines_are_one_paragraph() -> None:
    assert drawn([LONG, SHORT, LONG]) == "\n".join([LONG, SHORT, LONG])


def test_a_heading_does_not_go_on_with_what_follows() -> None:
    texts = ["一、总体情况", LONG, "（一）主动公开", LONG]
    assert drawn(texts) == "\n".join(texts)


def test_a_heading_that_fills_its_line_does_not_go_on_with_an_indented_paragraph() -> None:
    heading = "二、" + "公" * 23
    assert drawn([LONG, heading, LONG, SHORT]) == "\n".join([LONG, heading, LONG, SHORT])


def test_a_heading_over_two_lines_is_one() -> None:
    heading = "三、" + "公开工作情况" * 6
    assert drawn([LONG, heading, LONG]) == "\n".join([LONG, heading, LONG])


def test_paragraphs_without_indents_end_with_their_last_line() -> None:
    assert drawn([LONG, SHORT, LONG, "二、主动公开情况"], indent=0).count("\n") == 3


def test_items_without_indents_stay_apart_although_the_line_before_is_full() -> None:
    full = "公" * 26 + "。"
    texts = [LONG, full, "（二）依申请公开。" + LONG, SHORT]
    assert drawn(texts, indent=0) == "\n".join(texts)


def test_a_page_break_inside_a_sentence_leaves_no_trace() -> None:
    canvas = Canvas(bottom=250)
    texts = [character * (n + 1) + LONG for n, character in enumerate("甲乙丙丁戊己")]
    for text in texts:
        canvas.paragraph(text)
    canvas.feet("- {} -")
    assert len(canvas.pages) > 2
    assert assemble(canvas.contents()).text == "\n".join(texts)


def test_a_centred_title_over_two_lines_is_one() -> None:
    title = "青禾县人民政府办公室2023年政府信息公开工作年度报告"
    canvas = Canvas()
    canvas.paragraph(title, centred=True, size=22)
    canvas.paragraph(LONG)
    assert assemble(canvas.contents()).text == f"{title}\n{LONG}"


def test_centred_lines_that_were_broken_by_hand_stay_two() -> None:
    canvas = Canvas()
    canvas.paragraph("青禾县水务局", centred=True, size=22)
    canvas.paragraph("2023年度报告", centred=True, size=22)
    canvas.paragraph(LONG)
    assert assemble(canvas.contents()).text == f"青禾县水务局\n2023年度报告\n{LONG}"


def test_a_space_between_paragraphs_parts_them() -> None:
    full = "公" * 27
    canvas = Canvas()
    canvas.paragraph(LONG, indent=0)
    canvas.paragraph(full, indent=0)
    canvas.y += 30
    canvas.paragraph(LONG, indent=0)
    assert assemble(canvas.contents()).text == f"{LONG}\n{full}\n{LONG}"


def test_lines_of_another_size_do_not_go_on() -> None:
    lines = [line("公" * 30, 80, 100), line("公" * 30, 80, 118), line("开" * 30, 80, 136, size=8)]
    assert assemble([page(lines)]).text.split("\n")[-1] == "开" * 30


def test_rows_with_wide_gaps_stay_lines() -> None:
    def row(label: str, value: str, top: float) -> list[Glyph]:
        return line(label, 80, top) + line(value, 480, top)

    lines = [line("公" * 42, 80, 82), row("新收申请", "12", 100), row("结转申请", "3", 118)]
    assert assemble([page(lines)]).text.split("\n")[1:] == ["新收申请  12", "结转申请  3"]


@given(
    st.lists(st.integers(1, 150), min_size=2, max_size=10),
    st.sampled_from([0.0, 0.8]),
    st.integers(0, 26),
)
def test_indented_paragraphs_read_back(lengths: list[int], jitter: float, first: int) -> None:
    alphabet = "全年公开信息，12条。（主办3件）"
    texts = [
        "公" + "".join(alphabet[(first + n * n) % len(alphabet)] for n in range(length)) + "。"
        for length in lengths
    ]
    assert drawn([LONG, *texts, LONG], jitter=jitter) == "\n".join([LONG, *texts, LONG])
