"""Measures: figures that follow from counts of single texts.

Whatever is scored ends as measures, because an interval or a comparison of two systems needs
the counts of every text: texts are drawn or swapped as wholes, since what stands in one text
is right or wrong together.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace

from gongkai.evaluate.counts import Counts, mean


@dataclass(frozen=True, slots=True)
class Measure:
    """An F1 over texts; of one group, or the mean over several.

    An accuracy is an F1 too: that of as many predictions as there are things to judge.

    Attributes
    ----------
    name
        What ``metrics.json`` calls it, as ``claims.right``.
    by_text
        For each judged text, by its name, the counts of each group. A text that has nothing to
        judge is there with an empty mapping, because it could have been drawn.
    """

    name: str
    by_text: Mapping[str, Mapping[str, Counts]]

    @property
    def total(self) -> Counts:
        """The counts of all groups and texts together."""
        return sum(self.by_group.values(), start=Counts())

    @property
    def by_group(self) -> dict[str, Counts]:
        """The counts of each group over all texts."""
        totals: dict[str, Counts] = {}
        for groups in self.by_text.values():
            for group, counts in groups.items():
                totals[group] = totals.get(group, Counts()) + counts
        return totals

    @property
    def value(self) -> float | None:
        """The mean F1 of the groups, ``None`` if no group has one."""
        return mean(counts.f1 for counts in self.by_group.values())

    def on(self, texts: Container[str]) -> Measure:
        """Return the measure over some of its texts alone, given by their names."""
        chosen = {text: groups for text, groups in self.by_text.items() if text in texts}
        return replace(self, by_text=chosen)


def measure_of(name: str, by_text: Mapping[str, Counts]) -> Measure:
    """Return a measure of one group."""
    return Measure(name, {text: {"": counts} for text, counts in by_text.items()})
