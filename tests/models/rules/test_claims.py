"""Claims of the narrative by rules: what is counted, in the words of made-up reports."""

from __future__ import annotations

import sys
from types import FrameType

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
    "a number filled into brackets is no aside": (
        "门户网站发布政务信息（1207）条，组织培训（3）次。",
        ["（1207）条 info_published 1207 @website", "（3）次 training_sessions 3"],
    ),
    "people before a noun only say whose it is": (
        "通过热线接到97件居民热线问题。",
        ["97件 hotline_cases 97 @hotline"],
    ),
    "a year behind a plan does not make it done": (
        "计划2025年开展培训4次。",
        [],
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
            "97% hotline_cases 97 rate other @hotline",
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
    "platforms are counted, and stand where their name says": (
        "设立政务公开栏7块，运营政务新媒体账号3个；网站新设专栏2个，归并栏目4个。",
        [
            "7块 platforms_operated 7 @notice_board",
            "3个 platforms_operated 3 @new_media",
            "2个 platforms_operated 2 @website",
            "4个 platforms_operated 4 @website",
        ],
    ),
    "a connection rate and a completion rate that share a number are two claims": (
        "热线接通率、办结率均为97.5%。",
        [
            "97.5% hotline_cases 97.5 rate other @hotline",
            "97.5% hotline_cases 97.5 rate completion @hotline",
        ],
    ),
    "a rate of disclosure is coverage": (
        "信息公示率100%。",
        ["100% info_published 100 rate coverage"],
    ),
    "a part of the people trained is a share of them": (
        "培训20人，占总人数的40%。",
        [
            "20人 training_participants 20",
            "40% training_participants 40 rate share",
        ],
    ),
    "a rise in satisfaction without a base is a change of other": (
        "群众满意度提高3个百分点。",
        ["3个百分点 other_count 3 change"],
    ),
    "more and fewer than the year before are changes": (
        "收到申请8件，比上年多3件；办理提案5件，较上年少了2件。",
        [
            "8件 applications_received 8",
            "3件 applications_received 3 change",
            "5件 proposals_handled 5",
            "2件 proposals_handled -2 change",
        ],
    ),
    "cases carried over in a bracket are cases of the same kind": (
        "办理12345热线工单620件（含上年度结转14件，另有23件顺延）。",
        [
            "620件 hotline_cases 620 @hotline",
            "14件 hotline_cases 14 @hotline <0 subset",
            "23件 hotline_cases 23 @hotline <0 subset",
        ],
    ),
    "a bracket may break works down in other measure words": (
        "发布政策解读36篇（图解12篇、视频3个）。",
        [
            "36篇 interpretations_published 36",
            "12篇 interpretations_published 12 <0 subset",
            "3个 interpretations_published 3 <0 subset",
        ],
    ),
    "the two numbers of one check are both of it": (
        "开展17项内容26次检查。",
        ["17项 inspections_conducted 17", "26次 inspections_conducted 26"],
    ),
    "what the central government issued is not the body's own": (
        "国务院办公厅2022年印发文件12件，我局转发文件3件。",
        ["3件 documents_published 3"],
    ),
    "numbers are shared out over the channels named before them": (
        "通过网站、微信、微博公开信息50条、40条、30条。",
        [
            "50条 info_published 50 @website",
            "40条 info_published 40 @wechat",
            "30条 info_published 30 @weibo",
        ],
    ),
    "what was intended is no claim": ("打算全年培训不少于4次。", []),
    "a measure of certainty in one clause does not plan the next": (
        "确保信息准确，发布信息30条。",
        ["30条 info_published 30"],
    ),
    "a year before tells carried in from carried over": (
        "2018年结转的2件一并办理，收到申请6件，结转2020年办理1件。",
        [
            "2件 applications_carried_in 2",
            "6件 applications_received 6",
            "1件 applications_carried_over 1 <1 stage",
        ],
    ),
    "a verb far behind a number says what became of it": (
        "收到申请9件，其中7件已依法对申请人答复，另有2件因征求第三方意见结转下年。",
        [
            "9件 applications_received 9",
            "7件 applications_answered 7 <0 stage",
            "2件 applications_carried_over 2 <0 stage",
        ],
    ),
    "what the party group studied was a meeting": (
        "镇党委会研究政务公开3次，听取汇报1次。",
        ["3次 meetings_held 3", "1次 meetings_held 1"],
    ),
    "a gazette named by its title is a gazette": (
        "编印《柳河县人民政府公报》4期，赠阅600册。",
        ["4期 gazettes_issued 4 @press", "600册 gazettes_issued 600 @press"],
    ),
    "a class of information is information whatever it is about": (
        "公开信息90条，其中惠企政策类50条，规划建设类40条。",
        [
            "90条 info_published 90",
            "50条 info_published 50 <0 component",
            "40条 info_published 40 <0 component",
        ],
    ),
    "classes in a list of information or powers take the metric of the list": (
        "发布工作动态20条，服务咨询9条。行政权力共72项，包括行政确认12项、行政处罚60项。",
        [
            "20条 info_published 20",
            "9条 info_published 9",
            "72项 catalogue_items 72",
            "12项 catalogue_items 12 <2 component",
            "60项 catalogue_items 60 <2 component",
        ],
    ),
    "faults that were found and put right are problems": (
        "开展巡检4次，点出问题30个，改正28处，整改率93%。",
        [
            "4次 inspections_conducted 4",
            "30个 problems_found 30",
            "28处 problems_rectified 28 <1 stage",
            "93% problems_rectified 93 rate completion",
        ],
    ),
    "a noun that begins inside the cue is what was none": (
        "本年度未收取信息处理费。",
        ["未收取 fees_charged 0"],
    ),
    "what is done once a month has a frequency": (
        "按月检查1次。",
        ["1次 inspections_conducted 1 frequency per month"],
    ),
    "complaints that were answered are no information published": (
        "处理投诉类信息9条，已回复8条。",
        ["9条 messages_handled 9", "8条 messages_handled 8"],
    ),
    "the last topic of what was published is not what is counted": (
        "发布动态、政策法规等共30篇。",
        ["30篇 info_published 30"],
    ),
    "a list that is out by one was meant to be whole": (
        "收到申请27件，其中网上申请15件、信函申请8件、当面申请5件。",
        [
            "27件 applications_received 27",
            "15件 applications_received 15 @online <0 component",
            "8件 applications_received 8 @post <0 component",
            "5件 applications_received 5 @in_person <0 component",
        ],
    ),
    "a score is other": ("在全县测评中得91.5分。", ["91.5分 other_count 91.5"]),
    "the reach of an act is other": (
        "宣传手册送进三百多家企业。",
        ["三百多家 other_count 300"],
    ),
    "a place where something was published is not what was counted": (
        "梳理县政府文件，在门户网站重新发布60件。",
        ["60件 documents_published 60 @website"],
    ),
    "the verb in the name of an account is none": (
        "“柳河发布”关注用户3万人。",
        ["3万人 audience 30000"],
    ),
    "a part without a channel keeps that of its whole, a rate that of its base": (
        "县长信箱收到来信60封，回复54封，回复率90%。",
        [
            "60封 messages_handled 60 @mailbox",
            "54封 messages_handled 54 @mailbox",
            "90% messages_handled 90 rate completion @mailbox",
        ],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_the_predicate_and_the_nearest_noun_decide(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "下一步，将抓好培训。全年集中培训不少于4次。",
        "开展不少于4期的专题轮训，提升队伍能力。",
        "图解占比达到50%以上。",
        "2024年计划办班6期，对经办人员轮训一遍。",
        "还有两点不足：解读形式少。",
    ],
)
def test_the_section_on_problems_states_no_claim_by_what_it_promises(text: str) -> None:
    assert read(text, SectionKind.PROBLEMS) == []


def test_the_section_on_problems_states_claims_by_what_was_done() -> None:
    (claim,) = read("针对上年指出的解读不足，已制作图解15篇。", SectionKind.PROBLEMS)
    assert (claim.metric, claim.value) == (Metric.INTERPRETATIONS_PUBLISHED, 15)


@pytest.mark.parametrize(
    "text", ["还有失效链接31条、改正30条。", "存在空白栏目73个，完成整改30个。"]
)
def test_a_claim_stays_where_the_problems_it_is_part_of_are_only_listed(text: str) -> None:
    (claim,) = read(text, SectionKind.PROBLEMS)
    assert (claim.metric, claim.value) == (Metric.PROBLEMS_RECTIFIED, 30)
    assert (claim.part_of, claim.part_kind) == (None, None)


def test_what_lies_ahead_is_planned_to_the_end_of_its_passage() -> None:
    assert told("下一步，我局要加强培训。组织集中授课4次。") == []


def test_a_channel_in_a_heading_holds_for_what_stands_under_it() -> None:
    expected = ["40条 info_published 40 @wechat"]
    assert told("2.政务微信。全年发布信息40条。") == expected
    assert told("全年发布信息40条。", ("一、总体情况", "2.政务微信")) == expected
    assert told("全年发布信息40条。", ("一、总体情况", "（四）微信公众号管理制度")) == [
        "40条 info_published 40"
    ]


def test_units_are_written_as_the_report_writes_them() -> None:
    (claim,) = read("發布信息45條。")
    assert claim.unit == "條"


@pytest.mark.parametrize(
    "text",
    [
        "公开信息30条，是上年的1.5倍。",
        "公开信息30条，比去年增加5条。",
        "公开信息30条，同比翻一番。",
    ],
)
def test_the_base_of_a_comparison_is_not_the_period(text: str) -> None:
    assert [claim.period for claim in read(text)] == [None, None]


def test_a_range_of_days_is_one_period() -> None:
    (claim,) = read("2022年1月1日——2022年12月31日，公开信息30条。")
    assert claim.period == "2022年1月1日——2022年12月31日"


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


def calls_to_read(text: str, section: SectionKind) -> int:
    """Count the calls, also those back into generators, that reading a text takes."""
    count = 0

    def counted(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        read(text, section)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("unit", ["下一步将培训3次，", "下一步将培训3次。"])
def test_twice_as_many_promises_take_twice_the_work(unit: str) -> None:
    calls_to_read(unit * 10, SectionKind.PROBLEMS)  # what is remembered from now on
    once, twice = (calls_to_read(unit * count, SectionKind.PROBLEMS) for count in (200, 400))
    assert twice < 2.1 * once
