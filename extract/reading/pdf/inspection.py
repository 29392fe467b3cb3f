"""What the pages of a PDF file would take, told before pdfium reads them.

pdfium reads all that a page draws at once and cannot be stopped, so that a file of a few kilobytes
may take hours, or all memory: its drawing commands unpack to hundreds of megabytes, or forms draw
forms that draw forms, each ten times. Here the drawing commands of each page are counted, those of
a form each time that it is drawn, and a file beyond the limits is refused.

A file that is packed in an unusual way, or encrypted (as files are that open without a password but
must not be printed), is not seen through: whoever reads files of strangers in bulk still needs
limits of time and memory for each, as ``gongkai extract --workers`` has them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from gongkai.extract.errors import ReadError
from gongkai.extract.reading.limits import (
    PDF_COMMAND_BYTES,
    PDF_FORM_NAMES,
    PDF_PAGE_COMMAND_BYTES,
)
from gongkai.extract.reading.pdf.objects import REFERENCE, PdfObject, objects_of

_CONTENTS: Final = re.compile(rb"/Contents[\s\0]*(\[[^\[\]]*\]|\d{1,10}[\s\0]+\d{1,5}[\s\0]+R)")
_KIDS: Final = re.compile(rb"/Kids[\s\0]*\[([^\[\]]*)\]")
_NAMED: Final = re.compile(rb"/([^\s\0/<>\[\]()]{1,100})[\s\0]+(\d{1,10})[\s\0]+\d{1,5}[\s\0]+R")
_DRAWN: Final = re.compile(rb"/([^\s\0/<>\[\]()]{1,100})[\s\0]+Do\b")
_FORM: Final = re.compile(rb"/Subtype[\s\0]*/Form\b")
#: So deep in each other forms are counted; pdfium does not go much deeper.
_DEPTH: Final = 30
#: From a form to the dictionary that names others: its resources, and their part for forms.
_RESOURCE_STEPS: Final = 2
#: What it takes to draw a form even if it is empty.
_LEAST: Final = 100

Objects = Mapping[int, Sequence[PdfObject]]


def refuse_endless(data: bytes) -> None:
    """Refuse a file whose pages draw more than any page of a report does.

    Raises
    ------
    ReadError
        ``too_large``.
    """
    objects = objects_of(data, PDF_COMMAND_BYTES)
    pages = [
        (number, match[1])
        for number, versions in objects.items()
        for each in versions
        if (match := _CONTENTS.search(each.entries))
    ]
    drawing = _Drawing(objects)
    shown = _times_shown(objects)
    total = 0
    for number, contents in pages:
        taken = sum(drawing.taken(int(stream)) for stream in REFERENCE.findall(contents))
        total += taken * max(shown[number], 1)
        if taken > PDF_PAGE_COMMAND_BYTES or total > PDF_COMMAND_BYTES:
            raise _too_large()


def _too_large() -> ReadError:
    return ReadError(
        "too_large",
        "The pages of the PDF file draw more than those of any report; save it as Word or plain "
        "text, or scan it.",
    )


def _times_shown(objects: Objects) -> Counter[int]:
    """Count how often each page stands in the list of pages."""
    shown: Counter[int] = Counter()
    for each in _every(objects):
        for kids in _KIDS.findall(each.entries):
            shown.update(map(int, REFERENCE.findall(kids)))
    return shown


def _every(objects: Objects) -> Iterator[PdfObject]:
    for versions in objects.values():
        yield from versions


@dataclass(slots=True)
class _Commands:
    """The drawing commands of a stream: how many bytes, and how often it draws what by name."""

    size: int
    drawn: Counter[bytes]


class _Drawing:
    """What streams draw, with the forms in them."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._room = PDF_COMMAND_BYTES
        self._commands: dict[int, _Commands] = {}
        self._taken_by_pages: dict[int, int] = {}
        self._forms = {
            number
            for number, versions in objects.items()
            if any(each.packed is not None and _FORM.search(each.entries) for each in versions)
        }
        # A page, or a form without resources of its own, may draw any form of a name.
        self._by_name = self._named(_every(objects)) if self._forms else {}
        self._taken = self._taken_by_forms()

    def taken(self, number: int) -> int:
        """Return the bytes of all commands of a stream of a page, or of a list of streams."""
        if number not in self._taken_by_pages:
            versions = self._objects.get(number, ())
            listed = [each for one in versions if one.packed is None for each in one.references()]
            self._taken_by_pages[number] = sum(map(self._taken_by_stream, [number, *listed]))
        return self._taken_by_pages[number]

    def _taken_by_stream(self, number: int) -> int:
        return self._whole(self._read(number), self._by_name, self._taken)

    def _read(self, number: int) -> _Commands:
        if number not in self._commands:
            size, drawn = 0, Counter[bytes]()
            for each in self._objects.get(number, ()):
                unpacked = each.unpacked(PDF_PAGE_COMMAND_BYTES)
                size = max(size, len(unpacked))
                self._room -= len(unpacked)
                if size > PDF_PAGE_COMMAND_BYTES or self._room < 0:
                    raise _too_large()
                if self._forms and b"Do" in unpacked:
                    drawn |= Counter(_DRAWN.findall(unpacked))
            self._commands[number] = _Commands(size, drawn)
        return self._commands[number]

    def _taken_by_forms(self) -> dict[int, int]:
        """Return what drawing each form takes, at least in the first layers of forms in it."""
        taken = {number: self._read(number).size + _LEAST for number in self._forms}
        nesting = {number: self._names_of(number) for number in self._forms if self._drawn(number)}
        if sum(map(len, nesting.values())) > PDF_FORM_NAMES:
            raise _too_large()
        for _ in range(_DEPTH):
            deeper = {
                number: self._whole(self._commands[number], names, taken) + _LEAST
                for number, names in nesting.items()
            }
            if all(taken[number] == whole for number, whole in deeper.items()):
                break
            taken.update(deeper)
        return taken

    def _drawn(self, number: int) -> Counter[bytes]:
        return self._commands[number].drawn

    def _names_of(self, number: int) -> dict[bytes, set[int]]:
        """Return what a form calls the forms that it may draw."""
        reached = list(self._objects[number])
        names = self._named(reached)
        for _ in range(_RESOURCE_STEPS):
            numbers = {each for one in reached for each in one.references()}
            reached = [
                each
                for one in sorted(numbers)[:PDF_FORM_NAMES]
                for each in self._objects.get(one, ())
                if each.packed is None
            ]
            for name, forms in self._named(reached).items():
                names.setdefault(name, set()).update(forms)
        drawn = self._drawn(number)
        return {name: names.get(name) or self._by_name.get(name, set()) for name in drawn}

    def _named(self, objects: Iterable[PdfObject]) -> dict[bytes, set[int]]:
        names: dict[bytes, set[int]] = defaultdict(set)
        for each in objects:
            for name, number in _NAMED.findall(each.entries):
                if int(number) in self._forms:
                    names[name].add(int(number))
        return dict(names)

    @staticmethod
    def _whole(
        commands: _Commands, names: Mapping[bytes, set[int]], taken: Mapping[int, int]
    ) -> int:
        within = sum(
            count * max((taken[form] for form in names.get(name, ())), default=0)
            for name, count in commands.drawn.items()
        )
        return min(commands.size + within, 2 * PDF_PAGE_COMMAND_BYTES)
