"""The claim scheme as code: every id, with its labels in English and Chinese and its meaning.

This is the one place where ids are spelled. Records, corpora, models and scores use these
enumerations; their values are a contract and never change.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A member whose value is its id and which carries labels and a definition.

    Attributes
    ----------
    english, chinese
        Labels for people.
    definition
        What the id stands for, in one phrase; empty where the label says it all.
    """

    english: str
    chinese: str
    definition: str

    def __new__(cls, value: str, english: str, chinese: str, definition: str = "") -> Self:
        """Create a member from its id, its two labels and its definition."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.english = english
        member.chinese = chinese
        member.definition = definition
        return member

    def label(self, language: str) -> str:
        """Return the label in ``"zh"`` or ``"en"``."""
        return self.chinese if language == "zh" else self.english


class Metric(Term):
    """What a claim counts."""

    INFO_PUBLISHED = (
        "info_published",
        "Information published",
        "主动公开信息",
        "pieces of government information published, any channel or topic",
    )
    RULES_ISSUED = (
        "rules_issued",
        "Rules issued",
        "制发规章",
        "government rules made or published",
    )
    NORMATIVE_DOCUMENTS_ISSUED = (
        "normative_documents_issued",
        "Normative documents issued",
        "制发行政规范性文件",
        "administrative normative documents made or published in the year",
    )
    DOCUMENTS_IN_FORCE = (
        "documents_in_force",
        "Documents in force",
        "现行有效文件",
        "rules and normative documents in force",
    )
    DOCUMENTS_REPEALED = (
        "documents_repealed",
        "Documents repealed",
        "废止文件",
        "rules, normative and policy documents repealed or declared void",
    )
    DOCUMENTS_PUBLISHED = (
        "documents_published",
        "Documents published",
        "公开文件",
        "other documents published: policy papers, official documents",
    )
    INTERPRETATIONS_PUBLISHED = (
        "interpretations_published",
        "Interpretations published",
        "政策解读",
        "interpretations of policy",
    )
    CONCERNS_ANSWERED = (
        "concerns_answered",
        "Public concerns answered",
        "回应关切",
        "responses to public concern, public opinion, rumours",
    )
    PRESS_CONFERENCES = (
        "press_conferences",
        "Press conferences",
        "新闻发布会",
        "press conferences, briefings, interviews on air or on line",
    )
    GAZETTES_ISSUED = (
        "gazettes_issued",
        "Gazettes issued",
        "公报与宣传册",
        "government gazettes, bulletins, leaflets, in issues or copies",
    )
    CONSULTATIONS_HELD = (
        "consultations_held",
        "Consultations held",
        "意见征集",
        "calls for opinions, hearings, surveys, and the opinions received",
    )
    PUBLIC_EVENTS = (
        "public_events",
        "Public events",
        "公众活动",
        "open days, publicity drives, public activities",
    )
    HOTLINE_CASES = (
        "hotline_cases",
        "Hotline cases",
        "热线工单",
        "cases of 12345 and other service hotlines",
    )
    MESSAGES_HANDLED = (
        "messages_handled",
        "Messages handled",
        "留言与咨询",
        "messages through mailboxes and message boards, enquiries, complaints",
    )
    PETITIONS_HANDLED = (
        "petitions_handled",
        "Petitions handled",
        "信访事项",
        "letters and visits",
    )
    ISSUES_REPORTED = (
        "issues_reported",
        "Issues reported",
        "群众反映问题",
        "problems or demands raised by the public, channel not stated or several mixed",
    )
    PROPOSALS_HANDLED = (
        "proposals_handled",
        "Proposals handled",
        "建议提案",
        "proposals of people's congress deputies and CPPCC members",
    )
    SERVICE_ITEMS = (
        "service_items",
        "Service items",
        "政务服务事项",
        "government service items, and cases served",
    )
    APPLICATIONS_RECEIVED = (
        "applications_received",
        "Applications received",
        "新收申请",
        "applications for information received in the year",
    )
    APPLICATIONS_ANSWERED = (
        "applications_answered",
        "Applications answered",
        "办结申请",
        "applications answered or closed",
    )
    APPLICATIONS_CARRIED_IN = (
        "applications_carried_in",
        "Applications carried in",
        "上年结转申请",
        "applications brought forward from the year before",
    )
    APPLICATIONS_CARRIED_OVER = (
        "applications_carried_over",
        "Applications carried over",
        "结转下年度申请",
        "applications carried to the next year",
    )
    APPLICATIONS_GRANTED = (
        "applications_granted",
        "Applications granted",
        "予以公开",
        "applications answered by disclosure in full",
    )
    APPLICATIONS_PARTLY_GRANTED = (
        "applications_partly_granted",
        "Applications partly granted",
        "部分公开",
        "applications answered by disclosure in part",
    )
    APPLICATIONS_REFUSED = (
        "applications_refused",
        "Applications refused",
        "不予公开",
        "applications refused",
    )
    APPLICATIONS_UNAVAILABLE = (
        "applications_unavailable",
        "Applications for unavailable information",
        "无法提供",
        "applications for information that cannot be provided",
    )
    APPLICATIONS_NOT_PROCESSED = (
        "applications_not_processed",
        "Applications not processed",
        "不予处理",
        "applications that were not processed",
    )
    APPLICATIONS_OTHER = (
        "applications_other",
        "Applications otherwise closed",
        "其他处理",
        "applications closed in another way",
    )
    REVIEWS_FILED = (
        "reviews_filed",
        "Reconsiderations filed",
        "行政复议",
        "administrative reconsiderations over information disclosure",
    )
    LAWSUITS_FILED = (
        "lawsuits_filed",
        "Lawsuits filed",
        "行政诉讼",
        "administrative lawsuits over information disclosure",
    )
    FEES_CHARGED = (
        "fees_charged",
        "Information handling fees",
        "信息处理费",
        "information handling fees: notices sent, money charged",
    )
    TRAINING_SESSIONS = (
        "training_sessions",
        "Training sessions",
        "培训场次",
        "training courses, lectures, study sessions on disclosure",
    )
    TRAINING_PARTICIPANTS = (
        "training_participants",
        "Training participants",
        "参训人次",
        "people trained",
    )
    MEETINGS_HELD = (
        "meetings_held",
        "Meetings held",
        "工作会议",
        "meetings that studied, arranged or pushed the work",
    )
    INSPECTIONS_CONDUCTED = (
        "inspections_conducted",
        "Inspections conducted",
        "检查考核",
        "checks, self-checks, spot checks, assessments, circulars",
    )
    PROBLEMS_FOUND = (
        "problems_found",
        "Problems found",
        "发现问题",
        "problems found by such checks",
    )
    PROBLEMS_RECTIFIED = (
        "problems_rectified",
        "Problems rectified",
        "整改问题",
        "problems put right",
    )
    STAFF_ASSIGNED = (
        "staff_assigned",
        "Staff assigned",
        "工作人员",
        "people charged with the work",
    )
    PLATFORMS_OPERATED = (
        "platforms_operated",
        "Platforms operated",
        "公开平台",
        "sites, columns, accounts, boards, reading points in operation, added or closed",
    )
    AUDIENCE = (
        "audience",
        "Audience",
        "受众",
        "visits, readers, followers, downloads, calls",
    )
    CATALOGUE_ITEMS = (
        "catalogue_items",
        "Catalogue items",
        "目录清单条目",
        "entries of disclosure catalogues, lists of powers and duties, standards",
    )
    RULES_ADOPTED = (
        "rules_adopted",
        "Internal rules adopted",
        "内部制度",
        "internal rules and procedures made or revised",
    )
    LICENCES_DECIDED = (
        "licences_decided",
        "Licences decided",
        "行政许可",
        "administrative licences",
    )
    PENALTIES_DECIDED = (
        "penalties_decided",
        "Penalties decided",
        "行政处罚",
        "administrative penalties",
    )
    COMPULSIONS_DECIDED = (
        "compulsions_decided",
        "Compulsions decided",
        "行政强制",
        "administrative compulsion",
    )
    FEES_COLLECTED = (
        "fees_collected",
        "Charges collected",
        "行政事业性收费",
        "administrative charges",
    )
    OTHER_COUNT = (
        "other_count",
        "Other",
        "其他",
        "a claim that fits none of these",
    )


class Kind(Term):
    """What sort of quantity a claim states."""

    COUNT = "count", "count", "数量", "how many"
    AMOUNT = "amount", "amount", "金额", "how much money"
    RATE = "rate", "rate", "比率", "a share or percentage"
    CHANGE = "change", "change", "变化", "the difference from an earlier period"
    FREQUENCY = "frequency", "frequency", "频次", "so many per week, month or quarter"


class Bound(Term):
    """How the stated number limits the true one."""

    EXACT = "exact", "exactly", "正好"
    AT_LEAST = "at_least", "at least", "不少于"
    AT_MOST = "at_most", "at most", "不超过"
    APPROXIMATE = "approximate", "about", "约"


class Channel(Term):
    """Where or through what a thing was done."""

    WEBSITE = "website", "website", "网站"
    WECHAT = "wechat", "WeChat", "微信"
    WEIBO = "weibo", "Weibo", "微博"
    SHORT_VIDEO = "short_video", "short video", "短视频", "抖音, 快手, 视频号"
    NEW_MEDIA = "new_media", "new media", "新媒体", "new media in general, client apps, 头条号"
    PRESS = "press", "press", "报刊", "newspapers, gazette"
    BROADCAST = "broadcast", "radio and television", "广播电视"
    NOTICE_BOARD = "notice_board", "notice board", "公开栏", "公开栏, 公示栏, 电子屏"
    SERVICE_HALL = "service_hall", "service hall", "政务大厅", "大厅, 窗口, 专区, 查阅点"
    HOTLINE = "hotline", "hotline", "热线", "12345"
    MAILBOX = "mailbox", "mailbox", "信箱", "信箱, 留言板"
    COMMUNITY_GROUP = "community_group", "community group", "社群", "微信群, 网格群"
    IN_PERSON = "in_person", "in person", "当面"
    POST = "post", "post", "信函", "信函, 邮寄, 邮件 as a way to apply"
    ONLINE = "online", "online", "网络", "网络申请, 在线"
    PHONE = "phone", "phone", "电话"
    SEVERAL = "several", "several", "多渠道", "named together with one number"
    OTHER = "other", "other", "其他渠道"


class Scope(Term):
    """Whose count a claim states."""

    OWN = "own", "the body itself", "本机关"
    REGION = "region", "the whole region", "全区域"
    OTHER = "other", "another body", "其他机关"
    UNKNOWN = "unknown", "unknown", "不明"


class Aspect(Term):
    """What a rate is the rate of."""

    COMPLETION = "completion", "completion", "办结率"
    SATISFACTION = "satisfaction", "satisfaction", "满意率"
    TIMELINESS = "timeliness", "timeliness", "及时率"
    ONLINE = "online", "online", "网办率"
    COVERAGE = "coverage", "coverage", "覆盖率"
    SHARE = "share", "share", "占比"
    ACCURACY = "accuracy", "accuracy", "准确率"
    OTHER = "other", "other", "其他"


class Per(Term):
    """The time a frequency refers to."""

    DAY = "day", "per day", "每日"
    WEEK = "week", "per week", "每周"
    MONTH = "month", "per month", "每月"
    QUARTER = "quarter", "per quarter", "每季度"
    HALF_YEAR = "half_year", "per half year", "每半年"
    YEAR = "year", "per year", "每年"


class PartKind(Term):
    """How a part belongs to its whole."""

    COMPONENT = "component", "component", "组成部分", "one of a list that claims to be whole"
    SUBSET = "subset", "subset", "其中", "some of the whole"
    STAGE = "stage", "stage", "办理阶段", "what became of the whole"


class Category(Term):
    """What a problem or an improvement is about."""

    CONTENT = "content", "content", "公开内容", "not full, not deep"
    TIMELINESS = "timeliness", "timeliness", "公开时效"
    INTERPRETATION = "interpretation", "interpretation", "政策解读"
    INTERACTION = "interaction", "interaction", "互动回应", "participation, response"
    PLATFORMS = "platforms", "platforms", "平台建设"
    STAFFING = "staffing", "staffing", "人员力量"
    TRAINING = "training", "training", "业务培训"
    AWARENESS = "awareness", "awareness", "思想认识"
    RULES = "rules", "rules", "制度机制", "system, review, appraisal"
    COORDINATION = "coordination", "coordination", "协调配合"
    APPLICATIONS = "applications", "applications", "依申请公开"
    STANDARDISATION = "standardisation", "standardisation", "规范化"
    PUBLICITY = "publicity", "publicity", "宣传推广"
    STATISTICS = "statistics", "statistics", "统计工作"
    OTHER = "other", "other", "其他"


class ProblemYear(Term):
    """Which year's problem an item recounts."""

    THIS = "this", "this year", "本年"
    LAST = "last", "last year", "上年"


