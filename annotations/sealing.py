"""The seal on the test split: its checksum, and the record of its openings.

Nothing hides the files of the split. The seal makes a change to them visible, and the one
command that hands them out writes down when, why and for which version it did.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Final

from gongkai.annotations.corpus_files import ENDING, CorpusError
from gongkai.annotations.passages import Split

SEAL: Final = "SHA256"
OPENINGS: Final = "openings.jsonl"


@dataclass(frozen=True, slots=True)
class Opening:
    """One opening of the sealed split.

    Attributes
    ----------
    day
        Date, ``YYYY-MM-DD``.
    version
        Version of gongkai that it was opened for.
    checksum
        SHA-256 of the split.
    reason
        What for.
    """

    day: str
    version: str
    checksum: str
    reason: str


def checksum(corpus: Path) -> str:
    """Return the SHA-256 of the test split of a corpus: names and bytes of its files, in order."""
    folder = corpus / Split.TEST
    digest = hashlib.sha256()
    for file in sorted(folder.rglob(f"*{ENDING}"), key=lambda file: file.as_posix()):
        name = file.relative_to(folder).as_posix().encode()
        content = file.read_bytes()
        digest.update(f"{len(name)} {len(content)} ".encode() + name + content)
    return digest.hexdigest()


def seal(corpus: Path) -> str:
    """Seal the test split of a corpus as it stands and return its checksum."""
    value = checksum(corpus)
    (corpus / Split.TEST / SEAL).write_text(value + "\n", encoding="ascii")
    return value


def seal_fault(corpus: Path) -> str | None:
    """Say what is wrong with the seal of a corpus; ``None`` if it has no test split or is whole."""
    folder = corpus / Split.TEST
    if not any(folder.rglob(f"*{ENDING}")):
        return None
    file = folder / SEAL
    if not file.is_file():
        return f"{folder} is not sealed: seal it with gongkai annotations seal"
    if file.read_text(encoding="ascii").strip() != checksum(corpus):
        return (
            f"{folder} is not what was sealed: restore its files, or seal it anew with "
            "gongkai annotations seal if the change is meant"
        )
    return None


def record_opening(corpus: Path, version: str, reason: str) -> Opening:
    """Write down that the test split is opened.

    Parameters
    ----------
    corpus
        Folder of the corpus.
    version
        What it is opened for.
    reason
        What for, in words.

    Raises
    ------
    CorpusError
        If there is no test split, its seal is broken, or no reason is given.
    """
    if not reason.strip():
        raise CorpusError("an opening needs a reason: give one with --reason")
    if not any((corpus / Split.TEST).rglob(f"*{ENDING}")):
        raise CorpusError(f"{corpus} has no test split: there is nothing to open")
    fault = seal_fault(corpus)
    if fault is not None:
        raise CorpusError(fault)
    opening = Opening(date.today().isoformat(), version, checksum(corpus), reason.strip())
    with (corpus / Split.TEST / OPENINGS).open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(opening), ensure_ascii=False) + "\n")
    return opening


def openings(corpus: Path) -> list[Opening]:
    """Return all openings of a corpus, oldest first."""
    file = corpus / Split.TEST / OPENINGS
    if not file.is_file():
        return []
    return [Opening(**json.loads(line)) for line in file.read_text("utf-8").splitlines() if line]
