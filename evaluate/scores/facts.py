"""How well is told which statements say the same thing, and where they contradict each other.

A fact is known by its sources: cells and claims. The claims of the two sides are brought
together by their matching; a predicted claim that is not right is a source of its own, so that
no fact that holds it can be right. The cells of one fact are added up to one statement; those
that the annotation says add nothing (zeros, blanks) make no difference, so that a sum with one
number in it is that number. A fact is *joined* when it holds two statements or more.

A fact that a side gives twice is two: of several predictions of one gold fact, one can be right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, zip_longest
from typing import Final, TypeVar

from gongkai.evaluate.counts import Counts, Proportion
from gongkai.evaluate.judged.pairing import ReportPair
from gongkai.evaluate.judged.reports import JudgedFact, JudgedReport
from gongkai.evaluate.judgements import Judgement
from gongkai.evaluate.measures import Measure, measure_of
from gongkai.evaluate.scores.matching import ClaimMatching
from gongkai.models.scheme import Agreement, CellState
from gongkai.models.table_layout import METRIC_CELLS

#: A statement: the sort of source, and its cells or its place on the gold side.
Source = tuple[str, str]
Key = TypeVar("Key", bound=Hashable)
_METRIC_OF: Final = {cell: metric for metric, cells in METRIC_CELLS.items() for cell in cells}


@dataclass(frozen=True, slots=True)
class FactError:
    """A joined fact that was missed, or found where there is none, or misjudged.

    Attributes
    ----------
    pair
        The report it was made in.
    gold, predicted
        ``None`` where a side has no fact of these sources. If both are there, the agreement is
        wrong.
    """

    pair: ReportPair
    gold: JudgedFact | None
    predicted: JudgedFact | None

    @property
    def report(self) -> str:
        """The name of the report."""
        return self.pair.name


@dataclass(frozen=True, slots=True)
class FactScores:
    """How well facts were put together.

    Attributes
    ----------
    joined
        Joined facts: right with the same sources and the same agreement.
    links
        Pairs of statements that one fact holds together.
    conflicts
        Facts in conflict: right with the same sources.
    agreement
        How often the agreement is right, over the joined facts with the right sources.
    errors
        In the order of the reports.
    judgements
        The facts that have a confidence, also those that are not joined.
    judged
        How many facts were predicted, with a confidence or without.
    """

    joined: Measure
    links: Measure
    conflicts: Measure
    agreement: Proportion
    errors: tuple[FactError, ...]
    judgements: tuple[Judgement, ...]
    judged: int

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The headline figures."""
        return (self.joined, self.links, self.conflicts)


class _Facts:
    """The facts of one text, by their sources on the gold side."""

    def __init__(
        self, facts: Iterable[JudgedFact], place_of: Sequence[str], empty: frozenset[str]
    ) -> None:
        self.by_sources: dict[frozenset[Source], list[JudgedFact]] = {}
        for fact in sorted(facts, key=_in_order):
            sources = {("claim", place_of[claim]) for claim in fact.claims}
            if fact.cells:
                sources.add(("cells", _sum_of(fact.cells, empty)))
            self.by_sources.setdefault(frozenset(sources), []).append(fact)
        self.joined = {
            sources: of_them for sources, of_them in self.by_sources.items() if len(sources) > 1
        }
        listed = [(sources, fact) for sources, facts in self.joined.items() for fact in facts]
        self.agreements = Counter((sources, fact.agreement) for sources, fact in listed)
        self.conflicts = Counter(
            sources for sources, fact in listed if fact.agreement is Agreement.CONFLICT
        )
        self.links = Counter(
            {frozenset(link) for sources in self.joined for link in combinations(sources, 2)}
        )

    def of(self, sources: frozenset[Source]) -> list[JudgedFact]:
        """Return the facts of these sources."""
        return self.by_sources.get(sources, [])


def _in_order(fact: JudgedFact) -> tuple[object, ...]:
    """Return what facts are sorted by; of those that differ in nothing else, the surest first."""
    confidence = -1.0 if fact.confidence is None else fact.confidence
    return (sorted(fact.cells), fact.agreement.value, -confidence, sorted(fact.claims))


