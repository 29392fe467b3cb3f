"""The text of a Word file is what a reader of the printed document sees."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest

from gongkai.extract.errors import ReadError
from gongkai.extract.reading.word import read_word
from gongkai.models.document import Paragraph
from tests.extract.reading.word.files import (
    cell,
    contents_of,
    paragraph,
    run,
    table,
    text_of,
    word_file,
)

TITLE = "临河县2023年政府信息公开工作年度报告"


def test_each_paragraph_is_a_line_and_a_block() -> None:
    contents = contents_of(
        paragraph("一、总体情况") + paragraph("") + paragraph("　　全年公开12条。")
    )
    assert contents.text == "一、总体情况\n全年公开12条。"
    assert [type(block) for block in contents.blocks] == [Paragraph, Paragraph]
    assert [block.span.of(contents.text) for block in contents.blocks] == contents.text.split("\n")


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (run("公开") + run("12") + run("条"), "公开12条"),
        (f"{run('甲')}<w:r><w:br/></w:r>{run('乙')}", "甲\n乙"),
        (f'{run("甲")}<w:r><w:br w:type="page"/></w:r>{run("乙")}', "甲\n乙"),
        (f"{run('甲')}<w:r><w:tab/></w:r>{run('乙')}", "甲\t乙"),
        (f"{run('一、')}<w:r><w:tab/></w:r>{run('总体情况')}", "一、总体情况"),
        (f"{run('1.')}<w:r><w:tab/></w:r>{run('主动公开')}", "1.主动公开"),
        (f"<w:r><w:tab/></w:r>{run('甲')}<w:r><w:tab/></w:r>", "甲"),
        (f"{run('A')}<w:r><w:noBreakHyphen/><w:softHyphen/></w:r>" + run("1\xad2"), "A-12"),
        (f"{run('甲')}<w:del>{run('旧')}</w:del><w:ins>{run('新')}</w:ins>", "甲新"),
        (f"<w:moveFrom>{run('旧')}</w:moveFrom><w:moveTo>{run('新')}</w:moveTo>", "新"),
        (run("甲") + run("隐", "<w:vanish/>") + run("乙", '<w:vanish w:val="0"/>'), "甲乙"),
        (run("网页", "<w:webHidden/>"), "网页"),
        (f"{run('甲')}<w:r><w:footnoteReference w:id='1'/></w:r>{run('乙')}", "甲乙"),
        (f"<w:hyperlink r:id='x'>{run('网站')}</w:hyperlink>", "网站"),
        (f"<w:smartTag><w:smartTag>{run('临河县')}</w:smartTag></w:smartTag>", "临河县"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('县政府')}</w:sdtContent></w:sdt>", "县政府"),
        (
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
            f"<w:sdtContent>{run('单击此处')}</w:sdtContent></w:sdt>{run('甲')}",
            "甲",
        ),
        (f"<w:fldSimple w:instr='DATE'>{run('2024年')}</w:fldSimple>", "2024年"),
        ("<w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>" + run("是"), "☑是"),
        ("<w:r><w:sym w:font='Wingdings 2' w:char='F06B'/></w:r>" + run("公开"), "②公开"),
        ("<w:r><w:sym w:font='Webdings' w:char='F020'/></w:r>" + run("公开"), "公开"),
        ("<w:r><w:sym w:font='Symbol' w:char='F0B3'/></w:r>" + run("5"), "≥5"),
        ("<w:r><w:sym w:font='宋体' w:char='25A1'/></w:r>" + run("否"), "□否"),
        ("<w:r><w:sym w:font='宋体' w:char='D800'/><w:sym w:char='?'/></w:r>" + run("否"), "否"),
        (
            f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('xiàn')}</w:rt>"
            f"<w:rubyBase>{run('县')}</w:rubyBase></w:ruby></w:r>",
            "县",
        ),
        ("<m:oMath><m:f><m:num><m:r><m:t>98%</m:t></m:r></m:num></m:f></m:oMath>", "98%"),
        ("<w:r><w:t>甲\n 乙\u2028丙</w:t></w:r>", "甲  乙\n丙"),
    ],
)  # fmt: skip
def test_a_paragraph_says(inside: str, expected: str) -> None:
    assert text_of(f"<w:p>{inside}</w:p>") == expected


def field(code: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_fields_show_their_result_and_not_their_code() -> None:
    assert (
        text_of(f"<w:p>{run('共')}{field('=SUM(ABOVE)', run('12'))}{run('件')}</w:p>") == "共12件"
    )


def test_the_result_of_a_field_within_a_code_is_not_shown() -> None:
    nested = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"{field('PAGE', run('7'))}"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run("12")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert text_of(f"<w:p>{nested}</w:p>") == "12"


def test_a_field_that_is_never_ended_hides_nothing_behind_its_paragraph() -> None:
    opened = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>'
    assert text_of(opened + paragraph("全年公开12条。")) == "全年公开12条。"


def test_styles_hide_text() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="C"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="P"><w:basedOn w:val="Q"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Q"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="R"><w:basedOn w:val="R"/></w:style>'
    )
    hidden = run("乙", '<w:rStyle w:val="C"/>')
    body = (
        f"<w:p>{run('甲')}{hidden}</w:p>"
        + paragraph("丙", '<w:pStyle w:val="P"/>')
        + paragraph("丁", '<w:pStyle w:val="R"/>')
    )
    assert text_of(body, styles=styles) == "甲\n丁"


def test_a_paragraph_whose_mark_was_deleted_goes_on_in_the_next() -> None:
    deleted = paragraph("全年", "<w:rPr><w:del w:id='1'/></w:rPr>")
    assert text_of(deleted + paragraph("公开12条。")) == "全年公开12条。"
    assert text_of(deleted + table(cell("甲") + cell("乙"))) == "全年\n甲\t乙"
    assert text_of(deleted) == "全年"


def test_a_large_initial_belongs_to_its_paragraph() -> None:
    assert text_of(paragraph("本", '<w:framePr w:dropCap="drop"/>') + paragraph("报告")) == "本报告"


def text_box(content: str) -> str:
    return f"<w:txbxContent>{content}</w:txbxContent>"


def in_both(content: str) -> str:
    """Return a text box as Word writes it, twice."""
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wps:wsp>'
        f"<wps:txbx>{text_box(content)}</wps:txbx></wps:wsp></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{text_box(content)}</v:textbox></v:shape>"
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_a_title_in_a_text_box_is_read_once_and_before_the_paragraph_it_hangs_on() -> None:
    body = f"<w:p>{in_both(paragraph(TITLE))}{run('一、总体情况')}</w:p>"
    assert text_of(body) == f"{TITLE}\n一、总体情况"


def test_a_text_box_behind_text_is_read_behind_it() -> None:
    assert text_of(f"<w:p>{run('甲')}{in_both(paragraph('乙'))}</w:p>") == "甲\n乙"


def test_tables_and_text_boxes_in_text_boxes_are_read() -> None:
    inner = f"<w:p>{in_both(paragraph('丙') + table(cell('甲') + cell('乙')))}</w:p>"
    assert text_of(f"<w:p>{in_both(inner)}</w:p>") == "丙\n甲\t乙"


def test_ornamental_writing_is_text() -> None:
    word_art = f'<w:r><w:pict><v:shape><v:textpath string="{TITLE}"/></v:shape></w:pict></w:r>'
    assert text_of(f"<w:p>{word_art}</w:p>") == TITLE


def test_controls_around_paragraphs_are_looked_into() -> None:
    body = f"<w:sdt><w:sdtContent>{paragraph('甲')}</w:sdtContent></w:sdt>"
    assert text_of(f"<w:customXml>{body}</w:customXml>") == "甲"


def test_tables_of_contents_are_left_out() -> None:
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    inside = f"<w:sdtContent>{paragraph('目录')}</w:sdtContent>"
    contents = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr>{inside}</w:sdt>"
    entry = paragraph("一、总体情况 1", '<w:pStyle w:val="10"/>')
    styles = '<w:style w:type="paragraph" w:styleId="10"><w:name w:val="TOC 1"/></w:style>'
    assert text_of(contents + entry + paragraph("一、总体情况"), styles=styles) == "一、总体情况"


def test_running_heads_are_left_out() -> None:

    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "页脚"
    document.add_paragraph("正文")
    file = BytesIO()
    document.save(file)
    assert read_word(file.getvalue()).text == "正文"


def test_notes_stand_behind_the_text() -> None:
    body = f"<w:p>{run('全年公开12条')}<w:r><w:footnoteReference w:id='2'/></w:r></w:p>"
    notes = (
        f'<w:footnote w:type="separator" w:id="0">{paragraph("线")}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph("含转载。")}</w:footnote>'
    )
    assert text_of(body, footnotes=notes) == "全年公开12条\n含转载。"


@pytest.mark.parametrize("body", ["", paragraph(""), paragraph("　 "), table(cell("") + cell(""))])
def test_a_file_without_text_is_refused(body: str) -> None:
    with pytest.raises(ReadError, match="holds no text") as caught:
        read_word(word_file(body))
    assert caught.value.code == "no_text"
