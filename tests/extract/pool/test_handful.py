"""Few inputs: text in this process, the rest in a worker."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from gongkai.extract.inputs import FileInput, Input, UnreadableInput
from gongkai.extract.pool import HANDFUL, Handful, Job, Limits, Pool, Runner, choose_runner
from gongkai.extract.work import Failure, Outcome, Success
from tests.extract.pool.tasks import said

_PREPARED: list[int] = []


def note_preparation() -> None:
    _PREPARED.append(os.getpid())


class DeafAtFirst:
    """Loses the first exception that a signal raises, as Python does in every finaliser."""

    def __del__(self) -> None:
        time.sleep(600)


def tell_process(source: Input) -> Outcome:
    """Tell the process, or do harm."""
    content = source.read_bytes()
    if b"die" in content:
        os.kill(os.getpid(), signal.SIGKILL)
    if b"hang" in content:
        if b"deaf" in content:
            DeafAtFirst()
        time.sleep(600)
    return Success(str(os.getpid()), 0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("words")
    (tmp_path / "b.html").write_text("<html><body>words</body></html>")
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "d.pdf").write_bytes(b"%PDF-1.4 die")
    (tmp_path / "e.txt").write_text("hang")
    (tmp_path / "f.txt").write_text("deaf hang")
    return tmp_path


def run(folder: Path, *names: str, seconds: float = 60.0) -> list[Outcome]:
    given: list[Input] = [FileInput(name, str(folder / name)) for name in names]
    runner = Handful(Job(tell_process, Limits(seconds), note_preparation), given[0])
    try:
        runner.start()
        return list(runner.run(given))
    finally:
        runner.close()


def test_text_and_pages_are_read_here_and_the_rest_elsewhere(folder: Path) -> None:
    text, page, native, again = run(folder, "a.txt", "b.html", "c.pdf", "c.pdf")
    assert said(text) == said(page) == str(os.getpid())
    assert said(native) == said(again) != str(os.getpid())


def test_a_file_that_ends_its_reader_takes_nothing_with_it(folder: Path) -> None:
    first, dead, last = run(folder, "c.pdf", "d.pdf", "a.txt")
    assert isinstance(dead, Failure)
    assert dead.error == "killed"
    assert isinstance(first, Success)
    assert isinstance(last, Success)


def test_a_text_that_hangs_ends_when_its_time_is_up(folder: Path) -> None:
    before = signal.getsignal(signal.SIGALRM)
    hung, last = run(folder, "e.txt", "a.txt", seconds=0.3)
    assert isinstance(hung, Failure)
    assert (hung.stage, hung.error) == ("worker", "time_limit")
    assert isinstance(last, Success)
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_alarm_that_nobody_heard_rings_again(folder: Path) -> None:
    hung, last = run(folder, "f.txt", "a.txt", seconds=0.2)
    assert isinstance(hung, Failure)
    assert hung.error == "time_limit"
    assert isinstance(last, Success)
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_what_is_needed_is_loaded_only_where_the_first_input_is_read(folder: Path) -> None:
    _PREPARED.clear()
    run(folder, "c.pdf")
    assert _PREPARED == []
    run(folder, "a.txt")
    assert [os.getpid()] == _PREPARED


@pytest.mark.parametrize(
    ("total", "workers", "kind"),
    [(1, 1, Handful), (HANDFUL, 1, Handful), (HANDFUL + 1, 1, Pool), (2, 2, Pool)],
)
def test_a_handful_is_few_inputs_with_one_worker(total: int, workers: int, kind: type) -> None:
    first = UnreadableInput("a", None, "code", "message")
    runner: Runner = choose_runner(Job(tell_process, Limits()), first, total=total, workers=workers)
    assert type(runner) is kind
