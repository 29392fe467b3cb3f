"""Passages written back into files in the markup."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from gongkai.annotations.markup import write_passage
from gongkai.annotations.passages import Located


def write_markup(passages: Iterable[Located], directory: Path) -> list[Path]:
    """Write passages into one file for each file they came from.

    Returns
    -------
    list of Path
        The files written: ``AUTHOR/NN.txt`` below the directory.
    """
    written = []
    for (author, name), group in groupby(passages, key=_file):
        target = directory / author / name
        target.parent.mkdir(parents=True, exist_ok=True)
        text = "\n".join(write_passage(located.passage) for located in group)
        target.write_text(text, encoding="utf-8", newline="\n")
        written.append(target)
    return written


def _file(located: Located) -> tuple[str, str]:
    return located.author, Path(located.file).name
