"""The headline figures of all systems, and how they differ from the first, on the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai.evaluate.display.comparison import SIGNIFICANT
from gongkai.evaluate.display.labels import by_part
from gongkai.evaluate.display.remarks import nothing_attempted
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
    block = Comparison(title, pairs, _few_texts(frame, pairs))
    yield Section("comparison", words[PartPhrase.COMPARED], (block,), note)


def _few_texts(frame: Frame, pairs: Sequence[ComparedPair]) -> str:
    """Say that so few texts can show no difference, where there are so few.

    Outcomes of ``n`` texts can be exchanged in ``2 ** n`` ways, of which the one found and its
    opposite always differ as much: no p-value is below ``2 / 2 ** n``.
    """
    counts = {pair.texts for pair in pairs if pair.texts is not None}
    few = [each for each in sorted(counts) if 2 / 2**each > SIGNIFICANT]
    if not few:
        return ""
    least = min(1.0, 2 / 2 ** few[-1])
    return frame.words[PartPhrase.FEW_TEXTS].format(count=few[-1], least=f"{least:.3g}")


def _remarks(frame: Frame) -> Iterator[Note]:
    """Say which texts were not predicted, and which predictions were not judged."""
    words = frame.words
    for each in frame.systems:
        scores = each.result.scores
        if scores.missing:
            names = frame.listed(scores.missing)
            line = words[PartPhrase.WITHOUT_PREDICTION].format(names=names)
            yield Note(frame.under(each.name, line))
        if scores.unjudged:
            line = words[PartPhrase.UNJUDGED].format(count=scores.unjudged)
            yield Note(frame.under(each.name, line))
        if not each.result.measures:
            yield Note(nothing_attempted(words, each.name))


def _headlines(frame: Frame) -> Iterator[IntervalPlot]:
    words = frame.words
    names = [name for each in frame.systems for name in each.result.measures]
    for part, measures in by_part(names, full=False).items():
        groups: list[Group] = [
            (
                frame.measure_label(name),
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
    first, other = (
        next(each.measures[difference.measure] for each in evaluation.systems if each.name == name)
        for name in (difference.first, difference.other)
    )
    common = first.by_text.keys() & other.by_text.keys()
    comparison = difference.comparison
    return ComparedPair(
        frame.under(frame.words[part], frame.measure_label(difference.measure)),
        difference.first,
        difference.other,
        first.on(common).value,
        other.on(common).value,
        estimate_of(comparison.difference, comparison.interval),
        comparison.p_value,
        difference.adjusted_p_value,
        is_significant=difference.adjusted_p_value < SIGNIFICANT,
        texts=difference.texts,
    )
