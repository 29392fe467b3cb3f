"""The steps of a bulk run on many machines: its manifest is read, its shards are written.

``pipeline_of`` puts them together. A task makes some of the shards; which, is fixed when the
tasks are launched, so that all machines agree.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

from datatrove.data import Document
from datatrove.pipeline.base import PipelineStep
from datatrove.utils.typeshelper import StatHints

from gongkai.extract.bulk.heartbeat import Heartbeat
from gongkai.extract.bulk.locking import one_of_several
from gongkai.extract.bulk.manifest import BulkRun, open_run
from gongkai.extract.bulk.running import job_of
from gongkai.extract.bulk.settings import check_installation
from gongkai.extract.bulk.shards import ShardState, ShardWriter, look_at_shard
from gongkai.extract.bulk.steps import OUTCOME, ReportExtractor, referring
from gongkai.extract.pool import resident_bytes
from gongkai.extract.work import Failure

#: The key of a document's metadata that holds the number of its shard.
SHARD: Final = "shard"


class ManifestReader(PipelineStep):  # type: ignore[misc]  # datatrove has no types
    """Yields a document that refers to each input of the shards that a task of a bulk run makes.

    The task of rank r makes the r-th lot of the shards named. What is complete already, such as
    what a task that was lost had finished, is passed over.

    Parameters
    ----------
    directory
        The folder of the run, under a path that all machines have.
    numbers
        The shards to make.
    shards_per_task
        Shards a lot.
    """

    type = "📖 - READER"
    name = "gongkai manifest"

    def __init__(
        self, directory: str | os.PathLike[str], numbers: Sequence[int], shards_per_task: int = 1
    ) -> None:
        super().__init__()
        self.directory = os.path.abspath(directory)
        self.numbers = list(numbers)
        self.shards_per_task = shards_per_task

    @property
    def tasks(self) -> int:
        """How many tasks it takes."""
        return math.ceil(len(self.numbers) / self.shards_per_task)

    def run(
        self, data: Iterable[Document] | None = None, rank: int = 0, world_size: int = 1
    ) -> Iterator[Document]:
        """Yield what earlier steps gave, then a document for each input of this rank.

        Raises
        ------
        GongkaiError
            If the folder holds no run, if its manifest is not what was frozen, or if this
            machine would not give the results that the run was begun with.
        """
        del world_size
        yield from data or ()
        run = open_run(Path(self.directory))
        check_installation(run.settings)
        first = rank * self.shards_per_task
        for number in self.numbers[first : first + self.shards_per_task]:
            # Sizes alone would do for what was never written, but not for what is to be mended.
            look = look_at_shard(run.directory, run.frozen, number, verify=True)
            if look.state is ShardState.COMPLETE:
                self.stat_update("shards_complete_before")
                continue
            for source in run.inputs_of(number):
                self.stat_update(StatHints.total)
                document = referring(source)
                document.metadata[SHARD] = number
                yield document


class ShardsWriter(PipelineStep):  # type: ignore[misc]  # datatrove has no types
    """Writes the shards of a bulk run from the documents of ``ManifestReader``.

    Between them stands the extractor; nothing may add, drop or reorder documents. A shard appears
    when its last document has come.

    Parameters
    ----------
    directory
        The folder of the run, under a path that all machines have.
    extractor
        The step before; how much memory it takes is told while a shard is made.
    """

    type = "💽 - WRITER"
    name = "gongkai shards"

    def __init__(self, directory: str | os.PathLike[str], extractor: ReportExtractor) -> None:
        super().__init__()
        self.directory = os.path.abspath(directory)
        self.extractor = extractor

    def run(
        self, data: Iterable[Document] | None, rank: int = 0, world_size: int = 1
    ) -> Iterator[Document]:
        """Write the documents and yield them.

        Raises
        ------
        GongkaiError
            If a shard cannot be written, if not every input of it has come, or if a run on one
            machine is at work on the folder.
        """
        del rank, world_size
        run = open_run(Path(self.directory))
        with one_of_several(run.directory):
            for number, documents in groupby(data or (), key=_shard_of):
                yield from self._write(run, number, documents)
                self.stat_update("shards_written")

    def _write(
        self, run: BulkRun, number: int, documents: Iterator[Document]
    ) -> Iterator[Document]:
        writer = ShardWriter(run.directory, number)
        try:
            with Heartbeat(run.directory, number, run.size_of(number), self._resident) as heartbeat:
                for document in documents:
                    outcome = document.metadata.pop(OUTCOME)
                    writer.write(outcome)
                    heartbeat.count(failed=isinstance(outcome, Failure))
                    self.stat_update(StatHints.total)
                    yield document
            writer.finish()
        finally:
            writer.discard()

    def _resident(self) -> int:
        try:
            return (resident_bytes(os.getpid()) or 0) + self.extractor.resident()
        except ValueError:  # a worker ended meanwhile
            return 0


def pipeline_of(
    run: BulkRun, numbers: Sequence[int], *, workers: int, shards_per_task: int = 1
) -> tuple[ManifestReader, ReportExtractor, ShardsWriter]:
    """Return the steps that make shards of a run; the first knows how many tasks that takes.

    Parameters
    ----------
    run
        The run.
    numbers
        The shards to make.
    workers
        Processes of a task that read reports at the same time.
    shards_per_task
        Shards a task.
    """
    reader = ManifestReader(run.directory, numbers, shards_per_task)
    extractor = ReportExtractor.of_job(job_of(run.settings), workers=workers)
    return reader, extractor, ShardsWriter(run.directory, extractor)


def _shard_of(document: Document) -> int:
    number: int = document.metadata[SHARD]
    return number
