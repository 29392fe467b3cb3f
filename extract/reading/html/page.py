"""A page that was parsed and looked through: what readers of its parts share."""

from __future__ import annotations

from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from gongkai.extract.reading.html.content import Content
from gongkai.extract.reading.html.flow import Flow


@dataclass(frozen=True, slots=True)
class Page:
    """A page that was parsed and looked through.

    Attributes
    ----------
    markup
        As it came.
    parser, flow, content
        Its tree, its lines and tables, and those of them that are the report.
    flattened
        Whether its structure was changed to be harmless.
    stored
        Whether the report comes from a script or a field.
    """

    markup: str
    parser: LexborHTMLParser
    flow: Flow
    content: Content
    flattened: bool
    stored: bool = False
