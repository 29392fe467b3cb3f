"""What is said of confidences, as plain data."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.evaluate.counts import Estimate, Interval, Proportion
from gongkai.models.errors import GongkaiError
from gongkai.models.terms import Term


class CalibrationError(GongkaiError):
    """Judgements whose confidences are no probabilities."""


class Binning(Term):
    """Which confidences are put together."""

    EQUAL_MASS = (
        "equal_mass",
        "bins of equal size",
        "等频分箱",
        "as many judgements in each bin, as far as equal confidences stay together",
    )
    EQUAL_WIDTH = (
        "equal_width",
        "bins of equal width",
        "等宽分箱",
        "the range from 0 to 1 cut into equal parts",
    )


class CalibrationVerdict(Term):
    """What the expected calibration error says of confidences."""

    COULD_BE_PERFECT = (
        "could_be_perfect",
        "could be perfect",
        "与完全校准无异",
        "a perfectly calibrated system could well come out as far off",
    )
    TOO_CONFIDENT = (
        "too_confident",
        "too confident",
        "过于自信",
        "at least three quarters of the distance are of bins that are less often right than said",
    )
    TOO_CAUTIOUS = (
        "too_cautious",
        "too cautious",
        "过于保守",
        "at least three quarters of the distance are of bins that are more often right than said",
    )
    MIXED = (
        "mixed",
        "here too confident, there too cautious",
        "时高时低",
        "farther off than a perfectly calibrated system would come out, in both directions",
    )
    TOO_FEW = (
        "too_few",
        "too few texts to tell",
        "文本太少，无法判断",
        "one text, whose judgements may all be right or wrong together",
    )


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Judgements of like confidence.

    Attributes
    ----------
    lowest, highest
        The least and the greatest confidence in the bin.
    mean_confidence
        What the share right should be.
    accuracy
        How many are right, of how many in the bin.
    interval
        The 95% interval of the share right by Wilson's score, as if the judgements were
        independent of each other.
    """

    lowest: float
    highest: float
    mean_confidence: float
    accuracy: Proportion
    interval: Interval


@dataclass(frozen=True, slots=True)
class ExpectedCalibrationError:
    """The distance of confidence and share right, averaged over judgements in bins.

    Attributes
    ----------
    value
        As it is commonly computed, which is too high: chance alone makes a distance.
    debiased
        The distance that is not owed to chance: the value less what chance adds to it.
    interval
        The 95% interval over texts of the distance that is not owed to chance, so of
        ``debiased``; it begins at 0 where a perfectly calibrated system could come out as far
        off. ``None`` of fewer than two texts.
    perfect_mean, perfect_range
        The value that a perfectly calibrated system would get with the same confidences, whose
        judgements of one text go together as they do here: its mean, and where it lies in 95
        of 100 cases.
    p_value
        How probable a value at least as high is for such a system.
    independent_mean, independent_range, independent_p_value
        The same as if all judgements were independent of each other: what is commonly given,
        and too low where judgements of one text go together.
    correlation
        How strongly they do, at most: the intraclass correlation of their outcomes, from 0 to 1,
        as if the confidences were true. Confidences that are far off raise it.
    verdict
        What all this says, in a word.
    binning, bins
        How bins were made, and how many came about.
    """

    value: float
    debiased: float
    interval: Interval | None
    perfect_mean: float
    perfect_range: Interval
    p_value: float
    independent_mean: float
    independent_range: Interval
    independent_p_value: float
    correlation: float
    verdict: CalibrationVerdict
    binning: Binning
    bins: int

    @property
    def excess(self) -> float:
        """How far the value is above that of a perfectly calibrated system; may be negative."""
        return self.value - self.perfect_mean

    @property
    def could_be_perfect(self) -> bool:
        """Whether a perfectly calibrated system could well get as high a value."""
        return self.value <= self.perfect_range.high


@dataclass(frozen=True, slots=True)
class BrierScore:
    """The mean squared distance of confidence and outcome, with what it is made of.

    Attributes
    ----------
    score
        0 is perfect; saying always the share right gets ``uncertainty``.
    reliability
        The squared distance of confidence and share right over bins; 0 is perfect.
    resolution
        How far the shares right of the bins are apart; the higher, the better.
    uncertainty
        The share right times the share wrong: how hard the task is, not the system's doing.
    """

    score: Estimate
    reliability: Estimate
    resolution: Estimate
    uncertainty: Estimate

    @property
    def within_bins(self) -> float:
        """What the parts leave of the score, because confidences within a bin differ."""
        parts = self.reliability.value - self.resolution.value + self.uncertainty.value
        return self.score.value - parts


@dataclass(frozen=True, slots=True)
class CoveragePoint:
    """What is kept when all below a confidence are left out.

    Attributes
    ----------
    confidence
        The least confidence that is kept.
    coverage
        The share of judgements kept.
    risk
        The share wrong among those kept.
    """

    confidence: float
    coverage: float
    risk: float


@dataclass(frozen=True, slots=True)
class RiskCoverage:
    """How wrong the most confident judgements are, for any share of them.

    Attributes
    ----------
    curve
        From the most confident to all; at most 200 points.
    area
        The mean risk over all numbers that could be kept (AURC); the less, the better.
    excess
        The area less that of the best possible order, all right ones before all wrong ones
        (E-AURC): what better confidences could mend.
    """

    curve: tuple[CoveragePoint, ...]
    area: Estimate
    excess: Estimate


@dataclass(frozen=True, slots=True)
class PrecisionAtConfidence:
    """How right the judgements are that have at least a given confidence.

    Attributes
    ----------
    confidence
        The least confidence.
    precision
        How many are right, of how many that have it.
    interval
        The 95% interval of the precision over texts; where all or none are right, of which
        texts drawn again tell nothing, by Wilson's score of the texts that have any. ``None`` if
        there are none, or of fewer than two texts.
    share
        The share of all judgements that have the confidence.
    """

    confidence: float
    precision: Proportion
    interval: Interval | None
    share: Estimate


@dataclass(frozen=True, slots=True)
class ReachedPrecision:
    """The least confidence above which a wanted precision is reached.

    It was chosen by these judgements, so others will come out somewhat less precise.

    Attributes
    ----------
    target
        The wanted precision.
    reached
        What is so at the least confidence that reaches it; ``None`` if none does. The interval
        of its share includes that another confidence would be chosen for other texts.
    """

    target: float
    reached: PrecisionAtConfidence | None


@dataclass(frozen=True, slots=True)
class Calibration:
    """Whether confidences can be believed.

    Attributes
    ----------
    judgements, texts
        How many there are.
    predictions
        How many predictions of this sort were judged, with a confidence or without.
    accuracy, mean_confidence
        The share right, and what it should be.
    expected_error
        The expected calibration error.
    bins
        The reliability diagram, by rising confidence; the bins of the expected error.
    brier, log_loss
        Scores of the confidences as probabilities. The logarithmic loss takes a confidence for
        no nearer to 0 or 1 than 0.00005, since records round to four digits.
    risk_coverage
        How wrong the most confident ones are.
    precision_at, reached
        What can be trusted, by rising confidence and precision.
    """

    judgements: int
    texts: int
    predictions: int
    accuracy: Estimate
    mean_confidence: Estimate
    expected_error: ExpectedCalibrationError
    bins: tuple[ReliabilityBin, ...]
    brier: BrierScore
    log_loss: Estimate
    risk_coverage: RiskCoverage
    precision_at: tuple[PrecisionAtConfidence, ...]
    reached: tuple[ReachedPrecision, ...]
