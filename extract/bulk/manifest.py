"""The manifest: which input belongs to which shard, frozen before anything is read.

What is added to a folder later moves nothing, since a run that goes on reads the manifest and not
the folder; what is gone by then is an error of its own.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Final

from gongkai.extract.bulk.folder import (
    MANIFEST,
    PROGRESS,
    RUN,
    SHARDS,
    cannot_write,
    manifest_file,
    remove,
    replace_file,
    sync_folder,
)
from gongkai.extract.bulk.references import from_reference, to_reference
from gongkai.extract.bulk.settings import BulkSettings, Frozen, has_run, read_frozen
from gongkai.extract.bulk.shards import ShardState, look_at_shard, withdraw_shard
from gongkai.extract.errors import GongkaiError
from gongkai.extract.input_names import readable_name
from gongkai.extract.inputs import Columns, Input, InputError, Survey, surveyed_inputs
from gongkai.extract.writing.tables import PARTIAL

#: The checksum of each file of the manifest, as ``sha256sum --check`` takes them.
CHECKSUMS: Final = "sha256.txt"
_FILE: Final = re.compile(rf"\d{{5,}}\.jsonl|{re.escape(CHECKSUMS)}")
_TEMPORARY: Final = f".{MANIFEST}{PARTIAL}"
_SHA256_DIGITS: Final = 64


class BulkRun:
    """A run whose inputs are frozen.

    Parameters
    ----------
    directory
        The folder of the run.
    frozen
        What its ``run.json`` holds.

    Attributes
    ----------
    directory, frozen
        As given.
    """

    def __init__(self, directory: Path, frozen: Frozen) -> None:
        self.directory = directory
        self.frozen = frozen

    @property
    def settings(self) -> BulkSettings:
        """What the run does."""
        return self.frozen.settings

    @property
    def total(self) -> int:
        """Number of inputs."""
        return self.frozen.inputs

    @property
    def shards(self) -> int:
        """Number of shards."""
        return self.frozen.shards

    def size_of(self, number: int) -> int:
        """Return the number of inputs of a shard."""
        return self.frozen.size_of(number)

    def inputs_of(self, number: int) -> Iterator[Input]:
        """Yield the inputs of a shard, in their order.

        Raises
        ------
        GongkaiError
            If the manifest is not what was frozen.
        """
        path = manifest_file(self.directory / MANIFEST, number)
        lines = self._content(number).splitlines()
        # A line more or less, whatever the checksum says, would move what stands behind it.
        if len(lines) != self.size_of(number):
            raise _altered(path)
        for line in lines:
            try:
                reference = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise _altered(path) from error
            yield from_reference(reference)

    def pending(self, *, verify: bool = False) -> list[int]:
        """Return the numbers of the shards that are not complete, the corrupt among them.

        Parameters
        ----------
        verify
            Look at every byte of the complete ones and of the manifest, rather than at the sizes
            of files.

        Raises
        ------
        GongkaiError
            If the manifest was looked at, and is not what was frozen.
        """
        if verify:
            self.check_manifest()
        return [
            number
            for number in range(self.shards)
            if look_at_shard(self.directory, self.frozen, number, verify=verify).state
            is not ShardState.COMPLETE
        ]

    def withdraw_failed(self) -> None:
        """Make all complete shards pending in which inputs failed.

        Raises
        ------
        GongkaiError
            If a shard cannot be taken away.
        """
        for number in range(self.shards):
            result = look_at_shard(self.directory, self.frozen, number).result
            if result is not None and result.failed:
                withdraw_shard(self.directory, number)

    def check_manifest(self) -> None:
        """Check that every byte of the manifest is what was frozen.

        Raises
        ------
        GongkaiError
            If not.
        """
        for number in range(self.shards):
            self._content(number)

    def _content(self, number: int) -> bytes:
        path = manifest_file(self.directory / MANIFEST, number)
        content = _read(path)
        if hashlib.sha256(content).hexdigest() not in self._checksums[number : number + 1]:
            raise _altered(path)
        return content

    @cached_property
    def _checksums(self) -> list[str]:
        path = self.directory / MANIFEST / CHECKSUMS
        content = _read(path)
        if hashlib.sha256(content).hexdigest() != self.frozen.manifest_sha256:
            raise _altered(path)
        return [line[:_SHA256_DIGITS] for line in content.decode().splitlines()]


def open_run(directory: Path) -> BulkRun:
    """Return the run in a folder.

    Raises
    ------
    GongkaiError
        If there is none, or none of this version.
    """
    return BulkRun(directory, read_frozen(directory))


def freeze_manifest(
    directory: Path, settings: BulkSettings, told: Callable[[int], None] = lambda number: None
) -> None:
    """Find the inputs and write down which shard each belongs to, and what the run does.

    Memory does not grow with the number of inputs, but for some 32 bytes each where several
    arguments, or the rows of a table, may hold the same.

    Parameters
    ----------
    directory
        The folder of the run; it is created.
    settings
        What the run does.
    told
        Is told how many inputs were found, now and then.

    Raises
    ------
    InputError
        If an argument does not exist, if nothing readable is found, or if two inputs would get
        the same uri.
    GongkaiError
        If the folder holds a run already, or what is left of one, or cannot be written.
    """
    _check_is_free(directory)
    _check_are_text(settings.inputs)
    temporary = directory / _TEMPORARY
    try:
        directory.mkdir(parents=True, exist_ok=True)
        remove(temporary)
        temporary.mkdir()
        frozen = _Freezing(temporary, settings, told).frozen()
        sync_folder(temporary)
        _check_is_free(directory)  # where no lock keeps others away, one may have been quicker
        remove(directory / MANIFEST)  # of a run that was stopped while freezing
        temporary.rename(directory / MANIFEST)
        sync_folder(directory)
        replace_file(directory / RUN, frozen.text)
    except OSError as error:
        raise cannot_write(directory, error) from error
    finally:
        remove(temporary)


def _check_is_free(directory: Path) -> None:
    """Refuse a folder that holds what freezing would destroy, or take for its own.

    A run that was stopped while freezing leaves a manifest alone, since shards come behind
    ``run.json``. Where they are and it is not, it was lost, and they may be the work of weeks.
    """
    if has_run(directory):
        raise GongkaiError(f"{directory} holds a run already: name another folder.")
    for name in (SHARDS, PROGRESS, MANIFEST):
        path = directory / name
        if name == MANIFEST and all(map(_FILE.fullmatch, _names_in(path))):
            continue
        if _names_in(path):
            raise GongkaiError(
                f"{path} is there, but no {RUN} beside it: restore that from a copy to go on with "
                "the run, or name another folder."
            )


def _names_in(path: Path) -> list[str]:
    """Return what a folder holds; of a file its name, and nothing where nothing is."""
    try:
        return os.listdir(path)
    except FileNotFoundError:
        return []
    except NotADirectoryError:
        return [path.name] if os.path.lexists(path) else []
    except OSError as error:
        raise cannot_write(path, error) from error


def _check_are_text(arguments: tuple[str, ...]) -> None:
    """Refuse arguments that no file of text can hold; what lies in folders may be called so."""
    for argument in arguments:
        try:
            argument.encode()
        except UnicodeEncodeError as error:
            raise InputError(
                f"{readable_name(argument)} is not named in the encoding of this system: name the "
                "folder that holds it."
            ) from error


class _Freezing:
    """Writes the files of a manifest."""

    def __init__(self, manifest: Path, settings: BulkSettings, told: Callable[[int], None]) -> None:
        self._manifest = manifest
        self._settings = settings
        self._told = told
        self._survey = Survey()
        self._checksums: list[str] = []

    def frozen(self) -> Frozen:
        """Write all files and return what ``run.json`` has to hold."""
        lines = map(_line, self._found())
        while packed := b"".join(islice(lines, self._settings.shard_size)):
            self._write(manifest_file(self._manifest, len(self._checksums)), packed)
            self._checksums.append(hashlib.sha256(packed).hexdigest())
            self._told(self._survey.total)
        listed = "".join(
            f"{checksum}  {manifest_file(self._manifest, number).name}\n"
            for number, checksum in enumerate(self._checksums)
        ).encode()
        self._write(self._manifest / CHECKSUMS, listed)
        return Frozen(
            settings=self._settings,
            inputs=self._survey.total,
            shards=len(self._checksums),
            skipped=dict(sorted(self._survey.skipped.items())),
            manifest_sha256=hashlib.sha256(listed).hexdigest(),
        )

    def _found(self) -> Iterator[Input]:
        wanted = self._settings
        columns = Columns(wanted.text_column, wanted.bytes_column, wanted.uri_column)
        return surveyed_inputs(wanted.inputs, columns, self._survey)

    @staticmethod
    def _write(path: Path, content: bytes) -> None:
        with path.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())


def _line(source: Input) -> bytes:
    reference = to_reference(source)
    line = json.dumps(reference, ensure_ascii=False, separators=(",", ":")) + "\n"
    try:
        return line.encode()
    except UnicodeEncodeError:  # the name of a file that is no text
        return (json.dumps(reference, separators=(",", ":")) + "\n").encode()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise GongkaiError(
            f"{path} cannot be opened ({error.strerror}): restore it from a copy, or begin anew in "
            "another folder."
        ) from error


def _altered(path: Path) -> GongkaiError:
    return GongkaiError(
        f"{path} is not what was written when the run began: restore it from a copy, or begin "
        "anew in another folder."
    )
