"""Says how far a run is: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final, Protocol

from gongkai.extract.command_line.wording import Phrase
from gongkai.extract.language import Words

if TYPE_CHECKING:
    from rich.console import Console

_SECONDS_BETWEEN_LINES: Final = 10.0
_FAILURES_SHOWN: Final = 5


class Progress(Protocol):
    """What is told of each input that is done."""

    def advance(self) -> None:
        """Count one more input as done."""

    def failed(self, message: str) -> None:
        """Tell of an input that was not read."""

    def close(self) -> None:
        """Take the display down."""


class _Failures:
    """Prints the first few failures; the rest are in ``errors.jsonl``."""

    def __init__(self, console: Console, words: Words) -> None:
        self._console = console
        self._words = words
        self._count = 0

    def add(self, message: str) -> None:
        self._count += 1
        if self._count <= _FAILURES_SHOWN:
            self._console.print(self._words.safe(message), soft_wrap=True)
        if self._count == _FAILURES_SHOWN:
            self._console.print(self._words[Phrase.FURTHER_FAILURES], soft_wrap=True)


class BarProgress:
    """A progress bar with the time that is left."""

    def __init__(self, console: Console, total: int, words: Words) -> None:
        from rich.progress import (  # noqa: PLC0415 - slow to load
            BarColumn,
            MofNCompleteColumn,
            TextColumn,
            TimeRemainingColumn,
        )
        from rich.progress import Progress as Bar  # noqa: PLC0415

        self._bar = Bar(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=console,
            transient=True,
        )
        self._failures = _Failures(console, words)
        self._task = self._bar.add_task(words[Phrase.READING], total=total)
        self._bar.start()

    def advance(self) -> None:
        """Count one more input as done."""
        self._bar.advance(self._task)

    def failed(self, message: str) -> None:
        """Print the failure above the bar."""
        self._failures.add(message)

    def close(self) -> None:
        """Take the bar down."""
        self._bar.stop()


class LineProgress:
    """A plain line every few seconds, for logs."""

    def __init__(self, console: Console, total: int, words: Words) -> None:
        self._console = console
        self._words = words
        self._total = total
        self._done = 0
        self._last = time.monotonic()
        self._failures = _Failures(console, words)

    def advance(self) -> None:
        """Count one more input as done."""
        self._done += 1
        now = time.monotonic()
        if now - self._last >= _SECONDS_BETWEEN_LINES:
            self._last = now
            self._console.print(
                self._words.format(Phrase.PROGRESS, done=self._done, total=self._total),
                soft_wrap=True,
            )

    def failed(self, message: str) -> None:
        """Print the failure."""
        self._failures.add(message)

    def close(self) -> None:
        """Do nothing: lines stay."""


def start_progress(console: Console, total: int, words: Words) -> Progress:
    """Start the display that suits where ``console`` writes to."""
    display = BarProgress if console.is_terminal else LineProgress
    return display(console, total, words)
