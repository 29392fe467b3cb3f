"""What a PDF file says about itself that is worth believing."""

from __future__ import annotations

import ctypes

from pypdfium2 import raw

from gongkai.extract.reading.limits import TITLE_CHARACTERS
from gongkai.extract.reading.pdf.library import Handle
from gongkai.extract.reading.titles import report_title
from gongkai.models.document import Metadata


def read_metadata(document: Handle) -> Metadata:
    """Return the title, if it is that of a report.

    The date of creation is that of the file, not that of the publication; the author is whoever
    sat at the computer.
    """
    return Metadata(title=report_title(_property(document, b"Title")))


def _property(document: Handle, name: bytes) -> str:
    """Return a property of the file; empty if it is missing or too long to be true."""
    size = raw.FPDF_GetMetaText(document, name, None, 0)
    if not 2 < size <= 2 * TITLE_CHARACTERS:
        return ""
    buffer = ctypes.create_string_buffer(size)
    raw.FPDF_GetMetaText(document, name, buffer, size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")
