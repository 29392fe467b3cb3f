"""What sort of body a name names, and on which level of government it stands."""

from __future__ import annotations

import re

from gongkai.extract.identity.regions import Division, mentions
from gongkai.models.scheme import IssuerType, Tier

# A 管理委员会 without such a word is a department: 国有资产监督管理委员会.
_ZONE = (
    r"(?:开发区|经济区|高新区|高新技术区|经开区|新区|示范区|管理区|风景区|风景名胜区|名胜区|景区|旅游区|保税区"
    r"|综保区|工业园区?|工业区|园区|试验区|实验区|度假区|自贸区|聚集区|集聚区|合作区|功能区|科技城|新城"
    r"|古城|港区|库区|湖区|林区|保护区|片区|产业园|农场)"
)
_TYPES: tuple[tuple[IssuerType, re.Pattern[str]], ...] = (
    (
        IssuerType.PUBLIC_INSTITUTION,
        re.compile(
            r"(?:医院|卫生院|卫生室|卫生服务中心|保健院|诊所|中学|小学|学校|幼儿园|附[中小]|[一二三四五六七八九十]中|党校|公司|集团|水厂|电厂|银行|图书馆|博物馆|文化馆"
            r"|档案馆|科学院|研究院|研究所|研究中心|设计院|公积金管理中心|疾病预防控制中心|福利院|敬老院|供水|供电|公交)(?:（.*）)?$"
        ),
    ),
    (
        IssuerType.UNIVERSITY,
        re.compile(r"(?:大学|学院|高等专科学校|职业技术学院|师范专科学校)(?:（.*）)?$"),
    ),
    (
        IssuerType.ZONE,
        re.compile(rf"{_ZONE}(?:（[^）]*）)?(?:管委会|管理委员会)?$|管委会(?:（[^）]*）)?$"),
    ),
    (
        IssuerType.GOVERNMENT,
        re.compile(
            r"(?:人民政府|政府|行政公署|行署|街道办事处|街道办|街道|办事处|[镇乡]|苏木|兵团|[师团])$"
        ),
    ),
    (
        IssuerType.DEPARTMENT,
        re.compile(
            r"(?:局|委|委员会|厅|办|办公室|办公厅|部|署|中心|大队|支队|总队|队|站|所|处|科|司|法院|检察院|社|公署|委办|组|室)(?:（[^）]*）)?$"
        ),
    ),
)
_NATIONAL = re.compile(
    r"^(?:国务院|中华人民共和国|中共中央|全国)|^国家.{1,16}(?:局|委|委员会|总局|总署|署|办公室|中心|办)$"
    r"|^中国(?:人民银行|证券|银行保险|银行业|保险|地震局|气象局|民用航空|科学院|工程院|社会科学院).{0,14}$"
    r"|^[^省市区县州盟旗]{0,10}(?:总局|总署)$|^审计署$"
    r"|^(?:外交|国防|国家发展|教育|科学技术|科技|工业和信息化|公安|国家安全|民政|司法|财政|人力资源和?社会保障|自然资源|国土资源|生态环境|环境保护"
    r"|住房和?城乡建设|交通运输|铁道|水利|农业农村|农业|商务|文化和旅游|文化|卫生|应急管理|监察|人事|信息产业|建设|铁路|退役军人事务)部$"
    r"|^(?:国家)?(?:卫生健康|民族事务|发展和改革|发展改革)委员会$"
)
_TOWNSHIP = re.compile(r"(?:街道(?:办事处|办)?|[^城郊下上]镇|(?<![城故])乡|苏木)(?:人民政府|政府)?")
_NOT_TOWNSHIP = re.compile(
    r"城乡|乡村|镇街|乡镇|镇江|景德镇|镇平|镇雄|镇康|镇沅|镇坪|镇安|镇巴|镇原|镇赉|镇海|镇宁|镇远|萍乡|新乡|桐乡|湘乡|乡宁|宁乡|内乡|乡城"
)
_COUNTY_WORD = re.compile(r"^[区旗]|^.{0,8}县(?!城)")
_PROVINCE_WORD = re.compile(r"^(?:省|自治区)|厅(?:（.*）)?$")


