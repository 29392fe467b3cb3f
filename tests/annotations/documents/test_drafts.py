"""Drafts hold what the gold speaks of, and nothing of the tables they were copied with."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from gongkai.annotations.documents import DraftedReport, drafted_reports
from gongkai.annotations.documents.draft import Form, Heading, Prose, ReportDraft
from gongkai.annotations.rendering.form import FormCell, FormRow, FormTable, Role

DRAFTED = drafted_reports()
NAMES = [report.draft.name for report in DRAFTED]


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def prose(draft: ReportDraft) -> str:
    return bare("".join(block.text for block in draft.blocks if not isinstance(block, Form)))


def keyed(draft: ReportDraft) -> Iterator[FormCell]:
    for table in draft.forms:
        for row in table.rows:
            yield from (cell for cell in row.cells if cell.key is not None)


def test_samples_and_whole_reports_of_dev_become_drafts() -> None:
    assert len(DRAFTED) == len(set(NAMES))
    assert sum(name.startswith("20") for name in NAMES) == 14
    assert sum(name.startswith("r04") for name in NAMES) == 14


@pytest.mark.parametrize("report", DRAFTED, ids=NAMES)
def test_every_quoted_claim_stands_in_the_prose(report: DraftedReport) -> None:
    text = prose(report.draft)
    assert [
        each["quote"] for each in report.gold["claims"] if bare(each["quote"]) not in text
    ] == []


@pytest.mark.parametrize("report", DRAFTED, ids=NAMES)
def test_every_number_of_the_gold_stands_in_a_cell(report: DraftedReport) -> None:
    drawn = [(cell.key, cell.text) for cell in keyed(report.draft)]
    wanted = [
        cell
        for cells in report.gold["cells"].values()
        for cell in cells.values()
        if not (isinstance(cell, dict) and cell["state"] == "missing")
    ]
    assert len(drawn) >= len(wanted)
    numbers = {re.sub(r"[,+件个条项元]", "", text) for _, text in drawn}
    assert {str(value) for value in wanted if isinstance(value, int) and value >= 0} <= numbers | {
        str(value) for value in wanted if isinstance(value, int) and f"减{-value}" in numbers
    }


@pytest.mark.parametrize("report", DRAFTED, ids=NAMES)
def test_nothing_of_a_mandated_table_is_left_in_the_prose(report: DraftedReport) -> None:
    lines = [block.text for block in report.draft.blocks if not isinstance(block, Form)]
    assert [line for line in lines if re.search(r"信息内容|勾稽关系|法人或其他组织$", line)] == []
    assert [line for line in lines if re.fullmatch(r"[\d\s|]+", line)] == []


@pytest.mark.parametrize("report", DRAFTED, ids=NAMES)
def test_headings_are_told_from_paragraphs(report: DraftedReport) -> None:
    headings = [block for block in report.draft.blocks if isinstance(block, Heading)]
    assert len(headings) >= 4
    assert all("。" not in heading.text for heading in headings)
    assert all(
        heading.text.startswith(heading.number or "") and heading.text.endswith(heading.words)
        for heading in headings
    )


def test_plain_text_has_a_line_a_row_and_empty_fields_for_merged_cells() -> None:
    rows = (
        FormRow((FormCell("甲", Role.LABEL, 0, row_span=2), FormCell("乙", Role.LABEL, 1, 1, 2))),
        FormRow((FormCell("1", Role.NUMBER, 1), FormCell("", Role.NUMBER, 2))),
    )
    draft = ReportDraft("a", "报告", None, None, (Prose("序。"), Form(FormTable(3, rows))))
    assert draft.plain_text() == "报告\n\n序。\n\n甲\t乙\t\n\t1\t\n\n"


def test_a_mirror_in_traditional_characters_keeps_numbers_and_geometry() -> None:
    draft = next(
        report.draft for report in DRAFTED if report.draft.name == "2021_street_office_tabs"
    )
    mirrored = draft.in_traditional_characters()
    assert mirrored.title != draft.title
    assert [cell.text for cell in keyed(mirrored)] == [cell.text for cell in keyed(draft)]
    assert [form.width for form in mirrored.forms] == [form.width for form in draft.forms]
