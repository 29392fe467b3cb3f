"""Extraction as steps of a datatrove pipeline.

``InputReader`` finds what ``gongkai extract`` would read, and yields documents that only refer to
their report. ``ReportExtractor`` turns those, or the documents of any reader of datatrove, into
documents with the report's text and record. The steps in ``shard_steps`` read the manifest of a
bulk run, and write its shards.

What a step keeps is pickled and sent to other machines, so it is plain values alone: nothing is
opened, found or started before ``run``. Only these two modules and the executors load datatrove.
"""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Final, Self

from datatrove.data import Document
from datatrove.pipeline.base import PipelineStep
from datatrove.utils.typeshelper import StatHints

from gongkai.extract import work
from gongkai.extract.bulk.settings import absolute
from gongkai.extract.inputs import Input, UnreadableInput, find_inputs
from gongkai.extract.pool import Job, Limits, Pool, usual_limits
from gongkai.extract.reading.limits import MAXIMUM_BYTES
from gongkai.extract.sources.columns import Columns

if TYPE_CHECKING:
    from datatrove.pipeline.writers.disk_base import DiskWriter

    from gongkai.extract.work import Outcome, Success

#: Keys of a document's metadata.
SOURCE: Final = "source"
RECORD: Final = "record"
ERROR: Final = "error"
OUTCOME: Final = "outcome"
#: Bytes of reports that documents carry with them, on their way at a time.
_BYTES_ON_THE_WAY: Final = 64_000_000


class InputReader(PipelineStep):  # type: ignore[misc]  # datatrove has no types
    """Finds reports as ``gongkai extract`` does, and yields a document that refers to each.

    The task of rank r gets every n-th input from the r-th on, n being the number of tasks: all
    find the same inputs in the same order, as long as nothing is added or removed meanwhile.
    Where that may happen, freeze a run first, and use ``ManifestReader``.

    Parameters
    ----------
    inputs
        Files, folders, globs, archives, collections and addresses, as ``gongkai extract`` takes
        them. Paths are made absolute: the tasks run elsewhere.
    columns
        Which columns of tables hold the reports; by default they are guessed.
    """

    type = "📖 - READER"
    name = "gongkai inputs"

    def __init__(self, *inputs: str | os.PathLike[str], columns: Columns | None = None) -> None:
        super().__init__()
        self.columns = columns or Columns()
        self.inputs = [absolute(os.fspath(each)) for each in inputs]

    def run(
        self, data: Iterable[Document] | None = None, rank: int = 0, world_size: int = 1
    ) -> Iterator[Document]:
        """Yield what earlier steps gave, then a document for each input of this rank.

        Raises
        ------
        InputError
            If an argument does not exist.
        """
        yield from data or ()
        for source in islice(find_inputs(self.inputs, self.columns), rank, None, world_size):
            self.stat_update(StatHints.total)
            yield referring(source)


@dataclass(frozen=True, slots=True)
class Referral:
    """Says, in a document's metadata, from where its report is to be read.

    It is an object, not values, so that no file from elsewhere can hold one: else the metadata of
    a data set could have any file of this machine read.
    """

    source: Input


class RecordForm(StrEnum):
    """How the record stands in a document's metadata."""

    FIELDS = "fields"  # a dictionary, as in records.jsonl
    JSON = "json"  # a line of records.jsonl, for writers that want one type a column
    OUTCOME = "outcome"  # what ``ShardsWriter`` takes


@dataclass(frozen=True, slots=True)
class DocumentInput:
    """A document of datatrove that holds its report, as an input of gongkai."""

    uri: str
    content: bytes
    member: None = None

    def read_bytes(self) -> bytes:
        """Return the bytes of the report."""
        return self.content


