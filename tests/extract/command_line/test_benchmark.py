"""``gongkai benchmark`` from the outside, with as little work as it takes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gongkai.evaluate.benchmark.command_line import Options, run
from gongkai.evaluate.benchmark.running import Settings
from gongkai.extract.command_line import main

Captured = pytest.CaptureFixture[str]
PARTS = ["workload", "speed", "stages", "startup", "imports", "growth", "sizes"]


def gongkai(*arguments: object) -> int:
    """Run the command line and return its exit status."""
    with pytest.raises(SystemExit) as exited:
        main([str(argument) for argument in arguments])
    return int(exited.value.code or 0)


def test_a_small_benchmark_prints_and_writes_every_part(tmp_path: Path, capsys: Captured) -> None:
    folder = tmp_path / "new" / "speed"
    options: list[object] = ["--reports", "3,1", "--repeat", 1, "--no-peers", "--model", "rules"]
    options += ["--output", folder, "--lang", "zh"]
    assert gongkai("benchmark", *options) == 0
    content = json.loads((folder / "benchmark.json").read_text(encoding="utf-8"))
    assert list(content["parts"]) == PARTS
    assert content["settings"]["reports"] == [1, 3]
    assert [row["id"] for row in content["parts"]["growth"]["rows"]] == ["1", "3"]
    printed = capsys.readouterr()
    assert all(part["chinese"] in printed.out for part in content["parts"].values())
    assert not printed.err


@pytest.mark.parametrize("reports", ["", "0", "1,x", "-1", "1.5", "1000001", "9" * 5000])
def test_what_is_no_number_of_reports_is_refused(
    reports: str, tmp_path: Path, capsys: Captured
) -> None:
    assert gongkai("benchmark", "--reports", reports, "--output", tmp_path) == 2
    assert "no number of reports" in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_is_told_before_anything_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    told: list[str] = []
    options = Options(Settings((1,)), tmp_path / "file" / "speed")
    monkeypatch.setattr("gongkai.evaluate.benchmark.command_line.run_benchmark", told.append)
    with pytest.raises(OSError, match="file"):
        run(options)
    assert not told
