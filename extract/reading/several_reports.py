"""Files that hold more than one report: several years or several offices bound together.

All of it is read as one report, since nothing says for sure where the second begins; who reads
the record is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from gongkai.models.document import Block, Notice, Paragraph, Span
from gongkai.models.normalised import normalise_text

_LONGEST_TITLE: Final = 60
_TITLE: Final = re.compile(
    r"(.{0,40}?)((?:19|20)\d\d)(?:[-—–至](?:20)?\d\d)?(?:年|学年)度?(.{0,6}(?:信息|资讯|政务)公开(?:工作)?)"
    r"(?:年度)?(?:工作)?(?:报告|年报|总结)"
)
#: The first section, and those that a report has behind it.
_FIRST: Final = re.compile(r"(?:第?一(?:部分)?[、.，]|1[、.]).{0,6}(?:概述|总体情况|概况|基本情况)")
_LATER: Final = re.compile(r"第?([二三四五六])(?:部分)?[、.，]")
#: The first section as it is written, to see quickly that there is but one.
_WRITTEN: Final = re.compile(
    r"^[^\S\n]{0,9}(?:第?一|[1１])[^\n]{0,6}(?:概述|[总總][体體]|概[况況]|基本)", re.MULTILINE
)
#: How lines begin that may be headings.
_NUMBERS: Final = frozenset("第一二三四五六1１")
#: Paragraphs between a title and the first section: date, address, a table of contents.
_FARTHEST: Final = 15
_FEWEST_LATER: Final = 2
_SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class _Title:
    """A title of a report: whose it is, if it says so, and of which year."""

    issuer: str
    year: str
    span: Span

    def differs(self, other: _Title) -> bool:
        if self.year != other.year:
            return True
        named = bool(self.issuer and other.issuer)
        return named and self.issuer not in other.issuer and other.issuer not in self.issuer


def several_reports_notice(text: str, blocks: Sequence[Block]) -> Notice | None:
    """Return a notice if a second report follows a whole one.

    Each of them shows its title, which names another issuer or another year, and behind it its
    first section.
    """
    if len(list(islice(_WRITTEN.finditer(text), 2))) < 2:
        return None
    first: _Title | None = None
    for title in _reports(text, blocks):
        if first is None:
            first = title
        elif title.differs(first):
            names = (each.span.of(text).strip()[:_SHOWN] for each in (first, title))
            return Notice(
                "several_reports",
                "The file holds several reports, which were read as one: {!r}, then {!r}; split "
                "it into reports.".format(*names),
                title.span,
            )
    return None


def _reports(text: str, blocks: Sequence[Block]) -> Iterator[_Title]:
    """Yield the title of each report that the next one follows, and of the last."""
    title: _Title | None = None
    since, later = 0, _FEWEST_LATER
    for block in blocks:
        since += 1
        span = block.span
        if not isinstance(block, Paragraph) or len(span) > _LONGEST_TITLE:
            continue
        written = span.of(text).strip()
        if "公" not in written and written[:1] not in _NUMBERS:  # most lines: this is quicker
            continue
        line = normalise_text(written)
        if (found := _TITLE.fullmatch(line)) is not None:
            title, since = _Title(found[1], found[2], span), 0
        elif _LATER.match(line):
            later += 1
        elif title is not None and _FIRST.match(line):
            if since <= _FARTHEST and later >= _FEWEST_LATER:
                yield title
                later = 0
            title = None
