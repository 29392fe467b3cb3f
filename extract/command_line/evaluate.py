"""``gongkai evaluate``: how right records are, by annotations."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gongkai.extract.command_line.extract import MODELS
from gongkai.extract.command_line.wording import Language


def evaluate(  # noqa: PLR0913, PLR0917 - typer takes the options from the signature
    gold: Annotated[
        Path,
        typer.Argument(
            metavar="GOLD",
            help="Annotations: a JSON file, a folder of files ending in .gold.json, or a file of "
            "records (records.jsonl).",
        ),
    ],
    predicted: Annotated[
        str,
        typer.Argument(
            metavar="PREDICTED",
            help="A file of records (records.jsonl) or a folder that holds one; else reports, "
            "whose records are extracted first.",
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="DIR", help="Where metrics.json goes; an old one is replaced."
        ),
    ],
    errors: Annotated[
        bool, typer.Option("--errors", help="Print every error in its sentence.")
    ] = False,
    allow_missing: Annotated[
        bool,
        typer.Option(
            "--allow-missing",
            help="Count annotated reports without a prediction as reports in which nothing was "
            "found. Without it they are an error.",
        ),
    ] = False,
    model: Annotated[
        str,
        typer.Option("--model", metavar="NAME", help="The claim model for reports: rules."),
    ] = "rules",
    language: Annotated[
        Language, typer.Option("--lang", help="The language of what is printed.")
    ] = Language.ENGLISH,
) -> None:
    """Score claims, cells, problems and improvements against annotations.

    Reports are brought together by their names. The exit status is 0 when the scores were
    written, whatever they are.

    Example: gongkai evaluate gold/ results/records.jsonl --output scores --errors
    """
    if model not in MODELS:
        raise typer.BadParameter(
            f"There is no model {model!r}: choose from {', '.join(MODELS)}.", param_hint="--model"
        )
    from gongkai.evaluate.command_line import Options, run  # noqa: PLC0415 - loaded when called

    run(Options(gold, predicted, output, errors, allow_missing, language))
