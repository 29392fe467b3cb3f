"""Made-up texts of section five with their items, for training."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from gongkai.annotations.markup import parse_passages
from gongkai.models.trained.problems import ProblemReader
from gongkai.training.problem_texts import ProblemText, problem_texts
from gongkai.training.problems import train_problems

_HEAD = """=== made-up-{number}
follows: free
province: 湖南省
tier: county
type: department
year: 2023
section: {section}
---
"""
_LACKS = (
    ("content", "公开内容不够细，动态多"),
    ("timeliness", "栏目更新不及时"),
    ("training", "业务培训偏少，经办人不熟"),
    ("staffing", "人手不足"),
)
_MEASURES = (
    ("content", "细化公开内容"),
    ("timeliness", "按月更新栏目，到期提醒"),
    ("training", "举办业务培训"),
    ("staffing", "增配专职人员，保持稳定"),
)
_FRAMES = (
    "五、存在的主要问题及改进情况\n存在以下不足：{{problem {a}}}；{{problem {b}}}。"
    "下一步：{{improvement {c} promised:一是将{d}}}；{{improvement {e} promised:二是{f}}}。",
    "五、存在的主要问题及改进情况\n针对上年度{{problem {last}}}的问题，"
    "已{{improvement {c} taken:{d}}}。目前{{problem {b}}}，今后{{improvement {e} promised:{f}}}。",
)


def sources() -> Iterator[str]:
    """Yield passages in the markup."""
    number = 0
    for first in range(len(_LACKS)):
        for second in range(len(_LACKS)):
            if first == second:
                continue
            (lack, said), (other, said_too) = _LACKS[first], _LACKS[second]
            (kind, act), (kind_too, act_too) = _MEASURES[first], _MEASURES[second]
            for frame in _FRAMES:
                number += 1
                yield _HEAD.format(number=number, section="problems") + frame.format(
                    a=f"{lack}:一是{said}",
                    b=f"{other}:{said_too}",
                    last=f"{lack} last:{said}",
                    c=kind,
                    d=act,
                    e=kind_too,
                    f=act_too,
                )
    yield _HEAD.format(number=number + 1, section="overview") + "全年工作平稳，没有不足之处。"


@cache
def texts() -> tuple[ProblemText, ...]:
    located, faults = parse_passages("\n".join(sources()) + "\n", "made up")
    assert faults == []
    return tuple(problem_texts([each.passage for each in located], ()))


@cache
def reader() -> ProblemReader:
    return train_problems(texts())
