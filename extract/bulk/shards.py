"""A shard: the results of some hundred inputs, in a folder that appears as a whole.

The files are written into a folder of another name, which is renamed when all of them are on the
disk. The same inputs give the same bytes, whoever writes them: where two write one shard, the
second drops its own. ``done.json`` says what the folder has to hold, and is written last.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from contextlib import suppress
from dataclasses import asdict, dataclass
from enum import Enum
from pathlib import Path
from typing import Final, Literal

from pydantic import ConfigDict, TypeAdapter

from gongkai.extract.bulk.folder import (
    SHARDS,
    cannot_write,
    remove,
    shard_folder,
    sync_folder,
)
from gongkai.extract.bulk.leftovers import temporary_name
from gongkai.extract.bulk.packed_lines import PackedLines
from gongkai.extract.bulk.settings import Frozen, read_frozen
from gongkai.extract.errors import GongkaiError
from gongkai.extract.work import Outcome, Success
from gongkai.extract.writing.json_lines import LineWriter, WriteError
from gongkai.extract.writing.tables import PARTIAL, FilePerTable

RECORDS: Final = "records.jsonl.zst"
ERRORS: Final = "errors.jsonl"
DONE: Final = "done.json"


@dataclass(frozen=True, slots=True)
class Seal:
    """What a file has to be: its length in bytes, and its checksum."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ShardResult:
    """What ``done.json`` says of a complete shard.

    Attributes
    ----------
    shard
        Its number.
    inputs, records, failed
        How many there are; the latter two add up to the first.
    claims
        Claims in all records.
    failures
        How many failed, by the code of their error.
    run_sha256
        The checksum of ``run.json``: the shard holds what this run does with its inputs.
    files
        The other files of the folder, by their names.
    """

    shard: int
    inputs: int
    records: int
    failed: int
    claims: int
    failures: dict[str, int]
    run_sha256: str
    files: dict[str, Seal]
    schema_version: Literal[1] = 1

    __pydantic_config__ = ConfigDict(extra="forbid")

    @property
    def text(self) -> str:
        """The content of ``done.json``, which ends in a checksum of its own."""
        content = json.dumps(asdict(self), ensure_ascii=False)
        return json.dumps({"done": asdict(self), "sha256": _sha256(content)}, indent=1) + "\n"

    @property
    def bytes(self) -> int:
        """What the files take on the disk, but for ``done.json``."""
        return sum(seal.bytes for seal in self.files.values())


_RESULT: Final = TypeAdapter(ShardResult)


class ShardState(Enum):
    """How far a shard is, by its files alone."""

    COMPLETE = "complete"
    MISSING = "missing"
    CORRUPT = "corrupt"


@dataclass(frozen=True, slots=True)
class ShardLook:
    """What was found when a shard was looked at; ``result`` is there if it is complete."""

    state: ShardState
    result: ShardResult | None = None


def look_at_shard(
    directory: Path, frozen: Frozen, number: int, *, verify: bool = False
) -> ShardLook:
    """Tell whether a shard is complete.

    Parameters
    ----------
    directory
        The folder of the run.
    frozen
        What its ``run.json`` holds.
    number
        The number of the shard.
    verify
        Look at every byte, rather than at the sizes of files.
    """
    folder = shard_folder(directory, number)
    try:
        names = set(os.listdir(folder))
    except OSError:
        return ShardLook(ShardState.CORRUPT if folder.exists() else ShardState.MISSING)
    result = read_result(folder)
    if (
        result is None
        or (result.shard, result.inputs) != (number, frozen.size_of(number))
        or result.run_sha256 != frozen.sha256
        or names != {*result.files, DONE}
        or not all(_is_whole(folder / name, seal, verify) for name, seal in result.files.items())
    ):
        return ShardLook(ShardState.CORRUPT)
    return ShardLook(ShardState.COMPLETE, result)


def read_result(folder: Path) -> ShardResult | None:
    """Return what ``done.json`` in the folder of a shard says; ``None`` if it is not whole."""
    try:
        content = (folder / DONE).read_bytes()
        result = _RESULT.validate_python(json.loads(content)["done"])
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return result if result.text.encode() == content else None


def _is_whole(path: Path, seal: Seal, verify: bool) -> bool:
    try:
        if path.stat().st_size != seal.bytes:
            return False
        return not verify or seal_of(path) == seal
    except OSError:
        return False


def seal_of(path: Path) -> Seal:
    """Return what a file is.

    Raises
    ------
    OSError
        If it cannot be read.
    """
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        return Seal(stream.tell(), digest)


