"""The files of a corpus: ``SPLIT/AUTHOR/NN.txt`` below its folder."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Final

from gongkai.annotations.markup import MarkupFault, parse_passages
from gongkai.annotations.markup.reading import read_files
from gongkai.annotations.passages import Located, Split
from gongkai.annotations.whole_reports import ReportSource, parse_reports
from gongkai.models.errors import GongkaiError

_TITLE: Final = re.compile(r"^title:", re.MULTILINE)
ENDING: Final = ".txt"


class CorpusError(GongkaiError):
    """A corpus that cannot be found or used."""


def bundled_corpus() -> Path:
    """Return the folder of the corpus that comes with the package."""
    return Path(str(files("gongkai.annotations"))) / "corpus"


def bundled_double() -> Path:
    """Return the folder of the passages that were annotated twice."""
    return Path(str(files("gongkai.annotations"))) / "double"


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


@dataclass(frozen=True, slots=True)
class Corpus:
    """What was read from the files of a corpus.

    Attributes
    ----------
    passages
        The passages, in order of their files.
    reports
        The whole reports, in order of their files; each with its split and author.
    faults
        What could not be read.
    """

    passages: list[Located]
    reports: list[ReportSource]
    faults: list[MarkupFault]

    @property
    def located(self) -> list[Located]:
        """The passages and, behind them, the texts of the reports without their tables."""
        return [*self.passages, *(report.located for report in self.reports)]


def read_corpus(path: str | os.PathLike[str], splits: frozenset[Split] | None = None) -> Corpus:
    """Read the corpus files at a path.

    Parameters
    ----------
    path
        A file, or a folder that is searched with its subfolders.
    splits
        If given, files in the folders of other splits are left alone.

    Raises
    ------
    CorpusError
        If there are no files.
    """
    wanted = [
        file
        for file in find_files(path)
        if splits is None or place_of(file)[0] not in set(Split) - splits
    ]
    found, faults = read_files(wanted, _parse)
    corpus = Corpus([], [], faults)
    for file, each in found:
        split, author = place_of(file)
        if isinstance(each, ReportSource):
            located = replace(each.located, split=split, author=author)
            corpus.reports.append(replace(each, located=located))
        else:
            corpus.passages.append(replace(each, split=split, author=author))
    return corpus


def _parse(source: str, file: str) -> tuple[list[Located | ReportSource], list[MarkupFault]]:
    """Read a file of passages, or of whole reports, whose heads have titles."""
    parse: Callable[[str, str], tuple[Sequence[Located | ReportSource], list[MarkupFault]]]
    parse = parse_reports if _TITLE.search(source) else parse_passages
    found, faults = parse(source, file)
    return list(found), faults


def place_of(file: Path) -> tuple[str, str]:
    """Return split and author of a file, from the folders it is in; empty where it is in none."""
    parts: Iterator[str] = reversed(file.resolve().parts[:-1])
    author = next(parts, "")
    split = next(parts, "")
    return (split, author) if split in set(Split) else ("", "")
