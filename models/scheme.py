"""The claim scheme as code: every id, with its labels in English and Chinese and its meaning.

The metrics, being many, have the module ``metrics`` to themselves. Records, corpora, models
and scores use these enumerations; their values are a contract and never change.
"""

from __future__ import annotations

from gongkai.models.metrics import Metric
from gongkai.models.terms import Term

__all__ = [
    "Agreement",
    "Aspect",
    "Bound",
    "Category",
    "CellState",
    "Channel",
    "CheckKind",
    "CheckStatus",
    "IssuerType",
    "Kind",
    "Metric",
    "PartKind",
    "Per",
    "ProblemYear",
    "Regime",
    "Scope",
    "SectionKind",
    "Stage",
    "Term",
    "Tier",
]


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
