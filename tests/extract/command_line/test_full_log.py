"""A log that has no room costs no results."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.extract.command_line import main
from gongkai.extract.command_line.pace import Pace
from gongkai.extract.command_line.run_log import RunLog
from gongkai.extract.errors import GongkaiError
from tests.extract.plain_documents import report


def extract(folder: Path) -> int:
    (folder / "a.txt").write_text(report("发布信息12条。"), encoding="utf-8")
    options = ["--model", "rules", "--format", "jsonl,csv", "--log", str(folder / "log.jsonl")]
    with pytest.raises(SystemExit) as exited:
        main(["extract", str(folder / "a.txt"), "--output", str(folder / "out"), *options])
    return int(exited.value.code or 0)


@pytest.mark.parametrize(("event", "is_there"), [("start", False), ("end", True)])
def test_results_are_whole_or_not_touched_when_the_log_has_no_room(
    event: str,
    is_there: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    write = RunLog.write

    def full(log: RunLog, told: str, pace: Pace) -> None:
        if told == event:
            raise GongkaiError("The log cannot be written (no room): make room.")
        write(log, told, pace)

    monkeypatch.setattr(RunLog, "write", full)
    assert extract(tmp_path) == 1
    assert "The log cannot be written" in capsys.readouterr().err
    written = {path.name for path in (tmp_path / "out").glob("*")}
    assert not {name for name in written if name.endswith(".partial")}
    assert ("claims.csv" in written) is is_there
    assert bool(written) is is_there
