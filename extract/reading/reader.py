"""The first stage: bytes to document."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from dataclasses import replace
from pathlib import Path
from typing import Final

from gongkai.extract.errors import ReadError
from gongkai.extract.reading.contents import Contents
from gongkai.extract.reading.decoding import Decoded, decode
from gongkai.extract.reading.enclosed import Enclosed, taken_out
from gongkai.extract.reading.formats import FileFormat, format_of, is_html
from gongkai.extract.reading.limits import MAXIMUM_BYTES
from gongkai.extract.reading.plain_text import paragraphs
from gongkai.extract.reading.recognition import Recognition
from gongkai.extract.reading.several_reports import several_reports_notice
from gongkai.models.document import Document, Notice, Source
from gongkai.models.normalised import ZERO_WIDTH

_VISIBLE: Final = re.compile(rf"[^\s{ZERO_WIDTH}]")


def read(
    source: str | os.PathLike[str] | bytes,
    *,
    uri: str | None = None,
    member: str | None = None,
    ocr: str = Recognition.AUTO,
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
    ocr
        When pages and pictures are read by optical character recognition: ``never``, ``auto``
        (those without text of their own) or ``always``. Needs ``gongkai[ocr]``.

    Returns
    -------
    Document
        Its text, the paragraphs and grids in it, and what the page says about itself.

    Raises
    ------
    ReadError
        If the file is missing, empty, too large, of a format that is not read, not text,
        damaged, under a password, or without text. The message names the file if its path was
        given.
    ValueError
        If ``ocr`` is none of these.
    """
    recognition = Recognition(ocr)
    if isinstance(source, bytes):
        return _read_bytes(source, uri, member, recognition)
    path = Path(source)
    try:
        return _read_bytes(_load(path), path.name if uri is None else uri, member, recognition)
    except ReadError as error:
        raise ReadError(error.code, f"{path}: {error}") from error.__cause__


def _read_bytes(
    data: bytes, uri: str | None, member: str | None, recognition: Recognition
) -> Document:
    if len(data) > MAXIMUM_BYTES:
        raise _too_large(len(data))
    try:
        contents = _read_contents(data, recognition)
    except (MemoryError, RecursionError) as error:
        raise ReadError(
            "too_complex",
            f"Reading the file takes more memory than there is, or it is nested without end "
            f"({type(error).__name__}); save it as plain text, or read it on a machine with more.",
        ) from error
    several = several_reports_notice(contents.text, contents.blocks)
    source = Source(
        uri=uri or "",
        member=member,
        media_type=contents.media_type,
        encoding=contents.encoding,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
    )
    return Document(
        text=contents.text,
        blocks=contents.blocks,
        source=source,
        metadata=contents.metadata,
        notices=contents.notices if several is None else (*contents.notices, several),
        layout=contents.layout,
    )


def _read_contents(data: bytes, recognition: Recognition) -> Contents:
    # Parsers load when they are needed: together they take longer than most reports.
    match format_of(data):
        case FileFormat.PDF:
            from gongkai.extract.reading.pdf import read_pdf  # noqa: PLC0415

            return read_pdf(data, recognition)
        case FileFormat.WORD:
            from gongkai.extract.reading.word import read_word  # noqa: PLC0415

            return read_word(data, recognition)
        case FileFormat.OFFICE:
            from gongkai.extract.reading.word import read_office  # noqa: PLC0415

            return read_office(data, recognition)
        case FileFormat.PICTURE:
            from gongkai.extract.reading.pictures import read_picture  # noqa: PLC0415

            return read_picture(data, recognition)
        case FileFormat.WEB_ARCHIVE:
            from gongkai.extract.reading.html import read_web_archive  # noqa: PLC0415

            return read_web_archive(data, recognition)
        case FileFormat.TEXT:
            return _read_text(data, recognition)


def _read_text(data: bytes, recognition: Recognition) -> Contents:
    rest, files = taken_out(data)
    decoded = decode(rest)
    if not _VISIBLE.search(decoded.text):
        raise ReadError("empty", "The file is empty; fetch or export the report again.")
    if is_html(decoded.text):
        from gongkai.extract.reading.html import read_html  # noqa: PLC0415 - selectolax loads late

        page = read_html(decoded.text, decoded.encoding, Enclosed(files), recognition)
        return replace(page, notices=(*_decoding_notices(decoded), *page.notices))
    if files:
        decoded = decode(data)
    _refuse_nul(decoded)
    return Contents(
        text=decoded.text,
        blocks=paragraphs(decoded.text),
        media_type="text/plain",
        encoding=decoded.encoding,
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
            "give plain text, HTML, Word, PDF or a picture.",
        )


def _decoding_notices(decoded: Decoded) -> tuple[Notice, ...]:
    if not decoded.undecodable:
        return ()
    message = (
        f"{decoded.undecodable} places of the file could not be decoded as {decoded.encoding} "
        "and are shown as U+FFFD."
    )
    return (Notice("undecodable_bytes", message),)
