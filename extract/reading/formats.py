"""What kind of file it is, told by its content: names and extensions lie too often."""

from __future__ import annotations

import re

from gongkai.extract.errors import ReadError

#: First bytes of formats that are not text, and how to call them.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (.doc, .xls, .wps)"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"ID3", "an MP3 recording"),
    (b"OggS", "an Ogg recording"),
)
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_ZIP_MEMBERS: tuple[tuple[bytes, str], ...] = (
    (b"word/", "a Word document (.docx)"),
    (b"xl/", "an Excel workbook (.xlsx)"),
    (b"ppt/", "a PowerPoint presentation (.pptx)"),
    (b"OFD.xml", "an OFD document"),
    (b"mimetypeapplication/epub+zip", "an EPUB book"),
    (b"mimetypeapplication/vnd.oasis.opendocument", "an OpenDocument file"),
)
_CONVERT = "save it as plain text or HTML and read that"

_TAGS = (
    r"html|head|body|meta|title|base|link|style|script|div|table|tbody|thead|tr|td|p|span|font|"
    r"center|section|article|main|header|h[1-6]|ul|ol|dl|br|hr|img|a|b|strong|form|iframe|pre"
)
_HTML_START = re.compile(rf"(?:<!doctype\s+html|<!--|<(?:{_TAGS})(?=[\s/>]))", re.IGNORECASE)
_CLOSING_TAG = re.compile(r"</(?:html|body|div|table|tr|td|p|span|h[1-6]|li)\s*>", re.IGNORECASE)
_XML_START = re.compile(r"<\?xml[^>]{0,200}\?>", re.IGNORECASE)
_WORD_XML = re.compile(r"<\?mso-application|<w:wordDocument|<pkg:package|<w:document")
_HTML_ROOT = re.compile(r"<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE)
_WEB_ARCHIVE = re.compile(r"(?:From|MIME-Version|Content-Type|Subject|Date):", re.IGNORECASE)
_MULTIPART = re.compile(r"Content-Type:\s*multipart/", re.IGNORECASE)
_HEAD = 4096
#: Closing tags that make a text without a proper beginning a page after all.
_FRAGMENT_TAGS = 3


def refuse_binary_formats(data: bytes) -> None:
    """Refuse formats that are recognised by their first bytes.

    Raises
    ------
    ReadError
        ``unsupported``, naming the format found and what to do.
    """
    for magic, name in _MAGIC:
        if data.startswith(magic):
            raise ReadError(
                "unsupported", f"This is {name}, not a text or an HTML page; {_CONVERT}."
            )
    if data[:4] == b"RIFF" and data[8:12] in {b"WEBP", b"WAVE", b"AVI "}:
        raise ReadError("unsupported", f"This is an image or a recording (RIFF); {_CONVERT}.")
    if data[:2] == b"BM" and data[6:10] == b"\0\0\0\0":
        raise ReadError(
            "unsupported", f"This is a BMP image, not a text or an HTML page; {_CONVERT}."
        )
    if data[4:8] == b"ftyp":
        raise ReadError("unsupported", f"This is a video or an HEIC image; {_CONVERT}.")
    if data.startswith((_ZIP, _EMPTY_ZIP)):
        raise ReadError("unsupported", _zip_message(data))


def _zip_message(data: bytes) -> str:
    names = data[:_HEAD] + data[-65536:]  # the first members, and the directory at the end
    for member, name in _ZIP_MEMBERS:
        if member in names:
            return f"This is {name}, not a text or an HTML page; {_CONVERT}."
    return "This is a zip archive, not a report; unpack it and read the files in it."


def is_html(text: str) -> bool:
    """Tell whether a decoded text is an HTML page or a fragment of one.

    Raises
    ------
    ReadError
        ``unsupported`` for XML that is not HTML and for web archives (MHTML).
    """
    head = text[:_HEAD].lstrip("\ufeff\u200b \t\r\n\f\0")
    if _WEB_ARCHIVE.match(head) and _MULTIPART.search(head):
        raise ReadError(
            "unsupported", "This is a web archive (MHTML) or an e-mail; save it as HTML."
        )
    declaration = _XML_START.match(head)
    if declaration or _WORD_XML.match(head):
        if _WORD_XML.search(head) or not _HTML_ROOT.search(head):
            raise ReadError("unsupported", f"This is XML, not an HTML page; {_CONVERT}.")
        return True
    if _HTML_START.match(head):
        return True
    if "</" not in text:
        return False
    closings = _CLOSING_TAG.finditer(text)
    return sum(1 for _ in zip(range(_FRAGMENT_TAGS), closings, strict=False)) == _FRAGMENT_TAGS
