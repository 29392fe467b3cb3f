"""A run on many machines: its pending shards as tasks of a Ray cluster, or as jobs of Slurm.

All machines have to see the folder of the run, and what it reads, under the same paths, and have
gongkai installed. A task makes one shard, or a few; rank i of a launch makes the i-th lot of what
was pending when it was launched. What is complete is told by the folder of the run alone: marks
and logs of datatrove lie in a folder of logs for each launch, so that none is passed over because
another launch once made a task of the same rank.

``ray_executor`` and ``slurm_executor`` say where datatrove's own executors were not enough. They
load datatrove and Ray, which this module leaves to ``launch``.
"""

from __future__ import annotations

from importlib.util import find_spec

from gongkai.extract.bulk.cluster import ClusterOptions, Executor, Launch, Watcher
from gongkai.extract.bulk.manifest import BulkRun
from gongkai.extract.errors import GongkaiError

__all__ = ["ClusterOptions", "Executor", "Launch", "Watcher", "check_installed", "launch"]


def launch(
    run: BulkRun, executor: Executor, options: ClusterOptions, watcher: Watcher | None = None
) -> Launch:
    """Make the pending shards of a run on many machines.

    With Ray the call lasts until all tasks have come to an end. With Slurm it ends when the jobs
    are in the queue.

    Parameters
    ----------
    run
        The run.
    executor
        What runs the tasks.
    options
        How.
    watcher
        Is told what happens.

    Raises
    ------
    GongkaiError
        If the extra is not installed, if another is at work on the run, if there is no such
        cluster or it does not take the tasks, or if the folder cannot be written; and, with Ray,
        if shards are pending still when all tasks have come to an end. Running again makes them.
    """
    check_installed()
    numbers = run.pending(verify=options.verify)
    if not numbers:
        return Launch(0)
    from loguru import logger  # noqa: PLC0415 - comes with datatrove

    logger.disable("datatrove")  # what it tells of is in the logs of the tasks
    try:
        if executor is Executor.SLURM:
            from gongkai.extract.bulk.slurm_executor import submit  # noqa: PLC0415 - slow to load

            return submit(run, numbers, options)
        from gongkai.extract.bulk.ray_executor import run_on_ray  # noqa: PLC0415 - slow to load

        return run_on_ray(run, numbers, options, watcher or Watcher())
    finally:
        logger.enable("datatrove")


def check_installed() -> None:
    """Check that what many machines need is installed.

    Raises
    ------
    GongkaiError
        If it is not.
    """
    if any(find_spec(name) is None for name in ("datatrove", "ray")):
        raise GongkaiError("Runs on many machines need: pip install 'gongkai[bulk]'.")
