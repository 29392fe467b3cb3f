"""The options that say which columns of tables hold the reports."""

from __future__ import annotations

from typing import Annotated

import typer

TextColumnOption = Annotated[
    str | None,
    typer.Option(
        "--text-column",
        metavar="NAME",
        help="The column of Parquet files, or the key of JSON lines, that holds the text or the "
        "page of a report. By default it is known by its name.",
        show_default=False,
    ),
]
BytesColumnOption = Annotated[
    str | None,
    typer.Option(
        "--bytes-column",
        metavar="NAME",
        help="The column that holds the file of a report: bytes, or base64 in a column of text. "
        "By default it is known by its name.",
        show_default=False,
    ),
]
UriColumnOption = Annotated[
    str | None,
    typer.Option(
        "--uri-column",
        metavar="NAME",
        help="The column that says what a report is called. By default it is known by its name.",
        show_default=False,
    ),
]
