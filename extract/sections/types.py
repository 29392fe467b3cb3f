"""What the search for sections gives: the sections, every heading, and what is not narrative."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from gongkai.models.document import Span
from gongkai.models.record import Section
from gongkai.models.scheme import SectionKind

#: So many headings stand between one that opens a section and the last one inside it.
_MOST_INSIDE = 1_000


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
        place = bisect_right(self.sections, offset, key=_start_of_section)
        if place and offset < self.sections[place - 1].end:
            return self.sections[place - 1].kind
        return None

    def headings_above(self, offset: int) -> tuple[Heading, ...]:
        """Return the headings that hold at ``offset``, the section's own first."""
        place = bisect_right(self.headings, offset, key=_start_of_heading)
        above: list[Heading] = []
        # Backwards, so that a report of many sections is not walked anew for each paragraph.
        for heading in reversed(self.headings[max(0, place - _MOST_INSIDE) : place]):
            if heading.level > 0 and (not above or heading.level < above[-1].level):
                above.append(heading)
            if heading.level == 1:
                break
        return tuple(reversed(above))


def _start_of_section(section: Section) -> int:
    return section.start


def _start_of_heading(heading: Heading) -> int:
    return heading.span.start
