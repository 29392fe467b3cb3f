"""How a column is described: its meaning, its origin, its unit and what its emptiness means."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.extract.stages import Stage
from gongkai.models.scheme import Regime
from gongkai.models.terms import Term


class Unit(Term):
    """What the number of a column counts."""

    CHARACTERS = "characters", "characters (Unicode code points)", "字符（Unicode 码位）"
    POINTS = "points", "points (1/72 inch)", "点（1/72 英寸）"
    PROBABILITY = "probability", "probability, 0 to 1", "概率，0 至 1"
    BYTES = "bytes", "bytes", "字节"
    YEAR = "year", "calendar year", "公历年"
    PAGES = "pages", "pages, the first is 1", "页，自 1 起"
    AS_STATED = "as_stated", "as the column unit says", "见 unit 列"
    AS_COMPARED = "as_compared", "as of the cells or claims compared", "与所核对者相同"
    SHARE = "share", "share, 0 to 1", "份额，0 至 1"
    PERCENT = "percent", "percent", "百分比"
    FACTS = "facts", "facts", "项事实"
    STATEMENTS = "statements", "statements", "处表述"
    SENTENCES = "sentences", "sentences", "句"
    LETTERS = "letters", "letters and digits", "字（文字与数字）"


class Absence(Term):
    """What it means that a column is empty (null)."""

    NEVER = "never", "never empty", "不为空"
    NOT_FOUND = "not_found", "the report does not say, or it was not found", "报告未写明或未识别"
    NO_ARCHIVE = "no_archive", "the report was no member of an archive", "报告不在压缩包内"
    NO_ENCODING = "no_encoding", "a format that has no encoding of its own", "该格式没有编码"
    NO_PAGES = (
        "no_pages",
        "the format has no pages, or the place is not known",
        "格式不分页或位置不明",
    )
    NOT_IN_DOCUMENT = "not_in_document", "the cell is not in the document", "文中无此单元格"
    NO_NUMBER = "no_number", "there is no number; which is not zero", "没有数字；不等于零"
    NO_UNIT = "no_unit", "none is written", "未写单位"
    NOT_RECOGNISED = (
        "not_recognised",
        "not recognised from a picture: its text is certain",
        "并非由图像识别，文字确定",
    )
    NOT_CALIBRATED = (
        "not_calibrated",
        "no calibrated probability: the rules read it, or the model has none for it",
        "无校准概率：由规则读取，或模型未作校准",
    )
    NO_RANGE = "no_range", "the claim is no range", "不是区间"
    NO_WORDS = "no_words", "the sentence has no such words", "句中没有相应词语"
    OWN_YEAR = "own_year", "the year of the report", "报告年度"
    NO_RATE = "no_rate", "it is no rate", "不是比率"
    NO_FREQUENCY = "no_frequency", "it is no frequency", "不是频次"
    NO_PART = "no_part", "it is part of no other claim", "不是其他陈述的一部分"
    BEFORE_SECTIONS = (
        "before_sections",
        "it stands before the first heading",
        "位于第一个标题之前",
    )
    RULES = "rules", "the rules read the narrative", "叙述由规则读取"
    NO_TABLES = "no_tables", "no mandated tables and no statistics list", "没有法定表格或统计清单"
    NOT_ASSESSED = "not_assessed", "it could not be told", "无法得出"
    NOT_THIS_ITEM = "not_this_item", "the item is of the other sort", "另一类条目"
    BEST_COPY = "best_copy", "it is the best copy itself", "即最佳副本自身"
    NO_NARRATIVE = "no_narrative", "the later report has no narrative", "后一年报告没有叙述"
    ZERO_BEFORE = "zero_before", "the earlier value is zero", "前一年数值为零"
    STATED_BY_FACT = (
        "stated_by_fact",
        "no single claim makes the statement: it is that of a fact",
        "并非单一陈述，取自事实",
    )
    NO_TEXTS = "no_texts", "the results held no texts", "结果中没有文本"


class Origin(Term):
    """Where a column comes from: the stage that finds it, and the circular behind it."""

    SOURCE = "source", Stage.READING.english, Stage.READING.chinese
    IDENTITY = "identity", Stage.IDENTITY.english, Stage.IDENTITY.chinese
    TABLES = (
        "tables",
        f"{Stage.TABLES.english}; {Regime.FORM_2021.definition}; {Regime.FORM_2019.definition}",
        f"{Stage.TABLES.chinese}；国办公开办函〔2021〕30号、〔2019〕60号",
    )
    LISTS = (
        "lists",
        f"{Stage.TABLES.english}; {Regime.BEFORE_2019.definition}",
        f"{Stage.TABLES.chinese}；{Regime.BEFORE_2019.chinese}的统计清单",
    )
    CLAIMS = "claims", Stage.CLAIMS.english, Stage.CLAIMS.chinese
    FACTS = "facts", Stage.FACTS.english, Stage.FACTS.chinese
    PROBLEMS = "problems", Stage.PROBLEMS.english, Stage.PROBLEMS.chinese
    CHECKS = "checks", Stage.CHECKS.english, Stage.CHECKS.chinese
    RECORD = "record", Stage.RECORD.english, Stage.RECORD.chinese
    COPIES = "copies", "comparing reports (gongkai duplicates)", "报告比较（gongkai duplicates）"
    YEARS = "years", "comparing years (gongkai changes)", "年度比较（gongkai changes）"


class Item(Term):
    """What a row of ``problems`` is."""

    PROBLEM = "problem", "problem", "问题"
    IMPROVEMENT = "improvement", "improvement", "改进措施"


@dataclass(frozen=True, slots=True)
class Description:
    """What a column means.

    Attributes
    ----------
    english, chinese
        The label and the meaning; each is ``label: meaning`` (``标签：含义``), the meaning being
        left out where the label says it all.
    origin
        Where it comes from.
    absence
        What it means that the column is empty.
    unit
        What its number counts, ``None`` for what is no number.
    """

    english: str
    chinese: str
    origin: Origin
    absence: Absence = Absence.NEVER
    unit: Unit | None = None

    def label(self, language: str) -> str:
        """Return the label in ``"zh"`` or ``"en"``."""
        return self._split(language)[0]

    def meaning(self, language: str) -> str:
        """Return the meaning in ``"zh"`` or ``"en"``; the label where it says it all."""
        label, meaning = self._split(language)
        return meaning or label

    def _split(self, language: str) -> tuple[str, str]:
        text, mark = (self.chinese, "：") if language == "zh" else (self.english, ": ")
        label, _, meaning = text.partition(mark)
        return label, meaning
