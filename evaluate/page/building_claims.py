"""How well claims were found, on the page: totals, groups, attributes and kinds of errors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from gongkai.evaluate.page.building_frame import (
    Frame,
    Group,
    Line,
    Measured,
    count_cells,
    merged_terms,
)
from gongkai.evaluate.page.building_wording import PartPhrase
from gongkai.evaluate.page.content import (
    Block,
    Cell,
    Column,
    FigureTable,
    IntervalPlot,
    Row,
    Section,
)
from gongkai.evaluate.page.estimates import Form
from gongkai.evaluate.page.labels import group_label
from gongkai.evaluate.scores.claim_errors import ErrorKind
from gongkai.evaluate.scores.claim_groups import ClaimGroup, ClaimGrouping
from gongkai.evaluate.scores.claims import ClaimScores
from gongkai.evaluate.wording import FIELD_PHRASES, Phrase
from gongkai.models.metrics import Metric
from gongkai.models.terms import Term

_Having = Sequence[tuple[Measured, ClaimScores]]


def claim_sections(frame: Frame) -> Iterator[Section]:
    """Give the section about claims, if any system has claims."""
    having = frame.having(lambda result: result.scores.claims)
    if not having:
        return
    blocks: list[Block] = [
        *_totals(frame, having),
        *(plot for grouping in ClaimGrouping for plot in _grouped(frame, having, grouping)),
        *_attributes(frame, having),
        *_error_kinds(frame, having),
        *_false_alarms(frame, having),
        *frame.others(Phrase.CLAIMS, having),
    ]
    words = frame.words
    note = f"{words[PartPhrase.CLAIMS_NOTE]} {words[PartPhrase.GROUPS_NOTE]}"
    yield Section("claims", words[Phrase.CLAIMS], tuple(blocks), note)


def _totals(frame: Frame, having: _Having) -> Iterator[FigureTable]:
    names = dict.fromkeys(
        name for each, _ in having for name in each.result.measures if name.startswith("claims.")
    )
    groups: list[Group] = [
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
    return frame.counts(frame.words[PartPhrase.ALL_CLAIMS], PartPhrase.MEASURE, groups)


def _grouped(frame: Frame, having: _Having, grouping: ClaimGrouping) -> Iterator[IntervalPlot]:
    found: list[tuple[str, list[tuple[Measured, ClaimGroup]]]] = []
    links: dict[str, str] = {}
    groups = [(each, claims.groups[grouping]) for each, claims in having]
    for term in merged_terms([[group.term for group in listed] for _, listed in groups]):
        of_systems = [
            (each, group) for each, listed in groups for group in listed if group.term == term
        ]
        label = frame.label(None) if term is None else group_label(term, frame.language)
        found.append((label, of_systems))
        if isinstance(term, Metric):
            links[label] = f"#errors&part={Phrase.CLAIMS.value}&metric={term.value}"
    plotted: list[Group] = [
        (label, [(each, group.right) for each, group in of_systems]) for label, of_systems in found
    ]
    words = frame.words
    title = words[PartPhrase.CLAIMS_BY].format(grouping=words[grouping])
    return frame.plot(
        title,
        PartPhrase.GROUP,
        plotted,
        size=PartPhrase.GOLD_COUNT,
        note=words[PartPhrase.TEXT_GROUPS_NOTE] if grouping is ClaimGrouping.PHENOMENON else "",
        details=_group_details(frame, title, found),
        links=links,
    )


def _group_details(
    frame: Frame, title: str, found: Sequence[tuple[str, Sequence[tuple[Measured, ClaimGroup]]]]
) -> Iterator[FigureTable]:
    columns = (
        *frame.count_columns(),
        Column(frame.words[Phrase.F1_WHOLLY_RIGHT]),
        Column(frame.words[Phrase.TEXTS], Form.COUNT),
    )
    lines = [
        (label, [(each, _group_cells(each, group)) for each, group in of_systems])
        for label, of_systems in found
    ]
    return frame.table(title, PartPhrase.GROUP, columns, lines)


def _group_cells(system: Measured, group: ClaimGroup) -> tuple[Cell, ...]:
    right = count_cells(group.right.total, system.estimate(group.right))
    return (*right, system.estimate(group.wholly_right), group.texts)


def _attributes(frame: Frame, having: _Having) -> Iterator[FigureTable]:
    words = frame.words
    columns = (
        Column(words[Phrase.ACCURACY]),
        Column(words[Phrase.JUDGED], Form.COUNT),
        Column(words[Phrase.ACCURACY_GIVEN]),
        Column(words[Phrase.GIVEN], Form.COUNT),
    )
    names = dict.fromkeys(name for _, claims in having for name in claims.attributes)
    lines: list[Line] = [
        (
            words[FIELD_PHRASES[name]],
            [
                (each, (score.all.share, score.all.judged, score.given.share, score.given.judged))
                for each, claims in having
                if (score := claims.attributes[name]).all.judged
            ],
        )
        for name in names
    ]
    title, note = words[Phrase.ATTRIBUTES], words[PartPhrase.ATTRIBUTES_NOTE]
    return frame.table(title, PartPhrase.ATTRIBUTE, columns, lines, note)


def _error_kinds(frame: Frame, having: _Having) -> Iterator[FigureTable]:
    """Count every error once by its kind, as the terminal does; then by what is wrong."""
    kinds = [(each, Counter[Term](it.kind for it in claims.errors)) for each, claims in having]
    fields = [
        (each, Counter[Term](FIELD_PHRASES[name] for it in claims.errors for name in it.fields))
        for each, claims in having
    ]
    words = frame.words
    title, note = words[PartPhrase.ERROR_KINDS], words[PartPhrase.ERROR_KINDS_NOTE]
    yield from count_table(
        frame, title, PartPhrase.KIND_OF_ERROR, tuple(ErrorKind), kinds, note=note
    )
    title, note = words[PartPhrase.WRONG_FIELDS], words[PartPhrase.WRONG_FIELDS_NOTE]
    names = tuple(dict.fromkeys(FIELD_PHRASES.values()))
    yield from count_table(frame, title, PartPhrase.FIELD, names, fields, note=note)


def _false_alarms(frame: Frame, having: _Having) -> Iterator[FigureTable]:
    counted = [(each, Counter[Term](claims.false_alarms)) for each, claims in having]
    reasons = merged_terms([list(counts) for _, counts in counted])
    title = frame.words[PartPhrase.FALSE_ALARMS]
    terms = [term for term in reasons if term is not None]
    return count_table(frame, title, PartPhrase.REASON, terms, counted)


def count_table(  # noqa: PLR0913 - the parts of a table
    frame: Frame,
    title: str,
    head: Term,
    terms: Sequence[Term],
    counted: Sequence[tuple[Measured, Counter[Term]]],
    *,
    note: str = "",
) -> Iterator[FigureTable]:
    """Give a table with a row for each term that was counted and a column for each system."""
    rows = [
        Row((frame.label(term), *(counts[term] for _, counts in counted)))
        for term in terms
        if any(counts[term] for _, counts in counted)
    ]
    several = len(frame.systems) > 1
    count = frame.words[PartPhrase.COUNT]
    columns = [Column(each.name if several else count, Form.COUNT) for each, _ in counted]
    if rows:
        yield FigureTable(
            title, (Column(frame.words[head], Form.TEXT), *columns), tuple(rows), note
        )
