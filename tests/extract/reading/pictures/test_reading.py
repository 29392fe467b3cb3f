from io import BytesIO

import pytest
from PIL import Image

from gongkai.extract.errors import ReadError
from gongkai.extract.reading.pictures import read_picture, read_pictures, recognise_page
from gongkai.extract.reading.recognition import Recognition
from tests.extract.reading.pictures.drawing import BlockReader, blank_page, draw_block


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


def page_with_a_block() -> bytes:
    page = blank_page()
    draw_block(page, 600, 400)
    file = BytesIO()
    Image.fromarray(page).save(file, "PNG")
    return file.getvalue()


def test_several_files_are_the_pages_of_one_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.extract.reading.pictures.engine.load_engine", BlockReader)
    page = page_with_a_block()
    contents = read_pictures([page, b"no picture", page], Recognition.AUTO)
    assert contents.text.split() == ["7", "7"]
    assert [notice.code for notice in contents.notices] == ["page_damaged"]
    assert contents.layout is not None
    assert set(contents.layout.pages.tolist()) >= {1, 2}


def test_if_no_file_can_be_read_the_fault_of_the_first_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("gongkai.extract.reading.pictures.engine.load_engine", BlockReader)
    with pytest.raises(ReadError, match="cannot be decoded") as error:
        read_pictures([b"no picture", b""], Recognition.AUTO)
    assert error.value.code == "damaged"