class Stage(Term):
    """Whether a measure was taken or is promised."""

    TAKEN = "taken", "taken", "已采取"
    PROMISED = "promised", "promised", "拟采取"


class SectionKind(Term):
    """The six sections of a report, by what they are about."""

    OVERVIEW = "overview", "Overview", "总体情况"
    PROACTIVE_DISCLOSURE = "proactive_disclosure", "Proactive disclosure", "主动公开政府信息情况"
    APPLICATIONS = "applications", "Applications", "收到和处理政府信息公开申请情况"
    REVIEW_LITIGATION = "review_litigation", "Review and litigation", "行政复议、行政诉讼情况"
    PROBLEMS = "problems", "Problems and improvements", "存在的主要问题及改进情况"
    OTHER_MATTERS = "other_matters", "Other matters", "其他需要报告的事项"


class Tier(Term):
    """The level of government of an issuer."""

    NATIONAL = "national", "national", "国家级"
    PROVINCIAL = "provincial", "provincial", "省级"
    PREFECTURE = "prefecture", "prefecture", "地级"
    COUNTY = "county", "county", "县级"
    TOWNSHIP = "township", "township", "乡级"


class IssuerType(Term):
    """What sort of body an issuer is."""

    GOVERNMENT = "government", "government", "人民政府"
    DEPARTMENT = "department", "department", "政府部门"
    ZONE = "zone", "development zone", "开发区"
    UNIVERSITY = "university", "university", "高等学校"
    PUBLIC_INSTITUTION = "public_institution", "public institution", "公共企事业单位"
    OTHER = "other", "other", "其他"


