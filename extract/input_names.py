"""Names of files and archive members as the record writes them: readable and harmless."""

from __future__ import annotations

import os
import re
import struct
import zipfile
import zlib
from typing import Final

_UTF8_FLAG: Final = 0x800
#: The extra field in which packers repeat a name in UTF-8 (APPNOTE.TXT 4.6.9).
_UNICODE_PATH: Final = 0x7075
_UNICODE_PATH_HEAD: Final = 5  # its version and the checksum of the name it repeats
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_DRIVE = re.compile(r"^[A-Za-z]:$")


def safe_member_name(entry: zipfile.ZipInfo) -> str:
    """Return the member's relative path; empty for hidden files.

    Names come from whoever packed the archive: roots, drives, ``..`` and control characters
    are dropped, so that no name points outside.
    """
    name = entry.orig_filename
    if not entry.flag_bits & _UTF8_FLAG:
        # Without the flag zipfile reads names as code page 437, while packers in China write
        # GBK and careless ones UTF-8; some add the name in UTF-8 in a field of its own.
        written = name.encode("cp437", "replace")
        name = _unicode_path(entry.extra, written) or _decode_name(written)
    parts = [
        part
        for part in _CONTROL.sub("", name).replace("\\", "/").split("/")
        if part not in {"", ".", ".."} and not _DRIVE.match(part)
    ]
    if not parts or any(part.startswith(".") for part in parts) or parts[0] == "__MACOSX":
        return ""
    return "/".join(parts)


def readable_name(name: str) -> str:
    """Return a file name with forward slashes; undecodable bytes are tried as GB18030."""
    if os.sep != "/":
        name = name.replace(os.sep, "/")
    try:
        name.encode()
    except UnicodeEncodeError:
        return _decode_name(os.fsencode(name))
    return name


def _unicode_path(extra: bytes, name: bytes) -> str | None:
    """Return the name in the Unicode field, if there is one and it belongs to this name."""
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind != _UNICODE_PATH or len(field) < _UNICODE_PATH_HEAD:
            continue
        version, checksum = struct.unpack_from("<BI", field)
        if version == 1 and checksum == zlib.crc32(name):
            return field[_UNICODE_PATH_HEAD:].decode("utf-8", "replace")
    return None


def _decode_name(name: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name.decode("utf-8", "replace")
