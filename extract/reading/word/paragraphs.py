"""The text of one paragraph, and what is anchored in it.

Text is what a reader of the printed document sees: inserted text and the results of fields, not
deleted text, hidden text, the codes of fields, marks of notes or the readings above characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from gongkai.extract.errors import ReadError
from gongkai.extract.reading.limits import WORD_DEPTH
from gongkai.extract.reading.word.markup import (
    ALTERNATE,
    MATH,
    WP,
    A,
    Element,
    R,
    V,
    W,
    child,
    chosen,
    is_on,
    value,
)
from gongkai.extract.reading.word.pieces import Picture
from gongkai.extract.reading.word.styles import Styles
from gongkai.extract.reading.word.symbols import symbol

#: What only wraps text.
_WRAPPERS: Final = frozenset(
    W + name
    for name in (
        "hyperlink", "ins", "moveTo", "smartTag", "customXml", "sdtContent", "fldSimple", "dir",
        "bdo", "rubyBase",
    )
)  # fmt: skip
_CHARACTERS: Final = {
    W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-",
}  # fmt: skip
_DRAWN: Final = frozenset({W + "drawing", W + "pict", W + "object"})
_RUN: Final = W + "r"
_TEXT: Final = W + "t"
_SYMBOL: Final = W + "sym"
_FIELD: Final = W + "fldChar"
_CONTROL: Final = W + "sdt"
_RUBY: Final = W + "ruby"
_MATH_TEXT: Final = MATH + "t"
_TEXT_BOX: Final = W + "txbxContent"
_FORMER: Final = frozenset({W + "del", W + "moveFrom"})

_LINE_ENDS: Final = re.compile("[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_SOFT_HYPHEN: Final = "\xad"
#: Units of Office files, and pixels of VML, in points.
_DRAWING_UNITS: Final = 12700
_LENGTH: Final = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([0-9.]{1,9})\s*(pt|in|cm|mm|px)?")
_POINTS: Final = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": 0.75, "": 0.75}


#: What is anchored in a paragraph: the content of a text box, ornamental writing, a picture.
Anchored = Element | str | Picture


@dataclass(slots=True)
class ParagraphContent:
    """What a paragraph says.

    Attributes
    ----------
    text
        Its text, lines ended by line feeds.
    before, behind
        What is anchored before the text begins, and later.
    goes_on
        Whether the next paragraph goes on in the same line: the mark between them was deleted,
        or this is a large initial in a frame of its own.
    """

    text: str = ""
    before: list[Anchored] = field(default_factory=list)
    behind: list[Anchored] = field(default_factory=list)
    goes_on: bool = False


def read_paragraph(
    paragraph: Element, properties: dict[str, Element], styles: Styles
) -> ParagraphContent:
    """Return what a paragraph says.

    Parameters
    ----------
    paragraph
        The paragraph.
    properties
        Its properties, by their names.
    styles
        The styles of the file.

    Raises
    ------
    ReadError
        ``too_complex`` if it is nested beyond reason.
    """
    reader = _Reader(styles, properties)
    reader.read(paragraph, 0)
    content = reader.content
    content.text = "".join(reader.parts)
    return content


class _Reader:
    """The state of a walk through a paragraph."""

    def __init__(self, styles: Styles, properties: dict[str, Element]) -> None:
        self.content = ParagraphContent()
        self.parts: list[str] = []
        self._styles = styles
        #: For each field that is open, whether its result has begun.
        self._fields: list[bool] = []
        self._is_hidden = styles.hides(value(properties.get(W + "pStyle")))
        mark = properties.get(W + "rPr")
        deleted = mark is not None and any(each.tag in _FORMER for each in mark)
        initial = value(properties.get(W + "framePr"), "dropCap")
        self.content.goes_on = deleted or initial in {"drop", "margin"}

    def read(self, container: Element, depth: int) -> None:
        """Read what stands inside an element."""
        if depth > WORD_DEPTH:
            raise too_deep()
        for element in container:
            tag = element.tag
            if tag == _RUN:
                if not self._hides(element):
                    self.read(element, depth + 1)
            elif tag in {_TEXT, _MATH_TEXT}:
                self._add(_LINE_ENDS.sub(_line_end, element.text or ""))
            elif tag in _CHARACTERS:
                self._add(_CHARACTERS[tag])
            elif tag in _WRAPPERS or (tag.startswith(MATH) and len(element)):
                self.read(element, depth + 1)
            else:
                self._read_rare(element, tag, depth)

    def _read_rare(self, element: Element, tag: str, depth: int) -> None:
        if tag == _FIELD:
            self._turn_field(value(element, "fldCharType"))
        elif tag == _SYMBOL:
            self._add(symbol(value(element, "font"), value(element, "char")))
        elif tag in _DRAWN:
            self._read_drawing(element, depth)
        elif tag == ALTERNATE:
            option = chosen(element)
            if option is not None:
                self.read(option, depth + 1)
        elif tag == _RUBY or (tag == _CONTROL and not is_placeholder(element)):
            self.read(element, depth + 1)

    def _add(self, text: str) -> None:
        if all(self._fields):
            self.parts.append(text.replace(_SOFT_HYPHEN, ""))

    def _hides(self, run: Element) -> bool:
        properties = run.find(W + "rPr")
        if properties is None:
            return self._is_hidden
        said = is_on(properties.find(W + "vanish"))
        if said is not None:
            return said
        style = value(properties.find(W + "rStyle"))
        return self._is_hidden or (style is not None and self._styles.hides(style))

    def _turn_field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif self._fields and kind == "separate":
            self._fields[-1] = True
        elif self._fields and kind == "end":
            self._fields.pop()

    def _read_drawing(self, drawing: Element, depth: int) -> None:
        """Find text and pictures in a drawing, in order; a text box ends the search below it."""
        is_behind = any(part.strip() for part in self.parts)
        found = self.content.behind if is_behind else self.content.before
        size = (0.0, 0.0)
        stack = [(drawing, depth)]
        while stack:
            element, level = stack.pop()
            if level > WORD_DEPTH:
                raise too_deep()
            tag = element.tag
            size = _size(element, tag) or size
            if tag == _TEXT_BOX:
                found.append(element)
                continue
            if tag == V + "textpath":
                found.append(_LINE_ENDS.sub("\n", element.get("string") or ""))
            elif name := _picture(element, tag):
                found.append(Picture(name, *size))
            inside = chosen(element) if tag == ALTERNATE else element
            if inside is not None:
                stack.extend((each, level + 1) for each in reversed(inside))


def is_placeholder(control: Element) -> bool:
    """Tell a control that shows what to fill in: nobody has, and it is no part of the report."""
    return bool(is_on(child(control, "sdtPr", "showingPlcHdr")))


def too_deep() -> ReadError:
    """Return the error that tells of nesting beyond reason."""
    return ReadError(
        "too_complex", "The Word file is nested beyond reason; save it as plain text and read that."
    )


def _line_end(match: re.Match[str]) -> str:
    """Keep the line ends that only Unicode knows; those of the markup are mere spaces."""
    return "\n" if match[0] in "\v\x85\u2028\u2029" else " "


def _picture(element: Element, tag: str) -> str | None:
    """Return the relationship of a picture that lies in the file."""
    if tag == A + "blip":
        return element.get(R + "embed")
    return element.get(R + "id") if tag == V + "imagedata" else None


def _size(element: Element, tag: str) -> tuple[float, float] | None:
    if tag == WP + "extent":
        width, height = (element.get(side) or "" for side in ("cx", "cy"))
        if width.isdecimal() and height.isdecimal() and len(width + height) < 30:
            return int(width) / _DRAWING_UNITS, int(height) / _DRAWING_UNITS
    elif tag.startswith(V) and (style := element.get("style")):
        sides = {
            match[1]: _length(match[2]) * _POINTS[match[3] or ""]
            for match in _LENGTH.finditer(style[:1000])
        }
        if len(sides) == 2:
            return sides["width"], sides["height"]
    return None


def _length(digits: str) -> float:
    try:
        return float(digits)
    except ValueError:
        return 0.0
