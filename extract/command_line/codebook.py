"""``gongkai codebook``: what every column of the tidy tables means."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from gongkai.extract.language import Language


class CodebookFormat(StrEnum):
    """The forms of the codebook."""

    MARKDOWN = "markdown"
    CSV = "csv"


def codebook(
    form: Annotated[
        CodebookFormat,
        typer.Option("--format", "-f", help="A page for people, or CSV with a line a column."),
    ] = CodebookFormat.MARKDOWN,
    language: Annotated[
        Language, typer.Option("--lang", help="The language of labels and meanings.")
    ] = Language.ENGLISH,
) -> None:
    """Print the codebook: each column of each tidy table with its meaning, unit and values.

    Example: gongkai codebook --format csv > codebook.csv
    """
    from gongkai.extract.codebook import rendering  # noqa: PLC0415 - pydantic is slow to load

    write = rendering.as_csv if form is CodebookFormat.CSV else rendering.as_markdown
    typer.echo(write(language), nl=False)
