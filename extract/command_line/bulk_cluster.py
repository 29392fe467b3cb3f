"""The options of ``gongkai bulk`` for clusters, and what it tells while tasks run there."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from gongkai.extract.bulk.cluster import ClusterOptions
    from gongkai.extract.bulk.manifest import BulkRun
    from gongkai.extract.language import Words

_MEGABYTE: Final = 1_000_000
_LOCAL: Final = "local"
_RAY: Final = "ray"
_SLURM: Final = "slurm"

CpusOption = Annotated[
    int | None,
    typer.Option(
        "--cpus-per-task",
        min=1,
        metavar="N",
        help="On a cluster: processors of a task, and processes in it that read reports. By "
        "default 1.",
        show_default=False,
    ),
]
MemoryOption = Annotated[
    int | None,
    typer.Option(
        "--memory-per-cpu",
        min=100,
        metavar="MB",
        help="On a cluster: what a task asks for, for each processor. By default what a worker "
        "may use, and 500 MB for the task.",
        show_default=False,
    ),
]
ShardsOption = Annotated[
    int | None,
    typer.Option(
        "--shards-per-task",
        min=1,
        metavar="N",
        help="On a cluster: shards that a task makes, one after the other. By default 1.",
        show_default=False,
    ),
]
RayAddressOption = Annotated[
    str | None,
    typer.Option(
        "--ray-address",
        metavar="ADDRESS",
        help="The Ray cluster, as ray.init takes it; local starts one on this machine alone. By "
        "default what RAY_ADDRESS names, or the one that this machine is part of.",
        show_default=False,
    ),
]
PartitionOption = Annotated[
    str | None, typer.Option("--partition", help="Slurm's partition.", show_default=False)
]
TimeOption = Annotated[
    str | None,
    typer.Option(
        "--time", metavar="TIME", help="Slurm's limit of time for a task.", show_default=False
    ),
]
QualityOption = Annotated[
    str | None,
    typer.Option("--qos", metavar="NAME", help="Slurm's quality of service.", show_default=False),
]
AccountOption = Annotated[
    str | None,
    typer.Option("--account", metavar="NAME", help="Slurm's account.", show_default=False),
]
SbatchOption = Annotated[
    list[str] | None,
    typer.Option(
        "--sbatch",
        metavar="KEY=VALUE",
        help="A further directive of Slurm's script, such as constraint=avx2, or exclusive; may "
        "be repeated.",
        show_default=False,
    ),
]
EnvironmentOption = Annotated[
    str | None,
    typer.Option(
        "--environment-command",
        metavar="COMMAND",
        help="What a job of Slurm does first, in bash, such as 'source /shared/venv/bin/activate'. "
        "By default it puts the programs beside this Python first in its path.",
        show_default=False,
    ),
]
DryRunOption = Annotated[
    bool,
    typer.Option(
        "--dry-run", help="Print Slurm's script and submit nothing; the inputs are frozen."
    ),
]
#: The options that only one executor takes, by the field that holds them.
_OF_ONE: Final = {
    "ray_address": (_RAY, "--ray-address"),
    "partition": (_SLURM, "--partition"),
    "time": (_SLURM, "--time"),
    "qos": (_SLURM, "--qos"),
    "account": (_SLURM, "--account"),
    "sbatch": (_SLURM, "--sbatch"),
    "environment_command": (_SLURM, "--environment-command"),
    "dry_run": (_SLURM, "--dry-run"),
}
#: The options that no run on one machine takes.
_OF_CLUSTERS: Final = {
    "cpus_per_task": "--cpus-per-task",
    "memory_per_cpu": "--memory-per-cpu",
    "shards_per_task": "--shards-per-task",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterChoices:
    """The options as they were given; ``None``, or nothing, where they were not."""

    cpus_per_task: int | None = None
    memory_per_cpu: int | None = None
    shards_per_task: int | None = None
    ray_address: str | None = None
    partition: str | None = None
    time: str | None = None
    qos: str | None = None
    account: str | None = None
    sbatch: tuple[str, ...] = ()
    environment_command: str | None = None
    dry_run: bool = False

    def check(self, executor: str) -> None:
        """Refuse what the executor has no use for.

        Raises
        ------
        typer.BadParameter
            If there is such an option, or a directive without a name.
        """
        for each in fields(self):
            if not getattr(self, each.name):
                continue
            wanted, option = _OF_ONE.get(each.name, (executor, ""))
            if executor == _LOCAL and each.name in _OF_CLUSTERS:
                wanted, option = f"{_RAY} or {_SLURM}", _OF_CLUSTERS[each.name]
            if wanted != executor:
                raise typer.BadParameter(
                    f"It says nothing to --executor {executor}: leave it out, or use --executor "
                    f"{wanted}.",
                    param_hint=option,
                )
        for directive in self.sbatch:
            if not directive.lstrip("-").partition("=")[0]:
                raise typer.BadParameter(
                    f"{directive!r} names no directive: give KEY=VALUE.", param_hint="--sbatch"
                )

    def options(self, workers: int | None, *, verify: bool) -> ClusterOptions:
        """Return the options, with what is usual for those that were not given."""
        from gongkai.extract.bulk.cluster import ClusterOptions  # noqa: PLC0415 - slow to load

        directives = (each.lstrip("-").partition("=") for each in self.sbatch)
        memory = self.memory_per_cpu
        return ClusterOptions(
            tasks_at_once=workers,
            cpus_per_task=self.cpus_per_task or 1,
            memory_per_cpu=None if memory is None else memory * _MEGABYTE,
            shards_per_task=self.shards_per_task or 1,
            ray_address=self.ray_address or "auto",
            partition=self.partition,
            time=self.time,
            qos=self.qos,
            account=self.account,
            sbatch={name: value for name, _, value in directives},
            environment_command=self.environment_command,
            dry_run=self.dry_run,
            verify=verify,
        )


class ClusterLauncher:
    """Launches runs on clusters and tells people about it.

    Parameters
    ----------
    console, words
        Where, and in which language.
    log
        Where programs read how far a run is, if anywhere.
    """

    def __init__(self, console: Console, words: Words, log: Path | None) -> None:
        self._console = console
        self._words = words
        self._log = log

    def launch(self, bulk_run: BulkRun, executor: str, options: ClusterOptions) -> bool:
        """Launch what is pending; ``True`` if it has come to its end, ``False`` if it goes on.

        Raises
        ------
        GongkaiError
            As ``gongkai.extract.bulk.executors.launch``.
        """
        from gongkai.extract.bulk.executors import Executor, launch  # noqa: PLC0415 - slow to load
        from gongkai.extract.command_line.bulk_wording import BulkPhrase  # noqa: PLC0415

        if executor == _RAY:
            self._launch_and_follow(bulk_run, options)
            return True
        launched = launch(bulk_run, Executor(executor), options)
        if launched.script is None:
            return True
        if launched.job is None:
            typer.echo(launched.script)
            return False
        told = self._words.format(
            BulkPhrase.SUBMITTED, job=launched.job, tasks=launched.tasks, output=bulk_run.directory
        )
        self._note(told)
        return False

    def _launch_and_follow(self, bulk_run: BulkRun, options: ClusterOptions) -> None:
        from gongkai.extract.bulk.executors import Executor, Watcher, launch  # noqa: PLC0415
        from gongkai.extract.command_line.progress import Progress  # noqa: PLC0415 - as above
        from gongkai.extract.command_line.run_log import RunLog  # noqa: PLC0415

        pending = bulk_run.pending(verify=options.verify)
        log = None if self._log is None else RunLog(self._log, _resident)
        progress = Progress(self._console, sum(map(bulk_run.size_of, pending)), self._words, log)
        note = self._note

        class Shown(Watcher):
            """Shows how far the run is."""

            def progressed(self, done: int, failed: int) -> None:
                progress.reach(done, failed)

            def noted(self, sentence: str) -> None:
                note(sentence)

        complete = False
        try:
            launch(bulk_run, Executor.RAY, options, Shown())
            complete = True
        finally:
            progress.close(complete=complete)

    def _note(self, sentence: str) -> None:
        self._console.print(self._words.safe(sentence), soft_wrap=True)


def _resident() -> int:
    from gongkai.extract.pool import resident_bytes  # noqa: PLC0415 - slow to load

    return resident_bytes(os.getpid()) or 0
