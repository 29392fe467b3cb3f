"""Passages: the stretches of narrative that are searched for claims, with their surroundings."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.models.document import Span
from gongkai.models.scheme import SectionKind


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph of narrative.

    Attributes
    ----------
    span
        The paragraph in ``Document.text``. It may hold layout: line breaks, odd spaces.
    section
        The section it stands in, ``None`` before the first heading.
    headings
        The headings above it, outermost first, as written; the section's own heading leads.
    """

    span: Span
    section: SectionKind | None
    headings: tuple[str, ...] = ()
