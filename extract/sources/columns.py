"""Which columns of a table hold the reports: as the user says, or by their names and types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from gongkai.extract.errors import InputError
from gongkai.extract.reading.zip_files import brief

#: Names of columns that hold the text of a report, the likeliest first.
TEXT_NAMES: Final = (
    *("text", "content", "html", "raw_content", "raw_html", "raw_text", "full_text", "body"),
    *("article", "document", "markdown", "正文", "内容", "全文"),
)
#: Names of columns that hold the file a report was published as.
BYTES_NAMES: Final = (
    *("bytes", "data", "pdf", "file", "binary", "raw", "raw_bytes", "file_bytes", "docx", "doc"),
)
#: Names of columns that say what a report is called.
URI_NAMES: Final = (
    *("uri", "url", "id", "file_name", "filename", "name", "path", "file_path", "link"),
    *("网址", "链接", "文件名"),
)
_MOST_LISTED: Final = 30


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of columns; what is ``None`` is guessed.

    Attributes
    ----------
    text
        The text of the report, or its page.
    bytes
        The bytes of its file; in base64 where the column is text.
    uri
        What it is called.
    """

    text: str | None = None
    bytes: str | None = None
    uri: str | None = None


class ColumnKind(Enum):
    """What a column holds."""

    TEXT = "text"
    BYTES = "bytes"
    OTHER = "other"


def choose_columns(wanted: Columns, found: Mapping[str, ColumnKind], place: str) -> Columns:
    """Return the columns to read.

    Where nothing is said, the bytes are those of the first column of bytes with a likely name,
    the text that of the first column of text with one. If there is neither, a column of text
    that is named like one of bytes is taken for base64.

    Parameters
    ----------
    wanted
        What the user says.
    found
        The columns there are.
    place
        How the file is called.

    Raises
    ------
    InputError
        If a column is not there, or none has a likely name.
    """
    for name in (wanted.text, wanted.bytes, wanted.uri):
        if name is not None and name not in found:
            raise InputError(f"{place} has no column {name}: it has {_listed(found)}.")
    text, content = wanted.text, wanted.bytes
    if text is None and content is None:
        content = _first((*BYTES_NAMES, *TEXT_NAMES), found, ColumnKind.BYTES)
        text = _first(TEXT_NAMES, found, ColumnKind.TEXT)
        if text is None and content is None:
            content = _first(BYTES_NAMES, found, ColumnKind.TEXT)
    if text is None and content is None:
        raise InputError(
            f"{place} has no column with a name that reports are known to be under: name the "
            f"right one with --text-column or --bytes-column; it has {_listed(found)}."
        )
    uri = wanted.uri or _first(URI_NAMES, found, ColumnKind.TEXT, ColumnKind.OTHER)
    return Columns(text, content, uri)


def _first(names: Iterable[str], found: Mapping[str, ColumnKind], *kinds: ColumnKind) -> str | None:
    by_name = {name.lower(): name for name in reversed(list(found)) if found[name] in kinds}
    return next((by_name[name] for name in names if name in by_name), None)


def _listed(found: Iterable[str]) -> str:
    names = list(found)
    listed = ", ".join(brief(name) for name in names[:_MOST_LISTED])
    if len(names) > _MOST_LISTED:
        listed += f" and {len(names) - _MOST_LISTED} more"
    return listed or "no columns"
