"""The places of tables in the text of a report: ``@@ NAME`` in a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from gongkai.models.document import Span

STATISTICS: Final = "statistics"
_PLACE: Final = re.compile(r"^@@ +(\w+) *(?:\n|\Z)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Place:
    """A place with the whole of its line, its line break included."""

    name: str
    span: Span


def find_places(text: str) -> Iterator[Place]:
    """Find the places in a text, in order."""
    for match in _PLACE.finditer(text):
        yield Place(match[1], Span(match.start(), match.end()))
