"""How well cells, problems, improvements and whole reports were read, on the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from gongkai.evaluate.counts import Counts
from gongkai.evaluate.measures import Measure
from gongkai.evaluate.page.building_frame import (
    Frame,
    Group,
    Line,
    Measured,
    count_cells,
    merged_terms,
)
from gongkai.evaluate.page.building_numbers import measures_from
from gongkai.evaluate.page.building_wording import PartPhrase
from gongkai.evaluate.page.content import Block, Column, FigureTable, Section
from gongkai.evaluate.page.estimates import Form
from gongkai.evaluate.scores.cells import CellClass, CellScores
from gongkai.evaluate.scores.identity import IdentityScores
from gongkai.evaluate.scores.items import ItemScores
from gongkai.evaluate.wording import Phrase
from gongkai.models.terms import Term

TermT = TypeVar("TermT", bound=Term)


def report_sections(frame: Frame) -> Iterator[Section]:
    """Give the sections about cells, items and whole reports, as far as there are any."""
    words = frame.words
    cells = frame.having(lambda result: result.scores.cells)
    if cells:
        blocks = [*_cells(frame, cells), *frame.others(Phrase.CELLS, cells)]
        yield Section("cells", words[Phrase.CELLS], tuple(blocks), words[PartPhrase.CELLS_NOTE])
    blocks = [*_items(frame)]
    if blocks:
        yield Section("items", words[Phrase.ITEMS], tuple(blocks), words[PartPhrase.ITEMS_NOTE])
    blocks = [*_facts(frame), *_identity(frame), *_sections(frame)]
    if blocks:
        yield Section(
            "reports", words[PartPhrase.REPORTS], tuple(blocks), words[PartPhrase.REPORTS_NOTE]
        )


def _cells(frame: Frame, having: Sequence[tuple[Measured, CellScores]]) -> Iterator[Block]:
    words = frame.words
    classes = [
        _group(frame, cell, [(each, scores.classes[cell]) for each, scores in having])
        for cell in CellClass
        if any(_is_there(scores.classes[cell]) for _, scores in having)
    ]
    title = words[PartPhrase.CELLS_BY_CLASS]
    yield from frame.plot(
        title,
        PartPhrase.CELL_CLASS,
        [*classes, (words[Phrase.ALL], [(each, scores.all) for each, scores in having])],
        size=Phrase.GOLD,
        details=frame.counts(title, PartPhrase.CELL_CLASS, classes),
    )
    sections = merged_terms([list(scores.sections) for _, scores in having])
    tables: list[Group] = [
        (
            frame.label(section),
            [
                (each, measure)
                for each, scores in having
                for key, measure in scores.sections.items()
                if key == section
            ],
        )
        for section in sections
    ]
    missing = [(each, scores.missing_tables) for each, scores in having]
    yield from frame.plot(
        words[Phrase.BY_TABLE],
        PartPhrase.TABLE,
        tables,
        measure=Phrase.ACCURACY,
        size=Phrase.JUDGED,
    )
    if any(_is_there(measure) for _, measure in missing):
        group = (words[Phrase.MISSING_TABLES], missing)
        yield from frame.counts(words[Phrase.MISSING_TABLES], PartPhrase.MEASURE, [group])
    yield from _invented(frame, having)


def _invented(frame: Frame, having: Sequence[tuple[Measured, CellScores]]) -> Iterator[FigureTable]:
    words = frame.words
    title = words[PartPhrase.INVENTED]
    columns = (
        Column(words[PartPhrase.COUNT], Form.COUNT),
        Column(words[PartPhrase.WITHOUT_NUMBER], Form.COUNT),
        Column(words[PartPhrase.INVENTED_SHARE]),
    )
    invented = [(each, scores.invented) for each, scores in having if scores.invented.judged]
    cells = [(each, (it.count, it.judged, it.share)) for each, it in invented]
    return frame.table(title, PartPhrase.SORT, columns, [(words[Phrase.CELLS], cells)])


def _items(frame: Frame) -> Iterator[Block]:
    words = frame.words
    problems = frame.having(lambda result: result.scores.problems)
    improvements = frame.having(lambda result: result.scores.improvements)
    for heading, detail, start, having in (
        (Phrase.PROBLEMS, Phrase.YEAR, "problems.", problems),
        (Phrase.IMPROVEMENTS, Phrase.STAGE, "improvements.", improvements),
    ):
        if not having:
            continue
        groups = measures_from(frame, having, start)
        yield from frame.counts(words[heading], PartPhrase.MEASURE, groups)
        fields = (
            (words[Phrase.CATEGORY], [(each, scores.category) for each, scores in having]),
            (words[detail], [(each, scores.detail) for each, scores in having]),
        )
        title = words[PartPhrase.FIELDS].format(items=words[heading])
        yield from frame.proportions(title, PartPhrase.FIELD, fields)
        yield from _by_category(frame, heading, having)
        yield from frame.others(heading, having)


def _by_category(
    frame: Frame, heading: Phrase, having: Sequence[tuple[Measured, ItemScores]]
) -> Iterator[FigureTable]:
    words = frame.words
    title = words[PartPhrase.BY_CATEGORY].format(items=words[heading])
    lines = _counted(frame, [(each, scores.by_category) for each, scores in having])
    return frame.table(title, Phrase.CATEGORY, frame.count_columns(), lines)


def _counted(frame: Frame, having: Sequence[tuple[Measured, dict[TermT, Counts]]]) -> list[Line]:
    """Return a line for each term that any system has counts of."""
    return [
        (
            frame.label(term),
            [
                (each, count_cells(counts))
                for each, counted in having
                for key, counts in counted.items()
                if key == term
            ],
        )
        for term in merged_terms([list(counted) for _, counted in having])
    ]


def _facts(frame: Frame) -> Iterator[Block]:
    having = frame.having(lambda result: result.scores.facts)
    if not having:
        return
    words = frame.words
    groups = measures_from(frame, having, "facts.")
    yield from frame.counts(words[Phrase.FACTS], PartPhrase.MEASURE, groups)
    agreement = (words[Phrase.AGREEMENT], [(each, scores.agreement) for each, scores in having])
    title = frame.under(words[Phrase.FACTS], words[Phrase.AGREEMENT])
    yield from frame.proportions(title, PartPhrase.MEASURE, [agreement])
    yield from frame.others(Phrase.FACTS, having)


def _identity(frame: Frame) -> Iterator[Block]:
    having = frame.having(lambda result: result.scores.identity)
    if not having:
        return
    title = frame.words[Phrase.IDENTITY]
    yield from frame.plot(
        title,
        PartPhrase.FIELD,
        measures_from(frame, having, "identity."),
        measure=Phrase.ACCURACY,
        size=Phrase.JUDGED,
        details=_identity_given(frame, title, having),
    )
    yield from frame.others(Phrase.IDENTITY, having)


def _identity_given(
    frame: Frame, title: str, having: Sequence[tuple[Measured, IdentityScores]]
) -> Iterator[FigureTable]:
    words = frame.words
    columns = (
        Column(words[Phrase.ACCURACY]),
        Column(words[Phrase.JUDGED], Form.COUNT),
        Column(words[Phrase.ACCURACY_GIVEN]),
        Column(words[Phrase.GIVEN], Form.COUNT),
    )
    lines: list[Line] = [
        (
            frame.label(field),
            [
                (
                    each,
                    (
                        *(each.estimate(score.all), score.all.total.gold),
                        *(score.given.share, score.given.judged),
                    ),
                )
                for each, scores in having
                for key, score in scores.by_field.items()
                if key == field
            ],
        )
        for field in merged_terms([list(scores.by_field) for _, scores in having])
    ]
    return frame.table(title, PartPhrase.FIELD, columns, lines)


def _sections(frame: Frame) -> Iterator[Block]:
    having = frame.having(lambda result: result.scores.sections)
    if not having:
        return
    words = frame.words
    groups = measures_from(frame, having, "sections")
    yield from frame.counts(words[Phrase.SECTIONS], PartPhrase.MEASURE, groups)
    lines = _counted(frame, [(each, scores.by_kind) for each, scores in having])
    title = frame.under(words[Phrase.SECTIONS], words[Phrase.STARTS])
    yield from frame.table(title, Phrase.SECTION, frame.count_columns(), lines)
    yield from frame.others(Phrase.SECTIONS, having)


def _group(frame: Frame, term: Term, measures: Sequence[tuple[Measured, Measure]]) -> Group:
    return frame.label(term), measures


def _is_there(measure: Measure) -> bool:
    total = measure.total
    return bool(total.gold or total.predicted)
