"""What speaks for a claim being right, as numbers that a calibrator can weigh."""

from __future__ import annotations

from typing import Final

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
    """Return what speaks for the claims of an anchor.

    Parameters
    ----------
    reading
        The passage.
    anchor
        The anchor.
    decision
        What was decided of it.

    Returns
    -------
    tuple of float
        As ``CLAIM_EVIDENCE`` names them: log-odds of the chances by all models, against the
        second answer, by the linear model and by the least sure one; then what kind of a claim
        it is, and whether the rules say the same.
    """
    answer = decision.answers[Question.METRICS]
    chance = decision.chances[Question.METRICS]
    by_rules = rules_answer(anchor)
    odds = log_odds(
        [
            chance,
            chance / (chance + decision.runner_up + 1e-9),
            decision.by_model[0],
            min(decision.by_model),
        ]
    ).tolist()
    kind = anchor.reading.kind
    return (
        *(_bounded(each) for each in odds),
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
    channel = decision.answers[Question.CHANNEL]
    drafted = anchor.drafts[0].channel if anchor.drafts else None
    by_rules = NONE if drafted is None else drafted.value
    odds = log_odds(
        [decision.chances[Question.CHANNEL], decision.chances[Question.METRICS]]
    ).tolist()
    return (
        _bounded(odds[0]),
        float(by_rules == channel),
        float(channel == NONE),
        _bounded(odds[1]),
    )
