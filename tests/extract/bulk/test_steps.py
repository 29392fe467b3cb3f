"""Steps of a datatrove pipeline, called in this process, between steps of datatrove's own."""

from __future__ import annotations

import json
import os
import pickle
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import dill  # type: ignore[import-untyped]
import pytest
from datatrove.data import Document, Media
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter

from gongkai.extract.bulk import steps as steps_module
from gongkai.extract.bulk.locking import one_of_several, sole_run
from gongkai.extract.bulk.manifest import BulkRun
from gongkai.extract.bulk.running import Report, run_shards
from gongkai.extract.bulk.shard_steps import ManifestReader, ShardsWriter, pipeline_of
from gongkai.extract.bulk.steps import InputReader, RecordForm, ReportExtractor
from gongkai.extract.errors import GongkaiError
from gongkai.extract.inputs import Input, InputError
from gongkai.extract.pool import Job, Limits
from gongkai.extract.reading.limits import MAXIMUM_BYTES
from gongkai.extract.sources.columns import Columns
from gongkai.extract.work import Settings, Success
from tests.extract.bulk.runs import (
    PoolInThisProcess,
    content,
    files,
    frozen,
    manifest_names,
    names_in,
    tell,
)
from tests.extract.pool import tasks

SAMPLES: Final = Path(__file__).parents[3] / "annotations" / "samples"
SAMPLE: Final = SAMPLES / "2012_county_prose.txt"
RULES: Final = Settings(model="rules")
GENEROUS: Final = Limits(60.0, 1_000_000_000)


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps_module, "Pool", PoolInThisProcess)


def names(documents: Iterable[Document]) -> list[str]:
    return [document.id for document in documents]


def telling(workers: int = 1) -> ReportExtractor:
    """A step that tells what files are called."""
    return ReportExtractor.of_job(Job(tell, GENEROUS), workers=workers)


def pipeline(run: BulkRun, numbers: list[int], shards_per_task: int = 1) -> list[Any]:
    extractor = telling()
    reader = ManifestReader(run.directory, numbers, shards_per_task)
    return [reader, extractor, ShardsWriter(run.directory, extractor)]


def run_rank(steps: Iterable[Any], rank: int, world_size: int = 1) -> list[Document]:
    """What comes out of the last step, as datatrove's executors call them."""
    data = None
    for step in steps:
        data = step(data, rank, world_size)
    return list(data or ())


def test_the_tasks_of_a_reader_share_the_inputs_out_in_their_order(tmp_path: Path) -> None:
    folder = files(tmp_path / "reports", "abcdefg")
    reader = InputReader(folder)
    shares = [names(reader.run(rank=rank, world_size=3)) for rank in range(3)]
    assert shares == [
        ["a.txt", "d.txt", "g.txt"],
        ["b.txt", "e.txt"],
        ["c.txt", "f.txt"],
    ]


def test_inputs_are_named_for_tasks_that_run_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files(tmp_path / "reports", "ab")
    monkeypatch.chdir(tmp_path)
    reader = InputReader("reports", "memory://somewhere/*.txt")
    monkeypatch.chdir("/")
    assert reader.inputs == [str(tmp_path / "reports"), "memory://somewhere/*.txt"]


