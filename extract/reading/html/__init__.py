"""Pages: the report in the markup of a government site.

The layers, in the order to read them:

1. ``reading``: all of them together; ``web_archive`` finds the page in an archive first.
2. ``guard``: hostile markup made harmless.
3. ``flow``: the tree walked once, into the lines and tables of ``drafts``; ``elements`` knows what
   elements are by their names, ``lists`` the numbers before items of lists.
4. ``content``: the part of the page that is the report; ``visibility``: what is shown, or hidden
   until a reader asks for it; ``signs``: what a report shows itself by; ``furniture``: what pages
   put around one, and what it tells about it.
5. ``tables``: cells placed as browsers place them, by the spans of ``spans``, after ``row_lines``
   divided rows that hold several; ``wrapping``: paragraphs that were broken into lines.
6. ``metadata``: title, date, issuer and index number.
7. ``stored`` and ``absence``: pages that show no report, since a script does, or since it is
   elsewhere; ``pictured``: those that show it as pictures, of which ``reading.enclosed`` knows
   what came with the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.extract.reading.html.reading import read_html

if TYPE_CHECKING:
    from gongkai.extract.reading.html.web_archive import read_web_archive

__all__ = ["read_html", "read_web_archive"]


def __getattr__(name: str) -> object:
    """Load the reader of archives when it is first asked for: few files need ``email``."""
    if name == "read_web_archive":
        from gongkai.extract.reading.html.web_archive import (  # noqa: PLC0415  see the docstring
            read_web_archive,
        )

        return read_web_archive
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
