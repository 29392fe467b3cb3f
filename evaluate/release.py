"""The figures of a release: models measured on test texts that were handed out, as Markdown.

Of test texts nothing is written but figures. What is wrong is shown of development texts, which
anyone may read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gongkai.evaluate.counts import Interval
from gongkai.evaluate.display.labels import measure_label
from gongkai.evaluate.evaluation import Difference, Evaluation, SystemResult, evaluate, predict
from gongkai.evaluate.judged.loading import load_gold
from gongkai.evaluate.judged.reports import JudgedClaim, JudgedReport
from gongkai.evaluate.measures import Measure
from gongkai.evaluate.result_intervals import Intervals, result_intervals
from gongkai.evaluate.scores.claim_errors import ClaimError
from gongkai.evaluate.scores.claim_groups import ClaimGroup, ClaimGrouping
from gongkai.evaluate.systems.names import SystemName
from gongkai.evaluate.systems.registry import system
from gongkai.extract.inputs import InputError
from gongkai.extract.language import Language, Words
from gongkai.training.card_tables import table, thousands

#: What the model is measured beside.
BESIDE: Final = (SystemName.RULES.value, SystemName.REGULAR_EXPRESSIONS.value)
#: The development texts whose errors are shown.
DEVELOPMENT: Final = ("corpus:dev", "reality:dev")
#: Where ``gongkai annotations open`` puts the texts in the markup.
_TEXTS: Final = "corpus"
_LEFT_OUT: Final = ("quantities.", "numerals.")
#: The measures whose differences are tested.
_TESTED: Final = ("claims.right", "claims.wholly_right", "problems.right", "improvements.right")
_SURE: Final = 0.9
_MOST_ERRORS: Final = 20
_WORDS: Final = Words(Language.ENGLISH)


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Annotated texts with what they are called."""

    name: str
    texts: Sequence[JudgedReport]


def opened_sets(folder: Path) -> list[GoldSet]:
    """Load what was handed out.

    Parameters
    ----------
    folder
        A folder with a folder for each set, as ``gongkai annotations open`` made it, or with
        annotations in any format.

    Raises
    ------
    InputError
        If there is no set in it.
    GongkaiError
        If one cannot be read, or is sealed.
    """
    if not folder.is_dir():
        raise InputError(f"{folder} is no folder: name the one with what was handed out.")
    sets = [
        GoldSet(each.name, load_gold(each / _TEXTS if (each / _TEXTS).is_dir() else each))
        for each in sorted(folder.iterdir())
        if each.is_dir()
    ]
    if not sets:
        raise InputError(
            f"{folder} holds no folder: hand out a test split into one, with gongkai annotations "
            f"open {folder / 'corpus'} --reason TEXT."
        )
    return sets


def development_sets() -> list[GoldSet]:
    """Return the development texts that come with gongkai."""
    return [GoldSet(name, load_gold(name)) for name in DEVELOPMENT]


def release_section(opened: Sequence[GoldSet], development: Sequence[GoldSet], model: str) -> str:
    """Measure a model for a release.

    Parameters
    ----------
    opened
        Test texts.
    development
        Texts of which errors may be shown.
    model
        Its name, or its folder.

    Returns
    -------
    str
        Markdown; the same for the same texts and model.

    Raises
    ------
    GongkaiError
        If there is no such model, or it cannot be measured.
    """
    parts = [part for each in opened for part in _of_set(each, model)]
    parts += [*_of_errors(development, model)]
    return "\n\n".join(parts) + "\n"


def _evaluation(gold: GoldSet, names: Iterable[str]) -> Evaluation:
    found = [predict(system(name), gold.texts) for name in names]
    return evaluate(gold.texts, found, name=gold.name)


def _of_set(gold: GoldSet, model: str) -> Iterator[str]:
    names = list(dict.fromkeys([model, *BESIDE]))
    evaluation = _evaluation(gold, names)
    intervals = [result_intervals(each) for each in evaluation.systems]
    yield f"### On the test texts of {gold.name}"
    reports = sum(each.traits.is_report for each in gold.texts)
    claims = sum(len(each.claims or ()) for each in gold.texts)
    yield (
        f"{thousands(len(gold.texts) - reports)} passages, {thousands(reports)} whole reports, "
        f"{thousands(claims)} claims. F1 with the 95% interval over texts."
    )
    yield _overall(evaluation, intervals)
    yield from _differences(evaluation)
    yield _by_metric(evaluation, intervals)
    yield from _calibration(evaluation.systems[0])


def _overall(evaluation: Evaluation, intervals: Sequence[Intervals]) -> str:
    first = evaluation.systems[0]
    head = ("measure", "of the gold", *(_called(each.name) for each in evaluation.systems))
    names = dict.fromkeys(name for each in evaluation.systems for name in each.measures)
    rows = []
    for name in names:
        if name.startswith(_LEFT_OUT):
            continue
        there = [each.measures.get(name) for each in evaluation.systems]
        gold = next((each.total.gold for each in there if each is not None), 0)
        figures = [
            _figure(measure, bounds) for measure, bounds in zip(there, intervals, strict=True)
        ]
        rows.append((_label(name), thousands(gold), *figures))
    counts = first.measures.get("claims.right")
    lines = [table(head, rows, words=1)]
    if counts is not None:
        total = counts.total
        lines.append(
            f"{_called(first.name)}: {thousands(total.right)} claims right of "
            f"{thousands(total.predicted)} found (precision {_share(total.precision)}) and of "
            f"{thousands(total.gold)} annotated (recall {_share(total.recall)})."
        )
    return "\n\n".join(lines)