class Regime(Term):
    """Which form of tables a report follows."""

    FORM_2021 = (
        "2021",
        "form of 2021",
        "2021年格式",
        "国办公开办函〔2021〕30号, reports on 2021 and later",
    )
    FORM_2019 = (
        "2019",
        "form of 2019",
        "2019年格式",
        "国办公开办函〔2019〕60号, reports on 2019 and 2020",
    )
    BEFORE_2019 = (
        "pre2019",
        "before 2019",
        "2019年以前",
        "statistics lists in free form",
    )


class CellState(Term):
    """What a cell of a mandated table holds."""

    VALUE = "value", "value", "有数"
    BLANK = "blank", "blank", "空白", "left empty, which is not zero"
    NOT_APPLICABLE = "not_applicable", "not applicable", "不适用", "a stroke: / — -"
    UNREADABLE = "unreadable", "unreadable", "无法识读", "something is there that cannot be read"
    MISSING = "missing", "missing", "缺失", "the cell is not in the document"


class Agreement(Term):
    """Whether the statements of one fact say the same."""

    SINGLE = "single", "single", "单一来源"
    AGREE = "agree", "agree", "一致"
    CONFLICT = "conflict", "conflict", "矛盾"


class CheckKind(Term):
    """What a check compares."""

    SUM = "sum", "sum", "合计"
    BALANCE = "balance", "balance", "勾稽"
    BREAKDOWN = "breakdown", "breakdown", "分项"
    RATIO = "ratio", "ratio", "比率"
    NARRATIVE = "narrative", "narrative", "文表一致"


class CheckStatus(Term):
    """How a check came out."""

    PASS = "pass", "pass", "通过"
    FAIL = "fail", "fail", "不符"
    NOT_ASSESSABLE = "not_assessable", "not assessable", "无法核对"
