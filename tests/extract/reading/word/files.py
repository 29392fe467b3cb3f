"""Word files for tests, made of raw XML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from html import escape

from gongkai.extract.reading.contents import Contents
from gongkai.extract.reading.word import read_word

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGES = "http://schemas.openxmlformats.org/package/2006"
_DOCUMENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
HELPERS = ("styles", "numbering", "footnotes", "endnotes")


def word_file(
    body: str,
    parts: Mapping[str, str | bytes] | None = None,
    *,
    related: str = "",
    media_type: str = _DOCUMENT_TYPE,
    packed: bool = True,
) -> bytes:
    """Return a Word file.

    Parameters
    ----------
    body
        What stands in the body.
    parts
        More parts by their names, or others in place of those that are always there; what
        stands inside the root for those in ``HELPERS``.
    related
        More relationships of the main part.
    media_type
        Of the main part.
    packed
        Whether the parts are packed; what repeats itself packs beyond what is allowed.
    """
    parts = dict(parts or {})
    helpers = "".join(
        f'<Relationship Id="{name}" Type="{_KINDS}/{name}" Target="{name}.xml"/>'
        for name in HELPERS
        if name in parts
    )
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGES}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{media_type}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGES}/relationships"><Relationship Id="r1" '
        f'Type="{_KINDS}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGES}/relationships">'
        f"{helpers}{related}</Relationships>",
    }
    for name in HELPERS:
        if name in parts:
            inside = parts.pop(name)
            assert isinstance(inside, str)
            members[f"word/{name}.xml"] = f"<w:{name} {NAMESPACES}>{inside}</w:{name}>"
    return zip_of({**members, **parts}, packed=packed)


def zip_of(members: Mapping[str, str | bytes], *, packed: bool = True) -> bytes:
    """Return a zip file."""
    file = io.BytesIO()
    method = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def text_of(body: str, **parts: str) -> str:
    """Return the text that is read from a body."""
    return contents_of(body, **parts).text


def contents_of(body: str, **parts: str) -> Contents:
    """Return what is read from a body."""
    return read_word(word_file(body, parts))


def paragraph(text: str, properties: str = "") -> str:
    """Return a paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def run(text: str, properties: str = "") -> str:
    """Return a run."""
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{escape(text)}</w:t></w:r>"


def numbered(text: str, list_number: int = 1, level: int = 0) -> str:
    """Return a paragraph that the program numbers."""
    place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_number}"/></w:numPr>'
    return paragraph(text, place)


def cell(text: str, properties: str = "") -> str:
    """Return a cell of one paragraph."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def table(*rows: str, widths: tuple[int, ...] = ()) -> str:
    """Return a table of rows, each the cells of one."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{lines}</w:tbl>"
