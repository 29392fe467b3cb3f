"""Identifying whole reports."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.extract.identity import Identity, identify
from gongkai.extract.sections import find_sections
from gongkai.models.document import Metadata
from gongkai.models.record import Period
from gongkai.models.scheme import IssuerType, Tier
from tests.extract.plain_documents import document_of, report

UNTITLED = "一、总体情况\n{}\n六、其他需要报告的事项\n无\n"


def identity_of(text: str, metadata: Metadata | None = None, uri: str = "a.txt") -> Identity:
    document = document_of(text, metadata, uri)
    return identify(document, find_sections(document))


def test_a_plain_report_is_identified_in_full() -> None:
    text = report(
        "本报告统计期限自2022年1月1日至2022年12月31日止。",
        title="发布时间：2023-01-16\n牧野区云台街道办事处 2022 年政府信息公开工作 年度报告",
    )
    found = identity_of(text)
    assert found.title == "牧野区云台街道办事处2022年政府信息公开工作年度报告"
    assert found.published == date(2023, 1, 16)
    assert found.year.value == 2022
    assert found.period == Period(start=date(2022, 1, 1), end=date(2022, 12, 31))
    assert found.notices == ()
    issuer = found.issuer
    assert (issuer.name, issuer.tier, issuer.type) == (
        "牧野区云台街道办事处", Tier.TOWNSHIP, IssuerType.GOVERNMENT,
    )  # fmt: skip
    assert issuer.region.model_dump() == {
        "province": "河南省", "city": "新乡市", "county": "牧野区", "code": "410711",
    }  # fmt: skip
    assert issuer.confidence is None
    assert found.year.confidence is None


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            "北京市通州区人民政府云台街道办事处\n2022年政府信息公开工作年度报告",
            "北京市通州区人民政府云台街道办事处2022年政府信息公开工作年度报告",
        ),
        (
            "杭州市余杭区\n云台镇人民政府\n2023年政府信息公开\n工作年度报告",
            "杭州市余杭区云台镇人民政府2023年政府信息公开工作年度报告",
        ),
        (
            "靖安县教育局2022年度政府\n信息公开工作年度报告",
            "靖安县教育局2022年度政府信息公开工作年度报告",
        ),
        (
            "靖安县教育局2022年政府信息公开工作\n年度报告",
            "靖安县教育局2022年政府信息公开工作年度报告",
        ),
        (
            "河南省人民政府信息公开工作年度报告\n（2022年度）",
            "河南省人民政府信息公开工作年度报告",
        ),
    ],
)
def test_a_title_over_several_lines_is_joined(lines: str, title: str) -> None:
    assert identity_of(report("好。", title=lines)).title == title


@pytest.mark.parametrize("rest", ["\ufffd", "\ufffd\ufffd\ufffd", " \ufffd"])
def test_undecodable_characters_around_a_title_do_not_hide_it(rest: str) -> None:
    title = "靖安县教育局2022年政府信息公开工作年度报告"
    for written in (title + rest, f"{rest}{title}{rest}"):
        found = identity_of(report("好。", title=written))
        assert found.title == title
        assert found.issuer.name == "靖安县教育局"


def test_a_missing_title_is_taken_from_the_page_without_the_name_of_the_site() -> None:
    metadata = Metadata(title="靖安县教育局2022年政府信息公开工作年度报告_某某门户网")
    found = identity_of(UNTITLED.format("好。"), metadata)
    assert found.title == "靖安县教育局2022年政府信息公开工作年度报告"
    assert found.issuer.name == "靖安县教育局"
    assert identity_of(UNTITLED.format("好。")).title is None


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("2022年靖安县政府信息公开工作年度报告", "靖安县"),
        ("靖安县人民政府信息公开工作年度报告（2022年）", "靖安县人民政府"),
        ("关于2022年度政府信息公开工作情况的报告", None),
        ("靖安县教育局关于2022年度政府信息公开工作情况的报告", "靖安县教育局"),
        ("2021—2022学年云台大学信息公开工作报告", "云台大学"),
        ("二〇二二年靖安县政务公开年报", "靖安县"),
    ],
)
def test_the_title_names_the_issuer(title: str, name: str | None) -> None:
    assert identity_of(report("好。", title=title)).issuer.name == name


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("现编制《靖安县云台镇2022年政府信息公开工作年度报告》。", "靖安县云台镇"),
        ("本报告由靖安县云台镇人民政府党政办公室编制。", "靖安县云台镇人民政府"),
        ("根据有关规定，靖安县审计局编制完成2022年度报告。", "靖安县审计局"),
        ("如有疑问，请与靖安县审计局办公室联系（电话附后）。", "靖安县审计局"),
        ("2022年，云台街道在区委领导下，努力工作。", "云台街道"),
        ("2022年，在上级领导下，云台街道办事处认真开展工作。", "云台街道办事处"),
        ("2022年，我镇认真开展工作。", None),
        ("按照《中华人民共和国政府信息公开工作年度报告格式》编写。", None),
    ],
)
def test_without_a_title_the_text_names_the_issuer(sentence: str, name: str | None) -> None:
    assert identity_of(UNTITLED.format(sentence)).issuer.name == name


def test_the_page_names_the_issuer_when_the_title_does_not() -> None:
    text = report("好。", title="发布机构：靖安县云台乡\n2022年政府信息公开工作年度报告")
    assert identity_of(text).issuer.name == "靖安县云台乡"
    metadata = Metadata(issuer="靖安县审计局")
    assert identity_of(
        report("好。", title="2022年政府信息公开工作年度报告"), metadata
    ).issuer.name == ("靖安县审计局")


def test_a_signature_names_the_issuer_but_an_addressee_does_not() -> None:
    text = "县政务公开领导小组办公室：\n" + UNTITLED.format("好。") + "靖安县审计局\n2023年1月9日\n"
    found = identity_of(text)
    assert found.issuer.name == "靖安县审计局"
    assert found.published == date(2023, 1, 9)


def test_an_ambiguous_county_is_settled_by_its_surroundings_or_left_open() -> None:
    title = "鼓楼区审计局2022年政府信息公开工作年度报告"
    region = identity_of(report("好。", title=title)).issuer.region
    assert region.model_dump() == dict.fromkeys(("province", "city", "county", "code"))
    settled = identity_of(report("福州市的要求都已落实。", title=title)).issuer.region
    assert (settled.city, settled.code) == ("福州市", "350102")


def test_a_township_gets_its_county_from_the_page_or_the_text() -> None:
    title = "云台镇2022年政府信息公开工作年度报告"
    by_number = report("好。", title=f"索引号：410711001/2023-00012\n{title}")
    assert identity_of(by_number).issuer.region.county == "牧野区"
    by_text = report("有疑问可与靖安县云台镇人民政府联系。", title=title)
    assert identity_of(by_text).issuer.region.county == "靖安县"
    assert identity_of(report("好。", title=title)).issuer.region.county is None


def test_a_place_in_brackets_tells_which_part_of_a_body_it_is() -> None:
    title = "北京云台临空经济区（廊坊）管理委员会2022年政府信息公开工作年度报告"
    issuer = identity_of(report("好。", title=title)).issuer
    assert (issuer.region.city, issuer.type) == ("廊坊市", IssuerType.ZONE)


def test_the_name_of_a_column_of_the_site_is_no_title() -> None:
    title = "靖安县审计局2022年政府信息公开工作年度报告"
    assert (
        identity_of(report("好。", title=f"信息公开年报\n发布机构：审计局\n{title}")).title == title
    )


def test_a_national_body_has_no_region() -> None:
    found = identity_of(
        report("地址在北京市西城区。", title="教育部2022年政府信息公开工作年度报告")
    )
    assert found.issuer.tier is Tier.NATIONAL
    assert found.issuer.region.province is None


def test_a_school_year_is_the_year_it_ends_in() -> None:
    text = report(
        "统计期限为2021年9月1日至2022年8月31日。", title="云台大学2021-2022学年信息公开工作报告"
    )
    found = identity_of(text)
    assert found.year.value == 2022
    assert found.notices == ()


def test_a_title_that_names_the_year_of_publication_yields_to_the_period_with_a_notice() -> None:
    text = report(
        "2022年，我镇努力。统计期限自2022年1月1日至2022年12月31日。",
        title="云台镇2023年政府信息公开工作年度报告",
    )
    found = identity_of(text)
    assert found.year.value == 2022
    assert [notice.code for notice in found.notices] == ["year_conflict"]


def test_the_year_comes_from_the_text_when_nothing_else_tells() -> None:
    assert identity_of(UNTITLED.format("2022年好。2022年多。2023年再来。")).year.value == 2022
    assert identity_of(UNTITLED.format("好。")).year.value is None


def test_a_date_in_the_middle_of_the_report_is_no_day_of_publication() -> None:
    text = report("2022年5月4日，我镇开会。", "", "", "", "有。", "无")
    assert identity_of(text).published is None


def test_the_metadata_tell_the_day_of_publication_first() -> None:
    metadata = Metadata(published=date(2023, 1, 20))
    assert identity_of(report("好。") + "2023年1月9日\n", metadata).published == date(2023, 1, 20)


def test_a_document_without_text_is_identified_as_nothing() -> None:
    found = identity_of("")
    assert (found.title, found.published, found.issuer.name, found.year.value, found.period) == (
        None, None, None, None, None,
    )  # fmt: skip
