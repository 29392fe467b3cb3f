"""What kind of file it is, told by its content: names and extensions lie too often."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from enum import Enum
from typing import Final

from gongkai.extract.errors import ReadError
from gongkai.extract.reading import compound


class FileFormat(Enum):
    """A family of formats that one reader reads."""

    PDF = "PDF"
    #: Word since 2007: a zip of XML.
    WORD = "Word"
    #: Word before 2007, WPS Writer, RTF and OpenDocument, which LibreOffice turns into Word.
    OFFICE = "office"
    PICTURE = "picture"
    WEB_ARCHIVE = "web archive"
    #: Plain text and HTML, which are told apart once the text is decoded.
    TEXT = "text"


#: How formats other than text begin: where, with what, and how they are called if not read.
_SIGNATURES: Final[tuple[tuple[int, bytes, FileFormat | str], ...]] = (
    (0, b"%PDF-", FileFormat.PDF),
    (0, b"{\\rtf", FileFormat.OFFICE),
    (0, b"\x89PNG\r\n\x1a\n", FileFormat.PICTURE),
    (0, b"\xff\xd8\xff", FileFormat.PICTURE),
    (0, b"GIF87a", FileFormat.PICTURE),
    (0, b"GIF89a", FileFormat.PICTURE),
    (0, b"II*\x00", FileFormat.PICTURE),
    (0, b"MM\x00*", FileFormat.PICTURE),
    (0, b"\x1f\x8b", "a gzip archive"),
    (4, b"1AY&SY", "a bzip2 archive"),  # after "BZh" and a digit, which texts may begin with
    (0, b"\xfd7zXZ\x00", "an xz archive"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (0, b"Rar!\x1a\x07", "a RAR archive"),
    (0, b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (257, b"ustar", "a tar archive"),
    (0, b"PAR1", "a Parquet file"),
    (0, b"SQLite format 3\x00", "an SQLite database"),
    (0, b"\x7fELF", "a program"),
    *((0, b"ID3" + bytes([version]), "an MP3 recording") for version in (2, 3, 4)),
    (0, b"OggS", "an Ogg recording"),
    (4, b"ftyp", "a video or an HEIC image"),
    (4, b"jP  \r\n", "a JPEG 2000 image"),
)
_RIFF: Final = b"RIFF"
#: What stands behind the length of a RIFF file.
_RIFF_KINDS: Final[dict[bytes, FileFormat | str]] = {
    b"WEBP": FileFormat.PICTURE,
    b"WAVE": "a recording (RIFF)",
    b"AVI ": "a film (RIFF)",
}
_PDF_WITHIN: Final = 1024  # readers of PDF look for the header so far
#: Names at the top of compound files, and what a file with them is.
_COMPOUND_NAMES: Final[tuple[tuple[str, FileFormat | str], ...]] = (
    ("WordDocument", FileFormat.OFFICE),
    ("MatOST", FileFormat.OFFICE),  # Works, whose ending .wps is that of WPS too
    ("Workbook", "an Excel workbook (.xls)"),
    ("Book", "an Excel workbook (.xls)"),
    ("PowerPoint Document", "a PowerPoint presentation (.ppt)"),
    ("__properties_version1.0", "an Outlook message (.msg)"),
)
_ENCRYPTED_NAME: Final = "EncryptedPackage"
#: How names of members of zip files begin, and what a file with them is.
_PACKAGE_NAMES: Final[tuple[tuple[str, FileFormat | str], ...]] = (
    ("word/", FileFormat.WORD),
    ("xl/", "an Excel workbook (.xlsx)"),
    ("ppt/", "a PowerPoint presentation (.pptx)"),
)
_PACKAGE_PARTS: Final = "[Content_Types].xml"
_MEDIA_TYPE_MEMBER: Final = "mimetype"
#: What the member ``mimetype`` of a zip file says, and what the file is.
_PACKAGE_TYPES: Final[tuple[tuple[bytes, FileFormat | str], ...]] = (
    (b"application/vnd.oasis.opendocument.text", FileFormat.OFFICE),
    (b"application/vnd.oasis.opendocument", "an OpenDocument file that is no text"),
    (b"application/epub+zip", "an EPUB book"),
)
_LONGEST_MEDIA_TYPE: Final = 100
_ZIP_SIGNATURES: Final = (b"PK\x03\x04", b"PK\x05\x06")
_OFD_ROOT: Final = "OFD.xml"
_CONVERT: Final = "save it as PDF, Word, HTML or plain text and read that"

_TAGS = (
    r"html|head|body|meta|title|base|link|style|script|div|table|tbody|thead|tr|td|p|span|font|"
    r"center|section|article|main|header|h[1-6]|ul|ol|dl|br|hr|img|a|b|strong|form|iframe|pre"
)
_HTML_START = re.compile(rf"(?:<!doctype\s+html|<!--|<(?:{_TAGS})(?=[\s/>]))", re.IGNORECASE)
_CLOSING_TAG = re.compile(r"</(?:html|body|div|table|tr|td|p|span|h[1-6]|li)\s*>", re.IGNORECASE)
_XML_START = re.compile(r"<\?xml[^>]{0,200}\?>", re.IGNORECASE)
_WORD_XML = re.compile(r"<\?mso-application|<w:wordDocument|<pkg:package|<w:document")
_HTML_ROOT = re.compile(r"<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE)
_FIELD = re.compile(r"[A-Za-z][A-Za-z-]{0,60}:")
_MAIL_VERSION = re.compile(r"^MIME-Version:", re.IGNORECASE | re.MULTILINE)
_PAGE_TYPE = re.compile(r"^Content-Type:\s*(?:multipart/|text/html)", re.IGNORECASE | re.MULTILINE)
_BLANK_LINE = re.compile(r"\r?\n\r?\n|\r\r")
_HEAD = 4096
#: Closing tags that make a text without a proper beginning a page after all.
_FRAGMENT_TAGS = 3


def format_of(data: bytes) -> FileFormat:
    """Tell which reader reads a file; what no other reader knows is taken for text.

    Raises
    ------
    ReadError
        ``unsupported``, naming the format found and what to do; ``damaged`` for a container
        whose directory cannot be read; ``encrypted`` for an Office file under a password.
    """
    if data.startswith(compound.SIGNATURE):
        found = _compound_format(data)
    elif data.startswith(_ZIP_SIGNATURES):
        found = _zip_format(data)
    else:
        found = _signed_format(data)
    if isinstance(found, str):
        raise ReadError("unsupported", f"This is {found}, not a report; {_CONVERT}.")
    return found


def is_office_package(names: Sequence[str]) -> bool:
    """Tell by the names of its members whether a zip file is a document of Office."""
    return _PACKAGE_PARTS in names and any(
        name.startswith(start) for start, _ in _PACKAGE_NAMES for name in names
    )


def _signed_format(data: bytes) -> FileFormat | str:
    for place, signature, found in _SIGNATURES:
        if data.startswith(signature, place):
            return found
    if data.startswith(_RIFF) and data[8:12] in _RIFF_KINDS:
        return _RIFF_KINDS[data[8:12]]
    pdf = data.find(b"%PDF-", 0, _PDF_WITHIN)
    if pdf >= 0 and b"<" not in data[:pdf]:
        return FileFormat.PDF
    if data.startswith(b"BM") and data[6:10] == b"\0\0\0\0":  # the reserved bytes of a bitmap
        return FileFormat.PICTURE
    return FileFormat.WEB_ARCHIVE if _is_web_archive(data[:_HEAD]) else FileFormat.TEXT


def _compound_format(data: bytes) -> FileFormat | str:
    names = compound.names_in(data)
    if _ENCRYPTED_NAME in names:
        raise ReadError(
            "encrypted",
            "The document is under a password; open it in an office program and save it without.",
        )
    for name, found in _COMPOUND_NAMES:
        if name in names:
            return found
    if not names:
        raise ReadError("damaged", "The Office file is damaged; fetch or export it again.")
    return "an old Office file that is no text"


def _zip_format(data: bytes) -> FileFormat | str:
    from gongkai.extract.reading import zip_files  # noqa: PLC0415 - for zip files alone

    try:
        archive = zip_files.open_zip(io.BytesIO(data))
        names = archive.namelist()
        media_type = b""
        if _MEDIA_TYPE_MEMBER in names:
            entry = archive.getinfo(_MEDIA_TYPE_MEMBER)
            if entry.compress_type in zip_files.METHODS:
                with archive.open(entry) as stream:
                    media_type = stream.read(_LONGEST_MEDIA_TYPE)
    except zip_files.MEMBER_FAULTS as error:
        reason = zip_files.reason_of(error)
        raise ReadError(
            "damaged",
            f"The Word file or zip archive is damaged ({reason}); fetch or export it again.",
        ) from error
    for media, found in _PACKAGE_TYPES:
        if media_type.startswith(media):
            return found
    for start, found in _PACKAGE_NAMES:
        if _PACKAGE_PARTS in names and any(name.startswith(start) for name in names):
            return found
    if _OFD_ROOT in names:
        return "an OFD document"
    raise ReadError(
        "unsupported",
        "This is a zip archive, not a report; its members are read if its name ends in .zip, by "
        "`gongkai extract`, or unpack it.",
    )


def _is_web_archive(head: bytes) -> bool:
    """Tell whether a file begins like a mail whose text is a page."""
    text = head.decode("latin-1").removeprefix("\xef\xbb\xbf").lstrip()
    fields = _BLANK_LINE.split(text, maxsplit=1)[0]
    return bool(_FIELD.match(fields) and _MAIL_VERSION.search(fields) and _PAGE_TYPE.search(fields))


def is_html(text: str) -> bool:
    """Tell whether a decoded text is an HTML page or a fragment of one.

    Raises
    ------
    ReadError
        ``unsupported`` for XML that is not HTML.
    """
    head = text[:_HEAD].lstrip("\ufeff\u200b \t\r\n\f\0")
    declaration = _XML_START.match(head)
    if declaration or _WORD_XML.match(head):
        if _WORD_XML.search(head) or not _HTML_ROOT.search(head):
            name = "a Word document saved as XML" if _WORD_XML.search(head) else "XML"
            raise ReadError("unsupported", f"This is {name}, which is not read; {_CONVERT}.")
        return True
    if _HTML_START.match(head):
        return True
    if "</" not in text:
        return False
    closings = _CLOSING_TAG.finditer(text)
    return sum(1 for _ in zip(range(_FRAGMENT_TAGS), closings, strict=False)) == _FRAGMENT_TAGS
