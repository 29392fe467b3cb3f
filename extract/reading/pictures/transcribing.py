"""From what the recogniser says about each place of a line to characters.

The recogniser gives, for each place along a line, the probability of each character and of none
(connectionist temporal classification). Characters are the runs of places at which the same
character is the most likely.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

#: Characters that look alike in print; in a cell of figures each stands for the first.
_ALIKE: Final = (
    "0OoＯ〇○０", "1lI|丨ｌ１", "2２", "3３", "4４", "5５", "6６", "7７", "8８", "9９",
    ".．·。", ",，、", "-－—–―一_ー", "/／", "%％",
)  # fmt: skip
#: What a cell says that holds one of the figures 0 and 1.
_FIGURES_ALONE: Final = frozenset({"O", "o", "〇", "○", "l", "I", "|", "丨"})
_BLANK: Final = 0


@dataclass(frozen=True, slots=True)
class Transcript:
    """What a line says.

    Attributes
    ----------
    text
        Its characters.
    places
        Where each begins and ends, counted in places of the recogniser.
    scores
        The probability that the recogniser gives each.
    """

    text: str
    places: tuple[tuple[int, int], ...]
    scores: tuple[float, ...]

    @property
    def score(self) -> float:
        """The mean of the scores; 0.0 without characters."""
        return sum(self.scores) / len(self.scores) if self.scores else 0.0


class Alphabet:
    """The characters that the recogniser knows.

    Parameters
    ----------
    characters
        In the order of the recogniser; the first stands for none.
    """

    def __init__(self, characters: Sequence[str]) -> None:
        self._characters = list(characters)
        places = {character: place for place, character in enumerate(self._characters)}
        known = [[each for each in alike if each in places] for alike in _ALIKE]
        groups = [group for group in known if group]
        self._figures = [alike[0] for alike, group in zip(_ALIKE, known, strict=True) if group]
        self._columns = np.array([places[each] for group in groups for each in group], np.intp)
        self._firsts = np.cumsum([0, *(len(group) for group in groups[:-1])])
        self._alike = frozenset("".join(_ALIKE))

    def transcribe(
        self, probabilities: NDArray[np.float32], *, is_figure_likely: bool = False
    ) -> Transcript:
        """Read one line.

        Parameters
        ----------
        probabilities
            (places, characters).
        is_figure_likely
            Whether a line in which nothing but figures and what looks like them was read
            holds a figure, as cells of tables do.
        """
        transcript = _decoded(probabilities, self._characters)
        text = transcript.text
        if not is_figure_likely or not text or not self._alike.issuperset(text):
            return transcript
        # Without a figure it may be a dash, or a word of one character.
        if text not in _FIGURES_ALONE and not any(each in "0123456789" for each in text):
            return transcript
        summed = np.add.reduceat(probabilities[:, self._columns], self._firsts, axis=1)
        merged = np.concatenate([probabilities[:, :1], summed], axis=1)
        return _decoded(merged, ["", *self._figures])


def _decoded(probabilities: NDArray[np.float32], characters: Sequence[str]) -> Transcript:
    best = probabilities.argmax(axis=1)
    starts = np.flatnonzero(np.diff(best, prepend=-1))
    ends = np.append(starts[1:], len(best))
    text: list[str] = []
    places: list[tuple[int, int]] = []
    scores: list[float] = []
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        number = int(best[start])
        if number == _BLANK or characters[number].isspace():
            continue
        text.append(characters[number])
        places.append((start, end))
        scores.append(float(probabilities[start:end, number].max()))
    return Transcript("".join(text), tuple(places), tuple(scores))
