"""What the styles of a Word file say about their paragraphs and characters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from gongkai.extract.reading.word.markup import Element, W, child, children, is_on, number, value

#: How far a style may be based on others; Word itself stops at eleven.
_LONGEST_CHAIN: Final = 20
_CONTENTS: Final = "toc "


@dataclass(frozen=True, slots=True)
class Style:
    """What of a style matters to the text.

    Attributes
    ----------
    name
        In small letters; English for those that Word brings along.
    base
        The id of the style it is based on.
    list_number, list_level
        The list that numbers its paragraphs, and the level in it; ``None`` where not given.
    is_hidden
        Whether it hides text, ``None`` where not given.
    """

    name: str
    base: str | None
    list_number: int | None
    list_level: int | None
    is_hidden: bool | None


class Styles:
    """The styles of a file, by their ids."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Style] = {}
        self.default_paragraph: str | None = None
        for element in () if root is None else root.iterchildren(W + "style"):
            style_id = value(element, "styleId")
            if style_id is None:
                continue
            said = children(element)
            numbering = child(said.get(W + "pPr"), "numPr")
            self._styles[style_id] = Style(
                name=(value(said.get(W + "name")) or "").lower(),
                base=value(said.get(W + "basedOn")),
                list_number=number(child(numbering, "numId")),
                list_level=number(child(numbering, "ilvl")),
                is_hidden=is_on(child(said.get(W + "rPr"), "vanish")),
            )
            is_default = (value(element, "default") or "") in {"1", "true", "on"}
            if is_default and value(element, "type") == "paragraph":
                self.default_paragraph = style_id

    def list_of(self, style_id: str | None) -> tuple[str, int, int | None] | None:
        """Return the style that puts paragraphs of a style into a list, the list and the level."""
        for name, style in self._chain(style_id):
            if style.list_number is not None:
                return name, style.list_number, style.list_level
        return None

    def list_style(self, style_id: str | None) -> int | None:
        """Return the list that a list style stands for."""
        style = self._styles.get(style_id or "")
        return None if style is None else style.list_number

    def hides(self, style_id: str | None) -> bool:
        """Tell whether a style hides text."""
        for _, style in self._chain(style_id):
            if style.is_hidden is not None:
                return style.is_hidden
        return False

    def is_contents(self, style_id: str | None) -> bool:
        """Tell whether a style is that of an entry in the table of contents."""
        style = self._styles.get(style_id or "")
        return style is not None and style.name.startswith(_CONTENTS)

    def _chain(self, style_id: str | None) -> list[tuple[str, Style]]:
        """Return a style and those it is based on, the nearest first."""
        found: list[tuple[str, Style]] = []
        while style_id is not None and len(found) < _LONGEST_CHAIN:
            style = self._styles.get(style_id)
            if style is None:
                break
            found.append((style_id, style))
            style_id = style.base
        return found