@pytest.mark.usefixtures("in_process")
@pytest.mark.parametrize("key", ["source", "reference"])
def test_metadata_of_documents_from_elsewhere_lead_to_no_file(tmp_path: Path, key: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("of this machine", encoding="utf-8")
    lying = {"kind": "file", "uri": "a", "path": str(secret)}
    line = {"text": "of the data set", "id": "a", "metadata": {key: lying}}
    (tmp_path / "data.jsonl").write_text(json.dumps(line), encoding="utf-8")
    read: list[bytes] = []

    def keep(source: Input) -> Success:
        read.append(source.read_bytes())
        return Success("{}", 0)

    steps = [
        JsonlReader(str(tmp_path / "data.jsonl")),
        ReportExtractor.of_job(Job(keep, GENEROUS), workers=1),
    ]
    (document,) = run_rank(steps, 0)
    assert read == [b"of the data set"]
    assert document.metadata[key] == lying


@pytest.mark.usefixtures("in_process")
def test_where_a_report_was_read_does_not_leave_the_pipeline(tmp_path: Path) -> None:
    (document,) = run_rank([InputReader(files(tmp_path / "reports", "a")), telling()], 0)
    assert list(document.metadata) == ["outcome"]


@pytest.mark.usefixtures("in_process")
def test_the_columns_of_tables_may_be_named(tmp_path: Path) -> None:
    lines = [{"正文": f"第{number}份", "名称": f"report {number}"} for number in range(3)]
    table = tmp_path / "texts.jsonl"
    table.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    reader = InputReader(table, columns=Columns(text="正文", uri="名称"))
    documents = run_rank([reader, telling()], 1, 2)
    assert [document.metadata["outcome"].line for document in documents] == ["report 1"]


def test_an_input_that_does_not_exist_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        list(InputReader(tmp_path / "nothing").run())


def test_what_earlier_steps_gave_goes_first(tmp_path: Path) -> None:
    earlier = Document(text="一", id="earlier")
    reader = InputReader(files(tmp_path / "reports", "a"))
    assert names(reader.run([earlier])) == ["earlier", "a.txt"]


def test_steps_survive_the_way_to_another_machine(tmp_path: Path) -> None:
    folder = files(tmp_path / "reports", "ab")
    run = frozen(tmp_path / "run", folder)
    steps = [
        InputReader(folder),
        ReportExtractor(settings=RULES),
        *pipeline_of(run, [0], workers=2),
    ]
    for pickled in (pickle, dill):
        arrived = pickled.loads(pickled.dumps(steps))
        assert names(arrived[0].run()) == ["a.txt", "b.txt"]
        assert arrived[-1].extractor is arrived[-2]


def test_reports_of_datatrove_readers_become_records_for_its_writers(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    text = SAMPLE.read_text(encoding="utf-8")
    lines = [
        {"text": text, "id": "https://gov.example/1", "year": 2012},
        {"text": "\0\1\2", "id": "binary"},
        {"text": "<html><body><p>全年公开信息12条。</p></body></html>", "id": "page"},
    ]
    with (tmp_path / "texts" / "a.jsonl").open("w", encoding="utf-8") as stream:
        stream.writelines(json.dumps(line) + "\n" for line in lines)
    extractor = ReportExtractor(settings=RULES, limits=GENEROUS)
    steps = [
        JsonlReader(str(tmp_path / "texts")),
        extractor,
        JsonlWriter(str(tmp_path / "records"), compression=None),
    ]
    assert len(run_rank(steps, 0)) == 3

    written = (tmp_path / "records" / "00000.jsonl").read_text(encoding="utf-8")
    report, binary, page = map(json.loads, written.splitlines())
    record = report["metadata"]["record"]
    assert record["source"]["uri"] == report["id"] == "https://gov.example/1"
    assert report["metadata"]["year"] == 2012
    for claim in record["claims"]:
        assert report["text"][claim["start"] : claim["end"]] == claim["quote"]
    assert record["claims"]
    assert page["text"].strip() == "全年公开信息12条。"
    assert binary["metadata"]["error"]["stage"] == "read"
    assert binary["metadata"]["error"]["uri"] == "binary"
    assert "record" not in binary["metadata"]
    assert extractor.stats["reports_read"].total == 2
    assert extractor.stats["reports_failed"].total == 1
    assert extractor.stats[f"reports_failed/read/{binary['metadata']['error']['error']}"].total == 1


def test_failures_go_to_a_writer_of_their_own_where_there_is_one(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    shutil.copy(SAMPLE, folder / "a.txt")
    (folder / "b.txt").touch()
    writer = JsonlWriter(str(tmp_path / "failed"), compression=None)
    extractor = ReportExtractor(settings=RULES, limits=GENEROUS, exclusion_writer=writer)
    assert names(run_rank([InputReader(folder), extractor], 0)) == ["a.txt"]
    (line,) = (tmp_path / "failed" / "00000.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["metadata"]["error"]["error"] == "empty"


def test_a_record_is_a_line_where_that_is_asked_for(tmp_path: Path) -> None:
    extractor = ReportExtractor(settings=RULES, limits=GENEROUS, record_form=RecordForm.JSON)
    (document,) = run_rank([InputReader(SAMPLE), extractor], 0)
    assert json.loads(document.metadata["record"])["source"]["uri"] == SAMPLE.name
    assert document.text == SAMPLE.read_text(encoding="utf-8")


def test_the_bytes_of_a_medium_are_the_report() -> None:
    page = "<html><body><p>全年公开信息12条。</p></body></html>".encode("gb18030")
    media = [
        Media(id="1", type=3, url="a"),
        Media(id="2", type=3, url="b", media_bytes=page),
    ]
    extractor = ReportExtractor(settings=RULES, limits=GENEROUS)
    (document,) = extractor.run([Document(text="not this", id="page", media=media)])
    assert document.text.strip() == "全年公开信息12条。"


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (Document(text="half of a pair: \ud800", id="half"), "undecodable"),
        (Document(text="x" * (MAXIMUM_BYTES + 1), id="long"), "too_large"),
        (Document(text="", id="empty"), "empty"),
    ],
)
def test_what_can_be_no_report_is_an_error_of_its_own(document: Document, code: str) -> None:
    (failed,) = ReportExtractor(settings=RULES, limits=GENEROUS).run([document])
    assert failed.metadata["error"]["error"] == code
    assert failed.metadata["error"]["uri"] == document.id


def test_poison_costs_itself_alone() -> None:
    extractor = ReportExtractor(workers=2)
    extractor.job = Job(tasks.do, Limits(60.0, 200_000_000))
    documents = [Document(text="x", id=name) for name in ("a", "die:", "b", "eat:", "c")]
    told = [
        document.metadata.get("outcome") or document.metadata["error"]["error"]
        for document in _with_outcomes(extractor, documents)
    ]
    assert told == ["a", "killed", "b", "memory_limit", "c"]


def _with_outcomes(extractor: ReportExtractor, documents: list[Document]) -> list[Document]:
    extractor.record_form = RecordForm.OUTCOME
    done = list(extractor.run(documents))
    for document in done:
        outcome = document.metadata.pop("outcome")
        if isinstance(outcome, Success):
            document.metadata["outcome"] = outcome.line
        else:
            document.metadata["error"] = {"error": outcome.error}
    return done


def test_documents_that_carry_much_are_on_their_way_a_few_at_a_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(steps_module, "_BYTES_ON_THE_WAY", 10)
    arrived: list[str] = []

    def arriving() -> Iterable[Document]:
        for number in range(9):
            arrived.append(str(number))
            yield Document(text="x" * 4, id=str(number))

    extractor = telling()
    ahead = []
    left = []
    for document in extractor.run(arriving()):
        left.append(document.id)
        ahead.append(len(arrived) - len(left))
    assert left == arrived == [str(number) for number in range(9)]
    assert max(ahead) <= 2


def test_an_error_of_the_step_before_is_raised_behind_what_came(tmp_path: Path) -> None:
    def breaking() -> Iterable[Document]:
        yield Document(text="x", id="a")
        raise OSError("gone")

    documents = telling().run(breaking())
    assert next(documents).id == "a"
    with pytest.raises(OSError, match="gone"):
        next(documents)


def test_tasks_make_the_bytes_that_a_run_on_one_machine_makes(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for number, sample in enumerate(sorted(SAMPLES.glob("*.txt"))[:5]):
        shutil.copy(sample, folder / f"{number}.txt")
    (folder / "empty.txt").touch()
    apart, here = (
        frozen(tmp_path / name, folder, 2, formats=("jsonl", "parquet"))
        for name in ("apart", "here")
    )
    steps = pipeline_of(apart, apart.pending(), workers=2, shards_per_task=2)
    assert steps[0].tasks == 2
    for rank in (1, 0):
        run_rank(steps, rank, 2)
    run_shards(here, here.pending(), workers=1, report=Report())
    assert names_in(apart.directory) == manifest_names(apart)
    assert content(apart.directory) == content(here.directory)


@pytest.mark.usefixtures("in_process")
def test_the_ith_task_makes_the_ith_lot_of_what_is_pending(tmp_path: Path) -> None:
    run = frozen(tmp_path / "run", files(tmp_path / "reports", "abcdefghij"), 2)
    steps = pipeline(run, [0, 2, 4], shards_per_task=2)
    assert steps[0].tasks == 2
    run_rank(steps, 1)
    assert run.pending() == [0, 1, 2, 3]
    run_rank(steps, 0)
    assert run.pending() == [1, 3]


@pytest.mark.usefixtures("in_process")
def test_a_task_that_begins_anew_makes_only_what_is_lacking(tmp_path: Path) -> None:
    run = frozen(tmp_path / "run", files(tmp_path / "reports", "abcd"), 2)
    run_rank(pipeline(run, [0]), 0)
    before = os.stat(tmp_path / "run" / "shards" / "00000").st_ino
    assert names(run_rank(pipeline(run, [0, 1], 2), 0)) == ["c.txt", "d.txt"]
    assert run.pending() == []
    assert os.stat(tmp_path / "run" / "shards" / "00000").st_ino == before


@pytest.mark.usefixtures("in_process")
def test_a_shard_with_other_bytes_of_the_same_length_is_made_anew(tmp_path: Path) -> None:
    run = frozen(tmp_path / "run", files(tmp_path / "reports", "ab"), 2)
    run_rank(pipeline(run, [0]), 0)
    right = content(run.directory)
    records = tmp_path / "run" / "shards" / "00000" / "records.jsonl.zst"
    records.write_bytes(bytes(len(records.read_bytes())))
    run_rank(pipeline(run, run.pending(verify=True)), 0)
    assert content(run.directory) == right


@pytest.mark.usefixtures("in_process")
def test_a_shard_of_which_documents_were_dropped_does_not_appear(tmp_path: Path) -> None:
    run = frozen(tmp_path / "run", files(tmp_path / "reports", "abc"), 3)
    reader, extractor, writer = pipeline(run, [0])

    def dropping(data: Iterable[Document], rank: int, world_size: int) -> Iterable[Document]:
        del rank, world_size
        return (document for document in data if document.id != "b.txt")

    with pytest.raises(GongkaiError, match="only 2 came to an end"):
        run_rank([reader, extractor, dropping, writer], 0)
    assert content(run.directory) == {}


@pytest.mark.usefixtures("in_process")
def test_a_task_that_breaks_leaves_no_shard_and_no_leftovers(tmp_path: Path) -> None:
    run = frozen(tmp_path / "run", files(tmp_path / "reports", "abc"), 3)
    reader, extractor, writer = pipeline(run, [0])

    def breaking(data: Iterable[Document], rank: int, world_size: int) -> Iterable[Document]:
        del rank, world_size
        for document in data:
            if document.id == "b.txt":
                raise GongkaiError("It breaks.")
            yield document

    with pytest.raises(GongkaiError, match="It breaks"):
        run_rank([reader, extractor, breaking, writer], 0)
    assert list((tmp_path / "run" / "shards").iterdir()) == []


@pytest.mark.usefixtures("in_process")
def test_tasks_do_not_begin_where_a_run_on_one_machine_is_at_work(tmp_path: Path) -> None:
    run = frozen(tmp_path / "run", files(tmp_path / "reports", "abc"), 3)
    with sole_run(run.directory), pytest.raises(GongkaiError, match="Another run is at work"):
        run_rank(pipeline(run, [0]), 0)


@pytest.mark.usefixtures("in_process")
def test_several_tasks_work_on_a_run_at_a_time(tmp_path: Path) -> None:
    run = frozen(tmp_path / "run", files(tmp_path / "reports", "abcd"), 2)
    with one_of_several(run.directory):
        run_rank(pipeline(run, [0, 1], 2), 0)
    assert run.pending() == []


def test_the_memory_of_the_processes_that_read_is_known_while_they_do() -> None:
    extractor = telling()
    assert extractor.resident() == 0
    documents = extractor.run([Document(text="x", id=name) for name in "abc"])
    next(documents)
    assert extractor.resident() > 0
    assert len(list(documents)) == 2
    assert extractor.resident() == 0
