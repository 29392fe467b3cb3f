"""Whatever a Word file holds, reading it ends soon, with contents or with a sentence."""

from __future__ import annotations

import io
import socket
import zipfile
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.extract.errors import ReadError
from gongkai.extract.reading import limits
from gongkai.extract.reading.word import read_word
from tests.extract.reading.word.files import (
    NAMESPACES,
    cell,
    numbered,
    paragraph,
    run,
    table,
    word_file,
    zip_of,
)

_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGES = "http://schemas.openxmlformats.org/package/2006"
MAIN_RELATIONSHIPS = "word/_rels/document.xml.rels"
WHOLE = word_file(
    paragraph("一、总体情况") + numbered("甲") + table(cell("规章") + cell("12")),
    {
        "numbering": '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt '
        'w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1">'
        '<w:abstractNumId w:val="1"/></w:num>',
        "styles": '<w:style w:styleId="A"><w:basedOn w:val="A"/></w:style>',
    },
)


def refusal(data: bytes) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read_word(data)
    message = str(caught.value)
    assert message.endswith(".")
    assert "\n" not in message
    return caught.value


def code_of(data: bytes) -> str:
    """Return why a file is refused, nothing if it is read."""
    try:
        contents = read_word(data)
    except ReadError as error:
        return error.code
    assert contents.text
    return ""


@pytest.mark.parametrize(
    "entity", ['"haha"', 'SYSTEM "file:///etc/passwd"', 'SYSTEM "http://[::1]/"']
)
def test_entities_are_refused(entity: str) -> None:
    xml = f"<!DOCTYPE w [<!ENTITY e {entity}>]><w:document {NAMESPACES}><w:body>"
    xml += "<w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>"
    for text in (xml.encode(), xml.encode("utf-16"), xml.encode("utf-16-be")):
        error = refusal(word_file("", {"word/document.xml": text}))
        assert error.code == "damaged"
        assert "document type" in str(error)


def test_a_declaration_cannot_hide_entities_in_another_encoding() -> None:
    xml = '<?xml version="1.0" encoding="utf-7"?>+ADwAIQ-DOCTYPE w+AD4-<w:document/>'
    assert refusal(word_file("", {"word/document.xml": xml})).code == "damaged"


def test_entities_that_billions_of_laughs_are_made_of_cost_nothing() -> None:
    entities = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(20))
    xml = f'<!DOCTYPE w [<!ENTITY a0 "ha">{entities}]><w:document {NAMESPACES} a="&a20;"/>'
    started = process_time()
    assert refusal(word_file("", {"word/document.xml": xml})).code == "damaged"
    assert process_time() - started < 1


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("<w:smartTag>", "</w:smartTag>"),
        ("<w:p>", "</w:p>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>"),
        ("<w:p><w:r><w:drawing><a:x>", "</a:x></w:drawing></w:r></w:p>"),
        ("<m:oMath>", "</m:oMath>"),
    ],
)
@pytest.mark.parametrize("depth", [150, 10_000])
def test_nesting_without_end_is_refused_or_read(opening: str, closing: str, depth: int) -> None:
    inside = opening * depth + paragraph("甲") + closing * depth
    body = f"<w:p>{inside}</w:p>" if opening[1] == "m" or "smart" in opening else inside
    assert code_of(word_file(body)) in {"too_complex", "no_text", ""}


def test_what_a_message_quotes_is_short_and_on_one_line() -> None:
    error = refusal(word_file("", {"word/document.xml": "<a>\n\0</a>"}))
    assert "Invalid character" in str(error)
    kinds = f'<Relationship Id="a" Type="{_KINDS}/officeDocument" Target="{"b" * 20_000}%0A%01"/>'
    main = f'<Relationships xmlns="{_PACKAGES}/relationships">{kinds}</Relationships>'
    for content in ("<", "<!DOCTYPE a>", b"\xff"):
        message = str(refusal(zip_of({"_rels/.rels": main, "b" * 20_000 + "\n\1": content})))
        assert "bbb…" in message
        assert len(message) < 400
        assert message.isprintable()


def test_a_part_that_unpacks_without_end_is_refused() -> None:
    bomb = word_file("", {"word/document.xml": b" " * (limits.WORD_PART_BYTES + 1)})
    assert refusal(bomb).code == "too_large"
    denser = word_file("", {"word/document.xml": b" " * (limits.WORD_PART_BYTES - 1)})
    assert refusal(denser).code == "too_large"


def test_a_part_longer_than_its_directory_says_is_refused() -> None:
    data = bytearray(word_file(paragraph("甲" * 5000)))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo("word/document.xml").file_size
    told = size.to_bytes(4, "little")
    while (place := data.find(told)) >= 0:
        data[place : place + 4] = (100).to_bytes(4, "little")
    assert refusal(bytes(data)).code == "damaged"


def test_more_parts_tags_and_attributes_than_any_report_has_are_refused() -> None:
    many = {f"word/media/{number}.png": "" for number in range(limits.WORD_PARTS + 1)}
    assert refusal(zip_of(many)).code == "too_large"
    assert refusal(word_file("<w:p/>" * limits.WORD_TAGS, packed=False)).code == "too_large"
    attributes = " ".join(f"a{number}=''" for number in range(limits.WORD_ATTRIBUTES))
    assert refusal(word_file(f"<w:p {attributes}/>", packed=False)).code == "too_large"


