"""The mandated tables: which rows and columns each form has, and what they are called.

Sources: the forms attached to 国办公开办函〔2021〕30号 (reports on 2021 and later) and
国办公开办函〔2019〕60号 (reports on 2019 and 2020). A cell's key is ``row.column``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from gongkai.models.scheme import Metric, Regime, SectionKind


@dataclass(frozen=True, slots=True)
class Axis:
    """A row or a column: its id and the wording of its header.

    ``chinese`` is the wording of the form; ``variants`` are other wordings seen in use.
    """

    id: str
    english: str
    chinese: str
    variants: tuple[str, ...] = ()

    @property
    def wordings(self) -> tuple[str, ...]:
        """Every wording of the header, the form's own first."""
        return (self.chinese, *self.variants)

    @property
    def group(self) -> Axis | None:
        """The group of rows that the row belongs to, if it belongs to one of ``ROW_GROUPS``."""
        name, dot, _ = self.id.partition(".")
        return next((group for group in ROW_GROUPS if dot and group.id == name), None)

    def label(self, language: str) -> str:
        """Return the label in ``"zh"`` or ``"en"``, by which the row is known without its group."""
        if language != "zh":
            return self.english  # which names the group
        return f"{self.group.chinese}：{self.chinese}" if self.group else self.chinese


