"""Claims written so that a test can be read: one line a claim, its fields in a fixed order."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.models.document import Span
from gongkai.models.passages import Passage
from gongkai.models.record import Claim
from gongkai.models.rules import RuleModel
from gongkai.models.scheme import SectionKind

MODEL = RuleModel()


def passages(
    text: str, section: SectionKind = SectionKind.OVERVIEW, headings: Sequence[str] = ()
) -> list[Passage]:
    """Make a passage of each line of ``text``."""
    found, position = [], 0
    for line in text.split("\n"):
        if line:
            span = Span(position, position + len(line))
            found.append(Passage(span, section, tuple(headings)))
        position += len(line) + 1
    return found


def read(
    text: str, section: SectionKind = SectionKind.OVERVIEW, headings: Sequence[str] = ()
) -> list[Claim]:
    """Find the claims of ``text``."""
    return MODEL.find_claims(text, passages(text, section, headings))


def told(text: str, headings: Sequence[str] = ()) -> list[str]:
    """Find the claims of ``text`` and write each as ``quote metric value``.

    What is not a count follows as its kind; then aspect, channel (with ``@``), and the id of
    the whole (with ``<``) and the sort of part.
    """
    return [_line(claim) for claim in read(text, headings=headings)]


def _line(claim: Claim) -> str:
    words = [claim.quote, claim.metric.value, f"{claim.value:g}"]
    if claim.kind.value != "count":
        words.append(claim.kind.value)
    if claim.per is not None:
        words.append(f"per {claim.per.value}")
    if claim.aspect is not None:
        words.append(claim.aspect.value)
    if claim.channel is not None:
        words.append(f"@{claim.channel.value}")
    if claim.part_of is not None and claim.part_kind is not None:
        words.append(f"<{claim.part_of} {claim.part_kind.value}")
    return " ".join(words)
