"""Annotated sentences: what is read, what is refused, what is checked."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.annotations import load_sentences as public_load_sentences
from gongkai.annotations.checks import check_sentences
from gongkai.annotations.checks.leakage import find_copies
from gongkai.annotations.corpus_files import CorpusError
from gongkai.annotations.markup import MarkupError
from gongkai.annotations.passages import Reason
from gongkai.annotations.sentences import (
    AnnotatedSentence,
    is_file_of_sentences,
    load_sentences,
    parse_sentences,
    read_sentences,
)
from gongkai.models.scheme import Aspect, Channel, Kind, Metric, Per, Scope

from .samples import EXAMPLE, located, source

LINE = "（三）政策解读 # 全年在门户网站推出图文解读{12期|interpretations_published @website}。"


def read(*lines: str) -> list[AnnotatedSentence]:
    """Read lines that have no fault."""
    sentences, faults = parse_sentences("\n".join(lines), "file.txt")
    assert faults == []
    return sentences


def fault_of(line: str) -> str:
    sentences, (fault,) = parse_sentences(f"# 一则\n{line}\n", "file.txt")
    assert sentences == []
    assert (fault.file, fault.line) == ("file.txt", 2)
    return fault.message


def findings(*lines: str) -> list[str]:
    return [str(fault) for fault in check_sentences(read(*lines))]


def test_a_line_is_a_sentence_with_its_headings_and_claims() -> None:
    (sentence,) = read(LINE)
    assert sentence.headings == ("（三）政策解读",)
    assert sentence.text == "全年在门户网站推出图文解读12期。"
    assert (sentence.file, sentence.line) == ("file.txt", 1)
    (claim,) = sentence.claims
    assert claim.span.of(sentence.text) == "12期"
    assert (claim.metric, claim.kind) == (Metric.INTERPRETATIONS_PUBLISHED, Kind.COUNT)
    assert (claim.channel, claim.scope) == (Channel.WEBSITE, Scope.OWN)


def test_a_mark_says_kind_aspect_time_scope_and_reason() -> None:
    rate, frequency, other, none = read(
        "工单办结率{98.2%|hotline_cases rate:completion @hotline}。",
        "镇里{每月2次|meetings_held frequency:month}碰头。",
        "全县{未发生|reviews_filed region & lawsuits_filed region}复议诉讼。",
        "明年拟办讲座{3场|!plan}。",
    )
    assert rate.claims[0].aspect is Aspect.COMPLETION
    assert (frequency.claims[0].kind, frequency.claims[0].per) == (Kind.FREQUENCY, Per.MONTH)
    assert [claim.metric for claim in other.claims] == [Metric.REVIEWS_FILED, Metric.LAWSUITS_FILED]
    assert {claim.scope for claim in other.claims} == {Scope.REGION}
    assert len({claim.span for claim in other.claims}) == 1
    assert [(each.span.of(none.text), each.reason) for each in none.non_claims] == [
        ("3场", Reason.PLAN)
    ]
    assert none.claims == ()


def test_comments_and_empty_lines_are_passed_over_and_lines_keep_their_numbers() -> None:
    sentences = read("# 培训", "", "#", "办班{两期|training_sessions}。\r", "无话可说。")
    assert [(each.line, each.text) for each in sentences] == [(4, "办班两期。"), (5, "无话可说。")]


def test_several_headings_stand_above_one_sentence() -> None:
    (sentence,) = read("一、概况 # （二）培训 # 共{两期|training_sessions}。")
    assert sentence.headings == ("一、概况", "（二）培训")


def test_signs_are_escaped_as_in_the_markup() -> None:
    (sentence,) = read(r"按\{甲\|乙\}类{3件|info_published}。")
    assert sentence.text == "按{甲|乙}类3件。"
    assert sentence.claims[0].span.of(sentence.text) == "3件"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("发布{30条|info_publishd}。", "'info_publishd' is no metric"),
        ("发布{30条|info_published soon}。", "'soon' belongs to no claim of a sentence"),
        ("发布{30条|info_published s1}。", "'s1' belongs to no claim of a sentence"),
        ("发布{30条|#1 info_published}。", "belongs to no claim of a sentence"),
        ("发布{30条|info_published cumulative}。", "'cumulative' belongs to no claim"),
        ("发布{30条|info_published @web}。", "'web' is no channel"),
        ("发布{30条|info_published rate:speed}。", "'speed' is no aspect"),
        ("发布{30条|info_published amount change}。", "a claim has one kind"),
        ("发布{30条|info_published & }。", "needs a metric"),
        ("发布{30条| }。", "needs a metric"),
        ("发布{30条|!because}。", "'because' is no reason"),
        ("发布{30条|=30 条|info_published}。", "has 2 fields"),
        ("发布{30条}。", "says nothing: write {30条|METRIC}"),
        ("发布{s1:信息}{30条|info_published}。", "says nothing"),
        ("{s1:发布{30条|info_published}}。", "sentences have no context spans"),
        ("{将发{30条|info_published}|!plan}。", "lies in another: mark the number alone"),
        ("发布{30条|info_published。", "do not end"),
        ("发布{30条。", "is not closed"),
        ("发布30条|info_published。", "stands outside of a mark"),
        ("发布{|info_published}。", "holds no text"),
        ("{一|!ordinal} # 发布{30条|info_published}。", "headings have none"),
        (" # 发布{30条|info_published}。", "white space"),
        ("（一） #  # 发布{30条|info_published}。", "white space"),
        ("发布{30条|info_published}。 ", "white space"),
        ("=== one", "put passages into files of their own"),
        ("---", "put passages into files of their own"),
    ],
)
def test_what_cannot_be_accepted_is_named_with_its_place(line: str, words: str) -> None:
    assert words in fault_of(line)


@given(st.text(alphabet="发{}|!#& \\条30@:info_published\n-=", max_size=60))
@settings(max_examples=150)
def test_every_line_is_read_or_has_one_fault(text: str) -> None:
    sentences, faults = parse_sentences(text, "file.txt")
    lines = {sentence.line for sentence in sentences} | {fault.line for fault in faults}
    assert len(lines) == len(sentences) + len(faults)
    wanted = {
        number
        for number, line in enumerate(text.split("\n"), 1)
        if line.strip() and not line.startswith("#")
    }
    assert lines == wanted
    for sentence in sentences:
        assert all(len(claim.span) > 0 for claim in sentence.claims)


def test_clean_sentences_have_no_fault() -> None:
    assert (
        findings(
            LINE, "减收信息费{3.2万元|fees_charged amount}。", "同比增{三成|other_count change}。"
        )
        == []
    )


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("共{发布30条|info_published}。", "the grammar finds '30条' here"),
        ("共{许多|info_published}。", "the grammar finds nothing here"),
        ("办班{两期|training_sessions}，发布信息30条。", "'30条' is not marked"),
        ("收费{300元|fees_charged}。", "an amount is a sum of money"),
        ("收费{30条|info_published amount}。", "an amount is a sum of money"),
        ("办结率{98%|hotline_cases}。", "a rate is in % or ‰"),
        ("办结{98件|hotline_cases rate:completion}。", "a rate is in % or ‰"),
        ("{未收到|applications_received change}申请。", "a change needs a unit"),
        ("发布{30条|info_published & info_published}。", "stands twice as info_published"),
    ],
)
def test_each_fault_of_a_sentence_is_found(line: str, words: str) -> None:
    assert len(found := findings(line)) == 1
    assert found[0].startswith("file.txt:1: ")
    assert words in found[0]


def test_two_sentences_that_differ_in_numbers_alone_are_named() -> None:
    one = "举办讲座{3场|training_sessions}。"
    (fault,) = findings(one, "", "举办讲座{二十余场|training_sessions}。")
    assert fault.startswith("file.txt:3: the line differs from line 1 in nothing but numbers")
    assert findings(one, "开设讲座{3场|training_sessions}。") == []
    assert findings(one, f"（二）培训 # {one}") == []
    other, _ = parse_sentences(one, "other.txt")
    (fault_across,) = check_sentences([*read(one), *other])
    assert "differs from file.txt:1" in str(fault_across)


def test_a_sentence_may_share_no_long_run_with_a_text_that_is_measured_on() -> None:
    held = "窗口咨询由专人答复，材料当场出具，群众可以随时到大厅翻阅文件120份。"
    text = located(source(EXAMPLE + held, name="held-1"))
    copied = f"镇里的{held[3:-4]}" + "{35份|info_published}。"
    (copy,) = find_copies(read("发布{30条|info_published}。", copied), [text])
    assert copy.sentence.line == 2
    assert "file.txt:2: shares a run of 20 characters or more with held-1" in str(copy)
    assert held[5:12] not in str(copy)
    assert list(find_copies(read(f"镇里{held[:19]}。"), [text])) == []
    (in_heading,) = find_copies(read(f"{held[:20]} # 共{{30条|info_published}}。"), [text])
    assert in_heading.text is text


def test_numbers_are_all_alike_where_runs_are_compared() -> None:
    text = located(source(EXAMPLE + "大厅登记来访咨询群众合计1024人次，均由专人作答。"))
    line = "大厅登记来访咨询群众合计{7人次|messages_handled}，均由专人作答。"
    assert len(list(find_copies(read(line), [text]))) == 1


def test_files_and_folders_are_loaded_in_order(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("办班{两期|training_sessions}。\n", "utf-8")
    (tmp_path / "a.txt").write_text(f"\ufeff{LINE}\n", "utf-8")
    assert [Path(each.file).name for each in load_sentences(tmp_path)] == ["a.txt", "b.txt"]
    assert [each.text for each in load_sentences(tmp_path / "b.txt")] == ["办班两期。"]
    assert public_load_sentences is load_sentences


def test_loading_names_every_fault(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("发布{30条|news}。\n{}\n", "utf-8")
    (tmp_path / "b.txt").write_bytes(b"\xff")
    with pytest.raises(MarkupError, match="no metric") as caught:
        load_sentences(tmp_path)
    assert [(Path(fault.file).name, fault.line) for fault in caught.value.faults] == [
        ("a.txt", 1),
        ("a.txt", 2),
        ("b.txt", 1),
    ]
    with pytest.raises(CorpusError, match="holds no corpus"):
        load_sentences(tmp_path / "nowhere")


def test_files_of_sentences_are_told_by_what_is_in_them(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    for text, told in (
        (LINE, True),
        (f"# 一则\n\n{LINE}\n", True),
        (source(EXAMPLE), False),
        ("# {30条|info_published}\n", False),
        ("发布三十条。\n", False),
        ("year: 2020\n---\n{一是|!ordinal}\n", False),
        ("", False),
    ):
        file.write_text(text, "utf-8")
        assert is_file_of_sentences(file) is told
    file.write_bytes(b"\xff")
    assert not is_file_of_sentences(file)
    assert not is_file_of_sentences(tmp_path / "nowhere.txt")
    assert len(read_sentences([tmp_path / "nowhere.txt"])[1]) == 1
