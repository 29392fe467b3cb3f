import numpy as np
import pytest

from gongkai.extract.reading.pictures.transcribing import Alphabet

CHARACTERS = ["blank", "0", "1", "O", "o", "l", "，", ",", "年", " ", "-", "一"]


def heard(*steps: str) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Return probabilities in which each step, ``_`` for none, is the most likely."""
    table = np.full((len(steps), len(CHARACTERS)), 0.01, dtype=np.float32)
    for place, step in enumerate(steps):
        table[place, 0 if step == "_" else CHARACTERS.index(step)] = 0.8
    return table


def test_runs_of_one_character_are_one_and_those_parted_are_two() -> None:
    transcript = Alphabet(CHARACTERS).transcribe(heard("_", "1", "1", "_", "1", "年", "_"))
    assert transcript.text == "11年"
    assert transcript.places == ((1, 3), (4, 5), (5, 6))


def test_white_space_is_no_character() -> None:
    assert Alphabet(CHARACTERS).transcribe(heard("1", " ", "0")).text == "10"


@pytest.mark.parametrize(
    ("steps", "text"), [("1Ol", "101"), ("O", "0"), ("l", "1"), ("1，0", "1,0"), ("1-0", "1-0")]
)
def test_what_looks_like_a_figure_is_one_in_a_cell_of_figures(steps: str, text: str) -> None:
    alphabet = Alphabet(CHARACTERS)
    assert alphabet.transcribe(heard(*steps), is_figure_likely=True).text == text
    assert alphabet.transcribe(heard(*steps)).text == steps


@pytest.mark.parametrize("steps", ["O年", "一", "年"])
def test_words_in_a_cell_stay_words(steps: str) -> None:
    assert Alphabet(CHARACTERS).transcribe(heard(*steps), is_figure_likely=True).text == steps


def test_probabilities_of_characters_that_look_alike_are_added() -> None:
    table = heard("1", "_")
    table[0, CHARACTERS.index("1")], table[0, CHARACTERS.index("l")] = 0.5, 0.4
    sure = Alphabet(CHARACTERS).transcribe(table, is_figure_likely=True)
    assert sure.text == "1"
    assert sure.scores[0] == pytest.approx(0.9)
