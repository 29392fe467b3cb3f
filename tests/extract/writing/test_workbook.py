"""A workbook that people can read and that runs nothing."""

from __future__ import annotations

import csv
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from gongkai.extract.codebook.entries import entries_of
from gongkai.extract.language import Language
from gongkai.extract.writing.tidy import TABLES, tidy_rows
from gongkai.extract.writing.workbook import (
    CHARACTERS_PER_CELL,
    ROWS_PER_SHEET,
    WorkbookWriter,
    shortened,
)
from gongkai.models.record import Record, StatisticsLine
from tests.extract.sample_records import TEXT, sample_record, sample_tables

FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "{=1}", '=HYPERLINK("http://x")']
AWKWARD = [*FORMULAS, "http://x.example", "<r>x</r>", "<b>&amp;", "_x0041_", "a\x01b", "\ufffe"]


def write(
    path: Path,
    records: list[Record],
    text: str = TEXT,
    language: Language = Language.ENGLISH,
    rows_per_sheet: int = ROWS_PER_SHEET,
) -> WorkbookWriter:
    writer = WorkbookWriter(path, language, rows_per_sheet=rows_per_sheet)
    for record in records:
        writer.write(tidy_rows(record, text))
    writer.close()
    return writer


def opened(path: Path) -> openpyxl.Workbook:
    file = path / "gongkai.xlsx"
    (path / "gongkai.xlsx.partial").rename(file)
    return openpyxl.load_workbook(file)


def written(
    path: Path, records: list[Record], language: Language = Language.ENGLISH
) -> openpyxl.Workbook:
    write(path, records, language=language)
    return opened(path)


def record_with_labels(labels: list[str]) -> Record:
    tables = sample_tables()
    tables.lines = [
        StatisticsLine(label=label, value=1, unit=None, start=0, end=1) for label in labels
    ]
    return sample_record(tables=tables)


def test_each_table_has_a_sheet_with_labels_and_names_that_stay_in_view(tmp_path: Path) -> None:
    book = written(tmp_path, [sample_record()])
    assert book.sheetnames == [*(table.name for table in TABLES), "codebook", "ids"]
    sheet = book["claims"]
    assert sheet.freeze_panes == "B3"
    names = [cell.value for cell in sheet[2]]
    assert [name for name in names if not name.endswith("_label")] == list(entries_of("claims"))
    labels = dict(zip(names, [cell.value for cell in sheet[1]], strict=True))
    assert labels["metric"] == labels["metric_label"] == "Metric"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_rows_come_back_with_the_labels_of_their_ids(tmp_path: Path, table: object) -> None:
    name = str(getattr(table, "name", ""))
    sheet = written(tmp_path, [sample_record()], language=Language.CHINESE)[name]
    rows = tidy_rows(sample_record(), TEXT)[name]
    assert sheet.max_row == 2 + len(rows)
    names = [cell.value for cell in sheet[2]]
    for cells, row in zip(sheet.iter_rows(min_row=3, values_only=True), rows, strict=True):
        found = dict(zip(names, cells, strict=True))
        for item, entry in zip(row, entries_of(name).values(), strict=True):
            if isinstance(item, str | int | float) and item != "":
                assert found[entry.name] == item
            if entry.values and item is not None:
                assert found[f"{entry.name}_label"]


def test_a_cell_is_labelled_by_the_form_it_belongs_to(tmp_path: Path) -> None:
    sheet = written(tmp_path, [sample_record()])["cells"]
    names = [cell.value for cell in sheet[2]]
    key, label = names.index("key"), names.index("column_label")
    labels = {row[key]: row[label] for row in sheet.iter_rows(min_row=3, values_only=True)}
    assert labels["received.other"] == "others"
    assert labels["charges.amount"] == "amount (10,000 yuan)"


def test_no_text_becomes_a_formula_a_link_or_markup(tmp_path: Path) -> None:
    book = written(tmp_path, [record_with_labels(AWKWARD)])
    cells = [row[1] for row in book["lines"].iter_rows(min_row=3)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells[: len(FORMULAS)]] == FORMULAS
    assert cells[AWKWARD.index("<r>x</r>")].value == "<r>x</r> "
    assert cells[AWKWARD.index("<b>&amp;")].value == "<b>&amp;"
    with zipfile.ZipFile(tmp_path / "gongkai.xlsx") as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        assert sheets
        assert all(b"<f>" not in archive.read(name) for name in sheets)


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(1899, 12, 31), "1899-12-31"),
        (date(202, 1, 31), "0202-01-31"),
        (date(1900, 1, 1), datetime(1900, 1, 1)),
        (date(1900, 3, 1), datetime(1900, 3, 1)),
        (date(2024, 1, 31), datetime(2024, 1, 31)),
    ],
)
def test_days_are_days_and_those_that_excel_does_not_know_are_texts(
    tmp_path: Path, day: date, shown: object
) -> None:
    sheet = written(tmp_path, [sample_record(published=day)])["reports"]
    names = [cell.value for cell in sheet[2]]
    assert sheet.cell(3, names.index("published") + 1).value == shown


def test_rows_beyond_a_sheet_go_to_csv_and_the_user_is_told(tmp_path: Path) -> None:
    record = record_with_labels([f"line {number}" for number in range(7)])
    writer = write(tmp_path, [record, record], rows_per_sheet=5)
    names = [path.name for path in writer.partials]
    assert "lines.overflow.csv.partial" in names
    with (tmp_path / "lines.overflow.csv.partial").open(encoding="utf-8-sig") as stream:
        rest = [row["label"] for row in csv.DictReader(stream)]
    sheet = opened(tmp_path)["lines"]
    kept = [row[1] for row in sheet.iter_rows(min_row=3, values_only=True)]
    assert kept + rest == [f"line {number}" for number in range(7)] * 2
    assert len(kept) == 3
    assert any("11 rows of lines are in lines.overflow.csv" in note for note in writer.notes)
    assert not any("reports" in note for note in writer.notes)


def test_a_long_text_is_cut_and_says_so(tmp_path: Path) -> None:
    writer = write(tmp_path, [sample_record()], "长" * 40_000)
    value = opened(tmp_path)["texts"]["B3"].value
    assert len(value) == CHARACTERS_PER_CELL
    assert value.endswith("… [cut: 40,000 characters in all]")
    assert ["1 texts of texts are cut" in note for note in writer.notes] == [True]


@pytest.mark.parametrize("text", ["𠮷" * 20_000, "长" * 20_000 + "𠮷" * 9_000, "a" * 32_768])
def test_characters_are_counted_as_excel_counts_them(text: str) -> None:
    shown = shortened(text)
    assert shown.endswith(f"[cut: {len(text):,} characters in all]")
    assert CHARACTERS_PER_CELL - 2 <= len(shown.encode("utf-16-le")) // 2 <= CHARACTERS_PER_CELL


@pytest.mark.parametrize("text", ["", "𠮷" * 16_383, "a" * CHARACTERS_PER_CELL])
def test_a_text_that_fits_stays_whole(text: str) -> None:
    assert shortened(text) == text


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        write(tmp_path / name, [sample_record()])
    first, second = (tmp_path / name / "gongkai.xlsx.partial" for name in ("a", "b"))
    assert first.read_bytes() == second.read_bytes()
