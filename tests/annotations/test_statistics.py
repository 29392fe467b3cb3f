"""Counts, targets, phenomena and repetitions."""

from __future__ import annotations

import json

import pytest

from gongkai.annotations.corpus_files import Corpus
from gongkai.annotations.passages import DeclaredPhenomenon, Located
from gongkai.annotations.phenomena import Phenomenon, phenomena_of
from gongkai.annotations.statistics import (
    TARGETS,
    Era,
    count,
    recurrence,
    recurrence_of_passages,
    recurrence_of_texts,
    shortfalls,
)
from gongkai.annotations.statistics.display import statistics_json
from gongkai.models.metrics import Metric
from gongkai.models.scheme import Kind

from .samples import EXAMPLE, located, passage, source


def corpus() -> Corpus:
    first = located(source(EXAMPLE, name="a"))
    second = located(
        source(
            "{problem content:公开{3条|!plan}}，"
            "{a1:收取}{s1:工本费}{300元|=300 元|fees_charged amount s1 a1}",
            name="b",
            follows="https://www.example.gov.cn/",
            section="problems, other_matters",
            year=2012,
        )
    )
    return Corpus([first, second], [], [])


def test_everything_is_counted_once() -> None:
    counts = count(corpus())
    assert (counts.passages, counts.claims, counts.non_claims, counts.problems) == (2, 7, 1, 1)
    assert counts.free == 1
    assert counts.section_six == 1
    assert counts.section_five_with_items == 1
    assert counts.by_metric[Metric.INFO_PUBLISHED] == 2
    assert counts.by_kind[Kind.AMOUNT] == 1
    assert counts.by_era == {Era.FOURTH: 1, Era.FIRST: 1}


@pytest.mark.parametrize(
    ("year", "era"),
    [
        (2008, Era.FIRST),
        (2013, Era.FIRST),
        (2014, Era.SECOND),
        (2018, Era.SECOND),
        (2019, Era.THIRD),
        (2020, Era.THIRD),
        (2021, Era.FOURTH),
    ],
)
def test_an_era_ends_with_the_last_report_on_its_form(year: int, era: Era) -> None:
    assert Era.of_year(year) is era


def test_what_is_short_is_named_with_both_numbers() -> None:
    short = {each.name: each for each in shortfalls(count(corpus()))}
    assert (short["passages"].found, short["passages"].wanted) == (2, 900)
    assert short["metric info_published"].found == 2
    assert "era 2008-2013" not in short
    assert "era 2014-2018" in short
    assert len(TARGETS) > len(Metric) + len(Phenomenon)


def test_the_counts_are_written_as_json() -> None:
    counts = count(corpus())
    content = json.loads(statistics_json(counts, shortfalls(counts)))
    assert content["claims"] == 7
    assert content["by_metric"]["info_published"] == 2
    assert content["by_channel"]["none"] == 4
    assert {"name": "passages", "chinese": "段落", "wanted": 900, "found": 2} in content["short"]


def test_every_declared_phenomenon_has_a_name_among_the_phenomena() -> None:
    assert {each.value for each in DeclaredPhenomenon} <= {each.value for each in Phenomenon}


