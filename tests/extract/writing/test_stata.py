"""Stata files with labels, missing values and long texts."""

from __future__ import annotations

import warnings
from pathlib import Path

import pandas
import pytest
from pandas.io.stata import StataReader

from gongkai.extract.codebook.entries import entries_of
from gongkai.extract.language import Language
from gongkai.extract.writing.stata import FIXED_WIDTH, StataWriter
from gongkai.extract.writing.tidy import TABLES, tidy_rows
from gongkai.models.scheme import Metric
from tests.extract.sample_records import TEXT, sample_claims, sample_record


def write(
    path: Path,
    text: str = TEXT,
    times: int = 1,
    language: Language = Language.ENGLISH,
    rows_per_file: int = 100,
) -> StataWriter:
    writer = StataWriter(path, language, rows_per_file=rows_per_file)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for _ in range(times):
            writer.write(tidy_rows(sample_record(), text))
        writer.close()
    return writer


def read(path: Path, table: str, *, convert_categoricals: bool = True) -> pandas.DataFrame:
    file = path / f"{table}.dta.partial"
    return pandas.read_stata(file, convert_categoricals=convert_categoricals)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_column_comes_back_under_its_name(tmp_path: Path, table: object) -> None:
    write(tmp_path)
    name = str(getattr(table, "name", ""))
    frame = read(tmp_path, name)
    wanted = ["end_offset" if column == "end" else column for column in entries_of(name)]
    assert list(frame.columns) == wanted
    assert len(frame) == len(tidy_rows(sample_record(), TEXT)[name])
    assert all(len(column) <= 32 for column in frame.columns)


def test_ids_are_numbers_with_labels_in_the_language_asked_for(tmp_path: Path) -> None:
    write(tmp_path, language=Language.CHINESE)
    labelled = read(tmp_path, "claims")
    assert labelled["metric"].tolist()[0] == Metric.INFO_PUBLISHED.chinese
    numbers = read(tmp_path, "claims", convert_categoricals=False)
    order = list(Metric)
    assert [order[number - 1] for number in numbers["metric"]] == [
        claim.metric for claim in sample_claims()
    ]
    with StataReader(tmp_path / "claims.dta.partial") as reader:
        assert reader.variable_labels()["sentence"] == "句子"
        assert reader.value_labels()["bound"] == {1: "正好", 2: "不少于", 3: "不超过", 4: "约"}


def test_what_is_missing_is_missing(tmp_path: Path) -> None:
    write(tmp_path)
    claims = read(tmp_path, "claims")
    assert claims["value_max"].isna().all()
    assert claims["part_of"].isna().tolist() == [True, False, True, True]
    assert claims["channel"].isna().tolist() == [False, True, True, True]
    assert claims["subject"].tolist() == [""] * 4
    facts = read(tmp_path, "facts")
    assert facts["headline"].tolist() == ["true", "false", "false"]


def test_a_missing_list_is_an_empty_text(tmp_path: Path) -> None:
    rows = dict(tidy_rows(sample_record(), TEXT))
    names = list(entries_of("claims"))
    rows["claims"] = [
        tuple(None if name == "box" else item for name, item in zip(names, row, strict=True))
        for row in rows["claims"]
    ]
    writer = StataWriter(tmp_path)
    writer.write(rows)
    writer.close()
    assert read(tmp_path, "claims")["box"].tolist() == [""] * 4


def test_days_are_days(tmp_path: Path) -> None:
    write(tmp_path)
    published = read(tmp_path, "reports")["published"]
    assert published.dt.strftime("%Y-%m-%d").tolist() == ["2024-01-31"]


@pytest.mark.parametrize("length", [680, 681, 40_000])
def test_texts_of_any_length_come_back_whole(tmp_path: Path, length: int) -> None:
    text = "长" * length + "尾"
    write(tmp_path, text)
    assert read(tmp_path, "texts")["text"].tolist() == [text]
    has_long = b"GSO" in (tmp_path / "texts.dta.partial").read_bytes()
    assert has_long is (len(text.encode()) > FIXED_WIDTH)


def test_texts_end_at_no_null_character(tmp_path: Path) -> None:
    write(tmp_path, "前\0后")
    assert read(tmp_path, "texts")["text"].tolist() == ["前后"]


def test_uneven_texts_take_no_padding(tmp_path: Path) -> None:
    writer = StataWriter(tmp_path)
    for number in range(50):
        writer.write(tidy_rows(sample_record(), "长" * (600 if number == 0 else 1)))
    writer.close()
    assert (tmp_path / "texts.dta.partial").stat().st_size < 20_000
    assert read(tmp_path, "texts")["text"].str.len().tolist() == [600] + [1] * 49


def test_a_large_table_becomes_several_files_and_the_user_is_told(tmp_path: Path) -> None:
    writer = write(tmp_path, times=5, rows_per_file=8)
    names = [path.name for path in writer.partials if path.name.startswith("claims")]
    assert names == ["claims.dta.partial", "claims_2.dta.partial", "claims_3.dta.partial"]
    frames = [pandas.read_stata(tmp_path / name) for name in names]
    assert [len(frame) for frame in frames] == [8, 8, 4]
    assert any("claims is in 3 Stata files" in note for note in writer.notes)


def test_a_run_without_reports_leaves_files_without_rows(tmp_path: Path) -> None:
    writer = write(tmp_path, times=0)
    assert len(writer.partials) == len(TABLES)
    assert len(read(tmp_path, "reports")) == 0
    assert writer.notes == []


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        write(tmp_path / name)
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()
