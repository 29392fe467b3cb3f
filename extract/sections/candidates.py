"""Lines that may be headings, before anything is known about the whole report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.extract.sections.lines import Line
from gongkai.extract.sections.numbering import Marker, Style, parse_marker
from gongkai.extract.sections.statements import is_statement
from gongkai.extract.sections.topics import (
    Topic,
    bare_title,
    classify,
    is_table_label,
    official_prefix,
)
from gongkai.models.document import Span

_LONGEST_TITLE = 44
_LONGEST_RUN_IN = 30
# A cheap look at the raw line: a number in front, or a word that official titles have, in
# either script.
_WORTH_A_LOOK = re.compile(
    r"[（(]?\s*[一二三四五六七八九十第㈠-㈩①-⑳0-9０-９]|.{0,40}?(?:情况|情況|概述|概况|概況|综述|問題|问题|事项|事項)",
    re.DOTALL,
)
_SENTENCE_STOP = re.compile(r"[。：；！？]")
_LIST_OF_TITLES = re.compile(r"[，、；。 ]?(?:第?二|2)[、.．，]")
_ENDINGS = ("情况", "的情况", "措施", "事项", "的事项", "申请情况", "诉讼情况")
_STATISTICS = re.compile(r"^(?:统计)?指标(?:名称)?(?:单位)?|统计指标|^项目单位|^统计内容")
_STATISTICS_TITLE = re.compile(r"统计表(?:（[^）]*）)?$")
#: A title alone may only name what is attached; a list has numbers within so many lines.
_LINES_TO_VALUES = 8
_FEWEST_VALUES = 3
_PROSE = re.compile(r"[。；，].{0,}[。]")
_AFTER_RUN_IN = re.compile(r"[。：，]|(?:二〇|20)\d{2}年|本年度?|我|截[至止]|全年")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line, or two, that may be a heading.

    Attributes
    ----------
    line, last_line
        Indices of its first and its last line.
    span
        The part that is the heading, number included.
    alone
        Whether the heading fills its line.
    """

    line: int
    last_line: int
    span: Span
    marker: Marker | None
    title: str
    topic: Topic | None
    alone: bool

    @property
    def style(self) -> Style:
        """The style of its number."""
        return Style.NONE if self.marker is None else self.marker.style

    @property
    def ordinal(self) -> int | None:
        """The value of its number."""
        return None if self.marker is None else self.marker.ordinal

    @property
    def is_official(self) -> bool:
        """Whether its wording is, nearly, a title of the form."""
        return self.topic is not None and self.topic.official


def find_candidates(lines: Sequence[Line]) -> list[Candidate]:
    """Return the lines that may be headings, in order."""
    candidates: list[Candidate] = []
    in_statistics = False
    skip_to = 0
    for line in lines:
        if line.index < skip_to:
            continue
        in_statistics = _still_in_statistics(lines, line, before=in_statistics)
        if line.tabular or in_statistics or not _may_be_heading(line):
            continue
        candidate = _read_candidate(lines, line)
        if candidate is not None:
            candidates.append(candidate)
            skip_to = candidate.last_line + 1
    return candidates


def _may_be_heading(line: Line) -> bool:
    if len(line.span) < 2:
        return False
    return bool(_WORTH_A_LOOK.match(line.document_text, line.span.start, line.span.end))


def _still_in_statistics(lines: Sequence[Line], line: Line, *, before: bool) -> bool:
    """Tell whether the line stands in a statistics list of the years before 2019.

    Its labels are numbered and worded like headings (一、主动公开情况). The list begins with
    its own header, or with its title right before its values, and ends with the next prose.
    """
    length = len(line.span)
    if before:
        return not (length > 60 and _PROSE.search(line.text))
    if length > 40:
        return False
    written = line.document_text[line.span.start : line.span.end]
    if "指" in written and ("统计指标" in line.text or _STATISTICS.match(line.text)):
        return True
    if "表" not in written or not _STATISTICS_TITLE.search(line.text):
        return False
    following = lines[line.index + 1 : line.index + 1 + _LINES_TO_VALUES]
    return sum(each.text[-1:].isdigit() for each in following) >= _FEWEST_VALUES


