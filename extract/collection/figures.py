"""The numbers that reports state, by which reports of one template are told apart.

Offices fill the same template: their words are the same, their numbers are not. Copies of one
report state the same numbers, whatever surrounds them. What is kept of a report is a row of
numbers, one for each total that a report may state; totals that are zero in both reports say
nothing, since most numbers of most reports are zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import numpy
from numpy.typing import NDArray

from gongkai.extract.joining.statements import in_yuan
from gongkai.models.scheme import Kind, Metric

FACT_COLUMNS: Final = ("record_id", "metric", "kind", "value", "unit", "headline")
_TOTALS: Final = (
    *((each, Kind.COUNT) for each in Metric if each is not Metric.OTHER_COUNT),
    *((each, Kind.AMOUNT) for each in (Metric.FEES_CHARGED, Metric.FEES_COLLECTED)),
)
_COLUMNS: Final[Mapping[tuple[str, str], int]] = {
    (metric.value, kind.value): column for column, (metric, kind) in enumerate(_TOTALS)
}
WIDTH: Final = len(_COLUMNS)
#: The share of the numbers stated by both that copies have in common: some are misread, and a
#: corrected version corrects some.
COMMON: Final = 2 / 3

Figures = NDArray[numpy.float32]


def fill(figures: Figures, places: Mapping[str, int], facts: Iterable[tuple[Any, ...]]) -> None:
    """Fill in the totals that reports state.

    Parameters
    ----------
    figures
        A row a report, ``WIDTH`` wide, all of them not a number so far.
    places
        The row of each report.
    facts
        Rows of the table ``facts``, of ``FACT_COLUMNS``.
    """
    with numpy.errstate(over="ignore"):  # what is too large is as large as anything too large
        for record_id, metric, kind, value, unit, headline in facts:
            place, column = places.get(record_id), _COLUMNS.get((metric, kind))
            if headline and place is not None and column is not None:
                money = unit if kind == Kind.AMOUNT.value else None
                figures[place, column] = in_yuan(value, money)


def disagree(one: Figures, other: Figures) -> NDArray[numpy.bool_]:
    """Tell for each row whether the numbers speak against two reports being copies."""
    stated = ~numpy.isnan(one) & ~numpy.isnan(other) & ((one != 0) | (other != 0))
    common = (stated & (one == other)).sum(axis=1)
    against: NDArray[numpy.bool_] = common < COMMON * stated.sum(axis=1)
    return against
