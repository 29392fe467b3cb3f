"""Administrative divisions by name."""

from collections.abc import Callable

import pytest

from gongkai.extract.identity.regions import Division, by_code, mentions, names, resolve, short_name
from gongkai.models.scheme import Tier


def nothing_speaks(_: Division) -> int:
    return 0


def in_city(city: str) -> Callable[[Division], int]:
    return lambda division: int(division.city == city)


def found(text: str) -> Division | None:
    return resolve(mentions(text), nothing_speaks)


@pytest.mark.parametrize(
    ("name", "code", "province", "city", "county"),
    [
        ("牧野区", "410711", "河南省", "新乡市", "牧野区"),
        ("新乡牧野区卫生局", "410711", "河南省", "新乡市", "牧野区"),
        ("北京市通州区", "110112", "北京市", None, "通州区"),
        ("南京鼓楼区", "320106", "江苏省", "南京市", "鼓楼区"),
        ("恩施州利川市", "422802", "湖北省", "恩施土家族苗族自治州", "利川市"),
        ("酉阳县", "500242", "重庆市", None, "酉阳土家族苗族自治县"),
        ("新巴尔虎左旗", "150726", "内蒙古自治区", "呼伦贝尔市", "新巴尔虎左旗"),
        ("锡林郭勒盟", "152500", "内蒙古自治区", "锡林郭勒盟", None),
        ("济源市", "419001", "河南省", None, "济源市"),
        ("东莞市", "441900", "广东省", "东莞市", None),
        ("阳泉市郊区", "140311", "山西省", "阳泉市", "郊区"),
        ("广西财政厅", "450000", "广西壮族自治区", None, None),
    ],
)
def test_a_division_is_found_by_its_name(
    name: str, code: str, province: str, city: str | None, county: str | None
) -> None:
    division = found(name)
    assert division is not None
    assert division.in_force
    region = division.region
    assert (region.code, region.province, region.city, region.county) == (
        code, province, city, county,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("襄樊市", "420600"),
        ("北京市崇文区", "110103"),
        ("巢湖市居巢区", "341402"),
        ("崇明县", "310230"),
    ],
)
def test_divisions_that_are_no_more_are_still_known(name: str, code: str) -> None:
    division = found(name)
    assert division is not None
    assert (division.code, division.in_force) == (code, False)


def test_an_ambiguous_name_stays_open_until_something_speaks_for_one() -> None:
    assert found("鼓楼区") is None
    division = resolve(mentions("鼓楼区"), in_city("福州市"))
    assert division is not None
    assert division.code == "350102"


def test_a_name_shared_by_a_province_and_its_city_means_the_province() -> None:
    division = found("吉林")
    assert division is not None
    assert division.tier is Tier.PROVINCIAL


@pytest.mark.parametrize("name", ["新华街道办事处", "和平路小学", "城区管理处", "社区", "园区", ""])
def test_everyday_words_are_no_divisions(name: str) -> None:
    assert mentions(name) == []


def test_full_names_are_found_inside_a_long_text() -> None:
    text = "本报告可在温泉县政府网站查阅，由牧野区负责。"
    assert [text[m.start : m.end] for m in names(text)] == ["温泉县", "牧野区"]


def test_codes_name_divisions_below_the_province() -> None:
    division = by_code("410711")
    assert division is not None
    assert division.name == "牧野区"
    assert by_code("410000") is None
    assert by_code("999999") is None


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("通州区", "通州"),
        ("延边朝鲜族自治州", "延边"),
        ("内蒙古自治区", "内蒙古"),
        ("吉县", "吉县"),
    ],
)
def test_the_short_name_drops_the_kind_of_division(name: str, short: str) -> None:
    assert short_name(name) == short
