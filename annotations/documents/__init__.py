"""Reports rendered as documents of every format in which reports are published.

The same report, with the same cells and claims, as plain text, web pages, Word files, PDF files
and scans: so that whoever reads one format can be held to what another says. For newcomers, in
the order to read the modules in:

1. ``draft``: a report before it has a format. ``samples``: drafts, with gold, of the sample
   reports and of whole reports of the corpus.
2. ``formats``: every format by its name, and what it needs.
3. ``web`` (with ``web_frames``) and ``web_archive``: pages of the systems that sites run on.
4. ``word``: .docx files; ``office``: what LibreOffice makes of them.
5. ``page_layout``, ``typesetting``, ``page_tables``, ``paginating``: the report on pages; ``pdf``
   writes them as a PDF file, ``scans`` as worn pictures.
6. ``archives``: zip files.
"""

from gongkai.annotations.documents.draft import ReportDraft, to_traditional
from gongkai.annotations.documents.formats import (
    FORMATS,
    PLAIN_TEXT,
    DocumentFormat,
    Family,
    Need,
    formats_of,
)
from gongkai.annotations.documents.samples import DraftedReport, drafted_reports

__all__ = [
    "FORMATS",
    "PLAIN_TEXT",
    "DocumentFormat",
    "DraftedReport",
    "Family",
    "Need",
    "ReportDraft",
    "drafted_reports",
    "formats_of",
    "to_traditional",
]
