"""The checks: each fault is found where it stands, and a clean passage has none."""

from __future__ import annotations

import pytest

from gongkai.annotations.checks import check_corpus, check_passage
from gongkai.annotations.checks.leakage import find_leaks
from gongkai.annotations.passages import Located

from .samples import EXAMPLE, located, source

LONG = (
    "按照县里的统一部署，{s1:{c1@website:门户网站}信息}全年{a1:更新}"
    "{1,204条|=1204 条|info_published s1 a1 c1}，"
    "窗口咨询由专人答复，材料当场出具，办事群众可以随时到大厅翻阅各类文件，工作人员负责引导。"
)


def faults(body: str, *, section: str = "overview", head: str = "") -> list[str]:
    text = source(body, section=section)
    if head:
        text = text.replace("---\n", f"{head}\n---\n", 1)
    return [fault.message for fault in check_passage(located(text), length=False)]


def test_a_clean_passage_has_no_fault() -> None:
    assert faults(EXAMPLE) == []


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("{316条|=361 条|info_published}", "annotated '=361 条', the grammar reads '=316 条'"),
        ("{1200余件|=1200 件|hotline_cases}", "the grammar reads '>=1200 件'"),
        ("{近百条|<=100 件|info_published}", "the grammar reads '<=100 条'"),
        ("共{发布316条|=316 条|info_published}", "the grammar finds '316条' here"),
        ("共{许多|=9 条|info_published}", "the grammar finds nothing here"),
        ("全年发布信息316条。", "'316条' is not marked"),
        ("全年未收到申请。", "'未收到' is not marked"),
        ("{s1:信息}{316条|=316 条|info_published}", "no claim refers to s1"),
        ("{316条|=316 条|info_published amount}", "an amount is a sum of money"),
        ("收费{300元|=300 元|fees_charged}", "an amount is a sum of money"),
        ("增长{3|=3|hotline_cases change}：", "a change needs a unit"),
        ("{2至3次|=2..2 次|training_sessions}", "not above its lower end"),
        ("{316条|=316 条|info_published & info_published}", "stands twice as info_published"),
        ("{{316条|!plan}信息|=316 条|info_published}", "overlaps"),
        (
            "{3元|=3 元|#1 fees_charged amount}，{3件|=3 件|fees_charged of#1:subset}",
            "of another kind than its whole",
        ),
        (
            "{3件|=3 件|#1 hotline_cases of#2:subset}，{4件|=4 件|#2 hotline_cases of#1:subset}",
            "a part of its own part",
        ),
        ("{problem content:公开不全}", "add problems to section"),
        ("{98%|=98 %|hotline_cases}", "a rate is in % or ‰"),
        ("{98件|=98 件|hotline_cases rate:share}", "a rate is in % or ‰"),
        ("较上年下降{12件|=12 件|hotline_cases change}", "its sign contradicts"),
        ("同比增长{12%|=-12 %|hotline_cases change}", "its sign contradicts"),
        (
            "{3件|=3 件|#1 hotline_cases}，其中{4件|=4 件|hotline_cases of#1:subset}",
            "'4件' is more than its whole ('3件')",
        ),
    ],
)
def test_each_fault_is_named(body: str, words: str) -> None:
    assert any(words in message for message in faults(body)), faults(body)


def test_an_item_ends_before_the_full_stop() -> None:
    (message,) = faults("{problem content:公开不全。}", section="problems")
    assert "holds the sign behind it" in message


def test_a_change_has_its_sign_and_a_unit_is_as_written() -> None:
    assert faults("较上年下降{12件|=-12 件|hotline_cases change}") == []
    assert faults("發布{12條|=12 條|info_published}") == []


def test_an_exception_of_the_grammar_is_accepted_where_the_head_names_it() -> None:
    body = "共{许多|=9 条|info_published}"
    assert faults(body, head="grammar: 许多") == []
    assert any("the grammar finds nothing" in message for message in faults(body))


