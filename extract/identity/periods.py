"""The statistical period, the year, and the day of publication."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from gongkai.extract.identity.dates import find_date, find_period, is_statistical, western
from gongkai.extract.identity.wording import titles_in_text, year_in_title
from gongkai.extract.sections.types import SectionReading
from gongkai.models.document import Document, Notice
from gongkai.models.normalised import normalise_text
from gongkai.models.record import Period

_CUE = re.compile(r"[统統]\s*[计計]\s*(?:期|[时時]|的?[数數]|截)|期\s*限|[数數]据[统統]")
_RANGE_CUE = re.compile(
    r"(?:1|１|一|元|9|９|九)\s*月\s*(?:1|１|一)\s*日|20\d\d\s*年?\s*(?:1-12|1—12|1至12|11日|91日|1月1日)"
)
_BEFORE, _AFTER = 40, 90
_MOST_CUES = 12
_SEARCHED = 40_000
_YEAR_WORD = re.compile(r"(?<!\d)(20[0-4]\d)(?=\s*年)")
_PUBLISHED = re.compile(
    r"(?:发布|公开|发表|发稿|更新|生成|成文|发文|印发)?(?:时间|日期)：?(?=20|二)|发布于|发布时间"
)
_BEST_LABEL = re.compile(r"发布|发表|发稿")
# 2025-01-22 09:41 来源：…: the line under a title on many sites.
_STAMP = re.compile(r"^20\d\d[-年/.]\d{1,2}[-月/.]\d{1,2}日?\s?(?:\d{1,2}：\d\d|\d{1,2}:\d\d)")
_DATE_LINE = re.compile(r"^[（\[]?(?:20\d\d|二[〇零O]..)[年./-]?.{2,12}[日\d）\]]$")


def find_statistical_period(document: Document, year: int | None) -> Period | None:
    """Return the period that the figures of the report cover, where it states one."""
    for window in _windows(document, _CUE):
        period = find_period(window, year)
        if period is not None and period.start.year >= 2000:
            return period
    for window in _windows(document, _RANGE_CUE):
        period = find_period(window, year)
        if period is not None and is_statistical(period):
            return period
    return None


def _windows(document: Document, cue: re.Pattern[str]) -> Iterator[str]:
    text = document.text
    for count, match in enumerate(cue.finditer(text, 0, min(len(text), _SEARCHED))):
        if count == _MOST_CUES:
            return
        start = max(0, match.start() - _BEFORE) if cue is _RANGE_CUE else match.start()
        yield normalise_text(text, start, min(len(text), match.end() + _AFTER))


def find_year(
    document: Document, titles: Sequence[str], period: Period | None, published: date | None
) -> tuple[int | None, tuple[Notice, ...]]:
    """Return the year reported on, with a notice where its sources differ.

    The title is believed before the text; where title and statistical period differ, the
    year that the text names more often decides.
    """
    stated = next((year for title in titles if (year := year_in_title(title))), None)
    covered = _covered_year(period)
    if stated is None:
        opening = normalise_text(document.text, 0, min(len(document.text), 1500))
        inner = (year_in_title(title) for title in titles_in_text(opening))
        stated = next((year for year in inner if year), None)
    if stated is not None and covered is not None and stated != covered:
        counts = _years_named(document)
        year = stated if counts[stated] > counts[covered] else covered
        message = (
            f"The title names {stated} but the statistical period belongs to {covered}; "
            f"{year} is taken, check the report."
        )
        return year, (Notice("year_conflict", message),)
    year = stated if stated is not None else covered
    if year is None:
        year = _year_of_text(document, published)
    return year, ()


def _covered_year(period: Period | None) -> int | None:
    """Return the year a period reports on; one that ends in a year's first days is the last's."""
    if period is None:
        return None
    end = period.end
    return (
        end.year - 1
        if (end.month, end.day) <= (1, 31) and period.start.year < end.year
        else end.year
    )


def _years_named(document: Document) -> Counter[int]:
    stretch = western(document.text[:_SEARCHED])
    return Counter(int(match[1]) for match in _YEAR_WORD.finditer(stretch))


def _year_of_text(document: Document, published: date | None) -> int | None:
    counts = _years_named(document)
    if counts:
        best = max(counts.values())
        leaders = [year for year, count in counts.items() if count == best]
        if len(leaders) == 1:
            return leaders[0]
        if published is not None and published.year - 1 in leaders:
            return published.year - 1
        return min(leaders)
    return published.year - 1 if published is not None else None


def find_publication(document: Document, sections: SectionReading) -> date | None:
    """Return the day of publication: of the metadata, of a label, or of a line by itself."""
    if document.metadata.published is not None:
        return document.metadata.published
    labelled: date | None = None
    for span in sections.furniture:
        if len(span) > 400:
            continue
        text = normalise_text(document.text, span.start, span.end)
        match = _PUBLISHED.search(text) or _STAMP.match(text)
        found = find_date(text[match.start() :]) if match else None
        if found is not None:
            if _BEST_LABEL.search(text):
                return found
            labelled = labelled or found
    return labelled or _date_line(document, sections)


def _date_line(document: Document, sections: SectionReading) -> date | None:
    """Return the date that stands alone in one of the last lines or above the first section."""
    paragraphs = document.paragraphs
    first = sections.sections[0].start if sections.sections else 0
    last = [b for b in paragraphs if b.span.end <= sections.body.end][-4:]
    top = [b for b in paragraphs[:40] if b.span.end <= first]
    for block in (*reversed(last), *top):
        if not 6 <= len(block.span) <= 40:
            continue
        text = normalise_text(document.text, block.span.start, block.span.end)
        if _DATE_LINE.match(text):
            found = find_date(text)
            if found is not None:
                return found
    return None
