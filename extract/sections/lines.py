"""The lines of a report, with a normalised view of the beginning of each.

A heading stands at the beginning of a line, so only the beginning is ever normalised: a line
of fifty megabytes costs no more than a short one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from gongkai.extract.sections.numbering import parse_marker
from gongkai.extract.sections.topics import official_prefix
from gongkai.models.document import Document, Paragraph, Span
from gongkai.models.normalised import NormalisedText, normalise

HEAD_LENGTH = 160
# No report comes near: the rest of such a text is not searched for headings.
MOST_LINES = 100_000
_SHORTEST_PARTED = 100
_MOST_PARTS = 50
_INNER_HEADING = re.compile(r"(?<=[\s。])[一二三四五六七八九]\s{0,2}、")
_LINE = re.compile(r"[^\r\n\f\v\u2028\u2029]+")
_BREAK = re.compile(r"[\r\f\v\u2028\u2029]")
_CELL_BREAK = re.compile(r"[^\s][ \u3000]*(?:\t|\|)|^\s*\|")
_BOOKMARK = re.compile(r"^\s*(?:\[bookmark:[^\]\n]{0,40}\]\s*)+")


@dataclass(slots=True)
class Line:
    """A line of a paragraph.

    Attributes
    ----------
    span
        The line without white space around it and without a word processor's bookmark mark.
    index
        Its place among the lines that have text.
    tabular
        Whether tabs or bars part it into cells.
    """

    document_text: str = field(repr=False)
    span: Span
    index: int
    tabular: bool
    _head: NormalisedText | None = field(default=None, repr=False)

    @property
    def head(self) -> NormalisedText:
        """The normalised beginning of the line."""
        if self._head is None:
            end = min(self.span.end, self.span.start + HEAD_LENGTH)
            self._head = normalise(self.document_text, self.span.start, end)
        return self._head

    @property
    def text(self) -> str:
        """The text of :attr:`head`."""
        return self.head.text

    @property
    def is_whole(self) -> bool:
        """Whether :attr:`head` covers the line to its end."""
        return len(self.span) <= HEAD_LENGTH


def read_lines(document: Document) -> list[Line]:
    """Return the lines of all paragraphs; grids have none."""
    text = document.text
    lines: list[Line] = []
    # What no line of the text has need not be looked for in each.
    has_cells = "\t" in text or "|" in text
    has_breaks = _BREAK.search(text) is not None
    for block in document.blocks:
        if not isinstance(block, Paragraph):
            continue
        for span in _line_spans(text, block.span, has_breaks=has_breaks):
            tabular = False
            if has_cells and span.end - span.start > 2:
                window = text[span.start : min(span.end, span.start + HEAD_LENGTH)]
                tabular = ("\t" in window or "|" in window) and bool(_CELL_BREAK.search(window))
            lines.append(Line(text, span, len(lines), tabular))
        if len(lines) >= MOST_LINES:
            break
    return lines


def _line_spans(text: str, stretch: Span, *, has_breaks: bool) -> Iterable[Span]:
    written = text[stretch.start : stretch.end]
    if len(written) <= _SHORTEST_PARTED and "\n" not in written and "[" not in written:
        # The common case, quickly: a paragraph of one short line.
        bare = written.lstrip()
        start = stretch.end - len(bare)
        bare = bare.rstrip()
        if not (has_breaks and _BREAK.search(bare)):
            return (Span(start, start + len(bare)),) if bare else ()
    return [span for part in _LINE.finditer(written) for span in _bare(text, stretch, part)]


def _bare(text: str, stretch: Span, part: re.Match[str]) -> Iterator[Span]:
    start, end = stretch.start + part.start(), stretch.start + part.end()
    if "[bookmark" in text[start : start + 40]:
        bookmark = _BOOKMARK.match(text[start : min(end, start + 200)])
        start += bookmark.end() if bookmark else 0
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield from _parted(text, Span(start, end))


def _parted(text: str, line: Span) -> Iterator[Span]:
    """Part a long line before each section heading that stands in its midst.

    Pages that lost their line breaks write 一、总体情况 between two sentences.
    """
    start = line.start
    if len(line) > _SHORTEST_PARTED:
        matches = _INNER_HEADING.finditer(text, line.start + 1, line.end)
        for match in islice(matches, _MOST_PARTS):
            window = normalise(text, match.start(), min(line.end, match.end() + 40)).text
            marker = parse_marker(window)
            if marker is None or official_prefix(window[marker.end :]) is None:
                continue
            end = match.start()
            while end > start and text[end - 1].isspace():
                end -= 1
            if end > start:
                yield Span(start, end)
                start = match.start()
    yield Span(start, line.end)
