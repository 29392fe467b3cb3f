"""Facts: what the report says, each thing once."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.extract.joining import join_facts
from gongkai.extract.joining.statements import in_yuan
from gongkai.models.record import Cell, Fact, Tables
from gongkai.models.scheme import (
    Agreement,
    Bound,
    CellState,
    Channel,
    Kind,
    Metric,
    Regime,
    Scope,
)
from tests.extract.joining.claims import claim, tables_with

RECEIVED = Metric.APPLICATIONS_RECEIVED


def facts_about(metric: Metric, facts: list[Fact]) -> list[Fact]:
    return [fact for fact in facts if fact.metric is metric]


def test_a_cell_alone_is_a_single_headline_fact() -> None:
    (fact,) = join_facts(tables_with(received=5), [])
    assert (fact.value, fact.headline, fact.agreement) == (5, True, Agreement.SINGLE)
    assert fact.sources == ["cell:applications.received.total"]


def test_a_claim_that_gives_the_number_of_its_cell_agrees_with_it() -> None:
    (fact,) = join_facts(tables_with(received=5), [claim(0, 5, metric=RECEIVED, unit="件")])
    assert fact.agreement is Agreement.AGREE
    assert fact.sources == ["cell:applications.received.total", "claim:0"]
    assert fact.unit == "件"
    assert fact.values == []


def test_a_claim_that_gives_another_number_than_its_cell_is_in_conflict_with_it() -> None:
    (fact,) = join_facts(tables_with(received=5), [claim(0, 6, metric=RECEIVED)])
    assert fact.agreement is Agreement.CONFLICT
    assert [(value.value, value.sources) for value in fact.values] == [
        (5, ["cell:applications.received.total"]),
        (6, ["claim:0"]),
    ]


@pytest.mark.parametrize(
    "period",
    [
        *(None, "全年", "2023年", "本年度", "年底", "2023年年末"),
        *(
            "2023年1月1日至2023年12月31日",
            "1月至12月",
            "1-12月",
            "2023年1月—12月",
            "1月1日至12月31日",
        ),
        *("截至12月31日", "截止到12月底", "截至2023年12月31日", "截至2023年底", "至12月31日"),
    ],
)
def test_a_claim_that_names_the_year_of_its_report_is_about_the_whole_year(
    period: str | None,
) -> None:
    claims = [claim(0, 5, metric=RECEIVED, period=period)]
    (fact,) = join_facts(tables_with(received=5), claims, frozenset({2023}))
    assert fact.agreement is Agreement.AGREE


@pytest.mark.parametrize(
    "period",
    [
        *("2022年", "上年", "cumulative", "2023年上半年", "2023年5月"),
        *("11-12月", "11月至12月", "11月1至12月5日", "7月1日至12月31日", "1月1日至11月30日"),
        *("12月31日", "2023年12月31日", "截至6月30日", "2022年底"),
    ],
)
def test_a_claim_about_another_time_does_not_stand_beside_the_cell(period: str) -> None:
    claims = [claim(0, 9, metric=RECEIVED, period=period)]
    cell, other = join_facts(tables_with(received=5), claims, frozenset({2023}))
    assert (cell.sources, cell.agreement) == (["cell:applications.received.total"], "single")
    assert (other.sources, other.headline) == (["claim:0"], False)


@pytest.mark.parametrize(
    ("subject", "sentence"),
    [
        ("涉及商业秘密的申请", "没有收到涉及商业秘密的申请。"),
        ("社会公益组织提出的政府信息公开申请", "未收到社会公益组织提出的政府信息公开申请。"),
        ("申请", "一季度收到申请3件，二季度收到申请9件。"),
        ("申请", "全年共受理申请13件（含上年结转1件）。"),
    ],
)
def test_a_claim_about_something_narrower_or_wider_does_not_contradict_the_total(
    subject: str, sentence: str
) -> None:
    claims = [claim(0, 3, metric=RECEIVED, subject=subject, sentence=sentence)]
    assert all(
        fact.agreement is Agreement.SINGLE for fact in join_facts(tables_with(received=5), claims)
    )


def test_a_school_year_written_out_is_the_year_of_its_report() -> None:
    claims = [claim(0, 5, metric=RECEIVED, period="2022年9月1日至2023年8月31日")]
    (fact,) = join_facts(tables_with(received=5), claims, frozenset({2022, 2023}))
    assert fact.agreement is Agreement.AGREE


def test_a_number_that_came_in_by_one_channel_does_not_contradict_the_total() -> None:
    claims = [claim(0, 3, metric=RECEIVED, channel=Channel.POST)]
    assert len(join_facts(tables_with(received=5), claims)) == 2


def test_a_bound_agrees_with_a_cell_that_it_allows() -> None:
    claims = [claim(0, 120, metric=RECEIVED, bound=Bound.AT_LEAST, quote="120余件")]
    assert join_facts(tables_with(received=126), claims)[0].agreement is Agreement.AGREE
    assert join_facts(tables_with(received=126), claims)[0].value == 126
    assert join_facts(tables_with(received=135), claims)[0].agreement is Agreement.CONFLICT


def test_a_part_a_cited_body_and_another_year_are_no_rivals_of_a_cell() -> None:
    claims = [
        claim(0, 9, metric=RECEIVED),
        claim(1, 4, metric=RECEIVED, part_of=0),
        claim(2, 7, metric=RECEIVED, scope=Scope.OTHER),
        claim(3, 8, metric=RECEIVED, period="上年"),
        claim(4, 3, metric=RECEIVED, period="cumulative"),
    ]
    facts = join_facts(tables_with(received=9), claims)
    assert facts[0].sources == ["cell:applications.received.total", "claim:0"]
    assert facts[0].agreement is Agreement.AGREE
    assert [fact.sources for fact in facts[1:]] == [[f"claim:{n}"] for n in (1, 2, 3, 4)]
    assert not any(fact.headline for fact in facts[1:])


def test_of_several_claims_only_those_that_agree_join_the_cell() -> None:
    claims = [claim(0, 2, metric=RECEIVED), claim(1, 9, metric=RECEIVED)]
    facts = join_facts(tables_with(received=9), claims)
    assert [fact.sources for fact in facts] == [
        ["cell:applications.received.total", "claim:1"],
        ["claim:0"],
    ]


def test_the_cells_of_one_metric_are_added_up_only_if_all_hold_a_number() -> None:
    rows = ["no_correction", "fee_unpaid", "other"]
    tables = tables_with(**{f"other__{row}": 2 for row in rows})
    (fact,) = facts_about(Metric.APPLICATIONS_OTHER, join_facts(tables, []))
    assert fact.value == 6
    assert len(fact.sources) == 3
    tables.applications.cells["other.other.total"] = Cell(state=CellState.BLANK)
    assert facts_about(Metric.APPLICATIONS_OTHER, join_facts(tables, [])) == []


def test_money_is_compared_in_yuan() -> None:
    tables = Tables(regime=Regime.FORM_2021)
    tables.proactive_disclosure.cells["charges.amount"] = Cell(
        state=CellState.VALUE, value=1.5, unit="万元", raw="1.5"
    )
    claims = [
        claim(0, 15000, metric=Metric.FEES_COLLECTED, kind=Kind.AMOUNT, unit="元", quote="15000元")
    ]
    (fact,) = join_facts(tables, claims)
    assert fact.agreement is Agreement.AGREE
    assert in_yuan(1.5, "万元") == in_yuan(15, "千元") == 15000
    assert in_yuan(3, "条") == 3


@pytest.mark.parametrize(
    ("cell", "value", "unit"),
    [(0.07, 700, "元"), (0.0048, 48, "元"), (11000, 1.1, "亿元"), (2187.36, 21873.6, "千元")],
)
def test_the_same_money_in_another_scale_is_no_conflict(
    cell: float, value: float, unit: str
) -> None:
    tables = Tables(regime=Regime.FORM_2021)
    tables.proactive_disclosure.cells["charges.amount"] = Cell(
        state=CellState.VALUE, value=cell, unit="万元", raw=str(cell)
    )
    claims = [claim(0, value, metric=Metric.FEES_COLLECTED, kind=Kind.AMOUNT, unit=unit)]
    (fact,) = join_facts(tables, claims)
    assert fact.agreement is Agreement.AGREE


@pytest.mark.parametrize(
    ("value", "value_max", "bound", "quote"),
    [
        (-12, None, Bound.APPROXIMATE, "约12%"),
        (-12, None, Bound.AT_MOST, "近12条"),
        (-30, None, Bound.AT_LEAST, "30余条"),
        (-2, -3, Bound.EXACT, "2至3次"),
    ],
)
def test_a_fall_that_is_stated_vaguely_is_in_no_conflict_with_itself(
    value: int, value_max: int | None, bound: Bound, quote: str
) -> None:
    about = {"kind": Kind.CHANGE, "value_max": value_max, "bound": bound, "quote": quote}
    (fact,) = join_facts(Tables(), [claim(0, value, **about), claim(1, value, **about)])
    assert fact.agreement is Agreement.AGREE


def test_a_range_alone_is_a_fact_of_its_lower_end_at_the_least() -> None:
    (fact,) = join_facts(Tables(), [claim(0, 2, value_max=3, quote="2至3次")])
    assert (fact.value, fact.bound) == (2, Bound.AT_LEAST)


def test_a_range_that_holds_the_number_of_its_cell_agrees_with_it() -> None:
    claims = [claim(0, 2, metric=RECEIVED, value_max=3, quote="2至3件")]
    agreed, differs = (join_facts(tables_with(received=n), claims)[0] for n in (3, 5))
    assert (agreed.agreement, agreed.value, agreed.bound) == (Agreement.AGREE, 3, Bound.EXACT)
    assert differs.agreement is Agreement.CONFLICT
    assert [(each.value, each.bound) for each in differs.values] == [
        (5, Bound.EXACT),
        (2, Bound.AT_LEAST),
    ]


def test_a_copied_sentence_is_one_statement() -> None:
    claims = [claim(0, 5, sentence="发布5条。"), claim(1, 5, sentence="发布5条。")]
    (fact,) = join_facts(Tables(), claims)
    assert (fact.agreement, fact.sources) == (Agreement.SINGLE, ["claim:0", "claim:1"])
    claims[1].sentence = "共发布信息5条。"
    assert join_facts(Tables(), claims)[0].agreement is Agreement.AGREE


def test_claims_about_different_things_stay_apart() -> None:
    claims = [
        claim(0, 5, channel=Channel.WEBSITE),
        claim(1, 5, channel=Channel.WECHAT),
        claim(2, 5, kind=Kind.RATE, unit="%"),
        claim(3, 5, unit="篇", channel=Channel.WEBSITE),
        claim(4, 6, channel=Channel.WEBSITE),
        claim(5, 5, subject="政策解读", channel=Channel.WEIBO),
    ]
    assert [fact.sources for fact in join_facts(Tables(), claims)] == [
        [f"claim:{number}"] for number in range(6)
    ]


def test_the_whole_of_a_breakdown_is_the_headline_of_its_metric() -> None:
    claims = [claim(0, 9, subject="甲"), claim(1, 4, subject="乙", part_of=0), claim(2, 3)]
    headlines = [fact.sources for fact in join_facts(Tables(), claims) if fact.headline]
    assert headlines == [["claim:0"]]


def test_several_unrelated_counts_have_no_headline() -> None:
    claims = [claim(0, 9, subject="甲类"), claim(1, 4, subject="乙类")]
    assert not any(fact.headline for fact in join_facts(Tables(), claims))


SUBJECTS = st.sampled_from([None, "信息", "政策信息", "公告"])
CLAIMS = st.lists(
    st.tuples(
        st.integers(0, 4),
        SUBJECTS,
        st.sampled_from([None, Channel.WEBSITE, Channel.WECHAT]),
        st.sampled_from([Bound.EXACT, Bound.AT_LEAST, Bound.APPROXIMATE]),
    ),
    max_size=14,
)


@settings(max_examples=60)
@given(CLAIMS)
def test_every_claim_has_one_fact_and_only_a_cell_meets_conflict(
    drawn: list[tuple[int, str | None, Channel | None, Bound]],
) -> None:
    claims = [
        claim(number, value, subject=subject, channel=channel, bound=bound)
        for number, (value, subject, channel, bound) in enumerate(drawn)
    ]
    facts = join_facts(Tables(), claims)
    named = [source for fact in facts for source in fact.sources]
    assert sorted(named) == sorted(f"claim:{each.id}" for each in claims)
    assert [fact.id for fact in facts] == list(range(len(facts)))
    assert all(fact.agreement is not Agreement.CONFLICT for fact in facts)
    for fact in facts:
        members = [claims[int(source.removeprefix("claim:"))] for source in fact.sources]
        channels = {each.channel for each in members} - {None}
        assert len(channels) <= 1


def test_claims_by_the_thousand_are_joined_in_seconds() -> None:
    claims = [
        claim(number, number % 3000, subject=f"事项{number % 11}", bound=bound)
        for number, bound in enumerate([Bound.EXACT, Bound.EXACT, Bound.AT_LEAST] * 2000)
    ]
    started = time.process_time()
    facts = join_facts(Tables(), claims)
    assert time.process_time() - started < 6
    assert sum(len(fact.sources) for fact in facts) == len(claims)
