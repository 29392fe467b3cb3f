"""Numbers that the program writes stand in the text as the printed document shows them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.extract.reading.word.numerals import written
from gongkai.extract.sections.numbering import parse_marker
from tests.extract.reading.word.files import cell, numbered, paragraph, table, text_of


def level(
    place: int, text: str, number_format: str = "chineseCounting", more: str = "", start: int = 1
) -> str:
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="{start}"/><w:numFmt w:val="{number_format}"/>'
        f'{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def outline(*levels: str, identity: int = 5, more: str = "") -> str:
    inside = "".join(levels)
    return f'<w:abstractNum w:abstractNumId="{identity}">{more}{inside}</w:abstractNum>'


def listing(identity: int = 1, overrides: str = "", of: int = 5) -> str:
    return f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def lines_of(body: str, *numbering: str, styles: str = "") -> list[str]:
    return text_of(body, numbering="".join(numbering), styles=styles).split("\n")


OFFICIAL = outline(
    level(0, "%1、"),
    level(1, "（%2）", "chineseCountingThousand"),
    level(2, "%3.", "decimal"),
    level(3, "（%4）", "decimal"),
    level(4, "%5", "decimalEnclosedCircle"),
)


def test_headings_are_numbered_level_by_level_and_start_anew_below_each_other() -> None:
    levels = [0, 1, 1, 2, 2, 3, 4, 1, 0, 1]
    body = "".join(numbered("况", level=each) for each in levels)
    assert lines_of(body, OFFICIAL, listing()) == [
        "一、况", "（一）况", "（二）况", "1. 况", "2. 况", "（1）况", "①况", "（三）况", "二、况",
        "（一）况",
    ]  # fmt: skip


def test_paragraphs_between_do_not_stop_the_count_and_empty_ones_are_counted_and_not_shown() -> (
    None
):
    body = numbered("甲") + paragraph("文") + numbered("") + numbered("乙")
    assert lines_of(body, OFFICIAL, listing()) == ["一、甲", "文", "三、乙"]


def test_lists_of_one_outline_go_on_counting_unless_they_say_where_to_start() -> None:
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    body = "".join(numbered("况", each) for each in (1, 2, 1, 3, 3))
    found = lines_of(body, OFFICIAL, listing(1), listing(2), listing(3, restart))
    assert found == ["一、况", "二、况", "三、况", "一、况", "二、况"]


def test_a_list_may_override_a_level() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "第%1章", "decimal", start=4)}</w:lvlOverride>'
    assert lines_of(numbered("况"), OFFICIAL, listing(1, override)) == ["第4章况"]


@pytest.mark.parametrize(
    ("restart", "expected"),
    [
        ("", "（一）"),
        ('<w:lvlRestart w:val="0"/>', "（二）"),
        ('<w:lvlRestart w:val="1"/>', "（一）"),
    ],
)
def test_levels_start_anew_as_they_say(restart: str, expected: str) -> None:
    found = outline(level(0, "%1、"), level(1, "（%2）", more=restart))
    body = numbered("况", level=0) + numbered("况", level=1)
    assert lines_of(body + body, found, listing())[3] == f"{expected}况"


def test_numbers_of_several_levels_stand_in_one() -> None:
    digits = [
        level(place, text, "decimal") for place, text in enumerate(("%1", "%1.%2", "%1.%2.%3"))
    ]
    body = "".join(numbered("况", level=each) for each in (0, 1, 1, 2))
    assert lines_of(body, outline(*digits), listing()) == ["1 况", "1.1 况", "1.2 况", "1.2.1 况"]


def test_a_level_that_never_came_counts_as_its_first() -> None:
    found = outline(level(0, "%1、"), level(1, "%1.%2", "decimal", "<w:isLgl/>"))
    assert lines_of(numbered("况", level=1), found, listing()) == ["1.1 况"]


def test_a_number_before_digits_keeps_apart_from_them() -> None:
    found = outline(level(0, "%1.", "decimal"))
    assert lines_of(numbered("2023年公开"), found, listing()) == ["1. 2023年公开"]
    nothing = outline(level(0, "%1.", "decimal", '<w:suff w:val="nothing"/>'))
    assert lines_of(numbered("公开"), nothing, listing()) == ["1.公开"]


def test_bullets_and_hidden_numbers_are_left_out() -> None:
    bullets = outline(level(0, "\uf0b7", "bullet"))
    hidden = outline(level(0, "%1、", more="<w:rPr><w:vanish/></w:rPr>"))
    assert lines_of(numbered("甲"), bullets, listing()) == ["甲"]
    assert lines_of(numbered("甲"), hidden, listing()) == ["甲"]


def test_styles_number_headings() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        '</w:pPr></w:style><w:style w:type="paragraph" w:styleId="H2"><w:pPr><w:numPr>'
        '<w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H3"><w:basedOn w:val="H2"/></w:style>'
    )
    linked = outline(level(0, "%1、", more='<w:pStyle w:val="H1"/>'), level(1, "（%2）"))
    body = "".join(
        paragraph("况", f'<w:pStyle w:val="{style}"/>{direct}')
        for style, direct in (
            ("H1", ""), ("H2", ""), ("H3", ""), ("H3", '<w:numPr><w:numId w:val="0"/></w:numPr>'),
            ("H1", ""),
        )
    )  # fmt: skip
    assert lines_of(body, linked, listing(), styles=styles) == [
        "一、况", "（一）况", "（二）况", "况", "二、况",
    ]  # fmt: skip


def test_the_style_of_paragraphs_without_one_counts() -> None:
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    assert lines_of("<w:p><w:r><w:t>况</w:t></w:r></w:p>", OFFICIAL, listing(), styles=styles) == [
        "一、况"
    ]


def test_outlines_may_be_those_of_a_list_style() -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr>'
        "</w:pPr></w:style>"
    )
    link = outline(identity=6, more='<w:numStyleLink w:val="L"/>')
    found = lines_of(numbered("况"), OFFICIAL, link, listing(1, of=6), listing(2), styles=styles)
    assert found == ["一、况"]


def test_rows_of_a_table_are_numbered() -> None:
    rows = [f"<w:tc>{numbered('属于国家秘密')}</w:tc>{cell('0')}" for _ in range(2)]
    found = outline(level(0, "%1.", "decimal", '<w:suff w:val="nothing"/>'))
    assert lines_of(table(*rows), found, listing()) == ["1.属于国家秘密\t0", "2.属于国家秘密\t0"]


@pytest.mark.parametrize(
    "numbering",
    [
        listing(),
        outline() + listing(),
        outline(level(12, "%1")) + listing(1, '<w:lvlOverride w:ilvl="77"/>'),
        outline('<w:lvl w:ilvl="x"/>') + listing(),
        '<w:abstractNum/><w:num/><w:num w:numId="1"/>',
        outline(level(0, "%9%8%7" * 50)) + listing(1, of=6),
    ],
)
def test_damaged_numbering_leaves_the_text(numbering: str) -> None:
    assert lines_of(numbered("况"), numbering) == ["况"]


@pytest.mark.parametrize(
    ("number_format", "expected"),
    [
        ("decimal", "1 9 10 11 20 35 99 101"),
        ("decimalZero", "01 09 10 11 20 35 99 101"),
        ("chineseCounting", "一 九 十 十一 二十 三十五 九十九 一百零一"),
        ("chineseCountingThousand", "一 九 十 十一 二十 三十五 九十九 一百零一"),
        ("japaneseCounting", "一 九 十 十一 二十 三十五 九十九 一百零一"),
        ("ideographDigital", "一 九 一〇 一一 二〇 三五 九九 一〇一"),
        ("chineseLegalSimplified", "壹 玖 壹拾 壹拾壹 贰拾 叁拾伍 玖拾玖 壹佰零壹"),
        ("decimalEnclosedCircle", "① ⑨ ⑩ ⑪ ⑳ ㉟ 99 101"),
        ("decimalEnclosedParen", "⑴ ⑼ ⑽ ⑾ ⒇ (35) (99) (101)"),
        ("decimalEnclosedFullstop", "⒈ ⒐ ⒑ ⒒ ⒛ 35. 99. 101."),
        ("decimalFullWidth", "１ ９ １０ １１ ２０ ３５ ９９ １０１"),
        ("ideographTraditional", "甲 壬 癸 十一 二十 三十五 九十九 一百零一"),
        ("ideographZodiac", "子 申 酉 戌 二十 三十五 九十九 一百零一"),
        ("ideographEnclosedCircle", "㊀ ㊈ ㊉ 十一 二十 三十五 九十九 一百零一"),
        ("upperLetter", "A I J K T II UUUU WWWW"),
        ("lowerLetter", "a i j k t ii uuuu wwww"),
        ("upperRoman", "I IX X XI XX XXXV XCIX CI"),
        ("lowerRoman", "i ix x xi xx xxxv xcix ci"),
        ("hebrew1", "1 9 10 11 20 35 99 101"),
    ],
)
def test_numbers_are_written_in_each_format(number_format: str, expected: str) -> None:
    numbers = (1, 9, 10, 11, 20, 35, 99, 101)
    assert [written(number, number_format) for number in numbers] == expected.split(" ")


@given(st.integers(1, 99), st.sampled_from(("chineseCounting", "japaneseCounting")))
def test_chinese_numbers_are_read_as_what_was_counted(number: int, number_format: str) -> None:
    marker = parse_marker(f"{written(number, number_format)}、总体情况")
    assert marker is not None
    assert marker.ordinal == number


@given(st.integers(-5, 10**9 - 1), st.text(max_size=20))
def test_any_number_in_any_format_is_written(number: int, number_format: str) -> None:
    assert written(number, number_format)


@pytest.mark.parametrize("number", [-1, 0, 781, 32768, 10**9 - 1])
@pytest.mark.parametrize(
    "number_format", ["lowerLetter", "upperRoman", "chineseLegalSimplified", "chineseCounting"]
)
def test_numbers_beyond_a_format_are_short(number: int, number_format: str) -> None:
    assert 0 < len(written(number, number_format)) < 40
