"""How sure a recognised character is: scores of the recogniser become probabilities.

The recogniser gives its characters scores that look like probabilities and are none. A logistic
function of the score and of the lowest score beside it makes probabilities of them that hold: of
the characters given 0.9, nine in ten are right. Figures have a function of their own: what is
beside a figure says less about it, and most stand alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

#: Weights of what :func:`features` gives, of figures and of other characters, as
#: ``python -m gongkai.training.recognition_certainty`` printed them.
FIGURE_WEIGHTS: Final = (0.3163, 0.4608, 0.0657, 0.2274)
OTHER_WEIGHTS: Final = (-0.2202, 1.0325, 0.1708, -3.2268)
_MOST_LOGIT: Final = 9.0
_FIGURES: Final = frozenset("0123456789.,%-/—")


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
        whether it stands alone.
    """
    beside = [scores[each] for each in (index - 1, index + 1) if 0 <= each < len(scores)]
    lowest = min(beside) if beside else scores[index]
    return (
        1.0,
        _logit(scores[index]),
        _logit(lowest),
        float(len(text) == 1),
    )


def certainties(text: str, scores: Sequence[float]) -> list[float]:
    """Return the probability that each character of a line was read right."""
    return [
        probability(
            features(text, scores, index),
            FIGURE_WEIGHTS if is_figure(character) else OTHER_WEIGHTS,
        )
        for index, character in enumerate(text)
    ]


def is_figure(character: str) -> bool:
    """Tell whether a character is part of a number, or stands in a cell for one."""
    return character in _FIGURES


def probability(values: Sequence[float], weights: Sequence[float]) -> float:
    """Return the logistic function of weighted features."""
    total = sum(value * weight for value, weight in zip(values, weights, strict=True))
    return 1.0 / (1.0 + math.exp(-max(min(total, 30.0), -30.0)))


def _logit(score: float) -> float:
    kept = min(max(score, 1e-6), 1.0 - 1e-6)
    return max(min(math.log(kept / (1.0 - kept)), _MOST_LOGIT), -_MOST_LOGIT)
