"""How much texts repeat each other: the share of 8-grams that recur in other texts.

A corpus by one hand repeats itself more than real reports do, one made up at random less. The
share grows with the number and length of the texts compared, so both sides are measured alike:
groups of texts of different authors, each text a stretch of the same length.
"""

from __future__ import annotations

import random
import statistics
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from gongkai.annotations.checks.leakage import RUN
from gongkai.annotations.passages import Located
from gongkai.models.normalised import normalise

_GROUP: Final = 5
_LENGTH: Final = 200
_DRAWS: Final = 200
_PROSE: Final = 40


@dataclass(frozen=True, slots=True)
class Recurrence:
    """The share of 8-grams of a text that recur in one of four other texts.

    Attributes
    ----------
    mean, low, high
        Mean over draws, and the 10th and 90th percentiles of the draws; shares of 1.
    draws
        Number of draws of five texts.
    """

    mean: float
    low: float
    high: float
    draws: int


def recurrence_of_passages(passages: Sequence[Located], seed: int = 0) -> Recurrence | None:
    """Measure passages: five of five authors a draw; ``None`` with fewer authors."""
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for located in passages:
        texts[located.author].append(normalise(located.passage.text).text)
    return recurrence(list(texts.values()), seed)


def recurrence_of_texts(texts: Sequence[str], seed: int = 0) -> Recurrence | None:
    """Measure whole reports, each a source of its own; ``None`` with fewer than five.

    Of each report its prose counts: lines of at least 40 characters that end like a sentence.
    """
    return recurrence([[_prose(text)] for text in texts], seed)


def _prose(text: str) -> str:
    lines = normalise(text, keep_lines=True).text.split("\n")
    return "".join(line for line in lines if len(line) >= _PROSE and line[-1] in "。；：")


def recurrence(sources: Sequence[Sequence[str]], seed: int = 0) -> Recurrence | None:
    """Measure how much texts of different sources repeat each other.

    Parameters
    ----------
    sources
        For each source its texts, normalised; those shorter than 200 characters are left out.
    seed
        Seed of the draws.

    Returns
    -------
    Recurrence or None
        ``None`` with fewer than five sources.
    """
    usable = [[text for text in texts if len(text) >= _LENGTH] for texts in sources]
    usable = [texts for texts in usable if texts]
    if len(usable) < _GROUP:
        return None
    generator = random.Random(seed)  # noqa: S311 - a sample, no secret
    shares = []
    for _ in range(_DRAWS):
        group = [generator.choice(texts) for texts in generator.sample(usable, _GROUP)]
        shares.append(_share([_stretch(text, generator) for text in group]))
    deciles = statistics.quantiles(shares, n=10)
    return Recurrence(statistics.fmean(shares), deciles[0], deciles[-1], _DRAWS)


def _stretch(text: str, generator: random.Random) -> str:
    start = generator.randrange(len(text) - _LENGTH + 1)
    return text[start : start + _LENGTH]


def _share(texts: Sequence[str]) -> float:
    grams = [{text[i : i + RUN] for i in range(len(text) - RUN + 1)} for text in texts]
    occurrences = Counter(gram for each in grams for gram in each)
    recurring = sum(occurrences[gram] > 1 for each in grams for gram in each)
    return recurring / sum(map(len, grams))
