"""What components share: weights in one file each, of bounded size, and documents in batches."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Final, Self

from spacy.tokens import Doc

from gongkai.models.trained.arrays import MOST_BYTES
from gongkai.models.trained.linear import WeightsError

#: Name of the file that a component writes into its folder.
FILE: Final = "weights.msgpack"
#: Version of what components of networks and linear models write.
FORMAT: Final = 1


class StoredComponent(ABC):
    """A component whose weights are one file."""

    @abstractmethod
    def to_bytes(self, **_: object) -> bytes:
        """Return the weights as bytes."""

    @abstractmethod
    def from_bytes(self, data: bytes, **_: object) -> Self:
        """Read what ``to_bytes`` returned."""

    def to_disk(self, path: str | Path, **_: object) -> None:
        """Write the weights into a folder, which is made."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / FILE).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, **_: object) -> Self:
        """Read what ``to_disk`` wrote.

        Raises
        ------
        WeightsError
            If it is not there, too large, or something else.
        """
        return self.from_bytes(read_file(Path(path) / FILE, MOST_BYTES))


def read_file(file: Path, most: int) -> bytes:
    """Return what a file of a model holds; links, and what is no file, are not read.

    Parameters
    ----------
    file
        The file.
    most
        The most bytes that it may have; no more are ever read.

    Raises
    ------
    WeightsError
        If it is not there, or too large.
    """
    if file.is_symlink() or not file.is_file():
        raise WeightsError(
            f"{file} is missing, or no file: train the model, or install gongkai again."
        )
    size = file.stat().st_size
    if size > most:
        raise WeightsError(f"{file} is larger than {most} bytes: it is no part of a model.")
    with file.open("rb") as stream:
        return stream.read(size)


def batches(stream: Iterable[Doc], size: int) -> Iterator[list[Doc]]:
    """Yield documents some at a time, in order."""
    remaining = iter(stream)
    while docs := list(islice(remaining, size)):
        yield docs
