"""Web archives (MHTML): the page in a mail with its pictures, as browsers and Word save it.

The parts are found by their boundaries in the bytes, each is looked at once and only pages are
decoded, so that an archive of any size takes no more time and memory than its bytes; what is
said about a part is read by the standard library's ``email``. Format: RFC 2557, RFC 2046.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from email.errors import MessageError
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import compat32

from gongkai.extract.errors import ReadError
from gongkai.extract.reading.contents import Contents
from gongkai.extract.reading.decoding import decode
from gongkai.extract.reading.enclosed import Enclosed, File, taken_out
from gongkai.extract.reading.html.page import Page
from gongkai.extract.reading.html.reading import contents_of, look_through, read_page
from gongkai.extract.reading.limits import (
    MHTML_DEPTH,
    MHTML_FIELDS_BYTES,
    MHTML_PAGES,
    MHTML_PARTS,
)
from gongkai.extract.reading.recognition import Recognition
from gongkai.models.document import Metadata, Notice

_MEDIA_TYPE = "multipart/related"
_PAGE_TYPES = frozenset(("text/html", "application/xhtml+xml"))
_BLANK_LINE = re.compile(rb"\r?\n[ \t]*\r?\n")
_LONGEST_BOUNDARY = 200
#: What ``email`` raises at fields that are beyond repair.
_FIELD_FAULTS = (MessageError, ValueError, LookupError, IndexError, TypeError)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the archive: what is said about it, and its bytes as they stand."""

    media_type: str
    charset: str | None
    location: str
    content_id: str
    file: File


