"""``gongkai bulk status``: how far a run is, for people and for programs."""

from __future__ import annotations

import json
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from gongkai.extract.command_line.bulk_wording import BulkPhrase
from gongkai.extract.command_line.progress import rate_told
from gongkai.extract.command_line.wording import Phrase
from gongkai.extract.language import Language, Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.table import Table

    from gongkai.extract.bulk.status import BulkStatus

_MOST_SHOWN: Final = 8
_MEGABYTE: Final = 1_000_000


def status(
    directory: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder of a run of gongkai bulk.")
    ],
    verify: Annotated[
        bool,
        typer.Option(
            "--verify", help="Look at every byte of complete shards, not only at their sizes."
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print it for programs.")] = False,
    language: Annotated[
        Language, typer.Option("--lang", help="The language of what is printed.")
    ] = Language.ENGLISH,
) -> None:
    """Tell how far a run is; it may be at work, on any machine.

    The exit status is 0 when the run is complete, else 1.

    Example: gongkai bulk status run --verify
    """
    from gongkai.extract.bulk.status import survey  # noqa: PLC0415 - slow to load
    from gongkai.extract.command_line.console import open_console  # noqa: PLC0415

    found = survey(directory, verify=verify)
    if as_json:
        typer.echo(json.dumps(found.to_json(), ensure_ascii=False, indent=2))
    else:
        open_console().print(_table(found, Words(language)))
    raise typer.Exit(0 if found.is_complete else 1)


def _table(status: BulkStatus, words: Words) -> Table:
    from rich.table import Table  # noqa: PLC0415

    table = Table.grid(padding=(0, 3))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for phrase, told in _rows(status, words):
        table.add_row(words[phrase], words.safe(told))
    return table


def _rows(status: BulkStatus, words: Words) -> Iterator[tuple[BulkPhrase, str]]:
    """Yield the rows of the table: what a row is about, and what it says."""
    yield BulkPhrase.RUN, str(status.directory)
    yield BulkPhrase.INPUTS, f"{status.inputs:,}"
    done = words.format(
        BulkPhrase.DONE_TOLD, done=status.done, share=status.done / max(1, status.inputs)
    )
    if status.under_way:
        done += words.format(BulkPhrase.UNDER_WAY, count=status.under_way)
    yield BulkPhrase.DONE, done
    yield BulkPhrase.FAILED, _failures(status, words)
    yield BulkPhrase.SHARDS, _standings(status, words)
    yield from _about_work(status, words)
    if status.corrupt:
        yield BulkPhrase.CORRUPT_SHARDS, _corrupt(status, words)
    yield BulkPhrase.CLAIMS, f"{status.claims:,}"
    if status.bytes_per_report is not None:
        size = words.format(
            BulkPhrase.DISK_TOLD,
            megabytes=status.bytes / _MEGABYTE,
            bytes=status.bytes_per_report,
        )
        yield BulkPhrase.DISK, size
    yield BulkPhrase.CHECKED, words[BulkPhrase.EVERY_BYTE if status.verified else BulkPhrase.SIZES]


def _about_work(status: BulkStatus, words: Words) -> Iterator[tuple[BulkPhrase, str]]:
    """Yield the rows about who is at work, and how fast."""
    if status.is_complete:
        return
    left = status.seconds_left
    if left is None:
        yield BulkPhrase.PACE, words[BulkPhrase.NOBODY]
    else:
        duration = timedelta(seconds=round(left))
        yield (
            BulkPhrase.PACE,
            words.format(BulkPhrase.PACE_TOLD, rate=rate_told(status.rate, words), left=duration),
        )
    if status.running:
        at_work = [
            words.format(
                BulkPhrase.WORKER,
                shard=beat.shard,
                host=beat.host,
                process=beat.process,
                done=beat.done,
                inputs=beat.inputs,
                failed=beat.failed,
            )
            for beat in status.running
        ]
        yield BulkPhrase.AT_WORK, _first(at_work, words)
        megabytes = status.resident / _MEGABYTE
        yield BulkPhrase.MEMORY, words.format(BulkPhrase.MEGABYTES, megabytes=megabytes)
    if status.stalled:
        now = time.time()
        heard = [
            words.format(
                BulkPhrase.HEARD,
                shard=beat.shard,
                host=beat.host,
                process=beat.process,
                ago=timedelta(seconds=max(0, round(now - beat.updated))),
                done=beat.done,
                inputs=beat.inputs,
            )
            for beat in status.stalled
        ]
        yield BulkPhrase.LAST_HEARD, _first(heard, words)


def _failures(status: BulkStatus, words: Words) -> str:
    if not status.failed:
        return "0"
    kinds = [f"{kind} {count:,}" for kind, count in status.failures.most_common()]
    comma = words[Phrase.COMMA]
    shown = comma.join(kinds[:_MOST_SHOWN])
    return f"{status.failed:,}{words[Phrase.SEMICOLON]}{shown}"


def _standings(status: BulkStatus, words: Words) -> str:
    from gongkai.extract.bulk.status import Standing  # noqa: PLC0415 - slow to load

    named = {
        Standing.COMPLETE: BulkPhrase.COMPLETE,
        Standing.RUNNING: BulkPhrase.RUNNING,
        Standing.STALLED: BulkPhrase.STALLED,
        Standing.PENDING: BulkPhrase.PENDING,
        Standing.CORRUPT: BulkPhrase.CORRUPT,
    }
    told = [
        words.format(phrase, count=status.standings[standing])
        for standing, phrase in named.items()
        if status.standings[standing]
    ]
    return f"{status.shards:,}{words[Phrase.SEMICOLON]}{words[Phrase.COMMA].join(told)}"


def _corrupt(status: BulkStatus, words: Words) -> str:
    numbers = ", ".join(map(str, status.corrupt[:_MOST_SHOWN]))
    numbers += _more(len(status.corrupt), words)
    option = " --verify" if status.verified else ""
    return words.format(BulkPhrase.REMADE, numbers=numbers, output=status.directory, option=option)


def _first(lines: Sequence[str], words: Words) -> str:
    """Return the first of some lines, and how many more there are."""
    return words[Phrase.SEMICOLON].join(lines[:_MOST_SHOWN]) + _more(len(lines), words)


def _more(number: int, words: Words) -> str:
    if number <= _MOST_SHOWN:
        return ""
    return words.format(BulkPhrase.AND_MORE, count=number - _MOST_SHOWN)
