"""Input that is no report, broken, or made to do harm: one clear error or a record with doubts.

Sizes are chosen so that a stage whose time grows with the square of its input fails its time
limit, which is shorter for the smaller ones; the largest inputs are marked slow.
"""

from __future__ import annotations

import io
import random
import resource
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.extract import ReadError, extract, read
from gongkai.extract.limits import READ_BY_RULES
from gongkai.extract.writing.json_lines import record_line
from gongkai.models.record import Record
from tests.extract.plain_documents import report

Captured = pytest.CaptureFixture[str]
SAMPLES = Path(__file__).parents[2] / "annotations" / "samples"
SAMPLE = (SAMPLES / "2021_street_office_tabs.txt").read_text(encoding="utf-8")
ROW = "一、本年新收政府信息公开申请数量\t1\t2\t3\t4\t5\t6\t21\n"
MEGABYTE = 1_000_000
#: Generous to a busy machine; what is not linear takes minutes.
SECONDS = 20


def filled(unit: str, size: int) -> bytes:
    """Repeat ``unit`` to about ``size`` bytes."""
    encoded = unit.encode()
    return encoded * (size // len(encoded))


#: A fifth of what the slow tests try: what grows with the square fails there as well.
SIZES = pytest.mark.parametrize("size", [0.2, pytest.param(1.0, marks=pytest.mark.slow)])


def page(markup: str, size: int) -> bytes:
    return b"<html><body><p>x</p>" + filled(markup, size)


def outcome_of(source: bytes, seconds: float = SECONDS) -> str | Record:
    """Return the record, or the code of the error after a look at its message."""
    started = time.process_time()
    outcome = _record_or_error(source)
    assert time.process_time() - started < seconds
    if isinstance(outcome, Record):
        return outcome
    message = str(outcome)
    assert "\n" not in message
    assert message.endswith(".")
    assert len(message) < 300
    return outcome.code


def _record_or_error(source: bytes) -> Record | ReadError:
    try:
        record = extract(read(source, uri="a.txt"))
    except ReadError as error:
        return error
    assert record_line(record)
    return record


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (b"", "empty"),
        (b" \n\t\r\n" * 1000, "empty"),
        ("\u3000\u200b\ufeff".encode() * 50, "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\xff\xfe", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "damaged"),
        (b"%PDF-1.4\n" + b"x" * 100, "damaged"),
        (b"PK\x03\x04" + bytes(range(256)), "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "damaged"),
        (random.Random(1).randbytes(MEGABYTE), "binary"),  # noqa: S311 - no secret
        (SAMPLE.encode().replace(b"0", b"\0"), "binary"),
        (b"a" * 20_000 + b"\0" + b"a" * 20_000, "binary"),
        (b"<html><body></body></html>", "no_text"),
        (b"<html><script>document.write('x')</script></html>", "no_text"),
    ],
    ids=lambda value: value if isinstance(value, str) else value[:8].hex() or "nothing",
)
def test_what_is_no_text_is_refused_in_one_sentence(source: bytes, code: str) -> None:
    assert outcome_of(source) == code


def test_a_word_file_without_its_parts_is_damaged() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document/>")
    assert outcome_of(packed.getvalue()) == "damaged"


@pytest.mark.parametrize(
    "unit",
    [
        "中",
        "1",
        "|",
        "（",
        "《",
        "“",
        "。",
        "一、总体情况",
        "一二三四五六七八九十",
        "2021年1月1日至",
        "某市人民政府办公室",
        "\u200b1",
        "a\u0301",
        "\u3000中",
    ],
)
def test_one_line_of_megabytes_becomes_an_empty_record_that_says_so(unit: str) -> None:
    record = outcome_of(filled(unit, 6 * MEGABYTE))
    assert isinstance(record, Record)
    assert record.claims == []
    assert record.warnings[0].code == "text_truncated"


