"""``gongkai evaluate formats``: what is printed, written and refused."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from gongkai.annotations.documents import DocumentFormat, drafted_reports, formats_of
from gongkai.annotations.documents import formats as document_formats
from gongkai.annotations.documents.office import office_program
from gongkai.evaluate.counts import Counts, Proportion
from gongkai.evaluate.formats.command_line import spread
from gongkai.evaluate.formats.comparing import GoldFigures, Likeness
from gongkai.evaluate.formats.display import print_results
from gongkai.evaluate.formats.measuring import FormatFigures, ReportFigures, Results
from gongkai.extract.command_line import main
from gongkai.extract.command_line.display.page import Page
from gongkai.extract.language import Language, Words

Captured = pytest.CaptureFixture[str]


def formats(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["evaluate", "formats", *map(str, arguments)])
    assert ended.value.code is None or isinstance(ended.value.code, int)
    return ended.value.code or 0


def test_figures_are_printed_and_written(tmp_path: Path, capsys: Captured) -> None:
    output = tmp_path / "new" / "formats.json"
    options = ("--reports", 2, "--model", "rules", "--output", output)
    assert formats("--formats", "html_trs,zip", *options) == 0
    printed = capsys.readouterr().out
    assert "html_trs" in printed
    written = json.loads(output.read_text(encoding="utf-8"))
    assert written["reports"] == ["2012_county_prose", "r04-001"]
    assert list(written["formats"]) == ["html_trs", "zip"]
    for figures in written["formats"].values():
        assert figures["read"] == 2
        assert figures["text"]["cells"]["share"] == 1
        assert figures["text"]["claims"]["f1"] == 1
        assert figures["gold"]["nonzero"]["share"] == 1
        assert figures["memory_bytes"] > 20_000_000
        assert all(report["differences"] == [] for report in figures["reports"].values())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_needs_libreoffice_is_named_as_left_out(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured, language: str
) -> None:
    monkeypatch.setattr(document_formats, "office_program", lambda: None)
    monkeypatch.setenv("COLUMNS", "80")
    assert formats("--formats", "rtf,odt", "--reports", 1, "--lang", language) == 1
    told = capsys.readouterr()
    assert "No format was measured" in told.err
    printed = told.out
    assert "LibreOffice" in printed
    assert "rtf" in printed
    assert "F1" not in printed  # no table of nothing
    assert all(cell_len(line) <= 80 and "…" not in line for line in printed.splitlines())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_names_of_formats_are_not_broken_on_a_narrow_terminal(language: str) -> None:
    claims = Counts(90, 100, 100)
    gold = GoldFigures(Proportion(25, 26), Proportion(11, 12), Proportion(1, 300), claims)
    report = ReportFigures("r04-001", 25.125, None, gold, Likeness(Proportion(9, 10), claims))
    measured = tuple(
        FormatFigures(each, (report,) * 28, 614 * 2**20) for each in formats_of(["pdf", "picture"])
    )
    stream = io.StringIO()
    page = Page(Console(file=stream, width=80), Words(Language(language)))
    print_results(page, Results("accurate", ("r04-001",) * 28, measured, {}), None)
    printed = stream.getvalue()
    assert all(each.format.name in printed for each in measured)
    assert "…" not in printed


def test_an_unknown_format_is_refused(capsys: Captured) -> None:
    assert formats("--formats", "html,docs") == 2
    assert "'docs' is no format" in capsys.readouterr().err


def test_a_few_reports_are_spread_over_all() -> None:
    reports = drafted_reports()
    assert spread(reports, None) == spread(reports, 1000) == reports
    assert [reports.index(report) for report in spread(reports, 4)] == [0, 7, 14, 21]


def test_office_is_found_where_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    office_program.cache_clear()
    monkeypatch.setenv("GONGKAI_SOFFICE", "/opt/office/soffice")
    assert office_program() == "/opt/office/soffice"
    monkeypatch.delenv("GONGKAI_SOFFICE")
    office_program.cache_clear()
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert office_program() is None
    office_program.cache_clear()


def test_every_format_is_of_a_family_that_can_be_named() -> None:
    every: list[DocumentFormat] = formats_of([])
    assert all(each in formats_of([each.family.value]) for each in every)
