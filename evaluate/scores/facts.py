"""How well is told which statements say the same thing, and where they contradict each other.

A fact is known by its sources: cells and claims. The claims of the two sides are brought
together by their matching; a predicted claim that is not right is a source of its own, so that
no fact that holds it can be right. The cells of one fact are added up to one statement; those
that the annotation says add nothing (zeros, blanks) make no difference, so that a sum with one
number in it is that number. A fact is *joined* when it holds two statements or more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

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
    """

    joined: Measure
    links: Measure
    conflicts: Measure
    agreement: Proportion
    errors: tuple[FactError, ...]
    judgements: tuple[Judgement, ...]

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The headline figures."""
        return (self.joined, self.links, self.conflicts)


class _Facts:
    """The facts of one text, by their sources on the gold side."""

    def __init__(
        self, facts: Iterable[JudgedFact], place_of: Sequence[str], empty: frozenset[str]
    ) -> None:
        self.by_sources: dict[frozenset[Source], JudgedFact] = {}
        for fact in facts:
            sources = {("claim", place_of[claim]) for claim in fact.claims}
            if fact.cells:
                sources.add(("cells", _sum_of(fact.cells, empty)))
            self.by_sources.setdefault(frozenset(sources), fact)
        self.joined = {
            sources: fact for sources, fact in self.by_sources.items() if len(sources) > 1
        }
        self.conflicts = {
            sources for sources, fact in self.joined.items() if fact.agreement is Agreement.CONFLICT
        }
        self.links = {
            frozenset(link) for sources in self.joined for link in combinations(sources, 2)
        }


def score_facts(matchings: Iterable[ClaimMatching]) -> FactScores:
    """Score the facts of texts whose claims have been matched."""
    joined, links, conflicts = {}, {}, {}
    agreeing = sharing = 0
    errors: list[FactError] = []
    judgements: list[Judgement] = []
    for matching in matchings:
        name = matching.pair.name
        if matching.pair.gold.facts is None:
            continue
        gold, predicted = _sides(matching)
        shared = gold.joined.keys() & predicted.joined.keys()
        right = sum(_agree(gold, predicted, sources) for sources in shared)
        joined[name] = Counts(right, len(gold.joined), len(predicted.joined))
        links[name] = _overlap(gold.links, predicted.links)
        conflicts[name] = _overlap(gold.conflicts, predicted.conflicts)
        agreeing += right
        sharing += len(shared)
        errors += _errors(matching.pair, gold, predicted)
        judgements += _judgements(matching, gold, predicted)
    return FactScores(
        joined=measure_of("facts.joined", joined),
        links=measure_of("facts.links", links),
        conflicts=measure_of("facts.conflict", conflicts),
        agreement=Proportion(agreeing, sharing),
        errors=tuple(errors),
        judgements=tuple(judgements),
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


def _overlap(gold: set[frozenset[Source]], predicted: set[frozenset[Source]]) -> Counts:
    return Counts(len(gold & predicted), len(gold), len(predicted))


def _agree(gold: _Facts, predicted: _Facts, sources: frozenset[Source]) -> bool:
    return gold.by_sources[sources].agreement is predicted.by_sources[sources].agreement


def _errors(pair: ReportPair, gold: _Facts, predicted: _Facts) -> list[FactError]:
    errors = []
    for sources in sorted(gold.joined.keys() | predicted.joined.keys(), key=sorted):
        error = FactError(pair, gold.joined.get(sources), predicted.joined.get(sources))
        if error.gold is None or error.predicted is None or not _agree(gold, predicted, sources):
            errors.append(error)
    return errors


def _judgements(matching: ClaimMatching, gold: _Facts, predicted: _Facts) -> Iterable[Judgement]:
    for sources, fact in predicted.by_sources.items():
        if fact.confidence is not None:
            right = sources in gold.by_sources and _agree(gold, predicted, sources)
            yield Judgement(matching.pair.name, fact.confidence, right)
