"""The pool: nothing lost, nothing twice, in order, whatever becomes of its workers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from gongkai.extract.errors import GongkaiError
from gongkai.extract.inputs import Input, InputError
from gongkai.extract.pool import Job, Limits, Pool, Preparation, Task
from gongkai.extract.work import Failure, Outcome, Success
from tests.extract.pool import tasks
from tests.extract.pool.tasks import do, inputs, said

#: A worker takes some 60 MB before it has read anything.
_MEMORY = 250_000_000
_NUMBERS = [f"{number:03}" for number in range(60)]


def run(
    given: Iterable[Input], *, workers: int = 2, seconds: float = 60.0, task: Task = do
) -> list[Outcome]:
    with Pool(Job(task, Limits(seconds, _MEMORY)), workers=workers) as pool:
        return list(pool.run(given))


def failure(outcome: Outcome) -> Failure:
    assert isinstance(outcome, Failure)
    return outcome


@pytest.mark.parametrize("workers", [1, 3])
def test_outcomes_come_in_the_order_of_the_inputs(workers: int) -> None:
    uris = ["slow:0", *_NUMBERS[:30], "slow:1", *_NUMBERS[30:]]
    assert [said(each) for each in run(inputs(*uris), workers=workers)] == uris


def test_no_inputs_give_no_outcomes_and_start_no_workers() -> None:
    with Pool(Job(do, Limits()), workers=2) as pool:
        assert list(pool.run([])) == []
        assert pool.resident == 0


@pytest.mark.parametrize("workers", [1, 2])
def test_every_input_has_one_outcome_whatever_becomes_of_workers(workers: int) -> None:
    uris = list(_NUMBERS)
    errors = {
        "die:": "killed",
        "eat:": "memory_limit",
        "grab:": "memory_limit",
        "hang:": "time_limit",
    }
    for place, what in enumerate(errors):
        uris.insert(place * 11 + 3, what)
    expected = [f"{uri} {errors[uri]}" if uri in errors else uri for uri in uris]
    outcomes = run(inputs(*uris), workers=workers, seconds=3.0)
    assert [said(each) for each in outcomes] == expected


@pytest.mark.parametrize(
    ("uri", "how"), [("die:", "(SIGKILL)"), ("crash:", "(SIGSEGV)"), ("exit:", "(exit status 3)")]
)
def test_a_file_that_ends_its_worker_is_told_with_how_it_ended(uri: str, how: str) -> None:
    (outcome,) = run(inputs(uri), workers=1)
    found = failure(outcome)
    assert (found.stage, found.error) == ("worker", "killed")
    assert found.message.startswith(f"{uri} ends the process that reads it {how}")
    assert "read it alone" in found.message


def test_a_worker_killed_from_outside_costs_nothing(tmp_path: Path) -> None:
    uris = ["a", f"die_once:{tmp_path / 'marker'}", "b"]
    assert [said(each) for each in run(inputs(*uris), workers=1)] == uris


def test_a_hang_in_native_code_ends_when_its_time_is_up() -> None:
    first, second = run(inputs("hang_natively:", "a"), workers=1, seconds=0.5)
    found = failure(first)
    assert (found.stage, found.error) == ("worker", "time_limit")
    assert "takes longer than 0.5 seconds" in found.message
    assert "--time-limit" in found.message
    assert said(second) == "a"


def test_a_file_that_eats_memory_is_told_with_the_limit() -> None:
    (outcome,) = run(inputs("eat:"), workers=1)
    found = failure(outcome)
    assert (found.stage, found.error) == ("worker", "memory_limit")
    assert "needs more memory than 250 MB" in found.message
    assert "--memory-limit" in found.message


def test_what_earlier_files_left_in_memory_does_not_count() -> None:
    uris = ["leave:150", "need:100", "a"]
    assert [said(each) for each in run(inputs(*uris), workers=1)] == uris


def test_a_worker_whose_memory_has_grown_is_replaced() -> None:
    uris = [*_NUMBERS[:19], "leave:150", *_NUMBERS[19:30]]
    outcomes = run(inputs(*uris), workers=1, task=tasks.do_and_tell_process)
    told = [said(each).rsplit(" ", 1) for each in outcomes]
    assert [uri for uri, _ in told] == uris
    assert len({process for _, process in told}) == 2


def test_what_a_worker_needs_from_the_start_is_no_growth() -> None:
    job = Job(tasks.do_and_tell_process, Limits(memory=_MEMORY), tasks.prepare_much)
    with Pool(job, workers=1) as pool:
        told = [said(each).rsplit(" ", 1) for each in pool.run(inputs(*_NUMBERS[:50]))]
    assert [uri for uri, _ in told] == _NUMBERS[:50]
    assert len({process for _, process in told}) == 1


def test_an_error_of_the_inputs_is_raised_behind_the_outcomes_of_those_before() -> None:
    def broken() -> Iterator[Input]:
        yield from inputs(*_NUMBERS[:5])
        raise InputError("The folder is gone: check the path.")

    outcomes: list[str] = []
    with (
        Pool(Job(do, Limits()), workers=2) as pool,
        pytest.raises(InputError, match="The folder is gone"),
    ):
        outcomes.extend(said(each) for each in pool.run(broken()))
    assert outcomes == _NUMBERS[:5]


def test_inputs_are_taken_as_workers_get_free() -> None:
    taken = 0

    def endless() -> Iterator[Input]:
        nonlocal taken
        while True:
            taken += 1
            yield from inputs(str(taken))

    with Pool(Job(do, Limits()), workers=1) as pool:
        outcomes = pool.run(endless())
        for expected in range(1, 11):
            assert said(next(outcomes)) == str(expected)
    assert taken <= 10 + 64


def test_a_pool_runs_again_and_keeps_its_workers() -> None:
    with Pool(Job(do, Limits()), workers=1) as pool:
        processes = [said(*pool.run(inputs("tell_process:"))) for _ in range(3)]
    assert len(set(processes)) == 1


def test_failures_of_the_task_are_outcomes_like_others() -> None:
    (outcome,) = run(inputs("a"), workers=1, task=tasks.fail)
    assert failure(outcome).error == "empty"


@pytest.mark.parametrize(
    ("prepare", "kind", "message"),
    [
        (tasks.prepare_wrongly, InputError, "choose another"),
        (tasks.prepare_with_damage, GongkaiError, "weights are damaged"),
        (tasks.prepare_with_fault, GongkaiError, "ZeroDivisionError.*install gongkai anew"),
        (tasks.die_in_preparation, GongkaiError, "lower --workers"),
        (tasks.eat_in_preparation, GongkaiError, "raise --memory-limit"),
    ],
)
def test_workers_that_cannot_start_are_an_error_of_the_run(
    prepare: Preparation, kind: type[Exception], message: str
) -> None:
    job = Job(do, Limits(memory=_MEMORY), prepare)
    with Pool(job, workers=2) as pool, pytest.raises(kind, match=message) as raised:
        pool.start()
    assert raised.type is kind


def test_the_memory_of_workers_is_told_while_they_live() -> None:
    with Pool(Job(do, Limits()), workers=2) as pool:
        pool.start()
        assert 20_000_000 < pool.resident < 400_000_000
        assert all(isinstance(each, Success) for each in pool.run(inputs("a", "b")))
    assert pool.resident == 0
