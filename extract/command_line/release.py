"""``gongkai evaluate release``: the figures of a release, for the model card."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def release(
    opened: Annotated[
        Path,
        typer.Option(
            "--opened",
            metavar="DIR",
            help="A folder with a folder for each test split that gongkai annotations open handed "
            "out.",
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="A model card, whose part on the release is replaced; else a new file.",
        ),
    ],
    model: Annotated[
        str, typer.Option("--model", metavar="MODEL", help="accurate, or the folder of a model.")
    ] = "accurate",
    designs: Annotated[
        Path | None,
        typer.Option(
            "--designs",
            metavar="FILE",
            help="The table of the search over designs, Markdown, which goes before the figures.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Measure a model on opened test texts and write its figures into its card. For maintainers.

    It is measured beside the rules and regular expressions. Of test texts nothing is written but
    figures; the most confident errors are shown of development texts.

    Example: gongkai evaluate release --opened sealed --output models/trained/weights/MODEL_CARD.md
    """
    from gongkai.evaluate.release_command_line import Request, run  # noqa: PLC0415 - when called

    run(Request(opened, model, output, designs))
