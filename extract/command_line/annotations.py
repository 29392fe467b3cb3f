"""``gongkai annotations``: annotations checked, counted, compared and converted."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

application = typer.Typer(
    name="annotations",
    help="Checks, counts, compares and converts annotations.",
    epilog="Example: gongkai annotations check my_corpus/",
    no_args_is_help=True,
)
CORPUS = typer.Argument(
    metavar="[PATH]",
    help="A corpus file or a folder of them; the corpus that comes with gongkai if left out.",
    show_default=False,
)


@application.command()
def check(
    path: Annotated[Path | None, CORPUS] = None,
    any_length: Annotated[
        bool, typer.Option("--any-length", help="Accept passages of any length.")
    ] = False,
) -> None:
    """Verify annotations: the markup, every reading, every reference, what is unmarked.

    The exit status is 1 when something is wrong.

    Example: gongkai annotations check my_corpus/
    """
    from gongkai.annotations import command_line  # noqa: PLC0415 - loaded when called

    if command_line.check(path, length=not any_length):
        raise typer.Exit(1)
