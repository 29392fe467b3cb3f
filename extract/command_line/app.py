"""The commands put together, and what happens when one of them cannot go on."""

from __future__ import annotations

from typing import Annotated

import typer

from gongkai.extract.command_line.annotations import application as annotations_application
from gongkai.extract.command_line.benchmark import application as benchmark_application
from gongkai.extract.command_line.bulk import application as bulk_application
from gongkai.extract.command_line.changes import changes
from gongkai.extract.command_line.codebook import codebook
from gongkai.extract.command_line.duplicates import duplicates
from gongkai.extract.command_line.evaluate import application as evaluate_application
from gongkai.extract.command_line.extract import extract
from gongkai.extract.command_line.schema import schema
from gongkai.extract.command_line.show import show
from gongkai.extract.command_line.text import text
from gongkai.extract.command_line.train import train

app = typer.Typer(
    name="gongkai",
    help="Reads Chinese government information disclosure annual reports and turns each into "
    "one record.",
    epilog="Example: gongkai extract reports/ --output results",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (extract, show, text, schema, codebook, duplicates, changes, train):
    app.command()(command)
app.add_typer(bulk_application)
app.add_typer(evaluate_application)
app.add_typer(annotations_application)
app.add_typer(benchmark_application)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415 - reads the disk

        typer.echo(f"gongkai {version('gongkai')}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version and exit."
        ),
    ] = False,
) -> None:
    del version  # its callback has answered
