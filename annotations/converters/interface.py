"""What every converter is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from gongkai.annotations.converters.losses import Loss
from gongkai.annotations.passages import Passage


class Converter(Protocol):
    """A format that passages are written in and read from.

    What is written reads back as the same passages, apart from what ``loses`` names. What a
    whole report has beside its passage is lost before: no converter sees it.
    """

    @property
    def name(self) -> str:
        """The name it is chosen by."""

    @property
    def loses(self) -> frozenset[Loss]:
        """What the format has no place for."""

    def write(self, passages: Sequence[Passage], path: Path) -> None:
        """Write passages to a file, or a folder where the format has one file for each text.

        Raises
        ------
        ConverterError
            If the format cannot hold something that it does not declare to lose.
        OSError
            If it cannot be written.
        """

    def read(self, path: Path) -> list[Passage]:
        """Read passages.

        Raises
        ------
        ConverterError
            If something in it cannot be accepted; its text names place and remedy.
        MarkupError
            The same, for a file in the markup: it holds all faults of the file.
        OSError
            If it cannot be read.
        """
