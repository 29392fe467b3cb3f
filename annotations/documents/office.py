"""Documents converted by LibreOffice: the formats that only an office suite writes.

One start takes seconds, so many documents are converted at once.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

_PROGRAMS: Final = ("soffice", "libreoffice")
_SECONDS: Final = 150
#: What LibreOffice is asked for, by the ending of the file. A .wps file of today is a .doc file.
_TARGETS: Final = {
    "doc": ("doc:MS Word 97", "doc"),
    "wps": ("doc:MS Word 97", "doc"),
    "rtf": ("rtf:Rich Text Format", "rtf"),
    "odt": ("odt", "odt"),
    "docx": ("docx:MS Word 2007 XML", "docx"),
    "pdf": ("pdf", "pdf"),
}


class ConversionError(Exception):
    """LibreOffice did not write what it was asked for."""


@cache
def office_program() -> str | None:
    """Return the path of LibreOffice, ``None`` if it is not installed."""
    named = os.environ.get("GONGKAI_SOFFICE")
    return named or next((path for name in _PROGRAMS if (path := shutil.which(name))), None)


def convert(documents: Sequence[bytes], ending: str) -> list[bytes]:
    """Convert Word files to another format.

    Parameters
    ----------
    documents
        The .docx files.
    ending
        ``doc``, ``wps``, ``rtf``, ``odt``, ``docx`` (as LibreOffice writes it) or ``pdf``.

    Raises
    ------
    ConversionError
        If LibreOffice is not there, takes too long or leaves a document out.
    """
    program = office_program()
    if program is None:
        raise ConversionError("LibreOffice is not installed: install it, or leave the format out.")
    target, written = _TARGETS[ending]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "in").mkdir()
        sources = [root / "in" / f"{number}.docx" for number in range(len(documents))]
        for path, document in zip(sources, documents, strict=True):
            path.write_bytes(document)
        _run(
            [program, "--headless", f"-env:UserInstallation={(root / 'profile').as_uri()}",
             "--convert-to", target, "--outdir", str(root / "out"), *map(str, sources)]
        )  # fmt: skip
        results = [root / "out" / f"{path.stem}.{written}" for path in sources]
        if missing := [path.name for path in results if not path.is_file()]:
            raise ConversionError(f"LibreOffice did not write {', '.join(missing)}.")
        return [path.read_bytes() for path in results]


def _run(command: Sequence[str]) -> None:
    try:
        subprocess.run(command, capture_output=True, check=False, timeout=_SECONDS)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise ConversionError(
            f"LibreOffice took more than {_SECONDS} seconds: give it fewer documents."
        ) from error
