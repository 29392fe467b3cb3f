"""Claims as rows."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from gongkai.annotations.passages import ContextKind
from gongkai.evaluate.judged import row_files
from gongkai.evaluate.judged.claim_rows import claims_by_text, load_claim_rows
from gongkai.evaluate.judged.loading import load_gold, load_predictions
from gongkai.evaluate.judged.pairing import PairingError, pair_reports
from gongkai.evaluate.judged.reports import JudgedContext, JudgedReport
from gongkai.evaluate.judged.row_files import RowError
from gongkai.extract.writing.comma_separated import guarded
from gongkai.models.document import Span
from gongkai.models.scheme import Bound, Channel
from tests.evaluate.builders import claim, report

from .texts import ROWS, SENTENCE, row, write_lines


def write(folder: Path, ending: str, rows: list[Any]) -> Path:
    """Write rows in one of the formats; all rows get the columns of all."""
    path = folder / f"rows{ending}"
    names = list(dict.fromkeys(name for each in rows for name in each))
    full = [dict.fromkeys(names) | each for each in rows]
    if ending == ".parquet":
        parquet.write_table(pyarrow.Table.from_pylist(full), path)
    elif ending == ".jsonl":
        write_lines(path, full)
    else:
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.DictWriter(stream, names, delimiter="\t" if ending == ".tsv" else ",")
            writer.writeheader()
            writer.writerows(rows)
    return path


@pytest.mark.parametrize("ending", [".parquet", ".csv", ".tsv", ".jsonl"])
def test_rows_of_every_kind_of_file_say_the_same(tmp_path: Path, ending: str) -> None:
    rows = [*ROWS, row("316条", 316.5, report="b.txt", bound="at_least", confidence=0.5)]
    first, second = load_predictions(write(tmp_path, ending, rows))
    assert (first.name, second.name) == ("a.txt", "b.txt")
    assert [each.value for each in first.claims or ()] == [316, 2]
    (other,) = second.claims or ()
    assert (other.value, other.bound, other.confidence) == (316.5, Bound.AT_LEAST, 0.5)
    website, _ = first.claims or ()
    assert (website.channel, website.span) == (Channel.WEBSITE, Span(9, 13))
    assert website.stated == {"channel"}  # a bound that is empty says nothing
    assert first.from_rows
    assert (first.problems, first.cells) == (None, None)


def test_columns_that_are_there_are_judged_even_where_they_are_empty(tmp_path: Path) -> None:
    (found,) = load_gold(write_lines(tmp_path / "a.jsonl", [row("两次", 2, unit=None)]))
    assert (found.claims or ())[0].stated == {"unit"}


def test_parts_name_their_wholes_by_id_or_by_place(tmp_path: Path) -> None:
    rows = [row("两次", 2, id=7, part_of=9), row("316条", 316, id=9, part_of=None)]
    (found,) = load_predictions(write_lines(tmp_path / "a.jsonl", rows))
    assert [each.part_of for each in found.claims or ()] == [1, None]
    rows = [row("316条", 316), row("两次", 2, part_of=0.0)]
    (found,) = load_predictions(write_lines(tmp_path / "a.jsonl", rows))
    assert [each.part_of for each in found.claims or ()] == [None, 0]


@pytest.mark.parametrize("column", ["uri", "name", "text", "record_id"])
def test_a_text_may_be_named_in_other_columns(tmp_path: Path, column: str) -> None:
    given = {**ROWS[0], column: "甲.txt"}
    del given["report"]
    (found,) = load_predictions(write_lines(tmp_path / "a.jsonl", [given]))
    assert found.name == "甲.txt"


def test_words_of_context_spans_are_placed_in_a_text_beside_the_rows(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE, encoding="utf-8")
    words = {"subject": "信息", "action": "发布", "period": "全年"}
    path = write_lines(tmp_path / "a.jsonl", [row("316条", 316, **words)])
    (found,) = load_gold(path)
    assert found.text == SENTENCE
    assert (found.claims or ())[0].contexts == (
        JudgedContext(ContextKind.SUBJECT, Span(7, 9)),
        JudgedContext(ContextKind.ACTION, Span(5, 7)),
        JudgedContext(ContextKind.PERIOD, Span(0, 2)),
    )


BAD = [
    ({"metric": "information"}, r"row 2 is no claim \(metric: 'information' is no id of the"),
    ({"kind": "number"}, "kind: "),
    ({"value": "316"}, "value"),
    ({"value": None}, "value"),
    ({"value": True}, "value"),
    ({"value": 10**400}, "value"),
    ({"value_max": [1]}, "value_max"),
    ({"start": -1}, "start: .*; offsets count code points from 0"),
    ({"start": 2.5}, "start: "),
    ({"end": 3}, "it ends at 3, not behind its start at 9"),
    ({"end": 10**20}, "end: "),
    ({"quote": 3}, "quote: "),
    ({"confidence": 1.5}, "confidence: "),
    ({"confidence": "high"}, "confidence: "),
    ({"channel": "internet"}, "channel: "),
    ({"report": None}, "row 2 does not name its text: give a column report or uri"),
    ({"report": ""}, "report is not the name of a text"),
    ({"report": 3}, "report is not the name of a text"),
    ({"report": "公" * 5000}, "report is not the name of a text"),
    ({"part_of": 5}, "it is part of claim 5, which its text does not have"),
    ({"part_of": 0.5}, "part_of is neither a whole number nor a string"),
    ({"id": [1]}, "id is neither a whole number nor a string"),
]


@pytest.mark.parametrize(("fields", "reason"), BAD)
def test_a_row_that_is_no_claim_is_named(
    tmp_path: Path, fields: dict[str, object], reason: str
) -> None:
    path = write_lines(tmp_path / "a.jsonl", [ROWS[1], ROWS[0] | fields])
    with pytest.raises(RowError, match=reason) as raised:
        load_claim_rows(path)
    message = str(raised.value)
    assert message.startswith(f"{path}, row 2")
    assert "\n" not in message
    assert len(message) < 400


def test_one_id_twice_is_refused(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", [row("两次", 2, id=1), row("316条", 316, id="1")])
    with pytest.raises(RowError, match=r"row 2: its text has a claim 1 already"):
        load_claim_rows(path)


@pytest.mark.parametrize("column", ["value", "start", "confidence", "part_of"])
def test_not_a_number_is_refused_in_every_column(tmp_path: Path, column: str) -> None:
    rows = [{**ROWS[0], "part_of": 0.0, "confidence": 0.5, "value": 316.0, "start": 9.0}]
    rows[0][column] = float("nan")
    path = write(tmp_path, ".parquet", rows)
    with pytest.raises(RowError, match=r"rows\.parquet, row 1: .*(NaN|neither)"):
        load_claim_rows(path)


@pytest.mark.parametrize("written", ["NaN", "nan", "inf", "1e400", "12件", "1,2"])
def test_what_is_no_number_in_a_table_of_text_is_refused(tmp_path: Path, written: str) -> None:
    path = write(tmp_path, ".csv", [{**ROWS[0], "value": written}])
    with pytest.raises(RowError, match=r"rows\.csv, row 1.*value"):
        load_claim_rows(path)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"value": NaN}', "NaN is no number"),
        ("{", "is no JSON"),
        ("[1]", "is no JSON object"),
        ("[" * 100_000, "is no JSON"),
        ('{"value": ' + "9" * 5000 + "}", "is no JSON"),
    ],
)
def test_a_line_that_is_no_object_is_named(tmp_path: Path, line: str, reason: str) -> None:
    path = write_lines(tmp_path / "a.jsonl", [ROWS[0], line])
    with pytest.raises(RowError, match=rf"a\.jsonl, line 2 {reason}|line 2 is no JSON \({reason}"):
        load_claim_rows(path)


def test_a_value_beyond_the_floats_is_refused(tmp_path: Path) -> None:
    line = json.dumps(ROWS[0]).replace("316,", "1e400,")
    with pytest.raises(RowError, match=r"row 1 is no claim \(value"):
        load_claim_rows(write_lines(tmp_path / "a.jsonl", [line]))


def test_a_huge_line_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(row_files, "LONGEST_LINE", 1 << 20)
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"a": "' + b"x" * (1 << 21) + b'"}\n')
    with pytest.raises(RowError, match="line 1 is longer than 1 MB"):
        load_claim_rows(path)


def test_more_rows_than_a_corpus_has_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(row_files, "MOST_ROWS", 1)
    with pytest.raises(RowError, match="more than 1 rows"):
        load_claim_rows(write_lines(tmp_path / "a.jsonl", ROWS))


@pytest.mark.parametrize("ending", [".parquet", ".csv", ".jsonl"])
def test_what_is_no_such_file_is_named(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    path.write_bytes(b"\xff\xfe\x00,\x00\x01")
    with pytest.raises(RowError, match=f"a\\{ending}"):
        load_claim_rows(path)
    path.unlink()
    path.mkdir()
    with pytest.raises(RowError, match=f"a\\{ending}"):
        load_claim_rows(path)


def test_a_column_named_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("report,value,value\na,1,2\n", encoding="utf-8")
    with pytest.raises(RowError, match="two columns of one name"):
        load_claim_rows(path)


@given(st.text(alphabet="=+-@＝'\t12%条,\"", min_size=1, max_size=8))
def test_what_writers_put_before_formulas_is_taken_away_again(text: str) -> None:
    assert row_files._unguarded(guarded(text)) == text


def test_a_text_without_a_row_is_one_in_which_nothing_was_found(tmp_path: Path) -> None:
    gold = [report(claim("316条", 316), name=name) for name in ("a.txt", "b.txt")]
    predicted = load_predictions(write_lines(tmp_path / "a.jsonl", [row("316条", 316)]))
    pairing = pair_reports(gold, predicted)
    assert pairing.missing == ()
    assert [len(pair.predicted.claims or ()) for pair in pairing.pairs] == [1, 0]
    absent = pairing.pairs[1].predicted
    assert absent.claims == ()
    assert absent.problems is None


def test_rows_of_other_texts_are_an_error_that_shows_both_names(tmp_path: Path) -> None:
    predicted = load_predictions(write_lines(tmp_path / "a.jsonl", ROWS))
    with pytest.raises(PairingError, match=r"texts such as a\.txt, the annotations such as z\.txt"):
        pair_reports([report(name="z.txt")], predicted)


def test_offsets_that_count_bytes_are_refused(tmp_path: Path) -> None:
    start = len(SENTENCE[:9].encode())
    given = row("316条", 316, start=start, end=start + 6)
    predicted = load_predictions(write_lines(tmp_path / "a.jsonl", [given]))
    gold = [JudgedReport("a.txt", claims=(), text=SENTENCE)]
    with pytest.raises(PairingError, match="have to count Unicode code points from 0, not bytes"):
        pair_reports(gold, predicted)


def test_a_few_quotes_out_of_place_are_errors_of_the_system(tmp_path: Path) -> None:
    wrong = row("316条", 316, start=8, end=12)
    rows = [row("316条", 316), row("两次", 2), wrong]
    predicted = load_predictions(write_lines(tmp_path / "a.jsonl", rows))
    gold = [JudgedReport("a.txt", claims=(), text=SENTENCE)]
    assert len(pair_reports(gold, predicted).pairs) == 1


_ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=5),
    st.just([]),
    st.just({}),
)


@given(st.dictionaries(st.sampled_from([*sorted(ROWS[0]), "id", "part_of", "scope"]), _ANYTHING))
def test_any_row_is_a_claim_or_is_refused_in_one_sentence(fields: dict[str, object]) -> None:
    rows = [(1, ROWS[0] | fields)]
    try:
        claims = claims_by_text(Path("a.jsonl"), rows)
    except RowError as error:
        message = str(error)
        assert message.startswith("a.jsonl, row 1")
        assert "\n" not in message
    else:
        assert sum(map(len, claims.values())) == 1
