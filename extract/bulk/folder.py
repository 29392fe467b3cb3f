"""The folder of a bulk run: what lies where, and how a file in it appears whole or not at all."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

from gongkai.extract.reading.zip_files import brief
from gongkai.extract.run_folders import MANIFEST, RUN
from gongkai.extract.writing.json_lines import WriteError
from gongkai.extract.writing.tables import PARTIAL

__all__ = [
    "LOCK",
    "LOGS",
    "MANIFEST",
    "PROGRESS",
    "RUN",
    "SHARDS",
    "cannot_write",
    "manifest_file",
    "number_name",
    "progress_file",
    "remove",
    "replace_file",
    "shard_folder",
    "sync_folder",
]

SHARDS: Final = "shards"
PROGRESS: Final = "progress"
LOGS: Final = "logs"
LOCK: Final = "lock"
_DIGITS: Final = 5


def number_name(number: int) -> str:
    """Return how a shard is called in the names of files and folders."""
    return f"{number:0{_DIGITS}}"


def shard_folder(directory: Path, number: int) -> Path:
    """Return the folder that holds the results of a shard, if it is complete."""
    return directory / SHARDS / number_name(number)


def manifest_file(manifest: Path, number: int) -> Path:
    """Return the file of the manifest that lists the inputs of a shard."""
    return manifest / f"{number_name(number)}.jsonl"


def progress_file(directory: Path, number: int) -> Path:
    """Return the file that tells who works on a shard."""
    return directory / PROGRESS / f"{number_name(number)}.json"


def replace_file(path: Path, content: str, *, durable: bool = True) -> None:
    """Write a file so that it holds either the old content or the new, whatever happens.

    Parameters
    ----------
    path
        The file.
    content
        What it shall hold.
    durable
        Wait until the disk has it.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    partial = path.with_name(f"{path.name}.{os.getpid()}{PARTIAL}")
    try:
        with partial.open("w", encoding="utf-8", newline="\n") as stream:
            stream.write(content)
            if durable:
                stream.flush()
                os.fsync(stream.fileno())
        partial.replace(path)
    except BaseException:
        with suppress(OSError):
            partial.unlink()
        raise
    if durable:
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Wait until the disk has the names in a folder, where the system can."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with suppress(OSError):  # some network file systems cannot
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove(path: Path) -> None:
    """Remove a file or a folder as far as that is possible; what stays is no result."""
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink()


def cannot_write(path: Path, error: OSError) -> WriteError:
    """Return the error of a place in the folder that cannot be written."""
    # Libraries put more words into ``strerror`` than the system has for it.
    reason = os.strerror(error.errno) if error.errno else brief(str(error))
    return WriteError(
        f"{path} cannot be written ({reason}): make room or check its rights, "
        "and run the command again, which goes on where this run stopped."
    )
