"""How figures are written on the page."""

from __future__ import annotations

from typing import Final

from gongkai.evaluate.page.estimates import Form

UNDEFINED: Final = "—"
MINUS: Final = "−"
#: A smaller probability is not written out: resampling cannot tell it from others.
_LEAST_PROBABILITY: Final = 0.001


def written(value: float | None, form: Form) -> str:
    """Return a figure as it is written in a column of this form."""
    if value is None:
        return UNDEFINED
    if form is Form.COUNT:
        return f"{value:,.0f}" if float(value).is_integer() else f"{value:,g}"
    if form is Form.DECIMAL:
        return f"{value:,.1f}"
    if form is Form.DIFFERENCE:
        return _signed(value)
    if form is Form.PROBABILITY and 0 <= value < _LEAST_PROBABILITY:
        return f"<{_LEAST_PROBABILITY}"
    return _with_minus(f"{value:.3f}")


def interval(low: float | None, high: float | None, form: Form) -> str:
    """Return an interval as it is written behind its figure, empty if there is none."""
    if low is None or high is None:
        return ""
    between = "–" if form is not Form.DIFFERENCE else " … "
    return f"{written(low, form)}{between}{written(high, form)}"


def plain(value: float) -> str:
    """Return a number of an axis, without digits it does not need."""
    return _with_minus(f"{round(value, 6):g}")


def _signed(value: float) -> str:
    text = f"{value:+.3f}"
    return "0.000" if text in ("+0.000", "-0.000") else _with_minus(text)


def _with_minus(text: str) -> str:
    return text.replace("-", MINUS)
