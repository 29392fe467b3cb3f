"""Tasks of a pipeline on a Ray cluster, which outlive the loss of machines and processes."""

from __future__ import annotations

import logging
import os
import re
import socket
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Any, Final

import ray
from datatrove.executor.base import PipelineExecutor
from datatrove.executor.ray import RayPipelineExecutor
from ray import exceptions

from gongkai.extract.bulk.cluster import (
    ClusterOptions,
    Executor,
    Launch,
    Watcher,
    cluster_pipeline,
    memory_per_cpu,
    new_logs,
)
from gongkai.extract.bulk.heartbeat import SECONDS_BETWEEN_BEATS, read_beat
from gongkai.extract.bulk.locking import one_of_several
from gongkai.extract.bulk.manifest import BulkRun
from gongkai.extract.bulk.shards import ShardState, look_at_shard
from gongkai.extract.errors import GongkaiError

#: How often a task is begun anew whose machine or process is lost.
MAXIMUM_RETRIES: Final = 10
_SECONDS_BETWEEN_LOOKS: Final = 2.0
_SECONDS_TO_ANSWER: Final = 10.0
_HOST_AND_PORT: Final = re.compile(r"(?:ray://)?\[?(?P<host>[^/\[\]]+?)\]?:(?P<port>\d{1,5})")
_MEGABYTE: Final = 1_000_000
_GIBIBYTE: Final = 2**30


def run_on_ray(
    run: BulkRun, numbers: Sequence[int], options: ClusterOptions, watcher: Watcher
) -> Launch:
    """Make shards on a Ray cluster; as ``gongkai.extract.bulk.executors.launch``."""
    with one_of_several(run.directory), connection(options.ray_address):
        logs = new_logs(run, Executor.RAY)
        steps, tasks = cluster_pipeline(run, numbers, options)
        executor = RayExecutor(
            pipeline=steps,
            tasks=tasks,
            workers=options.tasks_at_once or -1,
            logging_dir=str(logs),
            skip_completed=False,  # what is complete is told by the shards
            cpus_per_task=options.cpus_per_task,
            mem_per_cpu_gb=memory_per_cpu(run, options) / _GIBIBYTE,
        )
        if not executor.has_room():
            watcher.noted(
                f"No machine of the Ray cluster has room for a task, which asks for "
                f"{options.cpus_per_task} processors and {executor.memory / _MEGABYTE:,.0f} MB: "
                "waiting for one; or interrupt, and lower --cpus-per-task or --memory-per-cpu."
            )
        follower = _Follower(run, numbers, watcher)
        executor.watch = follower.look_now_and_then
        with _ray_told_in(logs / "ray.log"):
            executor.run()
    follower.look()
    check_nothing_is_pending(run, numbers, executor.failures, logs)
    return Launch(tasks, logs=logs)


class _Follower:
    """Tells how far shards are, by what their tasks write."""

    def __init__(self, run: BulkRun, numbers: Sequence[int], watcher: Watcher) -> None:
        self._run = run
        self._open = set(numbers)
        self._watcher = watcher
        self._done = self._failed = 0
        self._machines = _machines()
        self._since = time.time()
        self._looked = time.monotonic()

    def look_now_and_then(self) -> None:
        """Look, if it is some time since the last look."""
        if time.monotonic() - self._looked < SECONDS_BETWEEN_BEATS:
            return
        machines = _machines()
        if lost := len(self._machines - machines):
            self._watcher.noted(
                f"Machines that the Ray cluster lost: {lost}; their tasks begin anew on others."
            )
        self._machines = machines
        self.look()
        self._looked = time.monotonic()

    def look(self) -> None:
        """Look at all shards that were not complete."""
        done = failed = 0
        for number in sorted(self._open):
            result = look_at_shard(self._run.directory, self._run.frozen, number).result
            if result is not None:
                self._open.remove(number)
                self._done += result.inputs
                self._failed += result.failed
                continue
            beat = read_beat(self._run.directory, number)
            if beat is not None and beat.updated >= self._since:
                done += beat.done
                failed += beat.failed
        self._watcher.progressed(self._done + done, self._failed + failed)


def check_nothing_is_pending(
    run: BulkRun, numbers: Sequence[int], failures: Mapping[int, str], logs: Path
) -> None:
    """Check that all shards are complete.

    Raises
    ------
    GongkaiError
        If not.
    """
    pending = sum(
        look_at_shard(run.directory, run.frozen, number).state is not ShardState.COMPLETE
        for number in numbers
    )
    if not pending:
        return
    reason = next(iter(failures.values()), "").rstrip(".")
    why = f" ({reason})" if reason else ""
    raise GongkaiError(
        f"{pending} of {len(numbers)} shards were not made{why}: run the command again, which "
        f"makes these alone; what the tasks told is in {logs}."
    )


@contextmanager
def connection(address: str) -> Iterator[None]:
    """Be connected to a Ray cluster; a connection that is there already is used, and kept.

    Parameters
    ----------
    address
        As ``ClusterOptions.ray_address``.

    Raises
    ------
    GongkaiError
        If it cannot be reached.
    """
    if ray.is_initialized():
        yield
        return
    try:
        _check_that_it_answers(address)
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR)
    except Exception as error:
        which = "A Ray cluster" if address == "auto" else f"The Ray cluster {address}"
        reason = " ".join(str(error).split()).partition(". ")[0].rstrip(".")
        raise GongkaiError(
            f"{which} cannot be reached ({reason}): start one with ray start --head, or name one "
            "with --ray-address."
        ) from error
    try:
        yield
    finally:
        ray.shutdown()


