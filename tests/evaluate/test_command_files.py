"""What ``gongkai evaluate`` writes, and what it calls the systems."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gongkai.evaluate.page import building
from gongkai.evaluate.systems.names import ATTEMPTS, SYSTEMS
from gongkai.extract.command_line import main

SAMPLES = Path(__file__).parents[2] / "annotations" / "samples"
SAMPLE = SAMPLES / "2021_street_office_tabs.txt"
Captured = pytest.CaptureFixture[str]


def gongkai(*arguments: object) -> int:
    """Run the command line and return its exit status."""
    with pytest.raises(SystemExit) as exited:
        main([str(argument) for argument in arguments])
    assert exited.value.code is None or isinstance(exited.value.code, int)
    return exited.value.code or 0


def names(folder: Path) -> list[str]:
    metrics: Any = json.loads((folder / "metrics.json").read_text(encoding="utf-8"))
    return [system["name"] for system in metrics["systems"]]


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    for path in (SAMPLE, SAMPLE.with_suffix(".gold.json")):
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


def test_a_page_of_other_figures_does_not_stay_beside_new_ones(tmp_path: Path, gold: Path) -> None:
    output = tmp_path / "scores"
    assert gongkai("evaluate", gold, "--output", output) == 0
    assert sorted(path.name for path in output.iterdir()) == ["metrics.json", "report.html"]
    assert gongkai("evaluate", gold, "--output", output, "--no-page") == 0
    assert [path.name for path in output.iterdir()] == ["metrics.json"]


def test_files_of_an_earlier_run_stay_until_all_new_ones_are_written(
    tmp_path: Path, gold: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "scores"
    assert gongkai("evaluate", gold, "--output", output) == 0
    before = {path.name: path.read_bytes() for path in output.iterdir()}

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(building, "write_page", fail)
    assert gongkai("evaluate", gold, "--output", output, "--system", "cn2an") == 1
    assert {path.name: path.read_bytes() for path in output.iterdir()} == before


def test_a_pattern_or_a_folder_can_stand_beside_the_system_of_the_same_model(
    tmp_path: Path, gold: Path
) -> None:
    pattern = f"{gold}/*.txt"
    options = ("--system", "rules", "--no-page", "--output", tmp_path)
    assert gongkai("evaluate", gold, pattern, *options) == 0
    assert names(tmp_path) == [pattern, "rules"]


def test_predictions_whose_files_have_one_name_are_called_by_their_paths(
    tmp_path: Path, gold: Path
) -> None:
    paths = []
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        paths.append(str(tmp_path / folder / SAMPLE.name))
        Path(paths[-1]).write_bytes(SAMPLE.read_bytes())
    assert gongkai("evaluate", gold, *paths, "--no-page", "--output", tmp_path) == 0
    assert names(tmp_path) == paths


def test_a_system_that_is_named_twice_is_run_once(tmp_path: Path, gold: Path) -> None:
    twice = ("--system", "cn2an", "--system", "rules", "--system", "cn2an")
    assert gongkai("evaluate", gold, *twice, "--no-page", "--output", tmp_path) == 0
    assert names(tmp_path) == ["cn2an", "rules"]


@pytest.mark.parametrize(
    ("predicted", "name"),
    [(("rules={report}", "--system", "rules"), "rules"), (("{report}", "{report}"), "{report}")],
)
def test_two_systems_of_one_name_are_refused_with_what_to_do(
    tmp_path: Path, gold: Path, capsys: Captured, predicted: tuple[str, ...], name: str
) -> None:
    report = gold / SAMPLE.name
    arguments = (each.format(report=report) for each in predicted)
    assert gongkai("evaluate", gold, *arguments, "--output", tmp_path / "out") == 2
    printed = capsys.readouterr().err
    assert f"Two systems are called {name.format(report=report)}: leave one out, or" in printed
    assert not (tmp_path / "out").exists()


def test_the_help_names_every_system(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    assert gongkai("evaluate", "--help") == 0
    assert ", ".join(SYSTEMS) + ", or the folder of a model" in capsys.readouterr().out


def test_only_known_systems_are_said_to_attempt_something() -> None:
    assert set(ATTEMPTS) < set(SYSTEMS)


@pytest.mark.parametrize("reason", ["", "  "])
def test_floors_are_not_raised_without_a_reason(capsys: Captured, reason: str) -> None:
    assert gongkai("evaluate", "floors", "--raise", reason) == 2
    assert "The reason is empty" in capsys.readouterr().err
