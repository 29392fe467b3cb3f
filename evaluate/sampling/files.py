"""Writes a sample into a folder, and keeps verdicts from being overwritten."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from gongkai.evaluate.sampling.design import DESIGN, Design
from gongkai.evaluate.sampling.errors import SamplingError
from gongkai.evaluate.sampling.precision_file import PRECISION
from gongkai.evaluate.sampling.sheet import SHEET, sheet_csv
from gongkai.evaluate.sampling.verdicts import has_verdicts

#: Endings of spreadsheets: what somebody may have made of the sheet.
_SPREADSHEETS: Final = frozenset({".csv", ".tsv", ".xlsx", ".xls", ".ods", ".et", ".numbers"})
_PARTIAL: Final = ".partial"


def check_target(directory: str | os.PathLike[str]) -> None:
    """Refuse a folder that may hold verdicts.

    Raises
    ------
    SamplingError
        If the folder holds a sheet with verdicts, one that cannot be understood, or another
        spreadsheet; or if it is no folder.
    """
    directory = Path(directory)
    if not directory.exists():
        return
    if not directory.is_dir():
        raise SamplingError(f"{directory} is no folder: choose another --output.")
    for path in sorted(directory.iterdir()):
        if path.suffix.lower() not in _SPREADSHEETS or path.name.startswith((".", "~$")):
            continue
        if path.name != SHEET or has_verdicts(path):
            raise SamplingError(
                f"{path} may hold verdicts, which are never overwritten: choose another --output."
            )


def write_sample(design: Design, directory: str | os.PathLike[str], language: str = "en") -> None:
    """Write ``design.json`` and ``sheet.csv``.

    Parameters
    ----------
    design
        A sample, as ``draw`` returns it.
    directory
        Where to write; made if it is not there. A sample without verdicts is replaced.
    language
        The language of the heads of columns: ``"en"`` or ``"zh"``.

    Raises
    ------
    SamplingError
        If the folder may hold verdicts, or cannot be written.
    """
    directory = Path(directory)
    check_target(directory)
    content = {
        DESIGN: (design.model_dump_json(indent=2) + "\n").encode(),
        # Excel takes Chinese without a byte order mark for another encoding.
        SHEET: sheet_csv(design.claims, language).encode("utf-8-sig"),
    }
    try:
        directory.mkdir(parents=True, exist_ok=True)
        for name, data in content.items():
            (directory / (name + _PARTIAL)).write_bytes(data)
        for name in content:
            (directory / (name + _PARTIAL)).replace(directory / name)
        (directory / PRECISION).unlink(missing_ok=True)  # it spoke of another sample
    except OSError as error:
        raise SamplingError(
            f"{directory} cannot be written ({error.strerror}): choose another --output."
        ) from error