@SIZES
@pytest.mark.parametrize(
    "unit", ["，1件", "0 0 0 0 ", "0\t", "未收到申请，", "其中3条（", "一是不够；"]
)
def test_a_line_of_thousands_of_quantities_is_read_in_time(unit: str, size: float) -> None:
    source = unit.encode() * (int(60_000 * size) // len(unit))
    assert isinstance(outcome_of(source, SECONDS * size), Record)


@pytest.mark.parametrize("unit", ["中\n", "1\n", "1件\r", "一、\n", "0\v", "件\u2028", "a,1\t2\n"])
def test_millions_of_short_lines_are_refused(unit: str) -> None:
    assert outcome_of(unit.encode() * MEGABYTE) == "too_large"


@pytest.mark.parametrize(
    "markup",
    [
        "<div>",
        "<table><tr><td>",
        "<font color=red>",
        "<b>x</b>",
        "<p>1",
        "<",
        "<td>1</td>",
        "<a href=x>x</a>",
    ],
)
def test_a_page_of_a_million_tags_is_refused(markup: str) -> None:
    assert outcome_of(page(markup, 8 * MEGABYTE)) == "too_large"


def test_megabytes_of_scripts_are_a_page_that_a_script_would_fill_in() -> None:
    assert outcome_of(page("<script>", 4 * MEGABYTE)) == "no_text"


@pytest.mark.parametrize("markup", ["<!-- -->", "<!--"])
def test_megabytes_of_comments_leave_the_text_before_them(markup: str) -> None:
    source = page(markup, 4 * MEGABYTE)
    record = outcome_of(source)
    assert isinstance(record, Record)
    assert {warning.code for warning in record.warnings} == {"no_sections", "no_year"}
    assert read(source).text == "x"


def test_megabytes_of_entities_are_text_that_is_longer_than_any_report() -> None:
    record = outcome_of(page("&amp;&#x4e2d;&bogus;", 4 * MEGABYTE))
    assert isinstance(record, Record)
    assert record.warnings[0].code == "text_truncated"


def test_megabytes_of_document_types_are_more_tags_than_any_report_has() -> None:
    assert outcome_of(page("<!DOCTYPE x>", 4 * MEGABYTE)) == "too_large"


def test_a_tag_of_a_million_attributes_is_read_in_time() -> None:
    attributes = " ".join(f"a{number}=1" for number in range(300_000))
    assert isinstance(outcome_of(f"<html><body><div {attributes}>x</div>".encode()), Record)


def test_a_cell_that_claims_a_million_columns_makes_no_million_cells() -> None:
    cell = "<tr><td colspan=1000000 rowspan=1000000>总计</td></tr>"
    record = outcome_of(f"<html><body><h1>报告</h1><table>{cell * 500}</table>".encode())
    assert isinstance(record, Record)


def test_entities_are_never_expanded_from_declarations() -> None:
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">'
        b'<!ENTITY f SYSTEM "file:///etc/passwd">]><html><body><p>x &b; &f;</p></body></html>'
    )
    document = read(bomb)
    assert "aaaa" not in document.text.replace('aaaaaaaaaa"', "")
    assert "root:" not in document.text


def test_surrogates_written_as_bytes_are_named_and_the_report_is_read() -> None:
    record = outcome_of(SAMPLE.encode() + "\ud800\udc00\udfff".encode("utf-8", "surrogatepass"))
    assert isinstance(record, Record)
    assert "undecodable_bytes" in {warning.code for warning in record.warnings}
    assert len(record.sections) == 6


def test_a_report_cut_off_inside_a_character_is_read() -> None:
    cut = SAMPLE.encode()[: SAMPLE.encode().rindex("。".encode()) + 1]
    record = outcome_of(cut)
    assert isinstance(record, Record)
    assert "undecodable_bytes" in {warning.code for warning in record.warnings}


def test_a_report_cut_off_inside_a_table_names_what_is_missing() -> None:
    record = outcome_of(SAMPLE[: SAMPLE.index("一、本年新收") + 30].encode())
    assert isinstance(record, Record)
    codes = {warning.code for warning in record.warnings}
    assert {"cells_missing", "table_missing"} <= codes


