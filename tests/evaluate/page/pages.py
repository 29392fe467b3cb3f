"""Pages of invented scores and sentences, like those of a real measurement."""

from __future__ import annotations

from gongkai.evaluate.page.confidence_content import (
    ConfidenceBin,
    CoveragePoint,
    PrecisionByConfidence,
    ReliabilityDiagram,
    RiskCoverage,
    RiskCurve,
    ThresholdCurve,
    ThresholdPoint,
)
from gongkai.evaluate.page.content import (
    Column,
    ComparedPair,
    Comparison,
    FigureTable,
    IntervalPlot,
    Note,
    PageContent,
    PlotRow,
    Row,
    Section,
)
from gongkai.evaluate.page.error_entries import ErrorEntry, ErrorField, Named, Sentence
from gongkai.evaluate.page.estimates import Estimate, Fact, Form
from gongkai.evaluate.page.wording import Language
from gongkai.models.document import Span
from gongkai.models.scheme import Metric

SYSTEMS = ("rules", "accurate", "recognizers-text")
PARTS = {
    "claims": ("claims", "数据陈述"),
    "cells": ("cells", "表格"),
    "problems": ("problems", "存在问题"),
}
KINDS = {
    "missed": ("missed", "漏报"),
    "spurious": ("spurious", "误报"),
    "wrong_metric": ("wrong metric", "指标有误"),
    "wrong_value": ("wrong value", "数值有误"),
    "wrong_bound": ("wrong bound", "界限有误"),
    "wrong_unit": ("wrong unit", "单位有误"),
    "wrong_channel": ("wrong channel", "渠道有误"),
}
#: So many that a table of them scrolls.
METRICS = tuple(Metric)[:16]
#: Invented sentences: what stands before a number, the number, its unit, what stands behind.
PATTERNS = (
    ("本年度云溪镇通过门户网站公开各类信息", "1200", "余条", "，比上年有所增加。"),
    ("全年举办业务培训", "十二", "场次", "，参训人员覆盖各村（社区）。"),
    ("石鼓区政务新媒体共推送", "2.3万", "条", "信息，其中转发上级信息三成。"),
    ("受理依申请公开", "37", "件", "，均已按期答复，未发生收费情况。"),
    ("青岚县热线全年接听来电，按时办结率达到", "98.9", "%", "，群众满意度持续提升。"),
)


def percent(number: int) -> float:
    """Return a share that follows from a number but looks like any other."""
    return (number * 37 % 101) / 100


def error(number: int, language: Language) -> ErrorEntry:
    """Return one of the errors; the same number gives the same error."""
    before, digits, unit, behind = PATTERNS[number * 7 % len(PATTERNS)]
    kind = tuple(KINDS)[number * 5 % len(KINDS)]
    part = tuple(PARTS)[(number % 11 > 7) + (number % 11 > 9)]
    metric = METRICS[number * 3 % len(METRICS)] if part == "claims" else None
    gold = Span(len(before), len(before) + len(digits) + len(unit))
    predicted = Span(len(before), len(before) + len(digits))
    is_missed, is_spurious = kind == "missed", kind == "spurious"
    ids = (kind, "wrong_value") if number % 9 == 4 else (kind,)
    fields = (
        field("metric", metric and metric.label(language), number, is_missed, is_spurious),
        field("value", digits, number + 1, is_missed, is_spurious),
        field("unit", unit, number + 2, is_missed, is_spurious),
        field("bound", "exact", number + 3, is_missed, is_spurious),
        field("channel", "website" if number % 2 else None, number, is_missed, is_spurious),
    )
    return ErrorEntry(
        system=SYSTEMS[number % len(SYSTEMS)],
        part=Named(part, PARTS[part][language == "zh"]),
        report=f"{2009 + number % 15}_yunxi_{number % 23:02}.txt",
        kinds=tuple(Named(each, KINDS[each][language == "zh"]) for each in dict.fromkeys(ids)),
        position=number * 13 % 997,
        sentence=Sentence(
            before + digits + unit + behind,
            None if is_spurious else gold,
            None if is_missed else (gold if number % 3 else predicted),
        ),
        fields=fields,
        metric=None if metric is None else Named.of(metric, language),
        confidence=None if is_missed or number % 10 == 3 else percent(number),
        reason="rule" if is_spurious and number % 4 == 0 else None,
        right_in=others(number, 0) if part == "claims" and not is_spurious else (),
        wrong_in=others(number, 1) if part == "claims" and not is_spurious else (),
    )


