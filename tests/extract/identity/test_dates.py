"""Dates and periods in the spellings of reports."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.extract.identity.dates import find_date, find_period, is_statistical, western
from gongkai.models.record import Period

YEAR_2021 = Period(start=date(2021, 1, 1), end=date(2021, 12, 31))
SCHOOL_YEAR = Period(start=date(2022, 9, 1), end=date(2023, 8, 31))


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("自2021年1月1日起至2021年12月31日止", YEAR_2021),
        ("2021年1月1日——2021年12月31日", YEAR_2021),
        ("从2021年1月1日到12月31日止", YEAR_2021),
        ("2021.1.1-2021.12.31", YEAR_2021),
        ("2021年1-12月", YEAR_2021),
        ("2021年1月至12月", YEAR_2021),
        ("自202111日至20211231日止", YEAR_2021),
        ("自20211月1日至202112月31日", YEAR_2021),
        ("202111日—1231日", YEAR_2021),
        ("自2021年1月1日《条例》实施之日起，至2021年12月31日止", YEAR_2021),
        ("二〇二一年一月一日至二〇二一年十二月三十一日", YEAR_2021),
        ("2022年9月1日至2023年8月31日", SCHOOL_YEAR),
        ("自202291日起，至2023831日止", SCHOOL_YEAR),
    ],
)
def test_a_period_is_read_in_every_spelling(text: str, period: Period) -> None:
    assert find_period(text, None) == period


def test_a_period_without_years_takes_the_year_of_the_report() -> None:
    assert find_period("1月1日至12月31日", 2021) == YEAR_2021
    assert find_period("1月1日至12月31日", None) is None
    assert find_period("9月1日至8月31日", 2022) == SCHOOL_YEAR


@pytest.mark.parametrize(
    "text", ["2021年13月1日至2021年14月31日", "2021年2月30日至2021年2月31日", "全年"]
)
def test_days_that_do_not_exist_make_no_period(text: str) -> None:
    assert find_period(text, 2021) is None


def test_only_whole_months_of_about_a_year_look_statistical() -> None:
    assert is_statistical(YEAR_2021)
    assert not is_statistical(Period(start=date(2021, 3, 5), end=date(2021, 12, 31)))
    assert not is_statistical(Period(start=date(2021, 5, 1), end=date(2021, 5, 31)))


@pytest.mark.parametrize(
    "text", ["2024年1月15日", "2024-01-15 09:30", "2024/1/15", "二〇二四年一月十五日", "20240115"]
)
def test_a_date_is_read_in_every_spelling(text: str) -> None:
    assert find_date(text) == date(2024, 1, 15)


def test_chinese_numerals_of_a_date_become_digits() -> None:
    assert western("二〇二三年十二月三十一日，二十场") == "2023年12月31日，二十场"


@given(st.dates(date(2000, 1, 1), date(2049, 12, 30)), st.integers(1, 700))
def test_every_written_period_is_read_back(start: date, days: int) -> None:
    end = start + timedelta(days=days)
    if end.year > 2099:
        return
    days_written = [f"{day.year}年{day.month}月{day.day}日" for day in (start, end)]
    text = "统计期限自" + "至".join(days_written)
    assert find_period(text, None) == Period(start=start, end=end)


@given(st.text(alphabet="0123456789年月日至-—./自20", max_size=60))
def test_no_text_makes_the_search_fail(text: str) -> None:
    period = find_period(text, 2021)
    assert period is None or period.start < period.end
