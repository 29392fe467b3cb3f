"""Files that would take hours or all memory are refused before they are opened."""

from __future__ import annotations

import time
import zlib

import pytest

from gongkai.extract.errors import ReadError
from gongkai.extract.reading import read
from gongkai.extract.reading.pdf import inspection
from gongkai.extract.reading.pdf.inspection import refuse_endless
from gongkai.extract.reading.pdf.objects import objects_of
from tests.extract.reading.pdf.files import (
    PICTURE,
    TABLE,
    Page,
    form,
    lines_of_text,
    pdf_file,
    stream,
    table_words,
)

TEXT = lines_of_text("一、总体情况", "全年公开12条。")
DRAWN = "".join(f"{a} {b} m {c} {d} l S\n" for a, b, c, d in TABLE) + table_words()


def forms(depth: int, times: int, innermost: str = "0 0 m 9 9 l S") -> dict[int, bytes]:
    """Return forms of which each draws the next so many times."""
    inner = {
        20 + place: form(f"/X{place + 1} Do " * times, {f"X{place + 1}": 21 + place})
        for place in range(depth - 1)
    }
    return {**inner, 19 + depth: form(innermost)}


def drawing_forms(objects: dict[int, bytes]) -> bytes:
    return pdf_file([Page(f"{TEXT} /X0 Do", drawn_with={"X0": 20})], objects)


def is_refused(data: bytes) -> bool:
    started = time.process_time()
    try:
        refuse_endless(data)
    except ReadError as error:
        return error.code == "too_large"
    finally:
        assert time.process_time() - started < 2
    return False


@pytest.mark.parametrize(
    "commands",
    ["9 9 m 9 9 l S\n", "9 9 9 9 re f\n", "BT /F1 9 Tf <4e00> Tj ET\n", "q ", "9 9 l "],
)
def test_commands_that_unpack_without_end_are_refused(commands: str) -> None:
    endless = pdf_file([Page(commands * (9 * 2**20 // len(commands)))])
    assert len(endless) < 100_000
    with pytest.raises(ReadError, match="draw more than those of any report") as caught:
        read(endless)
    assert caught.value.code == "too_large"


@pytest.mark.parametrize(("depth", "times"), [(10, 10), (18, 2), (2, 100_000)])
def test_forms_that_draw_forms_without_end_are_refused(depth: int, times: int) -> None:
    assert is_refused(drawing_forms(forms(depth, times)))


def test_a_form_that_draws_itself_is_refused() -> None:
    assert is_refused(drawing_forms({20: form("/X0 Do " * 10, {"X0": 20})}))
    own = stream("/X0 Do " * 10, "/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    assert is_refused(drawing_forms({20: own}))


def test_forms_are_found_by_whatever_way_they_are_named() -> None:
    resources = b"<< /XObject 41 0 R >>"
    inner = stream("/X0 Do " * 10, "/Type /XObject /Subtype /F#6frm /Resources 40 0 R")
    objects = {20: inner, 40: resources, 41: b"<< /X0 20 0 R >>"}
    assert is_refused(drawing_forms(objects))


def test_a_page_shown_many_times_counts_as_often() -> None:
    once = pdf_file([Page(TEXT + "9 9 l " * 1_000_000)])
    assert not is_refused(once)
    assert is_refused(once.replace(b"/Kids [100 0 R]", b"/Kids [" + b"100 0 R " * 9 + b"]"))


def test_contents_in_parts_count_together() -> None:
    parts = {20 + place: stream("9 9 l " * 900_000) for place in range(2)}
    data = pdf_file([Page(TEXT)], {**parts, 30: b"[20 0 R 21 0 R]"})
    assert not is_refused(data)
    assert is_refused(data.replace(b"/Contents 101 0 R", b"/Contents 30 0 R"))
    assert is_refused(data.replace(b"/Contents 101 0 R", b"/Contents [20 0 R 21 0 R]"))


def test_what_is_packed_together_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    page = b"<< /Type /Page /Contents 20 0 R >>"
    head = b"50 0 51 5 "
    packed = zlib.compress(head + b"null " + page)
    entries = b"<< /Type /ObjStm /N 2 /First %d /Filter /FlateDecode /Length %d >>"
    container = entries % (len(head), len(packed)) + b"\nstream\n" + packed + b"\nendstream"
    data = pdf_file([Page(TEXT)], {20: stream("9 9 l " * 900), 60: container})
    assert objects_of(data, 10_000)[51][0].entries == page
    assert not is_refused(data)
    monkeypatch.setattr(inspection, "PDF_PAGE_COMMAND_BYTES", 5_000)
    assert is_refused(data)


def test_commands_before_a_fault_count() -> None:
    packed = zlib.compress(b"9 9 l " * 2_000_000)[:-20] + b"\0" * 20
    broken = b"<< /Filter /FlateDecode >>\nstream\n" + packed + b"\nendstream"
    data = pdf_file([Page(TEXT)], {20: broken}).replace(b"/Contents 101 0 R", b"/Contents 20 0 R")
    assert is_refused(data)


@pytest.mark.parametrize(
    "data",
    [
        pdf_file([Page(TEXT + DRAWN)] * 40),
        drawing_forms(forms(4, 1, DRAWN)),
        drawing_forms(forms(2, 60, DRAWN)),
        drawing_forms({20: form("/X0 Do", {"X0": 20})}),
        pdf_file([Page("/Im Do " * 2_000 + TEXT, drawn_with={"Im": 10})], {10: PICTURE}),
        b"%PDF-1.4\n1 0 obj",
        b"%PDF-1.4\nobj 7 0 obj\n<< /Contents 9 0 R /Kids [7 0 R] >> stream",
    ],
    ids=["pages", "forms", "forms often", "itself once", "pictures", "cut off", "nonsense"],
)
def test_what_reports_draw_is_let_through(data: bytes) -> None:
    assert not is_refused(data)


@pytest.mark.parametrize(
    "unit",
    [b"1 0 obj ", b"obj", b"1", b"/Kids [", b"/Kids [1 0 R", b"/Contents [", b"/a 1 ", b"/Filter [",
     b"1 0 obj /Contents 1 0 R stream ", b"1 0 obj /Type /ObjStm /First 1 stream 1 ", b"#41"],
)  # fmt: skip
def test_files_of_one_thing_alone_take_no_time(unit: bytes) -> None:
    for start in (b"%PDF-1.4\n", b"%PDF-1.4\n1 0 obj ", b"1 0 obj /Subtype/Form stream\n"):
        assert not is_refused(start + unit * (1_000_000 // len(unit)))
