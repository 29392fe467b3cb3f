"""The pages and files of a crawl of the web (WARC), each an input of its own.

Of a crawl only what may be a report is read: the answers of web servers (``response``) and files
(``resource``) that are a page, text, PDF, Word or an archive, by their content type, or by their
beginning where the type says nothing. The rest is passed over and counted: pictures, scripts,
redirects, errors, and answers that only refer to earlier ones (``revisit``).
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, BinaryIO, Final

from gongkai.extract.errors import ReadError
from gongkai.extract.input_files import Input, UnreadableInput
from gongkai.extract.reading import compound
from gongkai.extract.reading.limits import CRAWL_FIELDS_BYTES, MAXIMUM_BYTES
from gongkai.extract.sources.crawl_framing import (
    BLANK_LINE,
    Frame,
    frames,
    read_frame,
    status_parser,
)
from gongkai.extract.sources.names import CollectionNames, usable_uri
from gongkai.extract.sources.places import cannot_open, last_name, open_place, stamp_of
from gongkai.extract.sources.transfer import decoded, without_chunks
from gongkai.extract.sources.values import check_length

if TYPE_CHECKING:
    from warcio.statusandheaders import StatusAndHeaders

_HTTP: Final = ("HTTP/1.0", "HTTP/1.1", "HTTP/2.0", "HTTP/2", "HTTP/3")
_ANSWERED: Final = frozenset({"200", "203"})
#: Types that may be a report whatever they begin with ...
_READ: Final = re.compile(
    r"text/(?:html|plain|rtf)|application/(?:xhtml\+xml|pdf|msword|rtf|zip|x-zip-compressed|"
    r"vnd\.ms-word.*|vnd\.openxmlformats.*|vnd\.oasis.*|kswps|vnd\.ms-works|vnd\.ms-excel|ofd)|"
    r"message/rfc822|multipart/related"
)
#: ... and such that never are one. Of others the beginning tells.
_PASSED_OVER: Final = re.compile(
    r"(?:image|audio|video|font)/.*|text/(?:css|(?:x-)?javascript|ecmascript|dns)|"
    r"application/(?:(?:x-)?javascript|ecmascript|json|ld\+json|wasm|x-shockwave-flash|"
    r"font.*|x-font.*|vnd\.ms-fontobject|rss\+xml|atom\+xml|manifest\+json)"
)
_BINARY_STARTS: Final = (b"%PDF-", b"PK\x03\x04", b"{\\rtf", compound.SIGNATURE)
_BYTE_ORDER_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
_CONTROLS: Final = re.compile(rb"[\x00-\x08\x0e-\x1a]")
_TYPE_NAME: Final = re.compile(r"[a-z]+/[a-z0-9.+-]{1,80}")
_MOST_KINDS: Final = 1_000
_SNIFFED_BYTES: Final = 1024
_FILES_KEPT: Final = 2


@dataclass(frozen=True, slots=True)
class CrawlRecord:
    """A record of a crawl.

    Attributes
    ----------
    uri
        The address that was crawled.
    member
        The id of the record, where the address was met before.
    path
        The path or the address of the crawl.
    offset
        Where the record begins in it, in bytes.
    """

    uri: str
    member: str | None
    path: str
    offset: int

    def read_bytes(self) -> bytes:
        """Return the page or file, without the encodings it was sent in.

        Raises
        ------
        ReadError
            If the crawl is gone, damaged or another one, or the content is longer than
            ``MAXIMUM_BYTES``.
        """
        name = f"{self.uri} (byte {self.offset} of {last_name(self.path)})"
        try:
            stream = _crawl(self.path, stamp_of(self.path))
            frame, _ = read_frame(stream, self.offset, MAXIMUM_BYTES + CRAWL_FIELDS_BYTES)
        except OSError as error:
            raise cannot_open(name, error) from error
        fields = None if frame is None else frame.fields
        if frame is None or fields is None or _target(fields) not in {self.uri, None}:
            raise ReadError(
                "damaged", f"{name} is not there any more: the crawl was changed, read it anew."
            )
        if frame.fault is not None:
            raise ReadError(frame.fault.code, f"{name} {frame.fault}")
        check_length(name, frame.length - CRAWL_FIELDS_BYTES)
        answer = _answer(fields, frame.block)
        if answer is None:
            raise ReadError(
                "damaged", f"{name} is no answer of a web server: leave it out, or fetch it again."
            )
        try:
            content = answer.content(MAXIMUM_BYTES + 1)
        except ReadError as error:
            raise ReadError(error.code, f"{name} {error}") from error
        check_length(name, len(content))
        return content


def crawl_inputs(
    path: str, uri: str, names: CollectionNames, skipped: Counter[str]
) -> Iterator[Input]:
    """Yield the records of a crawl that may be reports.

    Parameters
    ----------
    path
        The path or the address of the crawl.
    uri
        What the crawl is called.
    names
        What tells records of the same address apart.
    skipped
        Counts the records that are passed over, by what they are.

    Raises
    ------
    CrawlLibraryError
        If warcio is not installed.
    """
    status_parser(_HTTP)
    try:
        with open_place(path) as stream:
            for frame in frames(stream):
                found = _input(frame, path, uri, names, skipped)
                if found is not None:
                    yield found
    except OSError as error:
        yield UnreadableInput(uri, None, "not_found", str(cannot_open(uri, error)))


def _input(
    frame: Frame, path: str, uri: str, names: CollectionNames, skipped: Counter[str]
) -> Input | None:
    fields, fault = frame.fields, frame.fault
    if fields is None or fault is not None:
        message = f"{uri} (byte {frame.offset}) {fault}"
        return UnreadableInput(uri, str(frame.offset), "damaged", message)
    kind = (fields.get_header("WARC-Type") or "").strip().lower()
    if not kind:
        message = f"{uri} (byte {frame.offset}) does not say what it is: fetch the crawl again."
        return UnreadableInput(uri, str(frame.offset), "damaged", message)
    if kind not in {"response", "resource"}:
        if kind == "revisit":
            _count(skipped, kind)
        return None
    answer = _answer(fields, frame.block)
    if answer is not None and (passed_over := answer.passed_over()):
        _count(skipped, passed_over)
        return None
    target = _target(fields)
    if target is None:
        return CrawlRecord(uri, str(frame.offset), path, frame.offset)
    identifier = usable_uri((fields.get_header("WARC-Record-ID") or "").strip("<> "))
    others = [each for each in (identifier, f"{uri}#{frame.offset}") if each]
    return CrawlRecord(target, names.member_of(target, *others), path, frame.offset)


def _count(skipped: Counter[str], what: str) -> None:
    skipped[what if what in skipped or len(skipped) < _MOST_KINDS else "other records"] += 1


def _target(fields: StatusAndHeaders) -> str | None:
    """Return the address of a record; wget wrote it in angle brackets."""
    target = (fields.get_header("WARC-Target-URI") or "").strip()
    if target.startswith("<") and target.endswith(">"):
        target = target[1:-1]
    return usable_uri(target)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a web server answered, or a file that was kept as it is.

    Attributes
    ----------
    status
        The status of HTTP, where there is one.
    media_type
        The content type, without its parameters; empty if none is said.
    chunked, encodings
        How the body was sent.
    body
        The body as it was sent, or its beginning.
    """

    status: str | None
    media_type: str
    chunked: bool
    encodings: str
    body: bytes

    def content(self, most: int) -> bytes:
        """Return the body without the encodings it was sent in, so many bytes of it at most."""
        body = without_chunks(self.body) if self.chunked else self.body
        return decoded(body, self.encodings, most)

    def passed_over(self) -> str | None:
        """Return what it is, if it cannot be a report."""
        if self.status is not None and self.status not in _ANSWERED:
            return f"HTTP {self.status}"
        kind = self.media_type
        if _READ.fullmatch(kind):
            return None
        if _PASSED_OVER.fullmatch(kind):
            return kind if _TYPE_NAME.fullmatch(kind) else "other records"
        try:
            may_be = _may_be_report(self.content(_SNIFFED_BYTES))
        except ReadError:
            may_be = True  # reading it will say why
        if may_be:
            return None
        return kind if _TYPE_NAME.fullmatch(kind) else "binary"