def score_facts(matchings: Iterable[ClaimMatching]) -> FactScores:
    """Score the facts of texts whose claims have been matched."""
    joined, links, conflicts = {}, {}, {}
    agreeing = sharing = judged = 0
    errors: list[FactError] = []
    judgements: list[Judgement] = []
    for matching in matchings:
        name = matching.pair.name
        if not matching.pair.speaks_of("facts"):
            continue
        gold, predicted = _sides(matching)
        joined[name] = _overlap(gold.agreements, predicted.agreements)
        links[name] = _overlap(gold.links, predicted.links)
        conflicts[name] = _overlap(gold.conflicts, predicted.conflicts)
        agreeing += joined[name].right
        sharing += sum(
            min(len(facts), len(predicted.of(sources))) for sources, facts in gold.joined.items()
        )
        errors += _errors(matching.pair, gold, predicted)
        judgements += _judgements(matching, gold, predicted)
        judged += sum(map(len, predicted.by_sources.values()))
    return FactScores(
        joined=measure_of("facts.joined", joined),
        links=measure_of("facts.links", links),
        conflicts=measure_of("facts.conflict", conflicts),
        agreement=Proportion(agreeing, sharing),
        errors=tuple(errors),
        judgements=tuple(judgements),
        judged=judged,
    )


def _sides(matching: ClaimMatching) -> tuple[_Facts, _Facts]:
    pair = matching.pair
    of_gold = [str(place) for place in range(len(matching.gold))]
    of_predicted = [
        str(matching.gold_of[place]) if place in matching.gold_of else f"predicted {place}"
        for place in range(len(matching.predicted))
    ]
    empty = frozenset(_empty_cells(pair.gold))
    return (
        _Facts(pair.gold.facts or (), of_gold, empty),
        _Facts(pair.predicted.facts or (), of_predicted, empty),
    )


def _empty_cells(report: JudgedReport) -> Iterator[str]:
    """Yield the cells that add nothing to a sum."""
    for section, cells in (report.cells or {}).items():
        for key, cell in cells.items():
            if not cell.value and cell.state is not CellState.UNREADABLE:
                yield f"{section.value}.{key}"


def _sum_of(cells: frozenset[str], empty: frozenset[str]) -> str:
    """Return by what a sum of cells is known: those that add something, else its metrics."""
    adding = cells - empty or {_METRIC_OF.get(cell, cell) for cell in cells}
    return " ".join(sorted(adding))


def _overlap(gold: Counter[Key], predicted: Counter[Key]) -> Counts:
    return Counts((gold & predicted).total(), gold.total(), predicted.total())


def _right_places(gold: Sequence[JudgedFact], predicted: Sequence[JudgedFact]) -> set[int]:
    """Return which predictions are right of facts with the same sources: their places."""
    left = Counter(fact.agreement for fact in gold)
    right = set()
    for place, fact in enumerate(predicted):
        if left[fact.agreement]:
            left[fact.agreement] -= 1
            right.add(place)
    return right


def _without(facts: Sequence[JudgedFact], places: set[int]) -> list[JudgedFact]:
    return [fact for place, fact in enumerate(facts) if place not in places]


def _errors(pair: ReportPair, gold: _Facts, predicted: _Facts) -> list[FactError]:
    errors = []
    for sources in sorted(gold.joined.keys() | predicted.joined.keys(), key=sorted):
        wanted, found = gold.of(sources), predicted.of(sources)
        missed = _without(wanted, _right_places(found, wanted))
        wrong = _without(found, _right_places(wanted, found))
        errors += [FactError(pair, *sides) for sides in zip_longest(missed, wrong)]
    return errors


def _judgements(matching: ClaimMatching, gold: _Facts, predicted: _Facts) -> Iterable[Judgement]:
    for sources, facts in predicted.by_sources.items():
        right = _right_places(gold.of(sources), facts)
        for place, fact in enumerate(facts):
            if fact.confidence is not None:
                yield Judgement(matching.pair.name, fact.confidence, place in right)
