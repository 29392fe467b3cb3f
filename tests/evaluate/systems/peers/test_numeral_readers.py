"""Peers that read numerals: offsets are those of the text, values those of the scheme."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.evaluate.judged.reports import JudgedQuantity
from gongkai.evaluate.systems.interface import NumeralReader, System, Text
from gongkai.evaluate.systems.peers.chinese_numerals import Cn2an
from gongkai.evaluate.systems.peers.conventions import pieces
from gongkai.evaluate.systems.peers.jionlp_reader import JioNLP
from gongkai.evaluate.systems.peers.recognizers_text import RecognizersText
from gongkai.models.errors import MissingExtraError

Reader = Cn2an | JioNLP | RecognizersText
READERS: tuple[Reader, ...] = (Cn2an(), JioNLP(), RecognizersText())
every_reader = pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)

SENTENCE = "青禾镇　全年发布消息 1,200 余条，占百分之三十；收费３.５万元，举办讲座两场。"
HOSTILE = {
    "nothing": "",
    "digits": "1" * 10_000,
    "scales": "万" * 10_000,
    "scales by turns": "1万" * 5_000,
    "commas": "1," * 5_000,
    "yuan": "元" * 5_000,
    "sums": "1元" * 500,
    "control characters": "\x00\x01\x1f\u202e" * 500 + "3件",
    "blanks": "3" + " " * 50_000 + "件",
    "shares": "百分之" * 2_000,
}


def quantities(reader: System, text: str) -> tuple[JudgedQuantity, ...]:
    (report,) = reader.read([Text("a", text)])
    assert report.quantities is not None
    return report.quantities


def quoted(reader: System, text: str) -> dict[str, float]:
    return {each.span.of(text): each.value for each in quantities(reader, text)}


@every_reader
def test_a_reader_is_a_system_that_reads_numerals_and_nothing_else(reader: Reader) -> None:
    (report,) = reader.read([Text("a", SENTENCE)])
    assert isinstance(reader, NumeralReader)
    assert (report.name, report.model) == ("a", reader.name)
    assert (report.claims, report.cells, report.problems) == (None, None, None)


@every_reader
def test_no_texts_give_no_reports(reader: Reader) -> None:
    assert reader.read([]) == []


@pytest.mark.parametrize(
    ("reader", "expected"),
    [
        (READERS[0], {"1,200": 1200, "百分之三十": 30, "３.５万元": 3.5, "两": 2}),
        (READERS[1], {"1,200 余条": 1200, "百分之三十": 30, "３.５万元": 3.5, "两场": 2}),
        (READERS[2], {"1,200": 1200, "百分之三十": 30, "３.５万元": 3.5, "两": 2}),
    ],
    ids=[reader.name for reader in READERS],
)
def test_quotes_stand_in_the_text_as_it_was_given(
    reader: Reader, expected: dict[str, float]
) -> None:
    assert quoted(reader, SENTENCE) == expected


@every_reader
@pytest.mark.parametrize(
    ("quote", "value"),
    [
        ("316条", 316),
        ("２３场", 23),
        ("1,990件", 1990),
        ("1.2万次", 12000),
        ("三百六十五件", 365),
        ("98.5%", 98.5),
        ("百分之九十八", 98),
        ("九成以上", 90),
        ("96.6万元", 96.6),
        ("1.5亿元", 1.5),
        ("3940元", 3940),
        ("2至3次", 2),
        ("0件", 0),
        ("6.1萬件", 61000),
        ("8 期", 8),
    ],
)
def test_a_quantity_has_the_value_that_the_scheme_gives_it(
    reader: Reader, quote: str, value: float
) -> None:
    assert reader.value_of(quote) == value


@every_reader
@pytest.mark.parametrize("quote", ["", "未收到", "件", "\x00"])
def test_words_without_a_numeral_have_no_value(reader: Reader, quote: str) -> None:
    assert reader.value_of(quote) is None


@every_reader
def test_numbers_of_a_list_stay_apart(reader: Reader) -> None:
    values = [each.value for each in quantities(reader, "分别为3、200件")]
    assert 3200 not in values
    assert 200 in values


@every_reader
def test_a_capital_that_grows_in_lower_case_shifts_nothing(reader: Reader) -> None:
    text = "İİİİ发布消息45条"
    assert [each.span.of(text)[:2] for each in quantities(reader, text)] == ["45"]


@every_reader
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_are_read_to_their_end(reader: Reader, text: str) -> None:
    found = quantities(reader, text)
    assert all(0 <= each.span.start < each.span.end <= len(text) for each in found)
    assert (reader.value_of(text) or 0) <= 10_000


@every_reader
@settings(max_examples=25)
@given(text=st.text(alphabet="0１2万百两十，,.。件条元% 成余\n发x", max_size=60))
def test_quantities_are_in_order_and_do_not_overlap(reader: Reader, text: str) -> None:
    found = quantities(reader, text)
    ends = [0, *(each.span.end for each in found)]
    assert all(end <= each.span.start for end, each in zip(ends, found, strict=False))
    assert all(each.span.start < each.span.end <= len(text) for each in found)


@given(text=st.text(alphabet="019,，. 　件。\n万x", max_size=80))
def test_every_character_of_a_piece_is_one_of_the_text(text: str) -> None:
    for piece in pieces(text):
        assert piece.text == "".join(text[place] for place in piece.places)


def test_a_long_line_is_cut_outside_of_its_numbers() -> None:
    line = "甲" * 398 + "12345件" + "乙" * 10
    assert [piece.text[-1] for piece in pieces(line)] == ["甲", "乙"]
    assert max(len(piece.text) for piece in pieces("丙" * 5_000)) <= 400


def test_a_number_longer_than_any_count_is_masked() -> None:
    assert [piece.text for piece in pieces("编" + "7" * 60)] == ["编" + "■" * 60]


def test_jionlp_is_loaded_without_its_greeting(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [each for each in sys.modules if each.split(".")[0] in ("jionlp", "jiojio")]:
        monkeypatch.delitem(sys.modules, name)
    assert JioNLP().value_of("3件") == 3
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("reader", "package"),
    [
        (JioNLP, "jionlp"),
        (RecognizersText, "recognizers_text"),
        (RecognizersText, "recognizers_number"),
        (RecognizersText, "recognizers_number_with_unit"),
    ],
)
def test_a_missing_package_is_named_by_its_extra(
    reader: type[JioNLP | RecognizersText], package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtraError, match=r"gongkai\[peers\]"):
        reader().read([Text("a", "3件")])
