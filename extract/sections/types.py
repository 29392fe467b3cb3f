"""What the search for sections gives: the sections, every heading, and what is not narrative."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.models.document import Span
from gongkai.models.record import Section
from gongkai.models.scheme import SectionKind


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the report, or one line of its title.

    Attributes
    ----------
    span
        The heading with its number; of a heading that runs into its paragraph only the part
        that is the heading.
    level
        0 for the title of the report, 1 for a heading that opens a section (also when it is
        a repetition inside that section), 2 and more for sub-headings.
    text
        The wording without the number and without closing punctuation, normalised.
    kind
        The section that the heading opens or stands in; ``None`` before the first section.
    """

    span: Span
    level: int
    text: str
    kind: SectionKind | None


@dataclass(frozen=True, slots=True)
class SectionReading:
    """How a report is divided.

    Attributes
    ----------
    sections
        In order of their offsets, without overlap. A kind comes twice only where another
        section stands between its two parts.
    headings
        The title lines and all headings, in order.
    body
        The report without page furniture before its title and after its last content.
    furniture
        Page furniture anywhere in the document, and a table of contents, in order.
    """

    sections: tuple[Section, ...]
    headings: tuple[Heading, ...]
    body: Span
    furniture: tuple[Span, ...]

    def kind_at(self, offset: int) -> SectionKind | None:
        """Return the kind of the section that holds ``offset``, ``None`` outside sections."""
        for section in self.sections:
            if section.start <= offset < section.end:
                return section.kind
        return None

    def headings_above(self, offset: int) -> tuple[Heading, ...]:
        """Return the headings that hold at ``offset``, the section's own first."""
        above: list[Heading] = []
        for heading in self.headings:
            if heading.span.start > offset:
                break
            if heading.level == 0:
                continue
            while above and above[-1].level >= heading.level:
                above.pop()
            above.append(heading)
        return tuple(above)
