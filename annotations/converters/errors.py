"""What a converter refuses, with the place and the remedy."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gongkai.models.errors import GongkaiError


class ConverterError(GongkaiError):
    """Something that cannot be converted; the text names the place and the remedy."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was read from, or is written to.

    Attributes
    ----------
    file
        The file.
    line
        Line in it from 1, where it has lines.
    name
        Name of the passage, once it is known.
    """

    file: str
    line: int | None = None
    name: str | None = None

    def at(self, *, line: int | None = None, name: str | None = None) -> Place:
        """Return the place with its line or name made known."""
        return replace(self, line=line or self.line, name=name or self.name)

    def fault(self, message: str) -> ConverterError:
        """Return the error for something wrong here."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        passage = "" if self.name is None else f"{self.name}: "
        return ConverterError(f"{place}: {passage}{message}")
