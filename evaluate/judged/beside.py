"""The report that lies beside its annotation: its text, and its web page."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Final

from gongkai.extract.errors import GongkaiError

#: The most that a page may hold, in bytes.
_MOST_BYTES: Final = 64 * 2**20
#: No file system takes a longer part of a path, in bytes of UTF-8.
_LONGEST_PART: Final = 255
_LONGEST_NAME: Final = 4096
_PAGE_ENDINGS: Final = (".html", ".htm")


class ReportError(GongkaiError):
    """A report beside its annotation that cannot be read."""


def is_name(name: str) -> bool:
    """Tell whether something can be the name of a text: a path that a file could have."""
    try:
        encoded = name.encode()
    except UnicodeEncodeError:
        return False
    parts = encoded.split(b"/")
    is_short = len(encoded) <= _LONGEST_NAME and max(map(len, parts)) <= _LONGEST_PART
    return is_short and "\0" not in name and bool(PurePosixPath(name).name.strip())


def beside(path: Path, name: str) -> tuple[str | None, str | None]:
    """Return text and page of a report that lies beside its annotation, as far as they do.

    Parameters
    ----------
    path
        The file that speaks of the report.
    name
        The path of the report, from the folder of that file; else its file name is enough.

    Raises
    ------
    ReportError
        If a report that is there cannot be read.
    """
    if not is_name(name):
        return None, None
    report = _place(path, name)
    if report == path:
        return None, None
    pages = [report.with_suffix(ending) for ending in _PAGE_ENDINGS] if report.suffix else []
    page = next((file for file in pages if file.is_file()), None)
    return _text(report), None if page is None else _markup(page)


def _place(path: Path, name: str) -> Path:
    """Return where the report is, never outside the folder, whatever the name says."""
    parts = PurePosixPath(name)
    if not parts.is_absolute() and ".." not in parts.parts:
        whole = path.parent / name
        if whole.is_file():
            return whole
    return path.parent / Path(name).name


def _text(report: Path) -> str | None:
    from gongkai.extract.errors import ReadError  # noqa: PLC0415
    from gongkai.extract.reading import read  # noqa: PLC0415 - slow to load

    if not report.is_file():
        return None
    try:
        return read(report).text
    except ReadError as error:  # which names the file
        raise ReportError(str(error)) from error


def _markup(page: Path) -> str | None:
    from gongkai.extract.errors import ReadError  # noqa: PLC0415
    from gongkai.extract.reading.decoding import decode  # noqa: PLC0415 - slow to load

    try:
        with page.open("rb") as stream:
            return decode(stream.read(_MOST_BYTES)).text
    except (OSError, ReadError) as error:
        raise ReportError(
            f"{page} cannot be read ({error}): correct it or take it away."
        ) from error