class ReportExtractor(PipelineStep):  # type: ignore[misc]  # datatrove has no types
    """Turns documents into documents with the report's text and record.

    A document that ``InputReader`` or ``ManifestReader`` gave is read from where it lies. Of any
    other the report is the bytes of its first medium that has any, else its text; its uri is its
    id. Documents leave in the order in which they came. Of a report that was read, ``text`` is
    its text, into which the offsets of the record point, and ``metadata["record"]`` the record;
    of one that was not, ``text`` is left as it was, and ``metadata["error"]`` says why (uri,
    member, stage, error, message). The statistics count both, and the errors by kind.

    Reports are read by processes of their own (``gongkai.extract.pool``): what hangs, eats memory
    or ends the process that reads it costs itself alone.

    Parameters
    ----------
    workers
        Processes that read reports at the same time; as many as the task has processors.
    settings
        What is wanted of each report; by default as of ``gongkai extract``.
    limits
        What a report may take; by default as of ``gongkai extract``.
    record_form
        How the record stands in the metadata.
    exclusion_writer
        Where documents of reports that were not read go; by default they go on with the others.
    """

    type = "🔍 - EXTRACTOR"
    name = "gongkai records"

    def __init__(
        self,
        *,
        workers: int = 1,
        settings: work.Settings | None = None,
        limits: Limits | None = None,
        record_form: RecordForm = RecordForm.FIELDS,
        exclusion_writer: DiskWriter | None = None,
    ) -> None:
        super().__init__()
        wanted = replace(settings or work.Settings(), with_text=True)
        self.workers = workers
        self.job = Job(
            partial(work.process, settings=wanted),
            limits or usual_limits(wanted.ocr),
            partial(work.prepare, wanted),
        )
        self.record_form = record_form
        self.exclusion_writer = exclusion_writer
        self._pool: Pool | None = None

    @classmethod
    def of_job(cls, job: Job, *, workers: int) -> Self:
        """Return a step that hands the outcomes of a job to ``ShardsWriter``."""
        step = cls(workers=workers, record_form=RecordForm.OUTCOME)
        step.job = job
        return step

    def resident(self) -> int:
        """Return the bytes of memory that the processes which read reports have in use."""
        return 0 if self._pool is None else self._pool.resident

    def run(
        self, data: Iterable[Document] | None, rank: int = 0, world_size: int = 1
    ) -> Iterator[Document]:
        """Yield each document with what became of its report.

        Raises
        ------
        InputError
            If there is no such model.
        GongkaiError
            If workers cannot be started.
        """
        del world_size
        with (
            self.exclusion_writer or nullcontext() as excluded,
            Pool(self.job, workers=self.workers) as self._pool,
        ):
            for document, outcome in _outcomes(self._pool, data or ()):
                self._count(outcome)
                if self.record_form is RecordForm.OUTCOME:
                    document.metadata[OUTCOME] = outcome
                elif isinstance(outcome, work.Success):
                    self._add_record(document, outcome)
                else:
                    document.metadata[ERROR] = asdict(outcome)
                    if excluded is not None:
                        excluded.write(document, rank)
                        continue
                yield document
        self._pool = None

    def _add_record(self, document: Document, success: Success) -> None:
        document.text = success.text or ""
        as_line = self.record_form is RecordForm.JSON
        document.metadata[RECORD] = success.line if as_line else json.loads(success.line)

    def _count(self, outcome: Outcome) -> None:
        self.stat_update(StatHints.total)
        if isinstance(outcome, work.Success):
            self.stat_update("reports_read")
            self.stat_update("claims", value=outcome.claims, unit="report")
        else:
            self.stat_update("reports_failed", f"reports_failed/{outcome.stage}/{outcome.error}")


def referring(source: Input) -> Document:
    """Return a document that only refers to its report."""
    name = source.uri if source.member is None else f"{source.uri}/{source.member}"
    return Document(text="", id=name, metadata={SOURCE: Referral(source)})


class _Batch:
    """Documents in a row, as inputs, as many as may be on their way at a time.

    Attributes
    ----------
    on_the_way
        The documents that were handed out.
    exhausted
        Whether there are no more behind.
    """

    def __init__(self, documents: Iterator[Document]) -> None:
        self._documents = documents
        self.on_the_way: deque[Document] = deque()
        self.exhausted = False

    def __iter__(self) -> Iterator[Input]:
        held = 0
        for document in self._documents:
            source = _input_of(document)
            self.on_the_way.append(document)
            yield source
            held += len(source.content) if isinstance(source, DocumentInput) else 0
            if held > _BYTES_ON_THE_WAY:
                return
        self.exhausted = True


def _outcomes(pool: Pool, documents: Iterable[Document]) -> Iterator[tuple[Document, Outcome]]:
    """Yield each document with the outcome of its report."""
    arriving = iter(documents)
    exhausted = False
    while not exhausted:
        batch = _Batch(arriving)
        for outcome in pool.run(batch):
            yield batch.on_the_way.popleft(), outcome
        exhausted = batch.exhausted


def _input_of(document: Document) -> Input:
    referral = document.metadata.get(SOURCE)
    if isinstance(referral, Referral):
        del document.metadata[SOURCE]
        return referral.source
    held = (medium.media_bytes for medium in document.media)
    content = next((each for each in held if each), None)
    if content is None:
        try:
            content = document.text.encode()
        except UnicodeEncodeError:  # half of a pair
            return UnreadableInput(
                document.id,
                None,
                "undecodable",
                f"{document.id} holds characters that are none: decode the report anew.",
            )
    if len(content) > MAXIMUM_BYTES:
        return UnreadableInput(
            document.id,
            None,
            "too_large",
            f"{document.id} is longer than {MAXIMUM_BYTES // 2**20} MiB, which no report is: split "
            "it or leave it out.",
        )
    return DocumentInput(document.id, content)
