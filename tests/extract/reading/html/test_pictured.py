"""Reports that a page shows as pictures are recognised, as long as they came with the page."""

from __future__ import annotations

import base64
import os
from collections.abc import Sequence
from io import BytesIO

import pytest

from gongkai.extract.errors import ReadError
from gongkai.extract.reading import read
from gongkai.extract.reading.limits import HTML_CHARACTERS
from gongkai.models.document import Document
from tests.extract.reading.html.archives import Part, archive
from tests.extract.reading.html.sites import LINES, TABLE, TITLE

pytest.importorskip("PIL")
pytest.importorskip("cv2")

from PIL import Image

from tests.extract.reading.pictures.drawing import BlockReader, blank_page, draw_block

PROSE = "现将本机关的年度报告公布如下，欢迎社会各界监督。"


@pytest.fixture(autouse=True)
def engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read every block of a page as a 7."""
    monkeypatch.setattr("gongkai.extract.reading.pictures.engine.load_engine", BlockReader)


def picture(blocks: int = 1, width: int = 1240, height: int = 900) -> bytes:
    """Return a page with blocks below each other, larger than any icon."""
    page = blank_page(width, height)
    for number in range(blocks):
        draw_block(page, width // 2, 200 + 100 * number)
    file = BytesIO()
    Image.fromarray(page).convert("L").save(file, "BMP")
    return file.getvalue()


def written_in(data: bytes, media_type: str = "image/bmp") -> str:
    return f"data:{media_type};base64,{base64.b64encode(data).decode()}"


def markup(pictures: Sequence[str], body: str = "") -> str:
    shown = "".join(f"<p><img src='{each}'></p>" for each in pictures)
    return (
        f"<html><head><title>{TITLE}_云县人民政府</title></head>"
        f"<body><h1>{TITLE}</h1>{body}<div id=zoom>{shown}</div></body></html>"
    )


def sevens(document: Document) -> list[int]:
    """Return the pages on which a 7 was read, in order."""
    assert document.layout is not None
    pages = document.layout.pages.tolist()
    return [page for character, page in zip(document.text, pages, strict=True) if character == "7"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_pictures_in_the_addresses_of_a_page_are_read_in_their_order(encoding: str) -> None:
    page = markup([written_in(picture(2)), written_in(picture(1)), written_in(picture(3))])
    document = read(page.encode(encoding))
    assert sevens(document) == [1, 1, 2, 3, 3, 3]
    assert document.metadata.title == TITLE
    assert document.source.media_type == "text/html"
    assert document.source.encoding is not None


@pytest.mark.parametrize(
    ("fields", "address"),
    [
        ({"Content-Location": "http://www.yun.test/nb/a.bmp"}, "a.bmp"),
        ({"Content-Location": "http://www.yun.test/nb/a.bmp"}, "http://www.yun.test/nb/a.bmp#1"),
        ({"Content-Location": "a.bmp"}, "a.bmp"),
        ({"Content-ID": "<one@yun.test>"}, "cid:one@yun.test"),
    ],
)
def test_pictures_in_a_web_archive_are_found_by_their_addresses(
    fields: dict[str, str], address: str
) -> None:
    page = Part(
        markup([address]).encode(), fields={"Content-Location": "http://www.yun.test/nb/1.html"}
    )
    data = archive(page, Part(picture(2), "image/bmp", "base64", fields))
    document = read(data)
    assert sevens(document) == [1, 1]
    assert document.metadata.title == TITLE
    assert document.source.media_type == "multipart/related"


def test_the_frame_with_the_pictures_is_read() -> None:
    frame = Part(markup(["cid:p"]).encode(), fields={"Content-Location": "f.html"})
    root = Part(f"<h1>{TITLE}</h1><iframe src='f.html'></iframe>".encode())
    data = archive(root, frame, Part(picture(1), "image/bmp", "base64", {"Content-ID": "<p>"}))
    assert sevens(read(data)) == [1]


def test_prose_of_the_page_stands_above_what_its_pictures_say() -> None:
    document = read(markup([written_in(picture(2))], f"<p>{PROSE}</p>").encode())
    assert document.text.splitlines()[0] == PROSE
    assert sevens(document) == [1, 1]
    texts = [block.span.of(document.text) for block in document.blocks]
    assert "\n".join(texts) == document.text


def test_where_nothing_may_be_recognised_the_option_is_named() -> None:
    page = markup([written_in(picture())]).encode()
    with pytest.raises(ReadError, match=r"pictures \(1\).*--ocr auto") as error:
        read(page, ocr="never")
    assert error.value.code == "no_text"


def test_where_nothing_may_be_recognised_a_page_with_prose_has_a_notice() -> None:
    page = markup([written_in(picture())], f"<p>{PROSE}</p>").encode()
    document = read(page, ocr="never")
    assert [notice.code for notice in document.notices] == ["pictures_not_read"]
    assert "within the page" in document.notices[0].message


def test_without_the_extra_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise ImportError("no module named rapidocr")

    monkeypatch.setattr("gongkai.extract.reading.pictures.engine.load_engine", missing)
    with pytest.raises(ReadError, match=r"gongkai\[ocr\]") as error:
        read(markup([written_in(picture())]).encode())
    assert error.value.code == "missing_extra"


@pytest.mark.parametrize("ocr", ["auto", "never"])
def test_pictures_elsewhere_are_not_fetched_and_the_page_says_so(ocr: str) -> None:
    page = markup(["http://www.yun.test/W020230116.jpg", "./W020230117.jpg"]).encode()
    with pytest.raises(ReadError, match=r"pictures \(2, the first: .*mhtml") as error:
        read(page, ocr=ocr)
    assert "never fetched" in str(error.value)


def test_a_page_with_a_sentence_above_pictures_elsewhere_has_a_notice() -> None:
    document = read(markup(["./W020230116.jpg"], f"<p>{PROSE}</p>").encode())
    assert [notice.code for notice in document.notices] == ["pictures_not_read"]
    assert "W020230116.jpg" in document.notices[0].message


def test_codes_and_seals_are_no_pages() -> None:
    small = written_in(picture(1, 300, 300))
    with pytest.raises(ReadError, match="pictures") as error:
        read(markup([small]).encode())
    assert error.value.code == "no_text"


def test_pictures_of_a_report_with_text_are_not_read() -> None:
    lines = "".join(f"<p>{line}</p>" for line in LINES[:6])
    document = read(markup([written_in(picture())], f"{lines}{TABLE}").encode())
    assert document.layout is None


def test_a_damaged_picture_is_left_out() -> None:
    broken = written_in(picture()[:-500_000])
    page = markup([broken, written_in(picture(2))]).encode()
    document = read(page)
    assert sevens(document) == [1, 1]
    assert [notice.code for notice in document.notices] == ["page_damaged"]


def test_a_page_may_hold_more_of_pictures_than_of_markup() -> None:
    lines = "".join(f"<p>{line}</p>" for line in LINES)
    large = written_in(os.urandom(HTML_CHARACTERS))
    assert read(markup([large], lines).encode()).text.count("\n") >= len(LINES) - 1


def test_text_about_such_addresses_is_left_as_it_is() -> None:
    text = "一、总体情况\n" + written_in(b"a" * 2_000)
    assert read(text.encode()).text == text
