"""The files of a corpus: ``SPLIT/AUTHOR/NN.txt`` below its folder."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Final, TypeVar

from gongkai.annotations.markup import MarkupFault, parse_passages
from gongkai.annotations.markup.reading import read_files
from gongkai.annotations.passages import Located, Split
from gongkai.annotations.whole_reports import ReportSource, parse_reports
from gongkai.models.errors import GongkaiError

_TITLE: Final = re.compile(r"^title:", re.MULTILINE)
_HEAD_END: Final = re.compile(r"^---\r?$", re.MULTILINE)
ENDING: Final = ".txt"
#: Name of the file in a test split that holds its checksum.
SEAL: Final = "SHA256"
#: The most that one corpus file may hold, in bytes; those of the corpus have a hundredth.
MOST_BYTES: Final = 20_000_000
Parsed = TypeVar("Parsed")


class CorpusError(GongkaiError):
    """A corpus that cannot be found or used."""


def bundled_corpus() -> Path:
    """Return the folder of the corpus that comes with the package."""
    return Path(str(files("gongkai.annotations"))) / "corpus"


def bundled_double() -> Path:
    """Return the folder of the passages that were annotated twice."""
    return Path(str(files("gongkai.annotations"))) / "double"


def bundled_reality() -> Path:
    """Return the folder of the passages that follow real reports at the density they come with."""
    return Path(str(files("gongkai.annotations"))) / "reality"


def bundled_sentences() -> Path:
    """Return the folder of the sentences annotated for training."""
    return Path(str(files("gongkai.annotations"))) / "sentences"


def folder_of(path: Path | None) -> Path:
    """Return the place that is meant by a path or by the name of what comes with gongkai.

    Parameters
    ----------
    path
        A path; ``corpus``, ``reality`` or ``sentences``, or what lies in one of them
        (``reality/dev``), where nothing lies under that path; or ``None`` for the corpus.
    """
    if path is None:
        return bundled_corpus()
    sets = {"corpus": bundled_corpus, "reality": bundled_reality, "sentences": bundled_sentences}
    name, *below = path.parts or ("",)
    if name not in sets or os.path.lexists(path):
        return path
    inside = sets[name]().joinpath(*below)
    return inside if inside.exists() else path


def find_files(path: str | os.PathLike[str]) -> list[Path]:
    """Return the corpus files at a path: the file itself, or those in a folder and below, sorted.

    Links to folders and things that are named as corpus files and are none (pipes, devices) are
    among them, so that whoever reads them can say so. Links are not followed.

    Raises
    ------
    CorpusError
        If there are none.
    OSError
        If a folder cannot be listed.
    """
    path = Path(path)
    if path.is_file():
        return [path]
    found = _search(path) if path.is_dir() else []
    if not found:
        raise CorpusError(
            f"{path} holds no corpus: give a {ENDING} file in the markup or a folder of such files."
        )
    return found


def regular_files(folder: Path) -> list[Path]:
    """Return the corpus files in a folder and below that can be read, sorted; it may be missing."""
    return [file for file in _search(folder) if file.is_file()] if folder.is_dir() else []


def _search(folder: Path) -> list[Path]:
    found = []
    for place, folders, names in os.walk(folder, onerror=_raise):
        found += [Path(place, name) for name in names if name.endswith(ENDING)]
        found += [link for name in folders if (link := Path(place, name)).is_symlink()]
    return sorted(found, key=Path.as_posix)


def _raise(error: OSError) -> None:
    raise error


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


def read_corpus(
    path: str | os.PathLike[str],
    splits: frozenset[Split] | None = None,
    without: frozenset[Path] = frozenset(),
) -> Corpus:
    """Read the corpus files at a path.

    Parameters
    ----------
    path
        A file, or a folder that is searched with its subfolders.
    splits
        If given, files in the folders of other splits are left alone.
    without
        Files that are left alone, as ``find_files`` names them.

    Raises
    ------
    CorpusError
        If there are no files.
    OSError
        If a folder cannot be listed. A file that cannot be read is a fault.
    """
    outer = _way_from_split(Path(path))
    places = {file: _place(_below(file, Path(path)), outer) for file in find_files(path)}
    left_alone = frozenset[str]() if splits is None else frozenset(Split) - splits
    corpus = Corpus([], [], [])
    for file, (split, author) in places.items():
        if split in left_alone or file in without:
            continue
        found, faults = read_file(file, _parse)
        corpus.faults.extend(faults)
        for each in found:
            if isinstance(each, ReportSource):
                located = replace(each.located, split=split, author=author)
                corpus.reports.append(replace(each, located=located))
            else:
                corpus.passages.append(replace(each, split=split, author=author))
    return corpus


def read_file(
    file: Path, parse: Callable[[str, str], tuple[list[Parsed], list[MarkupFault]]]
) -> tuple[list[Parsed], list[MarkupFault]]:
    """Read one file with a parser; what keeps it from being read is a fault of it."""
    try:
        refusal = _refusal(file)
        if refusal is None:
            found, faults = read_files([file], parse)
            return [each for _, each in found], faults
    except OSError as error:
        refusal = f"the file cannot be read ({error.strerror}): check its rights"
    return [], [MarkupFault(str(file), 1, refusal)]


def _refusal(file: Path) -> str | None:
    """Say why something is not read at all; a pipe would never end."""
    if file.is_dir():
        return "links to folders are not followed: put the folder here, or read it by its own path"
    if not file.is_file():
        return "this is no regular file: take it away or give it another name"
    if file.stat().st_size > MOST_BYTES:
        return f"the file has more than {MOST_BYTES // 1_000_000} MB: cut it into several"
    return None


def _parse(source: str, file: str) -> tuple[list[Located | ReportSource], list[MarkupFault]]:
    """Read a file of passages, or of whole reports, whose heads have titles."""
    parse: Callable[[str, str], tuple[Sequence[Located | ReportSource], list[MarkupFault]]]
    parse = parse_reports if _holds_reports(source) else parse_passages
    found, faults = parse(source, file)
    return list(found), faults


def _holds_reports(source: str) -> bool:
    """Tell whether the first head has a title, as those of whole reports have."""
    _, _, behind = f"\n{source}".partition("\n===")
    head = _HEAD_END.split(behind, maxsplit=1)[0]
    return _TITLE.search(head) is not None


def place_of(file: Path, given: Path) -> tuple[str, str]:
    """Return split and author of a file; empty where it is in none.

    The split is the first folder named ``train``, ``dev`` or ``test`` on the way from the path
    that was given down to the file; the folder below it is the author's. Where there is none on
    the way, the path given may itself lie in a split: in the nearest folder of such a name that
    has another split beside it or a seal in it. A folder that merely has the name does not count.

    Parameters
    ----------
    file
        The file.
    given
        The path that was to be read: the file itself or a folder above it.
    """
    return _place(_below(file, given), _way_from_split(given))


def _place(below: tuple[str, ...], outer: tuple[str, ...]) -> tuple[str, str]:
    first = next((number for number, name in enumerate(below) if name in set(Split)), None)
    way = (*outer, *below) if first is None else below[first:]
    return (way[0], way[1] if len(way) > 1 else "") if way and way[0] in set(Split) else ("", "")


def _below(file: Path, given: Path) -> tuple[str, ...]:
    """Return the folders from the path given down to a file."""
    return () if file == given else file.relative_to(given).parts[:-1]


def _way_from_split(given: Path) -> tuple[str, ...]:
    """Return the folders from the split that a path lies in down to the path; empty if in none."""
    for whole in (Path(os.path.abspath(given)), given.resolve()):
        start = whole.parent if whole.is_file() else whole
        for folder in (start, *start.parents):
            if folder.name in set(Split) and _is_split(folder):
                return (folder.name, *start.relative_to(folder).parts)
    return ()


def _is_split(folder: Path) -> bool:
    others = set(Split) - {folder.name}
    return (folder / SEAL).is_file() or any((folder.parent / each).is_dir() for each in others)
