"""What a Word file says about itself that is worth believing."""

from __future__ import annotations

import re
from typing import Final

from gongkai.extract.errors import ReadError
from gongkai.extract.reading.limits import WORD_TITLE_CHARACTERS
from gongkai.extract.reading.word.package import Package
from gongkai.models.document import Metadata

_TITLE: Final = "{http://purl.org/dc/elements/1.1/}title"
#: What a title of a report says, in both scripts; Word writes the first line of a template just
#: as often.
_REPORT: Final = re.compile("(?:公开|公開).{0,20}(?:报告|報告|年报|年報|总结|總結)")
_ENDING: Final = re.compile(r"\.(?:docx?|docm|wps|pdf|rtf|odt|html?|txt)$", re.IGNORECASE)


def read_metadata(package: Package) -> Metadata:
    """Return the title, if it is that of a report.

    The dates are those of the file, not that of the publication; the author is whoever sat at
    the computer.
    """
    related = package.relationships("").values()
    name = next((each.target for each in related if each.kind == "core-properties"), None)
    try:
        root = package.element(name or "docProps/core.xml")
    except ReadError:  # a report is no worse for it
        return Metadata()
    title = "" if root is None else (root.findtext(_TITLE) or "")
    if len(title) > WORD_TITLE_CHARACTERS:
        return Metadata()
    title = _ENDING.sub("", " ".join(title.split()))
    return Metadata(title=title if _REPORT.search(title) and title.isprintable() else None)
