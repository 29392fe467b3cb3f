"""What the markup refuses, with the place and the remedy."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.annotations.markup.invisible import show
from gongkai.models.errors import GongkaiError


@dataclass(frozen=True, slots=True)
class MarkupFault:
    """Something in a corpus file that cannot be accepted.

    Attributes
    ----------
    file, line
        Where it stands; lines count from 1.
    message
        What is wrong and what to do about it, in one sentence.
    """

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        """Return the fault as one line; control characters of the file are escaped."""
        return show(f"{self.file}:{self.line}: {self.message}")


class MarkupError(GongkaiError):
    """A corpus file that cannot be read.

    Attributes
    ----------
    faults
        Everything that was found wrong.
    """

    def __init__(self, faults: list[MarkupFault]) -> None:
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        super().__init__(f"{faults[0]}{more}")
        self.faults = tuple(faults)


class PassageFaultError(Exception):
    """A fault inside a passage, on its way to the reader of the file.

    Attributes
    ----------
    line
        Line within the part that is being read, from 0.
    """

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message
