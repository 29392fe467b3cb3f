"""Tables and crawls to read."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet

from gongkai.extract.errors import ReadError
from gongkai.extract.inputs import Columns, Input, find_inputs

Reports = list[tuple[str, str | None, bytes | str]]


def found(*arguments: Path | str, columns: Columns | None = None) -> list[Input]:
    return list(find_inputs([str(each) for each in arguments], columns or Columns()))


def content_or_code(source: Input) -> bytes | str:
    """Return the bytes of an input, or the code of the error it meets."""
    try:
        return source.read_bytes()
    except ReadError as error:
        return error.code


def reports(*arguments: Path | str, columns: Columns | None = None) -> Reports:
    """Return name and content of all inputs, or the code of the error."""
    inputs = found(*arguments, columns=columns)
    return [(each.uri, each.member, content_or_code(each)) for each in inputs]


def parquet(path: Path, columns: Mapping[str, Any], **options: Any) -> Path:  # noqa: ANN401
    pyarrow.parquet.write_table(pyarrow.table(dict(columns)), path, **options)
    return path


def json_lines(path: Path, rows: Sequence[object]) -> Path:
    """Write a line for each row; bytes as they are."""
    lines = [row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows]
    content = b"".join(line + b"\n" for line in lines)
    if path.suffix in {".gz", ".zst"}:
        kind = {".gz": "gzip", ".zst": "zstd"}[path.suffix]
        with pyarrow.output_stream(path, compression=kind) as stream:
            stream.write(content)
    else:
        path.write_bytes(content)
    return path


def in_base64(content: bytes) -> str:
    return base64.b64encode(content).decode()


def record(
    target: str | None,
    block: bytes,
    *,
    kind: str = "response",
    media: str = "application/http; msgtype=response",
    number: int = 0,
    length: int | str | None = None,
) -> bytes:
    """Return a record of a crawl; ``length`` is what it says of itself."""
    head = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>",
        "WARC-Date: 2024-01-31T00:00:00Z",
        f"Content-Type: {media}",
        f"Content-Length: {len(block) if length is None else length}",
    ]
    if target is not None:
        head.append(f"WARC-Target-URI: {target}")
    return "\r\n".join([*head, "", ""]).encode() + block + b"\r\n\r\n"


def answer(content: bytes, media: str = "text/html", *fields: str, status: str = "200 OK") -> bytes:
    """Return an answer of a web server."""
    head = [f"HTTP/1.1 {status}", f"Content-Type: {media}", *fields, "", ""]
    return "\r\n".join(head).encode() + content


def chunks(content: bytes, size: int = 100) -> bytes:
    pieces = [content[place : place + size] for place in range(0, len(content), size)]
    return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def crawl(path: Path, records: Sequence[bytes]) -> Path:
    """Write a crawl, each record packed by itself if the ending says so."""
    packed = path.suffix == ".gz"
    path.write_bytes(b"".join(gzip.compress(each) if packed else each for each in records))
    return path


def offsets(path: Path, records: Sequence[bytes]) -> Iterator[int]:
    """Yield where records begin in a crawl that ``crawl`` wrote."""
    place = 0
    for each in records:
        yield place
        place += len(gzip.compress(each)) if path.suffix == ".gz" else len(each)
