"""``gongkai evaluate floors``: whether figures are where they were."""

from __future__ import annotations

from typing import Annotated

import typer

from gongkai.extract.language import Language


def floors(
    reason: Annotated[
        str | None,
        typer.Option(
            "--raise",
            metavar="REASON",
            help="Raise every floor to the figure of now, and say what made it better. For "
            "developers: it changes the file of the package.",
        ),
    ] = None,
    language: Annotated[
        Language, typer.Option("--lang", help="The language of what is printed.")
    ] = Language.ENGLISH,
) -> None:
    """Measure the models on dev and samples, the table reader on samples; compare with floors.

    The exit status is 1 when a figure is below its floor.

    Example: gongkai evaluate floors
    """
    if reason is not None and not reason.strip():
        raise typer.BadParameter(
            "The reason is empty: say what made the figures better.", param_hint="--raise"
        )
    from gongkai.evaluate.floors_display import run  # noqa: PLC0415 - loaded when called

    if not run(reason, language):
        raise typer.Exit(1)
