"""What kind of file it is, by its content."""

from __future__ import annotations

import io
import random
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.extract.errors import ReadError
from gongkai.extract.reading.compound import SIGNATURE, names_in
from gongkai.extract.reading.formats import FileFormat, format_of, is_html, is_office_package

FREE, END = 0xFFFFFFFF, 0xFFFFFFFE


def refusal(data: bytes) -> ReadError:
    with pytest.raises(ReadError) as caught:
        format_of(data)
    return caught.value


def package(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        for name, member in members.items():
            archive.writestr(name, member)
    return content.getvalue()


def entry(name: str, kind: int, left: int, right: int, child: int) -> bytes:
    """Return an entry of the directory of a compound file."""
    written = name.encode("utf-16-le") + b"\0\0"
    head = written.ljust(64, b"\0") + struct.pack("<HBB", len(written), kind, 1)
    return (head + struct.pack("<III", left, right, child)).ljust(128, b"\0")


def compound(top: list[str], below: tuple[str, ...] = (), sectors_before: int = 0) -> bytes:
    """Return a compound file: names at its top, and those in a storage called ``inside``.

    Parameters
    ----------
    top, below
        The names.
    sectors_before
        Sectors of content in front of the directory; with many of them the chains need more
        sectors than the header lists.
    """
    names = [*top, "inside", *below]
    root_child, inside = 1, len(top) + 1
    entries = [entry("Root Entry", 5, FREE, FREE, root_child)]
    for number, name in enumerate(names, start=1):
        is_top = number <= inside
        following = number + 1 if number != inside and number < len(names) else FREE
        child = inside + 1 if number == inside and below else FREE
        entries.append(entry(name, 1 if child != FREE else 2, FREE, following, child))
        assert is_top or below
    directory = b"".join(entries)
    directory += entry("", 0, FREE, FREE, FREE) * (-len(entries) % 4)
    count = len(directory) // 512
    needed = 1
    while needed * 128 < sectors_before + count + needed + len(further(needed)):
        needed += 1
    lists = len(further(needed))
    first_table = sectors_before + count
    chain = [END] * sectors_before
    chain += [*range(sectors_before + 1, sectors_before + count), END]
    chain += [0xFFFFFFFD] * needed + [0xFFFFFFFC] * lists
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(needed * 512, b"\xff")
    numbers = list(range(first_table, first_table + needed))
    header = SIGNATURE + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header = header.ljust(0x2C, b"\0") + struct.pack("<II", needed, sectors_before)
    header = header.ljust(0x44, b"\0")
    header += struct.pack("<II", first_table + needed if lists else END, lists)
    header += struct.pack("<109I", *(numbers[:109] + [FREE] * 109)[:109])
    tail = b"".join(
        struct.pack("<128I", *(part + [FREE] * 127)[:127], END) for part in further_of(numbers)
    )
    return header + b"x" * (sectors_before * 512) + directory + table + tail


def further(needed: int) -> list[int]:
    return list(range(0, max(0, needed - 109), 127))


def further_of(numbers: list[int]) -> list[list[int]]:
    return [numbers[109 + place : 109 + place + 127] for place in further(len(numbers))]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"%PDF-1.7\n", FileFormat.PDF),
        (b"\r\njunk\n%PDF-1.4\n", FileFormat.PDF),
        (b"{\\rtf1 x}", FileFormat.OFFICE),
        (b"\x89PNG\r\n\x1a\n", FileFormat.PICTURE),
        (b"\xff\xd8\xff\xe0", FileFormat.PICTURE),
        (b"GIF89a", FileFormat.PICTURE),
        (b"II*\0", FileFormat.PICTURE),
        (b"MM\0*", FileFormat.PICTURE),
        (b"BM\x10\0\0\0\0\0\0\0", FileFormat.PICTURE),
        (b"RIFF\0\0\0\0WEBPVP8 ", FileFormat.PICTURE),
        (package({"[Content_Types].xml": b"", "word/document.xml": b""}), FileFormat.WORD),
        (
            package({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b""}),
            FileFormat.OFFICE,
        ),
        (compound(["WordDocument", "1Table"]), FileFormat.OFFICE),
        (compound(["MatOST"]), FileFormat.OFFICE),
        (
            b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n",
            FileFormat.WEB_ARCHIVE,
        ),
        (
            b"From: <Saved by Microsoft Internet Explorer 5>\nMIME-Version: 1.0\nContent-Type: "
            b'text/html;\n\tcharset="gb2312"\n\n<html>',
            FileFormat.WEB_ARCHIVE,
        ),
        (b"Date: 2023\n\nMIME-Version: 1.0\nContent-Type: multipart/x", FileFormat.TEXT),
        (b"<html><p>%PDF-1.4</p>", FileFormat.TEXT),
        (b"BM\xa3\xac", FileFormat.TEXT),
        (b"RIFF and WAVE", FileFormat.TEXT),
        (b"", FileFormat.TEXT),
    ],
    ids=lambda value: value.name if isinstance(value, FileFormat) else repr(value[:12]),
)
def test_formats_are_told_by_their_content(data: bytes, expected: FileFormat) -> None:
    assert format_of(data) is expected


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"\x1f\x8b\x08", "gzip"),
        (b"Rar!\x1a\x07\0", "RAR"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"a.txt".ljust(257, b"\0") + b"ustar\x0000", "tar"),
        (b"\0\0\0\x18ftypheic", "HEIC"),
        (b"RIFF\0\0\0\0WAVEfmt ", "recording"),
        (package({"a.txt": b""}), "zip archive"),
        (package({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "xlsx"),
        (package({"[Content_Types].xml": b"", "ppt/presentation.xml": b""}), "pptx"),
        (package({"OFD.xml": b"", "Doc_0/Document.xml": b""}), "OFD"),
        (package({"mimetype": b"application/epub+zip"}), "EPUB"),
        (package({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "OpenDocument"),
        (compound(["Workbook"]), "xls"),
        (compound(["Book"]), "xls"),
        (compound(["PowerPoint Document"]), "ppt"),
        (compound(["__properties_version1.0"]), "Outlook"),
        (compound(["Something"]), "no text"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_format_that_is_not_read_is_named_with_a_remedy(data: bytes, word: str) -> None:
    error = refusal(data)
    assert error.code == "unsupported"
    assert word in str(error)
    assert "save it as PDF, Word, HTML or plain text" in str(error) or "unpack it" in str(error)


@pytest.mark.parametrize(
    "data",
    [
        SIGNATURE,
        SIGNATURE + b"\xff" * 600,
        compound(["WordDocument"])[:600],
        b"PK\x03\x04" + b"\0" * 26 + b"word/document.xml",
        package({"word/document.xml": b"x" * 300})[:-30],
    ],
)
def test_a_container_without_a_readable_directory_is_damaged(data: bytes) -> None:
    assert refusal(data).code == "damaged"


def test_a_word_file_that_is_cut_off_is_told_as_such() -> None:
    told = str(refusal(package({"word/document.xml": b"x" * 300})[:-30]))
    assert "its end is missing or overwritten" in told
    assert "not a zip file" not in told


def test_a_document_under_a_password_is_encrypted() -> None:
    assert refusal(compound(["EncryptionInfo", "EncryptedPackage"])).code == "encrypted"


def test_a_word_document_inside_a_workbook_makes_no_word_document_of_it() -> None:
    embedded = compound(["Workbook"], below=("WordDocument",))
    assert "xls" in str(refusal(embedded))
    assert names_in(embedded) == {"Workbook", "inside"}


def test_a_word_file_inside_an_archive_makes_no_word_file_of_it() -> None:
    inner = package({"word/document.xml": b"x"}, zipfile.ZIP_STORED)
    assert "a zip archive" in str(refusal(package({"a.docx": inner}, zipfile.ZIP_STORED)))


def test_the_directory_of_a_large_compound_file_is_found() -> None:
    assert names_in(compound(["WordDocument"], sectors_before=20_000)) == {"WordDocument", "inside"}


def test_a_compound_file_whose_chains_run_in_circles_ends() -> None:
    data = bytearray(compound(["WordDocument", "b", "c", "d", "e"]))
    for place in range(len(data) - 512, len(data) - 512 + 16, 4):
        struct.pack_into("<I", data, place, 0)  # every sector leads to the first
    struct.pack_into("<II", data, 512 + 128 + 0x44, 1, 1)  # and the first name to itself
    assert names_in(bytes(data)) == {"WordDocument"}


@given(st.integers(0, 1535), st.binary(min_size=1, max_size=8))
def test_a_changed_compound_file_is_known_or_refused(place: int, change: bytes) -> None:
    data = bytearray(compound(["WordDocument", "1Table", "Data"]))
    data[place : place + len(change)] = change
    try:
        assert format_of(bytes(data)) in FileFormat
    except ReadError as error:
        assert error.code in {"damaged", "unsupported", "encrypted"}  # noqa: PT017


@given(st.binary(max_size=300), st.sampled_from([b"", SIGNATURE, b"PK\x03\x04", b"RIFF", b"%PDF-"]))
def test_any_bytes_have_a_format_or_are_refused(data: bytes, start: bytes) -> None:
    try:
        assert format_of(start + data) in FileFormat
    except ReadError as error:
        assert error.code in {"damaged", "unsupported"}  # noqa: PT017


def test_a_large_archive_of_names_is_told_quickly() -> None:
    names = {f"{number}.txt": b"" for number in range(2_000)}
    assert refusal(package(names)).code == "unsupported"


def test_noise_is_text_until_it_is_decoded() -> None:
    noise = random.Random(3).randbytes(1000)  # noqa: S311 - no secret
    assert format_of(b"\0" + noise) is FileFormat.TEXT


def test_office_packages_are_told_by_their_names() -> None:
    assert is_office_package(["[Content_Types].xml", "word/document.xml"])
    assert not is_office_package(["word/document.xml", "a.txt"])
    assert not is_office_package(["[Content_Types].xml", "a.txt"])


def test_xml_that_is_no_page_is_refused() -> None:
    with pytest.raises(ReadError, match="XML"):
        is_html('<?xml version="1.0"?><w:wordDocument/>')
