"""What is told of a run while it goes: to people and to programs."""

from __future__ import annotations

import io
import json
from datetime import datetime
from pathlib import Path

import pytest
from rich.console import Console

from gongkai.extract.command_line.pace import Pace
from gongkai.extract.command_line.progress import LineDisplay, Progress, rate_told
from gongkai.extract.command_line.run_log import RunLog
from gongkai.extract.errors import GongkaiError
from gongkai.extract.language import Language, Words

ENGLISH = Words(Language.ENGLISH)
CHINESE = Words(Language.CHINESE)


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def advanced(pace: Pace, clock: Clock, count: int, seconds_each: float) -> None:
    for _ in range(count):
        clock.now += seconds_each
        pace.advance()


def test_rate_and_time_left_follow_what_is_done() -> None:
    clock = Clock()
    pace = Pace(100, clock)
    assert (pace.rate, pace.seconds_left) == (0.0, None)
    advanced(pace, clock, 20, 0.5)
    assert pace.done == 20
    assert pace.seconds == pytest.approx(10)
    assert pace.rate == pytest.approx(2)
    assert pace.seconds_left == pytest.approx(40)


def test_the_rate_is_that_of_the_last_half_minute() -> None:
    clock = Clock()
    pace = Pace(10_000, clock)
    advanced(pace, clock, 1000, 0.1)
    advanced(pace, clock, 40, 1.0)
    assert pace.rate == pytest.approx(1, rel=0.1)


def test_a_standstill_lowers_the_rate() -> None:
    clock = Clock()
    pace = Pace(100, clock)
    advanced(pace, clock, 10, 1.0)
    clock.now += 90
    assert pace.rate == pytest.approx(0.1)


def test_more_inputs_than_were_counted_leave_no_time() -> None:
    clock = Clock()
    pace = Pace(1, clock)
    advanced(pace, clock, 3, 1.0)
    assert pace.seconds_left == 0


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (ENGLISH, "3 of 9 done; 1 failed, 30.0 a minute, 0:00:12 left\n"),
        (CHINESE, "已完成 3/9；失败 1，每分钟 30.0 份，还需 0:00:12\n"),
    ],
)
def test_plain_lines_tell_rate_failures_and_time_left(words: Words, expected: str) -> None:
    clock = Clock()
    pace = Pace(9, clock)
    stream = io.StringIO()
    display = LineDisplay(Console(file=stream, width=200), words, interval=5)
    pace.failed = 1
    for _ in range(3):
        advanced(pace, clock, 1, 2.0)
        display.update(pace)
    assert stream.getvalue() == expected


@pytest.mark.parametrize(
    ("rate", "told"),
    [
        (0.0, "0.0 a second"),
        (0.04, "2.4 a minute"),
        (0.99, "59.4 a minute"),
        (1.0, "1.0 a second"),
        (31.26, "31.3 a second"),
    ],
)
def test_a_slow_rate_is_told_by_the_minute(rate: float, told: str) -> None:
    assert rate_told(rate, ENGLISH) == told


def test_the_bar_tells_rate_failures_and_time_left() -> None:
    stream = io.StringIO()
    console = Console(file=stream, width=200, force_terminal=True, color_system=None)
    progress = Progress(console, 4, ENGLISH)
    progress.failed("a.txt is empty: fetch it again.")
    progress.advance()
    progress.close(complete=True)
    shown = stream.getvalue()
    assert "a.txt is empty: fetch it again." in shown
    assert "1/4" in shown
    assert "1 failed, " in shown
    assert " a second, " in shown
    assert " left" in shown


def test_the_first_failures_are_shown_and_all_are_counted(tmp_path: Path) -> None:
    stream = io.StringIO()
    log = RunLog(tmp_path / "log", lambda: 1)
    progress = Progress(Console(file=stream, width=200), 9, ENGLISH, log)
    for number in range(9):
        progress.failed(f"{number}.txt is empty.")
        progress.advance()
    progress.close(complete=True)
    shown = stream.getvalue().splitlines()
    assert shown[:5] == [f"{number}.txt is empty." for number in range(5)]
    assert shown[5:] == ["Further failures are listed in errors.jsonl only."]
    assert logged(tmp_path / "log")[-1]["failed"] == 9


def logged(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_log_has_a_line_at_the_start_now_and_then_and_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    log = RunLog(path, lambda: 123, interval=0)
    progress = Progress(Console(file=io.StringIO()), 2, ENGLISH, log)
    progress.advance()
    progress.failed("b.txt is empty.")
    progress.advance()
    progress.close(complete=True)
    lines = logged(path)
    assert [line["event"] for line in lines] == ["start", "progress", "progress", "end"]
    assert list(lines[0]) == [
        *("time", "event", "workers", "total", "done", "failed", "seconds", "rate"),
        *("seconds_left", "rss"),
    ]
    assert [(line["done"], line["failed"]) for line in lines] == [(0, 0), (1, 0), (2, 1), (2, 1)]
    assert {line["total"] for line in lines} == {2}
    assert {line["rss"] for line in lines} == {123}
    assert lines[0]["seconds_left"] is None
    assert lines[-1]["seconds_left"] == 0
    assert datetime.fromisoformat(str(lines[0]["time"])).utcoffset() is not None


def test_a_log_waits_between_lines_and_keeps_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    for complete in (True, False):
        log = RunLog(path, lambda: 1, interval=3600)
        progress = Progress(Console(file=io.StringIO()), 2, ENGLISH, log)
        progress.advance()
        progress.close(complete=complete)
    assert [line["event"] for line in logged(path)] == ["start", "end", "start", "interrupted"]


def test_a_log_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(GongkaiError, match="choose another --log"):
        RunLog(tmp_path / "none" / "log.jsonl", lambda: 1)
