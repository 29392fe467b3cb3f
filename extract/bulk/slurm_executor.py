"""Tasks of a pipeline as jobs of Slurm."""

from __future__ import annotations

import math
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from typing import Any, Final

from datatrove.executor.slurm import SlurmPipelineExecutor

from gongkai.extract.bulk.cluster import (
    ClusterOptions,
    Executor,
    Launch,
    cluster_pipeline,
    memory_per_cpu,
    new_logs,
)
from gongkai.extract.bulk.folder import LOGS
from gongkai.extract.bulk.manifest import BulkRun
from gongkai.extract.errors import GongkaiError

_MEBIBYTE: Final = 2**20
#: Holds the number of the job, in the folder of logs of a launch.
_JOB: Final = "job.txt"
#: What may stand in a script of Slurm as it is: letters of any script, but no space, no quote,
#: and no percent sign, which Slurm replaces.
_PLAIN_PATH: Final = re.compile(r"[\w@+=:,./-]+")
#: Directives that are left out where nothing is asked for: what the cluster has then holds.
_OPTIONAL = frozenset({"partition", "time"})


class SlurmExecutor(SlurmPipelineExecutor):  # type: ignore[misc]  # datatrove has no types
    """The executor of datatrove, with little left out.

    Directives without a value are not written, and no job is queued that adds the statistics of
    all tasks up: what a run did stands in its shards, and where a task fails that job would wait
    in the queue for ever.
    """

    def get_sbatch_args(self, max_array: int = 1) -> dict[str, Any]:
        """Return the directives of the script."""
        directives: dict[str, Any] = super().get_sbatch_args(max_array)
        return {
            name: value
            for name, value in directives.items()
            if value is not None or name not in _OPTIONAL
        }

    def launch_merge_stats(self) -> None:
        """Queue nothing."""

    @property
    def script(self) -> str:
        """The script that ``run`` submits, once for each part of the ranks that an array takes."""
        jobs = math.ceil(len(self.get_incomplete_ranks()) / self.tasks_per_job)
        ranks = min(jobs, self.max_array_size)
        pickled = self.logging_dir.resolve_paths("executor.pik")
        text: str = self.get_launch_file_contents(
            self.get_sbatch_args(ranks),
            f"srun  -l -n {self.nodes_per_task} launch_pickled_pipeline {pickled}",
        )
        return text


def submit(run: BulkRun, numbers: Sequence[int], options: ClusterOptions) -> Launch:
    """Queue jobs of Slurm that make shards; as ``gongkai.extract.bulk.executors.launch``."""
    if not _PLAIN_PATH.fullmatch(str(run.directory.resolve())):
        raise GongkaiError(
            f"{run.directory.resolve()} has a character in its name that a script of Slurm would "
            "not take as it is, such as a space: rename the folder."
        )
    if not options.dry_run:
        _check_queue(run)
    logs = new_logs(run, Executor.SLURM)
    steps, tasks = cluster_pipeline(run, numbers, options)
    executor = SlurmExecutor(
        pipeline=steps,
        tasks=tasks,
        workers=options.tasks_at_once or -1,
        logging_dir=str(logs),
        skip_completed=False,  # what is complete is told by the shards
        job_name="gongkai",
        cpus_per_task=options.cpus_per_task,
        partition=options.partition,
        time=options.time,
        qos=options.qos,
        env_command=options.environment_command or _path_command(),
        sbatch_args={
            "mem-per-cpu": f"{math.ceil(memory_per_cpu(run, options) / _MEBIBYTE)}M",
            **({} if options.account is None else {"account": options.account}),
            **options.sbatch,
        },
    )
    if options.dry_run:
        script = executor.script
        shutil.rmtree(logs)
        return Launch(tasks, script=script)
    try:
        executor.run()
    except FileNotFoundError as error:
        raise GongkaiError(
            "There is no sbatch here: run the command where jobs of Slurm are submitted."
        ) from error
    except subprocess.CalledProcessError as error:
        raise GongkaiError(
            f"Slurm did not take the job ({' '.join(error.cmd[:1])} ended with status "
            f"{error.returncode}; what it says stands above): look at the script with --dry-run."
        ) from error
    (logs / _JOB).write_text(f"{executor.job_id}\n", encoding="utf-8")
    return Launch(tasks, job=str(executor.job_id), script=executor.script, logs=logs)


def _path_command() -> str:
    folder = os.path.dirname(sys.executable)
    return f'export PATH={shlex.quote(folder)}:"$PATH"'


def _check_queue(run: BulkRun) -> None:
    """Check that no job of this run is in the queue, which would do the same work."""
    for file in sorted((run.directory / LOGS).glob(f"{Executor.SLURM.value}-*/{_JOB}")):
        job = file.read_text(encoding="utf-8").strip()
        try:
            queue = subprocess.run(  # noqa: S603 - no shell, and the number is ours
                ["squeue", "--noheader", f"--jobs={job}"],  # noqa: S607 - where it lies differs
                capture_output=True,
                check=True,
                text=True,
            )
        except (OSError, subprocess.CalledProcessError):  # no such job any more, or no squeue
            continue
        if queue.stdout.strip():
            raise GongkaiError(
                f"Job {job} of this run is in the queue still: wait for its end, or end it with "
                f"scancel {job}."
            )
