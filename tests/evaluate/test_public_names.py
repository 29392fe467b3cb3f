"""The public calls: all there, and free until they are used."""

from __future__ import annotations

import subprocess
import sys

import pytest

import gongkai.evaluate as public


def test_every_public_name_can_be_imported() -> None:
    assert "score_claims" in public.__all__
    for name in public.__all__:
        assert callable(getattr(public, name))
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        public.nothing  # noqa: B018


def loaded_by(program: str, names: list[str]) -> str:
    """Return which of the named modules a program loads, as a fresh interpreter prints them."""
    program = f"import sys\n{program}\nprint([name for name in {names} if name in sys.modules])"
    printed = subprocess.run(  # noqa: S603 - this interpreter
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout
    return printed.splitlines()[-1]


def test_nothing_heavy_is_loaded_before_it_is_used() -> None:
    heavy = ["scipy", "numpy", "pydantic", "spacy", "pyarrow", "selectolax"]
    assert loaded_by("import gongkai.evaluate", heavy) == "[]"
    assert loaded_by("import gongkai.evaluate.scores.claims", heavy) == "['pydantic']"


def test_help_comes_without_loading_the_evaluation() -> None:
    program = (
        "from gongkai.extract.command_line import main\n"
        "try: main(['evaluate', '--help'])\nexcept SystemExit: pass"
    )
    heavy = ["gongkai.evaluate.command_line", "gongkai.evaluate.evaluation", "scipy", "numpy"]
    assert loaded_by(program, heavy) == "[]"
