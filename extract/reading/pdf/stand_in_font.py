"""A font that stands in for every font that a file does not embed, while its text is read.

Where a file embeds no font, it says itself how wide each character is and which it is; what is
missing is the shape alone. Yet pdfium passes over characters without a shape, so that what it
reads would depend on the fonts of the machine; and to load a font with Chinese characters takes
ten times as long as to read the report. Pages that are drawn need real fonts.
"""

from __future__ import annotations

import base64
import ctypes
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from pypdfium2 import raw

from gongkai.extract.reading.pdf.library import Handle

#: A TrueType font, packed: one glyph, a full square, for every character of the basic plane
#: (character map of format 13). A test builds the same font again.
_PACKED: Final = (
    "eNqFUb1Kw1AYPTe3tirWGkQs4hDBoSAiinQSxLq4CbEOuuilxnRITKgtxM2xOPkOrj6A3XwCn0JoFtFBNyGe/BSt"
    "UD3w3Xzn+8u534UAMIlrSBj7B2sbO+XdFUBUGD1tuMqHjjr5LXnFdq7Oe6+9F/JH8s2mpc7Wj8I8/XtatclA4Vi2"
    "6D/TlptuO5AhPYguj7zjNRQWUCR/iLmrAh85sF+MkxsXyrXeSrM35O/kdd+7bFMXoe3FecRaaYdPd/2T0tYHZDq9"
    "v2rOf3+jrgylTyqhIQV7pB9RQ1rPU2AYIoloVJNmNPwG/8UtjLHifwxN3yZi9VE0st4YKMu6JV8EmIo3RSz+mMrK"
    "ZE7sF7nLxMtuzE3N6Uu6DLn0z/JfGfAW1UylSDY8uHWBTELkJhjJU0Xqa5jGTM0LTMvuOKqFGjwEMGHBRgcOFFrp"
    "O43GF0hVTos="
)
STAND_IN_FONT: Final = zlib.decompress(base64.b64decode(_PACKED))

_FOUND: Final = 1


def _map_font(*_: Handle) -> int:
    return _FOUND


def _font_data(_this: Handle, _font: Handle, table: int, buffer: Handle, size: int) -> int:
    """Copy the font, if the room is enough, and return its length; single tables are not given."""
    if table:
        return 0
    if buffer and size >= len(STAND_IN_FONT):
        ctypes.memmove(buffer, STAND_IN_FONT, len(STAND_IN_FONT))
    return len(STAND_IN_FONT)


def _font_source() -> Handle:
    types = dict(raw.FPDF_SYSFONTINFO._fields_)
    return raw.FPDF_SYSFONTINFO(
        version=1,
        MapFont=types["MapFont"](_map_font),
        GetFontData=types["GetFontData"](_font_data),
    )


#: Must live as long as pdfium may call it.
_STAND_IN: Final = _font_source()


@contextmanager
def fonts_stood_in() -> Iterator[None]:
    """Let pdfium take the one font for all that are not embedded, and none of the machine."""
    raw.FPDF_SetSystemFontInfo(_STAND_IN)
    _Default.free()
    try:
        yield
    finally:
        _Default.restore()


class _Default:
    """The fonts of the machine, of which pdfium gives a new handle each time."""

    handle: Handle = None

    @classmethod
    def restore(cls) -> None:
        """Let pdfium take the fonts of the machine again."""
        cls.handle = raw.FPDF_GetDefaultSystemFontInfo()
        raw.FPDF_SetSystemFontInfo(cls.handle)

    @classmethod
    def free(cls) -> None:
        """Give the last handle back, once pdfium uses another."""
        if cls.handle:
            raw.FPDF_FreeDefaultSystemFontInfo(cls.handle)
            cls.handle = None
