"""Titles that files give of themselves."""

import pytest

from gongkai.extract.reading.titles import report_title

TITLE = "青溪县2023年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    "given", [TITLE, f"Microsoft Word - {TITLE}.docx", f" {TITLE}.wps", f"WPS 文字 - {TITLE}"]
)
def test_names_of_programs_and_endings_are_no_part_of_a_title(given: str) -> None:
    assert report_title(given) == TITLE


@pytest.mark.parametrize("given", ["", "1", "附件", "公开\x00报告", "公开报告" * 60])
def test_what_is_no_title_of_a_report_is_not_believed(given: str) -> None:
    assert report_title(given) is None
