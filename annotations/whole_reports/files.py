"""Whole reports as files: the text, its gold, and for every second one the page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from gongkai.annotations.whole_reports.composing import compose_report
from gongkai.annotations.whole_reports.gold import gold_of
from gongkai.annotations.whole_reports.pages import PageStyle, render_page
from gongkai.annotations.whole_reports.types import ReportSource

_STYLES: Final = tuple(PageStyle)


def write_reports(reports: Sequence[ReportSource], directory: Path, *, pages: bool) -> None:
    """Write ``NAME.txt`` and ``NAME.gold.json`` for each report.

    Parameters
    ----------
    reports
        The reports.
    directory
        Where they go; made if it is not there.
    pages
        Write every second one as ``NAME.html`` too, in the styles in turn. Offsets of the gold
        count into the text.
    """
    directory.mkdir(parents=True, exist_ok=True)
    for number, source in enumerate(reports):
        report = compose_report(source)
        name = source.head.head.name
        text = directory / f"{name}.txt"
        text.write_text(report.passage.text, encoding="utf-8", newline="")
        gold = json.dumps(gold_of(report, text.name), ensure_ascii=False, indent=1)
        (directory / f"{name}.gold.json").write_text(gold + "\n", encoding="utf-8", newline="\n")
        if pages and number % 2 == 0:
            page = render_page(report, _STYLES[number // 2 % len(_STYLES)])
            (directory / f"{name}.html").write_bytes(page)