@pytest.mark.parametrize(
    "text",
    [
        "日本国政府の情報公開に関する年次報告書\n第1章 概要\n開示請求は1,234件であった。\n",
        "Annual report\n1. Overview\nWe received 1,234 requests.\n",
        '{"key": [1, 2, {"total": "0 0 0"}]}\n',
        "def total(values):\n    return sum(values)  # 1件\n",
        "2021-01-01 12:00:01 INFO server[12]: GET /index 200 17\n",
    ],
)
def test_other_kinds_of_text_become_records_with_doubts_and_no_cells(text: str) -> None:
    record = outcome_of(text.encode() * 50)
    assert isinstance(record, Record)
    assert "no_sections" in {warning.code for warning in record.warnings}
    assert not any(table.cells for table in record.tables.by_section().values())


@pytest.mark.parametrize("size", [0.4, pytest.param(1.0, marks=pytest.mark.slow)])
def test_a_novel_is_read_in_time_and_has_no_sections(size: float) -> None:
    count = int(9000 * size)
    dice = random.Random(7)  # noqa: S311 - no secret
    words = ["山水", "走进", "看见", "老人", "忽然", "一座桥", "说道", "夜里", "三个", "不曾"]
    sentence = ["".join(dice.choices(words, k=9)) + dice.choice("，。！？") for _ in range(count)]
    paragraphs = ("".join(sentence[start : start + 30]) for start in range(0, count, 30))
    record = outcome_of("\n".join(paragraphs).encode(), SECONDS * size)
    assert isinstance(record, Record)
    assert record.sections == []
    assert READ_BY_RULES in {warning.code for warning in record.warnings}


def test_a_report_repeated_is_read_in_time() -> None:
    record = outcome_of(SAMPLE.encode() * 30)
    assert isinstance(record, Record)
    assert len(record.claims) > 30


def test_a_table_of_ten_thousand_rows_is_read_in_time() -> None:
    head = SAMPLE[: SAMPLE.index("一、本年新收")]
    assert isinstance(outcome_of((head + ROW * 10_000).encode()), Record)


@SIZES
def test_a_breakdown_nested_without_end_is_read_in_time(size: float) -> None:
    text = report("全年发布信息12条" + "（其中3条" * int(5_000 * size))
    assert isinstance(outcome_of(text.encode(), SECONDS * size), Record)


LARGE: dict[str, Callable[[], bytes]] = {
    "one line of 中": lambda: filled("中", 50 * MEGABYTE),
    "one line of digits": lambda: filled("1234567890", 50 * MEGABYTE),
    "one line of quantities": lambda: filled("，1件", 50 * MEGABYTE),
    "one line of zeros": lambda: filled("0 0 0 0 ", 50 * MEGABYTE),
    "one line of tabs": lambda: filled("\t", 50 * MEGABYTE) + b"a",
    "one line of pipes": lambda: filled("|", 50 * MEGABYTE),
    "one line of headings": lambda: filled("一、总体情况", 50 * MEGABYTE),
    "one sentence of claims": lambda: filled("全年发布信息12条，", 50 * MEGABYTE),
    "five million lines": lambda: filled("中\n", 20 * MEGABYTE),
    "nested tags": lambda: page("<div><font><b>", 30 * MEGABYTE),
    "a page of one line": lambda: page("中", 50 * MEGABYTE),
    "a report a thousand times": lambda: SAMPLE.encode() * 1000,
    "a hundred thousand rows": lambda: SAMPLE.encode() + ROW.encode() * 100_000,
}
MOST_MEMORY = 1_500


@pytest.mark.slow
@pytest.mark.parametrize("name", LARGE)
def test_the_largest_inputs_end_in_time_and_in_bounded_memory(name: str, tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_bytes(LARGE[name]())
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    finished = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-c", _MEASURED, str(path), str(tmp_path / "out")],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before < 2 * SECONDS
    assert int(finished.stdout.split()[-1]) < MOST_MEMORY
    assert "Traceback" not in finished.stderr


_MEASURED = """
import resource, sys
from gongkai.extract.command_line import main
try:
    main(["extract", sys.argv[1], "--output", sys.argv[2]])
except SystemExit as exited:
    assert exited.code in (0, 1)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""
