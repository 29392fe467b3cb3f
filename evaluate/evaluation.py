"""One evaluation: systems measured on the same annotated texts, and compared.

What the command line, ``metrics.json`` and the HTML report show is in here, as figures without
any form.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from gongkai.evaluate.calibration import Calibration, calibration_of
from gongkai.evaluate.comparison import Comparison, adjust, compare
from gongkai.evaluate.counts import Counts
from gongkai.evaluate.judged.reports import JudgedReport
from gongkai.evaluate.judgements import Judged
from gongkai.evaluate.measures import Measure
from gongkai.evaluate.scores.claim_groups import ClaimGrouping
from gongkai.evaluate.scores.numerals import NumeralScores, score_numerals
from gongkai.evaluate.scores.together import Scores, score_reports
from gongkai.evaluate.systems.interface import NumeralReader, System
from gongkai.evaluate.systems.texts import texts_of
from gongkai.models.metrics import Metric

#: Measures of claims of the metrics that one system attempts begin so; its name follows.
OWN_METRICS: Final = "claims.right.metrics_of."


@dataclass(frozen=True, slots=True)
class Prediction:
    """What one system says about the texts.

    Attributes
    ----------
    name
        What the system is called.
    reports
        What it says; from files, or made by ``predict``.
    reader
        The system itself, if it reads numerals.
    metrics
        The metrics that it attempts, where it does not attempt all.
    """

    name: str
    reports: Sequence[JudgedReport]
    reader: NumeralReader | None = None
    metrics: frozenset[Metric] | None = None


@dataclass(frozen=True, slots=True)
class SystemResult:
    """How one system did.

    Attributes
    ----------
    name
        What the system is called.
    scores
        Everything that the gold speaks of and the system attempts.
    measures
        The headline figures by their names: those of the scores, and of claims of the metrics
        that a system of this evaluation attempts.
    numerals
        How well values are read off given quotes, for systems that can be asked.
    calibration
        Whether confidences can be believed, for whatever has any.
    """

    name: str
    scores: Scores
    measures: Mapping[str, Measure]
    numerals: NumeralScores | None
    calibration: Mapping[Judged, Calibration]


@dataclass(frozen=True, slots=True)
class Difference:
    """How another system differs from the first in one measure.

    Attributes
    ----------
    measure
        The name of the measure.
    first, other
        The names of the systems.
    comparison
        How far the other is above the first.
    adjusted_p_value
        Corrected by Holm's method for all comparisons with the first in this measure.
    """

    measure: str
    first: str
    other: str
    comparison: Comparison
    adjusted_p_value: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Systems on the same texts.

    Attributes
    ----------
    gold
        What the gold is called.
    reports
        The annotated texts.
    systems
        In the order given; the others are compared with the first.
    differences
        By measure, and in each in the order of the systems; of measures that both have.
    """

    gold: str
    reports: Sequence[JudgedReport]
    systems: tuple[SystemResult, ...]
    differences: tuple[Difference, ...] = field(default=())


def predict(system: System, gold: Sequence[JudgedReport]) -> Prediction:
    """Have a system read the annotated texts.

    Raises
    ------
    GoldError
        If the text of one is not known.
    MissingExtraError
        If a package that the system needs is missing.
    """
    return Prediction(
        name=system.name,
        reports=system.read(texts_of(gold)),
        reader=system if isinstance(system, NumeralReader) else None,
        metrics=getattr(system, "metrics", None),
    )


def evaluate(
    gold: Sequence[JudgedReport],
    predictions: Sequence[Prediction],
    *,
    name: str = "gold",
    allow_missing: bool = False,
) -> Evaluation:
    """Measure systems on annotated texts and compare each with the first.

    Parameters
    ----------
    gold
        The annotated texts.
    predictions
        What each system says of them, at least one.
    name
        What the gold is called.
    allow_missing
        Take a text without a prediction as one in which nothing was found.

    Raises
    ------
    PairingError
        If the two sides do not belong together; see ``pair_reports``.
    CalibrationError
        If a confidence is no probability.
    """
    own = {each.name: each.metrics for each in predictions if each.metrics is not None}
    systems = tuple(_result(gold, each, own, allow_missing) for each in predictions)
    return Evaluation(name, tuple(gold), systems, tuple(_differences(systems)))


def _result(
    gold: Sequence[JudgedReport],
    prediction: Prediction,
    own_metrics: Mapping[str, frozenset[Metric]],
    allow_missing: bool,
) -> SystemResult:
    scores = score_reports(gold, prediction.reports, allow_missing=allow_missing)
    numerals = None if prediction.reader is None else score_numerals(gold, prediction.reader)
    measures = scores.measures()
    if scores.claims is not None:
        for name, metrics in own_metrics.items():
            groups = scores.claims.groups[ClaimGrouping.METRIC]
            chosen = [group.right for group in groups if group.term in metrics]
            own = _together(f"{OWN_METRICS}{name}", chosen, scores.claims.right.by_text)
            measures[own.name] = own
    if numerals is not None:
        measures[numerals.value.name] = numerals.value
    calibration = {
        judged: found
        for judged, judgements in scores.judgements().items()
        if (found := calibration_of(judgements)) is not None
    }
    return SystemResult(prediction.name, scores, measures, numerals, calibration)


def _together(name: str, measures: Sequence[Measure], texts: Iterable[str]) -> Measure:
    """Return the counts of several measures as one group."""
    by_text = {
        text: {
            "": sum(
                (counts for each in measures for counts in each.by_text.get(text, {}).values()),
                start=Counts(),
            )
        }
        for text in texts
    }
    return Measure(name, by_text)


def _differences(systems: Sequence[SystemResult]) -> Iterable[Difference]:
    first, *others = systems
    for name, measure in first.measures.items():
        found = [
            (other, comparison)
            for other in others
            if name in other.measures
            and (comparison := compare(other.measures[name], measure)) is not None
        ]
        adjusted = adjust([comparison.p_value for _, comparison in found])
        for (other, comparison), p_value in zip(found, adjusted, strict=True):
            yield Difference(name, first.name, other.name, comparison, p_value)