def others(number: int, rest: int) -> tuple[str, ...]:
    """Return the other systems that have an error right (0), or wrong too (1)."""
    system = number % len(SYSTEMS)
    return tuple(
        name
        for place, name in enumerate(SYSTEMS)
        if place != system and (number // 3 + place) % 2 == rest
    )


def field(
    label: str, value: str | None, number: int, is_missed: bool, is_spurious: bool
) -> ErrorField:
    """Return what the two sides of an error say in one respect."""
    gold = None if is_spurious else value
    predicted = None if is_missed else value
    if gold is not None and predicted is not None and number % 3 == 0:
        predicted = f"{value}?"
    differs = not (is_missed or is_spurious) and gold != predicted
    return ErrorField(label, gold, predicted, differs)


def around(value: float, width: float) -> Estimate:
    """Return a share with an interval around it."""
    return Estimate(value, max(0.0, value - width), min(1.0, value + width * 0.8))


def figures() -> Section:
    """Return a section of tables and plots by group."""
    columns = (
        Column("", Form.TEXT),
        Column("precision", help="Right claims, of those predicted."),
        Column("recall", help="Right claims, of those in the gold."),
        Column("F1"),
        Column("right", Form.COUNT),
        Column("gold", Form.COUNT),
    )
    rows = (
        Row(("right", 0.9412, 0.9306, around(0.9359, 0.012), 4102, 4408)),
        Row(("without other_count", 0.9533, 0.94, 0.9466, 3800, 4042), depth=1),
        Row(("wholly right", 0.8821, 0.87, around(0.876, 0.018), 3850, 4408)),
        Row(("mean over metrics", None, None, 0.8312, None, None), depth=1),
        Row(("tables", None, 0.5, None, 12, 1_204_408)),
    )
    groups = tuple(
        PlotRow(
            metric.value,
            tuple(
                None
                if (place + system) % 13 == 5
                else around(0.97 - place * 0.016 - system * 0.03, 0.01 + place * 0.004)
                for system in range(3)
            ),
            4000 // (place + 1),
            f"#errors&metric={metric.value}",
        )
        for place, metric in enumerate(METRICS)
    )
    eras = tuple(
        PlotRow(era, (around(value, 0.02),), 120)
        for era, value in (("2008–2018", 0.91), ("2019–2020", 0.93), ("2021–", 0.95))
    )
    details = FigureTable("F1 by era", columns[:4], (Row(("2021–", 0.96, 0.94, 0.95)),))
    return Section(
        "claims",
        "Claims",
        (
            FigureTable("All claims", columns, rows, "Intervals are bootstraps over texts."),
            IntervalPlot("F1 by era", "era", "F1", ("accurate",), eras, "texts", details=details),
            IntervalPlot(
                "F1 by metric",
                "metric",
                "F1",
                SYSTEMS,
                groups,
                "gold claims",
                with_difference=True,
            ),
            Note("Texts are drawn as wholes, since claims of one text stand or fall together."),
        ),
        "A claim is right when metric, kind and value are.",
        (Fact("right", "Metric, kind and value are those of the gold."),),
    )


def comparison() -> Section:
    """Return a section that compares systems."""
    pairs = (
        ComparedPair(
            "claims right, F1",
            "rules",
            "accurate",
            0.902,
            0.936,
            Estimate(0.034, 0.02, 0.049),
            0.0004,
            0.0012,
            is_significant=True,
            texts=214,
        ),
        ComparedPair(
            "claims right, F1",
            "rules",
            "recognizers-text",
            0.902,
            0.61,
            Estimate(-0.292, -0.33, -0.25),
            0.0001,
            0.0003,
            is_significant=True,
            texts=214,
        ),
        ComparedPair(
            "cells right",
            "recognizers-text",
            "accurate",
            0.998,
            0.999,
            Estimate(0.001, -0.001, 0.003),
            0.41,
            0.41,
            texts=23,
        ),
    )
    return Section("comparison", "Systems compared", (Comparison("Two by two", pairs),))


def calibration() -> Section:
    """Return a section about confidence."""
    bins = tuple(
        ConfidenceBin(
            place / 10,
            (place + 1) / 10,
            place / 10 + 0.06,
            around(min(1.0, place / 10 + 0.02 + 0.006 * place), 0.12 - place * 0.01),
            20 + place**3,
        )
        for place in range(10)
        if place != 2
    )
    curves = tuple(
        RiskCurve(
            system,
            tuple(
                CoveragePoint(
                    step / 400, 0.14 * (1 + place) * (step / 400) ** 3 + 0.004, 1 - step / 400
                )
                for step in range(1, 401)
            ),
        )
        for place, system in enumerate(SYSTEMS[:2])
    )
    thresholds = tuple(
        ThresholdCurve(
            system,
            tuple(
                ThresholdPoint(
                    0.5 + step / 20, around(0.9 - 0.05 * place + step * 0.009, 0.02), 1 - step / 14
                )
                for step in range(10)
            ),
        )
        for place, system in enumerate(SYSTEMS[:2])
    )
    summary = (Fact("ECE", "0.018"), Fact("Brier", "0.061"), Fact("n", "2,412"))
    return Section(
        "calibration",
        "Calibration",
        (
            ReliabilityDiagram("Claims: reliability", bins, summary),
            RiskCoverage("Claims: risk and coverage", curves, (Fact("AURC", "0.021"),)),
            PrecisionByConfidence("Claims: precision by confidence", thresholds),
        ),
    )


def page(language: Language = "en", errors: int = 300) -> PageContent:
    """Return a page with everything on it."""
    facts = (
        Fact("gold", "annotations/dev"),
        Fact("systems", ", ".join(SYSTEMS)),
        Fact("texts", "214 passages, 23 reports"),
    )
    title = (
        "Accuracy of claims, cells and problems"
        if language == "en"
        else "数据陈述、表格与问题的准确度"
    )
    sections = (figures(), comparison(), calibration())
    return PageContent(
        title,
        language,
        facts,
        sections,
        tuple(error(number, language) for number in range(errors)),
        (Fact("missed", "A gold claim where nothing was found."),),
    )
