"""How well problems and improvements are found (the claim scheme, section 5).

An item is found when its span and that of a gold item share at least half of the longer one;
it is right when the category is right too. Of all ways to match, one with the most items found
is taken, among those one with the most right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from gongkai.evaluate.counts import Counts, Proportion
from gongkai.evaluate.judged.pairing import ReportPair, pair_reports
from gongkai.evaluate.judged.reports import JudgedItem, JudgedReport
from gongkai.evaluate.judgements import Judgement
from gongkai.evaluate.measures import Measure, measure_of
from gongkai.models.assignment import assign
from gongkai.models.record import Record
from gongkai.models.scheme import Category


@dataclass(frozen=True, slots=True)
class ItemError:
    """An item that was missed, or found where there is none, or misjudged.

    Attributes
    ----------
    fields
        ``category`` and ``detail`` (year or stage), as far as they are wrong of an item that
        was found.
    """

    report: str
    gold: JudgedItem | None
    predicted: JudgedItem | None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemScores:
    """How well problems, or improvements, were found.

    Attributes
    ----------
    found, right
        Items that were found, and those of the right category.
    category, detail
        Category, and year or stage, over the items that were found (and of which both sides
        give a year or stage).
    by_category
        The right items of each category that either side has.
    errors
        In the order of the reports and of their texts.
    judgements
        The predictions that have a confidence.
    """

    found: Measure
    right: Measure
    category: Proportion
    detail: Proportion
    by_category: dict[Category, Counts]
    errors: tuple[ItemError, ...]
    judgements: tuple[Judgement, ...]

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The headline figures."""
        return (self.right, self.found)


def score_problems(
    gold: Sequence[JudgedReport | Record],
    predicted: Sequence[JudgedReport | Record],
    *,
    allow_missing: bool = False,
) -> ItemScores:
    """Score the problems of section five against their annotations.

    Raises
    ------
    PairingError
        If the two sides do not belong together; see ``pair_reports``.
    """
    return score_problem_pairs(pair_reports(gold, predicted, allow_missing=allow_missing).pairs)


def score_improvements(
    gold: Sequence[JudgedReport | Record],
    predicted: Sequence[JudgedReport | Record],
    *,
    allow_missing: bool = False,
) -> ItemScores:
    """Score the improvements of section five against their annotations.

    Raises
    ------
    PairingError
        If the two sides do not belong together; see ``pair_reports``.
    """
    return score_improvement_pairs(pair_reports(gold, predicted, allow_missing=allow_missing).pairs)


def score_problem_pairs(pairs: Iterable[ReportPair]) -> ItemScores:
    """Score the problems of reports that have been brought together."""
    judged = [pair for pair in pairs if pair.speaks_of("problems")]
    return _score("problems", judged, lambda report: report.problems)


def score_improvement_pairs(pairs: Iterable[ReportPair]) -> ItemScores:
    """Score the improvements of reports that have been brought together."""
    judged = [pair for pair in pairs if pair.speaks_of("improvements")]
    return _score("improvements", judged, lambda report: report.improvements)


def is_found(gold: JudgedItem, predicted: JudgedItem) -> bool:
    """Tell whether two items share at least half of the longer one."""
    shared = min(gold.span.end, predicted.span.end) - max(gold.span.start, predicted.span.start)
    return shared > 0 and 2 * shared >= max(len(gold.span), len(predicted.span))


class _Matching:
    """The items of one text, and which are matched."""

    def __init__(
        self, name: str, gold: Iterable[JudgedItem], predicted: Iterable[JudgedItem]
    ) -> None:
        self.name = name
        self.gold, self.predicted = _ordered(gold), _ordered(predicted)
        self.matches = assign(self.gold, self.predicted, _rank)
        self.compared = [(self.gold[row], self.predicted[column]) for row, column in self.matches]
        self.right = [
            (wanted, item) for wanted, item in self.compared if wanted.category == item.category
        ]

    def counts(self, right: int) -> Counts:
        """Return the counts when so many are right."""
        return Counts(right, len(self.gold), len(self.predicted))

    def judgements(self) -> Iterable[Judgement]:
        """Yield the predictions that have a confidence."""
        right = {
            column
            for row, column in self.matches
            if self.gold[row].category == self.predicted[column].category
        }
        for column, item in enumerate(self.predicted):
            if item.confidence is not None:
                yield Judgement(self.name, item.confidence, column in right)


def _score(
    name: str,
    pairs: Iterable[ReportPair],
    items_of: Callable[[JudgedReport], tuple[JudgedItem, ...] | None],
) -> ItemScores:
    matchings = [
        _Matching(pair.name, items_of(pair.gold) or (), items_of(pair.predicted) or ())
        for pair in pairs
    ]
    compared = [match for matching in matchings for match in matching.compared]
    detailed = [match for match in compared if _both_detailed(*match)]
    return ItemScores(
        found=measure_of(
            f"{name}.found", {each.name: each.counts(len(each.compared)) for each in matchings}
        ),
        right=measure_of(
            f"{name}.right", {each.name: each.counts(len(each.right)) for each in matchings}
        ),
        category=Proportion(sum(len(each.right) for each in matchings), len(compared)),
        detail=Proportion(
            sum(wanted.detail == item.detail for wanted, item in detailed), len(detailed)
        ),
        by_category=_by_category(matchings),
        errors=tuple(error for each in matchings for error in _errors(each)),
        judgements=tuple(judgement for each in matchings for judgement in each.judgements()),
    )


def _by_category(matchings: Sequence[_Matching]) -> dict[Category, Counts]:
    right = Counter(wanted.category for each in matchings for wanted, _ in each.right)
    gold = Counter(item.category for each in matchings for item in each.gold)
    predicted = Counter(item.category for each in matchings for item in each.predicted)
    return {
        category: Counts(right[category], gold[category], predicted[category])
        for category in Category
        if category in gold or category in predicted
    }


def _ordered(items: Iterable[JudgedItem]) -> tuple[JudgedItem, ...]:
    """Return items in an order that does not depend on how they are listed."""
    return tuple(sorted(items, key=lambda item: (item.span, item.category, str(item.detail))))


def _rank(gold: JudgedItem, predicted: JudgedItem) -> tuple[int, ...] | None:
    if not is_found(gold, predicted):
        return None
    return (int(gold.category == predicted.category), int(gold.detail == predicted.detail))


def _errors(matching: _Matching) -> list[ItemError]:
    report, gold, predicted = matching.name, matching.gold, matching.predicted
    matched_gold = {row for row, _ in matching.matches}
    matched_predicted = {column for _, column in matching.matches}
    errors = [
        (wanted.span, ItemError(report, wanted, item, wrong))
        for wanted, item in matching.compared
        if (wrong := _wrong(wanted, item))
    ]
    errors += [
        (item.span, ItemError(report, item, None))
        for place, item in enumerate(gold)
        if place not in matched_gold
    ]
    errors += [
        (item.span, ItemError(report, None, item))
        for place, item in enumerate(predicted)
        if place not in matched_predicted
    ]
    return [error for _, error in sorted(errors, key=lambda pair: pair[0])]


def _wrong(gold: JudgedItem, predicted: JudgedItem) -> tuple[str, ...]:
    wrong = ["category"] if gold.category != predicted.category else []
    if _both_detailed(gold, predicted) and gold.detail != predicted.detail:
        wrong.append("detail")
    return tuple(wrong)


def _both_detailed(gold: JudgedItem, predicted: JudgedItem) -> bool:
    return None not in (gold.detail, predicted.detail)
