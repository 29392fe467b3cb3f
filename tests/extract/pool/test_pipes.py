"""What goes to workers and comes from them is large at times; nobody waits for it for ever."""

from __future__ import annotations

import os
import signal
import threading
import time
from typing import NoReturn

import pytest

from gongkai.extract.errors import GongkaiError
from gongkai.extract.inputs import Input, UnreadableInput
from gongkai.extract.pool import Job, Limits, Pool, processes
from gongkai.extract.work import Outcome, Success
from tests.extract.pool.tasks import do, inputs, said

#: More than any system keeps in a pipe.
_LARGE = 3_000_000
_SECONDS = 25.0


class TooLargeToSend(str):
    """A line for which there is no memory by the time it is sent."""

    __slots__ = ()

    def __reduce__(self) -> NoReturn:
        raise MemoryError


def large(uri: str) -> Input:
    """An input that holds what is to be read, as rows of tables do."""
    return UnreadableInput(uri, None, "code", "字" * _LARGE)


def answer_largely(source: Input) -> Outcome:
    done = do(source)
    return Success(done.line + "。" * _LARGE, 0) if isinstance(done, Success) else done


def answer_beyond_memory(source: Input) -> Outcome:
    return Success(TooLargeToSend(source.uri), 0) if source.uri == "b" else do(source)


def run_in_time(job: Job, given: list[Input]) -> list[Outcome]:
    """Run with one worker; a run that has come to a standstill fails."""
    outcomes: list[Outcome] = []

    def run() -> None:
        with Pool(job, workers=1) as pool:
            outcomes.extend(pool.run(given))

    runner = threading.Thread(target=run, daemon=True)
    runner.start()
    runner.join(_SECONDS)
    assert not runner.is_alive(), "the run stands still"
    return outcomes


def test_a_large_input_behind_one_that_hangs_does_not_hold_up_the_clock() -> None:
    given = [*inputs("a", "hang:"), large("b"), *inputs("c")]
    outcomes = run_in_time(Job(do, Limits(seconds=0.5)), given)
    assert [said(each) for each in outcomes] == ["a", "hang: time_limit", "b", "c"]


def test_large_inputs_and_large_outcomes_do_not_wait_for_each_other() -> None:
    given = [large(str(number)) for number in range(5)]
    outcomes = run_in_time(Job(answer_largely, Limits()), given)
    assert [said(each).rstrip("。") for each in outcomes] == ["0", "1", "2", "3", "4"]
    assert all(len(said(each)) > _LARGE for each in outcomes)


def test_inputs_that_hold_much_are_not_taken_by_the_dozen() -> None:
    taken = 0

    def endless() -> list[Input]:
        nonlocal taken
        taken += 1
        return [large(str(taken))]

    with Pool(Job(do, Limits()), workers=1) as pool:
        outcomes = pool.run(each for _ in range(60) for each in endless())
        next(outcomes)
        assert taken * _LARGE * 3 < 100_000_000


def test_an_outcome_that_there_is_no_memory_to_send_fails_for_its_memory() -> None:
    with Pool(Job(answer_beyond_memory, Limits()), workers=1) as pool:
        outcomes = [said(each) for each in pool.run(inputs("a", "b", "c"))]
    assert outcomes == ["a", "b memory_limit", "c"]


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="nothing stops processes here")
def test_time_in_which_all_stood_still_does_not_count() -> None:
    with Pool(Job(do, Limits(seconds=1.0)), workers=1) as pool:
        outcomes = pool.run(inputs("tell_process:", "need:1", "a"))
        worker = int(said(next(outcomes)))
        os.kill(worker, signal.SIGSTOP)
        time.sleep(1.5)  # as where someone stops the run with Ctrl-Z, this process too
        os.kill(worker, signal.SIGCONT)
        assert [said(each) for each in outcomes] == ["need:1", "a"]


def test_workers_outlive_the_thread_that_started_them() -> None:
    told: list[str] = []

    def tell() -> None:
        told.extend(said(each) for each in pool.run(inputs("tell_process:")))

    with Pool(Job(do, Limits()), workers=1) as pool:
        starter = threading.Thread(target=tell)
        starter.start()
        starter.join()
        time.sleep(0.2)  # the system ends children of a thread a little later
        tell()
    assert len(set(told)) == 1


def only_if_termination_is_the_systems() -> None:
    """Prepare a worker in which SIGTERM raises nothing that an import could print."""
    if signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        raise GongkaiError("SIGTERM is answered")


def tell_termination(source: Input) -> Outcome:
    """Tell whether SIGTERM ends the worker in order."""
    return Success(f"{source.uri} {callable(signal.getsignal(signal.SIGTERM))}", 0)


def test_a_worker_answers_termination_itself_once_it_is_prepared_and_no_earlier() -> None:
    job = Job(tell_termination, Limits(), only_if_termination_is_the_systems)
    with Pool(job, workers=1) as pool:
        assert [said(each) for each in pool.run(inputs("a"))] == ["a True"]


@pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="signals to threads")
def test_an_interrupt_that_another_thread_gets_waits_until_a_worker_has_its_job() -> None:
    started = []
    end = threading.Event()
    other = threading.Thread(target=end.wait)

    @processes._interrupts_held_up()
    def start() -> None:
        signal.pthread_kill(other.ident or 0, signal.SIGINT)
        time.sleep(0.05)
        started.append("worker")

    other.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            start()
    finally:
        end.set()
        other.join()
    assert started == ["worker"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
