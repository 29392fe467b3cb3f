"""The grammar on sentences marked by hand; ``marking`` explains the marks."""

from pathlib import Path

import pytest

from tests.models.quantities.marking import marked, unmarked

_FOLDER = Path(__file__).parent / "examples"
_EXAMPLES = [
    pytest.param(line, id=f"{path.stem}: {line}")
    for path in sorted(_FOLDER.glob("*.txt"))
    for line in path.read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("example", _EXAMPLES)
def test_exactly_what_is_marked_is_found(example: str) -> None:
    assert marked(unmarked(example)) == example


def test_there_are_hundreds_of_examples() -> None:
    assert len(_EXAMPLES) >= 300
