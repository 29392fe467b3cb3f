"""A program that begins a run and is killed at a place of it, as by a power cut or ``kill -9``."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NoReturn

from gongkai.extract.bulk import folder, manifest, shards
from gongkai.extract.bulk.manifest import freeze_manifest, open_run
from gongkai.extract.bulk.settings import has_run
from gongkai.extract.inputs import Input
from gongkai.extract.work import Outcome
from gongkai.extract.writing.json_lines import LineWriter
from tests.extract.bulk.runs import make, settings, tell


def die(*_: object, **__: object) -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise SystemExit  # not reached


def _after(real: Callable[..., object]) -> Callable[..., object]:
    def call(*arguments: object, **named: object) -> NoReturn:
        real(*arguments, **named)
        die()

    return call


#: Which function is replaced by what, for each place.
PLACES: Final[dict[str, tuple[Any, str, Any]]] = {
    "while the manifest is written": (manifest._Freezing, "_write", die),
    "before the manifest has its name": (Path, "rename", die),
    "before there is a run": (manifest, "replace_file", die),
    "when there is a run": (manifest, "replace_file", _after(folder.replace_file)),
    "when a shard is begun": (shards.ShardWriter, "write", die),
    "in the middle of a shard": (LineWriter, "write", die),
    "before a shard is whole": (shards, "_sealed", die),
    "before a shard has its name": (shards.ShardWriter, "_publish", die),
    "when a shard is complete": (
        shards.ShardWriter,
        "_publish",
        _after(shards.ShardWriter._publish),
    ),
}


def main(place: str, directory: Path, reports: Path) -> None:
    setattr(*PLACES[place])
    if not has_run(directory):
        freeze_manifest(directory, settings(reports))
    make(open_run(directory), task=_told)


def _told(source: Input) -> Outcome:
    return tell(source)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
