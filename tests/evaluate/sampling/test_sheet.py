"""The sheet as it is written, and as spreadsheets give it back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.evaluate.sampling import (
    Design,
    DrawOptions,
    SamplingError,
    Verdict,
    draw,
    read_design,
    read_verdicts,
    write_sample,
)
from gongkai.evaluate.sampling.verdicts import verdict_of
from gongkai.models.scheme import Aspect, Bound, Kind, Scope
from tests.evaluate.sampling.records import (
    claim,
    fill,
    many_records,
    record,
    save_sheet,
    sheet_rows,
)


@pytest.fixture
def design(tmp_path: Path) -> Design:
    drawn = draw(many_records(20), DrawOptions(size=12))
    write_sample(drawn, tmp_path)
    return drawn


def verdicts_for(design: Design, word: str) -> dict[int, str]:
    return {each.number: word for each in design.claims}


def test_the_sheet_opens_in_excel_and_leads_nobody(tmp_path: Path, design: Design) -> None:
    assert (tmp_path / "sheet.csv").read_bytes().startswith(b"\xef\xbb\xbfnumber,verdict,note,")
    head, *rows = sheet_rows(tmp_path)
    assert "confidence" not in head
    assert [row[0] for row in rows] == [str(number) for number in range(1, 13)]
    assert all(row[1] == row[2] == "" and "‹" in row[3] for row in rows)


def test_the_sheet_says_in_words_what_the_record_says(tmp_path: Path) -> None:
    rate = claim(
        7,
        kind=Kind.RATE,
        aspect=Aspect.COMPLETION,
        value=98.5,
        value_max=99,
        period="上半年",
        scope=Scope.REGION,
    )
    write_sample(draw([record(1, [rate])], DrawOptions(language="zh")), tmp_path, "zh")
    head, row = sheet_rows(tmp_path)
    assert head[:5] == ["编号", "判断", "备注", "原句", "指标"]
    assert row[4:12] == [
        "主动公开信息", "比率（办结率）", "98.5–99", "条", "不少于", "网站", "全区域", "上半年",
    ]  # fmt: skip


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
def test_nothing_in_the_sheet_runs_as_a_formula(tmp_path: Path, start: str) -> None:
    text = f'{start}HYPERLINK("http://a.example")5余条'
    harmful = claim(5, sentence=text, subject=text, period=text, unit=text)
    drawn = draw([record(1, [harmful])])
    write_sample(drawn, tmp_path)
    row = sheet_rows(tmp_path)[1]
    assert all(not cell.startswith(start) for cell in row)
    fill(tmp_path, {1: "y"})
    assert read_verdicts(tmp_path, drawn).by_number == {1: Verdict.RIGHT}


@pytest.mark.parametrize(
    ("written", "verdict"),
    [
        *((word, Verdict.RIGHT) for word in ("right", " Right ", "Y", "yes", "1", "１", "TRUE")),
        *((word, Verdict.RIGHT) for word in ("对", "对。", "正确", "√", "1.0", "'1")),
        *((word, Verdict.WRONG) for word in ("wrong", "N", "no", "0", "FALSE", "错", "错误", "×")),
        *((word, Verdict.UNSURE) for word in ("unsure", "?", "？", "不确定", "Maybe")),
        *((word, None) for word in ("", "2", "rihgt", "对错", "right wrong")),
    ],
)
def test_verdicts_are_understood_in_many_spellings(written: str, verdict: Verdict | None) -> None:
    assert verdict_of(written) is verdict


@given(st.text(max_size=20))
def test_anything_else_is_no_verdict_and_no_fault(written: str) -> None:
    assert verdict_of(written) in {None, *Verdict}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_verdicts_are_read_in_every_encoding_and_with_every_separator(
    tmp_path: Path, design: Design, encoding: str, separator: str
) -> None:
    fill(tmp_path, verdicts_for(design, "对"), encoding=encoding, separator=separator)
    found = read_verdicts(tmp_path, design)
    assert set(found.by_number.values()) == {Verdict.RIGHT}
    assert len(found.by_number) == 12


def test_a_line_that_names_the_separator_is_passed_over(tmp_path: Path, design: Design) -> None:
    rows = sheet_rows(tmp_path)
    save_sheet(tmp_path, [["sep=;"], *rows], separator=";")
    assert len(read_verdicts(tmp_path, design).empty) == 12


def test_lines_and_columns_may_be_in_another_order(tmp_path: Path, design: Design) -> None:
    fill(tmp_path, {1: "right", 2: "wrong"})
    head, *rows = sheet_rows(tmp_path)
    save_sheet(tmp_path, [row[::-1] for row in (head, *rows[::-1], [""] * len(head))])
    found = read_verdicts(tmp_path, design)
    assert found.by_number == {1: Verdict.RIGHT, 2: Verdict.WRONG}
    assert found.empty == tuple(range(3, 13))


def test_what_is_missing_or_not_understood_is_named_by_the_number_in_the_sheet(
    tmp_path: Path, design: Design
) -> None:
    fill(tmp_path, {1: "right", 2: "huh", 3: "", 4: "no"})
    save_sheet(tmp_path, sheet_rows(tmp_path)[:5])
    found = read_verdicts(tmp_path, design)
    assert found.by_number == {1: Verdict.RIGHT, 4: Verdict.WRONG}
    assert [(each.number, each.written) for each in found.unknown] == [(2, "huh")]
    assert found.empty == (3,)
    assert found.absent == tuple(range(5, 13))


@pytest.mark.parametrize(
    ("column", "changed"),
    [
        (3, "另一句话‹5条›。"),
        (4, "Meetings held"),
        (5, "amount"),
        (6, "999"),
        (6, ""),
        (7, "件"),
        (10, "the whole region"),
    ],
)
def test_a_claim_that_was_changed_is_an_error(
    tmp_path: Path, design: Design, column: int, changed: str
) -> None:
    rows = sheet_rows(tmp_path)
    rows[4][column] = changed
    save_sheet(tmp_path, rows)
    with pytest.raises(SamplingError, match=r"line 5: the \w+ of claim 4 is not what was drawn"):
        read_verdicts(tmp_path, design)


@pytest.mark.parametrize(("drawn", "written"), [(-12, "12"), (98.5, "985"), (1.5, "1.49999999")])
def test_a_changed_number_is_seen_whatever_remains_of_it(
    tmp_path: Path, drawn: float, written: str
) -> None:
    design = draw([record(1, [claim(1, value=drawn, kind=Kind.CHANGE)])])
    write_sample(design, tmp_path)
    head, row = sheet_rows(tmp_path)
    row[6] = written
    save_sheet(tmp_path, [head, row])
    with pytest.raises(SamplingError, match="the value of claim 1"):
        read_verdicts(tmp_path, design)


@pytest.mark.parametrize(
    ("drawn", "written"),
    [(96171.6, "96171.60"), (5523, "5,523"), (123456789012, "1.23457E+11"), (-12, "-12.0")],
)
def test_a_number_may_be_written_in_another_way(tmp_path: Path, drawn: float, written: str) -> None:
    design = draw([record(1, [claim(1, value=drawn)])])
    write_sample(design, tmp_path)
    head, row = sheet_rows(tmp_path)
    row[6], row[1] = written, "y"
    save_sheet(tmp_path, [head, row])
    assert read_verdicts(tmp_path, design).by_number == {1: Verdict.RIGHT}


@pytest.mark.parametrize("number", ["13", "0", "-1", "1.5", "one", "", "1e999", "nan"])
def test_a_line_that_is_not_of_the_sample_is_an_error(
    tmp_path: Path, design: Design, number: str
) -> None:
    rows = sheet_rows(tmp_path)
    rows[2][0] = number
    save_sheet(tmp_path, rows)
    with pytest.raises(SamplingError, match="line 3: there is no claim"):
        read_verdicts(tmp_path, design)


def test_a_claim_in_two_lines_is_an_error(tmp_path: Path, design: Design) -> None:
    rows = sheet_rows(tmp_path)
    save_sheet(tmp_path, [*rows, rows[3]])
    with pytest.raises(SamplingError, match="line 14: claim 3 stands in line 4 too"):
        read_verdicts(tmp_path, design)


def test_a_missing_column_is_an_error(tmp_path: Path, design: Design) -> None:
    save_sheet(tmp_path, [[*row[:1], *row[2:]] for row in sheet_rows(tmp_path)])
    with pytest.raises(SamplingError, match="the first line lacks verdict"):
        read_verdicts(tmp_path, design)


@pytest.mark.parametrize(
    "content", [b"", b"\n\n", b"PK\x03\x04\x00\x00\x00\xff\xfe", b'"', b"\x00"]
)
def test_what_is_no_sheet_is_an_error(tmp_path: Path, design: Design, content: bytes) -> None:
    (tmp_path / "sheet.csv").write_bytes(content)
    with pytest.raises(SamplingError, match=r"sheet\.csv"):
        read_verdicts(tmp_path, design)


@given(st.binary(max_size=200))
def test_hostile_bytes_are_an_error_and_never_a_fault(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    folder = tmp_path_factory.mktemp("sheet")
    design = draw([record(1, [claim(1)])])
    write_sample(design, folder)
    head = (folder / "sheet.csv").read_bytes().splitlines()[0]
    (folder / "sheet.csv").write_bytes(head + b"\r\n" + content)
    try:
        numbers = set(read_verdicts(folder, design).by_number)
    except SamplingError:
        numbers = set()
    assert numbers <= {1}


def test_verdicts_are_never_overwritten(tmp_path: Path, design: Design) -> None:
    write_sample(design, tmp_path)  # no verdict yet
    fill(tmp_path, {3: "right"})
    with pytest.raises(SamplingError, match="never overwritten: choose another --output"):
        write_sample(design, tmp_path)
    assert sheet_rows(tmp_path)[3][1] == "right"


@pytest.mark.parametrize("name", ["filled.csv", "sheet.xlsx", "Sheet.ET"])
def test_other_spreadsheets_may_hold_verdicts_too(
    tmp_path: Path, design: Design, name: str
) -> None:
    (tmp_path / name).write_bytes(b"PK")
    with pytest.raises(SamplingError, match=f"{name} may hold verdicts"):
        write_sample(design, tmp_path)


def test_a_sheet_that_cannot_be_understood_is_not_overwritten(
    tmp_path: Path, design: Design
) -> None:
    (tmp_path / "sheet.csv").write_bytes(b"PK\x03\x04\x00")
    with pytest.raises(SamplingError, match="may hold verdicts"):
        write_sample(design, tmp_path)


def test_a_file_is_no_folder(tmp_path: Path, design: Design) -> None:
    with pytest.raises(SamplingError, match=r"sheet\.csv is no folder"):
        write_sample(design, tmp_path / "sheet.csv")


def test_a_design_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SamplingError, match=r"design\.json cannot be read"):
        read_design(tmp_path)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("population", "claims"), 7),
        (("strata", 0, "drawn"), 99),
        (("claims", 0, "stratum"), 99),
        (("claims", 0, "number"), 2),
        (("by",), ["metric"]),
        (("seed",), "x"),
    ],
)
def test_a_design_that_was_changed_is_an_error(
    tmp_path: Path, design: Design, path: tuple[str | int, ...], value: object
) -> None:
    content = json.loads(design.model_dump_json())
    target = content
    for key in path[:-1]:
        target = target[key]
    target[path[-1]] = value
    (tmp_path / "design.json").write_text(json.dumps(content))
    with pytest.raises(SamplingError, match="is not as it was written"):
        read_design(tmp_path)


def test_an_exact_number_shows_no_bound(tmp_path: Path) -> None:
    write_sample(draw([record(1, [claim(1, bound=Bound.EXACT, channel=None)])]), tmp_path)
    assert sheet_rows(tmp_path)[1][8:10] == ["", ""]
