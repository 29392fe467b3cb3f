"""The markup: what it reads, what it refuses, and the way back."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from gongkai.annotations.markup import MarkupError, parse_passages, read_passages, write_passage
from gongkai.annotations.passages import ContextKind, Reason
from gongkai.models.document import Span
from gongkai.models.metrics import Metric
from gongkai.models.scheme import (
    Aspect,
    Bound,
    Category,
    Channel,
    Kind,
    PartKind,
    Per,
    ProblemYear,
    Scope,
    Stage,
)

from .samples import EXAMPLE, located, passage, source


def test_the_example_of_the_scheme_reads_as_its_table_says() -> None:
    read = passage(EXAMPLE)
    rows = [
        (
            claim.metric.value,
            claim.value,
            claim.unit,
            claim.bound.value,
            claim.span.of(read.text),
            claim.channel.value if claim.channel else None,
            claim.part_of,
        )
        for claim in read.claims
    ]
    assert rows == [
        ("info_published", 316, "条", "exact", "316条", "website", None),
        ("info_published", 130, "条", "exact", "130条", "website", 0),
        ("training_sessions", 2, "次", "exact", "两次", None, None),
        ("training_participants", 20, "人次", "at_least", "20余人次", None, None),
        ("applications_received", 0, None, "exact", "未收到", None, None),
        ("hotline_cases", 99.2, "%", "exact", "99.2%", "hotline", None),
    ]
    assert read.claims[1].part_kind is PartKind.SUBSET
    assert read.claims[5].aspect is Aspect.COMPLETION


def test_the_text_is_what_stands_between_the_marks() -> None:
    assert passage(EXAMPLE).text == (
        "全年通过政府网站发布信息316条，其中动态类130条；举办培训两次，累计培训20余人次；"
        "未收到政府信息公开申请，热线办结率99.2%。"
    )


def test_contexts_keep_their_words_and_a_channel_its_id() -> None:
    read = passage(EXAMPLE)
    found = [(each.kind, each.span.of(read.text), each.channel) for each in read.contexts]
    assert (ContextKind.CHANNEL, "政府网站", Channel.WEBSITE) in found
    assert (ContextKind.PERIOD, "全年", None) in found
    assert (ContextKind.SUBJECT, "热线办结率", None) in found
    assert (ContextKind.CHANNEL, "热线", Channel.HOTLINE) in found


def test_one_number_under_two_metrics_is_two_claims() -> None:
    read = passage("{未发生|=0|reviews_filed s1 & lawsuits_filed s2}{s1:行政复议}、{s2:行政诉讼}。")
    assert [claim.metric for claim in read.claims] == [Metric.REVIEWS_FILED, Metric.LAWSUITS_FILED]
    assert read.claims[0].span == read.claims[1].span == Span(0, 3)


@pytest.mark.parametrize(
    ("written", "value", "value_max", "unit", "bound"),
    [
        ("=316 条", 316, None, "条", Bound.EXACT),
        (">=1200 件", 1200, None, "件", Bound.AT_LEAST),
        ("<=100 条", 100, None, "条", Bound.AT_MOST),
        ("~2.5 万元", 2.5, None, "万元", Bound.APPROXIMATE),
        ("=2..3 次", 2, 3, "次", Bound.EXACT),
        ("=0", 0, None, None, Bound.EXACT),
        ("=12 条（次）", 12, None, "条（次）", Bound.EXACT),
    ],
)
def test_a_reading_gives_value_range_unit_and_bound(
    written: str, value: float, value_max: float | None, unit: str | None, bound: Bound
) -> None:
    kind = "amount" if unit == "万元" else ""
    claim = passage(f"共{{多少|{written}|fees_charged {kind}}}。").claims[0]
    assert (claim.value, claim.value_max, claim.unit, claim.bound) == (
        value,
        value_max,
        unit,
        bound,
    )


def test_everything_that_may_stand_behind_a_metric_is_read() -> None:
    read = passage(
        "{每月2期|=2 期|gazettes_issued frequency:month region}，"
        "{下降12件|=-12 件|hotline_cases change other @phone}，"
        "{累计9条|=9 条|info_published cumulative unknown}"
    )
    first, second, third = read.claims
    assert (first.kind, first.per, first.scope) == (Kind.FREQUENCY, Per.MONTH, Scope.REGION)
    assert (second.kind, second.value, second.channel) == (Kind.CHANGE, -12, Channel.PHONE)
    assert (third.cumulative, third.scope) == (True, Scope.UNKNOWN)


def test_several_channels_need_a_word() -> None:
    body = "{c1@website:网站}、{c2@wechat:微信}{9条|=9 条|info_published c1 c2%s}"
    _, faults = parse_passages(source(body % ""), "f")
    assert "different channels: write @several" in str(faults[0])
    assert passage(body % " @several").claims[0].channel is Channel.SEVERAL


def test_problems_and_improvements_may_hold_other_marks() -> None:
    read = passage(
        "{problem content last:一是公开{2次|!plan}不全}；{improvement training taken:加强培训}。",
        "problems",
    )
    (problem,), (improvement,) = read.problems, read.improvements
    assert (problem.category, problem.year) == (Category.CONTENT, ProblemYear.LAST)
    assert problem.span.of(read.text) == "一是公开2次不全"
    assert (improvement.category, improvement.stage) == (Category.TRAINING, Stage.TAKEN)
    assert read.non_claims[0].reason is Reason.PLAN


def test_signs_of_the_markup_and_invisible_characters_are_escaped() -> None:
    read = passage(r"甲\{乙\}丙\|丁\\戊\u200b己" + "\n" + r"\=== 庚")
    assert read.text == "甲{乙}丙|丁\\戊\u200b己\n=== 庚"
    assert parse_passages(write_passage(read), "f")[0][0].passage == read


def test_white_space_at_the_ends_is_escaped_and_hidden_line_breaks_move_no_line() -> None:
    read = passage("\\u000a\\u0020甲 \n{乙|!plan}\\u000a\\u3000")
    assert read.text == "\n 甲 \n乙\n\u3000"
    assert "\n\\u000a\\u0020甲 \n" in write_passage(read)
    text = located(source("\\u000a甲\n{乙|!plan}\\u000a"))
    assert text.line_of(text.passage.non_claims[0].span.start) == 10
    _, faults = parse_passages(source("\\u000a{s1:甲}\n{s1:乙}"), "f")
    assert faults[0].line == 10


def test_small_numbers_are_written_without_an_exponent() -> None:
    read = passage("占{极少|=0.00001 %|info_published rate:share}")
    assert "|=0.00001 %|" in write_passage(read)


def test_words_that_look_like_a_label_stay_words() -> None:
    read = passage(r"{\u00731:甲|!plan}")
    assert read.text == "s1:甲"
    assert parse_passages(write_passage(read), "f")[0][0].passage == read


def test_invisible_characters_beyond_the_first_plane_are_escaped() -> None:
    read = passage("甲\\U000e0041乙")
    assert read.text == "甲\U000e0041乙"
    assert "甲\\U000e0041乙" in write_passage(read)


@pytest.mark.parametrize("line", ["#", "# Words.", "", "  "])
def test_comments_and_empty_lines_may_stand_in_front(line: str) -> None:
    assert located(line + "\n" + source("好。")).passage.text == "好。"


@pytest.mark.parametrize("line", ["#words", "## Words", " # words", "words"])
def test_nothing_else_stands_in_front(line: str) -> None:
    _, faults = parse_passages(line + "\n" + source("好。"), "f")
    assert "in front of the first passage" in faults[0].message


def test_control_characters_of_a_file_do_not_reach_the_terminal() -> None:
    _, faults = parse_passages("=== \x1b[31mred\u202e\n---\n好。\n", "\x1b.txt")
    message = str(faults[0])
    assert message.isprintable()
    assert message.startswith("\\u001b.txt:1: \\u001b[31mred\\u202e: ")
    assert str(MarkupError(faults)).isprintable()


@pytest.mark.parametrize(
    "hostile",
    [
        source("、".join("{3件|=3 件|info_published}" for _ in range(20_000))),
        "=== a" + " " * 100_000 + "b\n---\n好。\n",
        source("{s1:" * 20_000 + "甲" + "}" * 20_000),
    ],
)
def test_reading_takes_time_in_proportion_to_the_file(hostile: str) -> None:
    start = time.process_time()
    parse_passages(hostile, "f")
    assert time.process_time() - start < 3


def test_lines_of_the_text_are_found_again() -> None:
    text = located(source("\n第一行\n第二行{3条|!plan}", name="a"))
    offset = text.passage.non_claims[0].span.start
    assert text.line_of(0) == 10
    assert text.line_of(offset) == 11


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ("好{316条", 9, "not closed"),
        ("好}", 9, "closes nothing"),
        ("好|", 9, "outside of a mark"),
        ("好\\x", 9, "stands alone"),
        ("\\ud800", 9, "stands alone"),
        ("{s1:}", 9, "no text"),
        ("{316条}", 9, "says nothing"),
        ("{s1:甲|=3 条|info_published}", 9, "stands in a context span"),
        ("{3条|=3 条\n|info_published}", 9, "on the same line"),
        ("{3条|=3 条}", 9, "two fields"),
        ("{3条|3 条|info_published}", 9, "no reading"),
        ("{3条|=3 条|infos}", 9, "'infos' is no metric"),
        ("甲\n{3条|=3 条|info_published s1}", 10, "no span s1"),
        ("{3条|=3 条|info_published s1 s1}{s1:甲}", 9, "stands twice"),
        ("{s1:甲}{s1:乙}", 9, "s1 stands twice"),
        ("{c1:网站}", 9, "names no channel"),
        ("{c1@site:网站}", 9, "'site' is no channel"),
        ("{s1@website:网站}", 9, "is no channel"),
        ("{3条|=3 条|info_published @website @wechat}", 9, "two channels"),
        ("{3条|=3 条|info_published rate}", 9, "'' is no aspect"),
        ("{3条|=3 条|info_published rate:speed}", 9, "'speed' is no aspect"),
        ("{3条|=3 条|info_published frequency:age}", 9, "'age' is no time"),
        ("{3条|=3 条|info_published amount:x}", 9, "behind the colon"),
        ("{3条|=3 条|info_published sometimes}", 9, "belongs to no claim"),
        ("{3条|=3 条|info_published of#1:subset}", 9, "no claim #1"),
        ("{3条|=3 条|#1 info_published of#1:subset}", 9, "part of itself"),
        ("{3条|=3 条|#1 info_published}{4条|=4 条|#1 info_published}", 9, "#1 stands twice"),
        ("{3%|=3 %|info_published rate:share of#1:subset}", 9, "only counts and amounts"),
        ("{3条|!because}", 9, "'because' is no reason"),
        ("{3条|!plan|x}", 9, "reason alone"),
        ("{problem fame:甲}", 9, "'fame' is no category"),
        ("{problem content next:甲}", 9, "'next' is no year"),
        ("{improvement content:甲}", 9, "a category and a stage"),
        ("{improvement content soon:甲}", 9, "'soon' is no stage"),
        ("{section overview:甲}", 9, "whole reports only"),
        ("{problem:甲}", 9, "a problem has a category"),
        ("{problem  :甲}", 9, "a problem has a category"),
        ("{improvement:甲}", 9, "a category and a stage"),
        ("甲\n{{3件|=3 件|info_published}|=3 件|documents_published}", 10, "into one, with &"),
        ("{{3件|=4 件|info_published}|=3 件|documents_published}", 9, "into one, with &"),
        ("{3条|=3 条|#1 info_published #2}", 9, "one name, and here are #1 and #2"),
        (
            "{9条|=9 条|#1 info_published}{3条|=3 条|info_published of#1:subset of#1:stage}",
            9,
            "one whole",
        ),
        ("{3条|=3 条|info_published region other}", 9, "one scope"),
        ("{3条|=3 条|info_published rate:share frequency:week}", 9, "one kind"),
        ("{3条|=3 条|info_published cumulative cumulative}", 9, "one cumulative"),
        ("{3条|=٣ 条|info_published}", 9, "no reading"),
        ("{3条|=3 条|info_published s１}", 9, "belongs to no claim"),
        ("{s１:甲}", 9, "says nothing"),
        ("{3条|=" + "1" * 16 + " 条|info_published}", 9, "no reading"),
        ("{3条|=1.." + "1" * 5000 + ".5 条|info_published}", 9, "at most 15 digits"),
        ("甲\n乙\\u000a丙", 10, "break the line itself"),
        ("\\u000a\\u0020", 9, "white space only"),
        ("甲\\U0000d800", 9, "stands alone"),
        ("甲\\U00110000", 9, "stands alone"),
    ],
)
def test_what_cannot_be_accepted_is_named_with_its_line(body: str, line: int, words: str) -> None:
    passages, faults = parse_passages(source(body), "file.txt")
    assert passages == []
    (fault,) = faults
    assert words in fault.message
    assert (fault.file, fault.line) == ("file.txt", line)


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("=== one", "=== One", 1, "is no name"),
        ("year: 2022", "year: soon", 6, "no year"),
        ("year: 2022", "year: ２０２２", 6, "no year"),
        ("year: 2022", "year: " + "2" * 5000, 6, "no year"),
        ("year: 2022", "years: 2022", 6, "no line of a head"),
        ("year: 2022", "tier: county", 6, "stands twice"),
        ("year: 2022\n", "", 1, "lacks year"),
        ("tier: county", "tier: village", 4, "no tier"),
        ("type: government", "type: club", 5, "no type of body"),
        ("province: 江西省", "province: 江西", 3, "no province"),
        ("follows: free", "follows: somewhere", 2, "no address"),
        ("section: overview", "section:", 7, "section is empty"),
        ("section: overview", "section: preface", 7, "no section"),
        ("section: overview", "section: overview\nphenomena: rain", 8, "no phenomenon"),
        ("---\n", "", 1, "head does not end"),
        ("好。", "", 8, "no text"),
    ],
)
def test_a_head_that_cannot_be_read_is_named_with_its_line(
    old: str, new: str, line: int, words: str
) -> None:
    _, faults = parse_passages(source("好。").replace(old, new, 1), "file.txt")
    (fault,) = faults
    assert words in fault.message
    assert fault.line == line


def test_a_passage_with_a_fault_leaves_the_others() -> None:
    text = source("好。", name="a") + source("{坏", name="b") + source("也好。", name="c")
    passages, faults = parse_passages(text, "f")
    assert [each.passage.head.name for each in passages] == ["a", "c"]
    assert [fault.line for fault in faults] == [18]


def test_comments_may_stand_in_front_of_the_first_passage_and_nothing_else() -> None:
    assert len(parse_passages("# a comment\n\n" + source("好。"), "f")[0]) == 1
    passages, faults = parse_passages("hello\n" + source("好。"), "f")
    assert len(passages) == 1
    assert "in front of the first passage" in faults[0].message


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "hello\n", "---\n{\n"])
def test_a_text_without_passages_is_one_fault(text: str) -> None:
    passages, faults = parse_passages(text, "f")
    assert passages == []
    assert len(faults) == 1


def test_a_file_without_passages_or_in_another_encoding_is_refused(tmp_path: Path) -> None:
    empty, foreign = tmp_path / "empty.txt", tmp_path / "foreign.txt"
    empty.write_text("", "utf-8")
    foreign.write_bytes("信息".encode("gb18030"))
    with pytest.raises(MarkupError, match="holds no passage"):
        read_passages(empty)
    with pytest.raises(MarkupError, match="save it as UTF-8"):
        read_passages(foreign)


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    file = tmp_path / "windows.txt"
    file.write_bytes(b"\xef\xbb\xbf" + source("甲\n乙").replace("\n", "\r\n").encode())
    assert read_passages(file)[0].passage.text == "甲\n乙"
