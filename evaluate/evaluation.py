"""One evaluation: systems measured on the same annotated texts, and compared.

What the command line, ``metrics.json`` and the HTML report show is in here, as figures without
any form.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from gongkai.evaluate.calibration import Calibration, calibration_of
from gongkai.evaluate.checking import check_answers, check_names, check_reports
from gongkai.evaluate.comparison import Comparison, adjust, compare
from gongkai.evaluate.counts import Counts
from gongkai.evaluate.judged.reports import JudgedReport
from gongkai.evaluate.judgements import Judged
from gongkai.evaluate.measures import Measure
from gongkai.evaluate.scores.claim_groups import ClaimGrouping
from gongkai.evaluate.scores.claims import ClaimScores
from gongkai.evaluate.scores.numerals import NumeralScores, score_numerals
from gongkai.evaluate.scores.together import Scores, score_reports
from gongkai.evaluate.systems.interface import NumeralReader, SomeMetrics, System
from gongkai.evaluate.systems.texts import texts_of
from gongkai.models.metrics import Metric

#: Measures of claims of the metrics that one system attempts begin so; its name follows.
OWN_METRICS: Final = "claims.right.metrics_of."
#: Measures over claims of all metrics begin so: a system that attempts only some has none.
_CLAIMS: Final = "claims."


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
        Everything that the gold speaks of and the system attempts. Of a system that attempts
        only some metrics, claims of these: their groups and errors, no numbers, places and
        relations.
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
    """How another system differs from the first in one measure, on the texts judged for both.

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
    texts
        How many texts were judged for both systems.
    left_out
        How many texts were judged for one of the two alone.
    """

    measure: str
    first: str
    other: str
    comparison: Comparison
    adjusted_p_value: float
    texts: int
    left_out: int = 0


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
    EvaluationError
        If what the system says is of other texts, or of places that they do not have.
    """
    texts = texts_of(gold)
    reports = system.read(texts)
    check_answers(system.name, texts, reports)
    check_reports(system.name, reports)
    return Prediction(
        name=system.name,
        reports=reports,
        reader=system if isinstance(system, NumeralReader) else None,
        metrics=system.metrics if isinstance(system, SomeMetrics) else None,
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
    EvaluationError
        If there is no prediction, two have one name, or a side says what cannot be measured (a
        part of no claim, a number that is not finite).
    PairingError
        If the two sides do not belong together; see ``pair_reports``.
    CalibrationError
        If a confidence is no probability.
    """
    check_names([each.name for each in predictions])
    check_reports(name, gold)
    for each in predictions:
        check_reports(each.name, each.reports)
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
    own = _own_measures(scores.claims, own_metrics)
    if prediction.metrics is not None:
        scores = _of_metrics(scores, prediction.metrics)
    measures = scores.measures() | own
    if prediction.metrics is not None:
        measures = {
            name: measure
            for name, measure in measures.items()
            if name in own or not name.startswith(_CLAIMS)
        }
    if numerals is not None:
        measures[numerals.value.name] = numerals.value
    judged_counts = scores.judged_counts()
    calibration = {
        judged: found
        for judged, judgements in scores.judgements().items()
        if (found := calibration_of(judgements, predictions=judged_counts[judged])) is not None
    }
    return SystemResult(prediction.name, scores, measures, numerals, calibration)


def _own_measures(
    claims: ClaimScores | None, own_metrics: Mapping[str, frozenset[Metric]]
) -> dict[str, Measure]:
    """Return the measures over claims of the metrics that a system attempts, by their names."""
    measures: dict[str, Measure] = {}
    if claims is None:
        return measures
    for name, metrics in own_metrics.items():
        groups = claims.groups[ClaimGrouping.METRIC]
        chosen = [group.right for group in groups if group.term in metrics]
        own = _together(f"{OWN_METRICS}{name}", chosen, claims.right.by_text)
        measures[own.name] = own
    return measures


def _of_metrics(scores: Scores, metrics: frozenset[Metric]) -> Scores:
    """Leave out what a system of these metrics alone does not attempt."""
    claims = scores.claims
    if claims is not None:
        by_metric = claims.groups[ClaimGrouping.METRIC]
        groups = dict.fromkeys(claims.groups, ()) | {
            ClaimGrouping.METRIC: tuple(group for group in by_metric if group.term in metrics)
        }
        errors = tuple(
            error
            for error in claims.errors
            if error.predicted is not None or error.claim.metric in metrics
        )
        claims = replace(claims, groups=groups, errors=errors)
    return replace(scores, claims=claims, quantities=None, spans=None, relations=None)


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
        found = []
        for other in others:
            if name not in other.measures:
                continue
            theirs = other.measures[name]
            common = measure.by_text.keys() & theirs.by_text.keys()
            comparison = compare(theirs.on(common), measure.on(common))
            if comparison is not None:
                alone = measure.by_text.keys() ^ theirs.by_text.keys()
                found.append((other, comparison, len(common), len(alone)))
        adjusted = adjust([comparison.p_value for _, comparison, _, _ in found])
        for (other, comparison, *texts), p_value in zip(found, adjusted, strict=True):
            yield Difference(name, first.name, other.name, comparison, p_value, *texts)
