"""``gongkai text``: the plain text that offsets point into."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from gongkai.extract.command_line.recognition import OcrOption
from gongkai.extract.reading.recognition import Recognition


def text(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A report.")],
    ocr: OcrOption = Recognition.AUTO,
) -> None:
    """Print the text of a report, to which all offsets of its record refer.

    Into a file or a pipe the text goes unchanged, as UTF-8; on a terminal control characters
    are left out.

    Example: gongkai text report.html > report.txt
    """
    from gongkai.extract.inputs import only_input  # noqa: PLC0415
    from gongkai.extract.safe_text import without_controls  # noqa: PLC0415
    from gongkai.extract.work import read_document  # noqa: PLC0415

    content = read_document(only_input(str(file)), ocr).text
    if sys.stdout.isatty():
        content = without_controls(content)
        content = content if content.endswith("\n") else content + "\n"
    sys.stdout.flush()
    sys.stdout.buffer.write(content.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
