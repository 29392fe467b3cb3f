"""``gongkai benchmark`` once its options are known: measure, write, print."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich.console import Console

from gongkai.evaluate.benchmark.display import print_results
from gongkai.evaluate.benchmark.figures import Label
from gongkai.evaluate.benchmark.results_file import results_json
from gongkai.evaluate.benchmark.running import Settings, run_benchmark
from gongkai.extract.command_line.console import open_console
from gongkai.extract.command_line.display.page import Page
from gongkai.extract.language import Language, Words

RESULTS: Final = "benchmark.json"


@dataclass(frozen=True, slots=True)
class Options:
    """The options of the command.

    Attributes
    ----------
    settings
        What is measured.
    directory
        Where ``benchmark.json`` goes; made if it is not there.
    language
        The language of what is printed.
    """

    settings: Settings
    directory: Path
    language: Language = Language.ENGLISH


def run(options: Options) -> None:
    """Run the benchmark, write ``benchmark.json`` and print the tables.

    Raises
    ------
    BenchmarkError
        If something measured fails.
    OSError
        If the results cannot be written.
    """
    options.directory.mkdir(parents=True, exist_ok=True)  # before minutes are spent
    with _progress(open_console(errors=True), options.language) as tell:
        results = run_benchmark(options.settings, tell)
    target = options.directory / RESULTS
    target.write_text(results_json(results), encoding="utf-8", newline="\n")
    print_results(Page(open_console(), Words(options.language)), results, target)


@contextlib.contextmanager
def _progress(console: Console, language: Language) -> Iterator[Callable[[Label], None]]:
    """Say on a terminal what is being done; elsewhere say nothing."""
    if not console.is_terminal:
        yield lambda _: None
        return
    # Hardly ever drawn anew: a display that turns would take time from what is measured.
    with console.status("", refresh_per_second=0.1) as status:
        yield lambda label: status.update(label.label(language))
