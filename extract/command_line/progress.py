"""Says how far a run is: a bar on a terminal, a line now and then elsewhere; and in a log."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, Protocol

from gongkai.extract.command_line.pace import Pace
from gongkai.extract.command_line.wording import Phrase
from gongkai.extract.language import Words

if TYPE_CHECKING:
    from rich.console import Console

    from gongkai.extract.command_line.run_log import RunLog

_SECONDS_BETWEEN_LINES: Final = 10.0
_FAILURES_SHOWN: Final = 5


class Display(Protocol):
    """Shows people how far a run is."""

    def update(self, pace: Pace) -> None:
        """Show it."""

    def close(self) -> None:
        """Take the display down."""


class BarDisplay:
    """A progress bar with rate, failures and the time that is left."""

    def __init__(self, console: Console, pace: Pace, words: Words) -> None:
        from rich.progress import (  # noqa: PLC0415 - slow to load
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
        )

        self._words = words
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[pace]}"),
            console=console,
            transient=True,
        )
        self._task = self._bar.add_task(words[Phrase.READING], total=pace.total, pace="")
        self._bar.start()

    def update(self, pace: Pace) -> None:
        """Move the bar."""
        self._bar.update(self._task, completed=pace.done, pace=_pace_told(pace, self._words))

    def close(self) -> None:
        """Take the bar down."""
        self._bar.stop()


class LineDisplay:
    """A plain line every few seconds."""

    def __init__(
        self,
        console: Console,
        words: Words,
        interval: float = _SECONDS_BETWEEN_LINES,
    ) -> None:
        self._console = console
        self._words = words
        self._interval = interval
        self._last = 0.0

    def update(self, pace: Pace) -> None:
        """Print a line, if it is time for one."""
        if pace.seconds - self._last >= self._interval:
            self._last = pace.seconds
            done = self._words.format(Phrase.PROGRESS, done=pace.done, total=pace.total)
            told = _pace_told(pace, self._words)
            self._console.print(f"{done}{self._words[Phrase.SEMICOLON]}{told}", soft_wrap=True)

    def close(self) -> None:
        """Do nothing: lines stay."""


class Progress:
    """What is told of a run while it goes.

    Parameters
    ----------
    console
        Where people read.
    total
        Number of inputs.
    words
        The language they read.
    log
        Where programs read, if anywhere; it is closed with the progress.
    """

    def __init__(
        self, console: Console, total: int, words: Words, log: RunLog | None = None
    ) -> None:
        self._console = console
        self._words = words
        self._pace = Pace(total)
        self._log = log
        self._display: Display = (
            BarDisplay(console, self._pace, words)
            if console.is_terminal
            else LineDisplay(console, words)
        )
        if log is not None:
            log.write("start", self._pace)

    def advance(self, number: int = 1) -> None:
        """Count one more input as done, or several."""
        self._pace.advance(number)
        self._display.update(self._pace)
        if self._log is not None:
            self._log.update(self._pace)

    def reach(self, done: int, failed: int) -> None:
        """Show that so many inputs are done, and so many of them failed; nothing is taken back."""
        self._pace.failed = max(self._pace.failed, failed)
        self.advance(max(0, done - self._pace.done))

    def failed(self, message: str) -> None:
        """Tell of an input that was not read; the first few, the rest are in ``errors.jsonl``."""
        self._pace.failed += 1
        if self._pace.failed <= _FAILURES_SHOWN:
            self._console.print(self._words.safe(message), soft_wrap=True)
        if self._pace.failed == _FAILURES_SHOWN:
            self._console.print(self._words[Phrase.FURTHER_FAILURES], soft_wrap=True)

    def close(self, *, complete: bool) -> None:
        """Take the display down, and tell the log whether the run came to its end."""
        self._display.close()
        if self._log is not None:
            log, self._log = self._log, None
            try:
                log.write("end" if complete else "interrupted", self._pace)
            finally:
                log.close()


def _pace_told(pace: Pace, words: Words) -> str:
    left = pace.seconds_left
    return words.format(
        Phrase.PACE,
        failed=pace.failed,
        rate=rate_told(pace.rate, words),
        left="?" if left is None else timedelta(seconds=round(left)),
    )


def rate_told(rate: float, words: Words) -> str:
    """Tell a rate, given in inputs a second: of slow ones, such as scans, how many a minute."""
    if 0 < rate < 1:
        return words.format(Phrase.A_MINUTE, rate=60 * rate)
    return words.format(Phrase.A_SECOND, rate=rate)
