"""Fresh processes: what they took, and what is said when they fail."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from gongkai.evaluate.benchmark import growth, startup
from gongkai.evaluate.benchmark.growth import measure_growth
from gongkai.evaluate.benchmark.processes import BenchmarkError, Run, run
from gongkai.evaluate.benchmark.wording import Column

MEBIBYTE = 2**20


def python(program: str) -> list[str]:
    return [sys.executable, "-I", "-S", "-c", program]


def test_a_process_tells_its_time_and_its_own_peak_memory() -> None:
    ballast = bytearray(64 * MEBIBYTE)  # this process is large; the small one must not seem so
    small = run(python("pass"))
    large = run(python(f"x = b'1' * {80 * MEBIBYTE}"))
    assert len(ballast) > small.memory_bytes
    assert large.memory_bytes > 80 * MEBIBYTE
    assert small.first_seconds is None
    assert small.cpu_seconds > 0
    assert small.seconds > 0


def test_the_first_content_of_a_file_is_seen_before_the_end(tmp_path: Path) -> None:
    path = tmp_path / "watched"
    program = f"import time; open({str(path)!r}, 'w').write('x'); time.sleep(0.1)"
    taken = run(python(program), watched=path)
    assert taken.first_seconds is not None
    assert taken.first_seconds < taken.seconds


def test_a_command_that_fails_is_named() -> None:
    with pytest.raises(BenchmarkError, match=r"failed: run .* by itself to see why\.$"):
        run(python("raise SystemExit(3)"))


def test_a_system_without_accounts_of_processes_is_told_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    launcher = tmp_path / "launcher.py"
    launcher.write_text("raise AttributeError('wait4')", encoding="utf-8")
    monkeypatch.setattr("gongkai.evaluate.benchmark.processes._LAUNCHER", launcher)
    with pytest.raises(BenchmarkError, match="Linux or macOS"):
        run(python("pass"))


def fake_run(command: Sequence[str], **_: object) -> Run:
    """Take 0.5 s and 10 ms of processor time a report, and write 100 bytes for each."""
    reports, output = Path(command[4]), Path(command[6])
    count = len(list(reports.iterdir()))
    output.mkdir(parents=True)
    (output / "records.jsonl").write_bytes(b"x" * 100 * count)
    return Run(0.6 + 0.02 * count, 0.5 + 0.01 * count, MEBIBYTE, None)


def test_growth_tells_what_each_further_report_takes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(growth, "run", fake_run)
    monkeypatch.setattr(growth, "_MOST_REPEATED", 10)
    told: list[int] = []
    part = measure_growth((1, 5, 15), tmp_path, 2, told.append)
    assert told == [1, 5, 5, 1, 15]
    assert [row.label.english for row in part.rows] == ["reports: 1", "reports: 5", "reports: 15"]
    first, *others = part.rows
    assert Column.MARGINAL not in first.figures
    for row in others:
        assert row.figures[Column.MARGINAL].median == pytest.approx(10)
        assert row.figures[Column.OUTPUT].median == 100
    assert part.rows[2].figures[Column.TO_LINEAR].median == pytest.approx(1)
    assert Column.TO_LINEAR not in part.rows[1].figures  # it would be compared with itself
    assert [len(row.figures[Column.TIME].values) for row in part.rows] == [2, 2, 1]
    assert [remark.id for remark in part.remarks] == ["mixed", "once"]
    assert not list(tmp_path.glob("results-*"))


def test_imports_are_added_up_by_package() -> None:
    runs = [
        [("json", 0.5), ("json.decoder", 0.25), ("gongkai.models.scheme", 1.0), ("rich", 0.1)],
        [("json", 0.5), ("gongkai.models.record", 3.0), ("rich.text", 0.2)],
    ]
    rows = list(startup._import_rows(runs))
    assert [row.label.id for row in rows] == ["gongkai.models", "standard_library", "rich"]
    assert rows[0].figures[Column.TIME].values == (1.0, 3.0)
    assert rows[1].figures[Column.MODULES].median == 2
