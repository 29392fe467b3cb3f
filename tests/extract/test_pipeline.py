"""The whole way from bytes to a record: what holds for every record."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.extract import GongkaiError, ReadError, extract, extract_many, read
from gongkai.extract.limits import LONGEST_TEXT, MOST_BLOCKS, READ_BY_RULES, within_limits
from gongkai.extract.writing.json_lines import record_line
from gongkai.extract.writing.threshold import drop_uncertain_claims
from gongkai.models.document import Document, Paragraph, Span
from gongkai.models.record import Record
from gongkai.models.trained import capacity
from tests.examples import examples
from tests.extract.cell_evidence import assert_sound_cells
from tests.extract.plain_documents import document_of, report

SAMPLES = Path(__file__).parents[2] / "annotations" / "samples"
TEXTS = sorted(SAMPLES.glob("*.txt"))
PAGES = sorted(SAMPLES.glob("*.html"))


def assert_sound(record: Record, text: str) -> None:
    """Assert what every record must satisfy: all it says stands in the text where it says."""
    for claim in record.claims:
        assert claim.quote == text[claim.start : claim.end]
        assert claim.quote
        assert claim.part_of is None or claim.part_of in {each.id for each in record.claims}
    assert [claim.id for claim in record.claims] == list(range(len(record.claims)))
    stated = [(each.text, each.start, each.end) for each in record.problems]
    stated += [(each.text, each.start, each.end) for each in record.improvements]
    for written, start, end in stated:
        assert written == text[start:end]
        assert written
    for line in record.tables.lines:
        assert 0 <= line.start < line.end <= len(text)
    assert_sound_cells(record, text)
    _assert_sound_sections(record, text)
    _assert_sound_references(record)
    for warning in record.warnings:
        assert warning.message
        assert (warning.start is None) is (warning.end is None)


def _assert_sound_sections(record: Record, text: str) -> None:
    end = 0
    for section in record.sections:
        assert end <= section.start <= section.end <= len(text)
        end = section.end


def _assert_sound_references(record: Record) -> None:
    cells = {
        f"cell:{section.value}.{key}"
        for section, table in record.tables.by_section().items()
        for key in table.cells
    }
    claims = {f"claim:{claim.id}" for claim in record.claims}
    for fact in record.facts:
        assert fact.sources
        assert set(fact.sources) <= cells | claims
    for check in record.checks:
        assert {f"cell:{cell}" for cell in check.cells} <= cells
    named = [source for fact in record.facts for source in fact.sources if source in claims]
    assert sorted(named) == sorted(claims)


@pytest.mark.parametrize("path", [*TEXTS, *PAGES], ids=lambda path: path.name)
def test_all_that_a_record_says_stands_where_it_says(path: Path) -> None:
    document = read(path)
    record = extract(document)
    assert_sound(record, document.text)
    assert record.claims
    assert record.sections


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_a_record_survives_its_journey_through_json(path: Path) -> None:
    line = record_line(extract(read(path)))
    again = Record.model_validate_json(line)
    assert record_line(again) == line
    assert list(json.loads(line)) == list(Record.model_fields)
    assert "\n" not in line


def test_text_and_page_of_a_report_give_the_same_cells() -> None:
    for path in TEXTS:
        text, page = (extract(read(path.with_suffix(ending))) for ending in (".txt", ".html"))
        for section, table in text.tables.by_section().items():
            other = page.tables.by_section()[section].cells
            assert {k: (c.state, c.value) for k, c in table.cells.items()} == {
                k: (c.state, c.value) for k, c in other.items()
            }, (path.name, section)


def _bytes_of_run(tmp_path: Path, name: str, workers: int, seed: str) -> bytes:
    output = tmp_path / name
    subprocess.run(  # noqa: S603 - our own command
        [
            *(sys.executable, "-m", "gongkai.extract", "extract", str(SAMPLES)),
            *("--output", str(output), "--workers", str(workers)),
        ],
        env={**os.environ, "PYTHONHASHSEED": seed},
        check=True,
        capture_output=True,
    )
    return (output / "records.jsonl").read_bytes()


def test_the_same_reports_give_the_same_bytes_whatever_the_hash_seed_and_the_workers(
    tmp_path: Path,
) -> None:
    alone = _bytes_of_run(tmp_path, "alone", 1, "1")
    several = _bytes_of_run(tmp_path, "several", 2, "2024")
    assert alone == several
    assert alone.count(b"\n") == len(TEXTS) + len(PAGES)


@pytest.mark.parametrize("model", ["accurate", "rules"])
def test_many_documents_are_extracted_some_at_a_time_as_each_alone(model: str) -> None:
    texts = ["发布信息{0}条，其中动态{0}条。", "未收到申请。", "热线来电{0}件，办结率9{0}%。", ""]
    documents = [document_of(report(texts[number % 4].format(number % 7))) for number in range(19)]
    taken: list[Document] = []

    def stream() -> Iterator[Document]:
        for document in documents:
            taken.append(document)
            yield document

    records = extract_many(stream(), model=model)
    assert taken == []
    first = next(records)
    assert len(taken) == 8
    lines = [record_line(record) for record in (first, *records)]
    assert lines == [record_line(extract(document, model=model)) for document in documents]


@pytest.mark.parametrize("taken", [0, 3, 8, 11])
def test_documents_taken_before_an_error_are_extracted_before_it_is_raised(taken: int) -> None:
    documents = [document_of(report(f"发布信息{number}条。")) for number in range(taken)]

    def stream() -> Iterator[Document]:
        yield from documents
        raise OSError("the disk is gone")

    records: list[Record] = []
    with pytest.raises(OSError, match="the disk is gone"):
        records.extend(extract_many(stream(), model="rules"))
    assert records == [extract(document, model="rules") for document in documents]


def test_numbers_beyond_those_of_any_report_are_read_by_the_rules_and_the_record_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(capacity, "MOST_IN_REPORT", 2)
    beyond = ("收到申请7件。", "未收到投诉。", "举办培训5次。")
    text = report("\n".join(("全年发布信息12条。", "热线来电30件。", *beyond)))
    record = extract(document_of(text))
    assert_sound(record, text)
    (warning,) = [each for each in record.warnings if each.code == READ_BY_RULES]
    assert "3 passages were read by the rules alone" in warning.message
    assert text[warning.start : warning.end] == "\n".join(beyond)
    unsure = [claim for claim in record.claims if claim.confidence is None]
    assert len(unsure) < len(record.claims)
    assert {claim.id for claim in unsure} == {
        claim.id for claim in record.claims if claim.start >= text.index(beyond[0])
    }
    sources = {f"claim:{claim.id}" for claim in unsure}
    assert unsure
    for fact in record.facts:
        assert (fact.confidence is None) is not sources.isdisjoint(fact.sources)
    assert drop_uncertain_claims(record, 0.01).claims == record.claims[: -len(unsure)]


def test_a_report_of_ordinary_length_has_no_warning_of_that() -> None:
    document = document_of(report("全年发布信息12条。" * 100))
    assert READ_BY_RULES not in {each.code for each in extract(document).warnings}


def test_a_model_that_is_not_there_is_told_before_a_document_is_taken() -> None:
    with pytest.raises(GongkaiError, match="There is no model 'best'"):
        extract_many(iter(()), model="best")


@pytest.mark.parametrize("model", ["accurate", "rules"])
def test_a_record_names_its_model_and_only_the_trained_one_says_how_sure_it_is(model: str) -> None:
    document = document_of(report("全年发布信息12条。"))
    record = extract(document, model=model)
    trained = model == "accurate"
    assert record.extractor.model == model
    assert (record.extractor.model_sha256 is not None) is trained
    confidences = [claim.confidence for claim in record.claims]
    assert confidences
    assert all((each is not None) is trained for each in confidences)
    assert all(0 < each < 1 for each in confidences if each is not None)


def test_the_record_id_depends_on_bytes_and_place() -> None:
    content = report("发布信息3条。").encode()
    one = extract(read(content, uri="a.txt"))
    assert extract(read(content, uri="a.txt")).record_id == one.record_id
    others = [
        extract(read(content, uri="b.txt")),
        extract(read(content, uri="a.txt", member="a.txt")),
        extract(read(content + b"\n", uri="a.txt")),
    ]
    assert len({one.record_id, *(other.record_id for other in others)}) == 4
    assert len(one.record_id) == 16


def test_a_document_of_another_kind_gives_a_record_with_doubts() -> None:
    record = extract(document_of("今天天气很好。\n明天去爬山。"))
    assert [warning.code for warning in record.warnings] == ["no_sections", "no_year"]
    assert record.claims == []
    assert record.tables.regime is None


def test_a_document_without_blocks_gives_a_record() -> None:
    assert extract(replace(document_of("x"), text="", blocks=())).claims == []


def test_a_text_longer_than_any_report_is_cut_between_blocks_and_the_record_says_where() -> None:
    line = "我局全年发布信息12条，办结申请3件。" * 40
    text = "\n".join([line] * (LONGEST_TEXT // len(line) + 50))
    document = document_of(text)
    cut = within_limits(document)
    assert len(cut.text) <= LONGEST_TEXT
    assert text.startswith(cut.text)
    assert cut.blocks[-1].span.end == len(cut.text)
    (notice,) = cut.notices
    assert notice.code == "text_truncated"
    assert notice.span == Span(len(cut.text), len(text))
    assert f"{len(text):,}" in notice.message


def test_one_paragraph_longer_than_any_report_is_cut_inside() -> None:
    cut = within_limits(document_of("中" * (LONGEST_TEXT + 1)))
    assert cut.blocks == (Paragraph(Span(0, LONGEST_TEXT)),)


def test_more_paragraphs_than_any_report_has_are_cut() -> None:
    cut = within_limits(document_of("1\n" * (MOST_BLOCKS + 1)))
    assert len(cut.blocks) == MOST_BLOCKS
    assert len(cut.text) == 2 * MOST_BLOCKS - 1


def test_a_text_within_the_limits_is_left_as_it_is() -> None:
    document = document_of(report("发布信息3条。"))
    assert within_limits(document) is document


@cache
def _sample_lines(index: int) -> tuple[str, ...]:
    return tuple(TEXTS[index].read_text(encoding="utf-8").splitlines(keepends=True))


@st.composite
def mutilated(draw: st.DrawFn) -> str:
    """Draw a sample with lines deleted, doubled, swapped, or cut off."""
    lines = list(_sample_lines(draw(st.integers(0, len(TEXTS) - 1))))
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, len(lines) - 1))
        other = draw(st.integers(0, len(lines) - 1))
        act = draw(st.sampled_from(["delete", "double", "swap", "cut", "join", "break"]))
        if act == "delete" and len(lines) > 1:
            del lines[place : place + draw(st.integers(1, 20))]
            lines = lines or ["\n"]
        elif act == "double":
            lines.insert(other, lines[place])
        elif act == "swap":
            lines[place], lines[other] = lines[other], lines[place]
        elif act == "cut":
            lines[place] = lines[place][: draw(st.integers(0, len(lines[place])))] + "\n"
        elif act == "join":
            lines[place] = lines[place].rstrip("\n")
        else:
            middle = len(lines[place]) // 2
            lines[place] = lines[place][:middle] + "\n\t" + lines[place][middle:]
    text = "".join(lines)
    return text[: draw(st.integers(1, len(text)))] if draw(st.booleans()) else text


def _document_or_error(source: bytes, uri: str, codes: set[str]) -> Document | None:
    """Return the document, or ``None`` where reading fails for one of the reasons expected."""
    try:
        return read(source, uri=uri)
    except ReadError as error:
        if error.code not in codes:
            raise
        return None


@examples(60)
@given(mutilated())
def test_a_mutilated_report_gives_a_sound_record_or_a_clear_error(text: str) -> None:
    document = _document_or_error(text.encode(), "a.txt", {"empty"})
    if document is None:
        return
    record = extract(document)
    assert_sound(record, document.text)
    line = record_line(record)
    assert record_line(Record.model_validate_json(line)) == line


@examples(20)
@given(st.integers(0, len(PAGES) - 1), st.floats(0, 1), st.floats(0, 0.2))
def test_a_page_with_a_piece_torn_out_gives_a_sound_record_or_a_clear_error(
    index: int, place: float, share: float
) -> None:
    page = PAGES[index].read_bytes()
    start = int(place * len(page))
    torn = page[:start] + page[start + int(share * len(page)) :]
    document = _document_or_error(torn, "a.html", {"empty", "no_text"})
    if document is not None:
        assert_sound(extract(document), document.text)
