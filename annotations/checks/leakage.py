"""Texts that are too near to each other for one to be measured after training on the other.

Two texts of different splits may neither follow the same page nor say nearly the same
(``find_leaks``). Sentences, which serve training alone, may not have a stretch in common with
a text that serves measuring (``find_copies``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from gongkai.annotations.checks.corpus_checks import page_of
from gongkai.annotations.markup.invisible import show
from gongkai.annotations.passages import Located
from gongkai.annotations.sentences import AnnotatedSentence
from gongkai.models.normalised import normalise

#: Length of the runs of characters that are compared.
RUN: Final = 8
#: Share of the shorter text's runs that may stand in a text of another split. Titles of laws and
#: the standing phrases of the genre alone stay below a sixth.
MOST_SHARED: Final = 0.25
#: Length of the runs of which a sentence may have none in common with a text that is measured on.
COPIED: Final = 20
#: A run that more texts hold is a standing phrase; it tells nothing, and its pairs are many.
_MOST_HOLDERS: Final = 60
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Leak:
    """Two texts of different splits that are too near to each other.

    Attributes
    ----------
    first, second
        The texts.
    shared
        Share of the shorter one's runs that the other one has.
    same_source
        Whether both follow the same page.
    """

    first: Located
    second: Located
    shared: float
    same_source: bool

    def __str__(self) -> str:
        why = (
            "follow the same page"
            if self.same_source
            else f"share {self.shared:.0%} of their runs of {RUN} characters"
        )
        return (
            f"{_place(self.first)} ({self.first.split}) and {_place(self.second)} "
            f"({self.second.split}) {why}: keep one of the two"
        )


@dataclass(frozen=True, slots=True)
class Copy:
    """A sentence that has a stretch in common with a text that is measured on.

    Its words are not kept: the text may be sealed.

    Attributes
    ----------
    sentence
        The sentence.
    text
        The first text that has the stretch.
    """

    sentence: AnnotatedSentence
    text: Located

    def __str__(self) -> str:
        return show(
            f"{self.sentence.file}:{self.sentence.line}: shares a run of {COPIED} characters or "
            f"more with {self.text.passage.head.name} ({self.text.split}): write the sentence anew"
        )


def _place(located: Located) -> str:
    return f"{located.file}:{located.line}: {located.passage.head.name}"


def runs(text: str, length: int = RUN) -> frozenset[str]:
    """Return the runs of characters of a text, numbers being all alike; a short text is one."""
    plain = _NUMBER.sub("0", normalise(text).text)
    starts = range(max(1, len(plain) - length + 1))
    return frozenset(plain[start : start + length] for start in starts)


def find_leaks(located: Sequence[Located]) -> Iterator[Leak]:
    """Find pairs of texts in different splits that follow one page or are near duplicates."""
    texts = [runs(each.passage.text) for each in located]
    shared = _shared(texts, [each.split for each in located])
    sources: defaultdict[str, list[int]] = defaultdict(list)
    for number, each in enumerate(located):
        if each.passage.head.follows is not None:
            sources[page_of(each.passage.head.follows)].append(number)
    same = {
        pair
        for numbers in sources.values()
        for pair in combinations(numbers, 2)
        if located[pair[0]].split != located[pair[1]].split
    }
    near = {pair for pair, share in shared.items() if share > MOST_SHARED}
    for left, right in sorted(same | near):
        share = shared.get((left, right), 0.0)
        yield Leak(located[left], located[right], share, (left, right) in same)


def _shared(texts: list[frozenset[str]], splits: list[str]) -> dict[tuple[int, int], float]:
    """Return the share of common runs for all pairs of different splits that have any."""
    index: defaultdict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        for run in text:
            index[run].append(number)
    common: defaultdict[tuple[int, int], int] = defaultdict(int)
    for numbers in index.values():
        if len(numbers) > _MOST_HOLDERS:
            continue
        for left, right in combinations(numbers, 2):
            if splits[left] != splits[right]:
                common[left, right] += 1
    return {
        pair: count / max(1, min(len(texts[pair[0]]), len(texts[pair[1]])))
        for pair, count in common.items()
    }


def find_copies(
    sentences: Sequence[AnnotatedSentence], measured_on: Sequence[Located]
) -> Iterator[Copy]:
    """Find sentences of which a stretch stands in a text that is measured on.

    A stretch is a run of ``COPIED`` characters of the sentence or of one of its headings; a
    shorter part has none.
    """
    holders: dict[str, Located] = {}
    for located in measured_on:
        for run in runs(located.passage.text, COPIED):
            holders.setdefault(run, located)
    for sentence in sentences:
        own = (runs(part, COPIED) for part in (*sentence.headings, sentence.text))
        shared = sorted(run for run in frozenset().union(*own) if len(run) == COPIED)
        holder = next((holders[run] for run in shared if run in holders), None)
        if holder is not None:
            yield Copy(sentence, holder)
