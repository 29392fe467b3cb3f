"""The pool: which worker gets what, in which order outcomes leave, and what is tried again.

Outcomes leave in the order of the inputs, whatever the number of workers, so that the same
inputs give the same bytes. A file fails for its memory, or for the death of its worker, only when
that happens in a fresh worker of its own: what was read before it, and what else the machine was
doing, must not count.
"""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import connection
from types import TracebackType
from typing import Final, Protocol, Self

from gongkai.extract.errors import GongkaiError
from gongkai.extract.inputs import Input, InputError
from gongkai.extract.pool.processes import PIPE_HOLDS, WorkerProcess, packed
from gongkai.extract.pool.worker import Done, Job, Ready, Unusable
from gongkai.extract.work import (
    MEMORY_LIMIT,
    Failure,
    Outcome,
    Success,
    exceeded_memory,
    exceeded_time,
    killed,
)

#: Inputs in flight, a worker: those behind a slow one are done meanwhile ...
_WINDOW_PER_WORKER: Final = 64
#: ... and what they and their outcomes may take until it is done.
_HELD_CHARACTERS: Final = 64_000_000
#: Windows waits for no more than 63 things at once.
_MOST_ON_WINDOWS: Final = 60
#: What tidy rows take beside the line that they are made from.
_ROWS_PER_LINE: Final = 3
#: A worker quicker than this has its next input waiting, so that it never waits itself.
_QUICK_SECONDS: Final = 0.25
_SECONDS_BETWEEN_LOOKS: Final = 0.1
#: Looks further apart than this, in seconds, mean that the pool was held up itself: whoever takes
#: the outcomes was slow, or the whole run was stopped and goes on.
_HELD_UP: Final = 1.0
#: Share of the memory between what a worker needs before the first file and its limit, beyond
#: which it is replaced when it has done a while.
_GROWN: Final = 0.5
_A_WHILE: Final = 20
_SECONDS_TO_START: Final = 120.0
_STARTS_IN_VAIN: Final = 3


@dataclass(slots=True, eq=False)
class _Entry:
    """An input that has not left yet."""

    source: Input
    message: memoryview = field(init=False)
    outcome: Outcome | None = None
    tried_again: bool = False

    def __post_init__(self) -> None:
        self.message = packed(self.source)

    @property
    def size(self) -> int:
        """What it takes with its outcome, about, in characters."""
        size = len(self.message)
        if isinstance(self.outcome, Success):
            line = len(self.outcome.line)
            size += line * (1 if self.outcome.rows is None else 1 + _ROWS_PER_LINE)
            size += len(self.outcome.text or "")
        return size


class _Reason(Protocol):
    """What makes the failure of an input whose worker is lost."""

    def __call__(self, source: Input) -> Failure: ...