def read_web_archive(data: bytes, recognition: Recognition = Recognition.NEVER) -> Contents:
    """Read the report in a web archive (``.mhtml``, ``.mht``).

    Of its page and the frames of it, the one with the report is read.

    Parameters
    ----------
    data
        The archive.
    recognition
        As of :func:`read_html`, for the pictures in the archive.

    Raises
    ------
    ReadError
        ``damaged`` if no page can be taken out of it, ``too_large`` if it has too many parts or
        they lie too deep in each other, and what :func:`read_html` raises.
    """
    fields, parts = _opened(data)
    pages = [part for part in parts if part.media_type in _PAGE_TYPES]
    if not pages:
        raise ReadError(
            "damaged",
            "The web archive holds no page, or is cut off before it; save the page again.",
        )
    pages.sort(key=lambda part: not _is_root(part, fields))
    best = _with_report(pages[:MHTML_PAGES], _beside(parts))
    first = contents_of(best.root, None).metadata if best.root is not best.page else Metadata()
    contents = read_page(best.page, best.encoding, best.enclosed, recognition)
    return replace(
        contents,
        media_type=_MEDIA_TYPE,
        metadata=_completed(contents.metadata, first),
        notices=(*best.notices, *contents.notices),
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """The page with the report, and the page at the root."""

    page: Page
    enclosed: Enclosed
    root: Page
    encoding: str
    notices: tuple[Notice, ...]


def _beside(parts: Iterable[_Part]) -> dict[str, File]:
    """Return the files of an archive that are no pages, by their addresses."""
    files: dict[str, File] = {}
    for part in parts:
        if part.media_type not in _PAGE_TYPES:
            for address in (part.location, f"cid:{part.content_id}"):
                files.setdefault(address, part.file)
    return files


def _with_report(parts: list[_Part], beside: Mapping[str, File]) -> _Found:
    """Return the first page with the most of a report."""
    best: _Found | None = None
    root: Page | None = None
    fault: ReadError | None = None
    for part in parts:
        try:
            rest, written_in = taken_out(part.file.content())
            decoded = decode(rest, part.charset)
            page = look_through(decoded.text)
        except ReadError as error:
            fault = fault or error
            continue
        root = root or page
        enclosed = Enclosed(written_in, beside, part.location)
        if best is None or _weight(page, enclosed) > _weight(best.page, best.enclosed):
            notices: tuple[Notice, ...] = ()
            if decoded.undecodable:
                message = (
                    f"{decoded.undecodable} places of the page could not be decoded as "
                    f"{decoded.encoding} and are shown as U+FFFD."
                )
                notices = (Notice("undecodable_bytes", message),)
            best = _Found(page, enclosed, root, decoded.encoding, notices)
    if best is None:
        raise fault or ReadError("damaged", "The web archive holds no page; save the page again.")
    return best


def _weight(page: Page, enclosed: Enclosed) -> tuple[int, int, int]:
    pictures = sum(enclosed.find(each.address) is not None for each in page.flow.pictures)
    return min(page.content.anchors, 1), page.content.prose, pictures


def _completed(metadata: Metadata, further: Metadata) -> Metadata:
    """Fill in what the frame does not say from the page around it."""
    return Metadata(
        metadata.title or further.title,
        metadata.published or further.published,
        metadata.issuer or further.issuer,
        metadata.index_number or further.index_number,
        metadata.site or further.site,
    )


def _is_root(part: _Part, fields: Message) -> bool:
    """Tell whether a part is the page itself: the archive names it by one of three ways."""
    start = _parameter(fields, "start").strip("<> ")
    location = _field(fields, "Snapshot-Content-Location") or _field(fields, "Content-Location")
    if start:
        return part.content_id == start
    return bool(location) and part.location == location


def _opened(data: bytes) -> tuple[Message, list[_Part]]:
    fields, body = _split(data, 0, len(data))
    parts: list[_Part] = []
    for part in _parts(data, fields, body, len(data), 1):
        parts.append(part)
        if len(parts) > MHTML_PARTS:
            raise ReadError(
                "too_large",
                f"The web archive has more than {MHTML_PARTS:,} parts; save the page alone.",
            )
    return fields, parts


def _parts(data: bytes, fields: Message, start: int, end: int, depth: int) -> Iterator[_Part]:
    """Yield the parts in ``data[start:end]``, whose fields are ``fields``."""
    media_type = fields.get_content_type()
    if not media_type.startswith("multipart/"):
        if media_type != "message/rfc822":
            yield _part(fields, data, start, end)
            return
        inner, body = _split(data, start, end)
        within = [(inner, body, end)]
    else:
        within = [
            (*_split(data, first, last), last)
            for first, last in _between_boundaries(data, _parameter(fields, "boundary"), start, end)
        ]
    if depth >= MHTML_DEPTH and any(_is_container(inner) for inner, _, _ in within):
        raise ReadError(
            "too_large",
            f"The web archive is nested deeper than {MHTML_DEPTH} levels; save the page alone.",
        )
    for inner, body, last in within:
        yield from _parts(data, inner, body, last, depth + 1)


def _is_container(fields: Message) -> bool:
    return fields.get_content_maintype() in {"multipart", "message"}


def _between_boundaries(
    data: bytes, boundary: str, start: int, end: int
) -> Iterator[tuple[int, int]]:
    """Yield where the parts between boundaries begin and end."""
    if not 0 < len(boundary) <= _LONGEST_BOUNDARY:
        return
    mark = re.escape(b"--" + boundary.encode("latin-1", "replace"))
    pattern = re.compile(rb"(?:\A|(?<=\n))" + mark + rb"(--)?[ \t]*(?:\r?\n|\Z)")
    first: int | None = None
    for count, match in enumerate(pattern.finditer(data, start, end)):
        if first is not None:
            yield first, match.start()
        first = None if match[1] else match.end()
        if match[1] or count > MHTML_PARTS:
            break
    if first is not None:  # cut off: the last boundary is missing
        yield first, end


def _split(data: bytes, start: int, end: int) -> tuple[Message, int]:
    """Return the fields at the beginning of a part, and where its content begins."""
    if data[start : start + 1] in {b"\r", b"\n"}:  # no fields at all
        return Message(), start
    within = min(end, start + MHTML_FIELDS_BYTES)
    match = _BLANK_LINE.search(data, start, within)
    behind = within if match is None else match.end()
    head = data[start : within if match is None else match.start()]
    return BytesHeaderParser(policy=compat32).parsebytes(head.lstrip()), behind


def _part(fields: Message, data: bytes, start: int, end: int) -> _Part:
    return _Part(
        media_type=fields.get_content_type(),
        charset=_parameter(fields, "charset") or None,
        location=_field(fields, "Content-Location"),
        content_id=_field(fields, "Content-ID").strip("<> "),
        file=File(data, start, end, _field(fields, "Content-Transfer-Encoding").lower()),
    )


def _field(fields: Message, name: str) -> str:
    try:
        return "".join(str(fields.get(name, "")).split())
    except _FIELD_FAULTS:
        return ""


def _parameter(fields: Message, name: str) -> str:
    try:
        value = fields.get_param(name)
    except _FIELD_FAULTS:
        return ""
    if isinstance(value, tuple):  # RFC 2231
        value = value[2]
    return str(value or "").strip()
