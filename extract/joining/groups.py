"""Groups of statements about one quantity, found without comparing all with all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from gongkai.extract.joining.statements import Statement, same_quantity, subject_matter

#: A report states one metric in some dozens of ways. A statement is compared with so many
#: groups that could take it, so that a text made of claims alone does not stall the stage.
_MOST_COMPARED = 100

_Key = tuple[object, ...]


@dataclass(slots=True)
class _Group:
    statements: list[Statement] = field(default_factory=list)
    #: The number that one of them states exactly, and that all allow.
    exact: float | None = None
    #: One statement for each different wording of the same thing: repetitions need no look.
    distinct: dict[_Key, Statement] = field(default_factory=dict)

    def takes(self, statement: Statement) -> bool:
        """Tell whether ``statement`` may be about the same thing as all of the group."""
        return _details(statement) in self.distinct or all(
            _may_be_same(other, statement) for other in self.distinct.values()
        )

    def add(self, statement: Statement) -> None:
        self.statements.append(statement)
        self.distinct.setdefault(_details(statement), statement)


class ClaimGroups:
    """Puts claims together that are about the same thing and whose numbers allow each other.

    A claim joins the first group all of whose claims it can stand beside.
    """

    def __init__(self) -> None:
        self._groups: list[_Group] = []
        self._by_key: dict[_Key, list[int]] = {}
        self._by_value: dict[_Key, list[int]] = {}

    def add(self, statement: Statement) -> None:
        """Add a claim to the group that says the same, or open one."""
        for index in self._candidates(statement):
            if self._groups[index].takes(statement):
                self._put(index, statement)
                return
        self._groups.append(_Group())
        self._by_key.setdefault(subject_matter(statement), []).append(len(self._groups) - 1)
        self._put(len(self._groups) - 1, statement)

    def __iter__(self) -> Iterator[list[Statement]]:
        return (group.statements for group in self._groups)

    def _candidates(self, statement: Statement) -> list[int]:
        """Return the groups that may take a claim, in order.

        A claim with an exact number joins groups with that number, or with none that is exact.
        """
        key = subject_matter(statement)
        value = _exact_value(statement)
        if value is None:
            return self._by_key.get(key, [])[:_MOST_COMPARED]
        same = self._by_value.get((*key, value), [])
        inexact = self._by_value.get((*key, None), [])
        return sorted({*same[:_MOST_COMPARED], *inexact[:_MOST_COMPARED]})

    def _put(self, index: int, statement: Statement) -> None:
        group = self._groups[index]
        value = _exact_value(statement)
        key = subject_matter(statement)
        if not group.statements:
            self._by_value.setdefault((*key, value), []).append(index)
        elif value is not None and group.exact is None:
            self._by_value[(*key, None)].remove(index)
            self._by_value.setdefault((*key, value), []).append(index)
        group.exact = group.exact if value is None else value
        group.add(statement)


def _may_be_same(one: Statement, other: Statement) -> bool:
    return same_quantity(one, other) and one.interval.overlaps(other.interval)


def _exact_value(statement: Statement) -> float | None:
    interval = statement.interval
    return interval.low if interval.low == interval.high else None


def _details(statement: Statement) -> _Key:
    interval = statement.interval
    claim = statement.claim
    about = (claim.channel, claim.subject) if claim else ()
    return (statement.unit, *about, interval.low, interval.high)
