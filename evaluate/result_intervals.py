"""The 95% intervals of everything that a system was measured by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gongkai.evaluate.counts import Interval
from gongkai.evaluate.evaluation import SystemResult
from gongkai.evaluate.measures import Measure
from gongkai.evaluate.resampling import intervals

#: By the name of the measure; ``None`` where nothing can be told.
Intervals = Mapping[str, Interval | None]


def result_intervals(result: SystemResult) -> dict[str, Interval | None]:
    """Return the interval of each measure of a system, by its name.

    Those of single groups and forms of writing are there too.
    """
    measures = {measure.name: measure for measure in all_measures(result)}
    return dict(zip(measures, intervals(measures.values()), strict=True))


def all_measures(result: SystemResult) -> Iterator[Measure]:
    """Yield the headline measures of a system and those of single groups."""
    yield from result.measures.values()
    scores = result.scores
    if scores.claims is not None:
        for groups in scores.claims.groups.values():
            for group in groups:
                yield from (group.right, group.wholly_right)
    if scores.quantities is not None:
        for form in scores.quantities.by_form.values():
            yield from (form.found, form.value)
    if result.numerals is not None:
        yield from result.numerals.by_form.values()
    if scores.cells is not None:
        yield from scores.cells.sections.values()
