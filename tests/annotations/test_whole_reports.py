"""Whole reports: heads read strictly, tables put in place, gold that points into the text."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from gongkai.annotations.checks import check_report
from gongkai.annotations.markup import parse_passages, write_passage
from gongkai.annotations.rendering import SHAPES, Header
from gongkai.annotations.whole_reports import (
    AnnotatedReport,
    PageStyle,
    ReportSource,
    compose_report,
    gold_of,
    parse_reports,
    render_page,
)
from gongkai.annotations.whole_reports.files import write_reports
from gongkai.evaluate import load_gold, load_predictions, score_reports
from gongkai.extract import extract, read
from gongkai.models.scheme import CellState, Regime, SectionKind, Tier

REPORT = """=== r-1
follows: free
province: 湖南省
tier: county
type: department
year: 2023
section: overview, proactive_disclosure, applications, review_litigation, problems, other_matters
title: 平禾县民政局2023年政府信息公开工作年度报告
issuer: 平禾县民政局
city: 娄底市
county: none
code: 431300
published: 2024-01-18
period: 2023-01-01 2023-12-31
regime: 2021
table proactive_disclosure: tab_rows seed=3
normative_documents: 1 0 3
licences: 1,990
charges: /
table applications: tab_rows vary_wordings=true
received: 3 1 0 0 0 0 4
granted: 3 0 0 0 0 0 3
total: 3 0 0 0 0 0 3
carried_over: 0 1 0 0 0 0 1
table review_litigation: spaced_rows
review: 1 0 0 0 1
fact: agree #received cell:applications.received.total
fact: conflict #suits cell:review_litigation.direct_suit.total
fails: narrative.lawsuits_filed
---
{title:平禾县民政局2023年政府信息公开
工作年度报告}
　　{section overview:一、总体情况}
　　本年度共收到{s1:政府信息公开申请}{4件|=4 件|#received applications_received s1}。
　　{section proactive_disclosure:二、主动公开政府信息情况}
@@ proactive_disclosure
　　{section applications:三、收到和处理政府信息公开申请情况}
@@ applications
　　{section review_litigation:四、政府信息公开行政复议、行政诉讼情况}
@@ review_litigation
　　本年度{s2:行政诉讼}{1件|=1 件|#suits lawsuits_filed s2}。
　　{section problems:五、存在的主要问题及改进情况}
　　{problem content:公开内容不够全面}，{improvement training promised:下一步将加强业务培训}。
　　{section other_matters:六、其他需要报告的事项}
　　{无|!nothing}其他需要报告的事项。
"""

STATISTICS = """=== r-2
follows: free
province: 湖南省
tier: none
type: public_institution
year: 2016
section: overview
title: 平禾县水库管理处2016年信息公开年度报告
issuer: 平禾县水库管理处
city: none
county: none
code: none
published: none
period: none
regime: pre2019
statistics: tabs {numbers}
---
{{section overview:一、概述}}
全年{{s1:信息}}{{12条|=12 条|info_published s1}}。
@@ statistics
"""


def parsed(text: str = REPORT) -> ReportSource:
    reports, faults = parse_reports(text, "file.txt")
    assert faults == []
    (report,) = reports
    return report


@pytest.fixture(scope="module")
def report() -> AnnotatedReport:
    return compose_report(parsed())


def test_the_head_gives_the_record_its_fields() -> None:
    head = parsed().head
    assert head.issuer.name == "平禾县民政局"
    assert head.issuer.tier is Tier.COUNTY
    assert head.issuer.region.model_dump() == {
        "province": "湖南省",
        "city": "娄底市",
        "county": None,
        "code": "431300",
    }
    assert head.published == date(2024, 1, 18)
    assert head.period == (date(2023, 1, 1), date(2023, 12, 31))
    assert head.regime is Regime.FORM_2021


def test_tables_stand_in_their_places_and_cells_point_at_their_text(
    report: AnnotatedReport,
) -> None:
    text = report.passage.text
    assert "@@" not in text
    cells = report.cells[SectionKind.PROACTIVE_DISCLOSURE]
    (place,) = cells["licences.decisions"].places
    assert place.of(text) == "1,990"
    assert cells["licences.decisions"].value == 1990
    assert cells["charges.amount"].state is CellState.NOT_APPLICABLE
    assert cells["rules.issued"].value == 0


def test_marks_behind_a_table_still_cover_their_words(report: AnnotatedReport) -> None:
    text = report.passage.text
    assert [claim.span.of(text) for claim in report.passage.claims] == ["4件", "1件"]
    assert report.passage.problems[0].span.of(text) == "公开内容不够全面"
    assert report.passage.non_claims[0].span.of(text) == "无"
    contexts = [context.span.of(text) for context in report.passage.contexts]
    assert contexts == ["政府信息公开申请", "行政诉讼"]


def test_sections_reach_to_the_next_heading(report: AnnotatedReport) -> None:
    kinds = [section.kind for section in report.sections]
    assert kinds == list(SectionKind)
    for section, following in zip(report.sections, report.sections[1:], strict=False):
        assert section.span.end == following.span.start
    assert report.sections[-1].span.end == len(report.passage.text)
    assert all(s.span.of(report.passage.text).startswith(s.title) for s in report.sections)


def test_options_of_a_table_are_numbers_words_and_texts() -> None:
    written = "tab_rows seed=4 header=cells_lost cell_after=_ unmerged=true lost_leading=review"
    source = parsed(REPORT.replace("spaced_rows", written))
    options = source.head.tables[SectionKind.REVIEW_LITIGATION].options
    assert (options.seed, options.header, options.cell_after) == (4, Header.CELLS_LOST, " ")
    assert options.unmerged
    assert options.lost_leading == {"review"}


def test_the_gold_says_everything_that_the_record_says(report: AnnotatedReport) -> None:
    gold = gold_of(report, "r-1.txt")
    text = report.passage.text
    assert gold["year"] == 2023
    assert gold["period"] == {"start": "2023-01-01", "end": "2023-12-31"}
    assert gold["cells"]["proactive_disclosure"]["licences.decisions"] == 1990
    assert gold["cells"]["proactive_disclosure"]["charges.amount"]["state"] == "not_applicable"
    assert [claim["section"] for claim in gold["claims"]] == ["overview", "review_litigation"]
    for claim in gold["claims"]:
        assert text[claim["start"] : claim["end"]] == claim["quote"]
    assert gold["failed_checks"] == ["narrative.lawsuits_filed"]


def test_facts_join_what_is_named_and_leave_the_rest_single(report: AnnotatedReport) -> None:
    facts = gold_of(report, "r-1.txt")["facts"]
    assert facts[0] == {
        "agreement": "agree",
        "sources": ["cell:applications.received.total", "claim:0"],
    }
    assert facts[1]["agreement"] == "conflict"
    single = [fact["sources"] for fact in facts[2:]]
    assert ["cell:proactive_disclosure.licences.decisions"] in single
    assert ["cell:applications.received.total"] not in single
    assert not any("review_litigation.direct_suit.total" in each for each in map(str, single))
    assert ["cell:proactive_disclosure.charges.amount"] not in single


def test_the_gold_is_what_evaluate_reads(tmp_path: Path) -> None:
    write_reports([parsed()], tmp_path, pages=False)
    gold = load_gold(tmp_path)
    scores = score_reports(gold, load_predictions(tmp_path / "r-1.txt"))
    assert scores.cells is not None
    assert scores.claims is not None
    assert scores.cells.total.judged > 150
    assert scores.cells.total.share == 1
    assert scores.claims.total.right.right == 2


@pytest.mark.parametrize("style", list(PageStyle))
def test_a_page_of_each_style_reads_as_the_report(style: PageStyle, tmp_path: Path) -> None:
    report = compose_report(parsed())
    file = tmp_path / "page.html"
    file.write_bytes(render_page(report, style))
    record = extract(read(file))
    assert record.year.value == 2023
    assert record.issuer.name == "平禾县民政局"
    assert record.tables.applications.cells["received.total"].value == 4
    assert record.tables.proactive_disclosure.cells["licences.decisions"].value == 1990
    metrics = [claim.metric.value for claim in record.claims]
    assert metrics == ["applications_received", "lawsuits_filed"]


def test_every_second_report_is_a_page_too(tmp_path: Path) -> None:
    write_reports([parsed(), parsed(REPORT.replace("r-1", "r-3"))], tmp_path, pages=True)
    names = sorted(file.name for file in tmp_path.iterdir())
    assert names == ["r-1.gold.json", "r-1.html", "r-1.txt", "r-3.gold.json", "r-3.txt"]
    assert json.loads((tmp_path / "r-3.gold.json").read_text("utf-8"))["report"] == "r-3.txt"


def test_statistics_lists_become_lines() -> None:
    count = 32
    numbers = " ".join(str(number) for number in range(100, 100 + count))
    report = compose_report(parsed(STATISTICS.format(numbers=numbers)))
    assert len(report.lines) == count
    assert report.lines[0].value == 100
    assert report.lines[0].span.of(report.passage.text) == "100"
    assert report.passage.claims[0].span.of(report.passage.text) == "12条"
    assert gold_of(report, "x")["lines"][1]["value"] == 101


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("title: 平禾县民政局2023年", "title: 平禾县民政局2022年", "the title in the head"),
        ("section: overview, proactive", "section: proactive", "the headings marked are"),
        ("fails: narrative.lawsuits_filed", "fails: wrong", "is no check"),
        ("fails: narrative.lawsuits_filed", "fails: narrative.suits", "no metric"),
        ("fails: narrative.lawsuits_filed", "fails: breakdown.#none", "no claim is called"),
        ("year: 2023", "year: 2019", "not that of reports on 2019"),
        ("period: 2023-01-01 2023-12-31", "period: 2023-12-31 2023-01-01", "ends before it begins"),
        ("code: 431300", "code: 110000", "no code of 湖南省, whose codes begin with 43"),
        ("@@ review_litigation", "@@ review_litigation\n@@applications", "no place of a table"),
        ("fact: agree", "fact: single", "joins nothing"),
        ("fact: agree #received", "fact: conflict #received", "says 4 only"),
        ("fact: conflict #suits", "fact: agree #suits", "says 0 and 1"),
        ("fact: agree #received", "fact: agree #received #received", "names a statement twice"),
        ("fails: narrative.lawsuits_filed", "fails: narrative.meetings_held", "no fact says so"),
        ("fails: narrative.lawsuits_filed\n", "", "write fails: narrative.lawsuits_filed"),
        ("total: 3 0 0", "total: 3 1 0", "sum.applications.total.row fails by the cells"),
        (
            "fails: narrative.lawsuits_filed",
            "fails: narrative.lawsuits_filed balance.applications.company",
            "balance.applications.company does not fail",
        ),
    ],
)
def test_a_head_that_contradicts_its_text_is_a_fault(old: str, new: str, words: str) -> None:
    assert old in REPORT
    source = parsed(
        REPORT.replace(old, new, 1).replace(", proactive_disclosure, appl", ", appl", 1)
        if new.startswith("section")
        else REPORT.replace(old, new, 1)
    )
    assert any(words in fault.message for fault in check_report(source))


def test_a_report_without_a_title_says_so() -> None:
    text = REPORT.replace("title: 平禾县民政局2023年政府信息公开工作年度报告", "title: none")
    assert parsed(text).head.title == ""


def test_a_mark_may_end_in_front_of_a_table_and_begin_behind_it() -> None:
    text = REPORT.replace("情况}\n@@ applications\n", "情况\n}@@ applications\n{s9:以上}\n")
    composed = compose_report(parsed(text))
    (below,) = [each for each in composed.passage.contexts if each.name == "s9"]
    assert below.span.of(composed.passage.text) == "以上"


def test_lines_are_right_behind_escaped_breaks() -> None:
    text = REPORT.replace("---\n{title", "---\n\\u000a\\u000a{title")
    located = parsed(text).located
    problem = located.passage.problems[0].span.start
    assert located.line_of(problem) == parsed().located.line_of(
        parsed().located.passage.problems[0].span.start
    )
    _, faults = parse_reports(text.replace("@@ applications", "@@ statistics"), "file.txt")
    assert faults[0].line == 38


def test_a_report_that_ends_in_a_table_is_written_as_a_passage_and_read_back() -> None:
    text = REPORT[: REPORT.index("　　本年度{s2")].replace("fact: conflict #suits", "fact: agree")
    text = text.replace("fact: agree cell:review_litigation.direct_suit.total\n", "")
    composed = compose_report(parsed(text)).passage
    assert composed.text.endswith("\n")
    read, faults = parse_passages(write_passage(composed), "f")
    assert faults == []
    assert read[0].passage == composed


def test_a_sound_report_has_no_fault() -> None:
    assert check_report(parsed()) == []


def test_the_example_of_the_page_on_the_markup_is_sound() -> None:
    page = (Path(__file__).parents[2] / "annotations" / "MARKUP.md").read_text("utf-8")
    example = page[page.index("=== r-1") :].partition("```")[0]
    assert check_report(parsed(example)) == []
    shapes = [name for name in SHAPES if f"`{name}`" not in page]
    assert shapes == []
