"""How long a report can be, so that no stage meets a text without bounds.

The longest published reports stay below two megabytes, that is 700,000 characters. A text
beyond the limits is another kind of file, or many reports in one; its beginning is read, and
the record says so.

Numbers are bounded as well, where the trained model reads them, by
``gongkai.models.trained.capacity``: at most 500 of a passage and 5,000 of a report. What goes
beyond is read by the rules alone, and the record says so.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from gongkai.models.claim_reading import ClaimReading
from gongkai.models.document import Block, Document, Grid, Notice, Paragraph, Span

#: Longest text that the stages work on, in code points.
LONGEST_TEXT: Final = 700_000
#: Most paragraphs and grids that the stages work on.
MOST_BLOCKS: Final = 100_000
#: The code of the warning that the rules alone read a part of the narrative.
READ_BY_RULES: Final = "read_by_rules"


def within_limits(document: Document) -> Document:
    """Return ``document``, or the beginning of it if it is longer than any report.

    The text is cut between two blocks where that is possible, so offsets into the beginning
    are offsets into the whole. A document that was cut has a notice ``text_truncated``, whose
    span is what was left out.
    """
    length = len(document.text)
    if length <= LONGEST_TEXT and len(document.blocks) <= MOST_BLOCKS:
        return document
    blocks = _first_blocks(document.blocks)
    end = blocks[-1].span.end if blocks else min(length, LONGEST_TEXT)
    message = (
        f"The text is longer than any report: of its {length:,} characters only the first "
        f"{end:,} were read; split the file if it holds several reports."
    )
    notice = Notice("text_truncated", message, Span(end, length))
    return replace(
        document, text=document.text[:end], blocks=blocks, notices=(*document.notices, notice)
    )


def _first_blocks(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks within the limits; a paragraph across the limit is cut, a grid left."""
    kept: list[Block] = []
    for block in blocks[:MOST_BLOCKS]:
        if block.span.end > LONGEST_TEXT:
            if block.span.start < LONGEST_TEXT and not isinstance(block, Grid):
                kept.append(Paragraph(Span(block.span.start, LONGEST_TEXT)))
            break
        kept.append(block)
    return tuple(kept)


def reading_notices(reading: ClaimReading) -> list[Notice]:
    """Return what tells that numbers beyond the limits were read by the rules alone, if any were.

    The span goes from the first passage that was to the last.
    """
    if not reading.by_rules:
        return []
    count = len(reading.by_rules)
    which = "1 passage was" if count == 1 else f"{count:,} passages were"
    message = (
        f"The narrative has more numbers than that of any report: {which} read by the rules "
        "alone, whose claims have no confidence; split the file if it holds several reports."
    )
    span = Span(reading.by_rules[0].start, reading.by_rules[-1].end)
    return [Notice(READ_BY_RULES, message, span)]
