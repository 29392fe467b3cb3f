"""What speaks for an issuer and a year."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.models.document import Metadata
from gongkai.models.record import Issuer, Period, Region, Year
from gongkai.models.scheme import IssuerType, Tier
from gongkai.models.trained.calibration import (
    ISSUER_EVIDENCE,
    YEAR_EVIDENCE,
    issuer_evidence,
    year_evidence,
)

NAME = "云河县人民政府"
TITLE = f"{NAME}2023年政府信息公开工作年度报告"
MIDDLE = "本年度工作平稳有序。" * 200
FULL_YEAR = Period(start=date(2023, 1, 1), end=date(2023, 12, 31))


def issuer(name: str | None = NAME, **changes: object) -> Issuer:
    whole: dict[str, object] = {
        "name": name,
        "tier": Tier.COUNTY,
        "type": IssuerType.GOVERNMENT,
        "region": Region(province="山南省"),
    }
    return Issuer.model_validate(whole | changes)


def places(title: str | None, metadata: Metadata, text: str) -> float:
    evidence = issuer_evidence(issuer(), title, metadata, text)
    assert evidence is not None
    return evidence[0]


def body(name: str) -> float:
    evidence = issuer_evidence(issuer(name), None, Metadata(), "")
    assert evidence is not None
    return evidence[1]


def region(**changes: object) -> float:
    evidence = issuer_evidence(issuer(NAME, **changes), None, Metadata(), "")
    assert evidence is not None
    return evidence[2]


@pytest.mark.parametrize(
    ("title", "metadata", "text", "count"),
    [
        (None, Metadata(), MIDDLE, 0),
        (TITLE, Metadata(), MIDDLE, 1),
        (TITLE, Metadata(), TITLE + MIDDLE, 1),
        (TITLE, Metadata(), f"{TITLE}\n本报告由{NAME}编制。" + MIDDLE, 2),
        (TITLE, Metadata(issuer=NAME), f"{TITLE}\n由{NAME}编制。{MIDDLE}{NAME}", 4),
        (None, Metadata(title=TITLE), MIDDLE + NAME, 2),
    ],
)
def test_places_that_name_the_issuer_are_counted(
    title: str | None, metadata: Metadata, text: str, count: int
) -> None:
    assert places(title, metadata, text) == count


def test_a_name_in_traditional_characters_and_with_spaces_is_the_same_name() -> None:
    assert places(None, Metadata(issuer="雲河縣 人民政府"), "云 河县人\u200b民政府") == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (NAME, 1.0),
        ("云河县财政局", 1.0),
        ("云河县柳桥街道办事处", 1.0),
        ("云河县柳桥街道", 0.5),
        ("云河县", 0.0),
        ("财政局", 0.5),
        ("对全县各部门各单位的年度总结材料加以汇总整理后的办公室", 0.5),
    ],
)
def test_a_name_that_is_a_place_alone_or_of_unusual_length_speaks_less_for_a_body(
    name: str, value: float
) -> None:
    assert body(name) == value


def test_a_known_level_and_a_known_place_speak_for_an_issuer() -> None:
    assert region() == 1.0
    assert region(tier=None) == 0.5
    assert region(region=Region()) == 0.5
    assert region(region=Region(), tier=None) == 0.0


def test_a_national_body_needs_no_place() -> None:
    assert region(region=Region(), tier=Tier.NATIONAL) == 1.0


def test_no_issuer_and_no_year_have_no_evidence() -> None:
    assert issuer_evidence(Issuer(), TITLE, Metadata(), MIDDLE) is None
    assert year_evidence(Year(), TITLE, FULL_YEAR, None, MIDDLE) is None


@pytest.mark.parametrize(
    ("title", "period", "published", "agreement"),
    [
        (None, None, None, 0),
        (TITLE, None, None, 1),
        (TITLE, FULL_YEAR, date(2024, 1, 30), 3),
        (TITLE.replace("2023", "2022"), FULL_YEAR, date(2024, 1, 30), 1),
        (TITLE, FULL_YEAR, date(2021, 1, 30), 1),
        ("政府信息公开报告", None, date(2023, 11, 1), 1),
        ("云河县二〇二三年政府信息公开年报", None, None, 1),
        ("云河学院2022-2023学年信息公开报告", None, None, 1),
        ("云河学院2022—23学年信息公开报告", None, None, 1),
        (None, Period(start=date(2023, 1, 1), end=date(2024, 1, 5)), None, 1),
        (None, Period(start=date(2022, 1, 1), end=date(2022, 12, 31)), None, -1),
    ],
)
def test_title_period_and_day_of_publication_speak_for_a_year_or_against_it(
    title: str | None, period: Period | None, published: date | None, agreement: int
) -> None:
    evidence = year_evidence(Year(value=2023), title, period, published, "")
    assert evidence == (agreement, 0.5)


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("2023年我县做得更多。", 1.0),
        ("2023 年比2022年多，二〇二三年如此，2024年继续。", 2 / 3),
        ("2021年和2020年。", 0.0),
        ("没有年份，只有编号12023年。", 0.5),
    ],
)
def test_the_share_of_the_year_among_all_years_named_speaks_for_it(text: str, share: float) -> None:
    evidence = year_evidence(Year(value=2023), None, None, None, text)
    assert evidence is not None
    assert evidence[0] == 0.0
    assert evidence[1] == pytest.approx(share)


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=200))
def test_evidence_is_finite_and_as_long_as_its_names_for_any_text(
    name: str, title: str, text: str
) -> None:
    found = issuer_evidence(issuer(name), title, Metadata(title=text), text)
    assert found is None if not name else found is not None and len(found) == len(ISSUER_EVIDENCE)
    of_year = year_evidence(Year(value=2023), title, FULL_YEAR, None, text)
    assert of_year is not None
    assert len(of_year) == len(YEAR_EVIDENCE)
    assert 0 <= of_year[1] <= 1
