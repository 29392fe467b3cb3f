"""Reading a title: whose report it is, on which year."""

from __future__ import annotations

import re

from gongkai.extract.identity.dates import western

_YEAR_WORD = (
    r"(?:20\d\d(?:学年)?(?:年度?)?(?:[-—~至/]+|－)(?:20)?\d\d(?:学年(?:度)?|年度?)?"
    r"|20\d\d(?:学?年度?)?|(?:本|上|今)年度?)"
)
_LEAD = re.compile(
    rf"^(?:[《“（【\[]|关于(?:印发|公布|发布|报送|编制)?|(?:特)?(?:向社会)?(?:公布|发布)|附件\d?[:：]?|{_YEAR_WORD}|[、，：\-—_\s])+"
)
_BOUNDARY = re.compile(
    rf"{_YEAR_WORD}|关于|(?<!人民)政府(?:信息|网站)|(?<=人民政府)信息公开|(?:政务|校务|厂务|院务|财政)?信息公开|政务公开|政府工作"
    r"|(?:年度)?(?:工作)?报告|年报|信息工作|主动公开"
)
_TRIM = "《》“”（）()【】[]、，：。.-—_·的 "
_NO_NAME = re.compile(
    r"^(?:本级?|我[^\s]{0,2}|政府|全[区县市省镇]|年度?|工作|信息|情况|公开|单位|部门|[省市区县镇乡]|各.*|公布|附件|目录|.*(?:如下|报告|根据|按照|要求).*)$"
)
_NOT_IN_NAME = re.compile(
    r"[，。；：<>〈〉]|\d{4}|做好|关于|^(?:高新区|开发区|经开区|新区|镇|乡|街道|办事处)$|^(?:完成|了|本|我|中华人民共和国$|各|全)|通知|条例|根据|按照|要求|以下简称"
)
_SCHOOL_YEAR = re.compile(r"(20\d\d)(?:学年|年度?)?[-—~至/]+(20\d\d|\d\d)(?:学年|年度)")
_ONE_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)(?=年|度|政|信|.{0,2}$|[^.\d/-])")
_EMBEDDED = re.compile(
    r"(?:编制|发布|公布|现将|公开|撰写|形成|制定|《)(?:完成|了|的)*《?([^，。；《》：]{2,48}?(?:信息|政务)公开(?:工作)?"
    r"(?:情况)?(?:年度)?(?:工作)?(?:情况)?(?:的)?(?:报告|年报))(?!格式|编制|有关|样本|模板|.{0,6}通知)"
)
# Sentences of the preface that name the body: 由…编制, …特编制, 结合…工作实际, 与…联系.
_COMPILERS = (
    re.compile(
        r"(?:由|系)([^，。；、《》]{3,30}?)(?:负责)?(?:编制|编写|制作|结合|根据|按照|依据|综合|组织)"
    ),
    re.compile(
        r"[，。；]([^，。；、《》]{3,30}?)(?:特|现|组织|认真)*编制(?:完成|形成|了)?(?:《|20\d\d|本)"
    ),
    re.compile(
        r"(?:结合|汇总|反映)([^，。；、《》]{3,30}?)(?:20\d\d年?度?)?(?:政府信息公开|政务公开|信息公开)"
        r"(?:工作)?(?:的)?(?:实际|情况)"
    ),
)
_CONTACT = re.compile(
    r"(?:请|可|敬请)?(?:直接)?(?:与|联系：?|咨询|致电)([^，。；：（）《》]{3,30}?)(?:进行)?(?:联系|反映|（|，|。)"
)
_OFFICE = re.compile(
    r"(?:(?:党政|综合|事务|信息|政务|公开|工作|领导小组|管理)*(?:办公室|办)"
    r"|(?:党政)?综合(?:部|科|处)|信息(?:室|科)|(?:综合)?法制科|秘书科)$"
)


def issuer_in_title(title: str) -> str | None:
    """Return the name of the issuer that a normalised title gives, ``None`` where it has none."""
    title = western(title)
    lead = _LEAD.match(title)
    rest = title[lead.end() :] if lead else title
    boundary = _BOUNDARY.search(rest)
    if boundary is None or boundary.start() == 0:
        return None
    name = rest[: boundary.start()].strip(_TRIM)
    return clean_name(name)


_NAME_LEAD = re.compile(
    r"^(?:根据|现将|关于|公布|发布|编制|特|本报告|本年度?报告|年报|由|年度?|向社会|我们|通过|依托|经|结合|汇总)+"
)


def clean_name(name: str) -> str | None:
    """Return the name of a body without what surrounds it, ``None`` where it is no name."""
    name = _NAME_LEAD.sub("", name.strip(_TRIM)).strip(_TRIM)
    if not 2 <= len(name) <= 40 or _NO_NAME.match(name) or _NOT_IN_NAME.search(name):
        return None
    return name


def titles_in_text(text: str) -> list[str]:
    """Return the titles of the report that its preface names (编制《…年度报告》)."""
    return [match[1] for match in _EMBEDDED.finditer(text)]


def compilers_in_text(text: str) -> list[str]:
    """Return the bodies the preface says the report was made by (由…编制)."""
    written = (match[1] for pattern in _COMPILERS for match in pattern.finditer(text))
    return [name for part in written if (name := clean_name(without_office(part)))]


def contacts_in_text(text: str) -> list[str]:
    """Return the bodies that questions are to be sent to (请与…联系)."""
    written = (match[1] for match in _CONTACT.finditer(text))
    return [name for part in written if (name := clean_name(without_office(part)))]


def without_office(name: str) -> str:
    """Drop the office inside a body that did the work: X镇党政办公室 → X镇."""
    bare = _OFFICE.sub("", name)
    return bare if len(bare) >= 3 else name


def year_in_title(title: str) -> int | None:
    """Return the year a normalised title names; of a school year, the year it ends in."""
    title = western(title)
    school = _SCHOOL_YEAR.search(title)
    if school:
        end = school[2]
        return int(end) if len(end) == 4 else int(school[1][:2] + end)
    years = [int(match[1]) for match in _ONE_YEAR.finditer(title)]
    return years[-1] if years else None
