"""How the folder of a bulk run is told, by whoever has to leave it alone."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Final

RUN: Final = "run.json"
MANIFEST: Final = "manifest"


def are_of_run(names: Collection[str]) -> bool:
    """Tell by the names in a folder whether it is that of a bulk run."""
    return RUN in names and MANIFEST in names


def holds_run(folder: Path) -> bool:
    """Tell whether a folder is that of a bulk run."""
    return (folder / RUN).is_file() and (folder / MANIFEST).is_dir()
