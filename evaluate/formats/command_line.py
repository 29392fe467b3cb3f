"""``gongkai evaluate formats`` once its options are known: render, read, compare, print."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from gongkai.annotations.documents import DraftedReport, drafted_reports, formats_of
from gongkai.annotations.documents.office import ConversionError
from gongkai.evaluate.formats.display import print_results
from gongkai.evaluate.formats.measuring import measure_formats
from gongkai.evaluate.formats.results_file import results_json
from gongkai.extract.command_line.console import open_console
from gongkai.extract.command_line.display.page import Page
from gongkai.extract.errors import GongkaiError
from gongkai.extract.inputs import InputError
from gongkai.extract.language import Language, Words


@dataclass(frozen=True, slots=True)
class Options:
    """The options of the command.

    Attributes
    ----------
    formats
        Names of formats or of their families; all, if empty.
    reports
        How many reports; ``None`` for all.
    output
        The JSON file that is written, ``None`` for none.
    model
        What reads the narrative.
    language
        The language of what is printed.
    """

    formats: Sequence[str] = ()
    reports: int | None = None
    output: Path | None = None
    model: str = "accurate"
    language: Language = Language.ENGLISH


def run(options: Options) -> None:
    """Measure formats, write the figures and print them.

    Raises
    ------
    GongkaiError
        If there is no such format, none can be measured, or a process or LibreOffice fails.
    OSError
        If the figures cannot be written.
    """
    try:
        formats = formats_of(options.formats)
    except ValueError as error:
        raise InputError(str(error)) from error
    if options.output is not None:
        if options.output.is_dir():
            raise InputError(f"{options.output} is a folder: give --output a file.")
        options.output.parent.mkdir(parents=True, exist_ok=True)  # before minutes are spent
    chosen = spread(drafted_reports(), options.reports)
    with _progress(open_console(errors=True)) as tell:
        try:
            results = measure_formats(formats, chosen, model=options.model, tell=tell)
        except ConversionError as error:
            raise InputError(str(error)) from error
    if options.output is not None:
        options.output.write_text(results_json(results), encoding="utf-8", newline="\n")
    print_results(Page(open_console(), Words(options.language)), results, options.output)
    if not results.formats:
        raise GongkaiError("No format was measured: install what is named as missing.")


def spread(reports: Sequence[DraftedReport], number: int | None) -> Sequence[DraftedReport]:
    """Choose so many reports, evenly from all of them, so that few are of all sorts."""
    if number is None or number >= len(reports):
        return reports
    return [reports[len(reports) * place // number] for place in range(number)]


@contextlib.contextmanager
def _progress(console: Console) -> Iterator[Callable[[str], None]]:
    """Say on a terminal which format is measured; elsewhere say nothing."""
    if not console.is_terminal:
        yield lambda _: None
        return
    with console.status("", refresh_per_second=0.1) as status:
        yield status.update
