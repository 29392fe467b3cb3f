"""What reads records takes those of a bulk run: packed files, and the folder of a whole run."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow
import pytest

from gongkai.extract import record_files
from gongkai.extract.bulk.folder import shard_folder
from gongkai.extract.bulk.manifest import BulkRun
from gongkai.extract.bulk.shards import RECORDS
from gongkai.extract.errors import GongkaiError
from gongkai.extract.inputs import Input
from gongkai.extract.record_files import count_records, is_bulk_run, load_records
from gongkai.extract.work import Outcome, Success
from gongkai.extract.writing.json_lines import record_line
from gongkai.models.record import Record
from tests.extract.bulk.runs import files, frozen, make
from tests.extract.sample_records import sample_record


@pytest.fixture
def task() -> Callable[[Input], Outcome]:
    record = sample_record()

    def tell(source: Input) -> Outcome:
        named = record.source.model_copy(update={"uri": source.uri})
        return Success(record_line(record.model_copy(update={"source": named})), 0)

    return tell


@pytest.fixture
def run(tmp_path: Path, task: Callable[[Input], Outcome]) -> BulkRun:
    made = frozen(tmp_path / "run", files(tmp_path / "reports", "abcde"), 2)
    make(made, task=task)
    return made


def told(*arguments: Path) -> list[str]:
    """The uris of records, and the errors."""
    found = load_records([str(argument) for argument in arguments])
    return [each.source.uri if isinstance(each, Record) else str(each) for each in found]


def test_a_packed_file_of_records_is_read(run: BulkRun) -> None:
    path = shard_folder(run.directory, 1) / RECORDS
    assert told(path) == ["c.txt", "d.txt"]
    assert count_records([str(path)]) == 2


def test_the_folder_of_a_whole_run_is_read_shard_by_shard(run: BulkRun) -> None:
    assert is_bulk_run(str(run.directory))
    assert told(run.directory) == [f"{name}.txt" for name in "abcde"]
    assert count_records([str(run.directory)]) == 5


def test_a_run_that_is_not_complete_is_refused_with_the_remedy(run: BulkRun) -> None:
    shutil.rmtree(shard_folder(run.directory, 1))
    with pytest.raises(GongkaiError, match=r"2 shards of 3 are complete: finish it with gongkai"):
        told(run.directory)


def test_a_run_without_records_is_refused(tmp_path: Path) -> None:
    run = frozen(tmp_path / "run", files(tmp_path / "reports", "a"), formats=("parquet",))
    with pytest.raises(GongkaiError, match="holds no records, since the run does not write jsonl"):
        told(run.directory)


def test_a_cut_file_gives_what_is_whole_and_says_where_it_breaks(
    run: BulkRun, tmp_path: Path
) -> None:
    whole = (shard_folder(run.directory, 0) / RECORDS).read_bytes()
    path = tmp_path / RECORDS
    path.write_bytes(whole + whole[:-20])
    *records, error = told(path)
    assert records[:2] == ["a.txt", "b.txt"]
    assert "cannot be read beyond line" in error
    path.write_bytes(b"no packed file at all")
    with pytest.raises(GongkaiError, match="cannot be read beyond line 0"):
        told(path)


def test_a_line_without_end_is_not_read_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_files, "_LONGEST_LINE", 10_000)
    path = tmp_path / RECORDS
    path.write_bytes(pyarrow.Codec("zstd").compress(b"x" * 10_000_000, asbytes=True))
    with pytest.raises(GongkaiError, match="line 1: the line is longer than"):
        told(path)
