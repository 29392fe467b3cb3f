"""The title of the report."""

from __future__ import annotations

import re

from gongkai.extract.identity.wording import issuer_in_title, year_in_title
from gongkai.extract.sections.types import SectionReading
from gongkai.models.document import Document
from gongkai.models.normalised import normalise_text

_SITE_PART = re.compile(r"[_|]|--+|——(?=[^年]{0,12}(?:网|政府))")
_REPORT = re.compile(r"公开|报告|年报")


def find_titles(document: Document, sections: SectionReading) -> list[str]:
    """Return the titles that report and page give, normalised, the best first.

    Those with a year lead, the text's own before the page's. Lines of one title follow each
    other directly; a title in the text is joined from them.
    """
    titles: list[str] = []
    previous_end: int | None = None
    for heading in sections.headings:
        if heading.level != 0:
            previous_end = None
            continue
        between = document.text[previous_end : heading.span.start] if previous_end else "x"
        if titles and not between.strip() and not titles[-1].endswith(("报告", "年报", "）")):
            titles[-1] += heading.text
        else:
            titles.append(heading.text)
        previous_end = heading.span.end
    page = page_title(document)
    if page and titles and issuer_in_title(titles[0]) is None and page.endswith(titles[0]):
        titles.insert(0, page)  # the page writes the same title with the issuer before it
    elif page:
        titles.append(page)
    # 信息公开年报 alone is the name of a column of the site, as a rule.
    return sorted(titles, key=lambda title: year_in_title(title) is None)


def page_title(document: Document) -> str | None:
    """Return the page's own title without the name of the site."""
    written = document.metadata.title
    if not written:
        return None
    parts = [part for part in _SITE_PART.split(normalise_text(written).strip("\ufffd")) if part]
    for part in parts:
        if _REPORT.search(part):
            return part
    return parts[0] if parts else None
