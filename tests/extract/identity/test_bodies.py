"""Sort and level of a body by its name."""

import pytest

from gongkai.extract.identity.bodies import looks_like_body, tier_of, type_of
from gongkai.extract.identity.regions import mentions, resolve
from gongkai.models.scheme import IssuerType, Tier


@pytest.mark.parametrize(
    ("name", "tier", "kind"),
    [
        ("牧野区云台街道办事处", Tier.TOWNSHIP, IssuerType.GOVERNMENT),
        ("云台镇", Tier.TOWNSHIP, IssuerType.GOVERNMENT),
        ("云台乡人民政府", Tier.TOWNSHIP, IssuerType.GOVERNMENT),
        ("萍乡市", Tier.PREFECTURE, IssuerType.GOVERNMENT),
        ("新乡市", Tier.PREFECTURE, IssuerType.GOVERNMENT),
        ("四方台区", Tier.COUNTY, IssuerType.GOVERNMENT),
        ("浦东新区人民政府", Tier.COUNTY, IssuerType.GOVERNMENT),
        ("河南省人民政府", Tier.PROVINCIAL, IssuerType.GOVERNMENT),
        ("河南省人民政府办公厅", Tier.PROVINCIAL, IssuerType.DEPARTMENT),
        ("靖安县教育局", Tier.COUNTY, IssuerType.DEPARTMENT),
        ("新乡市住房和城乡建设局", Tier.PREFECTURE, IssuerType.DEPARTMENT),
        ("鼓楼区审计局", Tier.COUNTY, IssuerType.DEPARTMENT),
        ("省财政厅", Tier.PROVINCIAL, IssuerType.DEPARTMENT),
        ("深圳市公安局西山分局", Tier.COUNTY, IssuerType.DEPARTMENT),
        ("国家税务总局", Tier.NATIONAL, IssuerType.DEPARTMENT),
        ("国家税务总局牧野区税务局", Tier.COUNTY, IssuerType.DEPARTMENT),
        ("教育部", Tier.NATIONAL, IssuerType.DEPARTMENT),
        ("中国地震局", Tier.NATIONAL, IssuerType.DEPARTMENT),
        ("郑州经济技术开发区管理委员会", Tier.COUNTY, IssuerType.ZONE),
        ("中国证券监督管理委员会", Tier.NATIONAL, IssuerType.DEPARTMENT),
        ("河南省国有资产监督管理委员会", Tier.PROVINCIAL, IssuerType.DEPARTMENT),
        ("新乡市城市管理委员会", Tier.PREFECTURE, IssuerType.DEPARTMENT),
        ("新乡市城市管理委员会办公室", Tier.PREFECTURE, IssuerType.DEPARTMENT),
        ("靖安县云台景区管理委员会", Tier.COUNTY, IssuerType.ZONE),
        ("河南大学", None, IssuerType.UNIVERSITY),
        ("新乡市第一中学", Tier.PREFECTURE, IssuerType.PUBLIC_INSTITUTION),
        ("靖安县人民医院", Tier.COUNTY, IssuerType.PUBLIC_INSTITUTION),
        ("新乡市残疾人联合会", Tier.PREFECTURE, IssuerType.OTHER),
        ("市财政局", None, IssuerType.DEPARTMENT),
    ],
)
def test_sort_and_level_follow_from_the_name(
    name: str, tier: Tier | None, kind: IssuerType
) -> None:
    division = resolve(mentions(name), lambda _: 0)
    found = type_of(name, division)
    assert found is kind
    assert tier_of(name, found, division) is tier


def test_a_line_with_a_figure_or_a_clause_is_no_name_of_a_body() -> None:
    assert looks_like_body("靖安县教育局")
    assert not looks_like_body("发至各县教育局，请查收")
    assert not looks_like_body("全年开放3个办公室")
