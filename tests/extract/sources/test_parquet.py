"""Rows of Parquet files."""

from __future__ import annotations

import os
from pathlib import Path

import pyarrow
import pytest

from gongkai.extract.errors import InputError, ReadError
from gongkai.extract.inputs import Columns, survey_inputs
from gongkai.extract.sources import parquet as module
from gongkai.extract.sources import values
from tests.extract.sources.collections import found, in_base64, parquet, reports

TEXTS = [f"第{number}号报告" for number in range(40)]


def test_each_row_is_a_report_called_by_its_column_of_names(tmp_path: Path) -> None:
    path = parquet(tmp_path / "texts.parquet", {"url": ["a", "b"], "text": ["甲", "<html>乙"]})
    assert reports(path) == [("a", None, "甲".encode()), ("b", None, "<html>乙".encode())]


def test_rows_without_a_name_are_called_by_their_number(tmp_path: Path) -> None:
    path = parquet(tmp_path / "texts.parquet", {"uri": ["a", None, "\n"], "text": ["1", "2", "3"]})
    named = [("a", None, b"1"), ("texts.parquet", "2", b"2"), ("texts.parquet", "3", b"3")]
    assert reports(path) == named
    path = parquet(tmp_path / "other.parquet", {"text": ["1", "2"]})
    assert reports(path) == [("other.parquet", "1", b"1"), ("other.parquet", "2", b"2")]


def test_rows_of_one_name_are_told_apart_by_their_number(tmp_path: Path) -> None:
    first = parquet(tmp_path / "a.parquet", {"uri": ["x", "y", "x"], "text": ["1", "2", "3"]})
    second = parquet(tmp_path / "b.parquet", {"uri": ["y", "y", "x"], "text": ["4", "5", "6"]})
    members = [(uri, member) for uri, member, _ in reports(first, second)]
    assert members == [
        *(("x", None), ("y", None), ("x", "3")),
        *(("y", "1"), ("y", "2"), ("x", "b.parquet#3")),
    ]
    assert survey_inputs([str(first), str(second)]).total == 6
    by_glob = [(uri, member) for uri, member, _ in reports(tmp_path / "*.parquet")]
    assert by_glob == members


def test_bytes_are_read_where_a_row_has_them_else_its_text(tmp_path: Path) -> None:
    columns = {"text": ["a", "b", None], "pdf": [b"%PDF-1", None, None]}
    path = parquet(tmp_path / "a.parquet", columns)
    assert [each[2] for each in reports(path)] == [b"%PDF-1", b"b", "empty"]
    only_text = reports(path, columns=Columns(text="text"))
    assert [each[2] for each in only_text] == [b"a", b"b", "empty"]


def test_bytes_in_a_column_of_text_are_base64(tmp_path: Path) -> None:
    path = parquet(tmp_path / "a.parquet", {"data": [in_base64(b"\x00\xff"), "not base64"]})
    assert [each[2] for each in reports(path)] == [b"\x00\xff", "damaged"]


@pytest.mark.parametrize(
    "kind",
    [
        pyarrow.string(),
        pyarrow.large_string(),
        pyarrow.binary(),
        pyarrow.large_binary(),
        pyarrow.dictionary(pyarrow.int32(), pyarrow.string()),
        pyarrow.struct([("bytes", pyarrow.binary()), ("path", pyarrow.string())]),
    ],
    ids=str,
)
def test_columns_of_every_type_for_texts_and_bytes_are_read(
    tmp_path: Path, kind: pyarrow.DataType
) -> None:
    value: object = (
        {"bytes": b"words", "path": "a.txt"} if pyarrow.types.is_struct(kind) else "words"
    )
    if pyarrow.types.is_binary(kind) or pyarrow.types.is_large_binary(kind):
        value = b"words"
    column = pyarrow.array([value, None], pyarrow.string() if "dict" in str(kind) else kind)
    path = parquet(tmp_path / "a.parquet", {"content": column.cast(kind)})
    assert [each[2] for each in reports(path)] == [b"words", "empty"]


def test_text_that_is_not_utf_8_is_given_as_it_is(tmp_path: Path) -> None:
    text = "年报".encode("gbk")
    column = pyarrow.array([text]).view(pyarrow.string())
    path = parquet(tmp_path / "a.parquet", {"text": column, "uri": column})
    assert reports(path) == [("a.parquet", "1", text)]


