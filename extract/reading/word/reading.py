"""Word files since 2007: from the zip file to the text of the report and its grids."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from gongkai.extract.errors import ReadError
from gongkai.extract.reading.contents import Contents
from gongkai.extract.reading.decoding import decode
from gongkai.extract.reading.limits import WORD_PART_BYTES
from gongkai.extract.reading.recognition import Recognition
from gongkai.extract.reading.rendering import PlacedTable, Prose, render
from gongkai.extract.reading.word.flow import Walker
from gongkai.extract.reading.word.markup import Element, child
from gongkai.extract.reading.word.metadata import read_metadata
from gongkai.extract.reading.word.numbering import Numbering
from gongkai.extract.reading.word.package import Package, Relationship
from gongkai.extract.reading.word.pictures import layout_of, pieces_of, recognise
from gongkai.extract.reading.word.pieces import Foreign, Piece
from gongkai.extract.reading.word.styles import Styles
from gongkai.extract.reading.zip_files import brief
from gongkai.models.document import Notice

_DOCUMENT: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TEMPLATE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.template"
_WITH_MACROS: Final = "application/vnd.ms-word.document.macroEnabled.12"
_TEMPLATE_WITH_MACROS: Final = "application/vnd.ms-word.template.macroEnabled.12"
#: Notes stand behind the text, those of pages before those at the end.
_NOTES: Final = ("footnotes", "endnotes")


def read_word(data: bytes, recognition: Recognition = Recognition.AUTO) -> Contents:
    """Read a .docx or .docm file; macros in it are not looked at.

    Parameters
    ----------
    data
        The file.
    recognition
        When text is recognised in its pictures: with ``auto`` if it has large ones and no table.

    Raises
    ------
    ReadError
        ``damaged``, ``encrypted``, ``too_large`` or ``too_complex``; ``no_text`` for a file
        without text; and ``missing_extra`` for one that has text in pictures alone, if nothing
        is installed to recognise it.
    """
    file = _File(Package(data))
    found = recognise(file.pieces(), file.package, file.relationships, recognition)
    if not any(_says_something(piece) for piece in found.pieces):
        raise ReadError(
            "no_text",
            "The Word file holds no text, or it holds pictures that were not read; read it with "
            "--ocr auto, or save the pictures and read those.",
        )
    text, blocks = render(found.pieces)
    return Contents(
        text=text,
        blocks=blocks,
        media_type=file.media_type(),
        metadata=read_metadata(file.package),
        notices=(*file.notices, *found.notices),
        layout=layout_of(text, blocks, found.certainties),
    )


class _File:
    """A Word file: its main part, and the parts that help to read it."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.notices: list[Notice] = []
        self._main = package.main_part()
        self.relationships = self._related()

    def pieces(self) -> list[Piece]:
        """Return what the body holds, and the notes."""
        root = self.package.element(self._main)
        body = child(root, "body")
        if body is None:
            raise ReadError("damaged", "The Word file has no body; fetch or export it again.")
        styles = Styles(self._helper("styles"))
        walker = Walker(styles, Numbering(self._helper("numbering"), styles))
        pieces = walker.walk(body)
        for name in _NOTES:
            notes = self._helper(name)
            if notes is not None:
                pieces += walker.walk(notes)
        self.notices += walker.notices
        return [part for piece in pieces for part in self._resolved(piece)]

    def media_type(self) -> str:
        """Return the media type, by what the file says about its main part."""
        said = self.package.media_type(self._main)
        is_template = "template" in said
        if "macroenabled" in said:
            return _TEMPLATE_WITH_MACROS if is_template else _WITH_MACROS
        return _TEMPLATE if is_template else _DOCUMENT

    def _related(self) -> dict[str, Relationship]:
        try:
            return self.package.relationships(self._main)
        except ReadError as error:
            self._tell(error)
            return {}

    def _helper(self, kind: str) -> Element | None:
        """Return a part that is related to the main one; the text can be read without it."""
        targets = (each.target for each in self.relationships.values() if each.kind == kind)
        name = next((target for target in targets if target), None)
        try:
            return None if name is None else self.package.element(name)
        except ReadError as error:
            self._tell(error)
            return None

    def _tell(self, error: ReadError) -> None:
        message = f"Something is missing, numbers of headings perhaps: {error}"
        self.notices.append(Notice("damaged_part", message))

    def _resolved(self, piece: Piece) -> list[Piece]:
        """Read the page that stands for the text in files that web editors export."""
        if not isinstance(piece, Foreign):
            return [piece]
        relationship = self.relationships.get(piece.relationship)
        name = None if relationship is None else relationship.target
        page = None if name is None else self.package.part(name, WORD_PART_BYTES)
        if name is None or page is None:
            return []
        contents = _read_page(page, self.package.media_type(name))
        if contents is None:
            message = f"The Word file's part {brief(name)} is of a format that is not read in it."
            self.notices.append(Notice("part_not_read", message))
            return []
        return [part for part, _ in pieces_of(contents.text, contents.blocks)]


def _read_page(page: bytes, media_type: str) -> Contents | None:
    if "html" in media_type:
        from gongkai.extract.reading.html import read_html  # noqa: PLC0415 - for such files alone

        decoded = decode(page)
        return replace(read_html(decoded.text, decoded.encoding), notices=())
    if media_type == "message/rfc822":
        from gongkai.extract.reading.html import read_web_archive  # noqa: PLC0415

        return read_web_archive(page)
    return None


def _says_something(piece: Prose | PlacedTable) -> bool:
    if isinstance(piece, Prose):
        return bool(piece.text)
    return any(cell.text for cell in piece.cells)
