"""Passages in the markup that the tests share."""

from __future__ import annotations

from gongkai.annotations.markup import parse_passages
from gongkai.annotations.passages import Located, Passage

HEAD = """=== {name}
follows: {follows}
province: 江西省
tier: county
type: government
year: {year}
section: {section}
---
"""

EXAMPLE = (
    "{p1:全年}通过{c1@website:政府网站}{a1:发布}{s1:信息}"
    "{316条|=316 条|#1 info_published s1 a1 c1 p1}，"
    "其中{s2:动态类}{130条|=130 条|info_published s2 a1 p1 @website of#1:subset}；"
    "{a2:举办}{s3:培训}{两次|=2 次|training_sessions s3 a2}，累计{s4:培训}"
    "{20余人次|>=20 人次|training_participants s4}；"
    "{未收到|=0|applications_received s5}{s5:政府信息公开申请}，"
    "{s6:{c2@hotline:热线}办结率}{99.2%|=99.2 %|hotline_cases rate:completion s6 c2}。"
)


def source(
    body: str,
    name: str = "one",
    follows: str = "free",
    section: str = "overview",
    year: int = 2022,
) -> str:
    """Write a passage with a standing head."""
    return HEAD.format(name=name, follows=follows, section=section, year=year) + body + "\n"


def located(text: str) -> Located:
    """Read the one passage of a text that has no fault."""
    passages, faults = parse_passages(text, "file.txt")
    assert faults == []
    (passage,) = passages
    return passage


def passage(body: str, section: str = "overview") -> Passage:
    """Read a body with a standing head."""
    return located(source(body, section=section)).passage
