"""What people give: files in unusual encodings and places, and files that are none of the known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gongkai.evaluate.judged import row_files
from gongkai.evaluate.judged.gold import GoldError
from gongkai.evaluate.judged.loading import load_gold, load_predictions
from gongkai.evaluate.judged.pairing import pair_reports
from gongkai.evaluate.judged.reports import JudgedReport
from gongkai.evaluate.judged.row_files import RowError
from gongkai.extract.errors import GongkaiError
from gongkai.extract.inputs import InputError
from gongkai.extract.writing.json_lines import record_line
from tests.extract.sample_records import sample_record

from .texts import ROWS, SENTENCE, write_lines

LINES = "\n".join(json.dumps(each, ensure_ascii=False) for each in ROWS)
ENTIRE = json.dumps(ROWS[0], ensure_ascii=False)


def table(separator: str, *, names: list[str] | None = None) -> str:
    """Return the rows as a table of separated values; all of them have these columns."""
    columns = ["report", "metric", "kind", "value", "quote", "start", "end"]
    lines = [separator.join(names or columns)]
    lines += [separator.join(str(each[column]) for column in columns) for each in ROWS]
    return "\r\n".join(lines) + "\r\n"


def given(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.jsonl", '{"metric": "info_published", "quote": "3"}', "need: add kind; value; start; "),
        ("a.jsonl", '{"words": 1}', r"it has 'words'\. If .* its format with --predicted-format"),
        ("a.jsonl", "{}", "it has none"),
        ("a.jsonl", ENTIRE[:40] + "\n" + ENTIRE, r"a\.jsonl, line 1 is no JSON"),
        ("a.jsonl", LINES.encode("gb18030"), "line 1 is not in UTF-8: save the file in UTF-8"),
        ("a.ndjson", LINES.encode("utf-16"), "line 1 is not in UTF-8"),
        ("a.jsonl", LINES.encode("utf-16-le"), "line 1 is not in UTF-8"),
        ("a.jsonl", "[[[[", "line 1 is no JSON"),
        ("a.jsonl", "公开", "line 1 is no JSON"),
        ("records.jsonl", '{"schema_version": 1, "sour', r"records\.jsonl, line 1 is no JSON"),
        ("a.json", "[[[[", "no JSON"),
        ("a.json", "[" + LINES.replace("\n", ",") + "]", "a list of rows: write one object a line"),
        ("a.json", ENTIRE, r"rows of claims, .* end in \.jsonl"),
        ("a.json", LINES, "is no annotation .Invalid JSON: Extra data"),
        (
            "a.json",
            '{"report": "a.txt", "claim": []}',
            "nothing that is judged: .* it has 'report'",
        ),
        ("a.json", '{"report": "a", "claims": [], "claims": []}', "gives 'claims' twice"),
        (
            "a.json",
            '{"report": "a", "claims": [], "issuer": {"name": "", "name": ""}}',
            "'name' tw",
        ),
        ("a.json", "公开".encode("gb18030"), r"a\.json is not in UTF-8"),
        ("a.csv", table(",").replace("value", "number"), "need: add value; it has 'end', 'kind', "),
        ("a.csv", table(",").replace(",316,", ",3_16,"), "value: '3_16' is no number, which is wr"),
        ("a.csv", table(";").replace(";316;", ';"1,316";'), "value: '1,316' is no number"),
    ],
)
def test_data_that_is_none_of_the_known_is_never_taken_for_reports(
    tmp_path: Path, name: str, content: str | bytes, reason: str
) -> None:
    path = given(tmp_path, name, content)
    with pytest.raises(GongkaiError, match=reason) as raised:
        load_predictions(path)
    assert "\n" not in str(raised.value)
    assert "Input should" not in str(raised.value)


def test_a_line_beyond_all_bounds_is_never_taken_for_a_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(row_files, "LONGEST_LINE", 1 << 20)
    path = given(tmp_path, "a.jsonl", b'{"a": "' + b"x" * (1 << 21) + b'"}\n')
    with pytest.raises(RowError, match="line 1 is longer than 1 MB"):
        load_predictions(path)


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("value", "316", r"\(value: '316' is no number, which is written without quotes,"),
        ("value", None, r"\(value is empty\)"),
        ("value", True, r"\(value: true is no number"),
        ("value", 1e308, r"\(value: 1e\+308 is more than 1e\+15\)"),
        ("start", "9", r"\(start: '9' is no whole number"),
        ("start", 2.5, r"\(start: 2\.5 is no whole number"),
        ("end", 6, r"\(it ends at 6, not behind its start at 9\)"),
        ("kind", "number", r"\(kind: 'number' is none of 'count', 'amount'"),
        ("quote", 316, r"\(quote: 316 is no text: put it in quotes\)"),
        ("confidence", 2, r"\(confidence: 2 is more than 1\)"),
        ("confidence", "high", r"\(confidence: 'high' is no number"),
        ("report", "公" * 100, "report is not the name of a text"),
        ("report", "甲/" * 3000 + "a", "report is not the name of a text"),
    ],
)
def test_what_is_wrong_with_a_row_is_said_in_plain_words(
    tmp_path: Path, field: str, value: object, reason: str
) -> None:
    with pytest.raises(RowError, match=reason):
        load_predictions(write_lines(tmp_path / "a.jsonl", [ROWS[0] | {field: value}]))


@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.csv"])
@pytest.mark.parametrize("content", ["", "\n\n"])
def test_an_empty_file_says_that_nothing_was_found_anywhere(
    tmp_path: Path, name: str, content: str
) -> None:
    path = given(tmp_path, name, content)
    gold = [JudgedReport(each, claims=(), text=SENTENCE) for each in ("a.txt", "b.txt")]
    pairing = pair_reports(gold, load_predictions(path))
    assert [pair.predicted.claims for pair in pairing.pairs] == [(), ()]
    assert (pairing.missing, pairing.unjudged) == ((), 0)
    with pytest.raises(GoldError, match="holds no row: give the rows of the annotated claims"):
        load_gold(path)


def test_a_table_with_columns_alone_says_so_too(tmp_path: Path) -> None:
    path = given(tmp_path, "a.csv", table(",").split("\r\n")[0])
    assert [each.claims for each in load_predictions(path)] == [()]


def test_blank_lines_before_the_first_row_are_no_matter(tmp_path: Path) -> None:
    assert [each.name for each in load_predictions(given(tmp_path, "a.jsonl", "\n \n" + LINES))]
    (found,) = load_predictions(given(tmp_path, "a.csv", "\r\n" + table(",")))
    assert [claim.value for claim in found.claims or ()] == [316, 2]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_is_read_however_a_spreadsheet_wrote_it(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    names = [" Report", "METRIC ", "Kind", "value", "Quote", "start", "End"]
    content = table(separator, names=names) + separator * 6 + "\r\n"
    (found,) = load_predictions(given(tmp_path, "a.csv", content.encode(encoding)))
    assert found.name == "a.txt"
    assert [(claim.value, claim.quote) for claim in found.claims or ()] == [
        (316, "316条"),
        (2, "两次"),
    ]


def test_the_line_that_tells_the_separator_is_no_row(tmp_path: Path) -> None:
    (found,) = load_predictions(given(tmp_path, "a.csv", "sep=;\r\n" + table(";")))
    assert [claim.value for claim in found.claims or ()] == [316, 2]


def test_rows_and_texts_in_one_folder_are_annotations(tmp_path: Path) -> None:
    given(tmp_path, "a.txt", SENTENCE)
    path = given(tmp_path, "rows.jsonl", LINES)
    expected = load_gold(path)
    assert expected[0].text == SENTENCE
    assert load_gold(tmp_path) == load_gold(tmp_path, "claims") == expected
    (extracted,) = load_predictions(tmp_path)
    assert extracted.model == "accurate"
    given(tmp_path, "others.csv", table(","))
    with pytest.raises(InputError, match=r"2 files of rows \(others\.csv, rows\.jsonl\): name"):
        load_gold(tmp_path)


def test_one_table_of_an_extraction_is_no_claims(tmp_path: Path) -> None:
    import pyarrow  # noqa: PLC0415
    from pyarrow import parquet  # noqa: PLC0415

    path = tmp_path / "cells.parquet"
    parquet.write_table(pyarrow.table({"record_id": ["1"], "value": [3]}), path)
    for argument in (path, tmp_path):
        with pytest.raises(RowError, match=r"one table of an extraction: give claims\.parquet"):
            load_predictions(argument)


def annotation(folder: Path, report: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    content = {"report": report, "claims": []}
    return given(folder, "年报.gold.json", json.dumps(content, ensure_ascii=False))


def test_annotations_in_subfolders_go_by_the_paths_of_their_reports(tmp_path: Path) -> None:
    for part in ("甲", "乙"):
        annotation(tmp_path / part, "年报.txt")
        given(tmp_path / part, "年报.txt", SENTENCE)
    gold = load_gold(tmp_path)
    assert sorted(each.name for each in gold) == ["乙/年报.txt", "甲/年报.txt"]
    pairing = pair_reports(gold, load_predictions(tmp_path))
    assert all(pair.predicted.name == pair.gold.name for pair in pairing.pairs)


def test_an_annotation_that_names_a_path_is_not_moved(tmp_path: Path) -> None:
    annotation(tmp_path / "gold", "甲/年报.txt")
    assert [each.name for each in load_gold(tmp_path)] == ["甲/年报.txt"]


def test_two_annotations_of_one_report_are_refused(tmp_path: Path) -> None:
    first = annotation(tmp_path / "甲", "年报.txt")
    second = annotation(tmp_path / "乙", "甲/年报.txt")
    with pytest.raises(GoldError, match="both annotate 甲/年报") as raised:
        load_gold(tmp_path)
    assert str(first) in str(raised.value)
    assert str(second) in str(raised.value)


def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="report: it is not the name of a text"):
        load_gold(annotation(tmp_path, "公" * 1000))


def test_a_report_that_cannot_be_read_is_named_once(tmp_path: Path) -> None:
    given(tmp_path, "a.txt", b"\x00\x01\x02\xff")
    with pytest.raises(GongkaiError) as raised:
        load_gold(annotation(tmp_path, "a.txt"))
    assert str(raised.value).count("a.txt") == 1


def records(folder: Path, text: str) -> Path:
    """Write a record of a report with this text, as extracted from a folder with a subfolder."""
    from gongkai.extract import extract, read  # noqa: PLC0415

    record = extract(read(text.encode(), uri="甲/a.txt"))
    return given(folder, "records.jsonl", record_line(record) + "\n")


def test_records_as_annotations_know_the_texts_beside_them(tmp_path: Path) -> None:
    path = records(tmp_path, SENTENCE)
    assert [each.text for each in load_gold(path)] == [None]
    (tmp_path / "甲").mkdir()
    given(tmp_path / "甲", "a.txt", SENTENCE)
    assert [each.text for each in load_gold(path)] == [SENTENCE]
    assert [each.text for each in load_gold(tmp_path)] == [SENTENCE]
    given(tmp_path / "甲", "a.txt", SENTENCE + "另一")
    assert [each.text for each in load_gold(path)] == [None]


def test_records_as_annotations_know_the_texts_in_a_table(tmp_path: Path) -> None:
    path = records(tmp_path, SENTENCE)
    given(tmp_path, "texts.csv", f"record_id,text\n0000000000000000,{SENTENCE}\n")
    assert [each.text for each in load_gold(path)] == [SENTENCE]


def test_a_file_of_records_may_have_any_name(tmp_path: Path) -> None:
    given(tmp_path, "mine.jsonl", record_line(sample_record()) + "\n")
    assert [each.name for each in load_gold(tmp_path)] == ["folder/云河.txt"]


def test_an_empty_path_is_wrong_usage() -> None:
    for load in (load_gold, load_predictions):
        with pytest.raises(InputError, match="A path is empty: give a file or a folder"):
            load("")


def pairing_of(tmp_path: Path, *fields: dict[str, object]) -> tuple[int, int]:
    rows = [each | more for each, more in zip(ROWS, fields, strict=False)]
    gold = [JudgedReport("a.txt", claims=(), text=SENTENCE)]
    quotes = pair_reports(gold, load_predictions(write_lines(tmp_path / "a.jsonl", rows))).quotes
    return quotes.misplaced, quotes.total


def test_quotes_that_differ_by_space_or_width_stand_where_they_say(tmp_path: Path) -> None:
    assert pairing_of(tmp_path, {"quote": "３１６ 条 "}, {"quote": "两次"}) == (0, 2)


def test_quotes_that_are_longer_or_shorter_are_counted_and_not_refused(tmp_path: Path) -> None:
    assert pairing_of(tmp_path, {"quote": "信息316条"}, {"quote": "两"}) == (2, 2)
    assert pairing_of(tmp_path, {"start": 8, "end": 12}, {}) == (1, 2)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        (
            {"start": 8, "end": 12},
            "where the text has '息316', and 1 of 1 .*count Unicode code poi",
        ),
        ({"quote": "317条"}, "which the text does not have, .*on the text that was annotated"),
        ({"start": 900, "end": 904}, "where the text has ''.*count Unicode code points"),
    ],
)
def test_quotes_that_stand_elsewhere_or_nowhere_are_refused_for_what_they_are(
    tmp_path: Path, fields: dict[str, object], reason: str
) -> None:
    with pytest.raises(GongkaiError, match=reason):
        pairing_of(tmp_path, fields)


def test_of_several_predictions_the_one_of_the_annotated_text_is_taken() -> None:
    gold = [JudgedReport("r04-001", claims=(), text=SENTENCE)]
    for names in (("r04-001.html", "r04-001.txt"), ("甲/r04-001.txt", "乙/r04-001.txt")):
        other, same = (JudgedReport(name, claims=(), text=SENTENCE) for name in names)
        others = JudgedReport(other.name, claims=(), text=SENTENCE + "另")
        (pair,) = pair_reports(gold, [others, same]).pairs
        assert pair.predicted.name == names[1]


def test_the_last_parts_of_a_path_tell_files_of_one_name_apart() -> None:
    gold = [JudgedReport("甲/a.txt", claims=())]
    predicted = [JudgedReport(f"2023/{part}/a.txt", claims=()) for part in ("乙", "甲")]
    assert pair_reports(gold, predicted).pairs[0].predicted.name == "2023/甲/a.txt"


def test_names_in_an_error_are_few() -> None:
    gold = [JudgedReport(f"{number:03}.txt", claims=()) for number in range(200)]
    predicted = [JudgedReport(f"x{number}.txt", claims=()) for number in range(200)]
    with pytest.raises(GongkaiError) as raised:
        pair_reports(gold, predicted)
    message = str(raised.value)
    assert "000.txt, 001.txt, 002.txt, 003.txt, 004.txt and 195 more" in message
    assert "x0.txt" in message
    assert message.index("--allow-missing") < message.index("000.txt")
    with pytest.raises(GongkaiError, match=r"two annotations of 000\.txt"):
        pair_reports([*gold, gold[0]], predicted)


def test_a_list_of_rows_is_told_from_an_annotation_whatever_its_name(tmp_path: Path) -> None:
    path = given(tmp_path, "a.gold.json", f"[{ENTIRE}]")
    with pytest.raises(GoldError, match=r"holds rows of claims.*let the name.*end in \.jsonl"):
        load_gold(path)


def test_a_claim_is_not_part_of_itself(tmp_path: Path) -> None:
    rows = [dict(ROWS[0], id=1, part_of=1)]
    path = write_lines(tmp_path / "a.jsonl", rows)
    with pytest.raises(RowError, match=r"row 1: the claim is part of itself: give the id of its"):
        load_predictions(path)
