"""From what stands in a row to the bytes of a report."""

from __future__ import annotations

import base64
import binascii
import re
from typing import BinaryIO, Final

from gongkai.extract.errors import ReadError
from gongkai.extract.reading.limits import MAXIMUM_BYTES

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_PIECE_BYTES: Final = 2**20
_WHITE_SPACE: Final = re.compile(r"\s+")


def content_of(name: str, text: object, content: object) -> bytes:
    """Return the bytes of a report: those of its file if the row has it, else of its text.

    Parameters
    ----------
    name
        How the row is called, for errors.
    text
        What the column of text holds: a text, or the bytes of one.
    content
        What the column of bytes holds: bytes, or a text that is base64.

    Raises
    ------
    ReadError
        If there is neither, it is something else, or it is longer than ``MAXIMUM_BYTES``.
    """
    if content is not None:
        data = _from_base64(name, content) if isinstance(content, str) else content
    elif isinstance(text, str):
        data = _SURROGATE.sub("\ufffd", text).encode()
    else:
        data = text
    if data is None:
        raise ReadError("empty", f"{name} has no text: leave it out, or name another column.")
    if not isinstance(data, bytes):
        raise ReadError(
            "unsupported",
            f"{name} holds neither text nor bytes but {_kind_of(data)}: name another column with "
            "--text-column or --bytes-column.",
        )
    check_length(name, len(data))
    return data


def changed(name: str) -> ReadError:
    """Return the error of a row that is called otherwise than when it was found.

    Its text is that of another report, which must not be told under this name.
    """
    return ReadError(
        "damaged", f"{name} is not there any more: the file was changed, read it anew."
    )


def check_length(name: str, length: int) -> None:
    """Check that so many bytes can be a report.

    Raises
    ------
    ReadError
        If not.
    """
    if length > MAXIMUM_BYTES:
        raise ReadError(
            "too_large",
            f"{name} is longer than {MAXIMUM_BYTES // 2**20} MiB, which no report is: split it or "
            "leave it out.",
        )


def _from_base64(name: str, text: str) -> bytes:
    text = _WHITE_SPACE.sub("", text)
    check_length(name, len(text) * 3 // 4 - 2)  # the last two letters may be padding
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:  # ValueError: characters beyond ASCII
        raise ReadError(
            "damaged",
            f"{name} is not base64, which bytes in a column of text have to be: name the column "
            "with --text-column if it is text.",
        ) from error


def _kind_of(value: object) -> str:
    kinds = {bool: "yes or no", int: "a number", float: "a number", list: "a list"}
    return kinds.get(type(value), "a structure")


def read_bounded(stream: BinaryIO) -> bytes:
    """Return what a stream holds, or its beginning if it is longer than ``MAXIMUM_BYTES``."""
    pieces, length = [], 0
    while length <= MAXIMUM_BYTES:
        piece = stream.read(min(_PIECE_BYTES, MAXIMUM_BYTES + 1 - length))
        if not piece:
            break
        pieces.append(piece)
        length += len(piece)
    return b"".join(pieces)