def _read_candidate(lines: Sequence[Line], line: Line) -> Candidate | None:
    text = line.text
    marker = parse_marker(text)
    if marker is None:
        return _unnumbered(lines, line)
    rest = text[marker.end :]
    if line.is_whole and len(rest) <= _LONGEST_TITLE:
        joined = _joined(lines, line, marker.end)
        if joined is not None:
            return joined
    end = _title_end(line, rest, marker)
    if end is None:
        return _answered_heading(line, rest, marker)
    title = bare_title(rest[:end])
    is_other = title in ("其他", "其它") and marker.style <= Style.CHINESE
    if not title or (is_table_label(title) and not is_other):
        return None
    alone = line.is_whole and not rest[end:].strip("。：；，、.…")
    span = line.head.original(0, marker.end + end)
    return Candidate(line.index, line.index, span, marker, title, classify(title), alone)


def _answered_heading(line: Line, rest: str, marker: Marker) -> Candidate | None:
    """Read a heading that is its section's whole text: 四、本年度未发生行政复议、行政诉讼.

    Only its number is taken from the narrative.
    """
    if marker.style > Style.CHINESE or not line.is_whole or len(rest) > _LONGEST_TITLE:
        return None
    title = bare_title(rest)
    topic = classify(title)
    if topic is None or not topic.official:
        return None
    span = line.head.original(0, marker.end)
    return Candidate(line.index, line.index, span, marker, title, topic, alone=False)


def _title_end(line: Line, rest: str, marker: Marker) -> int | None:
    """Return where the heading ends in ``rest``, ``None`` where the line is no heading."""
    prefix = official_prefix(rest)
    if prefix is not None and prefix[1] < len(rest):
        tail = rest[prefix[1] :]
        if _LIST_OF_TITLES.match(tail):
            return None
        if marker.style <= Style.CHINESE and (
            _gap_at(line, marker.end + prefix[1]) or _AFTER_RUN_IN.match(tail)
        ):
            return prefix[1] + (1 if tail[0] in "。：" else 0)
    stop = _SENTENCE_STOP.search(rest)
    if stop is None or stop.end() == len(rest):
        fits = line.is_whole and len(rest) <= _LONGEST_TITLE
        end = len(rest)
        fits = fits and (stop is None or rest[-1] in "。：；")
    else:
        fits = stop[0] in "。：" and stop.start() <= _LONGEST_RUN_IN
        end = stop.end()
    if not fits or is_statement(rest[:end], marker.style, official=_is_official(rest[:end])):
        return None
    return end


def _is_official(wording: str) -> bool:
    topic = classify(bare_title(wording)) if wording else None
    return topic is not None and topic.official


def _gap_at(line: Line, index: int) -> bool:
    """Tell whether white space stood before ``text[index]`` in the original."""
    offsets = line.head.offsets
    return offsets[index] - offsets[index - 1] > 1


def _unnumbered(lines: Sequence[Line], line: Line) -> Candidate | None:
    text = line.text
    if not line.is_whole or len(text) > _LONGEST_TITLE or "，" in text or "。" in text[:-1]:
        return None
    joined = _joined(lines, line, 0)
    if joined is not None:
        return joined
    title = bare_title(text)
    topic = classify(title)
    if topic is None or not topic.official or is_table_label(title) or title[0] in "无没":
        return None
    return Candidate(line.index, line.index, line.span, None, title, topic, alone=True)


def _joined(lines: Sequence[Line], line: Line, start: int) -> Candidate | None:
    """Join a heading that is broken over two lines or parted from its number."""
    following = lines[line.index + 1] if line.index + 1 < len(lines) else None
    first = line.text[start:]
    if following is None or not _may_continue(first, following):
        return None
    title = bare_title(first + following.text)
    topic = classify(title)
    if topic is None or not topic.official or is_table_label(title):
        return None
    if _is_official(first) and following.text not in _ENDINGS:
        return None
    if first and _is_official(following.text):
        return None
    marker = parse_marker(line.text) if start else None
    span = Span(line.span.start, following.span.end)
    return Candidate(line.index, following.index, span, marker, title, topic, alone=True)


def _may_continue(first: str, following: Line) -> bool:
    if len(first) == 1 or following.tabular or len(following.span) > 30:
        return False
    return not _SENTENCE_STOP.search(first) and parse_marker(following.text) is None
