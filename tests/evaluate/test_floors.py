"""The gate: figures do not fall below their floors, and floors are not lowered."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from gongkai.evaluate.floors import (
    CONFIDENCE,
    GUARDED,
    Entry,
    FloorCheck,
    Floors,
    FloorsError,
    History,
    Measured,
    MeasuredOn,
    changed_sets,
    check_floors,
    floors_file,
    measure_guarded,
    measured_on,
    raised,
    read_floors,
    write_floors,
)
from gongkai.evaluate.judged.reports import JudgedFact
from gongkai.models.scheme import Agreement
from tests.evaluate.builders import TEXT, claim, report

ROOT = Path(__file__).parents[2]
FLOORS = "evaluate/floors.json"
SET, MEASURE = "dev reports", "cells.all"
TRAINED = "dev reports, trained"
#: The digests of the entries of the file, in order: whoever changes one has to change it here too.
PINNED: tuple[str, ...] = (
    "03148e17b29ad2f41c0ca17f40ca91cd56223f801e48bd5400da9c00c8016da4",
    "3296749a5b26c6ab1a309cfcb4a1bf7f26d099f49a94592bdd10e2aa3288e3e1",
    "6e0e323db5a3442201d3f1673685bfcf69a25de72177cd60ff11a98c76788445",
    "1cfb61118fcc3a6dc7ca9e2781a9476a92731179dfffa83c797535d2c4d2b5ff",
)
HELD = MeasuredOn(texts=1, claims=2, cells=3, sha256="0" * 64)


@pytest.fixture(scope="module")
def measured() -> Measured:
    return measure_guarded()


def history(*floors: float) -> History:
    entries = [
        Entry(version="1", reason="better", measured_on={SET: HELD}, floors={SET: {MEASURE: floor}})
        for floor in floors
    ]
    return History(entries=tuple(entries))


def found(**values: float | None) -> Measured:
    """Return what was measured on one set; names with double underscores for dots."""
    named = {name.replace("__", "."): value for name, value in values.items()}
    return Measured({SET: named}, {SET: HELD})


def check_of(value: float | None, floor: float | None) -> FloorCheck:
    return FloorCheck(SET, MEASURE, value, floor)


def git(*arguments: str) -> str:
    result = subprocess.run(  # noqa: S603
        ["git", "-C", str(ROOT), *arguments],  # noqa: S607
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return result.stdout


def test_no_figure_is_below_its_floor(measured: Measured) -> None:
    checks = check_floors(read_floors(floors_file()), measured)
    assert [check for check in checks if not check.holds] == []


def test_figures_come_from_what_the_floors_were_measured_on(measured: Measured) -> None:
    history = read_floors(floors_file())
    assert set(history.measured_on) == set(GUARDED)
    assert changed_sets(history, measured) == []


def test_everything_that_is_guarded_has_a_floor() -> None:
    floors = read_floors(floors_file()).floors
    assert {each: set(names) for each, names in GUARDED.items()} == {
        each: set(measures) for each, measures in floors.items()
    }


def test_every_entry_is_pinned() -> None:
    assert tuple(entry.sha256 for entry in read_floors(floors_file()).entries) == PINNED


def test_no_committed_entry_was_ever_changed_or_taken_away() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("this is no clone, so nothing is known of earlier floors")
    if git("rev-parse", "--is-shallow-repository").strip() == "true":
        pytest.skip("this clone is shallow, so nothing is known of earlier floors")
    now = read_floors(ROOT / FLOORS).entries
    for commit in git("log", "--format=%H", "--", FLOORS).split():
        before = History.model_validate_json(git("show", f"{commit}:{FLOORS}")).entries
        assert now[: len(before)] == before


def test_a_value_at_its_floor_holds_and_one_below_or_without_figure_does_not() -> None:
    assert check_of(0.9, 0.9).holds
    assert check_of(None, None).holds
    assert not check_of(0.8999, 0.9).holds
    assert not check_of(None, 0.9).holds


def test_a_floor_of_what_is_not_measured_any_more_does_not_hold() -> None:
    checks = check_floors(history(0.6), Measured({}, {}))
    assert FloorCheck(SET, MEASURE, None, 0.6) in checks
    other = History(entries=(Entry(version="1", reason="x", floors={"gone": {"a": 0.5}}),))
    assert FloorCheck("gone", "a", None, 0.5) in check_floors(other, Measured({}, {}))


def test_a_set_that_holds_something_else_is_told() -> None:
    assert changed_sets(history(0.6), found()) == []
    more = HELD.model_copy(update={"texts": 2})
    assert changed_sets(history(0.6), Measured({}, {SET: more})) == [SET]
    assert changed_sets(history(0.6), Measured({}, {})) == [SET]


def test_the_digest_of_a_set_follows_its_gold_and_not_its_order() -> None:
    gold = [replace(report(claim("316条", 316), name=name), text=TEXT) for name in "ab"]
    held = measured_on(gold)
    assert (held.texts, held.claims, held.cells) == (2, 2, 0)
    assert measured_on(gold[::-1]) == held
    changed = replace(gold[0], claims=(claim("316条", 317),))
    assert measured_on([changed, gold[1]]).sha256 != held.sha256
    assert measured_on([replace(gold[0], text="x"), gold[1]]).sha256 != held.sha256
    with_facts = replace(
        gold[0], facts=(JudgedFact(frozenset("ab"), frozenset(), Agreement.AGREE),)
    )
    assert measured_on([with_facts, gold[1]]).sha256 != held.sha256


@pytest.mark.parametrize("later", [{}, {SET: {}}, {SET: {MEASURE: 0.5}}])
def test_an_entry_that_lowers_or_drops_a_floor_is_refused(tmp_path: Path, later: Floors) -> None:
    entries = [*history(0.6).model_dump()["entries"], {"version": "2", "reason": "x"}]
    entries[1]["floors"] = later
    path = tmp_path / "floors.json"
    path.write_text(json.dumps({"entries": entries}), encoding="utf-8")
    with pytest.raises(FloorsError, match=r"cells\.all of dev reports is lowered below 0\.6"):
        read_floors(path)


@pytest.mark.parametrize("floor", ["NaN", "Infinity", "1.5", "-0.1"])
def test_a_floor_that_is_no_share_is_refused(tmp_path: Path, floor: str) -> None:
    path = tmp_path / "floors.json"
    entry = f'{{"version": "1", "reason": "x", "floors": {{"a": {{"b": {floor}}}}}}}'
    path.write_text(f'{{"entries": [{entry}]}}', encoding="utf-8")
    with pytest.raises(FloorsError, match=r"is no file of floors .*: restore it\."):
        read_floors(path)


def test_floors_that_are_not_there_are_told(tmp_path: Path) -> None:
    with pytest.raises(FloorsError, match=r"floors\.json cannot be read .*: restore it\."):
        read_floors(tmp_path / "floors.json")


def test_raising_keeps_what_was_and_rounds_down(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    write_floors(raised(history(0.6), found(cells__all=0.77779), "2", "a rule"), path)
    entries = read_floors(path).entries
    assert [entry.floors[SET][MEASURE] for entry in entries] == [0.6, 0.7777]
    assert entries[1].reason == "a rule"
    assert entries[1].measured_on == {SET: HELD}


def test_a_floor_is_not_lowered_by_a_figure_that_rounds_down_to_less() -> None:
    measured = found(cells__all=0.60009, cells__blank=0.5)
    after = raised(history(0.60005), measured, "2", "a new figure")
    assert after.floors == {SET: {MEASURE: 0.60005, "cells.blank": 0.5}}


def test_nothing_is_raised_while_a_figure_is_below_its_floor() -> None:
    with pytest.raises(FloorsError, match="below its floor"):
        raised(history(0.6), found(cells__all=0.5), "2", "no reason")


def test_raising_what_is_not_better_is_refused() -> None:
    with pytest.raises(FloorsError, match="nothing to raise"):
        raised(history(0.6), found(cells__all=0.6), "2", "no reason")


def test_a_floor_of_the_trained_model_leaves_room_for_other_processors() -> None:
    of_rules, of_trained = (
        FloorCheck(each, "claims.right", 0.95, None) for each in ("dev reports", TRAINED)
    )
    assert of_rules.attainable == 0.95
    assert of_trained.attainable == 0.94
    measured = Measured({TRAINED: {"claims.right": 0.95}}, {TRAINED: HELD})
    assert raised(History(entries=()), measured, "1", "first").floors == {
        TRAINED: {"claims.right": 0.94}
    }


def test_every_set_of_the_trained_model_has_a_figure_of_its_confidences(
    measured: Measured,
) -> None:
    of_trained = [each for each in GUARDED if each.endswith(", trained")]
    assert of_trained
    for each in of_trained:
        value = measured.values[each][CONFIDENCE]
        assert value is not None
        # What is as often right as wrong, and says so, comes to 0.75.
        assert value > 0.75


@pytest.mark.parametrize("reason", ["", "  "])
def test_raising_without_a_reason_is_refused(reason: str) -> None:
    with pytest.raises(FloorsError, match="with a reason"):
        raised(history(0.6), found(cells__all=0.9), "2", reason)
