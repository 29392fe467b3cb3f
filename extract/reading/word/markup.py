"""The XML of Word files: parsed within bounds, and its names.

Documents that Word saves as "strict" differ in the names of their namespaces alone, so these are
replaced before anything is parsed.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import Final, Protocol, cast

from lxml import etree

from gongkai.extract.errors import ReadError
from gongkai.extract.reading.limits import WORD_ATTRIBUTES, WORD_TAGS
from gongkai.extract.reading.zip_files import brief, reason_of


class Element(Protocol):
    """An element of XML, as lxml has it: what of it is used here, for lxml brings no types."""

    tag: str
    text: str | None

    def __iter__(self) -> Iterator[Element]: ...
    def __reversed__(self) -> Iterator[Element]: ...
    def __len__(self) -> int: ...
    def get(self, key: str) -> str | None:
        """Return an attribute."""

    def find(self, path: str) -> Element | None:
        """Return the first child of a name."""

    def findtext(self, path: str) -> str | None:
        """Return the text of the first child of a name."""

    def iter(self, *tags: str) -> Iterator[Element]:
        """Yield the element and all below it, of a name."""

    def iterchildren(self, *tags: str) -> Iterator[Element]:
        """Yield the children of a name."""


_WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"
_STRICT: Final = (
    ("http://purl.oclc.org/ooxml/wordprocessingml/main", _WORD),
    ("http://purl.oclc.org/ooxml/officeDocument/relationships", f"{_OFFICE}/relationships"),
    ("http://purl.oclc.org/ooxml/officeDocument/math", f"{_OFFICE}/math"),
    ("http://purl.oclc.org/ooxml/drawingml/main", f"{_DRAWING}/main"),
    (
        "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
        f"{_DRAWING}/wordprocessingDrawing",
    ),
)
#: How the names of tags begin.
W: Final = f"{{{_WORD}}}"
A: Final = f"{{{_DRAWING}/main}}"
WP: Final = f"{{{_DRAWING}/wordprocessingDrawing}}"
R: Final = f"{{{_OFFICE}/relationships}}"
MATH: Final = f"{{{_OFFICE}/math}}"
V: Final = "{urn:schemas-microsoft-com:vml}"
COMPATIBILITY: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATE: Final = f"{COMPATIBILITY}AlternateContent"

_OFF: Final = frozenset({"0", "false", "off"})
_FETCH: Final = "fetch or export it again"


def parse(data: bytes, name: str) -> Element:
    """Parse a part of a Word file.

    Parameters
    ----------
    data
        The part.
    name
        What it is called, for messages.

    Raises
    ------
    ReadError
        ``damaged`` for what is no XML in UTF-8 or UTF-16, the encodings that ECMA-376 part 2
        section 8.1.4 allows, and for XML with a document type, which the same section forbids
        and entities need; ``too_large`` for more tags or attributes than any report has.
    """
    name = brief(name)
    text = _decoded(data, name)
    if "<!DOCTYPE" in text:
        raise ReadError(
            "damaged",
            f"The Word file's part {name} declares a document type, which may hide harm; save it "
            "anew in Word.",
        )
    for what, sign, limit in (("tags", "<", WORD_TAGS), ("attributes", "=", WORD_ATTRIBUTES)):
        if text.count(sign) > limit:
            raise ReadError(
                "too_large",
                f"The Word file has more than {limit:,} {what}; split it into reports.",
            )
    if "http://purl.oclc.org/ooxml/" in text:
        for strict, transitional in _STRICT:
            text = text.replace(strict, transitional)
    # The declaration may name another encoding: what is parsed is what was looked through.
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return cast("Element", etree.fromstring(text.encode("utf-8"), parser))
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):
            raise ReadError(
                "too_complex",
                f"The Word file's part {name} is nested beyond reason; save it as plain text.",
            ) from error
        raise ReadError(
            "damaged", f"The Word file's part {name} is damaged ({reason_of(error)}); {_FETCH}."
        ) from error


def _decoded(data: bytes, name: str) -> str:
    encoding = "utf-8-sig"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif data[:2] in {b"<\0", b"\0<"}:
        encoding = "utf-16-le" if data[0] else "utf-16-be"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(
            "damaged", f"The Word file's part {name} is no text in {encoding}; {_FETCH}."
        ) from error


def value(element: Element | None, name: str = "val") -> str | None:
    """Return an attribute of Word's own, ``None`` if it or the element is not there."""
    return None if element is None else element.get(W + name)


def number(element: Element | None, name: str = "val") -> int | None:
    """Return an attribute as a whole number, ``None`` if it is none (or has ten digits)."""
    text = (value(element, name) or "").strip()
    if not text.removeprefix("-").isdecimal() or len(text) > 9:
        return None
    return int(text)


def is_on(element: Element | None) -> bool | None:
    """Return what a property says that is on or off, ``None`` if it is not there."""
    return None if element is None else (value(element) or "").lower() not in _OFF


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first child of Word's own with a name, or of that child, and so on."""
    for name in path:
        if element is None:
            return None
        element = element.find(W + name)
    return element


def children(element: Element | None) -> dict[str, Element]:
    """Return the children of an element by their names: all properties at once."""
    return {} if element is None else {each.tag: each for each in element}


def chosen(alternate: Element) -> Element | None:
    """Return the first of alternative contents, all of which say the same.

    What is offered first is the richest; all that this package reads of drawings is their text,
    which it finds in any of them.
    """
    options = [each for each in alternate if each.tag.startswith(COMPATIBILITY)]
    return next((each for each in options if len(each)), None)
