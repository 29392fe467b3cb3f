"""One input to one outcome, whatever happens."""

from __future__ import annotations

import dataclasses
import json

import pytest

from gongkai.extract import work
from gongkai.extract.errors import ReadError
from gongkai.extract.inputs import ArchiveMember, FileInput, UnreadableInput
from gongkai.extract.reading.recognition import Recognition
from gongkai.extract.work import (
    Failure,
    Settings,
    Success,
    exceeded_memory,
    exceeded_time,
    killed,
    process,
)
from gongkai.models.document import Document
from gongkai.models.record import Record
from tests.extract.command_line.fakes import extract_fake, read_fake


class Given(FileInput):
    """An input whose bytes are its path."""

    def read_bytes(self) -> bytes:
        return self.path.encode()


@pytest.fixture(autouse=True)
def _fakes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "read_document", read_fake)
    monkeypatch.setattr(work, "extract_record", extract_fake)


def failure(source: FileInput | UnreadableInput) -> Failure:
    outcome = process(source, Settings())
    assert isinstance(outcome, Failure)
    return outcome


def test_a_report_that_is_read_gives_its_line() -> None:
    outcome = process(Given("a.txt", "words"), Settings())
    assert isinstance(outcome, Success)
    assert json.loads(outcome.line)["source"]["uri"] == "a.txt"
    assert (outcome.claims, outcome.rows) == (4, None)


def test_rows_are_made_when_they_are_wanted() -> None:
    outcome = process(Given("a.txt", "words"), Settings(with_rows=True))
    assert isinstance(outcome, Success)
    assert outcome.rows is not None
    assert outcome.rows["texts"][0][1] == "words"


def test_the_threshold_is_applied_before_writing() -> None:
    outcome = process(Given("a.txt", "words"), Settings(minimum_confidence=0.9))
    assert isinstance(outcome, Success)
    assert [claim["id"] for claim in json.loads(outcome.line)["claims"]] == [1, 2]


def test_the_model_of_the_settings_is_the_one_that_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def extract(document: Document, model: str) -> Record:
        asked.append(model)
        return extract_fake(document, model)

    monkeypatch.setattr(work, "extract_record", extract)
    process(Given("a.txt", "words"), Settings())
    process(Given("a.txt", "words"), Settings(model="rules"))
    assert asked == ["accurate", "rules"]


def test_recognition_is_what_the_settings_say(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Recognition] = []

    def read(source: FileInput, ocr: Recognition) -> Document:
        asked.append(ocr)
        return read_fake(source)

    monkeypatch.setattr(work, "read_document", read)
    process(Given("a.txt", "words"), Settings())
    process(Given("a.txt", "words"), Settings(ocr=Recognition.NEVER))
    assert asked == [Recognition.AUTO, Recognition.NEVER]


def test_a_read_error_is_a_failure_with_its_code() -> None:
    found = failure(UnreadableInput("x.zip", "a.txt", "encrypted", "It is encrypted."))
    assert json.loads(found.line) == {
        "uri": "x.zip",
        "member": "a.txt",
        "stage": "read",
        "error": "encrypted",
        "message": "It is encrypted.",
    }
    assert list(json.loads(found.line)) == ["uri", "member", "stage", "error", "message"]


def test_a_fault_of_a_stage_is_a_failure_in_one_sentence() -> None:
    found = failure(Given("报告.txt", "fault"))
    assert (found.stage, found.error) == ("extract", "ZeroDivisionError")
    assert found.message == (
        "报告.txt met a fault of gongkai (division by zero): please report it with the file."
    )
    assert "报告" in found.line


def test_what_ends_a_stage_does_not_end_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def end(document: Document, model: str) -> Record:
        raise RecursionError

    monkeypatch.setattr(work, "extract_record", end)
    found = failure(Given("报告.txt", "words"))
    assert found.error == "RecursionError"
    assert found.message.startswith("报告.txt ")