def _label(name: str) -> str:
    part, label = name.partition(".")[0], measure_label(_WORDS, name)
    return label if label.lower().startswith(part) else f"{part}: {label}"


def _figure(measure: Measure | None, bounds: Intervals) -> str:
    if measure is None or measure.value is None:
        return "–"
    return f"{measure.value:.3f}{_between(bounds.get(measure.name))}"


def _between(interval: Interval | None) -> str:
    return "" if interval is None else f" ({interval.low:.3f}–{interval.high:.3f})"


def _share(share: float | None) -> str:
    return "–" if share is None else f"{share:.3f}"


def _called(name: str) -> str:
    """Return the name of a system; of a folder its last part, whatever machine it lies on."""
    return Path(name).name


def _differences(evaluation: Evaluation) -> Iterator[str]:
    tested = [each for each in evaluation.differences if each.measure in _TESTED]
    if tested:
        head = ("measure", "system", "differs by", "p, corrected")
        yield table(head, map(_difference, tested), words=2)


def _difference(found: Difference) -> Sequence[str]:
    comparison = found.comparison
    return (
        _label(found.measure),
        _called(found.other),
        f"{comparison.difference:+.3f}{_between(comparison.interval)}",
        f"{found.adjusted_p_value:.4f}",
    )


def _by_metric(evaluation: Evaluation, intervals: Sequence[Intervals]) -> str:
    by_system = [_metrics(each) for each in evaluation.systems]
    terms = list(dict.fromkeys(term for groups in by_system for term in groups))
    head = ("metric", "of the gold", *(_called(each.name) for each in evaluation.systems))
    rows = []
    for term in terms:
        groups = [each.get(term) for each in by_system]
        gold = max(each.counts.right.gold for each in groups if each is not None)
        figures = [
            _figure(None if group is None else group.right, bounds)
            for group, bounds in zip(groups, intervals, strict=True)
        ]
        rows.append((term, thousands(gold), *figures))
    return table(head, rows, words=1)


def _metrics(result: SystemResult) -> dict[str, ClaimGroup]:
    if result.scores.claims is None:
        return {}
    groups = result.scores.claims.groups[ClaimGrouping.METRIC]
    return {str(group.term): group for group in groups if group.term is not None}


def _calibration(result: SystemResult) -> Iterator[str]:
    head = (
        "confidence of", "judged", "share right", "mean confidence", "ECE",
        "ECE of a perfect system", "verdict", "Brier", f"{_SURE} and more", "right of these",
    )  # fmt: skip
    rows = []
    for judged, found in result.calibration.items():
        error = found.expected_error
        sure = next(each for each in found.precision_at if each.confidence == _SURE)
        perfect = error.perfect_range
        rows.append(
            (
                judged.english,
                thousands(found.judgements),
                f"{found.accuracy.value:.3f}",
                f"{found.mean_confidence.value:.3f}",
                f"{error.value:.3f}",
                f"{error.perfect_mean:.3f}{_between(perfect)}",
                error.verdict.english,
                f"{found.brier.score.value:.3f}",
                f"{sure.share.value:.3f}",
                f"{_share(sure.precision.share)}{_between(sure.interval)}",
            )
        )
    if rows:
        yield table(head, rows, words=1)
    else:
        yield "No confidences were given."


def _of_errors(development: Sequence[GoldSet], model: str) -> Iterator[str]:
    errors: list[tuple[float, str, ClaimError]] = []
    for gold in development:
        (result,) = _evaluation(gold, [model]).systems
        for error in result.scores.claims.errors if result.scores.claims else ():
            sure = None if error.predicted is None else error.predicted.confidence
            if sure is not None and _is_wrong(error):
                errors.append((sure, gold.name, error))
    if not errors:
        return
    errors.sort(key=lambda each: (-each[0], each[1], each[2].report, each[2].claim.span.start))
    head = ("confidence", "number", "taken for", "annotated as", "kind of error", "text")
    yield f"### The {_MOST_ERRORS} most confident errors on development texts"
    yield table(head, [_error(*each) for each in errors[:_MOST_ERRORS]], words=len(head))


def _is_wrong(error: ClaimError) -> bool:
    """Tell whether metric, kind or value is wrong: what a confidence is about."""
    claims = error.gold, error.predicted
    return any(each is None for each in claims) or bool(
        {"metric", "kind", "value"} & set(error.fields)
    )


def _error(sure: float, gold: str, error: ClaimError) -> Sequence[str]:
    return (
        f"{sure:.3f}",
        _WORDS.safe(error.claim.quote),
        _reading(error.predicted),
        _reading(error.gold) if error.reason is None else f"none: {error.reason.english}",
        error.kind.english,
        f"{gold} {error.report}",
    )


def _reading(claim: JudgedClaim | None) -> str:
    return "none" if claim is None else f"{claim.metric} {claim.kind} {claim.value:g}"
