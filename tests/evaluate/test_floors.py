"""The gate: figures do not fall below their floors, and floors are not lowered."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from gongkai.evaluate.floors import (
    GUARDED,
    Entry,
    FloorCheck,
    Floors,
    FloorsError,
    History,
    check_floors,
    floors_file,
    measure_guarded,
    raised,
    read_floors,
    write_floors,
)

ROOT = Path(__file__).parents[2]
FLOORS = "evaluate/floors.json"
SET, MEASURE = "dev reports", "cells.all"


def history(*floors: float) -> History:
    entries = [
        Entry(version="1", reason="better", floors={SET: {MEASURE: floor}}) for floor in floors
    ]
    return History(entries=tuple(entries))


def checked(value: float | None, floor: float | None) -> FloorCheck:
    return FloorCheck(SET, MEASURE, value, floor)


def git(*arguments: str) -> str:
    result = subprocess.run(  # noqa: S603
        ["git", "-C", str(ROOT), *arguments],  # noqa: S607
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return result.stdout


def test_no_figure_is_below_its_floor() -> None:
    checks = check_floors(read_floors(floors_file()), measure_guarded())
    assert [check for check in checks if not check.holds] == []


def test_everything_that_is_guarded_has_a_floor() -> None:
    floors = read_floors(floors_file()).floors
    assert {each: set(names) for each, names in GUARDED.items()} == {
        each: set(measures) for each, measures in floors.items()
    }


def test_no_committed_entry_was_ever_changed_or_taken_away() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("this is no clone, so nothing is known of earlier floors")
    now = read_floors(ROOT / FLOORS).entries
    for commit in git("log", "--format=%H", "--", FLOORS).split():
        before = History.model_validate_json(git("show", f"{commit}:{FLOORS}")).entries
        assert now[: len(before)] == before


def test_a_value_at_its_floor_holds_and_one_below_or_without_figure_does_not() -> None:
    assert checked(0.9, 0.9).holds
    assert checked(None, None).holds
    assert not checked(0.8999, 0.9).holds
    assert not checked(None, 0.9).holds


@pytest.mark.parametrize("later", [{}, {SET: {}}, {SET: {MEASURE: 0.5}}])
def test_an_entry_that_lowers_or_drops_a_floor_is_refused(tmp_path: Path, later: Floors) -> None:
    entries = [*history(0.6).model_dump()["entries"], {"version": "2", "reason": "x"}]
    entries[1]["floors"] = later
    path = tmp_path / "floors.json"
    path.write_text(json.dumps({"entries": entries}), encoding="utf-8")
    with pytest.raises(FloorsError, match=r"cells\.all of dev reports is lowered below 0\.6"):
        read_floors(path)


def test_floors_that_are_not_there_are_told(tmp_path: Path) -> None:
    with pytest.raises(FloorsError, match=r"floors\.json cannot be read .*: restore it\."):
        read_floors(tmp_path / "floors.json")


def test_raising_keeps_what_was_and_rounds_down(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    write_floors(raised(history(0.6), [checked(0.77779, 0.6)], "2", "a rule"), path)
    entries = read_floors(path).entries
    assert [entry.floors[SET][MEASURE] for entry in entries] == [0.6, 0.7777]
    assert entries[1].reason == "a rule"


def test_a_floor_is_not_lowered_by_a_figure_that_rounds_down_to_less() -> None:
    checks = [checked(0.60009, 0.60005), FloorCheck(SET, "cells.blank", 0.5, None)]
    after = raised(history(0.60005), checks, "2", "a new figure")
    assert after.floors == {SET: {MEASURE: 0.60005, "cells.blank": 0.5}}


def test_nothing_is_raised_while_a_figure_is_below_its_floor() -> None:
    with pytest.raises(FloorsError, match="below its floor"):
        raised(history(0.6), [checked(0.5, 0.6)], "2", "no reason")


def test_raising_what_is_not_better_is_refused() -> None:
    with pytest.raises(FloorsError, match="nothing to raise"):
        raised(history(0.6), [checked(0.6, 0.6)], "2", "no reason")
