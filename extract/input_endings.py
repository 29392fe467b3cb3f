"""What the ending of a name says about a file that nobody named: read it, open it, pass it over.

Only files found in folders, globs and archives are judged by their ending, since most of what
lies beside reports is none. What a file really is, its content tells when it is read.

Pictures are passed over: beside a report most are illustrations, logos and buttons of its page.
A scan that is a picture is read where it is named, or where a glob names its ending. So are
tables, whose rows may be reports: beside reports they are mostly the results of a run. Crawls of
the web are nothing else, and are read wherever they are.
"""

from __future__ import annotations

import os
import re
from enum import Enum
from typing import Final

READABLE_SUFFIXES: Final = frozenset(
    {
        *(".txt", ".text", ".md"),
        *(".html", ".htm", ".shtml", ".shtm", ".xhtml", ".mht", ".mhtml"),
        *(".docx", ".docm", ".doc", ".wps", ".rtf", ".odt"),
        ".pdf",
    }
)
ARCHIVE_SUFFIX: Final = ".zip"
TABLE_SUFFIX: Final = ".parquet"
#: Files with a JSON object a line, packed or not.
LINES_SUFFIXES: Final = frozenset(
    kind + packed for kind in (".jsonl", ".ndjson") for packed in ("", ".gz", ".zst")
)
CRAWL_SUFFIXES: Final = frozenset({".warc", ".warc.gz"})
_QUERY: Final = re.compile(r"[?#]")
_PACKED_SUFFIXES: Final = frozenset({".gz", ".zst"})
#: Formats that reports are published in and that are not read yet: to pass such a file over
#: would lose a report without a word.
UNSUPPORTED_SUFFIXES: Final = frozenset(
    {
        *(".ofd", ".ceb"),
        *(".xls", ".xlsx", ".xlsm", ".et", ".ods", ".ppt", ".pptx"),
        *(".rar", ".7z", ".tar", ".gz", ".tgz"),
    }
)


class Ending(Enum):
    """What to do with a file that has a certain ending."""

    READABLE = "readable"
    ARCHIVE = "archive"
    CRAWL = "crawl"
    UNSUPPORTED = "unsupported"
    OTHER = "other"


def suffix_of(name: str) -> str:
    """Return the ending of a name in lower case, with its full stop; empty if there is none.

    That of a packed table or crawl is both, as ``.jsonl.gz``; the query of an address is no part.
    """
    if "://" in name:
        name = _QUERY.split(name, maxsplit=1)[0]
    rest, suffix = os.path.splitext(name.lower())
    if suffix in _PACKED_SUFFIXES:
        whole = os.path.splitext(rest)[1] + suffix
        if whole in LINES_SUFFIXES or whole in CRAWL_SUFFIXES:
            return whole
    return suffix


def ending_of(name: str) -> Ending:
    """Return what to do with a file called ``name``."""
    suffix = suffix_of(name)
    if suffix in READABLE_SUFFIXES:
        return Ending.READABLE
    if suffix == ARCHIVE_SUFFIX:
        return Ending.ARCHIVE
    if suffix in CRAWL_SUFFIXES:
        return Ending.CRAWL
    return Ending.UNSUPPORTED if suffix in UNSUPPORTED_SUFFIXES else Ending.OTHER
