"""The first stage: bytes to document."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from pathlib import Path
from typing import Final

from gongkai.extract.errors import ReadError
from gongkai.extract.reading.decoding import Decoded, decode
from gongkai.extract.reading.media_types import is_html, refuse_binary_formats
from gongkai.extract.reading.plain_text import paragraphs
from gongkai.models.document import Document, Notice, Source
from gongkai.models.normalised import ZERO_WIDTH

#: Largest file that is read; real reports are a thousand times smaller.
MAXIMUM_BYTES: Final = 64 * 1024 * 1024
_VISIBLE: Final = re.compile(rf"[^\s{ZERO_WIDTH}]")


def read(
    source: str | os.PathLike[str] | bytes, *, uri: str | None = None, member: str | None = None
) -> Document:
    """Read a report.

    Parameters
    ----------
    source
        The path of a file, or the bytes of one.
    uri
        How to name the source in the record; by default the name of the file.
    member
        Path inside an archive, if the bytes come from one.

    Returns
    -------
    Document
        Its text, the paragraphs and grids in it, and what the page says about itself.

    Raises
    ------
    ReadError
        If the file is missing, empty, too large, of a format that is not read, not text,
        damaged, or a page without text. The message names the file if its path was given.
    """
    if isinstance(source, bytes):
        return _read_bytes(source, uri, member)
    path = Path(source)
    try:
        return _read_bytes(_load(path), path.name if uri is None else uri, member)
    except ReadError as error:
        raise ReadError(error.code, f"{path}: {error}") from error.__cause__


def _read_bytes(data: bytes, uri: str | None, member: str | None) -> Document:
    if len(data) > MAXIMUM_BYTES:
        raise _too_large(len(data))
    refuse_binary_formats(data)
    decoded = decode(data)
    if not _VISIBLE.search(decoded.text):
        raise ReadError("empty", "The file is empty; fetch or export the report again.")
    if is_html(decoded.text):
        from gongkai.extract.reading.html import read_html  # noqa: PLC0415 - selectolax loads late

        page = read_html(decoded.text)
        return Document(
            text=page.text,
            blocks=page.blocks,
            source=_source(data, uri, member, "text/html", decoded.encoding),
            metadata=page.metadata,
            notices=(*_decoding_notices(decoded), *page.notices),
        )
    _refuse_nul(decoded)
    return Document(
        text=decoded.text,
        blocks=paragraphs(decoded.text),
        source=_source(data, uri, member, "text/plain", decoded.encoding),
        notices=_decoding_notices(decoded),
    )


def _load(path: Path) -> bytes:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise ReadError("unsupported", "This is a folder, not a file; name the files in it.")
        if not stat.S_ISREG(status.st_mode):
            raise ReadError("unsupported", "This is a device or a pipe; save it to a file first.")
        if status.st_size > MAXIMUM_BYTES:
            raise _too_large(status.st_size)
        return path.read_bytes()
    except FileNotFoundError:
        raise ReadError("not_found", "There is no such file; check the path.") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL character in the path
        reason = getattr(error, "strerror", None) or str(error)
        raise ReadError(
            "not_found", f"The file cannot be opened ({reason}); check the path and its rights."
        ) from error


def _too_large(size: int) -> ReadError:
    megabytes, limit = size / 2**20, MAXIMUM_BYTES // 2**20
    return ReadError(
        "too_large",
        f"The file has {megabytes:.0f} MiB and the limit is {limit} MiB; split it into reports.",
    )


def _refuse_nul(decoded: Decoded) -> None:
    if "\0" in decoded.text:
        raise ReadError(
            "binary",
            "The file holds NUL characters, so it is binary or damaged; "
            "give a plain text file or an HTML page.",
        )


def _decoding_notices(decoded: Decoded) -> tuple[Notice, ...]:
    if not decoded.undecodable:
        return ()
    message = (
        f"{decoded.undecodable} places of the file could not be decoded as {decoded.encoding} "
        "and are shown as U+FFFD."
    )
    return (Notice("undecodable_bytes", message),)


def _source(
    data: bytes, uri: str | None, member: str | None, media_type: str, encoding: str
) -> Source:
    return Source(
        uri=uri or "",
        member=member,
        media_type=media_type,
        encoding=encoding,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
    )
