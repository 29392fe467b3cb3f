"""The limits of the readers are in one module, and the guide gives their figures."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gongkai.extract.reading import limits

PAGE = (Path(__file__).parents[3] / "docs" / "limits.md").read_text(encoding="utf-8")
MODULE = Path(limits.__file__).read_text(encoding="utf-8")
NAMES = [name for name in vars(limits) if name.isupper()]
UNITS = ((2**30, "GiB"), (2**20, "MiB"), (2**10, "KiB"))
_ROW = re.compile(r"^\| `([A-Z_]+)` \| ([^|]+?) \|", re.MULTILINE)


def figure(name: str) -> str:
    """Return a limit as the guide writes it."""
    value = getattr(limits, name)
    assert isinstance(value, int | float)
    if name.endswith("_BYTES"):
        for unit, sign in UNITS:
            if value % unit == 0:
                return f"{value // unit:,} {sign}"
    return f"{value:,}"


def test_the_guide_gives_every_limit_with_its_figure() -> None:
    shown = dict(_ROW.findall(PAGE))
    assert shown == {name: figure(name) for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_every_limit_is_explained_where_it_stands(name: str) -> None:
    above = MODULE[: MODULE.index(f"\n{name}: Final")].split("\n")
    while ": Final" in above[-1]:  # limits that share their explanation
        above.pop()
    assert above[-1].startswith("#: ")
    assert getattr(limits, name) > 0


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("SOME_BYTES", 64 * 2**20, "64 MiB"),
        ("SOME_BYTES", 1000, "1,000"),
        ("SOME_SECONDS", 0.5, "0.5"),
        ("SOME", 20_000, "20,000"),
    ],
)
def test_figures_are_written_with_their_units(
    name: str, value: float, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, name, value, raising=False)
    assert figure(name) == expected
