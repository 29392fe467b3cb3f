"""Many inputs in one or several processes."""

from __future__ import annotations

import pytest

from gongkai.extract.command_line.bulk import run
from gongkai.extract.inputs import UnreadableInput
from gongkai.extract.work import Failure, Outcome, Success
from tests.extract.command_line.fakes import echo, echo_or_die

INPUTS = [UnreadableInput(f"{number:02}", None, "code", "message") for number in range(20)]


def said(outcome: Outcome) -> str:
    return outcome.line if isinstance(outcome, Success) else f"{outcome.error} {outcome.uri}"


@pytest.mark.parametrize("workers", [1, 2])
def test_outcomes_come_in_the_order_of_the_inputs(workers: int) -> None:
    expected = [entry.uri for entry in INPUTS]
    assert [said(outcome) for outcome in run(INPUTS, echo, workers)] == expected


def test_a_worker_that_dies_costs_the_input_it_died_of_and_no_other() -> None:
    outcomes = list(run(INPUTS[:5], echo_or_die, 2))
    assert [said(outcome) for outcome in outcomes] == [
        "00",
        "01",
        "02",
        "ProcessDied 03",
        "04",
    ]
    died = outcomes[3]
    assert isinstance(died, Failure)
    assert died.stage == "worker"
    assert "read this file alone" in died.message


@pytest.mark.parametrize("workers", [1, 2])
def test_no_inputs_give_no_outcomes(workers: int) -> None:
    assert list(run([], echo, workers)) == []
