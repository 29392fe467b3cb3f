"""Bodies that report, with invented names, as often as there are such bodies, about."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from random import Random
from typing import Final

from gongkai.annotations.generator import lexicon
from gongkai.annotations.generator.lexicon import Body
from gongkai.models.scheme import IssuerType, Tier

#: No two of these characters together name a province, city or county that there is or was.
FIRST_CHARACTERS: Final = "桐柏枫菊槐榆柳菱梧鹿凤鹭岚泉涧渠苇梨杏棠茶桑麻棉谷禾磨窑砚笔墨琴"
SECOND_CHARACTERS: Final = "溪岭桥塘浦湾店垭坝坡峰泽渡亭坪畈墩堰岔圩屯沟滩岗口坞垄汀栈埠"
_BUREAUS: Final = (
    *("教育局", "民政局", "财政局", "司法局", "审计局", "统计局", "水利局", "林业局", "商务局"),
    *("卫生健康局", "交通运输局", "应急管理局", "农业农村局", "自然资源局", "生态环境局"),
    *("市场监督管理局", "住房和城乡建设局", "人力资源和社会保障局", "文化和旅游局", "医疗保障局"),
)
_PROVINCIAL: Final = ("教育厅", "财政厅", "司法厅", "水利厅", "交通运输厅", "自然资源厅", "审计厅")


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of body: how many there are beside the others, and how their names are made.

    In ``names`` the letters P, C, T stand for an invented province or prefecture, county and
    township, B for a bureau and D for a department of a province.
    """

    weight: int
    type: IssuerType
    tier: Tier | None
    names: tuple[str, ...]


_KINDS: Final = (
    _Kind(
        *(40, IssuerType.GOVERNMENT, Tier.TOWNSHIP),
        ("C县T镇人民政府", "C区T街道办事处", "C县T乡人民政府"),
    ),
    _Kind(32, IssuerType.DEPARTMENT, Tier.COUNTY, ("C县B", "C区B", "P市C县B", "C市B")),
    _Kind(9, IssuerType.GOVERNMENT, Tier.COUNTY, ("C县人民政府", "C区人民政府", "P市C县人民政府")),
    _Kind(11, IssuerType.DEPARTMENT, Tier.PREFECTURE, ("P市B",)),
    _Kind(3, IssuerType.GOVERNMENT, Tier.PREFECTURE, ("P市人民政府",)),
    _Kind(2, IssuerType.DEPARTMENT, Tier.PROVINCIAL, ("P省D",)),
    _Kind(
        *(2, IssuerType.ZONE, Tier.COUNTY),
        ("P经济技术开发区管理委员会", "P高新技术产业园区管理委员会"),
    ),
    _Kind(1, IssuerType.UNIVERSITY, None, ("P大学", "P师范学院")),
)  # fmt: skip
_ENDS_OF_KINDS: Final = tuple(accumulate(kind.weight for kind in _KINDS))
#: Years, as often as there are reports on them: fewer bodies published in the early ones.
_YEARS: Final = tuple(
    year for year in range(2008, 2026) for _ in range(1 if year < 2014 else 2 if year < 2019 else 4)
)


@dataclass(frozen=True, slots=True)
class Office:
    """A body that reports.

    Attributes
    ----------
    name
        Its invented name.
    body
        The words it has for itself and for others.
    tier
        Its tier, ``None`` for a school.
    """

    name: str
    body: Body
    tier: Tier | None


def made_up_office(random: Random) -> Office:
    """Return a body."""
    (kind,) = random.choices(_KINDS, cum_weights=_ENDS_OF_KINDS)
    words = {
        letter: random.choice(FIRST_CHARACTERS) + random.choice(SECOND_CHARACTERS)
        for letter in "PCT"
    }
    words["B"] = random.choice(_BUREAUS)
    words["D"] = random.choice(_PROVINCIAL)
    pattern = random.choice(kind.names)
    return Office(
        "".join(words.get(letter, letter) for letter in pattern),
        _body(kind.type, kind.tier),
        kind.tier,
    )


def made_up_year(random: Random) -> int:
    """Return a year that is reported on."""
    return random.choice(_YEARS)


@cache
def _body(kind: IssuerType, tier: Tier | None) -> Body:
    return next(body for body in lexicon.bodies() if (body.type, body.tier) == (kind, tier))
