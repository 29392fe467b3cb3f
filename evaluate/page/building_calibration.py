"""Whether confidences can be believed, on the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gongkai.evaluate import counts
from gongkai.evaluate.calibration import Calibration, PrecisionAtConfidence, verdict_sentence
from gongkai.evaluate.judgements import Judged
from gongkai.evaluate.page.building_frame import Frame, Line, Measured, estimate_of
from gongkai.evaluate.page.building_wording import PartPhrase
from gongkai.evaluate.page.confidence_content import (
    ConfidenceBin,
    CoveragePoint,
    PrecisionByConfidence,
    ReliabilityDiagram,
    RiskCoverage,
    RiskCurve,
    ThresholdCurve,
    ThresholdPoint,
)
from gongkai.evaluate.page.content import Block, Cell, Column, FigureTable, Note, Section
from gongkai.evaluate.page.estimates import Estimate, Fact, Form
from gongkai.evaluate.page.figures import written
from gongkai.evaluate.page.wording import PagePhrase
from gongkai.evaluate.wording import Phrase
from gongkai.models.terms import Term

_Having = Sequence[tuple[Measured, Calibration]]


def calibration_section(frame: Frame) -> Section:
    """Return the section about confidences; it says so where there are none."""
    words = frame.words
    title = words[Phrase.CALIBRATION]
    with_any = [each for each in frame.systems if each.result.calibration]
    if not with_any:
        return Section("calibration", title, (Note(words[PartPhrase.NO_CONFIDENCE]),))
    by_judged = {
        judged: [
            (each, each.result.calibration[judged])
            for each in with_any
            if judged in each.result.calibration
        ]
        for judged in Judged
    }
    blocks: list[Block] = [*_summary(frame, by_judged)]
    for judged, having in by_judged.items():
        if having:
            blocks += _diagrams(frame, judged, having)
    without = [each.name for each in frame.systems if not each.result.calibration]
    if without:
        blocks.append(Note(words[PartPhrase.NONE_BY].format(systems=frame.listed(without))))
    return Section("calibration", title, tuple(blocks), words[PartPhrase.CONFIDENCE_NOTE])


def _summary(frame: Frame, by_judged: Mapping[Judged, _Having]) -> Iterator[Block]:
    words = frame.words
    title = words[Phrase.CALIBRATION]
    calibrated: tuple[Term, ...] = (
        *(Phrase.SHARE_RIGHT, Phrase.MEAN_CONFIDENCE),
        *(Phrase.EXPECTED_ERROR, Phrase.PERFECT_ERROR, Phrase.DEBIASED_ERROR),
    )
    columns = (
        Column(words[Phrase.WITH_CONFIDENCE], Form.TEXT),
        *(Column(words[each]) for each in calibrated),
    )
    lines: list[Line] = [
        (words[judged], [(each, _figures(frame, found)) for each, found in having])
        for judged, having in by_judged.items()
    ]
    yield from frame.table(title, PartPhrase.OF_WHAT, columns, lines)
    yield from _verdicts(frame, by_judged)
    proper: tuple[Term, ...] = (
        *(Phrase.BRIER, PartPhrase.PARTS, PartPhrase.RESOLUTION, PartPhrase.UNCERTAINTY),
        Phrase.LOG_LOSS,
    )
    columns = tuple(Column(words[each]) for each in proper)
    lines = [
        (words[judged], [(each, _proper_scores(found)) for each, found in having])
        for judged, having in by_judged.items()
    ]
    yield from frame.table(words[PartPhrase.PROPER_SCORES], PartPhrase.OF_WHAT, columns, lines)
    columns = (Column(words[Phrase.RISK_AREA]), Column(words[Phrase.EXCESS_AREA]))
    lines = [
        (
            words[judged],
            [
                (each, tuple(map(_estimate, (it.risk_coverage.area, it.risk_coverage.excess))))
                for each, it in having
            ],
        )
        for judged, having in by_judged.items()
    ]
    yield from frame.table(words[PartPhrase.ORDER_SCORES], PartPhrase.OF_WHAT, columns, lines)
    yield from _wanted(frame, by_judged)


def _verdicts(frame: Frame, by_judged: Mapping[Judged, _Having]) -> Iterator[Note]:
    """Say of each expected calibration error what it has to be seen against."""
    words = frame.words
    for judged, having in by_judged.items():
        for each, found in having:
            name = frame.of_system(each, words[judged])
            sentence = verdict_sentence(found.expected_error, frame.language)
            yield Note(words[Phrase.SAID_OF].format(of=name, sentence=sentence))


def _wanted(frame: Frame, by_judged: Mapping[Judged, _Having]) -> Iterator[FigureTable]:
    """Give the least confidences that reach precisions."""
    words = frame.words
    reached: list[Line] = [
        (
            words[judged],
            [
                (each, _reached(target.target, target.reached))
                for each, found in having
                for target in found.reached
            ],
        )
        for judged, having in by_judged.items()
    ]
    columns = (
        Column(words[PartPhrase.WANTED]),
        Column(PagePhrase.LEAST_CONFIDENCE.label(frame.language)),
        Column(words[Phrase.PRECISION]),
        Column(words[Phrase.KEPT]),
    )
    yield from frame.table(words[PartPhrase.WANTED_TITLE], PartPhrase.OF_WHAT, columns, reached)


def _figures(frame: Frame, found: Calibration) -> tuple[Cell, ...]:
    error = found.expected_error
    return (
        frame.words[Phrase.OF_ALL].format(
            count=f"{found.judgements:,}", all=f"{found.predictions:,}"
        ),
        _estimate(found.accuracy),
        _estimate(found.mean_confidence),
        estimate_of(error.value, None),
        estimate_of(error.perfect_mean, error.perfect_range),
        estimate_of(error.debiased, error.interval),
    )


def _proper_scores(found: Calibration) -> tuple[Cell, ...]:
    brier = found.brier
    parts = (brier.score, brier.reliability, brier.resolution, brier.uncertainty)
    return tuple(map(_estimate, (*parts, found.log_loss)))


def _reached(target: float, reached: PrecisionAtConfidence | None) -> tuple[Cell, ...]:
    if reached is None:
        return (target, None, None, None)
    return (target, reached.confidence, _precision(reached), _estimate(reached.share))


def _diagrams(frame: Frame, judged: Judged, having: _Having) -> Iterator[Block]:
    words = frame.words
    sizes = (
        words[PartPhrase.SIZE].format(
            system=each.name, count=f"{found.judgements:,}", texts=found.texts
        )
        for each, found in having
    )
    yield Note(frame.under(words[judged], ("；" if frame.language == "zh" else "; ").join(sizes)))
    for each, found in having:
        name = frame.of_system(each, words[judged])
        error = found.expected_error
        yield ReliabilityDiagram(
            words[PartPhrase.RELIABILITY].format(judged=name),
            _bins(found),
            (
                Fact(words[Phrase.EXPECTED_ERROR], written(error.value, Form.SHARE)),
                Fact(words[Phrase.PERFECT_ERROR], written(error.perfect_mean, Form.SHARE)),
                Fact(words[Phrase.BRIER], written(found.brier.score.value, Form.SHARE)),
            ),
            words[PartPhrase.RELIABILITY_NOTE],
            each.number,
        )
    yield RiskCoverage(
        words[PartPhrase.RISK_COVERAGE].format(judged=words[judged]),
        tuple(RiskCurve(each.name, _risks(found), each.number) for each, found in having),
    )
    yield PrecisionByConfidence(
        words[PartPhrase.PRECISION_AT].format(judged=words[judged]),
        tuple(ThresholdCurve(each.name, _thresholds(found), each.number) for each, found in having),
    )


def _bins(found: Calibration) -> tuple[ConfidenceBin, ...]:
    return tuple(
        ConfidenceBin(
            each.lowest,
            each.highest,
            each.mean_confidence,
            estimate_of(each.accuracy.share, each.interval),
            each.accuracy.judged,
        )
        for each in found.bins
    )


def _risks(found: Calibration) -> tuple[CoveragePoint, ...]:
    return tuple(
        CoveragePoint(each.coverage, each.risk, each.confidence)
        for each in found.risk_coverage.curve
    )


def _thresholds(found: Calibration) -> tuple[ThresholdPoint, ...]:
    return tuple(
        ThresholdPoint(each.confidence, _precision(each), each.share.value)
        for each in found.precision_at
    )


def _precision(found: PrecisionAtConfidence) -> Estimate:
    return estimate_of(found.precision.share, found.interval)


def _estimate(estimate: counts.Estimate) -> Estimate:
    return estimate_of(estimate.value, estimate.interval)
