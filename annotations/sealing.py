"""The seal on the test split of a corpus: its checksum, and the record of its openings.

A corpus is any folder with the folder ``test`` in it: the bundled corpus, the reality set, or
one of your own. Each has its own seal and its own record.

Nothing hides the files of the split. The seal makes a change to them visible, and the one
command that hands them out writes down when, why and for which version it did.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from importlib import metadata
from pathlib import Path
from typing import Final

from gongkai.annotations.corpus_files import (
    ENDING,
    SEAL,
    CorpusError,
    bundled_corpus,
    bundled_double,
    bundled_reality,
    regular_files,
)
from gongkai.annotations.passages import Split

OPENINGS: Final = "openings.jsonl"


class RecordKind(StrEnum):
    """What a line of the record tells."""

    OPENED = "opened"
    SEALED_ANEW = "sealed anew"


@dataclass(frozen=True, slots=True)
class Opening:
    """One line of the record: the sealed split was opened, or sealed anew after a change.

    Attributes
    ----------
    day
        Date, ``YYYY-MM-DD``.
    version
        Version of gongkai that did it.
    checksum
        SHA-256 of the split, after the change if it was sealed anew.
    reason
        What for.
    kind
        Which of the two.
    """

    day: str
    version: str
    checksum: str
    reason: str
    kind: str = RecordKind.OPENED.value


def checksum(corpus: Path) -> str:
    """Return the SHA-256 of the test split of a corpus: names and bytes of its files, in order."""
    folder = corpus / Split.TEST
    digest = hashlib.sha256()
    for file in regular_files(folder):
        name = os.fsencode(file.relative_to(folder).as_posix())
        content = file.read_bytes()
        digest.update(f"{len(name)} {len(content)} ".encode() + name + content)
    return digest.hexdigest()


def seal(corpus: Path, version: str | None = None, again: str | None = None) -> str:
    """Seal the test split of a corpus as it stands and return its checksum.

    Parameters
    ----------
    corpus
        Folder of the corpus.
    version
        Version of gongkai that seals it; the one installed if left out.
    again
        Why it is sealed anew, for a split that was sealed before and has changed since. That is
        recorded.

    Raises
    ------
    CorpusError
        If there is no test split, or it has changed since it was sealed and no reason is given.
    """
    folder = corpus / Split.TEST
    if not regular_files(folder):
        raise CorpusError(
            f"{corpus} has no test split: there is nothing to seal; give the folder of a corpus "
            "that has one"
        )
    value = checksum(corpus)
    seal_file = folder / SEAL
    before = seal_file.read_bytes().strip() if seal_file.is_file() else None
    if before == value.encode():
        return value
    if before is not None or (folder / OPENINGS).exists():
        if again is None:
            raise CorpusError(
                f"{folder} was sealed before and is not what it was then: restore its files, or "
                "say with --again REASON why it is sealed anew"
            )
        kind = RecordKind.SEALED_ANEW.value
        by = version or metadata.version("gongkai")
        anew = Opening(_today(), by, value, _checked_reason(again), kind)
        _write_record(folder / OPENINGS, anew)
    seal_file.write_text(value + "\n", encoding="ascii")
    return value


def seal_fault(corpus: Path) -> str | None:
    """Say what is wrong with the seal of a corpus; ``None`` if it has no test split or is whole."""
    folder = corpus / Split.TEST
    if not regular_files(folder):
        return None
    file = folder / SEAL
    if not file.is_file():
        return f"{folder} is not sealed: seal it with gongkai annotations seal {corpus}"
    if file.read_bytes().strip() != checksum(corpus).encode():
        return (
            f"{folder} is not what was sealed: restore its files, or if the change is meant, seal "
            f"it anew with gongkai annotations seal {corpus} --again REASON"
        )
    return None


def sealed(path: str | os.PathLike[str]) -> bool:
    """Tell whether a path lies in a sealed test split, or holds one.

    A test split is sealed when it has a seal, whole or broken. The test splits that come with
    gongkai, those of the reality set and of the passages annotated twice among them, always
    count. Links are looked through.
    """
    return any(_is_sealed(folder) for folder in _folders_around(Path(path)))


def _folders_around(path: Path) -> Iterator[Path]:
    """Yield the folders a path lies in, by its name and in truth, and the folders within it."""
    for whole in (Path(os.path.abspath(path)), path.resolve()):
        yield from (whole, *whole.parents)
    for place, _, names in os.walk(path):
        yield Path(place)
        links = (Path(place, name) for name in names if name.endswith(ENDING))
        for link in links:
            if link.is_symlink():
                yield from link.resolve().parents


def _is_sealed(folder: Path) -> bool:
    if folder.name != Split.TEST:
        return False
    parent = folder.resolve().parent
    bundled = parent in {bundled_corpus().resolve(), bundled_reality().resolve()}
    twice = parent.parent == bundled_double().resolve()
    return bundled or twice or (folder / SEAL).is_file()


def require_openable(corpus: Path, reason: str) -> None:
    """Check that the test split of a corpus can be opened for a reason.

    Raises
    ------
    CorpusError
        If there is no test split, its seal is broken, or no reason is given.
    """
    _checked_reason(reason)
    if not regular_files(corpus / Split.TEST):
        raise CorpusError(f"{corpus} has no test split: there is nothing to open")
    fault = seal_fault(corpus)
    if fault is not None:
        raise CorpusError(fault)


def record_opening(corpus: Path, version: str, reason: str, record: Path | None = None) -> Opening:
    """Write down that the test split is opened.

    Parameters
    ----------
    corpus
        Folder of the corpus.
    version
        What it is opened for.
    reason
        What for, in words.
    record
        The file to write it to; beside the seal if left out.

    Raises
    ------
    CorpusError
        If there is no test split, its seal is broken, no reason is given, or the record cannot
        be written.
    """
    require_openable(corpus, reason)
    opening = Opening(_today(), version, checksum(corpus), _checked_reason(reason))
    _write_record(record or corpus / Split.TEST / OPENINGS, opening)
    return opening


def openings(corpus: Path) -> list[Opening]:
    """Return what is recorded beside the seal of a corpus, oldest first.

    Raises
    ------
    CorpusError
        If a line of the record cannot be read.
    """
    file = corpus / Split.TEST / OPENINGS
    if not file.is_file():
        return []
    found = []
    for number, line in enumerate(file.read_bytes().splitlines(), 1):
        try:
            found.append(Opening(**json.loads(line)))
        except (ValueError, TypeError):
            raise CorpusError(
                f"{file}:{number}: this is no line of the record: restore the file"
            ) from None
    return found


def _today() -> str:
    return date.today().isoformat()


def _checked_reason(reason: str) -> str:
    if not reason.strip():
        raise CorpusError("an opening or a new seal needs a reason: write one")
    try:
        reason.encode()
    except UnicodeEncodeError:
        raise CorpusError("the reason is not UTF-8: write it again in UTF-8") from None
    return reason.strip()


def _write_record(file: Path, opening: Opening) -> None:
    line = json.dumps(asdict(opening), ensure_ascii=False) + "\n"
    try:
        with file.open("a", encoding="utf-8", newline="\n") as stream:
            stream.write(line)
    except OSError as error:
        raise CorpusError(
            f"{file} cannot be written ({error.strerror}), and nothing is opened or sealed anew "
            "without a record: for an opening, name another file with --record"
        ) from None