def test_a_million_cells_are_refused_at_once() -> None:
    started = process_time()
    row = f"<w:tr>{'<w:tc/>' * 100}</w:tr>"
    error = refusal(word_file(f"<w:tbl>{row * 10_000}</w:tbl>", packed=False))
    assert error.code == "too_large"
    assert process_time() - started < 5


@pytest.mark.parametrize(
    "missing", ["[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels"]
)
def test_files_are_read_without_what_only_describes_them(missing: str) -> None:
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as archive:
        members = {name: archive.read(name) for name in archive.namelist() if name != missing}
    assert "总体情况" in read_word(zip_of(members)).text


@pytest.mark.parametrize(
    "part", ["word/numbering.xml", "word/styles.xml", "word/_rels/document.xml.rels"]
)
def test_what_a_damaged_helper_takes_away_is_told(part: str) -> None:
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    contents = read_word(zip_of({**members, part: b"<w:broken"}))
    assert "总体情况" in contents.text
    assert [notice.code for notice in contents.notices] == ["damaged_part"]


@pytest.mark.parametrize(
    "xml", [b"", b"<w:document", b"\xff\xfe\x00", b"\xff", b"<w/>", b"<a:b/>", b"{}"]
)
def test_a_damaged_text_is_refused(xml: bytes) -> None:
    assert refusal(word_file("", {"word/document.xml": xml})).code == "damaged"


def test_a_file_without_its_text_is_refused() -> None:
    assert refusal(zip_of({"word/styles.xml": ""})).code == "damaged"
    assert refusal(b"PK\x03\x04").code == "damaged"
    assert refusal(b"").code == "damaged"


def test_an_encrypted_part_is_refused() -> None:
    data = bytearray(word_file(paragraph("甲")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(signature)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(signature, place + 1)
    assert refusal(bytes(data)).code == "encrypted"


@pytest.mark.parametrize(
    "target",
    ["http://[::1]:9/a.png", "file:///etc/passwd", "../../../../etc/passwd", "\\\\host\\a"],
)
@pytest.mark.parametrize("mode", ["External", "Internal"])
def test_nothing_is_fetched_and_no_path_leads_outside(
    target: str, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    related = "".join(
        f'<Relationship Id="{kind}" Type="{_KINDS}/{kind}" Target="{target}" TargetMode="{mode}"/>'
        for kind in ("image", "numbering", "styles", "footnotes", "aFChunk", "attachedTemplate")
    )
    picture = (
        '<w:p><w:r><w:drawing><a:blip r:embed="image" r:link="image"/></w:drawing></w:r></w:p>'
        '<w:altChunk r:id="aFChunk"/>'
    )
    assert read_word(word_file(picture + paragraph("甲"), related=related)).text == "甲"


def test_relationships_may_name_the_text_anywhere_in_the_file() -> None:
    rels = (
        f'<Relationships xmlns="{_PACKAGES}/relationships"><Relationship Id="r" '
        f'Type="{_KINDS}/officeDocument" Target="/Word/Other%20name.xml"/></Relationships>'
    )
    text = f"<w:document {NAMESPACES}><w:body>{paragraph('甲')}</w:body></w:document>"
    assert read_word(zip_of({"_rels/.rels": rels, "word\\other name.XML": text})).text == "甲"


def test_strict_documents_are_read() -> None:
    text = f"<w:document {NAMESPACES}><w:body>{paragraph('甲')}</w:body></w:document>".replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    rels = (
        f'<Relationships xmlns="{_PACKAGES}/relationships"><Relationship Id="r" Type='
        '"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    assert read_word(zip_of({"_rels/.rels": rels, "word/document.xml": text})).text == "甲"


def test_texts_in_utf_16_are_read() -> None:
    text = f"<w:document {NAMESPACES}><w:body>{paragraph('甲')}</w:body></w:document>"
    declared = '<?xml version="1.0" encoding="UTF-16"?>' + text
    assert read_word(word_file("", {"word/document.xml": declared.encode("utf-16")})).text == "甲"


def test_a_long_run_and_a_long_style_chain_are_read_in_bounded_time() -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/></w:style>'
        for n in range(5000)
    )
    body = paragraph("甲" * 1_000_000) + paragraph("乙", '<w:pStyle w:val="s0"/>') * 2000
    body += f"<w:p>{run('丙') * 20_000}</w:p>"
    started = process_time()
    assert len(read_word(word_file(body, {"styles": styles}, packed=False)).text) == 1_024_001
    assert process_time() - started < 10


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=6))
def test_flipped_bytes_give_contents_or_a_refusal(flips: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE)
    for place, byte in flips:
        data[place] = byte
    assert code_of(bytes(data)) in {"damaged", "encrypted", "too_large", "no_text", ""}


with zipfile.ZipFile(io.BytesIO(WHOLE)) as _archive:
    PARTS = {name: _archive.read(name) for name in _archive.namelist()}


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(PARTS)), st.integers(0, 2000), st.binary(max_size=12))
def test_flipped_bytes_in_parts_give_contents_or_a_refusal(
    part: str, place: int, flip: bytes
) -> None:
    text = PARTS[part]
    place %= len(text)
    changed = text[:place] + flip + text[place + len(flip) :]
    assert code_of(zip_of({**PARTS, part: changed})) in {"damaged", "no_text", ""}
