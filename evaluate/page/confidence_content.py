"""What a page says of confidences: plain data, like that of ``content``."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.evaluate.page.estimates import Estimate, Fact


@dataclass(frozen=True, slots=True)
class ConfidenceBin:
    """Judgements whose confidences lie between two limits.

    Attributes
    ----------
    confidence
        The mean of the confidences.
    precision
        The share that is right.
    """

    low: float
    high: float
    confidence: float
    precision: Estimate
    count: int


@dataclass(frozen=True, slots=True)
class ReliabilityDiagram:
    """How often judgements of a confidence are right [1]_.

    Attributes
    ----------
    figures
        What sums the diagram up, as the expected calibration error.
    series
        The number of the system on the page, for the shape and colour of the marks.

    References
    ----------
    .. [1] A. Niculescu-Mizil, R. Caruana, Predicting good probabilities with supervised
       learning, ICML 2005.
    """

    title: str
    bins: tuple[ConfidenceBin, ...]
    figures: tuple[Fact, ...] = ()
    note: str = ""
    series: int = 0


@dataclass(frozen=True, slots=True)
class CoveragePoint:
    """What is wrong among the surest judgements.

    Attributes
    ----------
    coverage
        Which share of all judgements they are.
    risk
        The share of them that is wrong.
    confidence
        The confidence from which on they are kept.
    """

    coverage: float
    risk: float
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class ThresholdPoint:
    """What is right among judgements of at least a confidence.

    Attributes
    ----------
    kept
        Which share of all judgements has that confidence.
    """

    confidence: float
    precision: Estimate
    kept: float | None = None


@dataclass(frozen=True, slots=True)
class RiskCurve:
    """The risk–coverage curve of one system, or of one sort of judgement.

    Attributes
    ----------
    series
        For its shape and colour; by default its place among the curves.
    """

    name: str
    points: tuple[CoveragePoint, ...]
    series: int | None = None


@dataclass(frozen=True, slots=True)
class ThresholdCurve:
    """Precision by confidence, of one system or of one sort of judgement.

    Attributes
    ----------
    series
        For its shape and colour; by default its place among the curves.
    """

    name: str
    points: tuple[ThresholdPoint, ...]
    series: int | None = None


@dataclass(frozen=True, slots=True)
class RiskCoverage:
    """Risk–coverage curves [1]_.

    References
    ----------
    .. [1] R. El-Yaniv, Y. Wiener, On the foundations of noise-free selective classification,
       JMLR 11, 2010.
    """

    title: str
    curves: tuple[RiskCurve, ...]
    figures: tuple[Fact, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class PrecisionByConfidence:
    """How precise judgements of at least a confidence are."""

    title: str
    curves: tuple[ThresholdCurve, ...]
    figures: tuple[Fact, ...] = ()
    note: str = ""
