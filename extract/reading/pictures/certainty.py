"""How sure a recognised character is: scores of the recogniser become probabilities.

The recogniser gives its characters scores that look like probabilities and are none. A logistic
function of the score, of the lowest score beside it and of what kind of character it is makes
probabilities of them that hold: of the characters given 0.9, nine in ten are right.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

#: Weights of the features of :func:`features`, as
#: ``python -m gongkai.training.recognition_certainty`` printed them.
WEIGHTS: Final = (0.5068, 0.6567, 0.1013, -1.1699, 0.451)
_MOST_LOGIT: Final = 9.0
_FIGURES: Final = frozenset("0123456789.,%-/")


def features(text: str, scores: Sequence[float], index: int) -> tuple[float, ...]:
    """Return what is known about a character of a line.

    Parameters
    ----------
    text
        The line.
    scores
        The score of each of its characters, 0 to 1.
    index
        Which character.

    Returns
    -------
    tuple of float
        One; the logit of the score; the lowest logit of the character before and behind it;
        whether it is a figure; whether it stands alone.
    """
    beside = [scores[each] for each in (index - 1, index + 1) if 0 <= each < len(scores)]
    lowest = min(beside) if beside else scores[index]
    is_figure = text[index] in _FIGURES
    return (
        1.0,
        _logit(scores[index]),
        _logit(lowest),
        float(is_figure),
        float(len(text) == 1),
    )


def certainties(text: str, scores: Sequence[float]) -> list[float]:
    """Return the probability that each character of a line was read right."""
    return [probability(features(text, scores, index), WEIGHTS) for index in range(len(text))]


def probability(values: Sequence[float], weights: Sequence[float]) -> float:
    """Return the logistic function of weighted features."""
    total = sum(value * weight for value, weight in zip(values, weights, strict=True))
    return 1.0 / (1.0 + math.exp(-max(min(total, 30.0), -30.0)))


def _logit(score: float) -> float:
    kept = min(max(score, 1e-6), 1.0 - 1e-6)
    return max(min(math.log(kept / (1.0 - kept)), _MOST_LOGIT), -_MOST_LOGIT)
