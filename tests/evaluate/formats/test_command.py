"""``gongkai evaluate formats``: what is printed, written and refused."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from rich.cells import cell_len

from gongkai.annotations.documents import DocumentFormat, drafted_reports, formats_of
from gongkai.annotations.documents import formats as document_formats
from gongkai.annotations.documents.office import office_program
from gongkai.evaluate.formats.command_line import spread
from gongkai.extract.command_line import main

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
    assert formats("--formats", "rtf,odt", "--reports", 1, "--lang", language) == 0
    printed = capsys.readouterr().out
    assert "LibreOffice" in printed
    assert "rtf" in printed
    assert all(cell_len(line) <= 80 and "…" not in line for line in printed.splitlines())


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
