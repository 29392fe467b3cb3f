"""How well problems and improvements are found (the claim scheme, section 5).

An item is found when its span and that of a gold item share at least half of the longer one;
it is right when the category is right too. Of all ways to match, one with the most items found
is taken, among those one with the most right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from gongkai.evaluate.counts import Counts, Interval, Proportion, f1_interval
from gongkai.evaluate.judged.pairing import ReportPair, pair_reports
from gongkai.evaluate.judged.reports import JudgedItem, JudgedReport
from gongkai.models.assignment import assign
from gongkai.models.record import Record


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
        Category, and year or stage, over the items that were found (and whose annotation gives
        a year or stage).
    by_report
        ``right``, by the name of the report.
    errors
        In the order of the reports and of their texts.
    """

    found: Counts
    right: Counts
    category: Proportion
    detail: Proportion
    by_report: dict[str, Counts]
    errors: tuple[ItemError, ...]

    def interval(self) -> Interval | None:
        """Return the 95% interval of the F1 of right items; see ``f1_interval``."""
        return f1_interval(list(self.by_report.values()))


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
    return _score(pairs, lambda report: report.problems)


def score_improvement_pairs(pairs: Iterable[ReportPair]) -> ItemScores:
    """Score the improvements of reports that have been brought together."""
    return _score(pairs, lambda report: report.improvements)


def is_found(gold: JudgedItem, predicted: JudgedItem) -> bool:
    """Tell whether two items share at least half of the longer one."""
    shared = min(gold.span.end, predicted.span.end) - max(gold.span.start, predicted.span.start)
    return shared > 0 and 2 * shared >= max(len(gold.span), len(predicted.span))


def _score(
    pairs: Iterable[ReportPair],
    items_of: Callable[[JudgedReport], tuple[JudgedItem, ...] | None],
) -> ItemScores:
    found = right = details = detailed = 0
    by_report: dict[str, Counts] = {}
    errors: list[ItemError] = []
    for pair in pairs:
        gold = items_of(pair.gold)
        if gold is None:
            continue
        gold = _ordered(gold)
        predicted = _ordered(items_of(pair.predicted) or ())
        matches = assign(gold, predicted, _rank)
        compared = [(gold[row], predicted[column]) for row, column in matches]
        in_category = sum(wanted.category == item.category for wanted, item in compared)
        found += len(compared)
        right += in_category
        detailed += sum(wanted.detail is not None for wanted, _ in compared)
        details += sum(wanted.detail == item.detail is not None for wanted, item in compared)
        by_report[pair.name] = Counts(in_category, len(gold), len(predicted))
        errors += _errors(pair.name, gold, predicted, matches)
    total = sum(by_report.values(), start=Counts())
    return ItemScores(
        found=Counts(found, total.gold, total.predicted),
        right=total,
        category=Proportion(right, found),
        detail=Proportion(details, detailed),
        by_report=by_report,
        errors=tuple(errors),
    )


def _ordered(items: Iterable[JudgedItem]) -> tuple[JudgedItem, ...]:
    """Return items in an order that does not depend on how they are listed."""
    return tuple(sorted(items, key=lambda item: (item.span, item.category, str(item.detail))))


def _rank(gold: JudgedItem, predicted: JudgedItem) -> tuple[int, ...] | None:
    if not is_found(gold, predicted):
        return None
    return (int(gold.category == predicted.category), int(gold.detail == predicted.detail))


def _errors(
    report: str,
    gold: Sequence[JudgedItem],
    predicted: Sequence[JudgedItem],
    matches: Sequence[tuple[int, int]],
) -> list[ItemError]:
    matched_gold = {row for row, _ in matches}
    matched_predicted = {column for _, column in matches}
    errors = [
        (gold[row].span, ItemError(report, gold[row], predicted[column], wrong))
        for row, column in matches
        if (wrong := _wrong(gold[row], predicted[column]))
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
    if gold.detail not in (None, predicted.detail):
        wrong.append("detail")
    return tuple(wrong)
