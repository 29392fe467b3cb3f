"""By what claims are put into strata, and the band that a confidence falls into."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from gongkai.models.metrics import Metric
from gongkai.models.record import Claim, Record
from gongkai.models.scheme import Kind, Tier
from gongkai.models.terms import Term

#: The id of what a record does not say.
NOT_GIVEN: Final = "none"
#: The values of a claim along the chosen dimensions.
CellKey = tuple[str, ...]


class Dimension(Term):
    """Something by which claims are put into strata."""

    METRIC = "metric", "metric", "指标"
    CONFIDENCE = "confidence", "confidence", "置信度"
    YEAR = "year", "year", "年度"
    TIER = "tier", "tier", "层级"
    KIND = "kind", "kind", "类型"


class Band(Term):
    """A band of confidences: the lower limit belongs to it, the upper one only if it is 1.

    Bands get narrower towards 1, where most confidences lie and a small difference matters.
    """

    LOWEST = "0-0.5", "below 0.5", "0.5 以下"
    FROM_50 = "0.5-0.7", "0.5 to 0.7", "0.5—0.7"
    FROM_70 = "0.7-0.8", "0.7 to 0.8", "0.7—0.8"
    FROM_80 = "0.8-0.9", "0.8 to 0.9", "0.8—0.9"
    FROM_90 = "0.9-0.95", "0.9 to 0.95", "0.9—0.95"
    HIGHEST = "0.95-1", "0.95 and more", "0.95 及以上"
    WITHOUT = NOT_GIVEN, "no confidence", "无置信度"


_LIMITS: Final = (0.5, 0.7, 0.8, 0.9, 0.95)
_BANDS: Final = tuple(Band)
_TERMS: Final[dict[Dimension, type[Term]]] = {
    Dimension.METRIC: Metric,
    Dimension.CONFIDENCE: Band,
    Dimension.TIER: Tier,
    Dimension.KIND: Kind,
}


def band_of(confidence: float | None) -> Band:
    """Return the band of a confidence; claims without one have a band of their own."""
    return Band.WITHOUT if confidence is None else _BANDS[bisect_right(_LIMITS, confidence)]


def cell_key(record: Record, claim: Claim, dimensions: tuple[Dimension, ...]) -> CellKey:
    """Return the ids of a claim along dimensions."""
    return tuple(_value(record, claim, dimension) for dimension in dimensions)


def value_label(dimension: Dimension, value: str, language: str) -> str:
    """Return what a value of a dimension is called in ``"zh"`` or ``"en"``."""
    terms = _TERMS.get(dimension)
    if terms is not None and value in {term.value for term in terms}:
        return terms.of(value).label(language)
    if value != NOT_GIVEN:
        return value
    return "未注明" if language == "zh" else "not given"


def value_order(dimension: Dimension, value: str) -> tuple[int, str]:
    """Return by what the values of a dimension are sorted: terms as the scheme lists them."""
    terms = _TERMS.get(dimension)
    places = {} if terms is None else {term.value: place for place, term in enumerate(terms)}
    return places.get(value, len(places)), value


def _value(record: Record, claim: Claim, dimension: Dimension) -> str:
    if dimension is Dimension.METRIC:
        return claim.metric.value
    if dimension is Dimension.KIND:
        return claim.kind.value
    if dimension is Dimension.CONFIDENCE:
        return band_of(claim.confidence).value
    if dimension is Dimension.TIER:
        return NOT_GIVEN if record.issuer.tier is None else record.issuer.tier.value
    return NOT_GIVEN if record.year.value is None else str(record.year.value)