class Pool:
    """Worker processes that do one job.

    Parameters
    ----------
    job
        What they do; its task and preparation are functions of modules, or ``partial`` of such.
    workers
        The most processes at a time; 60 on Windows.
    """

    def __init__(self, job: Job, *, workers: int) -> None:
        self._job = job
        self._limits = job.limits
        self._number = min(workers, _MOST_ON_WINDOWS) if sys.platform == "win32" else workers
        self._workers: list[WorkerProcess[_Entry]] = []
        self._window: deque[_Entry] = deque()  # in the order of the inputs
        self._waiting: deque[_Entry] = deque()  # no worker has them
        self._again: deque[_Entry] = deque()  # for a fresh worker each
        self._held = 0
        self._looked = time.monotonic()
        self._starts_in_vain = 0

    def start(self) -> None:
        """Start all workers, and wait until the first is ready.

        Raises
        ------
        InputError
            If the task names something that cannot be used, such as the model of a folder.
        GongkaiError
            If workers cannot be started.
        """
        while not any(worker.ready for worker in self._workers):
            self._start_workers(self._number)
            self._step(_SECONDS_BETWEEN_LOOKS)

    def run(self, inputs: Iterable[Input]) -> Iterator[Outcome]:
        """Yield the outcome of each input, in the order of the inputs.

        Parameters
        ----------
        inputs
            What to work on; taken as workers get free. An error that taking them raises is
            raised on, behind the outcomes of all that were taken before.

        Raises
        ------
        GongkaiError
            If workers cannot be started.
        """
        arriving = iter(inputs)
        exhausted = False
        error: Exception | None = None
        try:
            while True:
                while not exhausted and self._has_room():
                    try:
                        entry = _Entry(next(arriving))
                    except StopIteration:
                        exhausted = True
                    except Exception as raised:
                        exhausted, error = True, raised
                    else:
                        self._window.append(entry)
                        self._waiting.append(entry)
                        self._held += entry.size
                if not self._window:
                    break
                done = self._window[0].outcome
                self._step(_SECONDS_BETWEEN_LOOKS if done is None else 0.0)
                if done is not None:
                    self._held -= self._window.popleft().size
                    yield done
        finally:
            if self._window:  # whoever asked wants no more, or an error ended it
                self.close()
        if error is not None:
            raise error

    @property
    def resident(self) -> int:
        """Bytes of memory that the workers have in use."""
        return sum(worker.resident for worker in self._workers)

    def close(self) -> None:
        """End all workers, whatever they do."""
        for worker in self._workers:
            worker.ask_to_end()
        for worker in self._workers:
            worker.end()
        self._workers.clear()
        for entries in (self._window, self._waiting, self._again):
            entries.clear()
        self._held = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _has_room(self) -> bool:
        return (
            len(self._window) < self._number * _WINDOW_PER_WORKER and self._held < _HELD_CHARACTERS
        )

    def _step(self, timeout: float) -> None:
        """Hand out what waits, hear what workers say, look after them."""
        self._feed()
        heard = connection.wait([worker.connection for worker in self._workers], timeout)
        for worker in [each for each in self._workers if each.connection in heard]:
            self._hear(worker)
        if heard:
            self._feed()
        since, now = self._looked, time.monotonic()
        if now - since >= _SECONDS_BETWEEN_LOOKS:
            self._looked = now
            for worker in list(self._workers):
                if now - since > _HELD_UP:
                    worker.excuse(now - since)
                self._look_after(worker)

    def _feed(self) -> None:
        self._staff()
        for depth in (0, 1):
            for worker in self._workers:
                if worker.ready and not worker.retiring and len(worker.given) == depth:
                    self._give_next(worker)

    def _staff(self) -> None:
        """Start the workers that there is work for."""
        fresh = sum(worker.answered == 0 and not worker.given for worker in self._workers)
        lacking = max(0, len(self._again) - fresh)
        if lacking and len(self._workers) == self._number and not self._waiting:
            idle = (worker for worker in self._workers if worker.answered and not worker.given)
            for worker in list(idle)[:lacking]:
                self._dismiss(worker)
        unfinished = len(self._waiting) + len(self._again)
        unfinished += sum(len(worker.given) for worker in self._workers)
        self._start_workers(min(self._number, max(unfinished, len(self._workers) + lacking)))

    def _dismiss(self, worker: WorkerProcess[_Entry]) -> None:
        self._workers.remove(worker)
        worker.end()

    def _give_next(self, worker: WorkerProcess[_Entry]) -> None:
        if self._again and worker.answered == 0 and not worker.given:
            queue = self._again
        elif self._waiting and self._may_have(worker, self._waiting[0]):
            queue = self._waiting
        else:
            return
        entry = queue.popleft()
        if not worker.give(entry.message, entry):
            queue.appendleft(entry)

    @staticmethod
    def _may_have(worker: WorkerProcess[_Entry], entry: _Entry) -> bool:
        """Tell whether a worker may have one more input: behind a slow one it would lie idle."""
        if not worker.given:
            return True
        is_quick = worker.answer_seconds < _QUICK_SECONDS and not worker.given[0].tried_again
        return is_quick and len(entry.message) <= PIPE_HOLDS

    def _start_workers(self, number: int) -> None:
        while len(self._workers) < number:
            try:
                self._workers.append(WorkerProcess(self._job))
            except OSError as error:
                raise GongkaiError(
                    f"A worker cannot be started ({error.strerror}): lower --workers."
                ) from error

    def _hear(self, worker: WorkerProcess[_Entry]) -> None:
        message = worker.receive()
        if message is None:
            self._workers.remove(worker)
            self._lose(worker, partial(killed, status=worker.end()))
        elif isinstance(message, Ready):
            self._check_is_usable(message.resident)
            self._starts_in_vain = 0
        elif isinstance(message, Unusable):
            raise (
                InputError(message.message)
                if message.wrong_usage
                else GongkaiError(message.message)
            )
        else:
            self._take(worker, message)

    def _take(self, worker: WorkerProcess[_Entry], done: Done) -> None:
        outcome = done.outcome
        was_fresh = worker.answered == 0
        entry = worker.answered_oldest()
        out_of_memory = isinstance(outcome, Failure) and outcome.error == MEMORY_LIMIT
        growth = done.resident - worker.resident_at_first
        grown = growth > (self._limits.memory - worker.resident_at_first) * _GROWN
        has_done_a_while = worker.answered >= _A_WHILE
        worker.retiring = worker.retiring or out_of_memory or (grown and has_done_a_while)
        if worker.retiring and not worker.given:
            self._dismiss(worker)
        if out_of_memory and not was_fresh and not entry.tried_again:
            self._try_again(entry)
        else:
            self._finish(entry, outcome)

    def _look_after(self, worker: WorkerProcess[_Entry]) -> None:
        """End a worker that takes more than it may."""
        if worker.resident > self._limits.memory:
            if not worker.ready:
                self._check_is_usable(worker.resident)
            self._workers.remove(worker)
            worker.kill()
            reason = partial(exceeded_memory, limit=self._limits.memory)
            self._lose(worker, reason, first_in_worker=worker.answered == 0)
        elif not worker.ready and worker.seconds > _SECONDS_TO_START:
            self._workers.remove(worker)
            self._lose(worker, partial(killed, status=worker.kill()))
        elif worker.given and worker.seconds > self._limits.seconds:
            self._workers.remove(worker)
            worker.ask_to_end()
            worker.end()
            reason = partial(exceeded_time, limit=self._limits.seconds)
            self._lose(worker, reason, first_in_worker=True)

    def _check_is_usable(self, resident: int) -> None:
        """Check the memory of a worker that has not read a file yet."""
        if resident > self._limits.memory:
            raise GongkaiError(
                f"A worker takes more memory than {self._limits.memory / 1e6:,.0f} MB before it "
                "has read a file: raise --memory-limit."
            )

    def _lose(
        self, worker: WorkerProcess[_Entry], reason: _Reason, *, first_in_worker: bool = False
    ) -> None:
        """Decide what becomes of the inputs of a worker that is gone.

        Parameters
        ----------
        worker
            The worker.
        reason
            Makes the failure of the input it worked on.
        first_in_worker
            Whether a fresh worker would do no better.
        """
        if not worker.ready:
            self._starts_in_vain += 1
            if self._starts_in_vain == _STARTS_IN_VAIN:
                raise GongkaiError(
                    "Workers end before they have read a file, most likely for want of memory: "
                    "lower --workers or raise --memory-limit."
                )
        if not worker.given:
            return
        guilty = worker.given.popleft()
        self._waiting.extendleft(reversed(worker.given))
        if guilty.tried_again or first_in_worker:
            self._finish(guilty, reason(source=guilty.source))
        else:
            self._try_again(guilty)

    def _try_again(self, entry: _Entry) -> None:
        entry.tried_again = True
        self._again.append(entry)

    def _finish(self, entry: _Entry, outcome: Outcome) -> None:
        self._held -= entry.size
        entry.outcome = outcome
        self._held += entry.size
