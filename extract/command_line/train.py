"""``gongkai train``: from annotated texts to a model."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def train(  # noqa: PLR0913, PLR0917 - typer takes the options from the signature
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            help="Where the model goes: config, weights, and its card, MODEL_CARD.md.",
        ),
    ],
    corpus: Annotated[
        Path | None,
        typer.Option(
            "--corpus",
            metavar="PATH",
            help="Your own annotations; what comes with gongkai if left out. A split dev is held "
            "out for calibration and figures, else every fifth text is.",
            show_default=False,
        ),
    ] = None,
    format_name: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="NAME",
            help="The format of --corpus, as for gongkai annotations import; the markup if left "
            "out.",
            show_default=False,
        ),
    ] = None,
    base: Annotated[
        str | None,
        typer.Option(
            "--base",
            metavar="MODEL",
            help="Go on from this model, accurate or the folder of one, instead of from nothing.",
            show_default=False,
        ),
    ] = None,
    epochs: Annotated[
        int | None,
        typer.Option(
            "--epochs",
            min=1,
            max=200,
            help="How often the networks see the texts.",
            show_default=False,
        ),
    ] = None,
    seed: Annotated[
        int, typer.Option("--seed", min=0, help="The beginning of everything random.")
    ] = 0,
) -> None:
    """Train a model on annotated texts, and calibrate its confidences.

    Takes up to half an hour on two cores. The same texts and options give the same model.
    Nothing of a sealed split is read.

    Example: gongkai train --corpus my-annotations --format brat --base accurate --output my-model
    """
    from gongkai.training.command_line import Request, run  # noqa: PLC0415 - heavy

    run(Request(output, corpus, format_name, base, epochs, seed))
