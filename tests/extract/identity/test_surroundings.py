"""What surrounds a name: its script, its city, the periods and stamps beside it."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.extract.identity import Identity, identify
from gongkai.extract.identity.regions import mentions
from gongkai.extract.sections import find_sections
from gongkai.models.document import Metadata
from gongkai.models.record import Period
from gongkai.models.scheme import Tier
from tests.extract.plain_documents import document_of, report


def identity_of(text: str, metadata: Metadata | None = None) -> Identity:
    document = document_of(text, metadata)
    return identify(document, find_sections(document))


def test_title_and_issuer_keep_the_script_of_the_report() -> None:
    found = identity_of(
        report("好。", title="國家沙洲與灘頭管理局 ２０２２ 年政府信息公開工作年度報告")
    )
    assert found.title == "國家沙洲與灘頭管理局2022年政府信息公開工作年度報告"
    assert found.issuer.name == "國家沙洲與灘頭管理局"
    assert found.issuer.tier is Tier.NATIONAL


def test_a_simplified_title_is_left_as_it_is_in_a_page_with_other_script() -> None:
    found = identity_of(report("繁體字樣。", title="青石县云台镇2022年政府信息公开工作年度报告"))
    assert found.title == "青石县云台镇2022年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    "sentence",
    [
        "数据从2022年元月1日起统计，到12月31日截止。",
        "文中数据从2022年1月1日算到12月31日。",
        "数据起于2022年1月1日，止于同年12月31日。",
        "数据的统计时段从2022年1月1日算起，到2022年12月31日为止。",
        "统计期限从2022年1月1日算起，截至2022年12月31日。",
    ],
)
def test_a_period_is_read_however_it_is_worded(sentence: str) -> None:
    found = identity_of(report(sentence))
    assert found.period == Period(start=date(2022, 1, 1), end=date(2022, 12, 31))


def test_a_stamp_below_the_title_is_the_day_of_publication() -> None:
    title = (
        "青石县云台镇2022年政府信息公开工作年度报告\n2023-01-22 09:41 来源：云台镇 字号：大 中 小"
    )
    assert identity_of(report("好。", title=title)).published == date(2023, 1, 22)


def test_a_body_of_an_unknown_county_lies_in_the_only_city_the_report_names() -> None:
    text = report(
        "按照湖南省和衡阳市政务公开工作安排，我局如期办理。",
        title="云沙县水务局2022年政府信息公开年度报告",
    )
    issuer = identity_of(text).issuer
    assert (issuer.region.city, issuer.region.county) == ("衡阳市", None)
    assert issuer.tier is Tier.COUNTY


def test_a_city_of_unknown_name_that_cites_a_city_above_it_is_on_county_level() -> None:
    text = report(
        "按照衡阳市政务公开工作安排办理。", title="云沙市人民政府2022年政府信息公开年度报告"
    )
    assert identity_of(text).issuer.tier is Tier.COUNTY


def test_two_cities_in_the_text_settle_nothing() -> None:
    text = report("学习衡阳市和上饶市的做法。", title="云沙县水务局2022年政府信息公开年度报告")
    assert identity_of(text).issuer.region.city is None


def test_a_short_name_at_the_end_of_a_longer_one_is_no_mention() -> None:
    assert mentions("互安县石岔沟乡人民政府") == []
    assert [mention.start for mention in mentions("国家税务总局沙县税务局")] == [6]


def test_the_page_gives_the_title_that_the_text_begins_without_an_issuer() -> None:
    metadata = Metadata(title="青石县水务局2022年政府信息公开工作年度报告")
    found = identity_of(report("好。", title="2022年政府信息公开工作年度报告"), metadata)
    assert found.title == "青石县水务局2022年政府信息公开工作年度报告"