def _may_be_report(start: bytes) -> bool:
    if start.startswith(_BINARY_STARTS + _BYTE_ORDER_MARKS):
        return True
    return bool(start) and _CONTROLS.search(start) is None


def _answer(own: StatusAndHeaders, block: bytes) -> _Answer | None:
    """Return what a record holds; ``None`` if it should be an answer of HTTP and is not."""
    own_type = _media_type(own)
    if not (own_type == "application/http" or block.startswith(b"HTTP/")):
        return _Answer(None, own_type, chunked=False, encodings="", body=block)
    end = BLANK_LINE.search(block, 0, CRAWL_FIELDS_BYTES)
    fields = None if end is None else _http_fields(io.BytesIO(block[: end.end()]))
    if end is None or fields is None:
        return None
    status = fields.get_statuscode()
    return _Answer(
        status if status.isascii() and status.isdigit() and len(status) == 3 else "unknown",
        _media_type(fields),
        chunked="chunked" in (fields.get_header("Transfer-Encoding") or "").lower(),
        encodings=(fields.get_header("Content-Encoding") or "").lower(),
        body=block[end.end() :],
    )


def _http_fields(stream: BinaryIO) -> StatusAndHeaders | None:
    from warcio.statusandheaders import StatusAndHeadersParserException  # noqa: PLC0415

    try:
        return status_parser(_HTTP).parse(stream)
    except (StatusAndHeadersParserException, EOFError, ValueError):
        return None


def _media_type(fields: StatusAndHeaders) -> str:
    return str(fields.get_header("Content-Type") or "").partition(";")[0].strip().lower()


@lru_cache(maxsize=_FILES_KEPT)
def _crawl(path: str, stamp: tuple[int, int]) -> BinaryIO:
    """Open a crawl once for all its records; a changed file is opened again."""
    del stamp
    return open_place(path)
