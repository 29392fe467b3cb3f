"""Made-up reports on disk: JSON lines of uri and text, or a text file for each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from itertools import islice
from pathlib import Path

from gongkai.evaluate.benchmark.whole_reports.composing import WholeReport
from gongkai.models.errors import GongkaiError


class Storage(StrEnum):
    """How reports are kept."""

    JSONL = "jsonl"
    TEXT = "text"


def write_whole_reports(
    directory: Path,
    reports: Iterable[WholeReport],
    *,
    storage: Storage,
    per_file: int,
    done: Callable[[int], object] = lambda _: None,
) -> list[Path]:
    """Write reports into a new folder.

    Parameters
    ----------
    directory
        The folder; it is made, and must be empty if it is there.
    reports
        The reports.
    storage
        ``jsonl`` writes ``00000.jsonl`` and so on, a line a report with the keys ``uri`` and
        ``text``; ``text`` writes folders ``00000`` and so on with a file a report.
    per_file
        How many reports a file, or a folder, holds.
    done
        Called with the number of reports written so far, after each file or folder.

    Returns
    -------
    list[Path]
        The files, or the folders.

    Raises
    ------
    GongkaiError
        If the folder holds something: what is left of another collection would be taken for part
        of this one.
    OSError
        If they cannot be written.
    """
    if directory.is_dir() and any(directory.iterdir()):
        raise GongkaiError(f"{directory} holds files: name another folder, or empty it first.")
    directory.mkdir(parents=True, exist_ok=True)
    write = _write_lines if storage is Storage.JSONL else _write_texts
    paths: list[Path] = []
    total = 0
    for number, some in enumerate(_in_groups(iter(reports), per_file)):
        paths.append(write(directory, number, some))
        total += len(some)
        done(total)
    return paths


def _in_groups(reports: Iterator[WholeReport], size: int) -> Iterator[list[WholeReport]]:
    while group := list(islice(reports, size)):
        yield group


def _write_lines(directory: Path, number: int, reports: list[WholeReport]) -> Path:
    path = directory / f"{number:05}.jsonl"
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        for report in reports:
            line = {"uri": report.uri, "text": report.text}
            stream.write(json.dumps(line, ensure_ascii=False) + "\n")
    return path


def _write_texts(directory: Path, number: int, reports: list[WholeReport]) -> Path:
    folder = directory / f"{number:05}"
    folder.mkdir()
    for report in reports:
        name = report.uri.rpartition("/")[2]
        (folder / name).write_text(report.text, encoding="utf-8", newline="")
    return folder
