"""The tables of web pages, read with pandas.

``pandas.read_html`` does the work; on top of it stands what an hour adds: the tables are known by
words of the form, their columns by the header above them, their rows by the last words before the
numbers, or by the order of the form where the words fail. Tables in traditional characters, and
those that are images, stay unread.

What a page can do to the library is bounded first: cells may claim to cover millions of others.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import Any, Final

from gongkai.evaluate.judged.reports import JudgedCell, JudgedReport
from gongkai.evaluate.systems.interface import Text
from gongkai.evaluate.systems.peers.conventions import EXTRA
from gongkai.evaluate.systems.peers.form_tables import Rows, read_tables
from gongkai.models.errors import MissingExtraError
from gongkai.models.scheme import SectionKind

#: The longest page that is read, in characters, and the most tables, cells and columns it may
#: have.
LONGEST_PAGE: Final = 5_000_000
MOST_TABLES: Final = 300
MOST_CELLS: Final = 200_000
MOST_COLUMNS: Final = 1_000
_TABLE: Final = re.compile("<table", re.IGNORECASE)
_ROW: Final = re.compile(r"<tr[\s>]", re.IGNORECASE)
_CELL: Final = re.compile(r"<t[dh][\s>]", re.IGNORECASE)
_DECLARATION: Final = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
#: Headers inside of ``th`` and ``thead`` would become names of columns, with numbers added.
_HEADER_TAG: Final = re.compile(r"<(/?)t(?:(h)(?=[\s>])|head|foot)", re.IGNORECASE)
_SPAN: Final = re.compile(
    r"""(?P<name>\b(?:col|row)span)\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>]+))""", re.IGNORECASE
)
_SMALL: Final = re.compile(r"\s*[1-9][0-9]?\s*")
_FrameReader = Callable[[str], list[Any]]


class PandasTables:
    """Reads the mandated tables of web pages with pandas; other texts it does not attempt."""

    name: Final = "pandas"

    def read(self, texts: Sequence[Text]) -> list[JudgedReport]:
        """Read the tables of each page; see ``System``.

        A page that is too large, or that pandas cannot read, is one without tables.

        Raises
        ------
        MissingExtraError
            If pandas or its reader of HTML is not installed.
        """
        return [
            JudgedReport(
                text.name,
                cells=None if text.page is None else self._read_page(text.page),
                text=text.text,
                model=self.name,
            )
            for text in texts
        ]

    def _read_page(self, page: str) -> dict[SectionKind, dict[str, JudgedCell]]:
        read_frames = self._read_frames  # whatever the page holds, what is missing is told
        tamed = _tamed(page)
        return read_tables([] if tamed is None else _tables(tamed, read_frames))

    @cached_property
    def _read_frames(self) -> _FrameReader:
        try:
            import pandas  # noqa: PLC0415 - an extra

            # pandas looks for its reader of HTML only when it has something to read.
            _read_html(pandas, "<table><tr><td>0</td></tr></table>")
        except ImportError as error:
            raise MissingExtraError("the peer pandas", EXTRA) from error
        return partial(_read_html, pandas)


def _read_html(pandas: Any, page: str) -> list[Any]:  # noqa: ANN401 - it has no types
    frames: list[Any] = pandas.read_html(io.StringIO(page), flavor="lxml", keep_default_na=False)
    return frames


def _tables(page: str, read_frames: _FrameReader) -> list[Rows]:
    """Return the tables of a page as rows of text, nested tables too."""
    try:
        frames = read_frames(page)
    except ImportError:  # of a package that is missing, not of the page
        raise
    except Exception:  # whatever a page makes the library raise, it has read no table
        return []
    return [
        [[_squeezed(str(cell)) for cell in row] for row in frame.itertuples(index=False, name=None)]
        for frame in frames
    ]


def _squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _tamed(page: str) -> str | None:
    """Return the page without what would stall the reader; ``None`` if it is too large."""
    if len(page) > LONGEST_PAGE or not 0 < len(_TABLE.findall(page)) <= MOST_TABLES:
        return None
    page = _SPAN.sub(_small_span, _HEADER_TAG.sub(_as_body, _DECLARATION.sub("", page, count=1)))
    return page if _size(page) <= MOST_CELLS else None


def _as_body(tag: re.Match[str]) -> str:
    return f"<{tag[1]}{'td' if tag[2] else 'tbody'}"


def _small_span(attribute: re.Match[str]) -> str:
    written = next(group for group in attribute.groups()[1:] if group is not None)
    return f"{attribute['name']}={written.strip()} " if _SMALL.fullmatch(written) else ""


def _size(page: str) -> int:
    """Return how many cells the tables of a page have at most, once all rows are as long."""
    spans = [int(written[4]) for written in _SPAN.finditer(page)]
    rows = _ROW.split(page)
    widest = max(len(_CELL.findall(row)) for row in rows)
    if widest > MOST_COLUMNS:
        return MOST_CELLS + 1
    return len(rows) * widest + sum(span * span for span in spans)
