"""Reading: from bytes to a :class:`~gongkai.models.document.Document`.

For newcomers, in the order to read the modules in:

1. ``reader``: the public function :func:`read`; limits of size, dispatch by format.
2. ``formats``: what kind of file it is, by its content; ``compound`` and ``zip_files`` look into
   the two kinds of container for it.
3. ``contents``: what every reader returns; ``rendering``: paragraphs and placed tables written
   as one text, which every reader but that of plain text ends with.
4. ``decoding``, ``plain_text``: text files; their encoding, and which lines make a paragraph.
5. ``html``: pages and web archives; ``enclosed``: the files that came with a page.
6. ``word``: Word files; older ones by way of LibreOffice.
7. ``pages``: from characters and lines on pages to paragraphs and tables, for the two readers
   ``pdf`` and ``pictures`` (``recognition`` says when pictures of text are read).
8. ``several_reports``: files of any format that hold more than one report.

``limits`` holds what bounds each of them. Nothing is loaded before it is used, so that the small
modules can be imported without the parsers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai.extract.reading.reader import read

__all__ = ["read"]


def __getattr__(name: str) -> object:
    """Load the reader when it is first asked for (PEP 562)."""
    if name == "read":
        from gongkai.extract.reading.reader import read  # noqa: PLC0415  see the docstring

        return read
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
