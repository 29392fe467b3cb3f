"""Where two systems differ most: in which metrics, and in texts of which phenomena."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rich.text import Text

from gongkai.evaluate.display.sheet import figure, print_grid, term_name
from gongkai.evaluate.evaluation import Evaluation, SystemResult
from gongkai.evaluate.scores.claim_groups import ClaimGroup, ClaimGrouping
from gongkai.evaluate.wording import Phrase
from gongkai.extract.command_line.display.page import FAINT, Page
from gongkai.models.terms import Term

_GROUPINGS: Final = (ClaimGrouping.METRIC, ClaimGrouping.PHENOMENON)
#: Of each grouping, so many groups are printed.
_MOST: Final = 10
#: What differs in groups of fewer gold claims says little.
_LEAST: Final = 5


@dataclass(frozen=True, slots=True)
class _GroupDifference:
    """The F1 of two systems in one group, and how many claims the gold has in it."""

    term: Term
    first: float
    other: float
    gold: int

    @property
    def difference(self) -> float:
        """How far the other is above the first."""
        return self.other - self.first


def print_group_differences(page: Page, evaluation: Evaluation) -> None:
    """Print in which groups of claims the others differ most from the first.

    Differences of groups are not tested: among many groups, some always differ by chance.
    """
    first, *others = evaluation.systems
    for other in others:
        for grouping in _GROUPINGS:
            found = [each for each in _differences(first, other, grouping) if each.difference]
            if found:
                ranked = sorted(found, key=lambda each: (-abs(each.difference), -each.gold))
                _print_groups(page, grouping, first.name, other.name, ranked[:_MOST])


def _differences(
    first: SystemResult, other: SystemResult, grouping: ClaimGrouping
) -> Iterator[_GroupDifference]:
    """Give the groups that both have, on the texts that are judged for both."""
    own, others = (_groups(system, grouping) for system in (first, other))
    for term, group in own.items():
        if term in others:
            known = group.right.by_text.keys() & others[term].right.by_text.keys()
            one, two = (each.right.on(known) for each in (group, others[term]))
            if one.total.gold >= _LEAST and one.value is not None and two.value is not None:
                yield _GroupDifference(term, one.value, two.value, one.total.gold)


def _groups(system: SystemResult, grouping: ClaimGrouping) -> dict[Term, ClaimGroup]:
    claims = system.scores.claims
    groups = () if claims is None else claims.groups[grouping]
    return {group.term: group for group in groups if group.term is not None}


def _print_groups(
    page: Page, grouping: ClaimGrouping, first: str, other: str, found: list[_GroupDifference]
) -> None:
    words = page.words
    first, other = words.safe(first), words.safe(other)
    title = words[Phrase.GROUPED].format(part=words[Phrase.CLAIMS], grouping=words[grouping])
    note = words[Phrase.DIFFERS_MOST].format(first=first, other=other, least=_LEAST)
    page.line(Text())
    page.line(Text.assemble((title, "bold"), "  ", (note, FAINT)), indent=2)
    rows = [
        [
            term_name(page, each.term),
            *(figure(each.first), figure(each.other)),
            *(f"{each.difference:+.3f}", str(each.gold)),
        ]
        for each in found
    ]
    columns = [first, other, words[Phrase.DIFFERENCE], words[Phrase.GOLD]]
    print_grid(page, columns, rows)
