"""What a PDF file says about itself that is worth believing."""

from __future__ import annotations

import ctypes
import re
from typing import Final

from pypdfium2 import raw

from gongkai.extract.reading.limits import PDF_TITLE_CHARACTERS
from gongkai.extract.reading.pdf.library import Handle
from gongkai.models.document import Metadata

#: What a title of a report says, in both scripts; Word writes the first line of the template or
#: the name of the file just as often.
_REPORT: Final = re.compile("(?:公开|公開).{0,20}(?:报告|報告|年报|年報|总结|總結)")
_PROGRAM: Final = re.compile(r"^(?:Microsoft|WPS)\s?\w* - ", re.IGNORECASE)
_ENDING: Final = re.compile(r"\.(?:docx?|wps|pdf|rtf|odt|html?|txt)$", re.IGNORECASE)


def read_metadata(document: Handle) -> Metadata:
    """Return the title, if it is that of a report.

    The date of creation is that of the file, not that of the publication; the author is whoever
    sat at the computer.
    """
    title = _property(document, b"Title")
    title = _ENDING.sub("", _PROGRAM.sub("", title)).strip()
    if not _REPORT.search(title) or not title.isprintable():
        return Metadata()
    return Metadata(title=title)


def _property(document: Handle, name: bytes) -> str:
    """Return a property of the file; empty if it is missing or too long to be true."""
    size = raw.FPDF_GetMetaText(document, name, None, 0)
    if not 2 < size <= 2 * PDF_TITLE_CHARACTERS:
        return ""
    buffer = ctypes.create_string_buffer(size)
    raw.FPDF_GetMetaText(document, name, buffer, size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")
