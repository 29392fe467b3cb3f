"""Records made by hand for the tests of writers and displays."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongkai.models.record import (
    Cell,
    Check,
    Claim,
    Extractor,
    Fact,
    FactValue,
    Improvement,
    Issuer,
    Period,
    Problem,
    Record,
    RecordWarning,
    Region,
    Section,
    SourceEntry,
    StatisticsLine,
    Table,
    Tables,
    Year,
)
from gongkai.models.scheme import (
    Agreement,
    Aspect,
    Bound,
    Category,
    CellState,
    Channel,
    CheckKind,
    CheckStatus,
    IssuerType,
    Kind,
    Metric,
    PartKind,
    ProblemYear,
    Regime,
    Scope,
    SectionKind,
    Stage,
    Tier,
)
from gongkai.models.table_layout import layout_for

SENTENCE = "本年通过云河县门户网站发布信息120余条，其中动态类45条，热线办结率98.5%。"
SECOND_SENTENCE = "共收到公开申请5件。"
TEXT = f"云河县年报\n一、总体情况\n{SENTENCE}{SECOND_SENTENCE}\n"
_SENTENCE_START = TEXT.index(SENTENCE)


def claim(number: int, quote: str, sentence: str = SENTENCE, **fields: object) -> Claim:
    start = TEXT.index(quote)
    given: dict[str, Any] = {
        "metric": Metric.INFO_PUBLISHED,
        "kind": Kind.COUNT,
        "unit": "条",
        "section": SectionKind.OVERVIEW,
    }
    given |= fields
    return Claim(
        id=number, quote=quote, start=start, end=start + len(quote), sentence=sentence, **given
    )


def sample_claims() -> list[Claim]:
    return [
        claim(
            1,
            "120余条",
            value=120,
            bound=Bound.AT_LEAST,
            channel=Channel.WEBSITE,
            scope=Scope.REGION,
            confidence=0.98765,
        ),
        claim(2, "45条", value=45, part_of=1, part_kind=PartKind.SUBSET, confidence=0.9),
        claim(
            3,
            "98.5%",
            value=98.5,
            unit="%",
            metric=Metric.HOTLINE_CASES,
            kind=Kind.RATE,
            aspect=Aspect.COMPLETION,
            confidence=0.4,
        ),
        claim(
            4,
            "5件",
            SECOND_SENTENCE,
            value=5,
            unit="件",
            metric=Metric.APPLICATIONS_RECEIVED,
            confidence=0.6,
        ),
    ]


def sample_tables(regime: Regime = Regime.FORM_2021) -> Tables:
    tables = Tables(regime=regime)
    for section in (SectionKind.PROACTIVE_DISCLOSURE, SectionKind.APPLICATIONS):
        table = Table(
            cells={
                key: Cell(value=0, state=CellState.VALUE, raw="0", start=4, end=5)
                for key in layout_for(section, regime).keys
            }
        )
        if section is SectionKind.APPLICATIONS:
            table.cells["received.natural_person"] = Cell(
                value=3, state=CellState.VALUE, raw="3", start=1, end=2, confidence=0.99999
            )
            table.cells["received.total"] = Cell(value=4, state=CellState.VALUE, raw="4")
            table.cells["granted.total"] = Cell(state=CellState.BLANK, raw="")
            tables.applications = table
        else:
            table.cells["rules.issued" if regime is Regime.FORM_2021 else "rules.made"] = Cell(
                state=CellState.NOT_APPLICABLE, raw="-", start=8, end=9
            )
            tables.proactive_disclosure = table
    tables.lines = [
        StatisticsLine(label="=发放手册", value=30.5, unit="本", start=2, end=9),
        StatisticsLine(label="解答咨询", value=None, unit=None, start=3, end=4),
    ]
    return tables


def sample_record(**fields: object) -> Record:
    given: dict[str, Any] = {
        "record_id": "00112233aabbccdd",
        "text_sha256": "ab" * 32,
        "source": SourceEntry(
            uri="folder/云河.txt",
            member=None,
            media_type="text/plain",
            encoding="utf-8",
            bytes=321,
            sha256="cd" * 32,
        ),
        "title": "云河县2023年政府信息公开工作年度报告",
        "published": date(2024, 1, 31),
        "issuer": Issuer(
            name="云河县人民政府",
            tier=Tier.COUNTY,
            type=IssuerType.GOVERNMENT,
            region=Region(province="某省", county="云河县"),
            confidence=0.75,
        ),
        "year": Year(value=2023, confidence=1.0),
        "period": Period(start=date(2023, 1, 1), end=date(2023, 12, 31)),
        "sections": [
            Section(kind=SectionKind.OVERVIEW, title="一、总体情况", start=6, end=len(TEXT))
        ],
        "tables": sample_tables(),
        "claims": sample_claims(),
        "problems": [
            Problem(
                text="公开内容不够全面",
                start=1,
                end=9,
                category=Category.CONTENT,
                year=ProblemYear.THIS,
                confidence=0.8,
            )
        ],
        "improvements": [
            Improvement(
                text="加强业务培训",
                start=10,
                end=16,
                category=Category.TRAINING,
                stage=Stage.PROMISED,
            )
        ],
        "facts": sample_facts(),
        "checks": [
            Check(
                id="applications.received.sum",
                kind=CheckKind.SUM,
                status=CheckStatus.FAIL,
                expected=3,
                found=4,
                cells=["applications.received.natural_person", "applications.received.total"],
            ),
            Check(
                id="narrative.applications_received",
                kind=CheckKind.NARRATIVE,
                status=CheckStatus.FAIL,
                expected=4,
                found=5,
                cells=["applications.received.total"],
                claims=[4],
            ),
            Check(id="review_litigation.sum", kind=CheckKind.SUM, status=CheckStatus.PASS),
        ],
        "warnings": [RecordWarning(code="table_missing", message="One table is not there.")],
        "extractor": Extractor(version="0.1.0", model="rules"),
    }
    return Record(**(given | fields))


def sample_facts() -> list[Fact]:
    return [
        Fact(
            id=1,
            metric=Metric.INFO_PUBLISHED,
            kind=Kind.COUNT,
            value=120,
            unit="条",
            bound=Bound.AT_LEAST,
            headline=True,
            sources=["claim:1"],
            agreement=Agreement.SINGLE,
            confidence=0.9,
        ),
        Fact(
            id=2,
            metric=Metric.APPLICATIONS_RECEIVED,
            kind=Kind.COUNT,
            value=4,
            unit="件",
            sources=["cell:applications.received.total", "claim:4"],
            agreement=Agreement.CONFLICT,
            values=[
                FactValue(value=4, bound=Bound.EXACT, sources=["cell:applications.received.total"]),
                FactValue(value=5, bound=Bound.EXACT, sources=["claim:4"]),
            ],
            confidence=0.5,
        ),
        Fact(
            id=3,
            metric=Metric.HOTLINE_CASES,
            kind=Kind.RATE,
            aspect=Aspect.COMPLETION,
            value=98.5,
            unit="%",
            sources=["claim:3"],
            agreement=Agreement.SINGLE,
        ),
    ]
