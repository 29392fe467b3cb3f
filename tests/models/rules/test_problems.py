"""Problems and improvements of section five, in the words of made-up reports."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from gongkai.models.document import Span
from gongkai.models.passages import Passage
from gongkai.models.rules import find_problems
from gongkai.models.rules.problem_categories import categorise
from gongkai.models.scheme import Category, SectionKind
from tests.models.rules.reading import passages

SECTION = "五、存在的主要问题及改进情况"


def told(text: str, headings: Sequence[str] = (SECTION,)) -> list[str]:
    """Find the items of ``text`` and write each as a line, problems first."""
    reading = find_problems(text, passages(text, SectionKind.PROBLEMS, headings))
    assert all(text[item.start : item.end] == item.text for item in reading.problems)
    assert all(text[item.start : item.end] == item.text for item in reading.improvements)
    return [
        *(f"- {item.text} {item.category.value} {item.year.value}" for item in reading.problems),
        *(
            f"+ {item.text} {item.category.value} {item.stage.value}"
            for item in reading.improvements
        ),
    ]


CASES = {
    "marked items follow their introductions": (
        "工作中存在以下问题：一是解读形式较为单一；二是专职人员较少。"
        "下一步，将从以下方面改进：一是丰富解读形式，二是配强人员力量。",
        [
            "- 一是解读形式较为单一 interpretation this",
            "- 二是专职人员较少 staffing this",
            "+ 一是丰富解读形式 interpretation promised",
            "+ 二是配强人员力量 staffing promised",
        ],
    ),
    "an unmarked lack is a problem without its introduction": (
        "工作取得一定成效，但仍存在差一些的地方，如网站栏目更新不及时。",
        ["- 网站栏目更新不及时 timeliness this"],
    ),
    "clauses about different things are different problems": (
        "公开意识有待增强，信息公开制度不够健全。",
        ["- 公开意识有待增强 awareness this", "- 信息公开制度不够健全 rules this"],
    ),
    "a lack that goes on about the same thing is one problem": (
        "业务培训次数较少，有待进一步加强。",
        ["- 业务培训次数较少，有待进一步加强 training this"],
    ),
    "last year's problem is told as such and its measure as taken": (
        "针对上年度存在的“业务培训较少”的问题，全力整改。一是增加培训场次。",
        ["- 业务培训较少 training last", "+ 一是增加培训场次 training taken"],
    ),
    "a sentence about next year is promised": (
        "2031年，我镇将健全考核制度。",
        ["+ 2031年，我镇将健全考核制度 rules promised"],
    ),
    "a measure that answers a marked problem parts from it": (
        "一是统计工作不够准确。下一步将规范数据统计。",
        ["- 一是统计工作不够准确 statistics this", "+ 下一步将规范数据统计 statistics promised"],
    ),
    "nothing is nothing": ("无。", []),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_section_five_is_read_item_by_item(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_a_heading_says_whether_problems_or_measures_follow() -> None:
    text = "1.加强学习培训，克服人手不足。"
    assert told(text, (SECTION, "（二）改进措施")) == [
        "+ 1.加强学习培训，克服人手不足 training promised"
    ]
    assert told(text, (SECTION, "（一）存在问题")) == [
        "- 1.加强学习培训，克服人手不足 training this"
    ]


def test_an_introduction_holds_for_the_passages_after_it() -> None:
    text = "今后，主要做好以下工作。\n一是推进平台建设。\n二是加强宣传。"
    assert told(text) == [
        "+ 一是推进平台建设 platforms promised",
        "+ 二是加强宣传 publicity promised",
    ]


def test_furniture_before_a_passage_is_not_the_item() -> None:
    text = "[bookmark: _Top]一是培训较少。"
    span = Span(text.index("一是"), len(text))
    (problem,) = find_problems(text, [Passage(span, SectionKind.PROBLEMS, (SECTION,))]).problems
    assert problem.text == "一是培训较少"


def test_other_sections_are_not_read() -> None:
    text = "一是人手不足。"
    reading = find_problems(text, [Passage(Span(0, len(text)), SectionKind.OVERVIEW)])
    assert reading.problems == ()
    assert reading.improvements == ()


@pytest.mark.parametrize(
    ("item", "category"),
    [
        ("主动公开意识不强", Category.AWARENESS),
        ("对政策的深入解读不够", Category.INTERPRETATION),
        ("部门之间协调配合较弱", Category.COORDINATION),
        ("今后改进", Category.OTHER),
    ],
)
def test_the_first_clause_and_its_last_phrase_decide_the_category(
    item: str, category: Category
) -> None:
    assert categorise(item) is category