@pytest.mark.parametrize(
    ("body", "phenomenon"),
    [
        ("發布資訊{12條|=12 條|info_published}、處理來電、回應關切", Phenomenon.TRADITIONAL),
        ("公开,答复;办结", Phenomenon.HALF_WIDTH),
        ("公开,答复，办结", Phenomenon.MIXED_WIDTH),
        ("发布 {12 条|=12 条|info_published}", Phenomenon.SPACED_NUMBERS),
        ("甲\u3000乙", Phenomenon.ODD_SPACES),
        ("一、总体情况\n好", Phenomenon.HEADING),
        ("（一）主动公开情况。全年按规定的要求公开信息若干。", Phenomenon.HEADING_RUN_IN),
        ("甲\n乙", Phenomenon.LINE_BREAKS),
        ("{12余条|>=12 条|info_published}", Phenomenon.MORE),
        ("{近百条|<=100 条|info_published}", Phenomenon.LESS),
        ("{约9条|~9 条|info_published}", Phenomenon.ABOUT),
        ("{十余场|>=10 场|training_sessions}", Phenomenon.VAGUE),
        ("{上百条|>=100 条|info_published}", Phenomenon.VAGUE),
        ("{三次|=3 次|training_sessions}", Phenomenon.CHINESE_NUMERAL),
        ("{两次|=2 次|training_sessions}", Phenomenon.TWO),
        ("{1.2万条|=12000 条|info_published}", Phenomenon.MYRIAD),
        ("{5,523条|=5523 条|info_published}", Phenomenon.GROUPED),
        ("{１２条|=12 条|info_published}", Phenomenon.FULL_WIDTH_DIGITS),
        ("{2至3次|=2..3 次|training_sessions}", Phenomenon.RANGE),
        ("{九成|=90 %|info_published rate:coverage}", Phenomenon.SHARE_IN_WORDS),
        ("{98%|=98 %|info_published rate:coverage}", Phenomenon.PERCENTAGE),
        ("{98%|=98 %|info_published change}", Phenomenon.CHANGE),
        ("{2期|=2 期|gazettes_issued frequency:month}", Phenomenon.FREQUENCY),
        ("{300元|=300 元|fees_charged amount}", Phenomenon.MONEY),
        ("{9篇次|=9 篇次|info_published}", Phenomenon.DOUBLE_UNIT),
        ("{9个（次）|=9 个（次）|info_published}", Phenomenon.DOUBLE_UNIT),
        ("信息：{12|=12|info_published}", Phenomenon.NO_UNIT),
        ("{120万次|=1200000 次|audience}", Phenomenon.LARGE),
        ("{未收到|=0|applications_received}", Phenomenon.ZERO_IN_WORDS),
        ("{0件|=0 件|applications_received}", Phenomenon.ZERO_IN_DIGITS),
        ("{未发生|=0|reviews_filed & lawsuits_filed}", Phenomenon.ZERO_LIST),
        ("{3件|=3 件|#1 hotline_cases}{1件|=1 件|hotline_cases of#1:subset}", Phenomenon.BREAKDOWN),
        ("{3件|=3 件|#1 hotline_cases}{1件|=1 件|hotline_cases of#1:stage}", Phenomenon.STAGE),
        ("分别为", Phenomenon.RESPECTIVELY),
        ("{9条|=9 条|info_published @several}", Phenomenon.SEVERAL_CHANNELS),
        (
            "{c1@website:网站}{9条|=9 条|info_published c1}，{8条|=8 条|info_published c1}",
            Phenomenon.CARRIED_CHANNEL,
        ),
        (
            "{98%|=98 %|hotline_cases rate:other & hotline_cases rate:completion}",
            Phenomenon.ONE_NUMBER_TWO_THINGS,
        ),
        (
            "{2次|=2 次|training_sessions}{20人次|=20 人次|training_participants}",
            Phenomenon.TWO_NUMBERS,
        ),
        ("{s1:信息}{9条|=9 条|info_published s1}", Phenomenon.SUBJECT_BEFORE),
        ("{9条|=9 条|info_published s1}{s1:信息}", Phenomenon.SUBJECT_AFTER),
        ("{s1:信息}公开，{9条|=9 条|info_published s1}", Phenomenon.SUBJECT_FAR),
        ("一、{s1:信息}\n共{9条|=9 条|info_published s1}", Phenomenon.SUBJECT_IN_HEADING),
        ("{9条|=9 条|info_published cumulative}", Phenomenon.CUMULATIVE),
        ("{9条|=9 条|info_published region}", Phenomenon.REGION),
        ("{9条|=9 条|info_published other}", Phenomenon.OTHER_BODY),
        ("{p1:全年}{9条|=9 条|info_published p1}", Phenomenon.PERIOD),
        ("{2023年|!date}", Phenomenon.TRAP_DATE),
        ("{第二十条|!article}", Phenomenon.TRAP_DOCUMENT),
        ("{一是|!ordinal}", Phenomenon.TRAP_ORDINAL),
        ("{12345热线|!name}", Phenomenon.TRAP_NAME),
        ("{一系列|!indefinite}", Phenomenon.TRAP_INDEFINITE),
        ("{5个方面|!means}", Phenomenon.TRAP_MEANS),
        ("{2次|!plan}", Phenomenon.TRAP_PLAN),
        ("{20个工作日|!duration}", Phenomenon.TRAP_DURATION),
        ("{0791-123|!phone}", Phenomenon.TRAP_PHONE),
        ("{9条|!cited}", Phenomenon.TRAP_CITED),
        ("{无|!nothing}", Phenomenon.TRAP_NOTHING),
    ],
)
def test_a_phenomenon_is_seen_where_it_is_and_not_elsewhere(
    body: str, phenomenon: Phenomenon
) -> None:
    assert phenomenon in phenomena_of(passage(body))
    assert phenomenon not in phenomena_of(passage("公开"))


def test_nests_and_many_parts_are_counted_over_the_whole_chain() -> None:
    nested = (
        "{9件|=9 件|#1 hotline_cases}{3件|=3 件|#2 hotline_cases of#1:subset}"
        "{1件|=1 件|hotline_cases of#2:subset}"
    )
    assert Phenomenon.NEST in phenomena_of(passage(nested))
    parts = "".join(f"{{{n}件|={n} 件|hotline_cases of#1:component}}" for n in range(1, 6))
    many = phenomena_of(passage("{15件|=15 件|#1 hotline_cases}" + parts))
    assert Phenomenon.MANY_PARTS in many
    assert Phenomenon.NEST not in many


def test_unlike_texts_do_not_repeat_each_other_and_equal_ones_do() -> None:
    unlike = [["".join(chr(0x4E00 + 400 * n + i) for i in range(300))] for n in range(5)]
    equal = [["甲乙丙丁戊己庚辛" * 40] for _ in range(5)]
    without, wholly = recurrence(unlike), recurrence(equal)
    assert without is not None
    assert wholly is not None
    assert without.mean == 0
    assert wholly.mean == 1
    assert recurrence(unlike[:4]) is None


def test_repetition_is_measured_between_authors() -> None:
    text = "信息公开工作按照要求推进" * 30
    own = [Located(located(source(text)).passage, "f", 1, 1, "train", "one")] * 9
    assert recurrence_of_passages(own) is None
    others = [
        Located(located(source(text)).passage, "f", 1, 1, "train", str(author))
        for author in range(5)
    ]
    found = recurrence_of_passages(others)
    assert found is not None
    assert found.mean > 0.9


def test_of_a_report_the_prose_counts() -> None:
    texts = [
        "信息公开表格\t0\t0\n" * 50
        + "".join(chr(0x4E00 + 400 * number + i) for i in range(300))
        + "。"
        for number in range(5)
    ]
    found = recurrence_of_texts(texts)
    assert found is not None
    assert found.mean == 0
