"""When text is recognised in pictures, and what says so."""

from __future__ import annotations

from enum import StrEnum


class Recognition(StrEnum):
    """When pages and pictures are read by optical character recognition."""

    #: Never: a page without text stays without text, a picture is not read.
    NEVER = "never"
    #: Where a page or picture has no text of its own that could be read.
    AUTO = "auto"
    #: Every page, even where it has text.
    ALWAYS = "always"
