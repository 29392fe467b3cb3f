"""What a Word file says about itself that is worth believing."""

from __future__ import annotations

from typing import Final

from gongkai.extract.errors import ReadError
from gongkai.extract.reading.titles import report_title
from gongkai.extract.reading.word.package import Package
from gongkai.models.document import Metadata

_TITLE: Final = "{http://purl.org/dc/elements/1.1/}title"


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
    return Metadata(title=None if root is None else report_title(root.findtext(_TITLE) or ""))
