"""What speaks for a claim being right, as numbers that a calibrator can weigh."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, cast

from gongkai.models.quantities.types import Form
from gongkai.models.rules.draft import ReadQuantity
from gongkai.models.scheme import Kind, Metric, SectionKind
from gongkai.models.trained.calibration import log_odds
from gongkai.models.trained.questions import JOINT, NONE, Question
from gongkai.models.trained.readings import PassageReading, rules_answer
from gongkai.models.trained.state import Decision

#: What speaks for a claim, in the order of ``claim_evidence``.
CLAIM_EVIDENCE: Final = (
    "joint", "margin", "linear", "least", "rules_agree", "rules_silent", "zero_cue", "rate",
    "change", "other_count", "several", "bracket", "problems", "anchors",
)  # fmt: skip
#: What speaks for a channel, in the order of ``channel_evidence``.
CHANNEL_EVIDENCE: Final = ("chance", "rules_agree", "none", "joint")
_MOST_ODDS: Final = 8.0
#: Matrix products of batches of other sizes differ in the last digits.
_DIGITS: Final = 2


def _bounded(odds: float) -> float:
    """Return log-odds within bounds, and so rounded that the size of a batch does not show."""
    return round(max(-_MOST_ODDS, min(odds, _MOST_ODDS)), _DIGITS)


def claim_evidence(
    reading: PassageReading, anchor: ReadQuantity, decision: Decision
) -> tuple[float, ...]:
    """Return what speaks for the claims of one anchor, as ``claims_evidence`` does of many."""
    return claims_evidence([(reading, anchor, decision)])[0]


def claims_evidence(
    claimed: Sequence[tuple[PassageReading, ReadQuantity, Decision]],
) -> list[tuple[float, ...]]:
    """Return what speaks for the claims of anchors.

    Parameters
    ----------
    claimed
        Passage and anchor, and what was decided of it.

    Returns
    -------
    list of tuple of float
        As ``CLAIM_EVIDENCE`` names them: log-odds of the chances by all models, against the
        second answer, by the linear model and by the least sure one; then what kind of a claim
        it is, and whether the rules say the same.
    """
    chances = []
    for _, _, decision in claimed:
        chance = decision.chances[Question.METRICS]
        against_second = chance / (chance + decision.runner_up + 1e-9)
        chances.append([chance, against_second, decision.by_model[0], min(decision.by_model)])
    return [
        (*map(_bounded, odds), *_nature(*each))
        for odds, each in zip(_odds(chances), claimed, strict=True)
    ]


def _nature(reading: PassageReading, anchor: ReadQuantity, decision: Decision) -> tuple[float, ...]:
    """Return what kind of a claim it is, and whether the rules say the same."""
    answer, by_rules = decision.answers[Question.METRICS], rules_answer(anchor)
    kind = anchor.reading.kind
    return (
        float(by_rules == answer),
        float(by_rules == NONE),
        float(anchor.quantity.form is Form.ZERO_CUE),
        float(kind is Kind.RATE),
        float(kind is Kind.CHANGE),
        float(answer == Metric.OTHER_COUNT.value),
        float(JOINT in answer),
        float(anchor.frame.bracketed),
        float(reading.section is SectionKind.PROBLEMS),
        float(min(len(reading.anchors), 20)) / 20,
    )


def channel_evidence(anchor: ReadQuantity, decision: Decision) -> tuple[float, ...]:
    """Return what speaks for the channel of the claims of an anchor, as ``CHANNEL_EVIDENCE``."""
    return channels_evidence([(anchor, decision)])[0]


def channels_evidence(
    claimed: Sequence[tuple[ReadQuantity, Decision]],
) -> list[tuple[float, ...]]:
    """Return what speaks for the channel of the claims of anchors, as ``CHANNEL_EVIDENCE``."""
    chances = [
        [decision.chances[Question.CHANNEL], decision.chances[Question.METRICS]]
        for _, decision in claimed
    ]
    found: list[tuple[float, ...]] = []
    for (anchor, decision), odds in zip(claimed, _odds(chances), strict=True):
        channel = decision.answers[Question.CHANNEL]
        drafted = anchor.drafts[0].channel if anchor.drafts else None
        by_rules = NONE if drafted is None else drafted.value
        agrees, is_none = float(by_rules == channel), float(channel == NONE)
        found.append((_bounded(odds[0]), agrees, is_none, _bounded(odds[1])))
    return found


def _odds(chances: Sequence[Sequence[float]]) -> list[list[float]]:
    """Return the log-odds of rows of chances, at once, since there are a few of each anchor."""
    return cast(list[list[float]], log_odds(chances).tolist())
