"""What is known of a passage before anything learned is asked: its quantities and their words.

The quantity grammar proposes every number and zero cue as an *anchor*; the rule model tells what
it takes each for. Both are evidence for the learned parts, which decide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from gongkai.models.document import Span
from gongkai.models.normalised import normalise
from gongkai.models.passages import Passage
from gongkai.models.rules.claims import RuleModel
from gongkai.models.rules.draft import ReadQuantity, RuleReading
from gongkai.models.rules.lexicon import Mention
from gongkai.models.scheme import SectionKind
from gongkai.models.trained.questions import JOINT, NONE

_HEADING_MARKS: Final = re.compile(r"[\s\W\d一二三四五六七八九十]+")
_LONGEST_HEADING: Final = 24
_NOWHERE: Final = Span(0, 0)


@dataclass(eq=False)
class PassageReading:
    """A passage with its anchors.

    Attributes
    ----------
    text
        The normalised passage; all offsets count into it.
    section
        The section it stands in.
    headings
        The headings above it, outermost first, as written.
    rules
        What the rules read in it; its quantities are the anchors.
    """

    text: str
    section: SectionKind | None
    headings: tuple[str, ...]
    rules: RuleReading

    @property
    def anchors(self) -> list[ReadQuantity]:
        """The quantities in order."""
        return self.rules.quantities

    @cached_property
    def answers(self) -> list[str]:
        """The metrics that the rules give each anchor, as one word each."""
        return [rules_answer(anchor) for anchor in self.anchors]

    @cached_property
    def heading(self) -> str:
        """The words of the nearest heading, without its number and marks."""
        if not self.headings:
            return ""
        return _HEADING_MARKS.sub("", normalise(self.headings[-1]).text)[:_LONGEST_HEADING]

    @cached_property
    def mentions(self) -> list[Mention]:
        """The phrases of the lexicon in the sentences that have anchors, in order."""
        found: dict[int, Mention] = {}
        for frame_start, frame in {
            (each.frame_start, id(each.frame)): (each.frame_start, each.frame)
            for each in self.anchors
        }.values():
            for clause in frame.clauses:
                for mention in clause.mentions:
                    start = frame_start + mention.start
                    found[start] = Mention(
                        start, frame_start + mention.end, mention.phrase, mention.entry
                    )
        return [found[start] for start in sorted(found)]


def rules_answer(anchor: ReadQuantity) -> str:
    """Return the metrics that the rules give an anchor, as one word."""
    return JOINT.join(sorted({draft.metric.value for draft in anchor.drafts})) or NONE


def read_passage(
    rules: RuleModel, text: str, section: SectionKind | None, headings: tuple[str, ...]
) -> PassageReading:
    """Find the anchors of a passage.

    Parameters
    ----------
    rules
        The rule model.
    text
        The normalised passage.
    section, headings
        Where it stands.
    """
    # The rules use nothing of the span.
    passage = Passage(_NOWHERE, section, headings)
    return PassageReading(text, section, headings, rules.read(text, passage))
