"""Shards on this machine: one pool of workers for all of them, one shard written at a time.

Outcomes come in the order of the inputs, so they are cut into shards by counting, and workers are
busy with the next shard while the last file of one is still read. Whatever ends a run early drops
the shard that was being written; the complete ones stay.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice

from gongkai.extract import work
from gongkai.extract.bulk.heartbeat import Heartbeat
from gongkai.extract.bulk.manifest import BulkRun
from gongkai.extract.bulk.settings import BulkSettings, check_installation
from gongkai.extract.bulk.shards import ShardResult, ShardWriter
from gongkai.extract.claim_models import claim_model
from gongkai.extract.errors import GongkaiError
from gongkai.extract.inputs import Input
from gongkai.extract.pool import Job, Limits, Pool, Runner, resident_bytes
from gongkai.extract.work import Failure, Outcome


class Report:
    """What is told of shards while they are worked on; it does nothing, and is there to derive."""

    def started(self, resident: Callable[[], int]) -> None:
        """Workers are ready; ``resident`` tells the bytes of memory in use by all processes."""

    def took(self, outcome: Outcome) -> None:
        """One more input is done."""

    def finished(self, result: ShardResult) -> None:
        """One more shard is complete."""


def job_of(settings: BulkSettings) -> Job:
    """Return what workers do in a run.

    Workers check, each on its machine, that they give the results that the run was begun with.
    """
    wanted = work.Settings(
        "parquet" in settings.formats, settings.minimum_confidence, settings.model, settings.ocr
    )
    return Job(
        partial(work.process, settings=wanted),
        Limits(settings.seconds, settings.memory),
        partial(prepare, settings, wanted),
    )


def prepare(settings: BulkSettings, wanted: work.Settings) -> None:
    """Load what ``work.process`` needs, and check that it is what the run was begun with.

    Raises
    ------
    GongkaiError
        If gongkai, the model or what is installed is not.
    """
    check_installation(settings)
    work.prepare(wanted)
    sha256 = claim_model(settings.model).sha256
    if sha256 != settings.model_sha256:
        raise GongkaiError(
            f"The model {settings.model} is not the one that the run was begun with (checksum "
            f"{_short(sha256)}, not {_short(settings.model_sha256)}): restore that one, or begin "
            "anew in another folder."
        )


def run_shards(run: BulkRun, numbers: Sequence[int], *, workers: int, report: Report) -> None:
    """Make shards on this machine.

    Parameters
    ----------
    run
        The run.
    numbers
        The numbers of the shards.
    workers
        The most worker processes at a time.
    report
        Is told what happens.

    Raises
    ------
    GongkaiError
        If a file cannot be written, the manifest is damaged, workers cannot be started, or the
        model is not that of the run. Complete shards stay.
    """
    if not numbers:
        return
    total = sum(map(run.size_of, numbers))
    with Pool(job_of(run.settings), workers=min(workers, total)) as pool:
        pool.start()  # what is wrong with the model is told before anything is written
        write_shards(run, numbers, pool, report)


def write_shards(run: BulkRun, numbers: Sequence[int], runner: Runner, report: Report) -> None:
    """Make shards with a pool that is there; as ``run_shards``."""

    def resident() -> int:
        return (resident_bytes(os.getpid()) or 0) + runner.resident

    report.started(resident)
    outcomes = iter(runner.run(_inputs(run, numbers)))
    for number in numbers:
        _write_shard(run, number, outcomes, resident, report)


def _write_shard(
    run: BulkRun,
    number: int,
    outcomes: Iterator[Outcome],
    resident: Callable[[], int],
    report: Report,
) -> None:
    size = run.size_of(number)
    writer = ShardWriter(run.directory, number)
    try:
        with Heartbeat(run.directory, number, size, resident) as heartbeat:
            for outcome in islice(outcomes, size):
                writer.write(outcome)
                heartbeat.count(failed=isinstance(outcome, Failure))
                report.took(outcome)
            result = writer.finish()
    finally:
        writer.discard()
    report.finished(result)


def _inputs(run: BulkRun, numbers: Sequence[int]) -> Iterator[Input]:
    for number in numbers:
        yield from run.inputs_of(number)


def _short(sha256: str | None) -> str:
    return "none" if sha256 is None else sha256[:12]
