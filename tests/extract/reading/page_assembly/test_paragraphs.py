"""Lines become paragraphs, over page breaks too; headings stay apart."""

from __future__ import annotations

import pytest
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


def test_a_line_that_ends_early_in_the_midst_of_a_sentence_goes_on() -> None:
    first, rest = "公" * 22, "息" * 20 + "。"
    lines = [
        line("开" * 24, 100, 70), line("开" * 12 + "。", 80, 88),
        *(line(text, left, 106 + 36 * n + 18 * (left == 80))
          for n in range(3) for text, left in ((first, 100), (rest, 80))),
    ]  # fmt: skip
    assert assemble([page(lines)]).text.split("\n")[1:] == [first + rest] * 3


@pytest.mark.parametrize("rest", ["开”要求办理", "访）112件", "次，12345热线", "把“公开”二字"])
def test_a_line_ends_early_where_the_next_begins_with_what_is_kept_together(rest: str) -> None:
    lines = [line("公" * 30, 80, 70), line("开" * 30, 80, 88), line("息" * 30, 80, 106)]
    lines += [line("政" * 27, 80, 124), line(rest, 80, 142)]
    text = assemble([page(lines)]).text
    assert text.endswith("政" * 27 + rest)


def test_an_unindented_heading_behind_a_full_line_stays_apart() -> None:
    texts = [LONG, "公" * 24 + "。"]
    canvas = Canvas()
    for text in texts:
        canvas.paragraph(text)
    canvas.paragraph("二、主动公开政府信息情况", indent=0)
    canvas.paragraph(LONG)
    assert assemble(canvas.contents()).text.split("\n")[1:3] == [
        texts[1], "二、主动公开政府信息情况",
    ]  # fmt: skip


def test_paragraphs_of_single_lines_do_not_widen_the_distance_of_lines() -> None:
    canvas = Canvas()
    full = "公" * 24 + "。"
    for text in (LONG, *[full] * 9):
        canvas.paragraph(text)
        canvas.y += 20
    canvas.paragraph("附：统计表", indent=0)
    assert assemble(canvas.contents()).text == "\n".join([LONG, *[full] * 9, "附：统计表"])


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
