"""Runs of files whose names say what becomes of whoever reads them; see ``pool.tasks``."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Self

from gongkai.extract.bulk.folder import SHARDS
from gongkai.extract.bulk.manifest import BulkRun, freeze_manifest, open_run
from gongkai.extract.bulk.packed_lines import open_packed
from gongkai.extract.bulk.running import Report, write_shards
from gongkai.extract.bulk.settings import BulkSettings, installed_version
from gongkai.extract.bulk.shards import ERRORS, RECORDS
from gongkai.extract.errors import ReadError
from gongkai.extract.inputs import Input
from gongkai.extract.pool import Job
from gongkai.extract.reading.recognition import Recognition
from gongkai.extract.work import Failure, Outcome, Success


def settings(*inputs: Path | str, shard_size: int = 3, **others: Any) -> BulkSettings:  # noqa: ANN401
    values: dict[str, Any] = {
        "inputs": tuple(map(str, inputs)),
        "formats": ("jsonl",),
        "model": "rules",
        "model_sha256": None,
        "ocr": Recognition.NEVER,
        "recognises": False,
        "minimum_confidence": None,
        "seconds": 60.0,
        "memory": 500_000_000,
        "shard_size": shard_size,
        "version": installed_version(),
    }
    return BulkSettings(**(values | others))


def files(folder: Path, names: Iterable[str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / f"{name}.txt").write_text(name, encoding="utf-8")
    return folder


def frozen(directory: Path, folder: Path, shard_size: int = 3, **others: Any) -> BulkRun:  # noqa: ANN401
    freeze_manifest(directory, settings(folder, shard_size=shard_size, **others))
    return open_run(directory)


def tell(source: Input) -> Outcome:
    """Tell the uri, or that the file is gone."""
    try:
        source.read_bytes()
    except ReadError as error:
        return Failure(source.uri, source.member, "read", error.code, str(error))
    if source.uri.startswith("bad"):
        return Failure(source.uri, source.member, "read", "damaged", "It is damaged.")
    return Success(source.uri, 2)


def interrupted_at(uri: str) -> Callable[[Input], Outcome]:
    def task(source: Input) -> Outcome:
        if source.uri == uri:
            raise KeyboardInterrupt
        return tell(source)

    return task


class InProcess:
    """Does a task in this process, where a pool would have workers."""

    resident = 0

    def __init__(self, task: Callable[[Input], Outcome] = tell) -> None:
        self._task = task

    def start(self) -> None:
        """Nothing is to be prepared."""

    def run(self, inputs: Iterable[Input]) -> Iterator[Outcome]:
        yield from map(self._task, inputs)

    def close(self) -> None:
        """Nothing was started."""


class PoolInThisProcess(InProcess):
    """Takes the place of a pool where it is of no matter who reads."""

    def __init__(self, job: Job, *, workers: int) -> None:
        del workers
        super().__init__(job.task)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()


def make(
    run: BulkRun,
    numbers: Sequence[int] | None = None,
    task: Callable[[Input], Outcome] = tell,
    report: Report | None = None,
) -> None:
    pending = run.pending() if numbers is None else numbers
    write_shards(run, pending, InProcess(task), report or Report())


def names_in(directory: Path) -> list[str]:
    """The names in records and errors, in the order of shards, as they stand in each."""
    found = []
    for shard in sorted((directory / SHARDS).glob("[0-9]*")):
        if (shard / RECORDS).exists():
            with open_packed(shard / RECORDS) as stream:
                found += [_name(line) for line in stream.read().decode().splitlines()]
        lines = (shard / ERRORS).read_text(encoding="utf-8").splitlines()
        found += [json.loads(line)["uri"] for line in lines]
    return found


def _name(line: str) -> str:
    if not line.startswith("{"):
        return line
    name: str = json.loads(line)["source"]["uri"]
    return name


def manifest_names(run: BulkRun) -> list[str]:
    return [source.uri for number in range(run.shards) for source in run.inputs_of(number)]


def content(directory: Path) -> dict[str, bytes]:
    """Every file of the shards that are there."""
    shards = directory / SHARDS
    return {
        str(path.relative_to(shards)): path.read_bytes() for path in sorted(shards.glob("[0-9]*/*"))
    }
