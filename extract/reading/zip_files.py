"""Zip files opened within bounds, whatever their directory claims.

``zipfile`` reads the whole directory at once and keeps an object for each member, so a file of a
few megabytes may take gigabytes; here what it may read for that is bounded.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from typing import IO, Final, cast

from gongkai.extract.reading.limits import ARCHIVE_DIRECTORY_BYTES

#: What opening an archive or its directory can raise.
ZIP_FAULTS: Final = (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError)
#: What unpacking a member can raise.
MEMBER_FAULTS: Final = (*ZIP_FAULTS, zlib.error, EOFError)
#: How members may be packed. The other methods unpack without regard to how much was asked for,
#: so that a few bytes fill the memory; packers use them on request only.
METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
#: Errors may quote names of members, which are up to 64 KiB long.
_LONGEST_REASON: Final = 100
#: What ``zipfile`` says where the list of names is not there, which stands at the end; and that,
#: said to whoever has a file that begins as a zip file does.
_SAID_WITHOUT_DIRECTORY: Final = "File is not a zip file"
_NO_DIRECTORY: Final = "its end is missing or overwritten"
_CONTROLS: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff]+")


def reason_of(error: Exception) -> str:
    """Return what a fault of an archive says, short and on one line."""
    said = getattr(error, "strerror", None) or str(error)
    return _NO_DIRECTORY if said == _SAID_WITHOUT_DIRECTORY else brief(said)


def brief(text: str) -> str:
    """Return what a file says, such as the name of a member, short and on one line."""
    line = _CONTROLS.sub(" ", text[: 2 * _LONGEST_REASON]).strip()
    return line if len(line) <= _LONGEST_REASON else line[:_LONGEST_REASON] + "…"


class _Bounded:
    """A stream of which little is read at once, until ``most`` is lifted."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.most: int | None = ARCHIVE_DIRECTORY_BYTES
        self.seek, self.tell, self.seekable = stream.seek, stream.tell, stream.seekable
        self.close = stream.close

    def __del__(self) -> None:
        self._stream.close()

    def read(self, size: int = -1) -> bytes:
        if self.most is None:
            return self._stream.read(size)
        wanted = size if 0 <= size <= self.most else self.most + 1
        found = self._stream.read(wanted)
        if len(found) > self.most:
            raise zipfile.BadZipFile(
                f"its list of names has more than {self.most // 2**20} MiB, the limit"
            )
        return found


def open_zip(stream: IO[bytes]) -> zipfile.ZipFile:
    """Open an archive; its stream is closed with it.

    Raises
    ------
    zipfile.BadZipFile
        If it is none, or its directory is larger than ``ARCHIVE_DIRECTORY_BYTES``; and whatever
        else ``ZIP_FAULTS`` names.
    """
    bounded = _Bounded(stream)
    archive = zipfile.ZipFile(cast("IO[bytes]", bounded))
    bounded.most = None
    return archive
