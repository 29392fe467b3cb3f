"""Whether confidences can be believed, on the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from rich.text import Text

from gongkai.evaluate.calibration import Calibration, verdict_sentence
from gongkai.evaluate.counts import Estimate, Interval
from gongkai.evaluate.display.sheet import UNDEFINED, Sheet, figure, limits, print_grid
from gongkai.evaluate.judgements import Judged
from gongkai.evaluate.wording import Phrase
from gongkai.extract.command_line.display.page import FAINT, Page
from gongkai.extract.language import Words

#: How far confidences are from the truth, and what can be said of them as probabilities.
_DISTANCE: Final = (
    *(Phrase.WITH_CONFIDENCE, Phrase.SHARE_RIGHT, Phrase.MEAN_CONFIDENCE),
    *(Phrase.EXPECTED_ERROR, Phrase.PERFECT_ERROR, Phrase.DEBIASED_ERROR),
)
_SCORES: Final = (Phrase.BRIER, Phrase.LOG_LOSS, Phrase.RISK_AREA, Phrase.EXCESS_AREA)


def print_calibration(sheet: Sheet, calibration: Mapping[Judged, Calibration]) -> None:
    """Print what there is of confidences, or that there are none."""
    sheet.heading(Phrase.CALIBRATION)
    if not calibration:
        sheet.line(Phrase.NO_CONFIDENCE, FAINT)
        return
    words = sheet.page.words
    print_calibration_rows(
        sheet.page, [(words[judged], found) for judged, found in calibration.items()]
    )
    for judged, found in calibration.items():
        if judged is Judged.CLAIM or sheet.full:
            _print_thresholds(sheet, judged, found)
            if sheet.full:
                _print_bins(sheet, judged, found)


def print_calibration_rows(page: Page, rows: Sequence[tuple[str, Calibration]]) -> None:
    """Print the figures of calibrations, each under its label, and what they say."""
    words = page.words
    print_grid(
        page,
        [words[column] for column in _DISTANCE],
        [[label, *_distance(words, found)] for label, found in rows],
    )
    for label, found in rows:
        sentence = verdict_sentence(found.expected_error, words.language)
        page.line(Text(words[Phrase.SAID_OF].format(of=label, sentence=sentence)), indent=2)
    print_grid(
        page,
        [words[column] for column in _SCORES],
        [[label, *_scores(found)] for label, found in rows],
    )


def _distance(words: Words, found: Calibration) -> list[str]:
    error = found.expected_error
    return [
        words[Phrase.OF_ALL].format(count=found.judgements, all=found.predictions),
        figure(found.accuracy.value),
        figure(found.mean_confidence.value),
        figure(error.value),
        limits(error.perfect_range),
        _with_limits(error.debiased, error.interval),
    ]


def _scores(found: Calibration) -> list[str]:
    scores = (found.brier.score, found.log_loss, found.risk_coverage.area)
    return [*map(_estimate, scores), _estimate(found.risk_coverage.excess)]


def _estimate(estimate: Estimate) -> str:
    return _with_limits(estimate.value, estimate.interval)


def _with_limits(value: float, interval: Interval | None) -> str:
    return f"{figure(value)}\n{limits(interval)}" if interval else figure(value)


def _print_thresholds(sheet: Sheet, judged: Judged, found: Calibration) -> None:
    words = sheet.page.words
    remark = words[judged]
    sheet.heading(Phrase.TRUST, remark)
    rows = [
        [
            f"≥ {each.confidence:.2f}",
            *(figure(each.precision.share), limits(each.interval)),
            *(figure(each.share.value), str(each.precision.judged)),
        ]
        for each in found.precision_at
    ]
    columns = (Phrase.PRECISION, Phrase.INTERVAL, Phrase.KEPT, Phrase.JUDGEMENTS)
    sheet.grid(columns, rows)
    for target in found.reached:
        reached = target.reached
        sheet.line(
            Phrase.REACHED if reached else Phrase.NOT_REACHED,
            target=f"{target.target:.0%}",
            confidence=UNDEFINED if reached is None else f"{reached.confidence:.4f}",
            kept=UNDEFINED if reached is None else figure(reached.share.value),
        )


def _print_bins(sheet: Sheet, judged: Judged, found: Calibration) -> None:
    sheet.heading(Phrase.RELIABILITY, sheet.page.words[judged])
    rows = [
        [
            f"{each.lowest:.3f}–{each.highest:.3f}",
            *(figure(each.mean_confidence), figure(each.accuracy.share)),
            *(limits(each.interval), str(each.accuracy.judged)),
        ]
        for each in found.bins
    ]
    columns = (Phrase.MEAN_CONFIDENCE, Phrase.SHARE_RIGHT, Phrase.INTERVAL, Phrase.JUDGEMENTS)
    sheet.grid(columns, rows)
