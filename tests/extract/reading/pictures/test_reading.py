import pytest

from gongkai.extract.errors import ReadError
from gongkai.extract.reading.pictures import read_picture, recognise_page
from gongkai.extract.reading.recognition import Recognition
from tests.extract.reading.pictures.drawing import blank_page


def missing() -> None:
    raise ImportError("no module named rapidocr")


def test_a_picture_is_not_read_where_recognition_is_not_wanted() -> None:
    with pytest.raises(ReadError, match="--ocr auto") as error:
        read_picture(b"", Recognition.NEVER)
    assert error.value.code == "no_text"


def test_without_the_extra_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.extract.reading.pictures.engine.load_engine", missing)
    with pytest.raises(ReadError, match=r"gongkai\[ocr\]") as error:
        recognise_page(blank_page(60, 80), 1, 60.0, 80.0)
    assert error.value.code == "missing_extra"