def test_an_exception_that_is_not_needed_is_a_fault() -> None:
    (message,) = faults("{316条|=316 条|info_published}", head="grammar: 316条")
    assert "grammar: 316条 is not needed" in message


def test_what_became_of_a_whole_and_a_declared_contradiction_may_exceed_it() -> None:
    stage = "{3件|=3 件|#1 hotline_cases}，{4件|=4 件|hotline_cases of#1:stage}"
    assert faults(stage) == []
    part = stage.replace("stage", "subset")
    assert faults(part, head="phenomena: contradiction") == []


def test_non_claims_may_lie_in_one_another() -> None:
    assert faults("将{开展培训{2次|!plan}|!plan}。") == []


def test_passages_have_two_to_nine_hundred_characters() -> None:
    short, long = located(source("好。")), located(source("好。" * 451))
    assert "the text has 2 characters" in check_passage(short)[0].message
    assert "the text has 902 characters" in check_passage(long)[0].message
    assert check_passage(located(source("好。" * 450))) == []


def test_a_fault_names_the_line_of_its_quantity() -> None:
    text = source("第一行。\n\n第三行发布316条。", name="a")
    (fault,) = check_passage(located(text), length=False)
    assert (fault.file, fault.line) == ("file.txt", 11)


def placed(body: str, name: str, split: str, follows: str = "free") -> Located:
    read = located(source(body, name=name, follows=follows))
    return Located(read.passage, f"{split}.txt", 1, 9, split, name)


PAGE = "https://www.example.gov.cn/1.html"


def test_names_and_texts_are_unique_and_a_page_is_followed_in_one_split() -> None:
    one = placed("好。", "a", "train", PAGE)
    assert check_corpus([one]) == []
    assert "the name stands" in str(check_corpus([one, placed("坏。", "a", "train")])[0])
    assert "the same text" in str(check_corpus([one, placed("好。", "b", "train")])[0])
    assert "in another split" in str(check_corpus([one, placed("坏。", "b", "dev", PAGE)])[0])
    assert check_corpus([one, placed("坏。", "b", "train", PAGE)]) == []


@pytest.mark.parametrize(
    ("address", "same"),
    [
        ("http://www.example.gov.cn/1.html", True),
        ("https://WWW.example.gov.cn/1.html/", True),
        ("https://example.gov.cn/1.html", False),
        ("https://www.example.gov.cn/1.HTML", False),
    ],
)
def test_addresses_are_compared_without_scheme_and_closing_slash(address: str, same: bool) -> None:
    pair = [placed("好。", "a", "train", PAGE), placed("坏。", "b", "dev", address)]
    assert len(check_corpus(pair)) == len(list(find_leaks(pair))) == same


def test_what_splits_share_can_be_left_to_the_search_for_leaks() -> None:
    one = placed("好。", "a", "train", PAGE)
    shared = [one, placed("好。", "b", "dev", PAGE)]
    assert len(check_corpus(shared)) == 2
    assert check_corpus(shared, across=False) == []
    assert len(list(find_leaks(shared))) == 1
    assert len(list(find_leaks([one, placed("好。", "b", "dev")]))) == 1
    assert "the same text" in str(
        check_corpus([one, placed("好。", "b", "train")], across=False)[0]
    )


def test_a_leak_is_a_page_followed_twice_or_a_near_duplicate_across_splits() -> None:
    near = LONG.replace("1,204条|=1204", "998条|=998").replace("随时", "自由")
    other = (
        "本局{a1:召开}{s1:专题会议}{3次|=3 次|meetings_held s1 a1}，"
        "制度、台账与流程都重新梳理过一遍。"
    )
    first = placed(LONG, "a", "train", PAGE)
    (leak,) = find_leaks([first, placed(near, "b", "dev")])
    assert leak.shared > 0.5
    assert "share" in str(leak)
    assert list(find_leaks([first, placed(near, "b", "train")])) == []
    assert list(find_leaks([first, placed(other, "b", "dev")])) == []
    (same,) = find_leaks([first, placed(other, "b", "dev", PAGE)])
    assert "follow the same page" in str(same)