def test_want_of_memory_is_a_failure_of_the_worker_wherever_it_shows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def end(document: Document, model: str) -> Record:
        raise MemoryError

    def read(source: FileInput, ocr: Recognition) -> Document:
        try:
            raise MemoryError
        except MemoryError as error:
            raise ReadError("too_complex", "It takes more memory than there is.") from error

    monkeypatch.setattr(work, "extract_record", end)
    expected = exceeded_memory(FileInput("报告.txt", ""))
    assert failure(Given("报告.txt", "words")) == expected
    monkeypatch.setattr(work, "read_document", read)
    assert failure(Given("报告.txt", "words")) == expected
    assert (expected.stage, expected.error) == ("worker", "memory_limit")
    assert expected.message.startswith("报告.txt needs more memory than there is: ")


@pytest.mark.parametrize(
    ("found", "error", "words"),
    [
        (exceeded_time(FileInput("a.pdf", ""), limit=120.0), "time_limit", "120 seconds"),
        (exceeded_memory(FileInput("a.pdf", ""), limit=10**9), "memory_limit", "than 1,000 MB"),
        (killed(FileInput("a.pdf", ""), status=-9), "killed", "(SIGKILL)"),
        (killed(FileInput("a.pdf", ""), status=-999), "killed", "(signal 999)"),
        (killed(FileInput("a.pdf", ""), status=3), "killed", "(exit status 3)"),
    ],
)
def test_what_a_worker_fails_of_is_told_in_one_sentence_with_the_remedy(
    found: Failure, error: str, words: str
) -> None:
    assert (found.uri, found.member, found.stage, found.error) == ("a.pdf", None, "worker", error)
    assert found.message.startswith("a.pdf ")
    assert words in found.message
    assert "save it as plain text" in found.message


def test_a_fault_inside_an_archive_names_archive_and_member() -> None:
    class Member(ArchiveMember):
        def read_bytes(self) -> bytes:
            return b"fault"

    source = Member("x.zip", "a.txt", "x.zip", (0,))
    outcome = process(source, Settings())
    assert isinstance(outcome, Failure)
    assert outcome.message.startswith("x.zip: a.txt met a fault of gongkai")
    assert killed(source, status=1).message.startswith("x.zip: a.txt ends the process")


def test_a_fault_is_put_down_to_the_innermost_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    stage = {"__name__": "gongkai.extract.narrative.finder"}
    exec("def find(): raise KeyError('x')", stage)  # noqa: S102 - a module made on the spot

    def extract(document: Document, model: str) -> Record:
        del document, model
        find = stage["find"]
        assert callable(find)
        record: Record = find()
        return record

    monkeypatch.setattr(work, "extract_record", extract)
    assert failure(Given("a.txt", "words")).stage == "narrative"


def test_a_fault_of_the_reader_is_put_down_to_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(source: object, ocr: Recognition) -> Document:
        raise RecursionError(f"{source} {ocr}")

    monkeypatch.setattr(work, "read_document", read)
    found = failure(Given("a.txt", "words"))
    assert (found.stage, found.error) == ("read", "RecursionError")


def test_a_record_that_cannot_be_written_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def extract(document: Document, model: str) -> Record:
        record = extract_fake(document, model)
        record.claims[0].quote = "\ud800"
        return record

    monkeypatch.setattr(work, "extract_record", extract)
    assert failure(Given("a.txt", "words")).uri == "a.txt"


def test_a_text_that_utf8_cannot_hold_fails_before_it_reaches_the_writers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def read(source: FileInput, ocr: Recognition) -> Document:
        return dataclasses.replace(read_fake(source, ocr), text="\ud800")

    monkeypatch.setattr(work, "read_document", read)
    outcome = process(Given("a.txt", "words"), Settings(with_rows=True))
    assert isinstance(outcome, Failure)
    assert outcome.error == "UnicodeEncodeError"
