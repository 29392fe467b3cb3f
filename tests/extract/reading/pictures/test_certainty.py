import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.extract.reading.pictures.certainty import certainties


@given(st.lists(st.floats(0, 1), min_size=1, max_size=6))
def test_certainties_are_probabilities(scores: list[float]) -> None:
    found = certainties("1" * len(scores), scores)
    assert len(found) == len(scores)
    assert all(0 < each < 1 for each in found)


@pytest.mark.parametrize("text", ["7", "年"])
def test_a_higher_score_is_surer(text: str) -> None:
    low, high = (certainties(text, [score])[0] for score in (0.5, 0.999))
    assert low < high
    assert high > 0.9
