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

from gongkai.models.document import Paragraph, Span

_LINE = re.compile("[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BREAK_BETWEEN = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
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


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with text; ``indent`` and ``width`` in columns, ``adjacent`` to the one before."""

    span: Span
    text: str
    indent: int
    width: int
    adjacent: bool
    tabular: bool
    open: bool


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a plain text, in order; blank lines belong to none."""
    lines = list(_lines(text))
    width = _wrap_width(lines)
    spans: list[Span] = []
    previous: _Line | None = None
    for line in lines:
        if previous is not None and _continues(previous, line, width):
            spans[-1] = Span(spans[-1].start, line.span.end)
        else:
            spans.append(line.span)
        previous = line
    return tuple(Paragraph(span) for span in spans)


def _lines(text: str) -> Iterator[_Line]:
    behind = 0
    for match in _LINE.finditer(text):
        line = match[0]
        content = line.lstrip(_BLANK)
        lead = len(line) - len(content)
        content = content.rstrip(_BLANK)
        if not content:
            continue
        start = match.start() + lead
        span = Span(start, start + len(content))
        breaks = _BREAK_BETWEEN.findall(text[behind : match.start()])
        behind = match.end()
        yield _Line(
            span=span,
            text=content,
            indent=_columns(line[:lead]),
            width=_columns(content),
            adjacent=len(breaks) == 1,
            tabular=_is_tabular(content),
            open=_ENDS_SENTENCE.search(content, max(0, len(content) - 4)) is None,
        )


def _columns(text: str) -> int:
    """Return the width on a terminal: Chinese characters, three bytes in UTF-8, take two."""
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
        if line.open and not line.tabular and following.adjacent and not following.tabular:
            broken_off[line.indent + line.width] += 1
    candidates = {width: n for width, n in broken_off.items() if _NARROWEST <= width <= _WIDEST}
    total = sum(candidates.values())
    best_width, best_count = None, 0
    for width in candidates:
        count = sum(candidates.get(width - less, 0) for less in range(_SLACK + 1))
        if count > best_count:
            best_width, best_count = width, count
    if best_width is None or best_count < _WRAPPED_LINES or best_count < _WRAPPED_SHARE * total:
        return None
    limit = best_width + _SLACK
    prose = [line for line in lines if not line.tabular]
    beyond = sum(1 for line in prose if line.indent + line.width > limit)
    return best_width if beyond * 4 <= best_count else None


def _continues(previous: _Line, line: _Line, wrap_width: int | None) -> bool:
    """Tell whether ``line`` goes on with the sentence that ``previous`` breaks off."""
    if not line.adjacent or not previous.open or previous.tabular or line.tabular:
        return False
    if _MARKER.match(line.text) or line.indent >= previous.indent + _INDENT:
        return False
    if _ENDS_OPEN.search(previous.text) and previous.width >= _SHORTEST_OPEN:
        return True
    if wrap_width is None:
        return False
    return abs(previous.indent + previous.width - wrap_width) <= _SLACK
