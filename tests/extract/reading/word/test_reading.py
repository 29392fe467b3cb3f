"""What a Word file says about itself, and pages and pictures that stand for its text."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from types import ModuleType

import numpy as np
import pytest

from gongkai.extract.errors import ReadError
from gongkai.extract.reading.contents import Contents
from gongkai.extract.reading.recognition import Recognition
from gongkai.extract.reading.rendering import PlacedCell, PlacedTable, Prose, render
from gongkai.extract.reading.word import read_word
from gongkai.models.document import Grid, Notice, Span
from gongkai.models.layout import Layout
from tests.extract.reading.word.files import cell, paragraph, table, word_file

_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TITLE = "临河县2023年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (f"{_OFFICE}.document.main+xml", f"{_OFFICE}.document"),
        (f"{_OFFICE}.template.main+xml", f"{_OFFICE}.template"),
        (
            "application/vnd.ms-word.document.macroEnabled.main+xml",
            "application/vnd.ms-word.document.macroEnabled.12",
        ),
        (
            "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
            "application/vnd.ms-word.template.macroEnabled.12",
        ),
        ("text/plain", f"{_OFFICE}.document"),
    ],
)
def test_the_media_type_is_that_of_the_main_part(said: str, expected: str) -> None:
    contents = read_word(word_file(paragraph("甲"), media_type=said))
    assert contents.media_type == expected
    assert contents.encoding is None


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (TITLE, TITLE),
        (f" {TITLE}.docx", TITLE),
        ("1", None),
        ("", None),
        ("公文模板", None),
        (f"{TITLE}&#7;", None),
        (TITLE * 20, None),
    ],
)
def test_the_title_is_believed_if_it_is_that_of_a_report(said: str, expected: str | None) -> None:
    core = (
        '<c:coreProperties xmlns:c="urn:c" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{said}</dc:title></c:coreProperties>"
    )
    contents = read_word(word_file(paragraph("甲"), {"docProps/core.xml": core}))
    assert contents.metadata.title == expected


@pytest.mark.parametrize(
    ("ending", "page"),
    [
        ("html", f"<h1>{TITLE}</h1><p>全年公开12条。</p>".encode()),
        ("html", f'<meta charset="gb2312"><h1>{TITLE}</h1><p>全年公开12条。</p>'.encode("gb2312")),
    ],
)
def test_a_page_that_stands_for_the_text_is_read(ending: str, page: bytes) -> None:
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="{ending}" ContentType="text/html"/></Types>'
    )
    related = f'<Relationship Id="p" Type="{_KINDS}/aFChunk" Target="page.{ending}"/>'
    data = word_file(
        '<w:altChunk r:id="p"/>' + paragraph("完"),
        {"[Content_Types].xml": types, f"word/page.{ending}": page},
        related=related,
    )
    assert read_word(data).text == f"{TITLE}\n全年公开12条。\n完"


def test_a_page_of_another_format_is_told() -> None:
    related = f'<Relationship Id="p" Type="{_KINDS}/aFChunk" Target="a.bin"/>'
    data = word_file(
        '<w:altChunk r:id="p"/>' + paragraph("完"), {"word/a.bin": "x"}, related=related
    )
    assert [notice.code for notice in read_word(data).notices] == ["part_not_read"]


PICTURE = f'<Relationship Id="i" Type="{_KINDS}/image" Target="media/a.png"/>'


def picture(width: int = 400, height: int = 300) -> str:
    size = f'<wp:extent cx="{width * 12700}" cy="{height * 12700}"/>'
    return (
        f"<w:p><w:r><w:drawing><wp:inline>{size}<a:blip r:embed='i'/></wp:inline></w:drawing>"
        "</w:r></w:p>"
    )


def old_picture(style: str) -> str:
    return (
        f"<w:p><w:r><w:pict><v:shape style='{style}'><v:imagedata r:id='i'/></v:shape></w:pict>"
        "</w:r></w:p>"
    )


def with_picture(body: str, name: str = "a.png") -> bytes:
    return word_file(
        body, {f"word/media/{name}": b"picture"}, related=PICTURE.replace("a.png", name)
    )


def reads_pictures(monkeypatch: pytest.MonkeyPatch, result: Contents | ReadError) -> list[bytes]:
    """Put a reader of pictures in the place of the real one; return what it is given at once."""
    given: list[bytes] = []

    def read_pictures(files: Iterable[bytes], recognition: Recognition) -> Contents:
        given.append(b" ".join(files))
        if isinstance(result, ReadError):
            raise result
        return result

    module = ModuleType("gongkai.extract.reading.pictures")
    module.read_pictures = read_pictures  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return given


def recognised() -> Contents:
    cells = [PlacedCell(0, 0, 1, 1, "规章"), PlacedCell(0, 1, 1, 1, "12")]
    text, blocks = render([Prose("二、主动公开"), PlacedTable(1, 2, cells)])
    certainties = np.linspace(0.5, 1.0, len(text), dtype=np.float32)
    count = len(text)
    layout = Layout(np.ones(count, np.int32), np.zeros((count, 4), np.float32), certainties)
    return Contents(text, blocks, "image/png", layout=layout, notices=(Notice("x", "y"),))


def test_large_pictures_of_a_report_without_tables_are_read_in_their_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = reads_pictures(monkeypatch, recognised())
    body = paragraph("甲") + picture() + paragraph("乙")
    contents = read_word(with_picture(body))
    assert given == [b"picture"]
    assert contents.text == "甲\n二、主动公开\n规章\t12\n乙"
    assert isinstance(contents.blocks[2], Grid)
    assert [notice.code for notice in contents.notices] == ["x"]
    assert contents.layout is not None
    assert contents.layout.place(Span(2, 8)) is None
    start = contents.text.index("12")
    source = recognised()
    assert source.layout is not None
    there = source.text.index("12")
    assert contents.layout.certainty(Span(start, start + 2)) == pytest.approx(
        source.layout.certainty(Span(there, there + 2))
    )
    assert contents.layout.certainty(Span(0, 1)) == 1.0


@pytest.mark.parametrize(
    "body",
    [
        picture(50, 50) + paragraph("甲"),
        old_picture("width:1in;height:1in") + paragraph("甲"),
        f"<w:p><w:r><w:drawing><a:blip r:link='i'/></w:drawing></w:r></w:p>{paragraph('甲')}",
    ],
)
def test_small_pictures_and_those_elsewhere_are_not_read(
    body: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = reads_pictures(monkeypatch, recognised())
    contents = read_word(with_picture(body))
    assert (given, contents.notices) == ([], ())


@pytest.mark.parametrize(
    "style", ["width:300pt;height:5in", "position:absolute; height:20cm;width:30cm"]
)
def test_pictures_of_old_files_are_read(style: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not reads_pictures(monkeypatch, recognised())
    assert "规章" in read_word(with_picture(old_picture(style))).text


@pytest.mark.parametrize(
    ("name", "text"), [("a.emf", paragraph("甲")), ("a.png", table(cell("甲") + cell("1")))]
)
def test_drawings_and_pictures_beside_tables_are_not_read_but_told(
    name: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = reads_pictures(monkeypatch, recognised())
    contents = read_word(with_picture(picture() + text, name))
    assert not given
    assert [notice.code for notice in contents.notices] == ["pictures_not_read"]


def test_pictures_with_nothing_between_them_are_read_as_pages_of_one_document(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = reads_pictures(monkeypatch, recognised())
    read_word(with_picture(picture() * 2 + paragraph("甲") + picture()))
    assert given == [b"picture picture", b"picture"]


def test_pictures_beside_tables_are_read_on_request(monkeypatch: pytest.MonkeyPatch) -> None:
    reads_pictures(monkeypatch, recognised())
    data = with_picture(picture() + table(cell("甲") + cell("1")))
    assert "规章" in read_word(data, Recognition.ALWAYS).text


def test_what_is_not_read_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    reads_pictures(monkeypatch, ReadError("missing_extra", "Install gongkai[ocr]."))
    data = with_picture(paragraph("甲") + picture() * 2)
    for recognition in (Recognition.NEVER, Recognition.AUTO):
        contents = read_word(data, recognition)
        assert contents.text == "甲"
        assert [notice.code for notice in contents.notices] == ["pictures_not_read"]
        assert contents.notices[0].message.startswith("2 large pictures")


@pytest.mark.parametrize("recognition", [Recognition.AUTO, Recognition.ALWAYS])
def test_a_file_of_pictures_alone_says_what_is_missing(
    recognition: Recognition, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads_pictures(monkeypatch, ReadError("missing_extra", "Install gongkai[ocr]."))
    with pytest.raises(ReadError) as caught:
        read_word(with_picture(picture()), recognition)
    assert caught.value.code == "missing_extra"
    with pytest.raises(ReadError) as caught:
        read_word(with_picture(picture()), Recognition.NEVER)
    assert caught.value.code == "no_text"


def test_pictures_beyond_the_limit_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.extract.reading.word.pictures.WORD_RECOGNISED_PICTURES", 2)
    given = reads_pictures(monkeypatch, recognised())
    contents = read_word(with_picture(picture() * 5))
    assert given == [b"picture picture"]
    assert contents.notices[-1].message.startswith("3 large pictures")


def test_the_other_pictures_are_read_where_one_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def read_pictures(files: Iterable[bytes], recognition: Recognition) -> Contents:
        waiting = iter(files)
        with pytest.raises(ReadError, match="lacks its picture"):
            next(waiting)
        assert list(waiting) == [b"picture"]
        return recognised()

    module = ModuleType("gongkai.extract.reading.pictures")
    module.read_pictures = read_pictures  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)
    lost = PICTURE.replace("'i'", "'j'").replace('"i"', '"j"').replace("a.png", "b.png")
    body = picture().replace("'i'", "'j'") + picture()
    data = word_file(body, {"word/media/a.png": b"picture"}, related=PICTURE + lost)
    assert "规章" in read_word(data).text
