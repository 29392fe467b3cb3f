"""Claims of the narrative by rules: what is counted, in the words of made-up reports."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.models.document import Span
from gongkai.models.passages import Passage
from gongkai.models.scheme import Bound, Kind, Metric, Scope, SectionKind
from tests.models.rules.reading import MODEL, passages, read, told

CASES = {
    "the noun before a number names the metric": (
        "全年发布信息85条，组织业务培训4场。",
        ["85条 info_published 85", "4场 training_sessions 4"],
    ),
    "the noun behind a number names the metric": (
        "今年召开6次专题会议，接听210件热线诉求。",
        ["6次 meetings_held 6", "210件 hotline_cases 210 @hotline"],
    ),
    "a training notice published is information": (
        "发布培训信息7条。",
        ["7条 info_published 7"],
    ),
    "people in a training are participants": (
        "举办培训3期，参训90人次。",
        ["3期 training_sessions 3", "90人次 training_participants 90"],
    ),
    "two numbers of one event are two claims": (
        "开展培训2次60余人次。",
        ["2次 training_sessions 2", "60余人次 training_participants 60"],
    ),
    "one number under two predicates is two claims": (
        "本年度收到并答复依申请公开9件。",
        ["9件 applications_received 9", "9件 applications_answered 9"],
    ),
    "one zero cue under two predicates is two claims": (
        "我镇未收到和处理政府信息公开申请。",
        ["未收到 applications_received 0", "未收到 applications_answered 0"],
    ),
    "one zero cue over two nouns is one claim for each": (
        "柳河镇未发生行政复议、行政诉讼案件。",
        ["未发生 reviews_filed 0", "未发生 lawsuits_filed 0"],
    ),
    "the cause of what did not happen is not counted": (
        "未发生因政府信息公开申请引起的行政复议。",
        ["未发生 reviews_filed 0"],
    ),
    "a zero number holds for each noun of its list": (
        "行政复议、行政诉讼均为0件。",
        ["0件 reviews_filed 0", "0件 lawsuits_filed 0"],
    ),
    "two nouns of one metric make one claim": (
        "办理人大建议、政协提案0件。",
        ["0件 proposals_handled 0"],
    ),
    "a zero without a metric of its own is other": (
        "全年无泄密事件发生。",
        ["无 other_count 0"],
    ),
    "a lack of something reports never count is no zero": (
        "做到信息准确，无错误信息；但没有专职人员。",
        [],
    ),
    "a plan is no claim": ("明年将举办业务培训5场。", []),
    "a rule is no claim": ("每季度更新信息不少于10条。", []),
    "a frequency as done is a claim": (
        "每季度开展1次自查。",
        ["1次 inspections_conducted 1 frequency per quarter"],
    ),
    "a number of bodies is not a number of what they did": (
        "全市16个部门开展政策解读。",
        [],
    ),
    "parts behind 其中 belong to the total": (
        "公开政府信息50条，其中概况类信息20条、动态信息30条。",
        [
            "50条 info_published 50",
            "20条 info_published 20 <0 component",
            "30条 info_published 30 <0 component",
        ],
    ),
    "some of a total are a subset": (
        "公开政府信息50条，其中动态信息30条。",
        ["50条 info_published 50", "30条 info_published 30 <0 subset"],
    ),
    "a sentence that opens with 其中 goes on from the one before": (
        "收到依申请公开40件。其中，网络申请30件，信函申请10件。",
        [
            "40件 applications_received 40",
            "30件 applications_received 30 @online <0 component",
            "10件 applications_received 10 @post <0 component",
        ],
    ),
    "a bracket breaks down the number before it": (
        "制发规范性文件8件（修订3件，新增5件）。",
        [
            "8件 normative_documents_issued 8",
            "3件 normative_documents_issued 3 <0 component",
            "5件 normative_documents_issued 5 <0 component",
        ],
    ),
    "what became of applications is a stage of them": (
        "受理信息公开申请12件，其中予以公开7件，不予公开3件，结转下年度继续办理2件。",
        [
            "12件 applications_received 12",
            "7件 applications_granted 7 <0 stage",
            "3件 applications_refused 3 <0 stage",
            "2件 applications_carried_over 2 <0 stage",
        ],
    ),
    "a part without a noun counts what the whole counts": (
        "微信公众号发布信息60条，其中通知类12条。",
        ["60条 info_published 60 @wechat", "12条 info_published 12 @wechat <0 subset"],
    ),
    "one number under two rates is a claim for each aspect": (
        "受理热线80件，办结率、满意率均为98%。",
        [
            "80件 hotline_cases 80 @hotline",
            "98% hotline_cases 98 rate completion @hotline",
            "98% hotline_cases 98 rate satisfaction @hotline",
        ],
    ),
    "numbers are shared out in the order of their nouns": (
        "行政许可、行政处罚分别为31件、4件。",
        ["31件 licences_decided 31", "4件 penalties_decided 4"],
    ),
    "numbers are shared out in the order of their rates": (
        "热线接通率、满意率分别为97%、96%。",
        [
            "97% hotline_cases 97 rate completion @hotline",
            "96% hotline_cases 96 rate satisfaction @hotline",
        ],
    ),
    "a satisfaction rate without a base is other": (
        "群众满意度99%。",
        ["99% other_count 99 rate satisfaction"],
    ),
    "a change carries its sign": (
        "公开信息120条，同比增长20%；收到申请6件，较上年减少2件。",
        [
            "120条 info_published 120",
            "20% info_published 20 change",
            "6件 applications_received 6",
            "2件 applications_received -2 change",
        ],
    ),
    "a channel named once holds for the coordinate clauses": (
        "通过政府网站发布信息40条，政策解读6篇；微博发布信息9条。",
        [
            "40条 info_published 40 @website",
            "6篇 interpretations_published 6 @website",
            "9条 info_published 9 @weibo",
        ],
    ),
    "channels named together are several": (
        "处理热线、市长信箱、网上留言等群众反映问题300余件。",
        ["300余件 issues_reported 300 @several"],
    ),
    "problems of one channel are its cases": (
        "通过热线受理群众反映问题15件。",
        ["15件 hotline_cases 15 @hotline"],
    ),
    "problems found are not problems reported": (
        "开展网站检查4次，发现问题6个，整改完成5个。",
        [
            "4次 inspections_conducted 4",
            "6个 problems_found 6",
            "5个 problems_rectified 5 <1 stage",
        ],
    ),
    "money is an amount, fees that were not charged are a count": (
        "收取信息处理费200元。未收取检索费用。",
        ["200元 fees_charged 200 amount", "未收取 fees_charged 0"],
    ),
    "repeal and force turn documents into other metrics": (
        "制定规范性文件3件，废止规范性文件2件，现行有效规范性文件11件。",
        [
            "3件 normative_documents_issued 3",
            "2件 documents_repealed 2",
            "11件 documents_in_force 11",
        ],
    ),
    "what was published keeps its metric without its noun": (
        "制发公文70件，主动公开63件。",
        ["70件 documents_published 70", "63件 documents_published 63"],
    ),
    "words inside a title mean nothing, but for what sort of thing it is": (
        "印发《热线投诉办理制度》等制度2项，在《柳河政府公报》刊登文件4件。",
        ["2项 rules_adopted 2", "4件 documents_published 4 @press"],
    ),
    "a clause with 的 says which documents are counted": (
        "新发布的规范性文件4件，继续有效的规范性文件33件。",
        ["4件 normative_documents_issued 4", "33件 documents_in_force 33"],
    ),
    "applicants that are listed did what the whole did": (
        "办理信息公开申请20件，其中自然人申请18件，企业申请2件。",
        [
            "20件 applications_answered 20",
            "18件 applications_answered 18 <0 component",
            "2件 applications_answered 2 <0 component",
        ],
    ),
    "a stage belongs to the total, not to a part in a bracket": (
        "收到申请44件（其中网上申请42件，邮寄申请2件），办结39件。",
        [
            "44件 applications_received 44",
            "42件 applications_received 42 @online <0 component",
            "2件 applications_received 2 @post <0 component",
            "39件 applications_answered 39 <0 stage",
        ],
    ),
    "a zero cue does not reach back past other words": (
        "行政处罚决定3件，不存在其他问题。",
        ["3件 penalties_decided 3"],
    ),
    "attendance is other": (
        "举办新闻发布会5场，出席领导12人次。",
        ["5场 press_conferences 5", "12人次 other_count 12"],
    ),
    "platforms are counted, not published on": (
        "设立政务公开栏7块，运营政务新媒体账号3个。",
        ["7块 platforms_operated 7", "3个 platforms_operated 3"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_the_predicate_and_the_nearest_noun_decide(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_a_heading_says_what_its_passage_leaves_out() -> None:
    headings = ("一、总体情况", "（二）依申请公开情况")
    assert told("全年共收到4件，均已答复。", headings) == ["4件 applications_received 4"]
    assert told("全年共收到4件，均已答复。") == []


def test_a_bare_none_under_other_matters_is_no_claim() -> None:
    assert told("无。", ("六、其他需要报告的事项",)) == []


def test_quotes_are_cut_from_the_original_text_with_its_layout() -> None:
    text = "全年发布信息１２０ 余\n条，举办培训 两 次。"
    passage = Passage(Span(0, len(text)), SectionKind.OVERVIEW)
    claims = MODEL.find_claims(text, [passage])
    assert [claim.quote for claim in claims] == ["１２０ 余\n条", "两 次"]
    assert all(text[claim.start : claim.end] == claim.quote for claim in claims)
    assert [claim.sentence for claim in claims] == ["全年发布信息120余条，举办培训两次。"] * 2


def test_traditional_characters_read_like_simplified_ones() -> None:
    claims = read("全年發布信息45條，未收到政府信息公開申請。")
    assert [claim.metric for claim in claims] == [
        Metric.INFO_PUBLISHED,
        Metric.APPLICATIONS_RECEIVED,
    ]


def test_period_scope_bound_and_section_are_read_with_the_claim() -> None:
    (claim,) = read("上半年我局发布信息近百条。", SectionKind.OTHER_MATTERS)
    assert claim.period == "上半年"
    assert claim.scope is Scope.OWN
    assert (claim.value, claim.bound, claim.unit) == (100, Bound.AT_MOST, "条")
    assert claim.section is SectionKind.OTHER_MATTERS
    assert claim.confidence is None


def test_a_running_total_is_cumulative() -> None:
    (claim,) = read("网站开通以来累计发布信息9000条。")
    assert (claim.period, claim.kind) == ("cumulative", Kind.COUNT)


def test_ids_run_on_over_passages_in_the_order_of_the_text() -> None:
    text = "发布信息5条，其中动态信息2条。\n培训1次。\n发布信息8条，其中动态信息3条。"
    claims = read(text)
    assert [claim.id for claim in claims] == [0, 1, 2, 3, 4]
    assert [claim.part_of for claim in claims] == [None, 0, None, None, 3]
    assert [claim.start for claim in claims] == sorted(claim.start for claim in claims)


def test_a_claim_of_a_very_long_sentence_keeps_a_short_context() -> None:
    claims = read("，".join(["开展培训1次"] * 2000))
    assert len(claims) == 2000
    assert max(len(claim.sentence) for claim in claims) < 2100


PIECES = st.sampled_from(
    [
        "发布信息",
        "3条",
        "其中",
        "（",
        "）",
        "，",
        "、",
        "。",
        "；",
        "未收到",
        "申请",
        "无",
        "分别为",
        "2件",
        "98%",
        "办结率",
        "培训",
        "将",
        "同比增长",
        "网站",
        "和",
        "：",
        "行政复议",
        "元",
        "\n",
        " ",
    ]
)


@settings(max_examples=150)
@given(st.lists(PIECES, max_size=25))
def test_any_order_of_words_is_read_and_quoted_exactly(pieces: list[str]) -> None:
    text = "".join(pieces)
    claims = MODEL.find_claims(text, passages(text))
    for index, claim in enumerate(claims):
        assert claim.id == index
        assert text[claim.start : claim.end] == claim.quote
        assert claim.part_of != claim.id
        assert claim.part_of is None or 0 <= claim.part_of < len(claims)
        assert (claim.part_of is None) == (claim.part_kind is None)
        assert (claim.kind is Kind.RATE) == (claim.aspect is not None)
