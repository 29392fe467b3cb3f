"""How well numbers, relations and places were found, on the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from gongkai.evaluate.page.building_claims import count_table
from gongkai.evaluate.page.building_frame import Frame, Group, Line, Measured, merged_terms
from gongkai.evaluate.page.building_wording import PartPhrase
from gongkai.evaluate.page.content import (
    Block,
    Cell,
    Column,
    FigureTable,
    IntervalPlot,
    Note,
    Section,
)
from gongkai.evaluate.page.estimates import Estimate, Form
from gongkai.evaluate.page.labels import span_label
from gongkai.evaluate.scores.numerals import NumeralScores
from gongkai.evaluate.scores.quantities import QuantityScores
from gongkai.evaluate.scores.relations import RelationScores
from gongkai.evaluate.scores.spans import SpanCounts, Strategy, StrategyScores
from gongkai.evaluate.wording import Phrase
from gongkai.models.terms import Term

_Strategies = Sequence[tuple[Measured, Mapping[Strategy, StrategyScores]]]


def number_sections(frame: Frame) -> Iterator[Section]:
    """Give the sections about numbers, relations and places, as far as there are any."""
    words = frame.words
    blocks = [*_quantity_blocks(frame), *_numeral_blocks(frame)]
    if blocks:
        yield Section(
            "numbers", words[Phrase.QUANTITIES], tuple(blocks), words[PartPhrase.NUMBERS_NOTE]
        )
    related = frame.having(lambda result: result.scores.relations)
    if related:
        blocks = [*_relations(frame, related), *frame.others(Phrase.RELATIONS, related)]
        yield Section(
            "relations", words[Phrase.RELATIONS], tuple(blocks), words[PartPhrase.RELATIONS_NOTE]
        )
    blocks = [*_places(frame)]
    if blocks:
        yield Section("places", words[Phrase.SPANS], tuple(blocks), words[PartPhrase.PLACES_NOTE])


def measures_from(
    frame: Frame, having: Sequence[tuple[Measured, object]], start: str
) -> list[Group]:
    """Return the headline measures whose names begin so, each with the systems that have it."""
    names = dict.fromkeys(
        name for each, _ in having for name in each.result.measures if name.startswith(start)
    )
    return [
        (
            frame.measure_label(name),
            [
                (each, each.result.measures[name])
                for each, _ in having
                if name in each.result.measures
            ],
        )
        for name in names
    ]


def _quantity_blocks(frame: Frame) -> Iterator[Block]:
    having = frame.having(lambda result: result.scores.quantities)
    if not having:
        return
    title = frame.words[Phrase.QUANTITIES]
    yield from frame.counts(title, PartPhrase.MEASURE, measures_from(frame, having, "quantities."))
    yield from _predicted(frame, having)
    yield from _by_form(frame, having)
    yield from _further_numbers(frame, having)


def _predicted(
    frame: Frame, having: Sequence[tuple[Measured, QuantityScores]]
) -> Iterator[FigureTable]:
    """Tell how many numbers systems give: recall alone rewards giving many."""
    words = frame.words
    title = words[PartPhrase.NUMBERS_PREDICTED]
    columns = (
        Column(words[PartPhrase.PER_TEXT], Form.DECIMAL),
        Column(words[Phrase.PREDICTED], Form.COUNT),
        Column(words[PartPhrase.IN_TABLES], Form.COUNT),
        Column(words[Phrase.TEXTS], Form.COUNT),
    )
    cells = [
        (each, (it.predicted_per_text, it.predicted, it.in_tables, it.texts)) for each, it in having
    ]
    return frame.table(title, PartPhrase.SORT, columns, [(words[Phrase.QUANTITIES], cells)])


def _by_form(
    frame: Frame, having: Sequence[tuple[Measured, QuantityScores]]
) -> Iterator[IntervalPlot]:
    words = frame.words
    forms = merged_terms([list(scores.by_form) for _, scores in having])
    found = [
        (
            frame.label(form),
            [
                (it, score)
                for it, scores in having
                for key, score in scores.by_form.items()
                if key == form
            ],
        )
        for form in forms
    ]
    groups: list[Group] = [
        (label, [(each, score.value) for each, score in of_systems]) for label, of_systems in found
    ]
    lines: list[Line] = [
        (
            label,
            [
                (
                    each,
                    (
                        each.estimate(score.found),
                        each.estimate(score.value),
                        score.value.total.gold,
                    ),
                )
                for each, score in of_systems
            ],
        )
        for label, of_systems in found
    ]
    columns = (
        Column(words[Phrase.FOUND]),
        Column(words[Phrase.VALUE_RIGHT]),
        Column(words[PartPhrase.NUMBERS_COUNT], Form.COUNT),
    )
    title = words[PartPhrase.BY_FORM]
    return frame.plot(
        title,
        PartPhrase.FORM_OF_WRITING,
        groups,
        measure=PartPhrase.RECALL_OF_VALUES,
        size=PartPhrase.NUMBERS_COUNT,
        details=frame.table(title, PartPhrase.FORM_OF_WRITING, columns, lines),
    )


def _further_numbers(
    frame: Frame, having: Sequence[tuple[Measured, QuantityScores]]
) -> Iterator[FigureTable]:
    counted = []
    for each, scores in having:
        counts = Counter[Term](scores.on_non_claims)
        counts[PartPhrase.ANYWHERE_ELSE] = scores.elsewhere
        counted.append((each, counts))
    reasons = merged_terms([list(scores.on_non_claims) for _, scores in having])
    terms = [*(term for term in reasons if term is not None), PartPhrase.ANYWHERE_ELSE]
    title = frame.words[PartPhrase.FURTHER_NUMBERS]
    return count_table(frame, title, PartPhrase.REASON, terms, counted)


def _numeral_blocks(frame: Frame) -> Iterator[Block]:
    having = frame.having(lambda result: result.numerals)
    if not having:
        return
    words = frame.words
    title = words[Phrase.NUMERALS]
    all_of_them: Group = (
        words[Phrase.ALL],
        [(each, numerals.value) for each, numerals in having],
    )
    groups = [all_of_them, *_numeral_groups(frame, having)]
    yield from frame.plot(
        title,
        PartPhrase.FORM_OF_WRITING,
        groups,
        size=PartPhrase.NUMBERS_COUNT,
        note=words[PartPhrase.NUMERALS_NOTE],
        measure=Phrase.ACCURACY,
        details=frame.counts(title, PartPhrase.FORM_OF_WRITING, groups),
    )
    read = [(words[PartPhrase.READ_AT_ALL], [(each, numerals.read) for each, numerals in having])]
    yield from frame.proportions(
        frame.under(title, words[PartPhrase.READ_AT_ALL]), PartPhrase.MEASURE, read
    )


def _numeral_groups(
    frame: Frame, having: Sequence[tuple[Measured, NumeralScores]]
) -> Iterator[Group]:
    for form in merged_terms([list(numerals.by_form) for _, numerals in having]):
        yield (
            frame.label(form),
            [
                (each, measure)
                for each, numerals in having
                for key, measure in numerals.by_form.items()
                if key == form
            ],
        )


def _relations(
    frame: Frame, having: Sequence[tuple[Measured, RelationScores]]
) -> Iterator[FigureTable]:
    words = frame.words
    title = words[Phrase.RELATIONS]
    yield from frame.counts(title, PartPhrase.MEASURE, measures_from(frame, having, "relations."))
    proportions = [(words[Phrase.PART_KIND], [(each, scores.part_kind) for each, scores in having])]
    yield from frame.proportions(
        frame.under(title, words[Phrase.PART_KIND]), PartPhrase.FIELD, proportions
    )


def _places(frame: Frame) -> Iterator[FigureTable | Note]:
    anchors = frame.having(
        lambda result: None if result.scores.spans is None else result.scores.spans.anchors
    )
    contexts = frame.having(
        lambda result: None if result.scores.spans is None else result.scores.spans.contexts
    )
    for title, having in ((Phrase.SPANS_OF_ANCHORS, anchors), (Phrase.SPANS_OF_CONTEXTS, contexts)):
        if having:
            yield from _strategies(frame, title, having)
            yield from _by_label(frame, title, having)


def _span_columns(frame: Frame) -> tuple[Column, ...]:
    words = frame.words
    shares = (Phrase.PRECISION, Phrase.RECALL, Phrase.F1)
    counts = (Phrase.CORRECT, Phrase.INCORRECT, Phrase.PARTIAL, Phrase.MISSED, Phrase.SPURIOUS)
    return (
        *(Column(words[each]) for each in shares),
        *(Column(words[each], Form.COUNT) for each in counts),
    )


def _span_cells(counts: SpanCounts, f1: Estimate) -> tuple[Cell, ...]:
    return (
        *(counts.precision, counts.recall, f1),
        *(counts.correct, counts.incorrect, counts.partial, counts.missed, counts.spurious),
    )


def _strategies(frame: Frame, title: Phrase, having: _Strategies) -> Iterator[FigureTable]:
    lines = [
        (
            frame.label(strategy),
            [
                (
                    each,
                    _span_cells(
                        strategies[strategy].total, each.estimate(strategies[strategy].measure)
                    ),
                )
                for each, strategies in having
            ],
        )
        for strategy in Strategy
    ]
    return frame.table(frame.words[title], PartPhrase.STRATEGY, _span_columns(frame), lines)


def _by_label(frame: Frame, title: Phrase, having: _Strategies) -> Iterator[FigureTable]:
    """Give the spans of each label by the strict strategy."""
    labels = dict.fromkeys(
        label for _, strategies in having for label in strategies[Strategy.STRICT].by_label
    )
    lines = []
    for label in labels:
        of_systems = []
        for each, strategies in having:
            counts = strategies[Strategy.STRICT].by_label.get(label)
            if counts is not None:
                of_systems.append((each, _span_cells(counts, Estimate(counts.f1))))
        lines.append((span_label(label, frame.language), of_systems))
    words = frame.words
    heading = words[PartPhrase.BY_LABEL].format(places=words[title])
    heading = frame.remark(heading, words[Strategy.STRICT])
    return frame.table(heading, PartPhrase.LABEL, _span_columns(frame), lines)
