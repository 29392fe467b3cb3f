"""What drawing and scoring a sample say, in English and in Chinese."""

from __future__ import annotations

from gongkai.models.terms import Term


class Phrase(Term):
    """A phrase of the sample; its definition is not used."""

    DRAWN = (
        "drawn",
        "claims drawn: {drawn} of {claims}; records: {records}; strata: {strata}; sheet: {sheet}",
        "从 {records} 份记录的 {claims} 条数据陈述中抽取 {drawn} 条，分 {strata} 层；"
        "核对表为 {sheet}",
    )
    POOLED = (
        "pooled",
        "small groups pooled: {cells}; strata made of them: {strata}",
        "合并的小组 {cells} 个，成 {strata} 层",
    )
    UNREADABLE = (
        "unreadable",
        "records that could not be read, of which nothing was drawn: {count}",
        "无法读取、未从中抽取的记录 {count} 份",
    )
    FEW_OF_EACH = (
        "few_of_each",
        "metrics of which fewer than {least} claims were drawn: {few} of {metrics}; the sample is "
        "meant for the precision of all claims, and says little of these. Name some with "
        "--metrics, or raise --size and --per-stratum.",
        "抽取不足 {least} 条的指标 {few} 个，共 {metrics} 个；样本旨在估计全部陈述的精确率，"
        "对这些指标说明不了多少。"
        "可用 --metrics 选定指标，或增大 --size 与 --per-stratum。",
    )
    HOW_TO_CHECK = (
        "how_to_check",
        "Write right, wrong or unsure as the verdict of each line, from the top. A claim is right "
        "when the marked words of the sentence state this number, of this kind, of what the metric "
        "counts. Unit, bound, channel, scope and period are there to help; note what is wrong with "
        "them.",
        "自上而下逐行填写判断：对、错或不确定。原句中标出的文字确实陈述该数值，且类型与指标所计的内容相符，即为对。"
        "单位、界限、渠道、统计范围、时期供参考，有误可写入备注。",
    )
    HOW_TO_SCORE = (
        "how_to_score",
        "Keep the file's name and the other columns; then: gongkai evaluate sample score {output}",
        "保留文件名和其他各列；完成后运行 gongkai evaluate sample score {output}",
    )
    HEAD = (
        "head",
        "claims drawn: {drawn} of {claims}; verdicts: {verdicts}; figures written to {output}",
        "抽取 {drawn} 条，总数 {claims} 条；已有判断 {verdicts} 条；结果写入 {output}",
    )
    REMAINING = (
        "remaining",
        "without a verdict, left out: {count}",
        "尚无判断、未计入 {count} 条",
    )
    EMPTY_LINES = (
        "empty_lines",
        "numbers without a verdict: {numbers}; fill them and score again",
        "未填判断的编号：{numbers}；填写后再运行",
    )
    UNKNOWN_VERDICT = (
        "unknown_verdict",
        "number {number}: {written!r} is no verdict: write right, wrong or unsure",
        "编号 {number}：“{written}”不是判断，请填对、错或不确定",
    )
    MORE_UNKNOWN = (
        "more_unknown",
        "further verdicts that were not understood: {count}",
        "另有无法识别的判断 {count} 个",
    )
    ABSENT = (
        "absent",
        "drawn claims that have no line any more: {numbers}; put the lines back",
        "表中缺少的编号：{numbers}；请恢复这些行",
    )
    UNSURE_BOUNDS = (
        "unsure_bounds",
        "unsure claims are left out; if all of them were wrong: {low}, if all were right: {high}",
        "不确定的未计入；若全错：{low}，若全对：{high}",
    )
    NOT_COVERED = (
        "not_covered",
        "the figure speaks of {share} of the claims: strata without a verdict are left out",
        "结果只涉及 {share} 的数据陈述：未核对的层不计",
    )
    NOT_DRAWN = (
        "not_drawn",
        "groups of which nothing was drawn: {count}, with {claims} claims",
        "未抽到的组 {count} 个，共 {claims} 条",
    )
    PRECISION_OF_CLAIMS = "precision_of_claims", "Precision of claims", "数据陈述的精确率"
    WHOLE = "whole", "all claims", "全部"
    BY = "by", "By {dimension}", "按{dimension}"
    STRATA = "strata", "By stratum", "按层"
    POOL = "pool", "pooled: {count} groups", "合并 {count} 组"
    CALIBRATION = "calibration", "Confidence and what was found", "置信度与核对结果"
    STATED = "stated", "stated", "所称"
    GAP = "gap", "gap", "差"
    AGREES = "agrees", "within 95%", "在区间内"
    YES = "yes", "yes", "是"
    NO = "no", "no", "否"
    PRECISION = "precision", "precision", "精确率"
    INTERVAL = "interval", "95%", "95% 区间"
    RIGHT = "right", "right", "对"
    WRONG = "wrong", "wrong", "错"
    UNSURE = "unsure", "unsure", "不确定"
    OPEN = "open", "open", "未核对"
    CLAIMS = "claims", "claims", "总数"
    COMMA = "comma", ", ", "、"
