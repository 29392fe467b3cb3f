"""Finding the six sections in whole reports."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.extract.sections import SectionReading, find_sections
from gongkai.models.document import Grid, GridCell, Span
from gongkai.models.scheme import SectionKind
from tests.extract.plain_documents import SIX_HEADINGS, document_of, report

ALL_KINDS = list(SectionKind)
APPLICATION_ROWS = (
    "一、本年新收政府信息公开申请数量\n0\n二、上年结转政府信息公开申请数量\n0\n三、本年度办理结果\n"
    "（一）予以公开\n0\n（六）其他处理\n3.其他\n0\n（七）总计\n0\n四、结转下年度继续办理\n0"
)


def read(text: str) -> SectionReading:
    return find_sections(document_of(text))


def kinds(reading: SectionReading) -> list[SectionKind]:
    return [section.kind for section in reading.sections]


def inner_titles(reading: SectionReading) -> list[str]:
    return [heading.text for heading in reading.headings if heading.level > 1]


def test_the_six_sections_of_the_form_touch_each_other_and_end_with_the_body() -> None:
    text = report("很好。", "见表", APPLICATION_ROWS, "无。", "有不足。", "无")
    reading = read(text)
    assert kinds(reading) == ALL_KINDS
    assert [text[s.start :].split("\n")[0] for s in reading.sections] == list(SIX_HEADINGS)
    for section, following in zip(reading.sections, reading.sections[1:], strict=False):
        assert section.end == following.start
    assert reading.sections[-1].end == reading.body.end == len(text) - 1


def test_row_labels_of_a_flattened_table_are_never_headings() -> None:
    reading = read(report("很好。", "", APPLICATION_ROWS))
    assert kinds(reading) == ALL_KINDS
    assert inner_titles(reading) == []


def test_row_labels_broken_over_lines_are_never_headings() -> None:
    rows = (
        "三、\n本年\n度办\n理结果\n（一）予以\n公开\n0\n1.属于\n国家秘密\n0\n四、\n结转\n下年度\n0"
    )
    reading = read(report("很好。", "", rows))
    assert kinds(reading) == ALL_KINDS
    assert inner_titles(reading) == []


@pytest.mark.parametrize("label", ["四、结\n转下年\n度继续\n办理", "三、本\n年度办\n理结果"])
def test_a_row_label_broken_behind_its_first_character_is_no_heading(label: str) -> None:
    reading = read(report("很好。", "", f"（七）总\n计\n9\n{label}\n6\n"))
    assert kinds(reading) == ALL_KINDS
    assert inner_titles(reading) == []


def test_row_labels_with_tabs_or_bars_are_never_headings() -> None:
    rows = "一、其他需要报告的事项\t0\t0\n二、总体情况 | 0 | 0"
    assert kinds(read(report("很好。", rows, "无"))) == ALL_KINDS


def test_text_in_a_grid_is_never_a_heading() -> None:
    text = "一、总体情况\n好。\n五、存在的主要问题及改进情况\n六、其他需要报告的事项\n无"
    start = text.index("五、")
    span = Span(start, text.index("\n六"))
    grid = Grid(span, 1, 1, (GridCell(0, 0, 1, 1, span),))
    reading = find_sections(document_of(text, grids=(grid,)))
    assert kinds(reading) == [SectionKind.OVERVIEW, SectionKind.OTHER_MATTERS]


def test_sub_headings_with_the_title_of_a_section_open_none() -> None:
    inside = "（一）主动公开政府信息情况\n公开。\n（二）收到和处理政府信息公开申请情况\n没有。"
    reading = read(report(inside))
    assert kinds(reading) == ALL_KINDS
    assert inner_titles(reading) == ["主动公开政府信息情况", "收到和处理政府信息公开申请情况"]
    assert {h.kind for h in reading.headings if h.level == 2} == {SectionKind.OVERVIEW}


def test_a_heading_renumbered_by_a_word_processor_opens_its_section() -> None:
    for overview in ("很好。", "1.平台建设。网站已改版。", "1.平台建设\n2.培训\n3.宣传"):
        text = report(overview).replace("二、主动", "2、 主动")
        assert kinds(read(text)) == ALL_KINDS


def test_a_list_numbered_like_the_sections_stays_inside_its_section() -> None:
    text = report("很好。", "", "", "", "一、意识不强\n二、培训不够\n三、平台不新")
    reading = read(text)
    assert kinds(reading) == ALL_KINDS
    assert inner_titles(reading) == []  # its items are the section's own statements


def test_sections_and_their_lists_may_share_one_style_of_number() -> None:
    text = (
        "1、 总体情况\n我们工作。\n1、 主动公开。按要求公开。\n2、 依申请公开。已有流程。\n"
        "2、 主动公开政府信息情况\n3、 收到和处理政府信息公开申请情况\n"
        "4、 政府信息公开行政复议、行政诉讼情况\n"
        "5、 存在的主要问题及改进情况\n6、 其他需要报告的事项"
    )
    reading = read(text)
    assert kinds(reading) == ALL_KINDS
    assert inner_titles(reading) == ["主动公开", "依申请公开"]


def test_a_repeated_heading_makes_one_section() -> None:
    title = "青石县云台镇2022年政府信息公开工作年度报告"
    text = f"{title}\n一、总体情况\n{title}\n" + "\n".join(SIX_HEADINGS)
    reading = read(text)
    assert kinds(reading) == ALL_KINDS
    assert reading.sections[0].start == len(title) + 1
    assert [h.level for h in reading.headings[:4]] == [0, 1, 0, 1]


def test_a_table_of_contents_is_furniture_and_opens_nothing() -> None:
    contents = "\n".join(f"{heading}......{page}" for page, heading in enumerate(SIX_HEADINGS, 1))
    text = f"目录\n{contents}\n本报告按要求编写。\n" + "很好。\n".join(SIX_HEADINGS)
    reading = read(text)
    assert reading.sections[0].start == text.rindex("一、总体情况")
    assert Span(3, 3 + len("一、总体情况......1")) in reading.furniture


def test_headings_of_empty_sections_are_no_table_of_contents() -> None:
    assert kinds(read("\n".join(SIX_HEADINGS))) == ALL_KINDS


def test_the_outline_sentence_of_a_preface_opens_nothing() -> None:
    preface = "全文包括：一、总体情况；二、主动公开政府信息情况；三、其他需要报告的事项。"
    reading = read(preface + "\n" + "\n".join(SIX_HEADINGS))
    assert reading.sections[0].start == len(preface) + 1


@pytest.mark.parametrize(
    ("heading", "covered"),
    [
        ("一、总体情况。2022年，我镇努力工作。", "一、总体情况。"),
        ("一、总体情况2022年，我镇努力工作。", "一、总体情况"),
        ("一、总体情况：我镇努力工作，成效明显。", "一、总体情况："),
    ],
)
def test_a_heading_run_into_its_paragraph_covers_only_itself(heading: str, covered: str) -> None:
    text = "\n".join((heading, *SIX_HEADINGS[1:]))
    reading = read(text)
    assert kinds(reading) == ALL_KINDS
    assert reading.headings[0].span.of(text) == covered
    assert reading.sections[0].title == "总体情况"


def test_sub_headings_run_into_their_paragraphs_cover_only_themselves() -> None:
    text = report("（一）平台建设情况。我镇建成一处专区，方便群众。")
    heading = next(h for h in read(text).headings if h.level == 2)
    assert heading.span.of(text) == "（一）平台建设情况。"


@pytest.mark.parametrize(
    "item",
    [
        "（一）收到申请3件。均已答复。",
        "（一）未收到申请。没有费用。",
        "1.召开专题会议两次，开展培训三场。",
        "（1）全年未收到政府信息公开申请",
        "1.九成以上群众满意，热线办结率百分之百。",
        "1.公开时效有待提高，部分栏目更新滞后。",
        "（1）我局已建成专区。",
    ],
)
def test_a_numbered_statement_is_no_heading(item: str) -> None:
    assert inner_titles(read(report(item))) == []


@pytest.mark.parametrize(
    ("item", "title"),
    [
        ("（一）加强组织领导。各科室分工明确。", "加强组织领导"),
        ("（一）平台建设", "平台建设"),
        ("（一）抓好三个环节。各科室分工明确。", "抓好三个环节"),
        ("（一）存在的不足", "存在的不足"),
    ],
)
def test_a_numbered_phrase_is_a_heading(item: str, title: str) -> None:
    assert inner_titles(read(report(item))) == [title]


def test_a_section_without_text_below_its_statement_keeps_it_in_the_narrative() -> None:
    statement = "本年度未发生行政复议、行政诉讼"
    text = report("很好。").replace(SIX_HEADINGS[3], f"四、{statement}")
    reading = read(text)
    assert kinds(reading) == ALL_KINDS
    assert "四、" in [heading.span.of(text) for heading in reading.headings]


@pytest.mark.parametrize(
    "part",
    [
        "（一）存在的主要问题\n1.意识不强。\n2.信息公开深度不够。街道动态较多。\n（二）改进情况\n1.加强培训\n2.完善平台",
        "（一）存在的主要问题\n1.意识不强\n（二）改进情况\n（1）加强培训。组织全员学习。",
    ],
)
def test_in_the_section_on_problems_only_announcements_are_headings(part: str) -> None:
    reading = read(report("很好。", "", "", "", part))
    assert inner_titles(reading) == ["存在的主要问题", "改进情况"]


@pytest.mark.parametrize(
    "broken",
    ["三、收到和处理政府信息公开\n申请情况", "三、\n收到和处理政府信息公开申请情况"],
)
def test_a_heading_broken_over_two_lines_is_one(broken: str) -> None:
    text = report("很好。").replace(SIX_HEADINGS[2], broken)
    reading = read(text)
    assert kinds(reading) == ALL_KINDS
    assert reading.sections[2].title == "收到和处理政府信息公开申请情况"
    assert broken in [heading.span.of(text) for heading in reading.headings]


def test_sections_are_found_in_a_page_that_lost_its_line_breaks() -> None:
    text = (
        "本报告由六个部分组成。统计到年底为止，请予查阅。 "
        + " 内容如下。".join(SIX_HEADINGS)
        + " 无。"
    )
    assert len(text) > 100
    assert kinds(read(text)) == ALL_KINDS


def test_headings_without_numbers_open_sections() -> None:
    text = "很好。\n".join(f"{heading[2:]}\n" for heading in SIX_HEADINGS)
    assert kinds(read(text)) == ALL_KINDS


def test_an_overview_numbered_like_a_part_is_found_where_its_own_heading_is_lost() -> None:
    text = "\n".join(("（一）政府信息公开基本情况", "1.主动公开", "好。", *SIX_HEADINGS[1:]))
    assert kinds(read(text)) == ALL_KINDS


def test_merged_sections_take_the_kind_that_is_named_first() -> None:
    text = (
        "一、总体情况\n二、主动公开政府信息情况\n三、四、收到和处理政府信息公开申请及行政复议、行政诉讼情况\n"
        "五、存在的主要问题及改进情况\n六、其他"
    )
    assert kinds(read(text)) == [k for k in ALL_KINDS if k is not SectionKind.REVIEW_LITIGATION]


def test_free_sections_of_early_reports_go_to_the_nearest_kind() -> None:
    text = (
        "一、概述\n按时完成。\n二、政府信息主动公开情况\n（一）公开情况\n三、政府信息依申请公开情况\n"
        "四、政府信息公开的收费及减免情况\n没有。\n五、行政复议和行政诉讼情况\n六、主要问题和改进措施\n七、附表"
    )
    assert kinds(read(text)) == [
        *ALL_KINDS[:3],
        SectionKind.OTHER_MATTERS,
        *ALL_KINDS[3:],
    ]


def test_labels_of_a_statistics_list_are_no_headings() -> None:
    text = (
        "一、概述\n好。\n二、主动公开情况\n好。\n三、附表\n统计指标 单位 统计数\n"
        "一、主动公开情况\n（一）主动公开信息数 条 27\n三、依申请公开情况\n四、行政复议数量\n0"
    )
    assert kinds(read(text)) == [
        SectionKind.OVERVIEW,
        SectionKind.PROACTIVE_DISCLOSURE,
        SectionKind.OTHER_MATTERS,
    ]


def test_a_statistics_list_may_begin_with_its_title_alone() -> None:
    text = (
        "一、概述\n好。\n附表：政府信息公开情况统计表\n二、主动公开情况\n好。\n三、其他事项\n无。\n"
        "政府信息公开情况统计表（2016年度）\n一、主动公开信息数 条 27\n二、依申请公开情况\n"
        "（一）收到申请数 件 3\n（二）办结数 件 3\n四、政府信息公开会议和培训情况\n无"
    )
    assert kinds(read(text)) == [
        SectionKind.OVERVIEW,
        SectionKind.PROACTIVE_DISCLOSURE,
        SectionKind.OTHER_MATTERS,
    ]


def test_traditional_characters_and_full_width_spaces_change_nothing() -> None:
    text = "一、總　體　情　況\n好。\n五、存在問題及改進情況\n有。\n六、其他需要報告的事項\n無"
    assert kinds(read(text)) == [
        SectionKind.OVERVIEW,
        SectionKind.PROBLEMS,
        SectionKind.OTHER_MATTERS,
    ]


def test_furniture_stays_outside_the_body_and_is_marked_inside_it() -> None:
    head = "当前位置：首页>政务公开\n【打印】\n"
    inside = "发布时间：2023-01-12 来源：本站\n"
    tail = "扫一扫在手机上查看当前页面\n主办单位：青石县人民政府\n"
    title, body = report("[bookmark: _GoBack]很好。", "", "", "", "有。", "无").split("\n", 1)
    text = f"{head}{title}\n{inside}{body}{tail}"
    reading = read(text)
    assert reading.body.of(text) == text[len(head) : text.index(tail)].rstrip()
    marked = [span.of(text) for span in reading.furniture]
    assert inside.strip() in marked
    assert "[bookmark: _GoBack]" in marked
    assert tail.split("\n", maxsplit=1)[0] in marked


def test_a_short_answer_before_the_footer_stays_in_the_body() -> None:
    text = report("很好。", "", "", "", "有。", "无") + "打印本页\n"
    assert read(text).body.of(text).endswith("六、其他需要报告的事项\n无")


def test_the_headings_above_a_place_are_told_from_the_outside_in() -> None:
    text = report("（一）平台建设\n1.网站\n网站已改版。")
    reading = read(text)
    above = reading.headings_above(text.index("网站已"))
    assert [heading.text for heading in above] == ["总体情况", "平台建设", "网站"]
    assert reading.kind_at(text.index("网站已")) is SectionKind.OVERVIEW
    assert reading.kind_at(0) is None


def test_a_document_without_sections_or_text_gives_none() -> None:
    assert read("").sections == ()
    assert read("只有一句话。").sections == ()


@given(
    st.lists(
        st.sampled_from(
            [
                *SIX_HEADINGS,
                "（一）平台",
                "1.网站。好。",
                "内容。",
                "0",
                "　",
                "其他",
                "附件：表.doc",
                "统计指标",
            ]
        ),
        max_size=30,
    )
)
def test_sections_never_overlap_and_stay_in_the_text(lines: list[str]) -> None:
    text = "\n".join(lines)
    reading = read(text)
    place = 0
    for section in reading.sections:
        assert place <= section.start <= section.end <= len(text)
        place = section.end
    for heading in reading.headings:
        assert 0 <= heading.span.start < heading.span.end <= len(text)
    assert list(reading.furniture) == sorted(reading.furniture)
