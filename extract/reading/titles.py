"""Titles that files give of themselves, where they are worth believing."""

from __future__ import annotations

import re
from typing import Final

from gongkai.extract.reading.limits import TITLE_CHARACTERS

#: What a title of a report says, in both scripts; programs write the first line of the template
#: or the name of the file just as often.
_REPORT: Final = re.compile("(?:公开|公開).{0,20}(?:报告|報告|年报|年報|总结|總結)")
_PROGRAM: Final = re.compile(r"^(?:Microsoft|WPS)\s?\w* - ", re.IGNORECASE)
_ENDING: Final = re.compile(r"\.(?:docx?|docm|wps|pdf|rtf|odt|html?|txt)$", re.IGNORECASE)


def report_title(given: str) -> str | None:
    """Return the title that a file's properties give, ``None`` if it is not that of a report."""
    if len(given) > TITLE_CHARACTERS:
        return None
    title = _ENDING.sub("", _PROGRAM.sub("", " ".join(given.split())))
    return title if _REPORT.search(title) and title.isprintable() else None
