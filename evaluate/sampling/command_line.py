"""``gongkai evaluate sample`` once its arguments are known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from gongkai.evaluate.sampling.design import Design, read_design
from gongkai.evaluate.sampling.display import print_estimates, print_sample
from gongkai.evaluate.sampling.drawing import DrawOptions, draw
from gongkai.evaluate.sampling.estimation import PrecisionEstimates, estimate
from gongkai.evaluate.sampling.files import check_target, write_sample
from gongkai.evaluate.sampling.precision_file import PRECISION, precision_json
from gongkai.evaluate.sampling.verdicts import read_verdicts
from gongkai.extract.command_line.console import open_console, report_error
from gongkai.extract.command_line.display.page import Page
from gongkai.extract.errors import GongkaiError
from gongkai.extract.language import Language, Words
from gongkai.extract.record_files import load_records
from gongkai.models.record import Record


def draw_sample(
    arguments: Sequence[str], directory: Path, options: DrawOptions, language: Language
) -> Design:
    """Draw claims from records and write the sheet and the design.

    Raises
    ------
    GongkaiError
        If nothing can be drawn, or the folder may hold verdicts.
    """
    check_target(directory)  # before a million records are read for nothing
    design = draw(_with_errors_told(load_records(arguments)), options)
    write_sample(design, directory, options.language)
    print_sample(Page(open_console(), Words(language)), design, directory)
    return design


def score_sample(directory: Path, language: Language) -> PrecisionEstimates:
    """Read the verdicts of a sheet, write ``precision.json`` and print the estimates.

    Raises
    ------
    GongkaiError
        If the sheet or the design cannot be read, or they do not belong together.
    OSError
        If the figures cannot be written.
    """
    design = read_design(directory)
    verdicts = read_verdicts(directory, design)
    estimates = estimate(design, verdicts.by_number)
    target = directory / PRECISION
    target.write_text(precision_json(design, verdicts, estimates), encoding="utf-8", newline="\n")
    page = Page(open_console(), Words(language))
    print_estimates(page, design, verdicts, estimates, target)
    return estimates


def _with_errors_told(
    records: Iterator[Record | GongkaiError],
) -> Iterator[Record | GongkaiError]:
    for record in records:
        if isinstance(record, GongkaiError):
            report_error(str(record))
        yield record
