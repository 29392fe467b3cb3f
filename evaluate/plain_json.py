"""Figures as JSON values: rounded, with their intervals, shares with what they are a share of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from math import isfinite
from typing import Final

from gongkai.evaluate.calibration import BrierScore, ExpectedCalibrationError
from gongkai.evaluate.counts import Estimate, Interval, Proportion

Json = dict[str, object]
_DIGITS: Final = 4
#: Attributes whose keys say which interval it is.
_KEYS: Final = {
    "interval": "interval_95",
    "perfect_range": "perfect_range_95",
    "independent_range": "independent_range_95",
}
#: Figures that follow from others and are written too.
_FURTHER: Final[Mapping[type, tuple[str, ...]]] = {
    BrierScore: ("within_bins",),
    ExpectedCalibrationError: ("excess", "could_be_perfect"),
}


def plain(value: object) -> object:
    """Return a figure, or dataclasses and collections of figures, as JSON values.

    Parameters
    ----------
    value
        Intervals become their two bounds, estimates get their interval beside them, terms
        become their ids, other dataclasses objects with a key for each attribute.

    Raises
    ------
    TypeError
        If something in it has no form in JSON.
    """
    match value:
        case Enum():
            return str(value.value)
        case None | bool() | int() | str():
            return value
        case float():
            return rounded(value)
        case Mapping():
            return {str(plain(key)): plain(each) for key, each in value.items()}
        case tuple() | list():
            return [plain(each) for each in value]
    return _of_figures(value)


def _of_figures(value: object) -> object:
    match value:
        case Interval(low, high):
            return [rounded(low), rounded(high)]
        case Estimate(figure, interval):
            return {"value": rounded(figure), "interval_95": plain(interval)}
        case Proportion(count, judged):
            return {"share": rounded(value.share), "count": count, "judged": judged}
    if not is_dataclass(value):
        raise TypeError(f"{type(value).__name__} has no form in JSON.")
    names = [field.name for field in fields(value)]
    names += _FURTHER.get(type(value), ())
    return {_KEYS.get(name, name): plain(getattr(value, name)) for name in names}


def rounded(figure: float | None) -> float | None:
    """Return a figure with four digits; ``None`` for one that is no number."""
    return None if figure is None or not isfinite(figure) else round(figure, _DIGITS)