class ShardWriter:
    """Writes one shard: ``write`` for the outcome of each of its inputs, then ``finish``.

    Parameters
    ----------
    directory
        The folder of a run whose inputs are frozen.
    number
        The number of the shard.

    Raises
    ------
    GongkaiError
        If the folder holds no run, or cannot be written.
    """

    def __init__(self, directory: Path, number: int) -> None:
        self._directory = directory
        self._number = number
        self._frozen = read_frozen(directory)
        self._folder = directory / SHARDS / temporary_name(number)
        self._records = self._failed = self._claims = 0
        self._failures: Counter[str] = Counter()
        formats = self._frozen.settings.formats
        try:
            self._folder.parent.mkdir(exist_ok=True)
            self._folder.mkdir()
            self._errors = LineWriter(self._folder / ERRORS, create=True)
            self._lines = PackedLines(self._folder / RECORDS) if "jsonl" in formats else None
            self._tables = _tables(self._folder) if "parquet" in formats else None
        except BaseException as error:
            remove(self._folder)
            if isinstance(error, OSError):
                raise self._error(error) from error
            raise

    def write(self, outcome: Outcome) -> None:
        """Write the outcome of the next input.

        Raises
        ------
        GongkaiError
            If it cannot be written.
        """
        if not isinstance(outcome, Success):
            self._failed += 1
            self._failures[outcome.error] += 1
            self._write_error(outcome.line)
            return
        self._records += 1
        self._claims += outcome.claims
        try:
            if self._lines is not None:
                self._lines.write(outcome.line)
            if self._tables is not None and outcome.rows is not None:
                self._tables.write(outcome.rows)
        except OSError as error:
            raise self._error(error) from error

    def _write_error(self, line: str) -> None:
        try:
            self._errors.write(line)
        except WriteError as error:
            if isinstance(error.__cause__, OSError):  # here the remedy is another
                raise self._error(error.__cause__) from error
            raise

    def finish(self) -> ShardResult:
        """Give the shard its name, when the disk has all of it, and return what it holds.

        Raises
        ------
        GongkaiError
            If not every input of the shard had an outcome, or it cannot be written.
        """
        expected = self._frozen.size_of(self._number)
        if self._records + self._failed != expected:
            raise GongkaiError(
                f"Of the {expected} inputs of shard {self._number} only "
                f"{self._records + self._failed} came to an end: run the command again."
            )
        try:
            self._close()
            result = ShardResult(
                shard=self._number,
                inputs=expected,
                records=self._records,
                failed=self._failed,
                claims=self._claims,
                failures=dict(sorted(self._failures.items())),
                run_sha256=self._frozen.sha256,
                files={path.name: _sealed(path) for path in sorted(self._folder.iterdir())},
            )
            done = self._folder / DONE
            done.write_bytes(result.text.encode())
            _sealed(done)
            sync_folder(self._folder)
            self._publish()
        except OSError as error:
            raise self._error(error) from error
        return result

    def discard(self) -> None:
        """Drop what was written; nothing happens if the shard is finished."""
        if not self._folder.exists():
            return
        for path in self._folder.iterdir():  # a full disk has room again for what closing writes
            with suppress(OSError):
                os.truncate(path, 0)
        with suppress(OSError, WriteError):
            self._close()
        remove(self._folder)

    def _close(self) -> None:
        """Finish the files; a file that cannot be finished does not keep the others open."""
        closing = [each.close for each in (self._errors, self._lines, self._tables) if each]
        errors = []
        for close in closing:
            try:
                close()
            except OSError as error:
                errors.append(error)
        if errors:
            raise errors[0]
        for path in self._tables.partials if self._tables else ():
            path.rename(path.with_name(path.name.removesuffix(PARTIAL)))

    def _publish(self) -> None:
        """Rename the folder, unless the shard is there already."""
        target = shard_folder(self._directory, self._number)
        for _ in range(3):  # another may be at the same
            try:
                self._folder.rename(target)
            except OSError:
                if not target.exists():
                    raise
            else:
                sync_folder(target.parent)
                return
            look = look_at_shard(self._directory, self._frozen, self._number, verify=True)
            if look.state is ShardState.COMPLETE:
                remove(self._folder)
                return
            aside = target.with_name(temporary_name(self._number))
            with suppress(FileNotFoundError):
                target.rename(aside)
            remove(aside)
        raise OSError(None, "others write it at the same time", str(target))

    def _error(self, error: OSError) -> WriteError:
        return cannot_write(shard_folder(self._directory, self._number), error)


def withdraw_shard(directory: Path, number: int) -> None:
    """Take a shard away, so that it is pending.

    Raises
    ------
    GongkaiError
        If it cannot be taken away.
    """
    folder = shard_folder(directory, number)
    aside = folder.with_name(temporary_name(number))
    try:
        folder.rename(aside)
    except OSError as error:
        raise cannot_write(folder, error) from error
    remove(aside)


def record_files_of(directory: Path) -> list[str]:
    """Return the files of records of a run that is complete, in the order of its inputs.

    Raises
    ------
    GongkaiError
        If the run is not complete, or writes no records.
    """
    frozen = read_frozen(directory)
    if "jsonl" not in frozen.settings.formats:
        raise GongkaiError(
            f"{directory} holds no records, since the run does not write jsonl: begin one with "
            "--format jsonl in another folder."
        )
    complete = [
        look_at_shard(directory, frozen, number).state is ShardState.COMPLETE
        for number in range(frozen.shards)
    ]
    if not all(complete):
        raise GongkaiError(
            f"{directory} is a bulk run of which {sum(complete)} shards of {frozen.shards} are "
            f"complete: finish it with gongkai bulk --output {directory}, or name the "
            f"{RECORDS} of a shard."
        )
    return [str(shard_folder(directory, number) / RECORDS) for number in range(frozen.shards)]


def _tables(folder: Path) -> FilePerTable:
    from gongkai.extract.writing.parquet import SUFFIX, ParquetWriter  # noqa: PLC0415 - slow

    return FilePerTable(folder, SUFFIX, ParquetWriter)


def _sealed(path: Path) -> Seal:
    """Wait until the disk has a file, and return what it is."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())
    return seal_of(path)


def _sha256(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()
