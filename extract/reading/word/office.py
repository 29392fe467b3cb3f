"""Formats of office programs before 2007 and of others: LibreOffice makes Word files of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from gongkai.extract.reading import compound
from gongkai.extract.reading.contents import Contents
from gongkai.extract.reading.recognition import Recognition
from gongkai.extract.reading.word.converting import convert
from gongkai.extract.reading.word.reading import read_word

_RTF: Final = (b"{\\rtf", "rtf", "application/rtf")
_OPEN_DOCUMENT: Final = (b"PK", "odt", "application/vnd.oasis.opendocument.text")
_WORKS: Final = ("wps", "application/vnd.ms-works")
#: WPS Writer writes the format of Word 97: only the ending of its files differs.
_WORD_97: Final = ("doc", "application/msword")
_WORKS_STREAM: Final = "MatOST"


def read_office(data: bytes, recognition: Recognition = Recognition.AUTO) -> Contents:
    """Read a document of Word before 2007, WPS Writer, RTF or OpenDocument.

    Parameters
    ----------
    data
        The file.
    recognition
        As for :func:`~gongkai.extract.reading.word.read_word`.

    Raises
    ------
    ReadError
        ``missing_program`` if LibreOffice is not installed; whatever else
        :func:`~gongkai.extract.reading.word.converting.convert` and
        :func:`~gongkai.extract.reading.word.read_word` raise.
    """
    ending, media_type = _kind(data)
    return replace(read_word(convert(data, ending), recognition), media_type=media_type)


def _kind(data: bytes) -> tuple[str, str]:
    """Return the ending that LibreOffice knows a file by, and its media type."""
    for signature, ending, media_type in (_RTF, _OPEN_DOCUMENT):
        if data.startswith(signature):
            return ending, media_type
    is_works = _WORKS_STREAM in compound.names_in(data)
    return _WORKS if is_works else _WORD_97
