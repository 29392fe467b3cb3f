"""From the shards of a bulk run to results: what ``gongkai extract`` would have written.

The lines of records and errors are put one behind the other as they are. Tables go from Parquet to
Parquet and to DuckDB as columns, shard by shard in the order of the inputs, so that memory does not
grow with the number of reports; see ``gongkai.extract.writing.columns``. Nothing is collected from
a run that lacks shards, unless that is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final

import pyarrow

from gongkai.extract.bulk.folder import number_name, shard_folder
from gongkai.extract.bulk.manifest import BulkRun, open_run
from gongkai.extract.bulk.shards import (
    ERRORS,
    RECORDS,
    ShardResult,
    ShardState,
    look_at_shard,
)
from gongkai.extract.errors import GongkaiError
from gongkai.extract.inputs import InputError
from gongkai.extract.language import Language
from gongkai.extract.writing import output as names
from gongkai.extract.writing.collected import CollectedOutput
from gongkai.extract.writing.tidy import TABLES

_BYTES_TOGETHER: Final = 2**20
#: Shards that a message names before it stops counting them up.
_NAMED: Final = 5


class IncompleteError(GongkaiError):
    """A run that lacks shards; its text is meant for the user."""


@dataclass(frozen=True, slots=True)
class Collection:
    """What was collected from a run.

    Attributes
    ----------
    inputs
        Number of inputs of the run.
    records, failed, claims
        How many there are in the shards that were collected.
    shards
        How many these are.
    missing, corrupt
        The numbers of shards that were left out: not there, or not as they were written.
    notes
        What the user has to know about the files, one sentence each.
    """

    inputs: int
    records: int
    failed: int
    claims: int
    shards: int
    missing: tuple[int, ...] = ()
    corrupt: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def left_out(self) -> int:
        """Number of inputs whose results are not among those collected."""
        return self.inputs - self.records - self.failed


@dataclass(slots=True)
class _Shards:
    """The shards of a run, by how they are."""

    complete: list[ShardResult]
    missing: list[int]
    corrupt: list[int]


def steps_of(run: BulkRun, formats: Sequence[str]) -> int:
    """Return how often ``collect`` calls its ``done`` if no shard is lacking."""
    lines = 1 + ("jsonl" in formats)
    tables = sum(name in names.TABLE_FORMATS for name in formats) * len(TABLES)
    return run.shards * (1 + lines + tables)


def collect(  # noqa: PLR0913 - most are options of the command
    directory: Path,
    output: Path,
    formats: Sequence[str],
    *,
    partition_by: Sequence[str] = (),
    language: Language = Language.ENGLISH,
    incomplete: bool = False,
    done: Callable[[], object] = lambda: None,
) -> Collection:
    """Put the results of a bulk run together as ``gongkai extract`` writes them.

    Every byte of the shards is checked first. Results in ``output`` are replaced when all is
    written, and not before.

    Parameters
    ----------
    directory
        The folder of the run.
    output
        Where the results go.
    formats
        Which of ``gongkai.extract.writing.output.FORMATS`` to write.
    partition_by
        Which of ``PARTITIONS`` to split the Parquet files by, outermost first.
    language
        The language of the labels in files that have some.
    incomplete
        Collect what is there of a run that lacks shards.
    done
        Called whenever a step is done; see ``steps_of``.

    Raises
    ------
    InputError
        If the run has not what a format is made from, or ``output`` is its folder.
    IncompleteError
        If shards are not there or corrupt, and ``incomplete`` was not asked for.
    GongkaiError
        If there is no run, or a file cannot be read or written.
    """
    run = open_run(directory)
    _check(run, output, formats)
    shards = _look(run, done)
    if not incomplete and (shards.missing or shards.corrupt):
        raise _incomplete(run, shards)
    folders = [shard_folder(directory, each.shard) for each in shards.complete]
    with CollectedOutput(output, formats, partition_by=partition_by, language=language) as results:
        if "jsonl" in formats:
            results.copy_lines(names.RECORDS, _parts(folders, RECORDS, "zstd", done))
        _copy_errors(results, folders, done)
        results.copy_tables(folders, done)
        results.finish()
        notes = tuple(results.notes)
    return Collection(
        run.total,
        sum(each.records for each in shards.complete),
        sum(each.failed for each in shards.complete),
        sum(each.claims for each in shards.complete),
        len(shards.complete),
        tuple(shards.missing),
        tuple(shards.corrupt),
        notes,
    )


def _check(run: BulkRun, output: Path, formats: Sequence[str]) -> None:
    for name in formats:
        source = name if name == "jsonl" else "parquet"
        if source not in run.settings.formats:
            raise InputError(
                f"The run in {run.directory} was made with --format "
                f"{','.join(run.settings.formats)}, and {name} is made from {source}: leave it "
                "out, or make a new run with --format jsonl,parquet."
            )
    if output.resolve() == run.directory.resolve():
        raise InputError(f"{output} is the folder of the run: name another folder for --output.")


def _look(run: BulkRun, done: Callable[[], object]) -> _Shards:
    shards = _Shards([], [], [])
    for number in range(run.shards):
        look = look_at_shard(run.directory, run.frozen, number, verify=True)
        if look.result is not None:
            shards.complete.append(look.result)
        elif look.state is ShardState.MISSING:
            shards.missing.append(number)
        else:
            shards.corrupt.append(number)
        done()
    return shards


def _incomplete(run: BulkRun, shards: _Shards) -> IncompleteError:
    lacking, option = [], ""
    if shards.missing:
        lacking.append(f"{len(shards.missing)} are not done ({named(shards.missing)})")
    if shards.corrupt:
        lacking.append(f"{len(shards.corrupt)} are corrupt ({named(shards.corrupt)})")
        option = " --verify"
    return IncompleteError(
        f"Of the {run.shards} shards in {run.directory} {' and '.join(lacking)}: run gongkai bulk "
        f"--output {run.directory}{option}, which makes them, or collect what is there with "
        "--incomplete."
    )


def named(numbers: Sequence[int]) -> str:
    """Return the numbers of shards as people read them; of many the first."""
    shown = ", ".join(map(number_name, numbers[:_NAMED]))
    return shown if len(numbers) <= _NAMED else f"{shown}, …"


def _copy_errors(
    results: CollectedOutput, folders: Iterable[Path], done: Callable[[], object]
) -> None:
    """Write ``errors.jsonl`` if there is any error."""
    parts = _parts(folders, ERRORS, None, done)
    first = next(parts, None)
    if first is not None:
        results.copy_lines(names.ERRORS, chain([first], parts))


def _parts(
    folders: Iterable[Path], name: str, compression: str | None, done: Callable[[], object]
) -> Iterator[bytes]:
    """Yield the content of the files of a name, one behind the other."""
    for folder in folders:
        path = folder / name
        try:
            with pyarrow.input_stream(str(path), compression=compression) as stream:
                while part := stream.read(_BYTES_TOGETHER):
                    yield part
        except (OSError, pyarrow.ArrowException) as error:
            reason = " ".join(str(error).split())
            raise GongkaiError(
                f"{path} cannot be read ({reason}): see gongkai bulk status --verify."
            ) from error
        done()
