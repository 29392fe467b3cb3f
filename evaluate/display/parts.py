"""How well numbers, relations, places, cells and items were found, on the terminal."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.evaluate.display.sheet import (
    Sheet,
    average,
    count_row,
    figure,
    proportion_row,
    term_name,
)
from gongkai.evaluate.scores.cells import CellScores
from gongkai.evaluate.scores.items import ItemScores
from gongkai.evaluate.scores.numerals import NumeralScores
from gongkai.evaluate.scores.quantities import QuantityScores
from gongkai.evaluate.scores.relations import RelationKind, RelationScores
from gongkai.evaluate.scores.spans import SpanScores, Strategy, StrategyScores
from gongkai.evaluate.wording import Phrase
from gongkai.extract.command_line.display.page import FAINT, FAULT


def print_quantities(sheet: Sheet, quantities: QuantityScores) -> None:
    """Print how well numbers were found and read, and of which forms."""
    words = sheet.page.words
    sheet.heading(Phrase.QUANTITIES)
    if quantities.found is not None and quantities.value is not None:
        measures = [(Phrase.FOUND, quantities.found), (Phrase.VALUE_RIGHT, quantities.value)]
        if quantities.zeros_in_words is not None:
            measures.append((Phrase.ZEROS_IN_WORDS, quantities.zeros_in_words))
        sheet.counts([sheet.row(words[label], measure) for label, measure in measures])
    else:
        _print_recalls(sheet, quantities)
    sheet.line(
        Phrase.NUMBERS_PREDICTED,
        FAINT,
        count=quantities.predicted,
        per_text=average(quantities.predicted_per_text),
        in_tables=quantities.in_tables,
    )
    if quantities.on_non_claims or quantities.elsewhere:
        reasons = sheet.tally(quantities.on_non_claims.items()) or "0"
        sheet.line(Phrase.FURTHER_NUMBERS, FAINT, reasons=reasons, elsewhere=quantities.elsewhere)
    if quantities.by_form:
        sheet.heading(Phrase.BY_FORM)
        rows = [
            [
                words[form],
                *(figure(each.total.recall) for each in (score.found, score.value)),
                *(sheet.limits(score.value), str(score.value.total.gold)),
            ]
            for form, score in quantities.by_form.items()
        ]
        columns = (Phrase.FOUND, Phrase.VALUE_RIGHT, Phrase.INTERVAL, Phrase.JUDGED)
        sheet.grid(columns, rows)


def _print_recalls(sheet: Sheet, quantities: QuantityScores) -> None:
    """Print the figures of a system that finds numbers without saying what they count."""
    words = sheet.page.words
    rows = [
        sheet.accuracy_row(words[Phrase.FOUND], quantities.found_recall),
        sheet.accuracy_row(words[Phrase.VALUE_RIGHT], quantities.value_recall),
    ]
    sheet.grid((Phrase.RECALL, Phrase.INTERVAL, Phrase.GOLD), rows)
    if quantities.zeros_in_words is not None:
        sheet.counts([sheet.row(words[Phrase.ZEROS_IN_WORDS], quantities.zeros_in_words)])


def print_numerals(sheet: Sheet, numerals: NumeralScores) -> None:
    """Print how well values are read off given quotes."""
    words = sheet.page.words
    sheet.heading(Phrase.NUMERALS)
    rows = [sheet.accuracy_row(words[Phrase.ALL], numerals.value)]
    if sheet.full:
        rows += [
            sheet.accuracy_row(f"  {words[form]}", each) for form, each in numerals.by_form.items()
        ]
    sheet.grid((Phrase.ACCURACY, Phrase.INTERVAL, Phrase.JUDGED), rows)
    read = numerals.read
    sheet.line(Phrase.READ_AT_ALL, FAINT, count=read.count, judged=read.judged)


def print_relations(sheet: Sheet, relations: RelationScores) -> None:
    """Print how well contexts and wholes were tied to claims."""
    words = sheet.page.words
    sheet.heading(Phrase.RELATIONS)
    rows = []
    for kind, score in relations.by_kind.items():
        rows.append(sheet.row(words[kind], score.right))
        if kind is not RelationKind.PART_OF:
            rows.append(sheet.row(f"  {words[Phrase.SAME_SPAN]}", score.strict))
    sheet.counts(rows)
    if relations.part_kind.judged:
        sheet.grid(
            (Phrase.ACCURACY, Phrase.JUDGED),
            [proportion_row(words[Phrase.PART_KIND], relations.part_kind)],
        )


def print_spans(sheet: Sheet, spans: SpanScores) -> None:
    """Print how exactly places were found, by each strategy."""
    _print_strategies(sheet, Phrase.SPANS_OF_ANCHORS, spans.anchors)
    if spans.contexts is not None:
        _print_strategies(sheet, Phrase.SPANS_OF_CONTEXTS, spans.contexts)


def _print_strategies(
    sheet: Sheet, heading: Phrase, strategies: Mapping[Strategy, StrategyScores]
) -> None:
    sheet.heading(heading)
    rows = []
    for strategy, scores in strategies.items():
        total = scores.total
        row = [sheet.page.words[strategy]]
        if not sheet.is_narrow:
            row += [figure(total.precision), figure(total.recall)]
        row += [figure(scores.measure.value), sheet.limits(scores.measure)]
        outcomes = (total.correct, total.incorrect, total.partial, total.missed, total.spurious)
        rows.append(row + [str(count) for count in outcomes])
    columns = [] if sheet.is_narrow else [Phrase.PRECISION, Phrase.RECALL]
    columns += [Phrase.F1, Phrase.INTERVAL, Phrase.CORRECT, Phrase.INCORRECT]
    sheet.grid((*columns, Phrase.PARTIAL, Phrase.MISSED, Phrase.SPURIOUS), rows)


def print_cells(sheet: Sheet, cells: CellScores) -> None:
    """Print how well cells were read, class by class."""
    words = sheet.page.words
    total, invented = cells.total, cells.invented
    remark = words[Phrase.CELLS_RIGHT].format(count=total.count, judged=total.judged)
    sheet.heading(Phrase.CELLS, remark)
    rows = [
        sheet.row(words[each], measure)
        for each, measure in cells.classes.items()
        if measure.total.gold or measure.total.predicted
    ]
    sheet.counts([*rows, sheet.row(words[Phrase.MISSING_TABLES], cells.missing_tables)])
    style = FAULT if invented.count else ""
    sheet.line(Phrase.INVENTED, style, count=invented.count, judged=invented.judged)
    if sheet.full:
        sheet.heading(Phrase.BY_TABLE)
        sheet.grid(
            (Phrase.ACCURACY, Phrase.INTERVAL, Phrase.JUDGED),
            [
                sheet.accuracy_row(term_name(sheet.page, section), measure)
                for section, measure in cells.sections.items()
            ],
        )


def print_items(sheet: Sheet, heading: Phrase, detail: Phrase, items: ItemScores) -> None:
    """Print how well problems, or improvements, were found."""
    words = sheet.page.words
    sheet.heading(heading)
    sheet.counts(
        [
            sheet.row(words[Phrase.FOUND], items.found),
            sheet.row(words[Phrase.RIGHT], items.right),
        ]
    )
    accuracies = ((Phrase.CATEGORY, items.category), (detail, items.detail))
    rows = [proportion_row(words[name], each) for name, each in accuracies]
    sheet.grid((Phrase.ACCURACY, Phrase.JUDGED), rows)
    if sheet.full and items.by_category:
        by_category = [
            count_row(term_name(sheet.page, category), counts)
            for category, counts in items.by_category.items()
        ]
        sheet.counts(by_category)
