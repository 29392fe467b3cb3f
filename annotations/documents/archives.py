"""Documents packed as zip files, with names as Chinese systems write them."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import Final

_UTF_8_FLAG: Final = 0x800
_NEVER_CHANGES: Final = (2023, 1, 20, 10, 20, 0)


def zip_of(files: Mapping[str, bytes], encoding: str = "gbk") -> bytes:
    """Return a zip file whose names are in ``encoding``, and say so nowhere.

    With ``utf-8`` the flag is set that tells it.
    """
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = _Entry(name, encoding)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return file.getvalue()


class _Entry(zipfile.ZipInfo):
    """An entry whose name is written in an encoding of its own."""

    def __init__(self, name: str, encoding: str) -> None:
        super().__init__(name, _NEVER_CHANGES)
        self._encoding = encoding

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802 - the library's name
        flag = _UTF_8_FLAG if self._encoding == "utf-8" else 0
        return self.filename.encode(self._encoding), (self.flag_bits & ~_UTF_8_FLAG) | flag
