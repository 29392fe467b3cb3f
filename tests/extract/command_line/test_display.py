"""What is printed for people, in both languages and at every width."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from gongkai.extract.command_line.display.equations import equation
from gongkai.extract.command_line.display.page import Page
from gongkai.extract.command_line.display.report import (
    print_report,
    print_summary,
    telling_claims,
)
from gongkai.extract.command_line.display.wrapping import wrap
from gongkai.extract.language import Language, Words
from gongkai.extract.quantity_wording import number, quantity
from gongkai.extract.quote_places import group_by_sentence
from gongkai.extract.safe_text import on_one_line, without_controls
from gongkai.models.record import Cell, Check, Claim, Record, Tables
from gongkai.models.scheme import (
    Agreement,
    Bound,
    CellState,
    CheckKind,
    CheckStatus,
    Kind,
    Metric,
    PartKind,
    Per,
    Regime,
)
from tests.extract.sample_records import (
    SENTENCE,
    claim,
    sample_claims,
    sample_facts,
    sample_record,
    sample_tables,
)

ENGLISH = Words(Language.ENGLISH)


def shown(
    record: Record,
    *,
    width: int = 80,
    language: Language = Language.ENGLISH,
    summary: bool = False,
    colour: bool = False,
    boxes: bool = False,
) -> str:
    console = Console(
        file=io.StringIO(),
        width=width,
        markup=False,
        emoji=False,
        highlight=False,
        force_terminal=colour,
        color_system="truecolor" if colour else None,
    )
    page = Page(console, Words(language), shows_boxes=boxes)
    if summary:
        print_summary(page, record, 12)
    else:
        print_report(page, record)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("width", [30, 80, 140])
@pytest.mark.parametrize("regime", [Regime.FORM_2021, Regime.FORM_2019])
@pytest.mark.parametrize("summary", [False, True])
def test_no_line_is_longer_than_the_terminal(
    language: Language, width: int, regime: Regime, summary: bool
) -> None:
    record = sample_record(tables=sample_tables(regime))
    lines = shown(record, width=width, language=language, summary=summary).splitlines()
    assert len(lines) > 10
    assert max(cell_len(line) for line in lines) <= width


def test_failed_checks_stand_before_the_tables() -> None:
    text = shown(sample_record())
    assert text.index("“received this year”  3 ≠ 4") < text.index("Proactive disclosure")
    assert "Checks  2 failed, 1 passed\n" in text
    assert "natural persons 3; total 4" in text


def test_a_failed_check_that_is_a_conflict_is_told_once() -> None:
    text = shown(sample_record())
    assert "told under Conflicts: 1" in text
    assert "narrative" not in text
    assert "narrative · Applications received  4 ≠ 5" in shown(sample_record(facts=[]))


def equation_of(check: Check, **cells: int | None) -> str:
    tables = sample_tables()
    for name, value in cells.items():
        state = CellState.BLANK if value is None else CellState.VALUE
        row, _, column = name.rpartition("__")
        tables.applications.cells[f"{row}.{column}"] = Cell(value=value, state=state)
    found = equation(sample_record(tables=tables), check, ENGLISH)
    return found.formula if found else ""


def check_of(kind: CheckKind, expected: float, found: float, *keys: str) -> Check:
    return Check(
        id="any", kind=kind, status=CheckStatus.FAIL, expected=expected, found=found,
        cells=[f"applications.{key}" for key in keys],
    )  # fmt: skip


def test_a_failed_sum_is_an_equation_with_its_zeros_and_blanks() -> None:
    keys = ("granted.natural_person", "granted.company", "granted.research", "granted.total")
    check = check_of(CheckKind.SUM, 12, 10, *keys)
    assert (
        equation_of(check, granted__natural_person=12, granted__total=10) == "12 + 0 + 0 = 12 ≠ 10"
    )
    blank = {"granted__natural_person": 12, "granted__company": None, "granted__total": 10}
    assert equation_of(check, **blank) == "12 + □ + 0 ≥ 12 > 10"


def test_a_failed_balance_has_both_sides() -> None:
    keys = ("received.other", "carried_in.other", "total.other", "carried_over.other")
    check = check_of(CheckKind.BALANCE, 7, 6, *keys)
    cells = {"received__other": 5, "carried_in__other": 2, "total__other": 6}
    assert equation_of(check, **cells) == "5 + 2 = 7 ≠ 6 = 6 + 0"


def test_a_check_whose_cells_do_not_give_its_numbers_has_no_equation() -> None:
    check = check_of(CheckKind.SUM, 12, 10, "granted.natural_person", "granted.total")
    assert equation_of(check, granted__natural_person=3, granted__total=10) == ""
    assert "expected 12, found 10" in shown(sample_record(checks=[check]))


@pytest.mark.parametrize(
    ("kind", "expected", "claims", "formula"),
    [
        (CheckKind.BREAKDOWN, 143.5, [1, 2, 3], "45 + 98.5 = 143.5 ≠ 120"),
        (CheckKind.RATIO, 37.5, [1, 2, 3], "45 ÷ 120 = 37.5% ≠ 98.5%"),
    ],
)
def test_failed_checks_of_claims_are_equations(
    kind: CheckKind, expected: float, claims: list[int], formula: str
) -> None:
    found = 120 if kind is CheckKind.BREAKDOWN else 98.5
    check = Check(
        id="any", kind=kind, status=CheckStatus.FAIL, expected=expected, found=found, claims=claims
    )
    assert f"Information published  {formula}" in shown(sample_record(checks=[check]))


def test_tables_are_labelled_in_the_language_asked_for() -> None:
    english = shown(sample_record(), width=140)
    assert re.search(r"received this year +3 +0 +0 +0 +0 +0 +4\b", english)
    chinese = shown(sample_record(), width=140, language=Language.CHINESE)
    assert re.search(r"本年新收政府信息公开申请数量 +3 +0 +0 +0 +0 +0 +4\b", chinese)
    assert "商业企业" in chinese


def test_narrow_tables_have_letters_for_columns_and_say_what_they_mean() -> None:
    text = shown(sample_record(), width=80)
    assert "columns: A natural persons" in text
    assert re.search(r"^ +A +B +C +D +E +F +G", text, re.MULTILINE)


def test_blank_missing_and_struck_cells_have_marks_of_their_own() -> None:
    tables = sample_tables()
    del tables.applications.cells["total.total"]
    text = shown(sample_record(tables=tables))
    assert re.search(r"granted +0 +0 +0 +0 +0 +0 +□", text)
    assert re.search(r"^ +total +0 +0 +0 +0 +0 +0 +·", text, re.MULTILINE)
    assert re.search(r"rules +/", text)
    assert "key: □ blank  / not applicable  · missing" in text


def test_a_table_that_is_not_there_is_said_to_be_so() -> None:
    text = squeezed(shown(sample_record()))
    assert "Review and litigation not in the document" in text
    assert "Tables not in the document" in squeezed(shown(sample_record(tables=Tables())))


def test_lines_of_statistics_are_printed() -> None:
    tables = Tables(regime=Regime.BEFORE_2019, lines=sample_tables().lines)
    assert "=发放手册  30.5 本" in shown(sample_record(tables=tables))


def test_claims_stand_under_their_sentence_with_parts_indented() -> None:
    text = shown(sample_record(), width=140)
    whole = re.search(r"^( +)● #1 Information published +≥ 120 条", text, re.MULTILINE)
    part = re.search(r"^( +)● #2 Information published +45 条", text, re.MULTILINE)
    assert whole is not None
    assert part is not None
    assert len(part[1]) == len(whole[1]) + 2
    assert text.count("本年通过云河县门户网站发布信息") == 1
    assert re.search(r"#3 Hotline cases +98.5% +0.40  rate · completion", text)


def test_details_of_claims_take_the_free_width() -> None:
    subject = "街道各社区党务居务财务的公开情况" * 3
    long = claim(1, "45条", value=45, subject=subject)
    assert f"45 条  {subject}\n" in shown(sample_record(claims=[long]), width=140)
    narrow = shown(sample_record(claims=[long]), width=50)
    assert re.search(r"45 条\n {10}街道", narrow)


def test_quotes_are_found_however_the_source_spaces_them() -> None:
    sentence = "受理1200余件，办结1200余件，其中5件。"
    quotes = [("1200 余件", 20), ("1２00余 件", 40), ("５\u200b件", 60)]
    claims = [
        claim(place, "45条", sentence, value=5).model_copy(
            update={"quote": quote, "start": start, "end": start + len(quote)}
        )
        for place, (quote, start) in enumerate(quotes)
    ]
    (group,) = group_by_sentence(claims)
    assert [sentence[start:end] for start, end in filter(None, group.places)] == [
        "1200余件", "1200余件", "5件",
    ]  # fmt: skip
    assert group.places[0] != group.places[1]
    assert "受理‹1200余件›，办结‹1200余件›，其中‹5件›。" in shown(
        sample_record(claims=claims), width=140
    )


@pytest.mark.parametrize("summary", [False, True])
@pytest.mark.parametrize("width", [40, 140])
def test_no_line_ends_in_spaces(summary: bool, width: int) -> None:
    lines = shown(sample_record(), width=width, summary=summary).splitlines()
    assert [line for line in lines if line != line.rstrip()] == []


def test_quotes_are_coloured_and_marked_where_there_is_no_colour() -> None:
    assert "发布信息‹120余条›，其中动态类‹45条›" in shown(sample_record(), width=140)
    coloured = shown(sample_record(), width=140, colour=True)
    assert "‹" not in coloured
    assert re.search(r"\x1b\[1;36m120余条\x1b\[0m", coloured)


def test_a_quote_that_occurs_twice_is_marked_where_it_was_found() -> None:
    sentence = "甲5件，乙5件。"
    second = claim(1, "5件", sentence, value=5)
    first = second.model_copy(update={"id": 2, "start": second.start - 4, "end": second.end - 4})
    (group,) = group_by_sentence([second, first])
    assert group.places == ((1, 3), (5, 7))


def test_a_sentence_that_is_said_twice_is_shown_twice() -> None:
    here = claim(1, "45条", value=45)
    again = here.model_copy(update={"id": 2, "start": here.start + 500, "end": here.end + 500})
    assert len(list(group_by_sentence([here, again]))) == 2


def test_claims_that_are_parts_of_each_other_are_still_shown() -> None:
    claims = [
        claim(1, "120余条", value=120, part_of=2, part_kind=PartKind.SUBSET),
        claim(2, "45条", value=45, part_of=1, part_kind=PartKind.SUBSET),
    ]
    text = shown(sample_record(claims=claims))
    assert "#1 Information" in text
    assert "#2 Information" in text


def test_a_very_long_sentence_is_shown_around_its_quotes() -> None:
    sentence = "前" * 5000 + "45条" + "后" * 5000
    text = shown(sample_record(claims=[claim(1, "45条", sentence, value=45)]))
    assert "‹45条›" in text
    assert text.count("前") + text.count("后") < 500


def test_conflicts_come_first_with_every_value_and_its_source() -> None:
    text = shown(sample_record())
    assert text.index("\nConflicts  1") < text.index("\nTables") < text.index("\nFacts")
    assert "4  cell received this year\n" in text
    assert "5  #4  共收到公开申请‹5件›。" in text


def test_facts_are_those_that_agree_then_totals_and_a_count() -> None:
    facts = sample_facts()
    facts[2] = facts[2].model_copy(update={"agreement": Agreement.AGREE})
    zero = facts[0].model_copy(update={"id": 9, "value": 0})
    text = shown(sample_record(facts=[*facts, zero]))
    part = text[text.index("\nFacts") : text.index("\nProblems")]
    assert "key: ✓ several statements agree  ★ the report's own total" in part
    assert part.index("✓  Hotline cases") < part.index(" ★ Information published")
    assert "further facts with a single source: 1, of them 0: 1" in part


def test_chinese_rows_name_their_group_and_charges_their_unit() -> None:
    tables = sample_tables()
    tables.proactive_disclosure.cells["charges.amount"] = Cell(
        value=2.5, unit="万元", state=CellState.VALUE
    )
    text = shown(sample_record(tables=tables), language=Language.CHINESE, width=140)
    assert "不予公开：属于国家秘密" in text
    assert re.search(r" 其他处理：其他 ", text)
    assert "本年收费金额（万元）" in text
    tables.proactive_disclosure.cells["charges.amount"].unit = "元"
    assert "amount (yuan)" in shown(sample_record(tables=tables))


def test_the_summary_of_an_old_report_is_short_and_silent_about_tables() -> None:
    line = sample_tables().lines[0]
    tables = Tables(regime=Regime.BEFORE_2019, lines=[line] * 30)
    text = shown(sample_record(tables=tables, checks=[], facts=[], claims=[]), summary=True)
    assert text.count("=发放手册") == 5
    assert "and 25 more lines" in text
    assert "not in the document" not in text
    assert "Claims  none found" in text


def test_a_summary_says_how_many_checks_passed_and_claims_are_left() -> None:
    record = sample_record(claims=sample_claims() * 2, facts=[])
    record.tables.lines = []
    record.checks = [check for check in record.checks if check.status is CheckStatus.PASS]
    text = shown(record, summary=True, width=100)
    assert "✓ 1 checks passed" in text
    assert "and 4 more claims" in text
    assert len(text.splitlines()) <= 15


def test_warnings_stand_before_the_tables() -> None:
    text = shown(sample_record())
    assert text.index("\nWarnings") < text.index("\nTables")


def test_problems_and_warnings_are_printed() -> None:
    text = squeezed(shown(sample_record()))
    assert "• content · this year 公开内容不够全面" in text
    assert "• training · promised 加强业务培训" in text
    assert "! table_missing: One table is not there." in text


def test_markup_in_reports_is_printed_and_control_characters_are_not() -> None:
    record = sample_record(
        title="[bookmark: _GoBack][bold red]年报[/] :smile: \x1b]0;owned\x07\x1b[31m\u202e\x9b"
    )
    text = shown(record, colour=False)
    assert text.splitlines()[0].rstrip() == "[bookmark: _GoBack][bold red]年报[/] :smile:"
    for text in (shown(record), shown(record, summary=True)):
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)


def test_a_summary_shows_the_totals_that_are_not_zero() -> None:
    text = squeezed(shown(sample_record(), summary=True, width=140))
    assert "Applications received this year 4; cells that are 0: 172; blank: 1" in text
    assert "Review and litigation not in the document" in text
    assert "sum of row “received this year” 3 ≠ 4" in text


def test_the_claims_of_a_summary_are_wholes_of_many_metrics_first() -> None:
    record = sample_record()
    record.claims[2].metric = Metric.OTHER_COUNT
    assert [claim.id for claim in telling_claims(record.claims, 4)] == [1, 4, 2, 3]


def test_a_record_without_anything_is_shown_as_such() -> None:
    record = sample_record(
        title=None, claims=[], facts=[], checks=[], problems=[], improvements=[], warnings=[],
        tables=Tables(), published=None, period=None,
    )  # fmt: skip
    text = shown(record)
    assert text.startswith("(no title)")
    assert "none found" in text


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"value": 1200, "bound": Bound.AT_LEAST, "unit": "件"}, "≥ 1200 件"),
        ({"value": 2, "value_max": 3, "unit": "次"}, "2–3 次"),
        ({"value": 98.26, "unit": "%", "kind": Kind.RATE}, "98.26%"),
        ({"value": 14.63, "unit": "%", "kind": Kind.CHANGE}, "+14.63%"),
        ({"value": -12, "unit": "件", "kind": Kind.CHANGE}, "-12 件"),
        ({"value": 100, "bound": Bound.APPROXIMATE, "unit": None}, "≈ 100"),
        ({"value": 4, "unit": "次", "kind": Kind.FREQUENCY, "per": Per.MONTH}, "4 次"),
        ({"value": 9, "bound": Bound.AT_MOST, "unit": "场"}, "≤ 9 场"),
    ],
)
def test_quantities_are_written_with_bound_sign_and_unit(
    fields: dict[str, object], expected: str
) -> None:
    plain = claim(1, "45条", value=0).model_dump()
    assert quantity(Claim.model_validate(plain | fields), ENGLISH) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, "—"), (0, "0"), (96171.6, "96171.6"), (3.0, "3"), (1e7, "10000000")],
)
def test_numbers_have_no_needless_digits(value: float | None, expected: str) -> None:
    assert number(value) == expected


def test_line_breaks_inside_chinese_are_layout() -> None:
    assert on_one_line("公\n 开 信息\nof 2023\r\n年") == "公开 信息of 2023年"


@given(st.text(alphabet="公开。，（“ab c1\x1b[\x9b\u3000", max_size=80), st.integers(2, 30))
def test_wrapping_keeps_every_character_within_the_width(plain: str, width: int) -> None:
    text = without_controls(plain)
    lines = [line.plain for line in wrap(Text(text), width)]
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cell_len(line) <= width for line in lines)


def test_wrapping_breaks_between_characters_but_not_before_a_full_stop() -> None:
    assert [line.plain for line in wrap(Text("政府信息公开。"), 12)] == ["政府信息公", "开。"]
    assert [line.plain for line in wrap(Text("收到5523件next word"), 10)] == [
        "收到5523件",
        "next word",
    ]


def test_the_sentence_of_the_samples_is_shown_whole() -> None:
    text = "".join(shown(sample_record(), width=140).replace("‹", "").replace("›", "").split())
    assert SENTENCE in text


def placed_record() -> Record:
    """Return the sample record as if its file had pages."""
    record = sample_record().model_copy(deep=True)
    for each in record.claims:
        each.page, each.box = 2, (72.0, 310.5, 120.25, 322.1)
    cells = list(record.tables.applications.cells.values())
    for cell in cells:
        cell.page = 3
    for cell in record.tables.proactive_disclosure.cells.values():
        cell.page = 2
    cells[-1].page = 4
    return record


@pytest.mark.parametrize(
    ("language", "claims", "table", "longer"),
    [
        (Language.ENGLISH, "· p. 2", "Proactive disclosure  p. 2", "Applications  pp. 3–4"),
        (Language.CHINESE, "· 第 2 页", "主动公开政府信息情况  第 2 页", "  第 3–4 页"),
    ],
)
def test_the_pages_of_claims_and_tables_are_shown_where_there_are_pages(
    language: Language, claims: str, table: str, longer: str
) -> None:
    printed = shown(placed_record(), language=language)
    for wanted in (claims, table, longer):
        assert wanted in printed
        assert wanted not in shown(sample_record(), language=language)


def test_boxes_are_shown_on_request() -> None:
    box = "p. 2 (72.0, 310.5, 120.2, 322.1)"
    assert box in shown(placed_record(), width=120, boxes=True)
    assert box not in shown(placed_record(), width=120)
