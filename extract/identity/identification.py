"""Putting the parts together: which report this is."""

from __future__ import annotations

from gongkai.extract.identity.issuers import find_issuer
from gongkai.extract.identity.periods import (
    find_publication,
    find_statistical_period,
    find_year,
)
from gongkai.extract.identity.script import as_written
from gongkai.extract.identity.titles import find_titles
from gongkai.extract.identity.types import Identity
from gongkai.extract.identity.wording import year_in_title
from gongkai.extract.sections.types import SectionReading
from gongkai.models.document import Document
from gongkai.models.record import Year


def identify(document: Document, sections: SectionReading) -> Identity:
    """Find title, issuer, year, statistical period and day of publication.

    Parameters
    ----------
    document
        The report.
    sections
        Its sections as :func:`gongkai.extract.sections.find_sections` gives them.

    Returns
    -------
    Identity
        ``None`` wherever neither text nor page states the thing; nothing is guessed.
    """
    titles = find_titles(document, sections)
    published = find_publication(document, sections)
    hint = next((year for title in titles if (year := year_in_title(title))), None)
    period = find_statistical_period(document, hint)
    year, notices = find_year(document, titles, period, published)
    issuer = find_issuer(document, sections, titles)
    written = as_written(document, (*titles[:1], *filter(None, [issuer.name])))
    if issuer.name is not None:
        issuer.name = written[issuer.name]
    return Identity(
        title=written[titles[0]] if titles else None,
        published=published,
        issuer=issuer,
        year=Year(value=year),
        period=period,
        notices=notices,
    )