def type_of(name: str, division: Division | None) -> IssuerType:
    """Return what sort of body a name names.

    A name that is a division's and nothing more (四方台区) stands for its government.
    """
    found = mentions(name)
    if found and found[-1].end == len(name):
        return IssuerType.GOVERNMENT
    for kind, pattern in _TYPES:
        if pattern.search(name):
            return kind
    if division is not None and re.search(r"[省市区县旗州盟]$", name):
        return IssuerType.GOVERNMENT
    return IssuerType.OTHER


def tier_of(name: str, kind: IssuerType, division: Division | None) -> Tier | None:
    """Return the level of government of a body, ``None`` where it cannot be told.

    A department stands on the level of the government it belongs to, a zone below the
    division that set it up, but not below the county. Universities have no level.
    """
    if kind is IssuerType.UNIVERSITY:
        return None
    named = _names_division(name)
    if not named and _NATIONAL.search(name):
        return Tier.NATIONAL
    if is_township(name):
        return Tier.TOWNSHIP
    if kind is IssuerType.ZONE or _ZONE_PART.search(name):
        return _zone_tier(name, division)
    if named:
        return _named_tier(name, division)
    return _tier_by_words(name) or _tier_inside(name, division)


def _tier_inside(name: str, division: Division | None) -> Tier | None:
    """Return the level of a body that lies in ``division`` without naming it."""
    if division is not None and division.tier is Tier.PREFECTURE and _UNKNOWN_CITY.match(name):
        return Tier.COUNTY  # a city inside a city
    return division.tier if division is not None else None


def _named_tier(name: str, division: Division | None) -> Tier | None:
    if division is None:
        return _common_tier(name) or _tier_by_words(name)
    return Tier.COUNTY if _is_below_city(name, division) else division.tier


def _common_tier(name: str) -> Tier | None:
    """Return the level that all divisions of an ambiguous name have."""
    tiers = {division.tier for division in mentions(name)[-1].divisions if division.in_force}
    return tiers.pop() if len(tiers) == 1 else None


def _tier_by_words(name: str) -> Tier | None:
    if _PROVINCE_WORD.search(name):
        return Tier.PROVINCIAL
    return Tier.COUNTY if _COUNTY_WORD.search(name) else None


_ZONE_PART = re.compile(
    rf"(?:开发区|高新区|经开区|管委会|风景区).{{2,}}$|{_ZONE}(?:（[^）]*）)?管理委员会.{{2,}}$"
)


def _zone_tier(name: str, division: Division | None) -> Tier | None:
    if division is None:
        return None
    return Tier.PREFECTURE if division.tier is Tier.PROVINCIAL and "新区" in name else Tier.COUNTY


_UNKNOWN_CITY = re.compile(r"[^省市区县旗州]{1,5}市")
_BRANCH = re.compile(r"分局(?:（.*）)?$")
_QUASI_COUNTY = re.compile(r".{1,6}?(?<![社小地园城])[区县](?!域)")


def _is_below_city(name: str, division: Division) -> bool:
    """Tell whether a body of a city belongs to a part of it that is no division.

    Such are the branches of bureaus (分局) and districts by the city's own law (管理区).
    """
    if division.tier is not Tier.PREFECTURE:
        return False
    rest = name[mentions(name)[-1].end :]
    return bool(_BRANCH.search(name) or _QUASI_COUNTY.match(rest))


def _names_division(name: str) -> bool:
    return bool(mentions(name))


def is_township(name: str) -> bool:
    """Tell whether a name is, or belongs to, a street office, a town or a township."""
    bare = _NOT_TOWNSHIP.sub("", name)
    match = _TOWNSHIP.search(bare)
    return match is not None and match.start() > 0


def looks_like_body(name: str) -> bool:
    """Tell whether a short line may be the name of an issuer."""
    return any(pattern.search(name) for _, pattern in _TYPES) and not re.search(
        r"[，。；：！？、\d]", name
    )
