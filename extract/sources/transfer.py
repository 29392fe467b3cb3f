"""The encodings that web servers send content in, undone within bounds.

Crawlers keep what was sent, but some undo an encoding and keep the field that names it: content
that does not begin as its encoding would is taken as it is.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from importlib import import_module
from typing import Final

from gongkai.extract.errors import ReadError

_GZIP_MAGIC: Final = b"\x1f\x8b"
_ZSTD_MAGIC: Final = b"\x28\xb5\x2f\xfd"
_WITH_GZIP_HEAD: Final = 16 + zlib.MAX_WBITS
_PIECE_BYTES: Final = 2**16
#: Encodings on top of each other; servers use one.
_MOST_ENCODINGS: Final = 3


def without_chunks(body: bytes) -> bytes:
    """Return a body that was sent in chunks as one (RFC 9112, 7.1)."""
    from warcio.bufferedreaders import ChunkedDataReader  # noqa: PLC0415 - an extra

    content: bytes = ChunkedDataReader(io.BytesIO(body)).read()
    return content


def decoded(body: bytes, encodings: str, most: int) -> bytes:
    """Return a body without its content encodings (RFC 9110, 8.4.1).

    Parameters
    ----------
    body
        What was sent, or its beginning.
    encodings
        The field ``Content-Encoding``, in lower case.
    most
        How many bytes are returned at most.

    Raises
    ------
    ReadError
        ``missing_extra`` if the package that undoes an encoding is not installed, ``damaged`` if
        the content breaks; the message goes on where the name of the content ends.
    """
    names = [name.strip() for name in encodings.split(",")][-_MOST_ENCODINGS:]
    for name in reversed(names):
        undo = _DECODERS.get(name)
        if undo is not None:
            body = undo(body, most)
    return body[:most]


def _gzip(body: bytes, most: int) -> bytes:
    if not body.startswith(_GZIP_MAGIC):
        return body
    return _unpacked(_WITH_GZIP_HEAD, body, most)


def _deflate(body: bytes, most: int) -> bytes:
    for bits in (zlib.MAX_WBITS, -zlib.MAX_WBITS):  # servers send either
        try:
            zlib.decompressobj(bits).decompress(body[:_PIECE_BYTES], 1)
        except zlib.error:
            continue
        return _unpacked(bits, body, most)
    return body


def _unpacked(bits: int, body: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj(bits).decompress(body, most)
    except zlib.error as error:
        raise _broken() from error


def _brotli(body: bytes, most: int) -> bytes:
    try:
        brotli = import_module("brotli")  # few crawls need it
    except ImportError as error:
        raise ReadError(
            "missing_extra", "was sent packed by Brotli: install it with pip install brotli."
        ) from error
    unpacker, content = brotli.Decompressor(), bytearray()
    try:
        for place in range(0, len(body), 1024):  # what unpacks at once is not bounded otherwise
            content += unpacker.process(body[place : place + 1024])
            if len(content) >= most:
                break
    except brotli.error as error:
        if content:
            raise _broken() from error
        return body
    return bytes(content)


def _zstd(body: bytes, most: int) -> bytes:
    if not body.startswith(_ZSTD_MAGIC):
        return body
    import pyarrow  # noqa: PLC0415 - slow to load

    content = bytearray()
    try:
        stream = pyarrow.input_stream(io.BytesIO(body), compression="zstd")
        while len(content) < most and (piece := stream.read(min(_PIECE_BYTES, most))):
            content += piece
    except MemoryError:
        raise
    except Exception as error:
        if len(content) < min(most, _PIECE_BYTES):
            raise _broken() from error
    return bytes(content)


def _broken() -> ReadError:
    return ReadError("damaged", "breaks off in the encoding it was sent in: fetch it again.")


_DECODERS: Final[dict[str, Callable[[bytes, int], bytes]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