def test_a_column_of_numbers_holds_no_reports(tmp_path: Path) -> None:
    path = parquet(tmp_path / "a.parquet", {"text": ["a"], "year": [2021]})
    assert reports(path, columns=Columns(text="year")) == [("a.parquet", "1", "unsupported")]
    assert reports(path, columns=Columns(uri="year")) == [("2021", None, b"a")]


def test_columns_that_are_not_there_are_refused_with_those_that_are(tmp_path: Path) -> None:
    path = parquet(tmp_path / "a.parquet", {"words": ["a"], "year": [2021]})
    with pytest.raises(InputError, match=r"known to be under: .* it has words, year\.$"):
        survey_inputs([str(path)])
    for columns in (Columns(text="txt"), Columns(bytes="txt"), Columns(text="words", uri="txt")):
        with pytest.raises(InputError, match=r"^a\.parquet has no column txt: it has words, year"):
            survey_inputs([str(path)], columns)
    assert reports(path, columns=Columns(text="words")) == [("a.parquet", "1", b"a")]


def test_a_table_is_passed_over_in_a_folder_and_read_where_its_ending_is_named(
    tmp_path: Path,
) -> None:
    parquet(tmp_path / "a.parquet", {"text": ["a"]})
    (tmp_path / "b.txt").write_bytes(b"b")
    survey = survey_inputs([str(tmp_path)])
    assert (survey.total, survey.skipped) == (1, {".parquet": 1})
    assert survey_inputs([str(tmp_path / "*")]).skipped == {".parquet": 1}
    assert [each.uri for each in found(tmp_path / "*.parquet")] == ["a.parquet"]


def test_rows_are_read_in_any_order(tmp_path: Path) -> None:
    path = parquet(tmp_path / "a.parquet", {"text": TEXTS}, row_group_size=7)
    inputs = found(path)
    assert [each.read_bytes().decode() for each in inputs] == TEXTS
    assert [each.read_bytes().decode() for each in reversed(inputs)] == TEXTS[::-1]
    assert [inputs[5].read_bytes(), inputs[5].read_bytes()] == [TEXTS[5].encode()] * 2


def test_rows_of_a_row_group_are_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_BATCH_ROWS", 4)
    started: list[int | None] = []
    restart = module._RowGroup._restart

    def counted(group: module._RowGroup, rows: int | None) -> None:
        started.append(rows)
        restart(group, rows)

    monkeypatch.setattr(module._RowGroup, "_restart", counted)
    inputs = found(parquet(tmp_path / "a.parquet", {"text": TEXTS}, row_group_size=20))
    assert [each.read_bytes().decode() for each in inputs] == TEXTS
    assert started == [None, None]


def test_a_row_broken_off_by_an_alarm_is_read_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs = found(parquet(tmp_path / "a.parquet", {"text": TEXTS}))
    inputs[0].read_bytes()
    monkeypatch.setattr(module, "_BATCH_ROWS", 4)
    advance = module._RowGroup._advance

    class TimeIsUp(BaseException):
        """Rings in the middle of reading."""

    def rung(group: module._RowGroup) -> None:
        advance(group)
        raise TimeIsUp

    parquet(tmp_path / "a.parquet", {"text": TEXTS, "other": TEXTS})  # so that nothing is kept
    with monkeypatch.context() as patch:
        patch.setattr(module._RowGroup, "_advance", rung)
        with pytest.raises(TimeIsUp):
            inputs[20].read_bytes()
    assert [each.read_bytes().decode() for each in inputs] == TEXTS


@pytest.mark.parametrize("share", [0, 0.3, 0.99])
def test_a_file_cut_off_is_one_error(tmp_path: Path, share: float) -> None:
    path = parquet(tmp_path / "a.parquet", {"text": TEXTS})
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    assert reports(path) == [("a.parquet", None, "damaged")]


def test_rows_before_and_behind_a_damage_are_read(tmp_path: Path) -> None:
    texts = [os.urandom(300).hex() for _ in range(40)]
    path = parquet(
        *(tmp_path / "a.parquet", {"text": texts}),
        row_group_size=20,
        use_dictionary=False,
        compression="none",
        write_statistics=False,
        data_page_size=1500,
        write_batch_size=2,
        write_page_checksum=True,
    )
    content = path.read_bytes()
    place = content.index(texts[11].encode())
    path.write_bytes(content[:place] + b"?" + content[place + 1 :])
    read = [each[2] for each in reports(path)]
    damaged = [index for index, each in enumerate(read) if each == "damaged"]
    assert damaged == list(range(damaged[0], 20))
    assert 8 <= damaged[0] <= 11
    assert read[: damaged[0]] == [text.encode() for text in texts[: damaged[0]]]
    assert read[20:] == [text.encode() for text in texts[20:]]


