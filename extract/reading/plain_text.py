r"""Text files: which lines make a paragraph.

Most files have a paragraph a line. Copies from PDF files and old mail programs break every
paragraph into lines of nearly the same width, so that a number may stand on one line and
its measure word on the next. Such lines are put together, but only where the file shows
that it was wrapped: the debris of tables (a cell a line), headings and titles over two lines
must stay apart.

1. :func:`_lines` cuts the text and measures each line.
2. :func:`_wrap_width` finds the width the file was wrapped at, if it was.
3. :func:`_continues` decides for each line whether it goes on with the one before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from gongkai.extract.errors import ReadError
from gongkai.models.document import Paragraph, Span

_LINE = re.compile("[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
#: White space and zero-width characters at the ends of a line are no part of it.
_BLANK = (
    " \t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u202f\u205f\u3000\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
)
_ENDS_SENTENCE = re.compile("[。！？!?；;：:…][”’）)》\"']*$")
_ENDS_OPEN = re.compile("[，、,（(“‘《〈]$")
#: Beginnings of headings and of items, which never go on with the line before.
_MARKER = re.compile(
    r"(?:第?[一二三四五六七八九十]{1,3}[、.．，,]|第[一二三四五六七八九十]+[章节部条]|"
    r"[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、．)）]|\d{1,2}\.(?!\d)|[①-⑳●■◆▲※★])"
)
_SEPARATOR = re.compile(r"[\t|｜┃│]")
_COLUMN_GAP = re.compile(r"(?<=\S)[ \u3000]{2,}+(?=\S)")
_NUMBER_ROW = re.compile(r"(?<![\d.,/—-])(?:[\d.,/—-]++[ \u3000]++){3}|^[\d.,%/—\s-]+$")
#: Widths are in columns of a terminal: a Chinese character takes two.
_NARROWEST, _WIDEST = 36, 160
#: How far wrapped lines fall short of the width: a punctuation mark or a number that may not
#: be broken moves to the next line whole.
_SLACK = 7
_WRAPPED_LINES = 3
_WRAPPED_SHARE = 0.6
#: Rows of tables are shorter; a line of megabytes is not searched for columns.
_LONGEST_ROW = 2000
_SHORTEST_OPEN = 16
_INDENT = 2
#: Reports have some hundreds of lines.
_MAXIMUM_LINES = 200_000


@dataclass(slots=True)
class _Line:
    """A line with text.

    ``indent`` and ``width`` are in columns; ``adjacent``: no blank line stands before it;
    ``open``: it may break off inside a sentence, being long enough and without its end.
    """

    start: int
    text: str
    indent: int
    width: int
    adjacent: bool
    open: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a plain text, in order; blank lines belong to none.

    Raises
    ------
    ReadError
        ``too_large`` if the text has more lines than any report.
    """
    lines = list(_lines(text))
    width = _wrap_width(lines)
    bounds: list[tuple[int, int]] = []
    previous: _Line | None = None
    for line in lines:
        if previous is not None and _continues(previous, line, width):
            bounds[-1] = (bounds[-1][0], line.end)
        else:
            bounds.append((line.start, line.end))
        previous = line
    return tuple(Paragraph(Span(start, end)) for start, end in bounds)


def _lines(text: str) -> Iterator[_Line]:
    behind = count = 0
    for match in _LINE.finditer(text):
        line = match[0]
        content = line.lstrip(_BLANK)
        lead = len(line) - len(content)
        content = content.rstrip(_BLANK)
        if not content:
            continue
        count += 1
        if count > _MAXIMUM_LINES:
            raise ReadError(
                "too_large",
                f"The file has more than {_MAXIMUM_LINES:,} lines; split it into reports.",
            )
        first = match.start()
        adjacent = first == behind + 1 or (first == behind + 2 and text[behind:first] == "\r\n")
        behind = match.end()
        width = _columns(content)
        unfinished = width >= _SHORTEST_OPEN and not _ENDS_SENTENCE.search(content[-4:])
        indent = _columns(line[:lead]) if lead else 0
        if "\t" in line[:lead]:  # a cell of a table that was copied a cell a line
            adjacent = False
        yield _Line(first + lead, content, indent, width, adjacent, unfinished)


def _columns(text: str) -> int:
    """Return the width on a terminal: Chinese characters, three bytes in UTF-8, take two."""
    if text.isascii():
        return len(text)
    return (len(text.encode("utf-8", "surrogatepass")) + len(text)) // 2


def _is_tabular(content: str) -> bool:
    """Tell whether a line is a row of a table, or a cell with nothing but a number."""
    if _SEPARATOR.search(content):
        return True
    if len(content) > _LONGEST_ROW:
        return False
    gaps = zip(range(2), _COLUMN_GAP.finditer(content), strict=False)
    return sum(1 for _ in gaps) == 2 or _NUMBER_ROW.search(content) is not None


def _wrap_width(lines: list[_Line]) -> int | None:
    """Return the width at which the paragraphs of the file were wrapped, if they were.

    In a wrapped file the lines that break off inside a sentence crowd just below one width,
    which hardly any line exceeds. In a file with a paragraph a line they are of any width.
    """
    broken_off: Counter[int] = Counter()
    for line, following in pairwise(lines):
        width = line.indent + line.width
        if (
            line.open
            and following.adjacent
            and _NARROWEST <= width <= _WIDEST
            and not _is_tabular(line.text)
            and not _is_tabular(following.text)
        ):
            broken_off[width] += 1
    total = sum(broken_off.values())
    best_width, best_count = None, 0
    for width in list(broken_off):
        count = sum(broken_off[width - less] for less in range(_SLACK + 1))
        if count > best_count:
            best_width, best_count = width, count
    if best_width is None or best_count < _WRAPPED_LINES or best_count < _WRAPPED_SHARE * total:
        return None
    limit = best_width + _SLACK
    beyond = sum(
        1 for line in lines if line.indent + line.width > limit and not _is_tabular(line.text)
    )
    return best_width if beyond * 4 <= best_count else None


def _continues(previous: _Line, line: _Line, wrap_width: int | None) -> bool:
    """Tell whether ``line`` goes on with the sentence that ``previous`` breaks off."""
    if not line.adjacent or not previous.open:
        return False
    if _MARKER.match(line.text) or line.indent >= previous.indent + _INDENT:
        return False
    full = wrap_width is not None and _is_full(previous, wrap_width)
    if not full and not _ENDS_OPEN.search(previous.text):
        return False
    return not _is_tabular(previous.text) and not _is_tabular(line.text)


def _is_full(line: _Line, wrap_width: int) -> bool:
    """Tell whether a line reaches the width, in columns or, as programs count, in characters."""
    columns = line.indent + line.width
    if columns > wrap_width + _SLACK:
        return False
    characters = line.indent // 2 + len(line.text)
    return columns >= wrap_width - _SLACK or characters >= wrap_width // 2 - 2
