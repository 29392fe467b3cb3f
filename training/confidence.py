"""Fitting of every confidence of a record, on texts that the models did not learn from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from spacy.language import Language

from gongkai.models.trained import calibrating
from gongkai.models.trained.calibration import Calibrator
from gongkai.models.trained.evidence import CHANNEL_EVIDENCE, CLAIM_EVIDENCE
from gongkai.training.calibration import CalibrationDataError, Chosen, choose_calibrator
from gongkai.training.examples import Example
from gongkai.training.heldout import judgements

#: Fewer judgements than these are not worth a calibrator.
_FEWEST: Final = 40


@dataclass(frozen=True, slots=True)
class Judged:
    """Evidence about things of one kind, and which of them are right.

    Attributes
    ----------
    texts
        The name of the text each is from.
    evidence
        What speaks for each.
    right
        Whether each is right.
    names
        What the evidence is.
    few
        Whether there are so few that the simplest methods alone are tried.
    """

    texts: Sequence[str]
    evidence: Sequence[tuple[float, ...]]
    right: Sequence[bool]
    names: Sequence[str]
    few: bool = False


def judged_claims(pipeline: Language, examples: Sequence[Example]) -> dict[str, Judged]:
    """Judge the claims of held-out examples, and the channels of those that are right."""
    found = judgements(pipeline, examples)
    right = [each for each in found if each.channel_right is not None]
    return {
        calibrating.CLAIMS: Judged(
            [each.text for each in found],
            [each.evidence for each in found],
            [each.right for each in found],
            CLAIM_EVIDENCE,
        ),
        calibrating.CHANNELS: Judged(
            [each.text for each in right],
            [each.channel_evidence for each in right],
            [bool(each.channel_right) for each in right],
            CHANNEL_EVIDENCE,
        ),
    }


def fit_calibrators(judged: Mapping[str, Judged]) -> dict[str, Chosen]:
    """Fit a calibrator for each kind of thing, the method chosen by measurement.

    Parameters
    ----------
    judged
        What was judged, by kind. Kinds of which there is too little are left out: they get no
        confidence, rather than one that cannot be trusted.
    """
    chosen: dict[str, Chosen] = {}
    for name, each in judged.items():
        if len(each.right) < _FEWEST:
            continue
        try:
            chosen[name] = choose_calibrator(
                each.evidence, each.right, each.texts, each.names, few=each.few
            )
        except CalibrationDataError:
            continue
    return chosen


def set_calibrators(pipeline: Language, calibrators: Mapping[str, Calibrator]) -> None:
    """Give a pipeline its calibrators, by what they calibrate."""
    component = pipeline.get_pipe(calibrating.CALIBRATOR)
    if not isinstance(component, calibrating.ClaimCalibrator):
        raise TypeError("the pipeline has another calibrator than gongkai's")
    component.calibrators = dict(calibrators)


def merged(parts: Iterable[Judged]) -> Judged:
    """Return what was judged in several places as one."""
    whole = list(parts)
    return Judged(
        [text for part in whole for text in part.texts],
        [each for part in whole for each in part.evidence],
        [each for part in whole for each in part.right],
        whole[0].names,
        whole[0].few,
    )


def without(judged: Judged, texts: Collection[str]) -> Judged:
    """Return what was judged in other texts than these."""
    kept = [number for number, text in enumerate(judged.texts) if text not in texts]
    return Judged(
        [judged.texts[number] for number in kept],
        [judged.evidence[number] for number in kept],
        [judged.right[number] for number in kept],
        judged.names,
        judged.few,
    )
