"""How well the six sections are found.

A section is right when its kind is right and it starts where the annotated one does, give or
take a few characters: whether the indentation and the number of a heading (``　　一、`` is four
characters, a line break one more) belong to the section is a matter of layout. The share of
characters in the right section says how much of the text was put where it belongs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from gongkai.evaluate.counts import Counts
from gongkai.evaluate.judged.pairing import ReportPair
from gongkai.evaluate.judged.reports import JudgedSection
from gongkai.evaluate.measures import Measure, measure_of
from gongkai.evaluate.scores.stretches import merged, shared
from gongkai.models.scheme import SectionKind

#: How far two starts of one section may lie apart, in characters.
TOLERANCE: Final = 5


@dataclass(frozen=True, slots=True)
class SectionScores:
    """How well sections were found.

    Attributes
    ----------
    right
        Sections of the right kind that start where they should.
    kinds
        The kinds alone, wherever the sections start.
    characters
        Characters in a section: those that both sides have in one of the same kind.
    by_kind
        ``right``, for the kinds that either side has.
    """

    right: Measure
    kinds: Measure
    characters: Measure
    by_kind: dict[SectionKind, Counts]

    @property
    def measures(self) -> tuple[Measure, ...]:
        """All figures."""
        return (self.right, self.kinds, self.characters)


def score_sections(pairs: Iterable[ReportPair]) -> SectionScores:
    """Score the sections of reports that have been brought together."""
    right, kinds, characters = {}, {}, {}
    by_kind: dict[SectionKind, Counts] = {}
    for pair in pairs:
        gold = pair.gold.sections
        if gold is None or not pair.attempts("sections"):
            continue
        predicted = pair.predicted.sections or ()
        of_text = _right_by_kind(gold, predicted)
        right[pair.name] = sum(of_text.values(), start=Counts())
        kinds[pair.name] = _kinds(gold, predicted)
        characters[pair.name] = _characters(gold, predicted)
        for kind, counts in of_text.items():
            by_kind[kind] = by_kind.get(kind, Counts()) + counts
    return SectionScores(
        right=measure_of("sections", right),
        kinds=measure_of("sections.kinds", kinds),
        characters=measure_of("sections.characters", characters),
        by_kind={kind: by_kind[kind] for kind in SectionKind if kind in by_kind},
    )


def _right_by_kind(
    gold: Sequence[JudgedSection], predicted: Sequence[JudgedSection]
) -> dict[SectionKind, Counts]:
    counts = {}
    for kind in {each.kind for each in (*gold, *predicted)}:
        wanted = sorted(each.span.start for each in gold if each.kind is kind)
        found = sorted(each.span.start for each in predicted if each.kind is kind)
        counts[kind] = Counts(_near(wanted, found), len(wanted), len(found))
    return counts


def _near(wanted: Sequence[int], found: Sequence[int]) -> int:
    """Return how many of two ascending lists can be matched within the tolerance."""
    matched = row = column = 0
    while row < len(wanted) and column < len(found):
        distance = found[column] - wanted[row]
        if abs(distance) <= TOLERANCE:
            matched, row, column = matched + 1, row + 1, column + 1
        elif distance < 0:
            column += 1
        else:
            row += 1
    return matched


def _kinds(gold: Sequence[JudgedSection], predicted: Sequence[JudgedSection]) -> Counts:
    wanted = Counter(each.kind for each in gold)
    found = Counter(each.kind for each in predicted)
    return Counts((wanted & found).total(), wanted.total(), found.total())


def _characters(gold: Sequence[JudgedSection], predicted: Sequence[JudgedSection]) -> Counts:
    """Count the characters in sections; one that lies in several counts for each kind once."""
    right = in_gold = in_predicted = 0
    for kind in {each.kind for each in (*gold, *predicted)}:
        wanted = merged(each.span for each in gold if each.kind is kind)
        found = merged(each.span for each in predicted if each.kind is kind)
        in_gold += sum(map(len, wanted))
        in_predicted += sum(map(len, found))
        right += shared(wanted, found)
    return Counts(right, in_gold, in_predicted)
