"""Logs of runs as curves, drawings and costs; one core beside two."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.evaluate.benchmark import scaling
from gongkai.evaluate.benchmark.curve_drawing import draw_curve
from gongkai.evaluate.benchmark.processes import Run, allowed_cores, run
from gongkai.evaluate.benchmark.run_curve import cost_part, curve, curve_part, read_log
from gongkai.evaluate.benchmark.runs_command_line import CurveOptions, run_curve
from gongkai.evaluate.benchmark.scaling import ScalingSettings, measure_scaling
from gongkai.evaluate.benchmark.wording import Column, Phrase
from gongkai.extract.language import Language, Words
from gongkai.models.errors import GongkaiError


def line(event: str, seconds: float, done: int, **others: object) -> str:
    content = {"event": event, "seconds": seconds, "done": done, "failed": 0, "rss": 10**8}
    return json.dumps(content | others) + "\n"


def write_log(path: Path, *lines: str) -> Path:
    path.write_text("".join(lines), encoding="utf-8")
    return path


def whole_run(path: Path, workers: int | None = 2) -> Path:
    return write_log(
        path,
        line("start", 0.0, 0, workers=workers),
        line("progress", 10.0, 100, workers=workers, rss=3 * 10**8),
        line("progress", 20.0, 300, workers=workers, failed=1),
        line("end", 30.0, 420, workers=workers, failed=2),
    )


def test_a_log_becomes_steps_with_their_speed(tmp_path: Path) -> None:
    stretches = read_log(whole_run(tmp_path / "log"))
    steps = curve(stretches)
    assert [step.rate for step in steps] == [10, 20, 12]
    assert [(step.start, step.end) for step in steps] == [(0, 10), (10, 20), (20, 30)]
    assert [step.failed for step in steps] == [0, 1, 2]
    assert stretches[0].workers == 2


def test_steps_put_together_keep_the_sums_and_the_most_memory(tmp_path: Path) -> None:
    first, second = curve(read_log(whole_run(tmp_path / "log")), most=2)
    assert (first.rate, first.done, first.resident) == (15, 300, 3 * 10**8)
    assert (second.rate, second.done, second.end) == (12, 420, 30)


def test_a_run_taken_up_again_goes_on_where_it_stopped(tmp_path: Path) -> None:
    path = write_log(
        tmp_path / "log",
        line("start", 0.0, 0),
        line("interrupted", 10.0, 50),
        line("start", 0.0, 50),
        line("progress", 5.0, 100),
        line("end", 20.0, 150),
    )
    steps = curve(read_log(path))
    assert [(step.end, step.done, step.rate) for step in steps] == [
        (10, 50, 5.0),
        (15, 100, 10.0),
        (30, 150, pytest.approx(50 / 15)),
    ]


@given(st.lists(st.tuples(st.integers(1, 60), st.integers(0, 500)), min_size=1, max_size=40))
def test_the_steps_of_any_run_add_up_to_all_of_it(
    tmp_path_factory: pytest.TempPathFactory, parts: list[tuple[int, int]]
) -> None:
    lines, seconds, done = [line("start", 0.0, 0)], 0, 1
    for length, more in parts:
        seconds, done = seconds + length, done + more
        lines.append(line("progress", float(seconds), done))
    stretches = read_log(write_log(tmp_path_factory.mktemp("run") / "log", *lines))
    for most in (None, 1, 7):
        steps = curve(stretches, most)
        assert sum(step.rate * (step.end - step.start) for step in steps) == pytest.approx(done)
        assert steps[-1].end == seconds
        assert steps[-1].done == done


def test_the_cost_of_many_reports_is_that_of_the_run_as_often(tmp_path: Path) -> None:
    results = tmp_path / "results"
    results.mkdir()
    (results / "file").write_bytes(b"x" * 4200)
    stretches = read_log(whole_run(tmp_path / "log"))
    one, many = cost_part(stretches, 2, 42_000, results).rows
    assert one.figures[Column.CORE_HOURS].median == pytest.approx(2 * 30 / 3600)
    assert many.figures[Column.CORE_HOURS].median == pytest.approx(100 * 2 * 30 / 3600)
    assert many.figures[Column.BYTES].median == pytest.approx(420_000)
    assert one.figures[Column.BYTES_EACH].median == 10


def test_a_table_of_a_curve_has_no_more_rows_than_asked_for(tmp_path: Path) -> None:
    lines = [line("progress", float(place), place * 3) for place in range(1, 95)]
    path = write_log(tmp_path / "log", line("start", 0.0, 0), *lines)
    part = curve_part(read_log(path), 20)
    assert 10 < len(part.rows) <= 20


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("", "is empty"),
        ('{"uri": "a"}\n', "line 1: this is no line of a run's log"),
        ("[1]\n", "line 1: this is no line of a run's log"),
        (line("start", 0.0, 0) + "\x00\n", "line 2: this is no line"),
        (line("start", 0.0, 0), "tells of no input that was done"),
    ],
)
def test_what_is_no_log_of_a_run_is_refused(tmp_path: Path, content: str, fault: str) -> None:
    with pytest.raises(GongkaiError, match=fault):
        read_log(write_log(tmp_path / "log", content))


def test_a_line_that_a_killed_run_left_unfinished_is_passed_over(tmp_path: Path) -> None:
    path = whole_run(tmp_path / "log")
    whole = curve(read_log(path))
    with path.open("a", encoding="utf-8") as stream:
        stream.write('{"event": "prog')
    assert curve(read_log(path)) == whole


@pytest.mark.parametrize("language", Language)
def test_the_drawing_is_sound_svg_with_a_curve_for_speed_and_one_for_memory(
    tmp_path: Path, language: Language
) -> None:
    words = Words(language)
    drawing = draw_curve(curve(read_log(whole_run(tmp_path / "log"))), words)
    root = ElementTree.fromstring(drawing)  # noqa: S314 - our own
    curves = root.findall("{http://www.w3.org/2000/svg}polyline")
    assert [len(each.attrib["points"].split()) for each in curves] == [6, 6]
    texts = [each.text for each in root.findall("{http://www.w3.org/2000/svg}text")]
    assert words[Column.RATE] in texts
    assert words[Phrase.MINUTES] in texts


def test_the_command_prints_and_draws(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    drawing = tmp_path / "run.svg"
    options = CurveOptions(whole_run(tmp_path / "log"), drawing, None, None, 2_000_000)
    run_curve(options)
    printed = capsys.readouterr().out
    assert "2,000,000" in printed
    assert drawing.read_text(encoding="utf-8").startswith("<svg")


def test_a_log_without_workers_asks_for_them(tmp_path: Path) -> None:
    log = whole_run(tmp_path / "log", workers=None)
    with pytest.raises(GongkaiError, match="does not say how many workers there were"):
        run_curve(CurveOptions(log, None, None, None, 10))


@pytest.mark.skipif(not allowed_cores(), reason="processes cannot be bound to cores here")
def test_a_command_is_bound_to_its_cores(tmp_path: Path) -> None:
    core, path = allowed_cores()[-1], tmp_path / "cores"
    program = f"import os; open({str(path)!r}, 'w').write(str(sorted(os.sched_getaffinity(0))))"
    run([sys.executable, "-I", "-S", "-c", program], cores=[core])
    assert path.read_text(encoding="utf-8") == str([core])


class Runs:
    """Stands in for runs: two workers are 1.9 times as quick as one."""

    def __init__(self) -> None:
        self.cores: list[Sequence[int]] = []

    def __call__(self, command: Sequence[str], *, cores: Sequence[int]) -> Run:
        self.cores.append(cores)
        values = dict(pairwise(command))
        workers = int(values["--workers"])
        Path(values["--output"]).mkdir()
        whole = 10.0 if workers == 1 else 10 / 1.9
        write_log(Path(values["--log"]), line("start", 0, 0), line("end", whole, 4))
        return Run(11.0, 8.0, 1, None)


def test_two_cores_are_compared_with_one_in_turns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = Runs()
    monkeypatch.setattr(scaling, "run", runs)
    monkeypatch.setattr(scaling, "allowed_cores", lambda: [3, 5, 6])
    part = measure_scaling(ScalingSettings(4, 2, ("rules",), ("jsonl",)), tmp_path)
    assert runs.cores == [[3], [3, 5], [3, 5], [3]]
    (row,) = part.rows
    assert row.figures[Column.TIMES_ONE_CORE].median == pytest.approx(1.9)
    assert row.figures[Column.ONE_CORE].median == pytest.approx(0.4)
    assert row.figures[Column.CPU_EACH].median == pytest.approx(2000)


def test_where_processes_cannot_be_bound_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scaling, "run", Runs())
    monkeypatch.setattr(scaling, "allowed_cores", list)
    part = measure_scaling(ScalingSettings(4, 1, ("rules",), ("jsonl",)), tmp_path)
    assert Column.TIMES_ONE_CORE not in part.rows[0].figures
    assert part.remarks[-1].id == Phrase.NO_AFFINITY.value
