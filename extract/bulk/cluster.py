"""What there is to say about tasks on many machines, whatever runs them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gongkai.extract.bulk.folder import LOGS, cannot_write
from gongkai.extract.bulk.manifest import BulkRun

if TYPE_CHECKING:
    from datatrove.pipeline.base import PipelineStep

#: What a task needs beside the processes that read reports, in bytes of memory.
_MEMORY_OF_TASK: Final = 500_000_000


class Executor(StrEnum):
    """What runs tasks on many machines."""

    RAY = "ray"
    SLURM = "slurm"


@dataclass(frozen=True, slots=True)
class ClusterOptions:
    """How tasks are run.

    Attributes
    ----------
    tasks_at_once
        The most tasks at a time; ``None`` for as many as the cluster takes.
    cpus_per_task
        Processors of a task, and processes in it that read reports.
    memory_per_cpu
        Bytes of memory; ``None`` for what the limit of the run asks for.
    shards_per_task
        Shards a task: where tasks are slow to begin, more than one.
    ray_address
        The cluster: ``auto`` for the one that this machine is part of, or ``RAY_ADDRESS`` names;
        ``local`` to start one on this machine alone.
    partition, time, qos, account
        Of Slurm; ``None`` for what it has as default.
    sbatch
        Further directives of its scripts; an empty value for those that take none.
    environment_command
        What a job does before it begins, in bash; ``None`` puts the programs beside this Python
        first in its path.
    dry_run
        Submit nothing to Slurm; the script is returned.
    verify
        Make anew what has the right length and other bytes, too.
    """

    tasks_at_once: int | None = None
    cpus_per_task: int = 1
    memory_per_cpu: int | None = None
    shards_per_task: int = 1
    ray_address: str = "auto"
    partition: str | None = None
    time: str | None = None
    qos: str | None = None
    account: str | None = None
    sbatch: Mapping[str, str] = field(default_factory=dict)
    environment_command: str | None = None
    dry_run: bool = False
    verify: bool = False


@dataclass(frozen=True, slots=True)
class Launch:
    """What was launched.

    Attributes
    ----------
    tasks
        Number of tasks.
    job
        The last job of Slurm that was submitted; ``None`` on Ray, and if none was.
    script
        The script of Slurm.
    logs
        The folder of logs; ``None`` if nothing was launched.
    """

    tasks: int
    job: str | None = None
    script: str | None = None
    logs: Path | None = None


class Watcher:
    """What is told while tasks run; it does nothing, and is there to derive."""

    def progressed(self, done: int, failed: int) -> None:
        """So many inputs are done of those that were pending; so many of them failed."""

    def noted(self, sentence: str) -> None:
        """Something that people should know."""


def memory_per_cpu(run: BulkRun, options: ClusterOptions) -> int:
    """Return the bytes of memory that a task asks for, for each of its processors."""
    if options.memory_per_cpu is not None:
        return options.memory_per_cpu
    return run.settings.memory + _MEMORY_OF_TASK // options.cpus_per_task


def cluster_pipeline(
    run: BulkRun, numbers: Sequence[int], options: ClusterOptions
) -> tuple[list[PipelineStep], int]:
    """Return the steps that make shards, and how many tasks that takes."""
    from gongkai.extract.bulk.shard_steps import pipeline_of  # noqa: PLC0415 - loads datatrove

    steps = pipeline_of(
        run, numbers, workers=options.cpus_per_task, shards_per_task=options.shards_per_task
    )
    return list(steps), steps[0].tasks


def new_logs(run: BulkRun, executor: Executor) -> Path:
    """Make a folder for the logs of one launch, and return it."""
    parent = run.directory / LOGS
    for number in count(1):
        folder = parent / f"{executor.value}-{number:03}"
        try:
            folder.mkdir(parents=True)
        except FileExistsError:
            continue
        except OSError as error:
            raise cannot_write(folder, error) from error
        break
    return folder
