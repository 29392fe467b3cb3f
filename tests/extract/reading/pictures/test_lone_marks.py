import numpy as np
import pytest

from gongkai.extract.reading.pictures.images import Ink
from gongkai.extract.reading.pictures.lone_marks import told_by_shape
from gongkai.extract.reading.pictures.transcribing import Transcript

EM = 30.0


def read_as(text: str) -> Transcript:
    places = tuple((number, number + 1) for number in range(len(text)))
    return Transcript(text, places, (0.5,) * len(text))


def stroke(lean: float, height: int = 24, width: int = 3) -> Ink:
    """Draw a stroke whose top stands ``lean`` times its height to the right of its foot."""
    ink = np.zeros((height, round(height * abs(lean)) + width), dtype=np.uint8)
    for row in range(height):
        left = round((height - 1 - row) * lean)
        ink[row, left : left + width] = 255
    return ink


@pytest.mark.parametrize("heard", ["1", "/", "l", "7", ""])
@pytest.mark.parametrize("lean", [0.3, 0.45, 0.8])
def test_a_stroke_that_leans_is_a_slash(heard: str, lean: float) -> None:
    assert told_by_shape(read_as(heard), stroke(lean), EM).text == "/"


@pytest.mark.parametrize("lean", [0.0, 0.1, 0.18])
def test_an_upright_stroke_stays_a_figure(lean: float) -> None:
    assert told_by_shape(read_as("1"), stroke(lean), EM).text == "1"


@pytest.mark.parametrize("heard", ["一", "-", "——", ""])
def test_a_flat_stroke_is_a_dash(heard: str) -> None:
    assert told_by_shape(read_as(heard), np.full((3, 28), 255, np.uint8), EM).text == "—"


def test_other_characters_are_left_as_they_were_read() -> None:
    assert told_by_shape(read_as("12"), stroke(0.4), EM).text == "12"
    assert told_by_shape(read_as("无"), stroke(0.4), EM).text == "无"
