"""A file with two reports in it says so."""

from __future__ import annotations

import io

import pypdfium2
import pytest

from gongkai.annotations.documents import drafted_reports
from gongkai.annotations.documents.pdf import render_pdf
from gongkai.extract.reading import read

SECTIONS = ("一、总体情况", "全年公开信息3条。", "二、主动公开情况", "三、依申请公开情况")


def report(title: str, *before: str) -> list[str]:
    return [title, *before, *SECTIONS]


def codes(*reports: list[str]) -> list[str]:
    text = "\n".join(line for lines in reports for line in lines)
    return [notice.code for notice in read(text.encode()).notices]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "云县人民政府2022年政府信息公开工作年度报告",
            "云县人民政府2023年政府信息公开工作年度报告",
        ),
        ("云县教育局2023年政府信息公开年报", "云县水务局2023年政府信息公开工作年度报告"),
        ("2021年度政府資訊公開報告", "2022年度政府資訊公開報告"),
        ("云县2022年政府信息公开工作年度报告", "2023年政府信息公开工作年度报告"),
    ],
)
def test_a_second_report_of_another_year_or_issuer_is_told(first: str, second: str) -> None:
    assert codes(report(first), report(second, "2024年1月12日")) == ["several_reports"]


def test_the_warning_stands_at_the_second_title() -> None:
    first, second = "云县2022年政府信息公开年报", "云县2023年政府信息公开年报"
    document = read("\n".join([*report(first), *report(second)]).encode())
    (notice,) = document.notices
    assert notice.span is not None
    assert notice.span.of(document.text) == second
    assert first in notice.message


@pytest.mark.parametrize(
    "second",
    [
        "云县人民政府2023年政府信息公开工作年度报告",
        "云县2023年度政府信息公开年报",
        "2023年政府信息公开工作年度报告",
    ],
)
def test_a_title_that_comes_again_is_no_second_report(second: str) -> None:
    assert codes(report("云县人民政府2023年政府信息公开工作年度报告"), report(second)) == []


def test_a_report_that_is_named_in_another_is_none() -> None:
    named = ["六、其他需要报告的事项", "云县2022年政府信息公开工作年度报告", "见本网站。"]
    assert codes(report("云县2023年政府信息公开工作年度报告"), named) == []


def test_two_reports_in_one_pdf_file_are_told() -> None:
    both = pypdfium2.PdfDocument.new()
    for number in (6, 10):
        one = pypdfium2.PdfDocument(render_pdf(drafted_reports()[number].draft))
        both.import_pages(one)
    file = io.BytesIO()
    both.save(file)
    document = read(file.getvalue(), ocr="never")
    assert [notice.code for notice in document.notices] == ["several_reports"]


def test_one_report_holds_no_other() -> None:
    for each in drafted_reports():
        assert codes([each.draft.plain_text()]) == []
