"""The files of a corpus: ``SPLIT/AUTHOR/NN.txt`` below its folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Final

from gongkai.annotations.markup import MarkupFault, parse_passages
from gongkai.annotations.markup.reading import read_files
from gongkai.annotations.passages import Located, Split
from gongkai.models.errors import GongkaiError

ENDING: Final = ".txt"


class CorpusError(GongkaiError):
    """A corpus that cannot be found or used."""


def bundled_corpus() -> Path:
    """Return the folder of the corpus that comes with the package."""
    return Path(str(files("gongkai.annotations"))) / "corpus"


def find_files(path: str | os.PathLike[str]) -> list[Path]:
    """Return the corpus files at a path: the file itself, or those in a folder and below, sorted.

    Raises
    ------
    CorpusError
        If there are none.
    """
    path = Path(path)
    if path.is_file():
        return [path]
    found = sorted(path.rglob(f"*{ENDING}")) if path.is_dir() else []
    if not found:
        raise CorpusError(
            f"{path} holds no corpus: give a {ENDING} file in the markup or a folder of such files."
        )
    return found


def read_corpus(
    path: str | os.PathLike[str], splits: frozenset[Split] | None = None
) -> tuple[list[Located], list[MarkupFault]]:
    """Read the corpus files at a path.

    Parameters
    ----------
    path
        A file, or a folder that is searched with its subfolders.
    splits
        If given, files in the folders of other splits are left alone.

    Returns
    -------
    tuple
        The passages that could be read, in order of their files, and all faults.

    Raises
    ------
    CorpusError
        If there are no files.
    """
    wanted = [
        file
        for file in find_files(path)
        if splits is None or place(file)[0] not in set(Split) - splits
    ]
    found, faults = read_files(wanted, parse_passages)
    passages = []
    for file, located in found:
        split, author = place(file)
        passages.append(replace(located, split=split, author=author))
    return passages, faults


def place(file: Path) -> tuple[str, str]:
    """Return split and author of a file, from the folders it is in; empty where it is in none."""
    parts: Iterator[str] = reversed(file.resolve().parts[:-1])
    author = next(parts, "")
    split = next(parts, "")
    return (split, author) if split in set(Split) else ("", "")
