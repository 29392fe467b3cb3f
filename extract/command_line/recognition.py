"""The option ``--ocr``, which several commands have."""

from __future__ import annotations

from typing import Annotated

import typer

from gongkai.extract.reading.recognition import Recognition

OcrOption = Annotated[
    Recognition,
    typer.Option(
        "--ocr",
        help="When text is recognised in pictures: never; auto, on pages and in pictures without "
        "text of their own; always, on every page of PDF files too. Needs gongkai[ocr].",
    ),
]