@dataclass(frozen=True, slots=True)
class Panel:
    """Rows that share their columns; a table consists of one panel or several."""

    rows: tuple[Axis, ...]
    columns: tuple[Axis, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The cell keys of the panel, row by row."""
        return tuple(f"{row.id}.{column.id}" for row in self.rows for column in self.columns)


@dataclass(frozen=True, slots=True)
class TableLayout:
    """One mandated table of one form."""

    section: SectionKind
    regime: Regime
    panels: tuple[Panel, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """All cell keys of the table, in the order of the form."""
        return tuple(key for panel in self.panels for key in panel.keys)


_RULES = Axis("rules", "rules", "规章", ("政府规章", "行政规章"))
_NORMATIVE = Axis(
    "normative_documents", "normative documents", "行政规范性文件", ("规范性文件", "其他规范性文件")
)
_LICENCES = Axis("licences", "licences", "行政许可")
_PENALTIES = Axis("penalties", "penalties", "行政处罚")
_COMPULSIONS = Axis("compulsions", "compulsions", "行政强制")
_CHARGES = Axis("charges", "administrative charges", "行政事业性收费", ("行政事业收费",))
_OTHER_SERVICES = Axis(
    "other_services",
    "other services to the public",
    "其他对外管理服务事项",
    ("其他对外管理服务",),
)
_PROCUREMENT = Axis("procurement", "central procurement", "政府集中采购", ("集中采购",))

_DECISIONS = Axis(
    "decisions", "decisions", "本年处理决定数量", ("处理决定数量", "本年处理决定件数")
)
_LAST_YEAR = Axis("items_last_year", "items last year", "上一年项目数量", ("上一年度项目数量",))
_CHANGE = Axis("change", "change this year", "本年增/减", ("本年增减", "本年度增/减"))

PROACTIVE_2021 = TableLayout(
    SectionKind.PROACTIVE_DISCLOSURE,
    Regime.FORM_2021,
    (
        Panel(
            (_RULES, _NORMATIVE),
            (
                Axis("issued", "issued this year", "本年制发件数", ("本年制定件数", "制发件数")),
                Axis("repealed", "repealed this year", "本年废止件数", ("废止件数",)),
                Axis("in_force", "in force", "现行有效件数", ("现行有效数",)),
            ),
        ),
        Panel((_LICENCES,), (_DECISIONS,)),
        Panel((_PENALTIES, _COMPULSIONS), (_DECISIONS,)),
        Panel((_CHARGES,), (Axis("amount", "amount (10,000 yuan)", "本年收费金额"),)),
    ),
)

PROACTIVE_2019 = TableLayout(
    SectionKind.PROACTIVE_DISCLOSURE,
    Regime.FORM_2019,
    (
        Panel(
            (_RULES, _NORMATIVE),
            (
                Axis("made", "made this year", "本年新制作数量", ("本年制作数量", "新制作数量")),
                Axis("published", "published this year", "本年新公开数量", ("新公开数量",)),
                Axis("public_total", "public in all", "对外公开总数量", ("公开总数量",)),
            ),
        ),
        Panel((_LICENCES, _OTHER_SERVICES), (_LAST_YEAR, _CHANGE, _DECISIONS)),
        Panel((_PENALTIES, _COMPULSIONS), (_LAST_YEAR, _CHANGE, _DECISIONS)),
        Panel((_CHARGES,), (_LAST_YEAR, _CHANGE)),
        Panel(
            (_PROCUREMENT,),
            (
                Axis("projects", "projects", "采购项目数量", ("项目数量",)),
                Axis("amount", "amount", "采购总金额", ("采购金额",)),
            ),
        ),
    ),
)

APPLICANTS: tuple[Axis, ...] = (
    Axis("natural_person", "natural persons", "自然人"),
    Axis("company", "companies", "商业企业", ("企业",)),
    Axis("research", "research bodies", "科研机构"),
    Axis("social", "social organisations", "社会公益组织", ("社会组织", "公益组织")),
    Axis("legal", "legal services", "法律服务机构"),
    Axis("other", "others", "其他"),
    Axis("total", "total", "总计", ("合计",)),
)

#: The groups of rows of table three; a row's id begins with the id of its group.
ROW_GROUPS: tuple[Axis, ...] = (
    Axis("refused", "refused", "不予公开"),
    Axis("unavailable", "unavailable", "无法提供"),
    Axis("not_processed", "not processed", "不予处理"),
    Axis("other", "otherwise closed", "其他处理"),
)

_RESULT_ROWS: tuple[Axis, ...] = (
    Axis("granted", "granted", "予以公开"),
    Axis(
        "partly_granted",
        "partly granted",
        "部分公开（区分处理的，只计这一情形，不计其他情形）",
        ("部分公开",),
    ),
    Axis("refused.state_secret", "refused: state secret", "属于国家秘密", ("国家秘密",)),
    Axis(
        "refused.forbidden_by_law",
        "refused: forbidden by law",
        "其他法律行政法规禁止公开",
        ("其他法律法规禁止公开", "法律行政法规禁止公开", "法律法规禁止公开"),
    ),
    Axis(
        "refused.three_securities",
        "refused: security and stability",
        "危及“三安全一稳定”",
        ("危及三安全一稳定", "三安全一稳定"),
    ),
    Axis(
        "refused.third_party",
        "refused: third party's rights",
        "保护第三方合法权益",
        ("第三方合法权益", "保护第三人合法权益"),
    ),
    Axis(
        "refused.internal_affairs",
        "refused: internal affairs",
        "属于三类内部事务信息",
        ("三类内部事务信息", "内部事务信息"),
    ),
    Axis(
        "refused.process",
        "refused: process information",
        "属于四类过程性信息",
        ("四类过程性信息", "过程性信息"),
    ),
    Axis(
        "refused.enforcement_files",
        "refused: enforcement files",
        "属于行政执法案卷",
        ("行政执法案卷",),
    ),
    Axis(
        "refused.query_matters",
        "refused: matters of query",
        "属于行政查询事项",
        ("行政查询事项",),
    ),
    Axis(
        "unavailable.not_held",
        "unavailable: not held",
        "本机关不掌握相关政府信息",
        ("不掌握相关政府信息",),
    ),
    Axis(
        "unavailable.needs_creation",
        "unavailable: would have to be made",
        "没有现成信息需要另行制作",
        ("没有现成信息", "需要另行制作"),
    ),
    Axis(
        "unavailable.unclear",
        "unavailable: request unclear",
        "补正后申请内容仍不明确",
        ("申请内容仍不明确",),
    ),
    Axis(
        "not_processed.petition",
        "not processed: petition",
        "信访举报投诉类申请",
        ("信访举报投诉类",),
    ),
    Axis("not_processed.repeated", "not processed: repeated", "重复申请"),
    Axis(
        "not_processed.publication",
        "not processed: publication asked for",
        "要求提供公开出版物",
        ("提供公开出版物",),
    ),
    Axis(
        "not_processed.excessive",
        "not processed: excessive",
        "无正当理由大量反复申请",
        ("大量反复申请",),
    ),
    Axis(
        "not_processed.reconfirmation",
        "not processed: confirmation asked for",
        "要求行政机关确认或重新出具已获取信息",
        ("确认或重新出具已获取信息",),
    ),
)

_RECEIVED = Axis("received", "received this year", "本年新收政府信息公开申请数量")
_CARRIED_IN = Axis("carried_in", "carried in", "上年结转政府信息公开申请数量")
_TOTAL = Axis("total", "total", "总计", ("合计",))
_CARRIED_OVER = Axis("carried_over", "carried over", "结转下年度继续办理", ("结转下年度",))
_OTHER_OTHER = Axis("other.other", "otherwise closed", "其他", ("其它", "其他处理"))

APPLICATIONS_2021 = TableLayout(
    SectionKind.APPLICATIONS,
    Regime.FORM_2021,
    (
        Panel(
            (
                _RECEIVED,
                _CARRIED_IN,
                *_RESULT_ROWS,
                Axis(
                    "other.no_correction",
                    "otherwise closed: not corrected in time",
                    "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
                    ("申请人无正当理由逾期不补正", "逾期不补正"),
                ),
                Axis(
                    "other.fee_unpaid",
                    "otherwise closed: fee not paid",
                    "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
                    ("申请人逾期未按收费通知要求缴纳费用", "未按收费通知要求缴纳费用"),
                ),
                _OTHER_OTHER,
                _TOTAL,
                _CARRIED_OVER,
            ),
            APPLICANTS,
        ),
    ),
)

APPLICATIONS_2019 = TableLayout(
    SectionKind.APPLICATIONS,
    Regime.FORM_2019,
    (
        Panel(
            (_RECEIVED, _CARRIED_IN, *_RESULT_ROWS, _OTHER_OTHER, _TOTAL, _CARRIED_OVER),
            APPLICANTS,
        ),
    ),
)

_OUTCOMES: tuple[Axis, ...] = (
    Axis("upheld", "upheld", "结果维持"),
    Axis("corrected", "corrected", "结果纠正"),
    Axis("other", "other result", "其他结果"),
    Axis("pending", "pending", "尚未审结"),
    Axis("total", "total", "总计", ("合计",)),
)
_PROCEEDINGS: tuple[Axis, ...] = (
    Axis("review", "reconsideration", "行政复议"),
    Axis("direct_suit", "suit without reconsideration", "未经复议直接起诉"),
    Axis("suit_after_review", "suit after reconsideration", "复议后起诉"),
)


def _review_litigation(regime: Regime) -> TableLayout:
    return TableLayout(SectionKind.REVIEW_LITIGATION, regime, (Panel(_PROCEEDINGS, _OUTCOMES),))


REVIEW_LITIGATION_2021 = _review_litigation(Regime.FORM_2021)
REVIEW_LITIGATION_2019 = _review_litigation(Regime.FORM_2019)

LAYOUTS: tuple[TableLayout, ...] = (
    PROACTIVE_2021,
    APPLICATIONS_2021,
    REVIEW_LITIGATION_2021,
    PROACTIVE_2019,
    APPLICATIONS_2019,
    REVIEW_LITIGATION_2019,
)


@cache
def layout_for(section: SectionKind, regime: Regime) -> TableLayout:
    """Return the layout of one table of one form.

    Raises
    ------
    KeyError
        If the form has no such table: sections one, five and six, and the years before 2019.
    """
    for layout in LAYOUTS:
        if layout.section is section and layout.regime is regime:
            return layout
    raise KeyError((section, regime))


def _family(prefix: str) -> tuple[str, ...]:
    """Return the ``total`` cells of the rows of one family, over both forms."""
    rows = (*APPLICATIONS_2021.panels[0].rows, *APPLICATIONS_2019.panels[0].rows)
    return tuple(
        dict.fromkeys(f"applications.{row.id}.total" for row in rows if row.id.startswith(prefix))
    )


#: Which cells say the same as which metric. A metric whose cells are several is their sum;
#: keys carry the name of their table: ``applications.received.total``.
METRIC_CELLS: dict[Metric, tuple[str, ...]] = {
    Metric.RULES_ISSUED: ("proactive_disclosure.rules.issued",),
    Metric.NORMATIVE_DOCUMENTS_ISSUED: ("proactive_disclosure.normative_documents.issued",),
    Metric.LICENCES_DECIDED: ("proactive_disclosure.licences.decisions",),
    Metric.PENALTIES_DECIDED: ("proactive_disclosure.penalties.decisions",),
    Metric.COMPULSIONS_DECIDED: ("proactive_disclosure.compulsions.decisions",),
    Metric.FEES_COLLECTED: ("proactive_disclosure.charges.amount",),
    Metric.APPLICATIONS_RECEIVED: ("applications.received.total",),
    Metric.APPLICATIONS_CARRIED_IN: ("applications.carried_in.total",),
    Metric.APPLICATIONS_GRANTED: ("applications.granted.total",),
    Metric.APPLICATIONS_PARTLY_GRANTED: ("applications.partly_granted.total",),
    Metric.APPLICATIONS_REFUSED: _family("refused."),
    Metric.APPLICATIONS_UNAVAILABLE: _family("unavailable."),
    Metric.APPLICATIONS_NOT_PROCESSED: _family("not_processed."),
    Metric.APPLICATIONS_OTHER: _family("other."),
    Metric.APPLICATIONS_ANSWERED: ("applications.total.total",),
    Metric.APPLICATIONS_CARRIED_OVER: ("applications.carried_over.total",),
    Metric.REVIEWS_FILED: ("review_litigation.review.total",),
    Metric.LAWSUITS_FILED: (
        "review_litigation.direct_suit.total",
        "review_litigation.suit_after_review.total",
    ),
}
