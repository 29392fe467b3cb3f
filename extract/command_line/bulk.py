"""Runs a task over many inputs, in this process or in several, and keeps their order.

Outcomes come in the order of the inputs whatever the number of workers, so that the same
inputs give the same bytes. Only a window of inputs is in flight at a time. A worker that dies
takes down the pool it belongs to: what was in flight is then done again, each input in a
process of its own, so that the guilty one is found and the others are not lost.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Final

from gongkai.extract.inputs import Input
from gongkai.extract.work import Outcome, process_died

Task = Callable[[Input], Outcome]
_WINDOW_PER_WORKER: Final = 8


def run(inputs: Iterable[Input], task: Task, workers: int) -> Iterator[Outcome]:
    """Yield the outcome of each input, in the order of the inputs.

    Parameters
    ----------
    inputs
        What to work on; taken one by one.
    task
        What to do with each; with several workers it has to be a function of a module.
    workers
        Number of processes; 1 works in this one.
    """
    if workers == 1:
        return map(task, inputs)
    return _run_in_processes(iter(inputs), task, workers)


def _run_in_processes(inputs: Iterator[Input], task: Task, workers: int) -> Iterator[Outcome]:
    pool = _new_pool(workers)
    pending: deque[tuple[Input, Future[Outcome]]] = deque()
    try:
        while True:
            while len(pending) < workers * _WINDOW_PER_WORKER:
                source = next(inputs, None)
                if source is None:
                    break
                pending.append((source, _submit(pool, task, source)))
            if not pending:
                return
            source, future = pending[0]
            try:
                outcome = future.result()
            except BrokenProcessPool:
                pool.shutdown(wait=False, cancel_futures=True)
                pool = _new_pool(workers)
                yield from _finish_alone(pending, task)
            else:
                pending.popleft()
                yield outcome
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _finish_alone(pending: deque[tuple[Input, Future[Outcome]]], task: Task) -> Iterator[Outcome]:
    while pending:
        source, future = pending.popleft()
        try:
            yield future.result()
        except BrokenProcessPool:
            yield _run_alone(source, task)


def _run_alone(source: Input, task: Task) -> Outcome:
    with _new_pool(1) as pool:
        try:
            return pool.submit(task, source).result()
        except BrokenProcessPool:
            return process_died(source)


def _new_pool(workers: int) -> ProcessPoolExecutor:
    # Processes are started afresh rather than forked: forking a process that has threads
    # (a progress bar is one) can lock up, and fresh ones behave alike on every system.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_leave_interrupts)


def _leave_interrupts() -> None:
    """Let the parent alone answer Ctrl-C, which the terminal sends to every process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _submit(pool: ProcessPoolExecutor, task: Task, source: Input) -> Future[Outcome]:
    try:
        return pool.submit(task, source)
    except BrokenProcessPool as error:
        future: Future[Outcome] = Future()
        future.set_exception(error)
        return future
