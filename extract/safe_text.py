"""Text of reports made fit to be shown: no control characters, and on one line.

Reports come from anywhere; control characters in them must not reach a terminal or a sheet.
"""

from __future__ import annotations

import re

# Whole escape sequences first, then every other control character, and the characters that
# turn the direction of writing or hide themselves.
_UNSAFE = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?"
    r"|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
    "|[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_SPACE = re.compile(r"\s+")


def without_controls(text: str) -> str:
    """Return ``text`` without control characters and escape sequences; line breaks stay."""
    return _UNSAFE.sub("", text)


def on_one_line(text: str) -> str:
    """Return ``text`` without control characters, on one line.

    White space becomes one space; a line break between two Chinese characters belongs to the
    layout and goes.
    """
    return _SPACE.sub(_space, without_controls(text))


def _space(match: re.Match[str]) -> str:
    if "\n" not in match[0]:
        return " "
    text, start, end = match.string, match.start(), match.end()
    joins = start > 0 and end < len(text) and not (text[start - 1] + text[end]).isascii()
    return "" if joins else " "
