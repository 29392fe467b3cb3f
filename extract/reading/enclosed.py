"""Pictures that a page brings along: written into its addresses, or beside it in a web archive.

A page may hold megabytes of them, none of which is text: they are taken out before the page is
decoded, and of each it is only remembered where its bytes stand.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes, urldefrag, urljoin

from gongkai.extract.reading.limits import EMBEDDED_BYTES

#: A file written into an address (RFC 2397).
_WRITTEN_IN = re.compile(
    rb"data:[\w.+-]{1,40}/[\w.+-]{1,60}(?:;[\w=.-]{1,40}){0,3};base64,"
    rb"([A-Za-z0-9+/=%%]{%d,}+)" % EMBEDDED_BYTES
)
_MARK = b";base64,"
#: What stands in a page for a file that was taken out of it, before its number.
STAND_IN = "gongkai-enclosed:"
_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_NOT_BASE64 = bytes(range(256)).translate(None, _BASE64)


def decode_base64(data: bytes) -> bytes:
    """Decode base64 as browsers do: what is none of its digits is passed over."""
    digits = data.translate(None, _NOT_BASE64)
    digits = digits[: len(digits) - (len(digits) % 4 == 1)]
    return binascii.a2b_base64(digits + b"=" * (-len(digits) % 4))


@dataclass(frozen=True, slots=True)
class File:
    """A file that came with a page.

    Attributes
    ----------
    data
        The bytes that it stands in.
    start, end
        Where.
    transfer
        How it is written: ``base64``, ``quoted-printable`` or plain.
    """

    data: bytes = field(repr=False)
    start: int
    end: int
    transfer: str = "base64"

    def content(self) -> bytes:
        """Return its bytes."""
        written = self.data[self.start : self.end]
        if self.transfer == "base64":
            return decode_base64(unquote_to_bytes(written) if b"%" in written else written)
        if self.transfer == "quoted-printable":
            return binascii.a2b_qp(written)
        return written


@dataclass(frozen=True, slots=True)
class Enclosed:
    """The files that came with a page.

    Attributes
    ----------
    written_in
        Those in its addresses, by what stands for them in the page.
    beside
        Those beside it, by their addresses; ``cid:`` before those that have names.
    base
        The address of the page.
    """

    written_in: Mapping[str, File] = field(default_factory=dict)
    beside: Mapping[str, File] = field(default_factory=dict)
    base: str = ""

    def find(self, address: str) -> File | None:
        """Return the file that an address of the page leads to, if it came with the page."""
        address = address.strip()
        if (found := self.written_in.get(address)) is not None:
            return found
        if not self.beside:
            return None
        try:
            whole = urldefrag(urljoin(self.base, address)).url
        except ValueError:
            whole = address
        return self.beside.get(address) or self.beside.get(whole)


NOTHING_ENCLOSED = Enclosed()


def taken_out(data: bytes) -> tuple[bytes, dict[str, File]]:
    """Return a page without the files that are written into it, and these by what stands for them.

    Small ones, such as icons, are left where they are, and those of pages in UTF-16.
    """
    if _MARK not in data:
        return data, {}
    files: dict[str, File] = {}

    def replace(match: re.Match[bytes]) -> bytes:
        name = f"{STAND_IN}{len(files)}"
        files[name] = File(data, *match.span(1))
        return name.encode()

    return _WRITTEN_IN.sub(replace, data), files
