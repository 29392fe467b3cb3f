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


@pytest.mark.parametrize(
    ("program", "loaded"),
    [
        ("import gongkai.evaluate", "[]"),
        ("import gongkai.evaluate.claims", "['pydantic']"),  # what is loaded is seen
        (
            "from gongkai.extract.command_line import main\n"
            "try: main(['evaluate', '--help'])\nexcept SystemExit: pass",
            "[]",
        ),
    ],
)
def test_nothing_heavy_is_loaded_before_it_is_used(program: str, loaded: str) -> None:
    heavy = ["scipy", "numpy", "pydantic", "spacy", "pyarrow", "selectolax"]
    program = f"import sys\n{program}\nprint([name for name in {heavy} if name in sys.modules])"
    printed = subprocess.run(  # noqa: S603 - this interpreter
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout
    assert printed.splitlines()[-1] == loaded
