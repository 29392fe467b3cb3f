"""Whole reports: written in the markup, put together with their tables, and their gold.

Read ``types`` first, then ``heads`` and ``reading`` (a file into sources), ``composing`` (a
source into the report, its tables rendered), ``gold`` (the annotation as JSON) and ``pages``
(the report as a web page).
"""

from gongkai.annotations.whole_reports.composing import compose_report
from gongkai.annotations.whole_reports.gold import gold_of
from gongkai.annotations.whole_reports.pages import PageStyle, render_page
from gongkai.annotations.whole_reports.reading import parse_reports
from gongkai.annotations.whole_reports.types import AnnotatedReport, ReportSource

__all__ = [
    "AnnotatedReport",
    "PageStyle",
    "ReportSource",
    "compose_report",
    "gold_of",
    "parse_reports",
    "render_page",
]
