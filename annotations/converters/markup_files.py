"""``markup``: the format that the corpus is written in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from gongkai.annotations.converters.errors import Place
from gongkai.annotations.converters.heads import checked_name
from gongkai.annotations.converters.losses import Loss
from gongkai.annotations.converters.strict_json import read_text
from gongkai.annotations.markup import MarkupError, parse_passages, write_passage
from gongkai.annotations.markup.writing import CrossingMarksError, DifferentReadingsError
from gongkai.annotations.passages import Passage


class Markup:
    """One file in the markup of the corpus."""

    name: Final = "markup"
    loses: frozenset[Loss] = frozenset()

    def write(self, passages: Sequence[Passage], path: Path) -> None:
        """Write passages one below the other.

        Raises
        ------
        ConverterError
            If the markup cannot hold a passage: its spans cross, for one.
        """
        place = Place(str(path))
        written = [_written(passage, place.at(name=passage.head.name)) for passage in passages]
        path.write_text("\n".join(written), encoding="utf-8", newline="\n")

    def read(self, path: Path) -> list[Passage]:
        """Read a file in the markup.

        Raises
        ------
        MarkupError
            If something in it cannot be accepted.
        """
        located, faults = parse_passages(read_text(path), str(path))
        if faults:
            raise MarkupError(faults)
        return [each.passage for each in located]


def _written(passage: Passage, place: Place) -> str:
    checked_name(passage.head.name, place)
    try:
        written = write_passage(passage)
    except DifferentReadingsError as error:
        message = str(error).removeprefix(f"{passage.head.name}: ")
        raise place.fault(f"{message}: one expression has one; give them the same") from None
    except CrossingMarksError as error:
        raise place.fault(f"{error}: marks may lie in one another, but not cross") from None
    read, faults = parse_passages(written, place.file)
    if faults:
        raise place.fault(f"the markup cannot hold it: {faults[0].message}")
    if [each.passage for each in read] != [passage]:
        raise place.fault(
            "the markup reads it back as something else: put its marks in the order of the text, "
            "and each expression once"
        )
    return written
