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
    "clauses that an introduction announces need no word for a lack": (
        "当前的问题：少数科室各管一段；栏目没人管，内容更新慢。",
        ["- 少数科室各管一段 other this", "- 栏目没人管，内容更新慢 platforms this"],
    ),
    "problems in one list are several, without the words that close it": (
        "仍存在解读形式单一、群众互动不够等问题。",
        ["- 解读形式单一 interpretation this", "- 群众互动不够 interaction this"],
    ),
    "a marked item is one however many problems it lists": (
        "主要问题是：一是培训效果不佳，仍然存在业务不熟、栏目更新不及时等问题。",
        ["- 一是培训效果不佳，仍然存在业务不熟、栏目更新不及时等问题 training this"],
    ),
    "recalled problems in a list are several": (
        "对去年报告指出的栏目更新不及时、政策解读不够的问题，已作整改：开通催办功能；制作图解20件。",
        [
            "- 栏目更新不及时 timeliness last",
            "- 政策解读不够 interpretation last",
            "+ 开通催办功能 timeliness taken",
            "+ 制作图解20件 interpretation taken",
        ],
    ),
    "a problem named again with its measure is not stated twice": (
        "一是培训较少。针对培训较少的问题，我镇将增加讲座。",
        ["- 一是培训较少 training this", "+ 我镇将增加讲座 training promised"],
    ),
    "measures between semicolons are several": (
        "2031年，我市将开通网上征集平台；编印统一的目录范本。",
        [
            "+ 2031年，我市将开通网上征集平台 platforms promised",
            "+ 编印统一的目录范本 standardisation promised",
        ],
    ),
    "an item's own words say that it is done or promised": (
        "改进情况：一是今年以来开展了业务培训；二是已建立考核制度；三是计划改版网站。",
        [
            "+ 一是今年以来开展了业务培训 training taken",
            "+ 二是已建立考核制度 rules taken",
            "+ 三是计划改版网站 platforms promised",
        ],
    ),
    "headings that the text runs on with decide what follows": (
        "（一）存在的主要问题。一是积极性不高。（二）改进措施。一是加强宣传。",
        ["- 一是积极性不高 awareness this", "+ 一是加强宣传 publicity promised"],
    ),
    "an item after a problem is one too unless it intends something": (
        "一、意识不强。二、栏目没人管。",
        ["- 一、意识不强 awareness this", "- 二、栏目没人管 platforms this"],
    ),
    "what an introduction to measures says is lacking is a problem": (
        "也面临一些问题亟待解决。公开意识需要进一步加强，在今后的工作中，抓好以下方面：一是勤学习。",
        ["- 公开意识需要进一步加强 awareness this", "+ 一是勤学习 training promised"],
    ),
    "a row of a table is no item": ("一、推进情况\t——", []),
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


def test_the_nearest_heading_that_says_what_follows_decides() -> None:
    headings = (SECTION, "（一）存在的不足", "1.队伍建设方面")
    assert told("将公开当成负担的干部还有一些，队伍不稳定。", headings) == [
        "- 队伍不稳定 staffing this"
    ]
    assert told("我局将配强人员力量。", headings) == []


def test_only_an_explicit_turn_overrides_a_heading() -> None:
    text = "1.业务能力有待提高。\n一是队伍不稳定，二是培训不够。\n针对上述问题，加强培训。"
    assert told(text, (SECTION, "（一）存在的主要问题")) == [
        "- 1.业务能力有待提高 training this",
        "- 一是队伍不稳定 staffing this",
        "- 二是培训不够 training this",
        "+ 加强培训 training promised",
    ]


def test_a_heading_about_last_year_makes_problems_old_and_measures_taken() -> None:
    text = "1.建立考核制度。"
    assert told(text, (SECTION, "（一）上年度问题整改情况"))[0].endswith("rules taken")
    assert told("1.考核不严。", (SECTION, "（一）上年度存在的问题"))[0].endswith("rules last")


@pytest.mark.parametrize(("report_year", "year"), [(2031, "last"), (2030, "this"), (None, "last")])
def test_a_named_year_is_an_earlier_one_by_the_year_reported_on(
    report_year: int | None, year: str
) -> None:
    text = "针对2030年存在的公开不及时问题，我局已建立台账。"
    found = passages(text, SectionKind.PROBLEMS, (SECTION,))
    reading = find_problems(text, found, report_year=report_year)
    assert [(each.text, each.year.value) for each in reading.problems] == [("公开不及时", year)]
    assert [(each.text, each.stage.value) for each in reading.improvements] == [
        ("我局已建立台账", "taken")
    ]


def test_measures_answer_problems_in_their_order_where_their_own_words_say_nothing() -> None:
    text = "主要问题：一是意识不强；二是培训不够。\n下一步：一是挨个谈话；二是请人来讲。"
    assert told(text)[2:] == [
        "+ 一是挨个谈话 awareness promised",
        "+ 二是请人来讲 training promised",
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
