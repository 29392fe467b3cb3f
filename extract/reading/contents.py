"""What a reader makes of the bytes of one format, before it is known where they came from."""

from __future__ import annotations

from dataclasses import dataclass, field

from gongkai.models.document import Block, Metadata, Notice
from gongkai.models.layout import Layout


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file says.

    Attributes
    ----------
    text, blocks, metadata, notices, layout
        As in :class:`~gongkai.models.document.Document`.
    media_type
        IANA media type.
    encoding
        IANA name of the character encoding, ``None`` where the format has none.
    """

    text: str
    blocks: tuple[Block, ...]
    media_type: str
    encoding: str | None = None
    metadata: Metadata = field(default_factory=Metadata)
    notices: tuple[Notice, ...] = ()
    layout: Layout | None = None
