"""How far a run is and how fast: what the bar, the plain lines and the log all tell."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import Final

#: The rate is that of so many seconds: long files and short ones alternate.
_SECONDS_OF_RATE: Final = 30.0
_SECONDS_BETWEEN_MARKS: Final = 1.0


class Pace:
    """Counts what is done, and tells how fast it goes.

    Parameters
    ----------
    total
        Number of inputs.
    clock
        Tells the time in seconds.

    Attributes
    ----------
    done
        Inputs done, those that failed among them.
    failed
        Inputs that were not read.
    """

    def __init__(self, total: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.total = total
        self.done = 0
        self.failed = 0
        self._clock = clock
        self._started = clock()
        self._marks: deque[tuple[float, int]] = deque([(self._started, 0)])

    def advance(self, number: int = 1) -> None:
        """Count one more input as done, or several."""
        self.done += number
        now = self._clock()
        if now - self._marks[-1][0] >= _SECONDS_BETWEEN_MARKS:
            self._marks.append((now, self.done))
            while len(self._marks) > 2 and now - self._marks[1][0] > _SECONDS_OF_RATE:
                self._marks.popleft()

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return self._clock() - self._started

    @property
    def rate(self) -> float:
        """Inputs a second, lately."""
        since, done = self._marks[0]
        elapsed = self._clock() - since
        return (self.done - done) / elapsed if elapsed > 0 else 0.0

    @property
    def seconds_left(self) -> float | None:
        """Seconds that the rest will take at this rate; ``None`` while nothing is done."""
        rate = self.rate
        return max(0, self.total - self.done) / rate if rate > 0 else None
