"""``gongkai benchmark reports`` once its options are known: write, compare, print."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich.text import Text

from gongkai.evaluate.benchmark.display import print_part
from gongkai.evaluate.benchmark.whole_reports.composing import whole_reports
from gongkai.evaluate.benchmark.whole_reports.files import Storage, write_whole_reports
from gongkai.evaluate.benchmark.whole_reports.likeness import measure_likeness
from gongkai.evaluate.benchmark.wording import Phrase
from gongkai.extract.command_line.console import open_console
from gongkai.extract.command_line.display.page import Page
from gongkai.extract.language import Language, Words

#: How many of the reports are compared with real ones; each is extracted for that.
_COMPARED: Final = 120


@dataclass(frozen=True, slots=True)
class Options:
    """The options of the command; see ``write_whole_reports`` and ``measure_likeness``."""

    directory: Path
    number: int
    seed: int
    storage: Storage
    per_file: int
    beside: Sequence[str]
    language: Language = Language.ENGLISH


def run(options: Options) -> None:
    """Write reports and print how like real ones they are.

    Raises
    ------
    GongkaiError
        If the folder holds files, or the reports to compare with cannot be read.
    OSError
        If they cannot be written.
    """
    words = Words(options.language)
    started = time.monotonic()
    paths = write_whole_reports(
        options.directory,
        whole_reports(options.number, seed=options.seed),
        storage=options.storage,
        per_file=options.per_file,
    )
    seconds = time.monotonic() - started
    page = Page(open_console(), words)
    told = words[Phrase.WRITTEN].format(
        number=options.number,
        files=len(paths),
        directory=options.directory,
        seconds=seconds,
        rate=options.number / seconds,
    )
    page.line(Text(words.safe(told)))
    compared = list(whole_reports(min(options.number, _COMPARED), seed=options.seed))
    print_part(page, measure_likeness(compared, options.beside))
