"""``gongkai show``: records for people."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from gongkai.extract.claim_models import DEFAULT_MODEL
from gongkai.extract.command_line.models import MODEL_HELP, checked_name
from gongkai.extract.command_line.recognition import OcrOption
from gongkai.extract.language import Language, Words
from gongkai.extract.reading.recognition import Recognition

#: How many claims a summary shows over all its reports; at least one of each report.
SUMMARY_CLAIMS: Final = 12


def show(  # noqa: PLR0913, PLR0917 - typer takes the options from the signature
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE",
            help="Reports, folders of reports, zip files; records.jsonl or the folder with it.",
        ),
    ],
    summary: Annotated[
        bool,
        typer.Option(
            "--summary",
            help="A short form: contradictions, totals that are not 0, some telling claims.",
        ),
    ] = False,
    model: Annotated[
        str,
        typer.Option(
            "--model",
            metavar="NAME|DIR",
            help=f"For reports, which are extracted first: {MODEL_HELP}",
        ),
    ] = DEFAULT_MODEL,
    ocr: OcrOption = Recognition.AUTO,
    boxes: Annotated[
        bool,
        typer.Option(
            "--boxes",
            help="Show where on its page each claim stands, for formats with pages: left, top, "
            "right and bottom, in points from the top left corner.",
        ),
    ] = False,
    language: Annotated[
        Language, typer.Option("--lang", help="The language of labels and headings.")
    ] = Language.ENGLISH,
) -> None:
    """Print reports for people: contradictions, tables, claims with their sentences, facts.

    A number's bound is shown by a sign: ≥ at least, ≤ at most, ≈ about. Colours follow the
    terminal and NO_COLOR; COLUMNS sets the width where there is no terminal.

    Example: gongkai show --summary results/records.jsonl
    """
    from gongkai.extract.command_line.console import open_console, report_error  # noqa: PLC0415
    from gongkai.extract.command_line.display.page import Page  # noqa: PLC0415
    from gongkai.extract.command_line.display.report import (  # noqa: PLC0415
        print_report,
        print_summary,
    )
    from gongkai.extract.errors import GongkaiError  # noqa: PLC0415
    from gongkai.extract.record_files import count_records, load_records  # noqa: PLC0415

    checked_name(model)
    page = Page(open_console(), Words(language), shows_boxes=boxes)
    found = load_records(files, model, ocr)
    total = count_records(files) if summary else 0
    claims_left = SUMMARY_CLAIMS
    failed = False
    for place, record in enumerate(found):
        if isinstance(record, GongkaiError):
            report_error(str(record))
            failed = True
        elif summary:
            share = max(1, -(-claims_left // max(1, total - place)))
            print_summary(page, record, share)
            claims_left = max(0, claims_left - min(share, len(record.claims)))
        else:
            print_report(page, record)
    raise typer.Exit(1 if failed else 0)
