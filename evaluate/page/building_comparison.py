"""The headline figures of all systems, and how they differ from the first, on the page."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.evaluate.display.labels import by_part, measure_label
from gongkai.evaluate.evaluation import Difference, Evaluation
from gongkai.evaluate.page.building_frame import Frame, Group, estimate_of
from gongkai.evaluate.page.building_wording import PartPhrase
from gongkai.evaluate.page.content import (
    Block,
    ComparedPair,
    Comparison,
    IntervalPlot,
    Note,
    Section,
)
from gongkai.evaluate.wording import Phrase


def summary_section(frame: Frame) -> Section:
    """Return the section of headline figures, part by part."""
    words = frame.words
    blocks: list[Block] = [*_remarks(frame), *_headlines(frame)]
    return Section(
        "summary", words[PartPhrase.SUMMARY], tuple(blocks), words[PartPhrase.SUMMARY_NOTE]
    )


def comparison_sections(frame: Frame, evaluation: Evaluation) -> Iterator[Section]:
    """Give the section that compares systems, if there are several."""
    if not evaluation.differences:
        return
    words = frame.words
    first = evaluation.differences[0]
    by_measure: dict[str, list[Difference]] = {}
    for each in evaluation.differences:
        by_measure.setdefault(each.measure, []).append(each)
    pairs = tuple(
        _pair(frame, evaluation, part, each)
        for part, names in by_part(by_measure, full=True).items()
        for name in names
        for each in by_measure[name]
    )
    note = words[PartPhrase.COMPARED_NOTE].format(
        first=first.first, rounds=f"{first.comparison.rounds:,}"
    )
    title = words[PartPhrase.DIFFERENCES].format(first=first.first)
    block = Comparison(title, pairs)
    yield Section("comparison", words[PartPhrase.COMPARED], (block,), note)


def _remarks(frame: Frame) -> Iterator[Note]:
    """Say which texts were not predicted, and which predictions were not judged."""
    words = frame.words
    for each in frame.systems:
        scores = each.result.scores
        if scores.missing:
            names = ", ".join(scores.missing)
            line = words[PartPhrase.WITHOUT_PREDICTION].format(names=names)
            yield Note(frame.under(each.name, line))
        if scores.unjudged:
            line = words[PartPhrase.UNJUDGED].format(count=scores.unjudged)
            yield Note(frame.under(each.name, line))


def _headlines(frame: Frame) -> Iterator[IntervalPlot]:
    words = frame.words
    names = [name for each in frame.systems for name in each.result.measures]
    for part, measures in by_part(names, full=False).items():
        groups: list[Group] = [
            (
                measure_label(words, name),
                [
                    (each, each.result.measures[name])
                    for each in frame.systems
                    if name in each.result.measures
                ],
            )
            for name in measures
        ]
        known = [each for each in groups if any(it.value is not None for _, it in each[1])]
        yield from frame.plot(words[part], PartPhrase.MEASURE, known, measure=PartPhrase.FIGURE)


def _pair(
    frame: Frame, evaluation: Evaluation, part: Phrase, difference: Difference
) -> ComparedPair:
    measures = {each.name: each.measures for each in evaluation.systems}
    comparison = difference.comparison
    return ComparedPair(
        frame.under(frame.words[part], measure_label(frame.words, difference.measure)),
        difference.first,
        difference.other,
        measures[difference.first][difference.measure].value,
        measures[difference.other][difference.measure].value,
        estimate_of(comparison.difference, comparison.interval),
        comparison.p_value,
        difference.adjusted_p_value,
    )
