"""What drawing and scoring a sample print."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.evaluate.sampling import Design, DrawOptions, draw, estimate, read_verdicts
from gongkai.evaluate.sampling.display import print_estimates, print_sample
from gongkai.evaluate.sampling.files import write_sample
from gongkai.extract.command_line.console import open_console
from gongkai.extract.command_line.display.page import Page
from gongkai.extract.language import Language, Words
from tests.evaluate.sampling.records import (
    claim,
    fill,
    many_records,
    record,
    save_sheet,
    sheet_rows,
)


@pytest.fixture(autouse=True)
def _wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "400")


def page(language: Language = Language.ENGLISH) -> Page:
    return Page(open_console(), Words(language))


def printed_of(design: Design, capsys: pytest.CaptureFixture[str]) -> str:
    print_sample(page(), design, Path("check"))
    return capsys.readouterr().out


def test_a_draw_from_one_record_and_one_stratum_reads_well(
    capsys: pytest.CaptureFixture[str],
) -> None:
    design = draw([record(1, [claim(number) for number in range(1, 31)])], DrawOptions(by=()))
    printed = printed_of(design, capsys)
    assert "claims drawn: 30 of 30; records: 1; strata: 1; sheet: check" in printed
    assert "fewer than" not in printed


def test_a_sample_that_says_little_of_metrics_is_called_so(
    capsys: pytest.CaptureFixture[str],
) -> None:
    few = draw(many_records(60), DrawOptions(size=40))
    assert "fewer than 20 claims were drawn: 2 of 3;" in printed_of(few, capsys)
    everything = draw(many_records(5), DrawOptions(size=500))
    assert "fewer than" not in printed_of(everything, capsys)


def test_claims_without_verdict_are_named_as_in_the_sheet_however_it_is_sorted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    design = draw(many_records(20), DrawOptions(size=12))
    write_sample(design, tmp_path)
    fill(tmp_path, {number: "right" for number in range(1, 13) if number not in {3, 4, 9}})
    head, *rows = sheet_rows(tmp_path)
    rows[0][1] = "perhaps so"
    save_sheet(tmp_path, [head, *sorted(rows, key=lambda row: row[4] + row[6])])
    verdicts = read_verdicts(tmp_path, design)
    estimates = estimate(design, verdicts.by_number)
    print_estimates(page(), design, verdicts, estimates, tmp_path / "precision.json")
    printed = capsys.readouterr().out
    assert "numbers without a verdict: 3–4, 9;" in printed
    assert "number 1: 'perhaps so' is no verdict" in printed


def test_chinese_is_printed_with_chinese_signs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    design = draw(many_records(20), DrawOptions(size=12, language="zh"))
    write_sample(design, tmp_path, "zh")
    fill(tmp_path, {number: "也许" if number == 1 else "对" for number in range(1, 13)})
    verdicts = read_verdicts(tmp_path, design)
    estimates = estimate(design, verdicts.by_number)
    print_estimates(page(Language.CHINESE), design, verdicts, estimates, tmp_path / "p.json")
    printed = capsys.readouterr().out
    assert "编号 1：“也许”不是判断" in printed
    assert not any(sign in printed for sign in (", ", ": ", "; ", "("))
