"""``gongkai evaluate formats``: how right each format of documents is read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gongkai.extract.claim_models import DEFAULT_MODEL
from gongkai.extract.command_line.models import MODEL_HELP, checked_model
from gongkai.extract.language import Language


def formats(
    names: Annotated[
        str,
        typer.Option(
            "--formats",
            metavar="NAME,NAME,...",
            help="Formats, or families of them: text, html, mhtml, zip, word, office, pdf, "
            "picture. All, if not given.",
            show_default=False,
        ),
    ] = "",
    reports: Annotated[
        int | None,
        typer.Option(
            "--reports",
            min=1,
            metavar="N",
            help="How many of the reports, spread evenly; all, if not given.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="A JSON file for the figures of every report, and every difference.",
            show_default=False,
        ),
    ] = None,
    model: Annotated[
        str, typer.Option("--model", metavar="NAME|DIR", help=MODEL_HELP)
    ] = DEFAULT_MODEL,
    language: Annotated[
        Language, typer.Option("--lang", help="The language of what is printed.")
    ] = Language.ENGLISH,
) -> None:
    """Render the same reports in every format, read them and compare the records.

    The reports are the samples and the whole reports of corpus:dev. Each record is held against
    the annotation, and against that of the same report as plain text. Formats that need what
    this machine lacks (LibreOffice, a Chinese font, gongkai[ocr]) are named as left out.

    Example: gongkai evaluate formats --formats html,word,pdf --reports 10
    """
    checked_model(model)
    from gongkai.evaluate.formats.command_line import Options, run  # noqa: PLC0415 - when called

    chosen = tuple(name.strip() for name in names.split(",") if name.strip())
    run(Options(chosen, reports, output, model, language))
