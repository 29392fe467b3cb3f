"""Results collected from the shards of a run are those that ``gongkai extract`` writes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from shutil import rmtree

import duckdb
import pyarrow.parquet
import pytest

from gongkai.extract import work
from gongkai.extract.bulk.collecting import IncompleteError, collect, named, steps_of
from gongkai.extract.bulk.folder import shard_folder
from gongkai.extract.bulk.manifest import BulkRun
from gongkai.extract.bulk.settings import Frozen
from gongkai.extract.bulk.shards import ShardLook, look_at_shard
from gongkai.extract.command_line import main
from gongkai.extract.errors import GongkaiError
from gongkai.extract.inputs import Input, InputError, find_inputs
from gongkai.extract.work import Failure, Outcome, Success
from gongkai.extract.writing.json_lines import record_line
from gongkai.extract.writing.output import FORMATS, Output
from gongkai.extract.writing.tidy import TABLES, tidy_rows
from tests.extract.bulk.runs import files, frozen, make
from tests.extract.collection.builders import prose, report
from tests.extract.collection.test_years import COPIED, received

SAMPLES = Path(__file__).parents[3] / "annotations" / "samples"
#: A report of 2022 and one of 2023 with a mirror, others between them, and one that is damaged.
NAMES = ("2022", "2023", "bad", "mirror", "other", "third", "twice")


def outcome(source: Input) -> Outcome:
    name = source.uri.removesuffix(".txt")
    if name == "bad":
        return Failure(source.uri, None, "read", "damaged", "It is damaged.")
    year = 2023 if name == "mirror" else int(name) if name.isdigit() else None
    issuer = "云河县人民政府" if year else "山前镇"
    facts = received(len(name) if year != 2023 else 9)
    text = COPIED + prose(year or NAMES.index(name), 400)
    record = report(source.uri, issuer, year, facts=facts)
    return Success(record_line(record), len(record.claims), tidy_rows(record, text))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> BulkRun:
    """A run that is complete, in four shards; tests do not change it."""
    directory = tmp_path_factory.mktemp("bulk")
    folder = files(directory / "reports", NAMES)
    run = frozen(directory / "run", folder, 2, formats=("jsonl", "parquet"))
    make(run, task=outcome)
    return run


@pytest.fixture
def run(tmp_path: Path) -> BulkRun:
    """A run of its own for a test."""
    found = frozen(tmp_path / "run", files(tmp_path / "reports", NAMES), 2)
    make(found, task=outcome)
    return found


def extracted(made: BulkRun, directory: Path, formats: Sequence[str], keys: Sequence[str]) -> None:
    """Write what ``gongkai extract`` would of the same inputs."""
    output = Output(directory, formats, partition_by=keys)
    for source in find_inputs(made.settings.inputs):
        found = outcome(source)
        if isinstance(found, Success):
            output.write_record(found.line, found.rows)
        else:
            output.write_error(found.line)
    output.close(complete=True)


def content(directory: Path) -> Iterator[tuple[str, object]]:
    """Yield the files of results with what they hold: bytes, or rows."""
    for path in sorted(directory.rglob("*")):
        if path.suffix == ".parquet":
            yield path.relative_to(directory).as_posix(), pyarrow.parquet.ParquetFile(path).read()
        elif path.suffix == ".duckdb":
            with duckdb.connect(str(path), read_only=True) as database:
                rows = [database.execute(f"FROM {table.name}").fetchall() for table in TABLES]
            yield path.name, rows
        elif path.is_file():
            yield path.relative_to(directory).as_posix(), path.read_bytes()


@pytest.mark.parametrize("keys", [(), ("year", "tier")])
def test_the_results_are_those_of_extract(
    made: BulkRun, tmp_path: Path, keys: tuple[str, ...]
) -> None:
    extracted(made, tmp_path / "a", FORMATS, keys)
    done: list[int] = []
    collection = collect(
        made.directory, tmp_path / "b", FORMATS, partition_by=keys, done=partial(done.append, 1)
    )
    assert dict(content(tmp_path / "a")) == dict(content(tmp_path / "b"))
    assert (tmp_path / "b" / "errors.jsonl").read_text().count("\n") == 1
    assert (collection.records, collection.failed, collection.left_out) == (6, 1, 0)
    assert len(done) == steps_of(made, FORMATS)


def test_samples_through_bulk_and_collect_are_those_of_extract(tmp_path: Path) -> None:
    samples = tmp_path / "reports"
    samples.mkdir()
    for path in sorted(SAMPLES.glob("201*.txt")):
        (samples / path.name).write_bytes(path.read_bytes())
    run = frozen(tmp_path / "run", samples, 2, formats=("jsonl", "parquet"))
    settings = work.Settings(with_rows=True, model="rules", ocr=run.settings.ocr)
    make(run, task=partial(work.process, settings=settings))
    arguments = ["--format", "jsonl,parquet,csv", "--output"]
    options = ["--model", "rules", "--ocr", "never"]
    with pytest.raises(SystemExit) as ended:
        main(["extract", str(samples), *options, *arguments, str(tmp_path / "a")])
    assert ended.value.code == 0
    with pytest.raises(SystemExit) as ended:
        main(["bulk", "collect", str(run.directory), *arguments, str(tmp_path / "b")])
    assert ended.value.code == 0
    assert dict(content(tmp_path / "a")) == dict(content(tmp_path / "b"))


def test_no_error_means_no_file_of_errors(tmp_path: Path) -> None:
    run = frozen(tmp_path / "run", files(tmp_path / "reports", ["a", "b"]), 2)
    make(run, task=outcome_of_other)
    collect(run.directory, tmp_path / "results", ("jsonl",))
    assert [path.name for path in (tmp_path / "results").iterdir()] == ["records.jsonl"]


def outcome_of_other(source: Input) -> Outcome:
    return Success(record_line(report(source.uri)), 4)


def corrupt(run: BulkRun, number: int) -> None:
    path = shard_folder(run.directory, number) / "records.jsonl.zst"
    held = bytearray(path.read_bytes())
    held[len(held) // 2] ^= 1
    path.write_bytes(held)


def test_a_run_that_lacks_shards_is_refused_with_what_lacks(run: BulkRun, tmp_path: Path) -> None:
    rmtree(shard_folder(run.directory, 3))
    corrupt(run, 1)  # its size stays
    with pytest.raises(IncompleteError) as raised:
        collect(run.directory, tmp_path / "results", ("jsonl",))
    assert str(raised.value) == (
        f"Of the 4 shards in {run.directory} 1 are not done (00003) and 1 are corrupt (00001): "
        f"run gongkai bulk --output {run.directory} --verify, which makes them, or collect what "
        "is there with --incomplete."
    )
    assert not (tmp_path / "results").exists()


def test_what_is_there_is_collected_if_asked_for(
    run: BulkRun, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corrupt(run, 0)
    rmtree(shard_folder(run.directory, 3))
    arguments = [str(run.directory), "--output", str(tmp_path / "a"), "--format", "jsonl"]
    with pytest.raises(SystemExit) as ended:
        main(["bulk", "collect", *arguments])
    assert ended.value.code == 1
    with pytest.raises(SystemExit) as ended:
        main(["bulk", "collect", *arguments, "--incomplete"])
    assert ended.value.code == 0
    told = capsys.readouterr().err
    assert "left out: 3 inputs of 2 shards; not done: 00003; corrupt: 00000" in told
    assert "reports: 3, failed: 1; claims: 12; shards: 2" in told
    lines = (tmp_path / "a" / "records.jsonl").read_text(encoding="utf-8").splitlines()
    assert [name in line for name, line in zip(("mirror", "other", "third"), lines, strict=True)]


def test_formats_that_the_shards_do_not_hold_are_refused(run: BulkRun, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="duckdb is made from parquet: leave it out, or make a"):
        collect(run.directory, tmp_path / "results", ("jsonl", "duckdb"))
    with pytest.raises(InputError, match="is the folder of the run: name another"):
        collect(run.directory, run.directory / "shards" / "..", ("jsonl",))
    with pytest.raises(GongkaiError, match="holds no bulk run"):
        collect(tmp_path / "reports", tmp_path / "results", ("jsonl",))
    assert not (tmp_path / "results").exists()


def test_a_file_that_goes_meanwhile_leaves_the_earlier_results(
    run: BulkRun, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    results = tmp_path / "results"
    collect(run.directory, results, ("jsonl",))
    before = dict(content(results))

    def look_and_lose(directory: Path, found: Frozen, number: int, *, verify: bool) -> ShardLook:
        looked = look_at_shard(directory, found, number, verify=verify)
        if number == run.shards - 1:
            (shard_folder(directory, 2) / "records.jsonl.zst").unlink()
        return looked

    monkeypatch.setattr("gongkai.extract.bulk.collecting.look_at_shard", look_and_lose)
    with pytest.raises(GongkaiError, match=r"records\.jsonl\.zst cannot be read .*status --verify"):
        collect(run.directory, results, ("jsonl",))
    assert dict(content(results)) == before


@pytest.mark.parametrize("keys", ["", "year,tier"])
def test_copies_and_years_are_found_in_what_was_collected(
    made: BulkRun, tmp_path: Path, keys: str
) -> None:
    results = str(tmp_path / "results")
    options = ["--output", results, "--format", "parquet,duckdb", "--partition-by", keys]
    for command in (
        ["bulk", "collect", str(made.directory), *options],
        ["duplicates", results],
        ["changes", results],
    ):
        with pytest.raises(SystemExit) as ended:
            main(command)
        assert ended.value.code == 0
    with duckdb.connect(f"{results}/gongkai.duckdb", read_only=True) as database:
        query = "SELECT count(*), count(*) FILTER (best) FROM duplicates"
        assert database.execute(query).fetchall() == [(2, 1)]
        query = (
            "SELECT previous_value, \"value\" FROM changes WHERE metric = 'applications_received'"
        )
        assert database.execute(query).fetchall() == [(4.0, 9.0)]
        query = "SELECT count(*) FROM panel WHERE issuer_name = '云河县人民政府'"
        assert database.execute(query).fetchall() == [(2,)]


def test_datasets_loads_what_was_collected(made: BulkRun, tmp_path: Path) -> None:
    import datasets  # noqa: PLC0415 - slow to load

    results = tmp_path / "results"
    collect(made.directory, results, ("parquet",), partition_by=("year", "tier"))
    loaded = datasets.load_dataset(
        "parquet",
        data_files=str(results / "claims/**/*.parquet"),
        cache_dir=str(tmp_path / "cache"),
        split="train",
    )
    claims = next(table for table in TABLES if table.name == "claims")
    assert loaded.column_names == list(claims.names)
    assert len(loaded) == 6 * 4


def test_of_many_shards_the_first_are_named() -> None:
    assert named(range(5)) == "00000, 00001, 00002, 00003, 00004"
    assert named(range(6)) == "00000, 00001, 00002, 00003, 00004, …"