def _check_that_it_answers(address: str) -> None:
    """Check that somebody listens: Ray would try for minutes, and print pages meanwhile.

    Raises
    ------
    OSError
        If nobody does.
    """
    named = os.environ.get("RAY_ADDRESS", "") if address == "auto" else address
    if parts := _HOST_AND_PORT.fullmatch(named):
        place = (parts["host"], int(parts["port"]))
        socket.create_connection(place, timeout=_SECONDS_TO_ANSWER).close()


class RayExecutor(RayPipelineExecutor):  # type: ignore[misc]  # datatrove has no types
    """The executor of datatrove, with another way to run tasks.

    Each rank is a task of Ray, so that Ray itself begins it anew elsewhere when its machine or
    process is lost. The loop of datatrove 0.10 makes actors with placement groups, and

    - forks each rank off the actor: a child that is killed, as the system does for want of
      memory, leaves its actor waiting for ever; and one whose actor is killed goes on unseen;
    - waits for ever for a rank whose actor is lost before it has told its address;
    - raises ``KeyError`` after a task of which its own time limit has ended the actor;
    - keeps the log of a task in a folder below the temporary one whose name is the same for all
      users, and on the machine that is lost if the task is.

    What is one task in one folder of logs, its statistics and the mark that it is complete are
    those of datatrove.

    Attributes
    ----------
    watch
        Called now and then, while tasks run.
    failures
        What was said of tasks that came to no end, by rank.
    """

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - datatrove's
        super().__init__(*args, **options)
        self.watch: Callable[[], None] = _do_nothing
        self.failures: dict[int, str] = {}

    def __getstate__(self) -> dict[str, Any]:
        """Leave what concerns the driver alone with it."""
        return {**self.__dict__, "watch": _do_nothing, "failures": {}}

    # A log is written where it belongs, so that what a lost task had to say is there.
    _run_for_rank = PipelineExecutor._run_for_rank

    def run(self) -> None:
        """Run the tasks; those that fail are in ``failures``, and do not keep others from running.

        A connection to the cluster has to be there.
        """
        self._launched = True
        self.save_executor_as_json()
        waiting = deque(self.get_incomplete_ranks())
        executor = ray.put(self)
        task = ray.remote(run_rank).options(**self._task_options)
        running: dict[ray.ObjectRef[str | None], int] = {}
        try:
            while waiting or running:
                while waiting and len(running) < self.workers:
                    rank = waiting.popleft()
                    running[task.remote(executor, rank)] = rank
                finished, _ = ray.wait(list(running), timeout=_SECONDS_BETWEEN_LOOKS)
                for reference in finished:
                    rank = running.pop(reference)
                    failure = _failure_of(reference)
                    if failure is not None:
                        self.failures[rank] = failure
                self.watch()
        finally:
            for reference in running:  # whoever started them wants no more
                ray.cancel(reference, force=True)

    @property
    def memory(self) -> int:
        """Bytes of memory that a task asks for."""
        return int(self.mem_per_cpu_gb * self.cpus_per_task * _GIBIBYTE)

    def has_room(self) -> bool:
        """Tell whether a machine of the cluster, were it idle, could take a task."""
        machines = (node["Resources"] for node in _nodes())
        return any(
            machine.get("CPU", 0) >= self.cpus_per_task and machine.get("memory", 0) >= self.memory
            for machine in machines
        )

    @property
    def _task_options(self) -> dict[str, Any]:
        return {
            "name": "gongkai bulk",
            "num_cpus": self.cpus_per_task,
            "memory": self.memory,
            "max_retries": MAXIMUM_RETRIES,
            "retry_exceptions": False,
            "scheduling_strategy": "SPREAD",
            **(self.ray_remote_kwargs or {}),
        }


def run_rank(executor: RayExecutor, rank: int) -> str | None:
    """Run a rank, on whatever machine; return what went wrong, if anything.

    Errors are told rather than raised: some cannot be pickled, and none is Ray's to handle.
    """
    try:
        executor._run_for_rank(rank)
    except Exception as error:
        message = " ".join(str(error).split())
        return message or type(error).__name__
    return None


def _failure_of(reference: ray.ObjectRef[str | None]) -> str | None:
    try:
        failure: str | None = ray.get(reference)
    except exceptions.RayError as error:
        first_line = str(error).strip().partition("\n")[0]
        return f"Ray gave the task up ({type(error).__name__}: {first_line})."
    return failure


def _nodes() -> list[dict[str, Any]]:
    """Return what Ray says of the machines that are there."""
    nodes: list[dict[str, Any]] = ray.nodes()  # type: ignore[no-untyped-call]
    return [node for node in nodes if node["Alive"]]


def _machines() -> set[str]:
    return {node["NodeID"] for node in _nodes()}


@contextmanager
def _ray_told_in(path: Path) -> Iterator[None]:
    """Have Ray write to a file what it would print of lost machines, pages at a time."""
    with path.open("a", encoding="utf-8") as stream, redirect_stdout(stream):
        yield


def _do_nothing() -> None:
    """Watch nothing."""