def test_names_that_cannot_be_read_lose_no_row(tmp_path: Path) -> None:
    names = [os.urandom(50).hex() for _ in range(40)]
    path = parquet(
        *(tmp_path / "a.parquet", {"uri": names, "text": TEXTS}),
        row_group_size=20,
        use_dictionary=False,
        compression="none",
        write_statistics=False,
        write_page_checksum=True,
    )
    content = path.read_bytes()
    place = content.index(names[11].encode())
    path.write_bytes(content[:place] + b"?" + content[place + 1 :])
    read = reports(path)
    assert [each[2] for each in read] == [text.encode() for text in TEXTS]
    assert [each[0] for each in read[20:]] == names[20:]
    assert ("a.parquet", "20", TEXTS[19].encode()) == read[19]


def test_a_file_that_changed_or_went_is_an_error_of_its_rows(tmp_path: Path) -> None:
    path = parquet(tmp_path / "a.parquet", {"text": TEXTS}, row_group_size=20)
    first, *_, last = found(path)
    assert first.read_bytes() == TEXTS[0].encode()
    parquet(path, {"text": ["other"]})
    assert first.read_bytes() == b"other"
    with pytest.raises(ReadError, match=r"row 40 of .*fewer rows now") as caught:
        last.read_bytes()
    assert caught.value.code == "damaged"
    path.unlink()
    with pytest.raises(ReadError, match=r"row 40 of .*cannot be opened \(No such file") as caught:
        last.read_bytes()
    assert caught.value.code == "not_found"


def test_a_row_that_is_another_report_now_is_not_told_under_the_old_name(tmp_path: Path) -> None:
    columns: dict[str, list[str | None]] = {"url": ["a", "b", None], "text": ["1", "2", "3"]}
    path = parquet(tmp_path / "a.parquet", columns)
    first, second, unnamed = found(path)
    parquet(path, {"url": ["0", "b", "a", None], "text": ["0", "2", "1", "3"]})
    with pytest.raises(ReadError, match=r"row 1 of .* is not there any more") as caught:
        first.read_bytes()
    assert caught.value.code == "damaged"
    assert second.read_bytes() == b"2"
    assert unnamed.read_bytes() == b"1"  # what has no name cannot be told from others
    parquet(path, {"url": [*columns["url"], "c"], "text": [*columns["text"], "4"]})
    assert first.read_bytes() == b"1"


def test_a_row_of_numbers_for_names_is_known_again(tmp_path: Path) -> None:
    path = parquet(tmp_path / "a.parquet", {"id": [7, 8], "text": ["1", "2"]})
    assert reports(path) == [("7", None, b"1"), ("8", None, b"2")]
    texts = parquet(tmp_path / "b.parquet", {"text": ["1", "2"]})
    assert reports(texts, columns=Columns(uri="text")) == [("1", None, b"1"), ("2", None, b"2")]


def test_a_row_longer_than_any_report_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(values, "MAXIMUM_BYTES", 5)
    path = parquet(tmp_path / "a.parquet", {"text": ["12345", "123456"]})
    assert [each[2] for each in reports(path)] == [b"12345", "too_large"]


def test_a_file_with_more_rows_than_there_are_reports_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PARQUET_ROWS", 39)
    path = parquet(tmp_path / "a.parquet", {"text": TEXTS})
    assert reports(path) == [("a.parquet", None, "too_large")]


def test_a_name_that_fills_the_memory_when_repeated_is_none(tmp_path: Path) -> None:
    places = pyarrow.array([0] * 1000, pyarrow.int32())
    name = pyarrow.DictionaryArray.from_arrays(places, pyarrow.array(["x" * 10_000_000]))
    path = tmp_path / "a.parquet"
    options = {"dictionary_pagesize_limit": 2**30, "write_statistics": False}
    parquet(path, {"uri": name, "text": ["a"] * 1000}, **options)
    assert path.stat().st_size < 1_000_000
    peak = pyarrow.default_memory_pool().max_memory()
    assert [each.member for each in found(path)] == [str(row) for row in range(1, 1001)]
    assert pyarrow.default_memory_pool().max_memory() - peak < 200_000_000  # of 10,000,000,000
